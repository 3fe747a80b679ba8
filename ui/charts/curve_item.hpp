// SPDX-License-Identifier: GPL-3.0-or-later
// Paints what a Plot holds onto the plot area of its chart. For ui/charts alone.
#pragma once

#include <QGraphicsItem>

#include "ui/charts/plot.hpp"

namespace graft::ui {

class CurveItem : public QGraphicsItem {
 public:
  explicit CurveItem(const Plot& plot) : QGraphicsItem(plot.chart()), m_plot(plot) { setZValue(100); }
  QRectF boundingRect() const override;
  void paint(QPainter* painter, const QStyleOptionGraphicsItem* option, QWidget* widget) override;
  void geometryChanges() { prepareGeometryChange(); }
  /// Chart coordinates of a value.
  QPointF at(double x, double y) const;
  QRectF area() const;

 private:
  void paintBand(QPainter& painter, const PlotSeries& series) const;
  void paintLine(QPainter& painter, const PlotSeries& series, const std::vector<double>& y) const;
  void paintPoints(QPainter& painter, const PlotSeries& series) const;
  void paintEndLabels(QPainter& painter) const;
  void paintMarkers(QPainter& painter) const;
  void paintCrosshair(QPainter& painter) const;
  std::vector<Column> columns(const Curve& curve) const;
  const Plot& m_plot;
};

}  // namespace graft::ui
