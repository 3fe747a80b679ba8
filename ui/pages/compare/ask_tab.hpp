// SPDX-License-Identifier: GPL-3.0-or-later
// Asks one question of the base and up to three adapters, side by side and streamed together, with evidence in each pane.
#pragma once

#include <QLineEdit>

#include "ui/pages/compare/compare_view_model.hpp"

class QHBoxLayout;
class QLabel;
class QPushButton;
class QSpinBox;
class QTextBrowser;

namespace graft::ui {

class AskTab : public QWidget {
  Q_OBJECT
 public:
  AskTab(const Services& services, CompareViewModel& model);
  void ask();

 protected:
  void keyPressEvent(QKeyEvent* event) override;

 private:
  struct PaneWidgets {
    QFrame* frame;
    QLabel *name, *proof, *note;
    QTextBrowser* text;
  };
  PaneWidgets makePane();
  void refresh();
  void showSuggestions();
  QString htmlOf(const AnswerPane& pane, bool isBase) const;
  Services m_services;
  CompareViewModel& m_model;
  QLineEdit* m_prompt;
  QPushButton *m_ask, *m_diff, *m_sure;
  QSpinBox *m_maxNew, *m_seed;
  QHBoxLayout *m_suggestions, *m_panes;
  std::vector<PaneWidgets> m_shown;
};

}  // namespace graft::ui
