// SPDX-License-Identifier: GPL-3.0-or-later
// Shares as horizontal bars, each with its 95 % interval as a whisker: how many answers of each model are right.
#pragma once

#include <vector>

#include "core/base/statistics.hpp"
#include "ui/widgets/picture.hpp"

namespace graft::ui {

struct CountedShare {
  QString name;
  int64_t right = 0, total = 0;
  int series = 0;  ///< colour: index of a curve, or -1 for the base model
  double share() const { return total > 0 ? static_cast<double>(right) / static_cast<double>(total) : 0; }
  Interval interval() const { return wilson(right, total); }
};
/// "Base model: 12 of 121 right, 9.9 %; the true share lies between 5.8 % and 16.5 % with 95 % certainty"
QString shareSentence(const CountedShare& share);

/// Its accessible name says all numbers, and each bar has them in its tooltip.
class IntervalBars : public Picture {
  Q_OBJECT
 public:
  explicit IntervalBars(const Theme& theme, QWidget* parent = nullptr);
  void set(std::vector<CountedShare> shares);
  const std::vector<CountedShare>& shares() const { return m_shares; }
  QSize sizeHint() const override;
  QSize minimumSizeHint() const override;

 protected:
  bool event(QEvent* event) override;
  void paintEvent(QPaintEvent* event) override;

 private:
  int nameWidth() const;
  int valueWidth() const;
  int rowHeight() const;
  std::vector<CountedShare> m_shares;
};

}  // namespace graft::ui
