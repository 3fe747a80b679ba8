// SPDX-License-Identifier: GPL-3.0-or-later
// A version of a dataset: counts, warnings, every row as the model sees it, and the rows left out with their reasons.
#pragma once

#include "ui/models/examples_model.hpp"
#include "ui/pages/data/data_view_model.hpp"

class QComboBox;
class QLineEdit;
class QPushButton;
class QTabWidget;
class QTableView;
class QTableWidget;
class QVBoxLayout;

namespace graft::ui {

class Figure;
class MessageBar;
class RowPanel;

class DatasetView : public QWidget {
  Q_OBJECT
 public:
  static constexpr size_t kMostWarnings = 3;  ///< above the tabs; if there are more, the quality tab shows all of them
  DatasetView(const Services& services, DataViewModel& model);
  /// Applies an edit in progress, else saves the changes, else goes to training.
  void primaryAction();
  void find();
  void nextProblem(bool backwards);
  /// Writes the listed rows as JSON lines.
  Status writeRows(const QString& path) const;

 protected:
  bool eventFilter(QObject* table, QEvent* event) override;

 private:
  QWidget* makeRows();
  QWidget* makeTable();
  QLayout* makeSearch();
  QWidget* makePending();
  void search();
  void select(size_t index);
  void showFilters();
  void showPending();
  QLayout* makeFigures();
  void refresh();
  void showWarnings();
  void showRefused();
  void showLeftOut();
  void showRows();
  Services m_services;
  DataViewModel& m_model;
  ExamplesModel m_rows;
  QLabel *m_title, *m_facts;
  Figure *m_count, *m_train, *m_heldout, *m_repeats, *m_length, *m_personal;
  MessageBar* m_refused;
  QVBoxLayout* m_warnings;
  QTabWidget* m_tabs;
  QLineEdit* m_search;
  QComboBox* m_filter;
  QTableView* m_table;
  RowPanel* m_panel;
  QFrame* m_pending;
  QLabel* m_pendingWords;
  QPushButton *m_undo, *m_redo, *m_discard, *m_maskAll;
  QTableWidget* m_leftOut;
  QPushButton* m_trainOn;
};

}  // namespace graft::ui
