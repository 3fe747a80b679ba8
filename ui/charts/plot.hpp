// SPDX-License-Identifier: GPL-3.0-or-later
// One chart. Qt Charts 6.4 makes the frame: axes, grid, labels; the curves, bands, markers and the crosshair are painted by us in one
// item on top, because its own lines cost 31 ms for eight curves, drop a whole curve for one zero on a log axis and crash when they are
// clicked beside (QTBUG-118669, QTBUG-115072). Main thread.
#pragma once

#include <QChartView>

#include "ui/charts/series.hpp"
#include "ui/services/theme.hpp"

class QLogValueAxis;
class QValueAxis;

namespace graft::ui {

enum class Style { Line, Points };
struct PlotSeries {
  QString name;
  int colour = 0;  ///< number of a series colour; -1: the base model
  Style style = Style::Line;
  Curve data;
};
struct PlotMarker {
  double x = 0;
  Tone tone = Tone::Warn;
  QString text;
};

class CurveItem;
class CrosshairItem;

class Plot : public QChartView {
  Q_OBJECT
 public:
  explicit Plot(const Theme& theme, QWidget* parent = nullptr);
  /// Whether keys of one letter do something in charts (WCAG 2.1.4); of all charts.
  static void setLetterKeys(bool on);

  void setSeries(std::vector<PlotSeries> series);
  void setMarkers(std::vector<PlotMarker> markers);
  void setXTitle(const QString& title);
  /// As calmWeight has it for each curve.
  void setSmoothing(bool on);
  /// x that is shown even where nothing is yet: all of a run that is at work.
  void setLeastX(std::optional<Span1d> span);
  void setLog(bool log);
  void setOutliersCut(bool cut);
  bool isSmooth() const { return m_smoothing; }
  bool isLog() const { return m_log; }
  bool outliersCut() const { return m_cut; }
  const std::vector<PlotSeries>& series() const { return m_series; }

  /// The crosshair; NaN hides it. `crosshairMoved` is told for moves of this plot's own.
  void setCrosshair(double x);
  double crosshair() const { return m_crosshair; }
  /// Visible x; reset shows all and follows what comes.
  void zoom(double factor);
  void resetZoom();
  Span1d visible() const;
  Span1d visibleY() const { return m_y; }
  /// How many values cannot be drawn on this axis.
  size_t leftOut() const { return m_leftOut; }

  /// Bytes of the chart as shown, for the clipboard and for files.
  QImage picture(double scale) const;
  bool saveSvg(const QString& path) const;

 Q_SIGNALS:
  void crosshairMoved(double x);
  void markerActivated(int index);
  void viewChanged();
  /// A key that the card around it answers: 'l', 's', 'o', 'x', 't'.
  void keyAsked(QChar key);

 protected:
  // None of these reaches Qt Charts: see the note above.
  void mousePressEvent(QMouseEvent* event) override;
  void mouseMoveEvent(QMouseEvent* event) override;
  void mouseReleaseEvent(QMouseEvent* event) override;
  void mouseDoubleClickEvent(QMouseEvent* event) override;
  void wheelEvent(QWheelEvent* event) override;
  void keyPressEvent(QKeyEvent* event) override;
  void leaveEvent(QEvent* event) override;
  void resizeEvent(QResizeEvent* event) override;

 private:
  friend class CurveItem;
  friend class CrosshairItem;
  void render(QPainter& painter) const;
  /// Of series `i`, as it is drawn.
  const std::vector<double>& drawn(size_t i) const { return m_smooth[i].empty() ? m_series[i].data.y : m_smooth[i]; }
  void restyle();
  void update_();
  void placeAxes();
  Span1d allX() const;
  double xAt(double pixel) const;
  void moveCrosshair(int points, bool far);

  const Theme& m_theme;
  QChart* m_chart;
  QValueAxis *m_xAxis, *m_yAxis;
  QLogValueAxis* m_logAxis;
  CurveItem* m_item;
  CrosshairItem* m_cross;
  std::vector<PlotSeries> m_series;
  std::vector<std::vector<double>> m_smooth;  ///< y of each series, smoothed; empty for those that are drawn as they are
  std::vector<PlotMarker> m_markers;
  Span1d m_y;
  std::optional<Span1d> m_zoomed;
  std::optional<Span1d> m_leastX;
  double m_crosshair, m_dragFrom = 0;
  Span1d m_dragSpan;
  size_t m_leftOut = 0;
  bool m_log = false, m_cut = false, m_drags = false, m_smoothing = false;
};

}  // namespace graft::ui
