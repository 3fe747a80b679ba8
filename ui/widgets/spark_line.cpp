// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/spark_line.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>

#include <QPainter>
#include <QPainterPath>

namespace graft::ui {

SparkLine::SparkLine(const Theme& theme, QWidget* parent) : Picture(theme, parent) {
  setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Fixed);
}

/// Means of equal parts of the values, of which there are at most as many as a small picture can show.
static std::vector<double> reduced(const std::vector<double>& values) {
  constexpr size_t kMost = 100;
  if (values.size() <= kMost) return values;
  std::vector<double> out(kMost);
  for (size_t i = 0; i < kMost; ++i) {
    const size_t from = i * values.size() / kMost, to = (i + 1) * values.size() / kMost;
    out[i] = std::accumulate(values.begin() + static_cast<std::ptrdiff_t>(from), values.begin() + static_cast<std::ptrdiff_t>(to), 0.0) /
             static_cast<double>(to - from);
  }
  return out;
}

void SparkLine::set(std::vector<double> values) {
  std::erase_if(values, [](double value) { return !std::isfinite(value); });
  values = reduced(values);
  constexpr double kLogFrom = 20;  // ratio from which the scale is logarithmic
  if (!values.empty()) {
    const auto [low, high] = std::minmax_element(values.begin(), values.end());
    if (*low > 0 && *high > kLogFrom * *low) {
      for (double& value : values) value = std::log(value);
    }
  }
  if (values == m_values) return;
  m_values = std::move(values);
  update();
}

QSize SparkLine::sizeHint() const {
  const int line = QFontMetrics(m_theme.font(TextRole::Body)).height();
  return {5 * line, line};
}

void SparkLine::paintEvent(QPaintEvent*) {
  if (m_values.size() < 2) return;
  constexpr double kWide = 1.4, kDot = 2;
  const auto [low, high] = std::minmax_element(m_values.begin(), m_values.end());
  const double room = kDot + 1, across = (width() - 2 * room) / static_cast<double>(m_values.size() - 1),
               up = *high > *low ? (height() - 2 * room) / (*high - *low) : 0;
  const auto at = [&](size_t i) { return QPointF(room + across * static_cast<double>(i), height() - room - up * (m_values[i] - *low)); };
  QPainterPath path(at(0));
  for (size_t i = 1; i < m_values.size(); ++i) path.lineTo(at(i));
  QPainter painter(this);
  painter.setRenderHint(QPainter::Antialiasing);
  painter.setPen(QPen(m_theme.series(0), kWide));
  painter.drawPath(path);
  painter.setBrush(m_theme.series(0));
  painter.drawEllipse(at(m_values.size() - 1), kDot, kDot);
}

}  // namespace graft::ui
