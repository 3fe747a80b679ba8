// SPDX-License-Identifier: GPL-3.0-or-later
// The numbers of a chart as a table, for screen readers, exact reading and CSV.
#pragma once

#include <QAbstractTableModel>

#include "ui/charts/plot.hpp"

namespace graft::ui {

/// Table with one row for each x of any series, ascending, and columns for x and each series. Copies its data.
class ChartTableModel : public QAbstractTableModel {
  Q_OBJECT
 public:
  using QAbstractTableModel::QAbstractTableModel;
  void set(const QString& xTitle, std::vector<PlotSeries> series);
  int rowCount(const QModelIndex& parent = {}) const override;
  int columnCount(const QModelIndex& parent = {}) const override;
  QVariant data(const QModelIndex& index, int role) const override;
  QVariant headerData(int section, Qt::Orientation orientation, int role) const override;
  /// CSV with a decimal point and all digits, for other programs.
  QString csv() const;
  int rowOf(double x) const;

 private:
  double value(size_t series, double x) const;
  QString m_xTitle;
  std::vector<PlotSeries> m_series;
  std::vector<double> m_x;
};

}  // namespace graft::ui
