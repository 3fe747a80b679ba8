// SPDX-License-Identifier: GPL-3.0-or-later
// Several runs in the same charts, and what changed between them.
#pragma once

#include <QWidget>

#include "core/store/story.hpp"
#include "ui/pages/runs/run_view_model.hpp"

class QTableWidget;

namespace graft::ui {

class ChartCard;
class MessageBar;

class OverlayView : public QWidget {
  Q_OBJECT
 public:
  static constexpr qsizetype kMost = 8;  ///< as many colours are told apart
  explicit OverlayView(const Services& services);
  void show(const QStringList& runs);
  /// The next (or the one before) of what is not the same in all.
  void moveDifference(int by);
  bool exportView();
  void showFull();

 Q_SIGNALS:
  void backAsked();

 private:
  QWidget* makeTables();
  void show_();
  void showTables();
  void saveChart(ChartCard* chart, const QString& suggested);
  Services m_services;
  std::vector<store::Story> m_stories;
  XAxis m_axis = XAxis::Step;
  int m_request = 0;
  QLabel* m_sentence;
  MessageBar* m_message;
  ChartCard *m_loss, *m_heldout;
  QTableWidget *m_differences, *m_effects;
};

}  // namespace graft::ui
