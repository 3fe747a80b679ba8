// SPDX-License-Identifier: GPL-3.0-or-later
// Share of right answers before and after training on a bar from 0 to 100 %, with the 95 % interval of the latter. Hidden from screen
// readers, which read the text beside it.
#pragma once

#include <optional>

#include "ui/widgets/picture.hpp"

namespace graft::ui {

class GainBar : public Picture {
  Q_OBJECT
 public:
  explicit GainBar(const Theme& theme, QWidget* parent = nullptr);
  /// Shares from 0 to 1. `rows`: number of graded rows, for the interval.
  void set(std::optional<double> before, double after, int64_t rows);
  QSize sizeHint() const override;
  QSize minimumSizeHint() const override { return {0, sizeHint().height()}; }

 protected:
  void paintEvent(QPaintEvent* event) override;

 private:
  std::optional<double> m_before;
  double m_after = 0;
  int64_t m_rows = 0;
};

}  // namespace graft::ui
