// SPDX-License-Identifier: GPL-3.0-or-later
// Several runs in shared charts, their differences, and the best of them, updated as they go on.
#pragma once

#include <QWidget>

#include "core/store/run_details.hpp"
#include "ui/pages/runs/run_view_model.hpp"
#include "ui/services/request_coalescer.hpp"

class QPushButton;
class QTableWidget;

namespace graft::ui {

class ChartCard;
class MessageBar;

class OverlayView : public QWidget {
  Q_OBJECT
 public:
  static constexpr qsizetype kMost = 8;  ///< number of distinguishable colours
  explicit OverlayView(const Services& services);
  void show(const QStringList& runs);
  /// Moves to the next or previous setting that differs between the runs.
  void moveDifference(int by);
  bool exportView();
  void showFull();

 Q_SIGNALS:
  void backAsked();

 private:
  QWidget* makeTables();
  void read();
  void readNow();
  void refresh();
  void showTables();
  void saveChart(ChartCard* chart, const QString& suggested);
  std::vector<QStringList> results() const;
  Services m_services;
  QStringList m_runs;  ///< includes runs that still wait
  std::vector<store::RunDetails> m_details;
  XAxis m_axis = XAxis::Step;
  RequestCoalescer m_reading;
  QLabel *m_sentence, *m_best;
  QPushButton* m_openBest;
  MessageBar* m_message;
  ChartCard *m_loss, *m_heldout;
  QTableWidget *m_differences, *m_effects;
};

}  // namespace graft::ui
