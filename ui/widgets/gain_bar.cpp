// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/gain_bar.hpp"

#include <cmath>

#include <QPainter>

#include "core/base/statistics.hpp"

namespace graft::ui {

GainBar::GainBar(const Theme& theme, QWidget* parent) : Picture(theme, parent) {
  setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Fixed);
}

void GainBar::set(std::optional<double> before, double after, int64_t rows) {
  m_before = before;
  m_after = after;
  m_rows = rows;
  update();
}

QSize GainBar::sizeHint() const {
  const int line = QFontMetrics(m_theme.font(TextRole::Body)).height();
  return {8 * line, line};
}

void GainBar::paintEvent(QPaintEvent*) {
  constexpr double kDot = 4, kTrack = 2;
  const double middle = height() / 2.0, room = kDot + 1, across = width() - 2 * room;
  const bool fromRight = layoutDirection() == Qt::RightToLeft;
  const auto at = [&](double share) { return QPointF(fromRight ? width() - room - across * share : room + across * share, middle); };
  const auto line = [&](QPainter& painter, double from, double to, const QColor& colour, double wide) {
    painter.setPen(QPen(colour, wide, Qt::SolidLine, Qt::RoundCap));
    painter.drawLine(at(from), at(to));
  };
  QPainter painter(this);
  painter.setRenderHint(QPainter::Antialiasing);
  line(painter, 0, 1, m_theme.now().line, kTrack);
  if (m_rows > 0) {
    const Interval sure = wilson(std::llround(m_after * static_cast<double>(m_rows)), m_rows);
    line(painter, sure.low, sure.high, m_theme.now().tintAccent, 2 * kDot);
  }
  const QColor after = m_theme.series(0), before = m_theme.series(-1);
  if (m_before) line(painter, *m_before, m_after, after, kTrack);
  painter.setPen(Qt::NoPen);
  if (m_before) {
    painter.setBrush(before);
    painter.drawEllipse(at(*m_before), kDot - 1, kDot - 1);
  }
  painter.setBrush(after);
  painter.drawEllipse(at(m_after), kDot, kDot);
}

}  // namespace graft::ui
