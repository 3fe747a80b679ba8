// SPDX-License-Identifier: GPL-3.0-or-later
// A share as a bar; a second colour fills the rest. Hidden from screen readers, which read the text beside it.
#pragma once

#include "ui/widgets/picture.hpp"

namespace graft::ui {

class ShareBar : public Picture {
  Q_OBJECT
 public:
  /// `rest`: index of a series colour for the remainder, or -1 for the colour of hairlines.
  ShareBar(const Theme& theme, int height, int colour = 0, int rest = -1);
  void set(double share);

 protected:
  void paintEvent(QPaintEvent* event) override;

 private:
  int m_colour, m_rest;
  double m_share = 0;
};

}  // namespace graft::ui
