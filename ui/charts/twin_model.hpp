// SPDX-License-Identifier: GPL-3.0-or-later
// The numbers of a chart as a table: for screen readers, for reading exactly, and for CSV.
#pragma once

#include <QAbstractTableModel>

#include "ui/charts/plot.hpp"

namespace graft::ui {

/// One row for each x of any series, ascending; one column for x and one for each series. Copies what it shows.
class TwinModel : public QAbstractTableModel {
  Q_OBJECT
 public:
  using QAbstractTableModel::QAbstractTableModel;
  void set(const QString& xTitle, std::vector<PlotSeries> series);
  int rowCount(const QModelIndex& parent = {}) const override;
  int columnCount(const QModelIndex& parent = {}) const override;
  QVariant data(const QModelIndex& index, int role) const override;
  QVariant headerData(int section, Qt::Orientation orientation, int role) const override;
  /// With a dot as decimal mark and every digit, as programs read it.
  QString csv() const;
  int rowOf(double x) const;

 private:
  double value(size_t series, double x) const;
  QString m_xTitle;
  std::vector<PlotSeries> m_series;
  std::vector<double> m_x;
};

}  // namespace graft::ui
