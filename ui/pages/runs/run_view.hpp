// SPDX-License-Identifier: GPL-3.0-or-later
// The page of one run: its result and what follows, the learning curve beside the answers during training, warnings with their action, and
// tabs for all answers, the engine's charts, settings and notes. All charts have one crosshair.
#pragma once

#include "ui/pages/runs/run_view_model.hpp"
#include "ui/pages/runs/suggested_action.hpp"

class QComboBox;
class QPlainTextEdit;
class QSlider;
class QStackedWidget;
class QTableWidget;
class QTabWidget;
class QVBoxLayout;
class QProgressBar;
class QPushButton;

namespace graft::ui {

class AnswerCard;
class ChartCard;
class Figure;
class MessageBar;
class OutcomePanel;
class PreparingPanel;

class RunView : public QWidget {
  Q_OBJECT
 public:
  explicit RunView(const Services& services);
  void show(const QString& run);
  const QString& run() const { return m_model.run(); }
  void pauseOrResume();
  void saveReport();
  bool canReport() const { return m_model.step() > 0; }
  void showFull();
  const RunViewModel& model() const { return m_model; }
  void setNote(const QString& note) { m_model.setNote(note); }

 Q_SIGNALS:
  void backAsked();
  void shown();

 private:
  QLayout* makeHeader();
  QLayout* makeStages();
  QLayout* makeFigures();
  QLayout* makeMiddle();
  void joinCharts();
  QWidget* makeTabs();
  QWidget* makeEngine();
  QWidget* makeAnswers();
  QWidget* makeNotes();
  static QString warningWords(const store::WarningRow& w);
  bool isOver() const;
  bool canExtend() const;
  void refresh();
  void showPreparation();
  void showHeader();
  void showFigures();
  void showCharts();
  void showEngine(const RunCurves& curves);
  void showWarnings();
  void showWarning(MessageBar& bar, const store::WarningRow& w);
  void act(Act what, const Json& change);
  void showAnswers();
  void showSettings();
  void nextXAxis();
  void saveChart(ChartCard* chart, const QString& suggested);
  Services m_services;
  RunViewModel m_model;
  XAxis m_axis = XAxis::Step;
  QLabel *m_name, *m_doing;
  QProgressBar* m_progress;
  QComboBox* m_cpuUse;
  QPushButton *m_pause, *m_stop, *m_stopNow, *m_goOn, *m_report, *m_again, *m_extend;
  QWidget* m_stagesRow;
  std::vector<QLabel*> m_stages;
  QWidget *m_figures, *m_curves;
  OutcomePanel* m_outcome;
  AnswerCard* m_answerCard;
  PreparingPanel* m_preparing;
  QStackedWidget* m_middle;
  Figure *m_loss, *m_heldout, *m_exact, *m_step;
  ChartCard *m_lossChart, *m_rateChart, *m_gradientChart, *m_speedChart, *m_memoryChart;
  std::vector<ChartCard*> m_charts;
  MessageBar* m_message;
  QVBoxLayout* m_warnings;
  QString m_warningsShown;  ///< button labels of the warnings, so that these are rebuilt only after a change
  QTabWidget* m_tabs;
  QSlider* m_sampleSlider;
  QLabel* m_sampleStep;
  QTableWidget *m_answers, *m_settings;
  QPlainTextEdit* m_note;
  bool m_followSamples = true, m_hidesShownAnswers = false;
};

}  // namespace graft::ui
