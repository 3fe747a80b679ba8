// SPDX-License-Identifier: GPL-3.0-or-later
// Check: cost of an adapter in everyday text, at several strengths, and recitation of its training rows.
#pragma once

#include "ui/pages/check/check_view_model.hpp"
#include "ui/pages/page.hpp"

class QComboBox;
class QLabel;
class QProgressBar;
class QPushButton;
class QSlider;
class QStackedWidget;
class QTableWidget;

namespace graft::ui {

class ChartCard;
class Figure;
class MessageBar;

class CheckPage : public Page {
  Q_OBJECT
 public:
  explicit CheckPage(const Services& services);
  void enter(const PageRequest& request) override;
  QString help() const override;
  void primaryAction() override;

 private:
  QWidget* makeContent();
  QLayout* makeTop();
  QWidget* makeGeneral();
  QWidget* makeStrengths();
  QWidget* makeMemorized();
  QWidget* makeTransfer();
  void showList();
  void refresh();
  void showResult(const CheckResult& result);
  void showStrengths(const CheckResult& result);
  /// Strength that the slider stands at; null before a check.
  const CheckedStrength* picked() const;
  void showPicked();
  void showMemorized(const MemorizationResult& result);
  void showTransferred();
  Services m_services;
  CheckViewModel m_model;
  MessageBar *m_message, *m_advice, *m_transferred;
  QStackedWidget *m_stack, *m_results;
  QComboBox* m_adapter;
  QPushButton* m_run;
  QLabel *m_doing, *m_generalIcon, *m_general, *m_recitedIcon, *m_recited, *m_when;
  QProgressBar* m_progress;
  Figure *m_ratio, *m_kl, *m_heldOut;
  ChartCard* m_chart;
  QSlider* m_pick;      ///< index of a measured strength
  std::string m_shown;  ///< time and adapter of the result that the slider belongs to
  QLabel* m_pickWords;
  QPushButton* m_export;
  QTableWidget *m_table, *m_rows, *m_sides;
  QPushButton* m_transfer;
};

}  // namespace graft::ui
