// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/charts/curve_item.hpp"

#include <algorithm>
#include <cmath>

#include <QChart>
#include <QPainter>

#include "ui/charts/bar_canvas.hpp"

namespace graft::ui {
namespace {

constexpr double kLineWidth = 1.6, kRoom = 16;

/// Draws separate segments: a polyline wider than a pixel costs twenty times as much in Qt's raster engine.
void drawSegments(QPainter& painter, const std::vector<QPointF>& points) {
  std::vector<QLineF> lines;
  lines.reserve(points.size());
  for (size_t i = 1; i < points.size(); ++i) lines.emplace_back(points[i - 1], points[i]);
  painter.drawLines(lines.data(), static_cast<int>(lines.size()));
}

/// Points of a smoothed line through many points: the last value of each column. The band behind it shows the measured values with every
/// extreme.
std::vector<QPointF> lastOf(const std::vector<Column>& columns) {
  std::vector<QPointF> out;
  out.reserve(columns.size());
  for (const Column& c : columns) out.emplace_back(c.x, c.last);
  return out;
}

}  // namespace

QRectF CurveItem::area() const { return m_plot.chart()->plotArea(); }
QRectF CurveItem::boundingRect() const { return area().adjusted(-kRoom, -kRoom, kRoom + m_plot.m_labelRoom, kRoom); }

CurveItem::Placement CurveItem::placement() const {
  const QRectF rect = area();
  const Span1d across = m_plot.visible(), up = m_plot.visibleY();
  const bool isLog = m_plot.isLog();
  return {rect.left(), rect.bottom(),
          across.low,  rect.width() / across.size(),
          up.low,      rect.height() / (isLog ? std::log(up.high / up.low) : up.size()),
          isLog};
}

std::vector<Column> CurveItem::columns(CurveView curve) const {
  return columnsOf(curve, m_plot.visible(), static_cast<int>(area().width()), m_plot.isLog() ? YScale::Log : YScale::Linear);
}

void CurveItem::paint(QPainter* painter, const QStyleOptionGraphicsItem*, QWidget*) {
  painter->save();
  painter->setClipRect(area().adjusted(0, -2, 2, 1));
  BarCanvas bars(*painter, area().adjusted(0, -2, 2, 2));
  for (const PlotSeries& series : m_plot.m_series) {
    if (series.style == Style::Line && m_plot.m_smoothing) paintBand(bars, *painter, series);
  }
  std::vector<QPointF> ends;  // end of each curve, for its name; NaN if it has no point
  for (size_t i = 0; i < m_plot.m_series.size(); ++i) {
    const PlotSeries& series = m_plot.m_series[i];
    const bool isLine = series.style == Style::Line;
    const auto drawn = columns({series.data.x, m_plot.drawn(i)});
    if (isLine) drawColumns(bars, *painter, drawn, series.data.x.size(), m_plot.m_theme.series(series.colour), Look::Line);
    ends.push_back(drawn.empty() ? QPointF(NAN, NAN) : at(drawn.back().x, drawn.back().last));
  }
  bars.flush();
  painter->setRenderHint(QPainter::Antialiasing);
  painter->setClipRect(area().adjusted(-kRoom / 2, -kRoom / 2, kRoom / 2, kRoom / 2));  // points at the edges are whole
  for (const PlotSeries& series : m_plot.m_series) {
    if (series.style == Style::Points) paintPoints(*painter, series);
  }
  painter->setClipping(false);
  paintLimit(*painter);
  paintEndLabels(*painter, ends);
  paintMarkers(*painter);
  painter->restore();
}

/// Paints the measured values, from minimum to maximum of each column, pale behind the smoothed line.
void CurveItem::paintBand(BarCanvas& bars, QPainter& painter, const PlotSeries& series) const {
  // Mixed with the background instead of transparent: blending bar by bar costs eight times as much.
  constexpr double kStrength = 0.25;
  const QColor colour = m_plot.m_theme.series(series.colour), ground = m_plot.m_theme.now().surface;
  const auto mixed = [&](int one, int other) { return static_cast<int>(kStrength * one + (1 - kStrength) * other); };
  const QColor pale(mixed(colour.red(), ground.red()), mixed(colour.green(), ground.green()), mixed(colour.blue(), ground.blue()));
  drawColumns(bars, painter, columns(series.data), series.data.x.size(), pale, Look::Band);
}

/// Draws one bar of a pixel's width per column, over its range and the previous column's last value.
void CurveItem::fillColumns(BarCanvas& bars, const std::vector<Column>& drawn, const QColor& colour) const {
  const Placement placed = placement();
  double came = drawn.empty() ? 0 : drawn.front().first;
  for (const Column& c : drawn) {
    const QPointF top = placed.at(c.x, std::max(c.high, came)), bottom = placed.at(c.x, std::min(c.low, came));
    bars.add(top.x(), top.y(), bottom.y(), colour);
    came = c.last;
  }
}

void CurveItem::drawColumns(BarCanvas& bars, QPainter& painter, const std::vector<Column>& drawn, size_t points, const QColor& colour,
                            Look look) const {
  constexpr double kDense = 3, kTall = 4;
  const Placement placed = placement();
  double tall = 0;
  for (const Column& c : drawn) tall += std::abs(placed.at(c.x, c.high).y() - placed.at(c.x, c.low).y());
  const bool isMany = static_cast<double>(points) > kDense * static_cast<double>(drawn.size()),
             isDense = isMany && tall > kTall * static_cast<double>(drawn.size());
  if (isDense) return fillColumns(bars, drawn, colour);
  bars.flush();
  painter.setRenderHint(QPainter::Antialiasing);
  constexpr double kUnseen = 0.25;  // fraction of a pixel: within one column, smaller moves of the line are not drawn
  std::vector<QPointF> line;
  const bool isCalm = m_plot.m_smoothing && isMany && look == Look::Line;
  for (const QPointF& p : isCalm ? lastOf(drawn) : lineOf(drawn)) {
    const QPointF place = placed.at(p.x(), p.y());
    if (!line.empty() && line.back().x() == place.x() && std::abs(line.back().y() - place.y()) < kUnseen) continue;
    line.push_back(place);
  }
  painter.setPen(QPen(colour, look == Look::Line ? kLineWidth : 1));
  if (line.size() == 1) painter.drawEllipse(line[0], 1.5, 1.5);
  drawSegments(painter, line);
}

void CurveItem::paintPoints(QPainter& painter, const PlotSeries& series) const {
  constexpr double kRadius = 3.5, kRing = 7;
  constexpr size_t kMost = 200;  // with more points the markers would merge into a band
  const QColor colour = m_plot.m_theme.series(series.colour);
  std::vector<QPointF> points;
  for (const QPointF& p : lineOf(columns(series.data))) points.push_back(at(p.x(), p.y()));
  painter.setPen(QPen(m_plot.m_theme.now().surface, 1));
  painter.setBrush(colour);
  const double radius = points.size() <= kMost ? kRadius : 1;
  for (const QPointF& p : points) painter.drawEllipse(p, radius, radius);
  painter.setBrush(Qt::NoBrush);
  if (!series.note || series.note->index >= series.data.x.size()) return;
  const QPointF place = at(series.data.x[series.note->index], series.data.y[series.note->index]);
  if (!area().contains(place)) return;
  painter.setPen(QPen(colour, kLineWidth));
  painter.drawEllipse(place, kRing, kRing);
  const QFontMetricsF metrics(m_plot.m_theme.font(TextRole::Label));
  painter.setFont(m_plot.m_theme.font(TextRole::Label));
  // Above the ring, where a falling curve has left the room free; left of the ring's centre at the right edge.
  const double width = metrics.horizontalAdvance(series.note->words),
               base = std::max(area().top() + metrics.height(), place.y() - kRing - 4);
  const QRectF box(std::clamp(place.x() - width / 2, area().left(), area().right() - width), base - metrics.height(), width,
                   metrics.height());
  QColor behind = m_plot.m_theme.now().surface;
  behind.setAlphaF(0.85F);
  painter.fillRect(box, behind);
  painter.drawText(box, Qt::AlignCenter, series.note->words);
}

/// Draws the limit with its name above it, or below at the top of the chart.
void CurveItem::paintLimit(QPainter& painter) const {
  const auto& limit = m_plot.m_limit;
  if (!limit || limit->y > m_plot.visibleY().high) return;
  const QColor colour = m_plot.m_theme.now().muted;
  const double y = at(m_plot.visible().low, limit->y).y();
  painter.setPen(QPen(colour, 1, Qt::DashLine));
  painter.drawLine(QPointF(area().left(), y), QPointF(area().right(), y));
  const QFontMetricsF metrics(m_plot.m_theme.font(TextRole::Label));
  painter.setFont(m_plot.m_theme.font(TextRole::Label));
  const bool isAbove = y - metrics.height() >= area().top();
  painter.drawText(QPointF(area().left() + 4, isAbove ? y - metrics.descent() - 1 : y + metrics.ascent() + 1), limit->name);
}

/// Paints the names of up to four curves beside their ends, right of the plot area, instead of a legend. Names that would meet move apart.
void CurveItem::paintEndLabels(QPainter& painter, const std::vector<QPointF>& ends) const {
  if (m_plot.m_labelRoom <= 0) return;
  struct Label {
    double top;
    QString text;
    QColor colour;
  };
  const QFontMetricsF metrics(m_plot.m_theme.font(TextRole::Label));
  const double height = metrics.height();
  std::vector<Label> labels;
  for (size_t i = 0; i < ends.size(); ++i) {
    const PlotSeries& s = m_plot.m_series[i];
    if (std::isfinite(ends[i].x()) && !s.name.isEmpty())
      labels.push_back({ends[i].y() - height / 2, s.name, m_plot.m_theme.series(s.colour)});
  }
  std::sort(labels.begin(), labels.end(), [](const Label& a, const Label& b) { return a.top < b.top; });
  double free = area().top() - height / 2;
  for (Label& label : labels) {
    label.top = std::max(label.top, free);
    free = label.top + height;
  }
  double most = area().bottom() + height / 2;  // lowest bottom of the next label, from the last one up
  for (auto label = labels.rbegin(); label != labels.rend(); ++label) {
    label->top = std::min(label->top, most - height);
    most = label->top;
  }
  painter.setFont(m_plot.m_theme.font(TextRole::Label));
  for (const Label& label : labels) {
    painter.setPen(label.colour);
    painter.drawText(QRectF(area().right() + 6, label.top, m_plot.m_labelRoom, height), Qt::AlignLeft | Qt::AlignVCenter,
                     metrics.elidedText(label.text, Qt::ElideRight, m_plot.m_labelRoom));
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

void CrosshairItem::paint(QPainter* painter, const QStyleOptionGraphicsItem*, QWidget*) {
  if (!std::isfinite(m_plot.m_crosshair)) return;
  const QRectF area = m_curves.area();
  const double x = m_curves.at(m_plot.m_crosshair, m_plot.visibleY().high).x();
  if (x < area.left() - 1 || x > area.right() + 1) return;
  painter->setRenderHint(QPainter::Antialiasing);
  painter->setPen(QPen(m_plot.m_theme.now().muted, 1));
  painter->drawLine(QPointF(x, area.top()), QPointF(x, area.bottom()));
  for (size_t i = 0; i < m_plot.m_series.size(); ++i) {
    const PlotSeries& s = m_plot.m_series[i];
    const auto index = nearest(s.data, m_plot.m_crosshair);
    if (index < 0) continue;
    const double y = m_plot.drawn(i)[static_cast<size_t>(index)];
    if (!std::isfinite(y) || (m_plot.m_log && y <= 0)) continue;
    const QPointF place = m_curves.at(s.data.x[static_cast<size_t>(index)], y);
    if (!area.adjusted(-1, -1, 1, 1).contains(place)) continue;
    painter->setBrush(m_plot.m_theme.series(s.colour));
    painter->setPen(QPen(m_plot.m_theme.now().surface, 1.5));
    painter->drawEllipse(place, 4, 4);
  }
}

}  // namespace graft::ui
