// SPDX-License-Identifier: GPL-3.0-or-later
// One held-out question and the answers to it after each measurement: a film strip of the training. The arrows go through the questions.
#pragma once

#include <QFrame>

#include "ui/pages/runs/run_view_model.hpp"

class QTableWidget;
class QToolButton;

namespace graft::ui {

class AnswerCard : public QFrame {
  Q_OBJECT
 public:
  explicit AnswerCard(const Services& services);
  /// Shows the answers of the model's run. The question stays while the run stays.
  void refresh(const RunViewModel& model);

 private:
  void step(int by);
  void show(const AnswerHistory& history);
  Services m_services;
  const RunViewModel* m_model = nullptr;
  QString m_run;
  size_t m_question = 0;
  QLabel *m_place, *m_asked, *m_expected, *m_nothing;
  QWidget* m_body;
  QToolButton *m_previous, *m_next;
  QTableWidget* m_answers;
};

}  // namespace graft::ui
