// SPDX-License-Identifier: GPL-3.0-or-later
// Work of a run before its first step: a checklist with times, and answers of the base model as they are made.
#pragma once

#include "ui/pages/runs/run_view_model.hpp"

class QGridLayout;
class QTableWidget;

namespace graft::ui {

class PreparingPanel : public QWidget {
  Q_OBJECT
 public:
  explicit PreparingPanel(const Services& services);
  /// Shows the state of the model's run.
  void refresh(const RunViewModel& model);

 private:
  struct Row {
    QLabel *icon, *name, *detail, *time;
  };
  Row& rowAt(size_t index);
  void showParts(const std::vector<JobPart>& parts);
  void showAnswers(const RunViewModel& model);
  Services m_services;
  QGridLayout* m_grid;
  std::vector<Row> m_rows;
  QLabel* m_score;
  QTableWidget* m_answers;
  QString m_run;  ///< run of the answers in the table
};

}  // namespace graft::ui
