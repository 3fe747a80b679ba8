// SPDX-License-Identifier: GPL-3.0-or-later
// Train: examples, model, name and goal, settings beside what they will do, and the start button.
#pragma once

#include "ui/pages/page.hpp"
#include "ui/pages/train/train_view_model.hpp"

class QBoxLayout;
class QButtonGroup;
class QComboBox;
class QLineEdit;
class QPushButton;
class QVBoxLayout;

namespace graft::ui {

class ForecastPanel;
class MessageBar;
class SettingRow;
class TriesPanel;

class TrainPage : public Page {
  Q_OBJECT
 public:
  explicit TrainPage(const Services& services);
  void enter(const PageRequest& request) override;
  QString help() const override;
  Details details() override;
  bool undo() override;
  bool redo() override;
  void primaryAction() override;
  QWidget* bar() override { return m_bar; }

 protected:
  void resizeEvent(QResizeEvent* event) override;

 private:
  QWidget* makeChoices();
  QWidget* makeGoals();
  QWidget* makeSettings();
  QString startWords() const;
  QString summaryWords() const;
  void showAdvice();
  void showLists();
  void refresh();
  void showNeed();
  QString changeWords(const Json& change) const;
  Services m_services;
  TrainViewModel m_model;
  MessageBar *m_message, *m_refusal, *m_goesOn;
  QComboBox *m_data, *m_base;
  QLineEdit* m_name;
  QLabel* m_dataFacts;
  QButtonGroup* m_goals;
  ForecastPanel* m_forecast;
  QBoxLayout* m_columns;  ///< settings and forecast
  std::vector<SettingRow*> m_rows;
  QWidget* m_fine;
  TriesPanel* m_tries;
  QPushButton *m_fineToggle, *m_triesToggle, *m_start, *m_warnings;
  QWidget* m_bar;  ///< hidden until the window takes it
  QLabel* m_summary;
  QVBoxLayout* m_advice;
};

}  // namespace graft::ui
