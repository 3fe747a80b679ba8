// SPDX-License-Identifier: GPL-3.0-or-later
// Wanted against given answers of a task with few distinct answers, such as the classes of a sorting task.
#pragma once

#include <optional>

#include <QStringList>

#include "ui/pages/compare/comparison.hpp"

namespace graft::ui {

enum class Side { Base, Adapter };

/// Cell of the table: indices into Confusion::labels. `given` is labels.size() for an answer that is none of them.
struct ConfusionCell {
  qsizetype wanted = 0, given = 0;
  bool operator==(const ConfusionCell&) const = default;
};
class Confusion {
 public:
  static constexpr qsizetype kMostLabels = 20;
  /// Nothing unless the rows are a sorting task: 2 to 20 distinct short answers, each wanted twice on average or more.
  static std::optional<Confusion> of(const std::vector<BatchItem>& items, Side side);
  const QStringList& labels() const { return m_labels; }  ///< in alphabetical order
  qsizetype columns() const { return m_labels.size() + 1; }
  int64_t count(const ConfusionCell& cell) const { return m_counts[static_cast<size_t>(cell.wanted * columns() + cell.given)]; }
  int64_t most() const;  ///< largest count
  ConfusionCell cellOf(const BatchItem& item) const;
  Side side() const { return m_side; }

 private:
  QStringList m_labels;
  std::vector<int64_t> m_counts;
  Side m_side = Side::Adapter;
};

}  // namespace graft::ui
