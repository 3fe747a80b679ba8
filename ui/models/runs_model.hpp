// SPDX-License-Identifier: GPL-3.0-or-later
// Runs as a table, newest first. Main thread.
#pragma once

#include <QAbstractTableModel>

#include "core/store/runs.hpp"
#include "ui/services/theme.hpp"

namespace graft::ui {

class RunsModel : public QAbstractTableModel {
  Q_OBJECT
 public:
  enum Column { kState, kName, kModel, kData, kExact, kHeldout, kAgainst, kSteps, kTime, kWhen, kTags, kColumns };
  enum Role { kRunRole = Qt::UserRole + 1, kSortRole };
  explicit RunsModel(const Theme& theme, QObject* parent = nullptr) : QAbstractTableModel(parent), m_theme(theme) {}
  /// Keeps indices if the runs and their order are unchanged, so that a selection survives an update.
  void set(std::vector<store::RunRow> rows);
  /// Sets the run that others are compared with. Empty: none, and its column is empty too.
  void setBaseline(const QString& run);
  const QString& baseline() const { return m_baseline; }
  const store::RunRow* at(int row) const { return row >= 0 && row < rowCount() ? &m_rows[static_cast<size_t>(row)] : nullptr; }

  int rowCount(const QModelIndex& parent = {}) const override { return parent.isValid() ? 0 : static_cast<int>(m_rows.size()); }
  int columnCount(const QModelIndex& parent = {}) const override { return parent.isValid() ? 0 : kColumns; }
  QVariant data(const QModelIndex& index, int role) const override;
  QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

 private:
  QString display(const store::RunRow& row, int column) const;
  /// Held-out loss minus that of the baseline, if both were measured on equal rows.
  std::optional<double> against(const store::RunRow& row) const;
  QVariant sortKey(const store::RunRow& row, int column) const;
  const Theme& m_theme;
  std::vector<store::RunRow> m_rows;
  QString m_baseline;
};

}  // namespace graft::ui
