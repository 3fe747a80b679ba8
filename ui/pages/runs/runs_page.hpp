// SPDX-License-Identifier: GPL-3.0-or-later
// Runs: the list, and one run.
#pragma once

#include <QSortFilterProxyModel>

#include "ui/models/runs_model.hpp"
#include "ui/pages/page.hpp"
#include "ui/services/request_coalescer.hpp"

class QComboBox;
class QLineEdit;
class QStackedWidget;
class QTableView;
class QPushButton;

namespace graft::ui {

class EmptyState;
class OverlayView;
class RunView;

class RunsPage : public Page {
  Q_OBJECT
 public:
  explicit RunsPage(const Services& services);
  /// Without a request: the list.
  void enter(const PageRequest& request) override;
  void find() override;
  void primaryAction() override;
  void nextPoint(bool backwards) override;
  bool exportView() override;
  void showFull() override;
  /// Called again on the baseline, clears it.
  void setBaseline() override;
  Details details() override;
  QString help() const override;

 protected:
  void keyPressEvent(QKeyEvent* event) override;
  void resizeEvent(QResizeEvent* event) override;

 private:
  QWidget* makeList();
  void read();
  void readNow();
  void take(std::vector<store::RunRow> rows);
  void fitColumns();
  void openSelected();
  void binSelected();
  QStringList selection() const;
  /// Runs that are shown together: the selected ones, or all runs with the parent of the single selected one.
  QStringList together() const;
  const store::RunRow* selectedRow() const;
  void showBaseline();
  QString selected() const;  ///< the selected run, if exactly one is selected
  void showSelection();
  void showList();
  Services m_services;
  RunsModel m_model;
  QSortFilterProxyModel m_sorted;
  QStackedWidget *m_stack, *m_listStack;
  QLineEdit* m_search;
  QComboBox* m_filter;  ///< states that are listed
  QPushButton *m_open, *m_delete, *m_again, *m_binButton;
  QLabel* m_severalHint;
  QTableView* m_table;
  RunView* m_run;
  OverlayView* m_overlay;
  QPushButton* m_together;
  bool m_showsBin = false;
  RequestCoalescer m_reading;
};

}  // namespace graft::ui
