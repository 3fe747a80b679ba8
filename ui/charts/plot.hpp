// SPDX-License-Identifier: GPL-3.0-or-later
// A chart. Qt Charts 6.4 draws the frame: axes, grid, labels. Curves, bands, markers and the crosshair are painted by Graft in one item on
// top. Qt's own lines cost 31 ms for eight curves, drop a whole curve for one zero on a log axis, and crash on clicks beside them
// (QTBUG-118669, QTBUG-115072). Main thread.
#pragma once

#include <QChartView>

#include "ui/charts/series.hpp"
#include "ui/services/theme.hpp"

class QLogValueAxis;
class QValueAxis;

namespace graft::ui {

/// Series colours with one meaning on all pages.
inline constexpr int kBaseColour = -1, kTrainingColour = 0, kHeldOutColour = 1, kEverydayColour = 2;

/// Points are single measurements. They are not joined, because nothing was measured between them.
enum class Style { Line, Points };
/// A point with a ring and a word beside it.
struct PointNote {
  size_t index = 0;
  QString words;
};
struct PlotSeries {
  QString name;
  int colour = kTrainingColour;
  Style style = Style::Line;
  Curve data;
  std::optional<PointNote> note = {};
};
/// A value that the curves should be seen against, drawn as a dashed line.
struct PlotLimit {
  double y = 0;
  QString name;
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
  /// Enables single-letter keys in all charts (WCAG 2.1.4).
  static void setLetterKeys(bool on);

  void setSeries(std::vector<PlotSeries> series);
  void setMarkers(std::vector<PlotMarker> markers);
  void setXTitle(const QString& title);
  /// Values of series `i` as drawn, smoothed or not.
  const std::vector<double>& drawn(size_t i) const { return m_smooth[i].empty() ? m_series[i].data.y : m_smooth[i]; }
  /// Smooths each curve with the weight of calmWeight.
  void setSmoothing(bool on);
  /// Range of x that is always shown, even without points: the whole length of a run in progress.
  void setLeastX(std::optional<Span1d> span);
  void setLog(bool log);
  /// Uses a logarithmic axis while the values are positive and span more than a factor of 20. `setLog` ends this.
  void setLogAutomatic();
  /// Labels only whole numbers on the x axis.
  void setWholeX(bool whole);
  /// Starts the linear y axis at 0.
  void setFromZero(bool fromZero);
  void setLimit(std::optional<PlotLimit> limit);
  /// Shows data as `other` does: smoothing, scale, bounds.
  void copyView(const Plot& other);
  void setOutliersCut(bool cut);
  bool isSmooth() const { return m_smoothing; }
  bool isLog() const { return m_log; }
  bool outliersCut() const { return m_cut; }
  const std::vector<PlotSeries>& series() const { return m_series; }

  /// Sets the crosshair; NaN hides it. `crosshairMoved` is emitted only for moves within this plot.
  void setCrosshair(double x);
  double crosshair() const { return m_crosshair; }
  /// Zooms the visible x. Reset shows all of it and follows new points.
  void zoom(double factor);
  void resetZoom();
  Span1d visible() const;
  Span1d visibleY() const { return m_y; }
  /// Number of values that cannot be drawn on this axis.
  size_t leftOut() const { return m_leftOut; }

  /// Renders the chart as shown, for the clipboard and for files.
  QImage picture(double scale) const;
  bool saveSvg(const QString& path) const;

 Q_SIGNALS:
  void crosshairMoved(double x);
  void markerActivated(int index);
  void viewChanged();
  /// A key for the surrounding card: 'l', 's', 'o', 'x', 't'.
  void keyAsked(QChar key);

 protected:
  // None of these events reaches Qt Charts: see the note at the top of the file.
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
  void restyle();
  /// Leaves room at the right for the names of the curves.
  void reserveLabels();
  Span1d measureY(YScale scale, Span1d x);
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
  std::vector<std::vector<double>> m_smooth;  ///< smoothed y of each series; empty for series that are drawn unsmoothed
  std::vector<PlotMarker> m_markers;
  Span1d m_measured;  ///< range of the visible values
  Span1d m_y;         ///< of the axis
  std::optional<Span1d> m_zoomed;
  std::optional<Span1d> m_leastX;
  std::optional<PlotLimit> m_limit;
  double m_labelRoom = 0;  ///< pixels right of the plot area
  double m_crosshair, m_dragFrom = 0;
  Span1d m_dragSpan;
  size_t m_leftOut = 0;
  bool m_log = false, m_isLogAutomatic = false, m_cut = false, m_drags = false, m_smoothing = false;
  bool m_hasWholeX = false, m_fromZero = false;
};

}  // namespace graft::ui
