// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/train/rate_preview.hpp"

#include <algorithm>

#include <QPainter>
#include <QPainterPath>

#include "core/run/schedule.hpp"

namespace graft::ui {

RatePreview::RatePreview(const Theme& theme, QWidget* parent) : Picture(theme, parent) {
  setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
}

void RatePreview::set(const TrainSettings& settings, int64_t steps, int64_t perEpoch) {
  m_settings = settings;
  m_steps = steps;
  m_perEpoch = perEpoch;
  update();
}

QSize RatePreview::sizeHint() const {
  const int line = QFontMetrics(m_theme.font(TextRole::Body)).height();
  return {12 * line, 3 * line};
}

void RatePreview::paintEvent(QPaintEvent*) {
  if (m_steps < 1 || m_settings.lr <= 0) return;
  constexpr double kRoom = 2, kWide = 1.6;
  constexpr int64_t kMostEpochs = 40;  // more lines would fill the picture
  const double across = (width() - 2 * kRoom) / static_cast<double>(std::max<int64_t>(1, m_steps)), up = height() - 2 * kRoom;
  const bool fromRight = layoutDirection() == Qt::RightToLeft;
  const auto xAt = [&](double step) { return fromRight ? width() - kRoom - across * step : kRoom + across * step; };
  QPainter painter(this);
  painter.setPen(QPen(m_theme.now().line, 1));
  painter.drawLine(QPointF(kRoom, height() - kRoom), QPointF(width() - kRoom, height() - kRoom));
  if (m_perEpoch > 0 && m_steps / m_perEpoch <= kMostEpochs) {
    for (int64_t step = m_perEpoch; step < m_steps; step += m_perEpoch) {
      const double x = xAt(static_cast<double>(step));
      painter.drawLine(QPointF(x, kRoom), QPointF(x, height() - kRoom));
    }
  }
  const auto at = [&](int64_t step) {
    return QPointF(xAt(static_cast<double>(step) - 0.5), height() - kRoom - up * learningRate(m_settings, step, m_steps) / m_settings.lr);
  };
  const int64_t by = std::max<int64_t>(1, m_steps / std::max(1, width()));  // at most a point a pixel
  QPainterPath path(at(1));
  for (int64_t step = 1 + by; step <= m_steps; step += by) path.lineTo(at(step));
  path.lineTo(at(m_steps));
  painter.setRenderHint(QPainter::Antialiasing);
  painter.setPen(QPen(m_theme.series(0), kWide));
  painter.drawPath(path);
}

}  // namespace graft::ui
