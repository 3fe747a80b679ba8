// SPDX-License-Identifier: GPL-3.0-or-later
// The history as a table. Main thread.
#pragma once

#include <QAbstractTableModel>

#include "ui/pages/activity/history.hpp"

namespace graft::ui {

class HistoryModel : public QAbstractTableModel {
  Q_OBJECT
 public:
  enum Column { kWhen, kWhat, kItem, kResult, kColumns };
  /// Times as one reads them today ("today 14:05"), or in full for a file.
  enum class Times { Relative, Full };
  explicit HistoryModel(const Theme& theme, Times times = Times::Relative, QObject* parent = nullptr)
      : QAbstractTableModel(parent), m_theme(theme), m_times(times) {}
  void set(std::vector<Act> acts);
  const Act* at(int row) const { return row >= 0 && row < rowCount() ? &m_acts[static_cast<size_t>(row)] : nullptr; }
  int rowCount(const QModelIndex& parent = {}) const override { return parent.isValid() ? 0 : static_cast<int>(m_acts.size()); }
  int columnCount(const QModelIndex& parent = {}) const override { return parent.isValid() ? 0 : kColumns; }
  QVariant data(const QModelIndex& index, int role) const override;
  QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

 private:
  QString timeText(const std::string& utc) const;
  const Theme& m_theme;
  Times m_times;
  std::vector<Act> m_acts;
};

}  // namespace graft::ui
