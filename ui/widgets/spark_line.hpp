// SPDX-License-Identifier: GPL-3.0-or-later
// A curve without axes, as large as a word. Values that are positive and span much are drawn on a logarithmic scale. Hidden from screen
// readers, which read the numbers beside it.
#pragma once

#include <vector>

#include "ui/widgets/picture.hpp"

namespace graft::ui {

class SparkLine : public Picture {
  Q_OBJECT
 public:
  explicit SparkLine(const Theme& theme, QWidget* parent = nullptr);
  /// NaN is left out. Fewer than two values draw nothing.
  void set(std::vector<double> values);
  QSize sizeHint() const override;
  QSize minimumSizeHint() const override { return {0, sizeHint().height()}; }

 protected:
  void paintEvent(QPaintEvent* event) override;

 private:
  std::vector<double> m_values;
};

}  // namespace graft::ui
