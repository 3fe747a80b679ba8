// SPDX-License-Identifier: GPL-3.0-or-later
// A chart with its title, the values at the crosshair, its table and its menu. Pages use this class; Qt Charts is not visible through it.
#pragma once

#include <QFrame>
#include <QPointer>

#include "ui/charts/plot.hpp"

class QAction;
class QStackedWidget;
class QTableView;
class QToolButton;

namespace graft::ui {

class ChartTableModel;

class ChartCard : public QFrame {
  Q_OBJECT
 public:
  ChartCard(const Theme& theme, const QString& title, QWidget* parent = nullptr);
  void setXTitle(const QString& title);
  /// `waiting` is shown in the middle as long as there is nothing to draw.
  void setSeries(std::vector<PlotSeries> series);
  void setMarkers(std::vector<PlotMarker> markers);
  void setWaitingText(const QString& text);
  void setUnit(const QString& unit) { m_unit = unit; }
  /// Says below the chart what it shows.
  void setCaption(const QString& words);
  Plot& plot() { return *m_plot; }
  /// Shows a copy of the chart full screen, in its own window that follows this one. Esc, F11 or another call closes it.
  void toggleFull();
  bool isFull() const { return !m_full.isNull(); }

 public Q_SLOTS:
  void setCrosshair(double x);

 Q_SIGNALS:
  void crosshairMoved(double x);
  void markerActivated(int index);
  /// Requests the next x axis (step, epoch, tokens, minutes); all charts of a page change together.
  void xAxisAsked();
  /// Requests a file dialog with a suggested name: "picture.png", "picture.svg" or "numbers.csv".
  void saveAsked(const QString& suggested);

 public:
  /// Writes the format of `path`'s extension. Returns false if it cannot be written.
  bool save(const QString& path) const;

 private:
  void makeMenu();
  void showValues();
  void obey(QChar key);
  void toggleTable();
  void describe();
  const Theme& m_theme;
  QString m_title, m_xTitle, m_unit;
  QLabel *m_values, *m_note, *m_waiting, *m_caption;
  Plot* m_plot;
  QPointer<ChartCard> m_full;
  std::vector<PlotMarker> m_markers;
  ChartTableModel* m_twin;
  QTableView* m_table;
  QStackedWidget* m_stack;
  QToolButton* m_menu;
  QAction *m_log, *m_smooth, *m_outliers, *m_tableAction;
};

}  // namespace graft::ui
