// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/share_bar.hpp"

#include <algorithm>

#include <QPainter>

namespace graft::ui {

ShareBar::ShareBar(const Theme& theme, int height, int colour, int rest) : Picture(theme), m_colour(colour), m_rest(rest) {
  setFixedHeight(height);
  setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
}
void ShareBar::set(double share) {
  m_share = std::clamp(share, 0.0, 1.0);
  update();
}

void ShareBar::paintEvent(QPaintEvent*) {
  const double round = std::min(6.0, height() / 2.0), filled = width() * m_share;
  QPainter painter(this);
  painter.setRenderHint(QPainter::Antialiasing);
  painter.setPen(Qt::NoPen);
  painter.setBrush(m_rest < 0 ? m_theme.now().line : m_theme.series(m_rest));
  painter.drawRoundedRect(rect(), round, round);
  painter.setBrush(m_theme.series(m_colour));
  painter.setClipRect(QRectF(layoutDirection() == Qt::RightToLeft ? width() - filled : 0, 0, filled, height()));
  painter.drawRoundedRect(rect(), round, round);
}

}  // namespace graft::ui
