// SPDX-License-Identifier: GPL-3.0-or-later
// Activity: work in progress, the queue, totals, and the log of past actions.
#pragma once

#include "ui/pages/page.hpp"
#include "ui/services/request_coalescer.hpp"

class QLabel;
class QPushButton;
class QTableWidget;
class QVBoxLayout;

namespace graft::ui {

class Figure;

/// Sums over runs; minutes of training come from their records.
struct Totals {
  int64_t runs = 0, finished = 0;
  double seconds = 0, tokens = 0;
};

class ActivityPage : public Page {
  Q_OBJECT
 public:
  explicit ActivityPage(const Services& services);
  void enter(const PageRequest& request) override;
  QString help() const override;
  bool exportView() override;

 private:
  QWidget* makeNow();
  QWidget* makeTotals();
  QWidget* makeHistory();
  void read();
  void readLog();
  void readTotals();
  void showNow();
  void showQueue();
  Services m_services;
  QLabel *m_now, *m_queueWords;
  QPushButton *m_open, *m_work;
  QVBoxLayout* m_queue;
  Figure *m_runs, *m_time, *m_tokens;
  QTableWidget* m_undo;
  RequestCoalescer m_readingLog, m_readingTotals;
};

}  // namespace graft::ui
