// SPDX-License-Identifier: GPL-3.0-or-later
// Rows of a dataset as a table; reads a row from its mapped file when it is painted, so a million rows cost nothing. Main thread.
#pragma once

#include <memory>

#include <QAbstractTableModel>

#include "core/data/dataset.hpp"

namespace graft::ui {

/// What a person's side asks, and the last answer, of a canonical example.
struct AskAnswer {
  QString asked, answer;
};
AskAnswer askAnswerOf(const Json& example);

class ExamplesModel : public QAbstractTableModel {
  Q_OBJECT
 public:
  enum Column { kLine, kSide, kAsked, kAnswer, kColumns };
  using QAbstractTableModel::QAbstractTableModel;
  /// `rows`: indices to show; all when it is null.
  void set(std::shared_ptr<const Dataset> dataset, std::shared_ptr<const std::vector<size_t>> rows = {});
  size_t rowIn(int row) const;  ///< index in the dataset
  int rowCount(const QModelIndex& parent = {}) const override;
  int columnCount(const QModelIndex& parent = {}) const override { return parent.isValid() ? 0 : kColumns; }
  QVariant data(const QModelIndex& index, int role) const override;
  QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

 private:
  std::shared_ptr<const Dataset> m_dataset;
  std::shared_ptr<const std::vector<size_t>> m_rows;
};

}  // namespace graft::ui
