// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/charts/curve_item.hpp"

#include <algorithm>
#include <cmath>

#include <QChart>
#include <QPainter>

namespace graft::ui {
namespace {

constexpr double kLineWidth = 1.6, kRoom = 16;

/// Separate segments: a polyline wider than a pixel costs twenty times as much in Qt's raster engine.
void drawSegments(QPainter& painter, const std::vector<QPointF>& points) {
  std::vector<QLineF> lines;
  lines.reserve(points.size());
  for (size_t i = 1; i < points.size(); ++i) lines.emplace_back(points[i - 1], points[i]);
  painter.drawLines(lines.data(), static_cast<int>(lines.size()));
}

}  // namespace

QRectF CurveItem::area() const { return m_plot.chart()->plotArea(); }
QRectF CurveItem::boundingRect() const { return area().adjusted(-kRoom, -kRoom, kRoom, kRoom); }

QPointF CurveItem::at(double x, double y) const {
  const QRectF rect = area();
  const Span1d across = m_plot.visible(), up = m_plot.visibleY();
  const double sx = (x - across.low) / across.size();
  const double sy = m_plot.isLog() ? std::log(y / up.low) / std::log(up.high / up.low) : (y - up.low) / up.size();
  return {rect.left() + sx * rect.width(), rect.bottom() - sy * rect.height()};
}

std::vector<Column> CurveItem::columns(const Curve& curve) const {
  return columnsOf(curve, m_plot.visible(), static_cast<int>(area().width()), m_plot.isLog() ? YScale::Log : YScale::Linear);
}

void CurveItem::paint(QPainter* painter, const QStyleOptionGraphicsItem*, QWidget*) {
  painter->save();
  painter->setRenderHint(QPainter::Antialiasing);
  painter->setClipRect(area().adjusted(0, -2, 2, 1));
  for (size_t i = 0; i < m_plot.m_series.size(); ++i) {
    const PlotSeries& series = m_plot.m_series[i];
    if (series.style == Style::Points) continue;
    if (m_plot.m_smoothing) paintBand(*painter, series);
    paintLine(*painter, series, m_plot.m_smooth[i]);
  }
  for (const PlotSeries& series : m_plot.m_series) {
    if (series.style == Style::Points) paintPoints(*painter, series);
  }
  painter->setClipping(false);
  paintEndLabels(*painter);
  paintMarkers(*painter);
  paintCrosshair(*painter);
  painter->restore();
}

/// What was measured, from the least to the most in each column, pale behind the smoothed line.
void CurveItem::paintBand(QPainter& painter, const PlotSeries& series) const {
  QColor pale = m_plot.m_theme.series(series.colour);
  pale.setAlphaF(0.25F);
  painter.setPen(QPen(pale, 1));
  std::vector<QPointF> points;
  for (const QPointF& p : lineOf(columns(series.data))) points.push_back(at(p.x(), p.y()));
  drawSegments(painter, points);
}

void CurveItem::paintLine(QPainter& painter, const PlotSeries& series, const std::vector<double>& y) const {
  painter.setPen(QPen(m_plot.m_theme.series(series.colour), kLineWidth));
  std::vector<QPointF> points;
  for (const QPointF& p : lineOf(columns({series.data.x, y}))) points.push_back(at(p.x(), p.y()));
  if (points.size() == 1) painter.drawEllipse(points[0], 1.5, 1.5);
  drawSegments(painter, points);
}

void CurveItem::paintPoints(QPainter& painter, const PlotSeries& series) const {
  const QColor colour = m_plot.m_theme.series(series.colour);
  painter.setPen(QPen(colour, 1));
  std::vector<QPointF> points;
  for (const QPointF& p : lineOf(columns(series.data))) points.push_back(at(p.x(), p.y()));
  drawSegments(painter, points);
  constexpr double kRadius = 3.5;
  constexpr size_t kMost = 200;  // closer together they would be a band
  painter.setBrush(m_plot.m_theme.now().surface);
  painter.setPen(QPen(colour, kLineWidth));
  if (points.size() <= kMost) {
    for (const QPointF& p : points) painter.drawEllipse(p, kRadius, kRadius);
  }
  painter.setBrush(Qt::NoBrush);
}

/// Names at the right end of up to four curves instead of a legend; the lower of two that meet steps down.
void CurveItem::paintEndLabels(QPainter& painter) const {
  constexpr size_t kMost = 4;
  struct Label {
    QPointF place;
    QString text;
    QColor colour;
  };
  if (m_plot.m_series.size() > kMost) return;
  std::vector<Label> labels;
  for (size_t i = 0; i < m_plot.m_series.size(); ++i) {
    const PlotSeries& s = m_plot.m_series[i];
    const auto last = columns({s.data.x, s.style == Style::Line ? m_plot.m_smooth[i] : s.data.y});
    if (!last.empty() && !s.name.isEmpty()) labels.push_back({at(last.back().x, last.back().last), s.name, m_plot.m_theme.series(s.colour)});
  }
  std::sort(labels.begin(), labels.end(), [](const Label& a, const Label& b) { return a.place.y() < b.place.y(); });
  const QFontMetricsF metrics(m_plot.m_theme.font(TextRole::Label));
  painter.setFont(m_plot.m_theme.font(TextRole::Label));
  double free = area().top();
  for (const Label& label : labels) {
    const double width = metrics.horizontalAdvance(label.text), height = metrics.height();
    const double top = std::clamp(label.place.y() - height - 6, free, std::max(free, area().bottom() - height));
    const QRectF box(std::clamp(label.place.x() - width, area().left(), area().right() - width), top, width + 1, height);
    QColor behind = m_plot.m_theme.now().surface;
    behind.setAlphaF(0.8F);
    painter.fillRect(box.adjusted(-2, 0, 2, 0), behind);
    painter.setPen(label.colour);
    painter.drawText(box, Qt::AlignRight | Qt::AlignVCenter, label.text);
    free = top + height;
  }
}

void CurveItem::paintMarkers(QPainter& painter) const {
  painter.setPen(Qt::NoPen);
  for (const PlotMarker& marker : m_plot.m_markers) {
    const double x = at(marker.x, m_plot.visibleY().high).x();
    if (x < area().left() - 1 || x > area().right() + 1) continue;
    constexpr double kHalf = 5, kHeight = 8;
    painter.setBrush(m_plot.m_theme.colour(marker.tone));
    const double base = area().bottom();
    painter.drawPolygon(QPolygonF({{x, base - kHeight}, {x - kHalf, base}, {x + kHalf, base}}));
  }
  painter.setBrush(Qt::NoBrush);
}

void CurveItem::paintCrosshair(QPainter& painter) const {
  if (!std::isfinite(m_plot.m_crosshair)) return;
  const double x = at(m_plot.m_crosshair, m_plot.visibleY().high).x();
  if (x < area().left() - 1 || x > area().right() + 1) return;
  painter.setPen(QPen(m_plot.m_theme.now().muted, 1));
  painter.drawLine(QPointF(x, area().top()), QPointF(x, area().bottom()));
  for (size_t i = 0; i < m_plot.m_series.size(); ++i) {
    const PlotSeries& s = m_plot.m_series[i];
    const auto index = nearest(s.data, m_plot.m_crosshair);
    if (index < 0) continue;
    const double y = s.style == Style::Line ? m_plot.m_smooth[i][static_cast<size_t>(index)] : s.data.y[static_cast<size_t>(index)];
    if (!std::isfinite(y) || (m_plot.m_log && y <= 0)) continue;
    const QPointF place = at(s.data.x[static_cast<size_t>(index)], y);
    if (!area().adjusted(-1, -1, 1, 1).contains(place)) continue;
    painter.setBrush(m_plot.m_theme.series(s.colour));
    painter.setPen(QPen(m_plot.m_theme.now().surface, 1.5));
    painter.drawEllipse(place, 4, 4);
  }
  painter.setBrush(Qt::NoBrush);
}

}  // namespace graft::ui
