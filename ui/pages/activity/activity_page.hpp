// SPDX-License-Identifier: GPL-3.0-or-later
// Activity: work in progress, the queue, totals, and everything that was done.
#pragma once

#include "ui/pages/activity/activity_view_model.hpp"
#include "ui/pages/page.hpp"

class QComboBox;
class QLabel;
class QModelIndex;
class QPushButton;
class QStackedWidget;
class QTableView;
class QVBoxLayout;

namespace graft::ui {

class Figure;
class HeatStrip;
class HistoryModel;

class ActivityPage : public Page {
  Q_OBJECT
 public:
  explicit ActivityPage(const Services& services);
  void enter(const PageRequest& request) override;
  void find() override;
  Details details() override;
  QString help() const override;
  bool exportView() override;

 private:
  QWidget* makeNow();
  QWidget* makeTotals();
  QWidget* makeHistory();
  QTableView* makeTable();
  void showNow();
  void showQueue();
  void showTotals();
  void showHistory();
  void openItem(const QModelIndex& index);
  ActGroup group() const;
  Services m_services;
  ActivityViewModel m_model;
  HistoryModel* m_rows;
  QLabel *m_now, *m_queueWords, *m_nothing;
  QPushButton *m_open, *m_work;
  QVBoxLayout* m_queue;
  Figure *m_runs, *m_time, *m_tokens;
  HeatStrip* m_strip;
  QComboBox* m_filter;
  QStackedWidget* m_history;
  QTableView* m_table;
  QWidget* m_empty;
};

}  // namespace graft::ui
