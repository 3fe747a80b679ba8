// SPDX-License-Identifier: GPL-3.0-or-later
// Paints the contents of a Plot onto the plot area of its chart: curves as one cached picture, the crosshair over it. For ui/charts only.
#pragma once

#include <cmath>

#include <QGraphicsItem>

#include "ui/charts/plot.hpp"

namespace graft::ui {

class BarCanvas;

class CurveItem : public QGraphicsItem {
 public:
  explicit CurveItem(const Plot& plot) : QGraphicsItem(plot.chart()), m_plot(plot) {
    setZValue(100);
    setCacheMode(DeviceCoordinateCache);
  }
  QRectF boundingRect() const override;
  void paint(QPainter* painter, const QStyleOptionGraphicsItem* option, QWidget* widget) override;
  void geometryChanges() { prepareGeometryChange(); }
  /// Maps values to chart coordinates, for the current axes.
  struct Placement {
    double left, bottom, acrossLow, perX, upLow, perY;
    bool isLog;
    QPointF at(double x, double y) const {
      const double above = isLog ? std::log(y / upLow) : y - upLow;
      return {left + (x - acrossLow) * perX, bottom - above * perY};
    }
  };
  Placement placement() const;
  QPointF at(double x, double y) const { return placement().at(x, y); }
  QRectF area() const;

 private:
  enum class Look { Band, Line };
  void paintBand(BarCanvas& bars, QPainter& painter, const PlotSeries& series) const;
  void paintPoints(QPainter& painter, const PlotSeries& series) const;
  void paintEndLabels(QPainter& painter, const std::vector<QPointF>& ends) const;
  void paintLimit(QPainter& painter) const;
  void paintMarkers(QPainter& painter) const;
  std::vector<Column> columns(CurveView curve) const;
  /// Draws columns as a line. Dense ones (many points per pixel) are not antialiased, which would cost ten times as much and show nothing.
  void drawColumns(BarCanvas& bars, QPainter& painter, const std::vector<Column>& columns, size_t points, const QColor& colour,
                   Look look) const;
  void fillColumns(BarCanvas& bars, const std::vector<Column>& columns, const QColor& colour) const;
  const Plot& m_plot;
};

class CrosshairItem : public QGraphicsItem {
 public:
  CrosshairItem(const Plot& plot, const CurveItem& curves) : QGraphicsItem(plot.chart()), m_plot(plot), m_curves(curves) { setZValue(101); }
  QRectF boundingRect() const override { return m_curves.boundingRect(); }
  void paint(QPainter* painter, const QStyleOptionGraphicsItem* option, QWidget* widget) override;
  void geometryChanges() { prepareGeometryChange(); }

 private:
  const Plot& m_plot;
  const CurveItem& m_curves;
};

}  // namespace graft::ui
