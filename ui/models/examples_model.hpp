// SPDX-License-Identifier: GPL-3.0-or-later
// Rows of a dataset as a table. Reads a row from its mapped file when it is painted, so a million rows cost nothing. Main thread.
#pragma once

#include <memory>
#include <optional>

#include <QAbstractTableModel>

#include "core/data/dataset.hpp"

namespace graft::ui {

/// User text and last answer of a canonical example.
struct AskAnswer {
  QString asked, answer;
};
AskAnswer askAnswerOf(const Json& example);

class DatasetEdits;

class ExamplesModel : public QAbstractTableModel {
  Q_OBJECT
 public:
  enum Column { kLine, kSide, kAsked, kAnswer, kColumns };
  using QAbstractTableModel::QAbstractTableModel;
  /// `rows`: indices to show; null for all.
  void set(std::shared_ptr<const Dataset> dataset, std::shared_ptr<const std::vector<size_t>> rows = {});
  /// Shows the rows with the changes of `edits`, if these belong to the current dataset. `edits` must outlive the model.
  void setEdits(const DatasetEdits* edits) { m_edits = edits; }
  /// Refreshes the rows after a change of the edits.
  void renew();
  size_t rowIn(int row) const;                   ///< index in the dataset
  std::optional<int> rowOf(size_t index) const;  ///< table row of an index
  int rowCount(const QModelIndex& parent = {}) const override;
  int columnCount(const QModelIndex& parent = {}) const override { return parent.isValid() ? 0 : kColumns; }
  QVariant data(const QModelIndex& index, int role) const override;
  QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

 private:
  const DatasetEdits* edits() const;
  QString side(size_t row) const;
  std::shared_ptr<const Dataset> m_dataset;
  const DatasetEdits* m_edits = nullptr;
  std::shared_ptr<const std::vector<size_t>> m_rows;
};

}  // namespace graft::ui
