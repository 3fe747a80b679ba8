// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/charts/chart_table_model.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

#include "ui/services/words.hpp"

namespace graft::ui {
namespace {
QString exact(double value) { return std::isfinite(value) ? QString::number(value, 'g', 17) : QString(); }
}  // namespace

void ChartTableModel::set(const QString& xTitle, std::vector<PlotSeries> series) {
  beginResetModel();
  m_xTitle = xTitle;
  m_series = std::move(series);
  m_x.clear();
  for (const auto& s : m_series) m_x.insert(m_x.end(), s.data.x.begin(), s.data.x.end());
  std::sort(m_x.begin(), m_x.end());
  m_x.erase(std::unique(m_x.begin(), m_x.end()), m_x.end());
  endResetModel();
}

int ChartTableModel::rowCount(const QModelIndex& parent) const { return parent.isValid() ? 0 : static_cast<int>(m_x.size()); }
int ChartTableModel::columnCount(const QModelIndex& parent) const { return parent.isValid() ? 0 : static_cast<int>(m_series.size()) + 1; }

double ChartTableModel::value(size_t series, double x) const {
  const Curve& curve = m_series[series].data;
  const auto index = nearest(curve, x);
  if (index < 0 || curve.x[static_cast<size_t>(index)] != x) return std::numeric_limits<double>::quiet_NaN();
  return curve.y[static_cast<size_t>(index)];
}

QVariant ChartTableModel::data(const QModelIndex& index, int role) const {
  if (!index.isValid()) return {};
  if (role == Qt::TextAlignmentRole) return QVariant(Qt::AlignRight | Qt::AlignVCenter);
  if (role != Qt::DisplayRole) return {};
  const double x = m_x[static_cast<size_t>(index.row())];
  if (index.column() == 0) return numberText(x, x == std::floor(x) ? 0 : 4);
  const double y = value(static_cast<size_t>(index.column()) - 1, x);
  return std::isfinite(y) ? numberText(y, 5) : QString();
}

QVariant ChartTableModel::headerData(int section, Qt::Orientation orientation, int role) const {
  if (orientation != Qt::Horizontal) return {};
  if (role == Qt::TextAlignmentRole) return QVariant(Qt::AlignRight | Qt::AlignVCenter);
  if (role != Qt::DisplayRole) return {};
  return section == 0 ? m_xTitle : m_series[static_cast<size_t>(section) - 1].name;
}

QString ChartTableModel::csv() const {
  const auto quoted = [](QString text) { return '"' + text.replace('"', "\"\"") + '"'; };
  QString out = quoted(m_xTitle);
  for (const auto& s : m_series) out += ',' + quoted(s.name);
  for (const double x : m_x) {
    out += '\n' + exact(x);
    for (size_t i = 0; i < m_series.size(); ++i) out += ',' + exact(value(i, x));
  }
  return out + '\n';
}

int ChartTableModel::rowOf(double x) const {
  if (m_x.empty() || !std::isfinite(x)) return -1;
  const auto place = std::lower_bound(m_x.begin(), m_x.end(), x);
  return static_cast<int>(std::min<std::ptrdiff_t>(place - m_x.begin(), static_cast<std::ptrdiff_t>(m_x.size()) - 1));
}

}  // namespace graft::ui
