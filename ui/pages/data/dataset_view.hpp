// SPDX-License-Identifier: GPL-3.0-or-later
// One version of a dataset: counts, warnings, every row as the model sees it, and what was left out and why.
#pragma once

#include "ui/models/examples_model.hpp"
#include "ui/pages/data/data_view_model.hpp"

class QLineEdit;
class QPushButton;
class QTabWidget;
class QTableView;
class QTableWidget;
class QVBoxLayout;

namespace graft::ui {

class Figure;
class MarkedText;

class DatasetView : public QWidget {
  Q_OBJECT
 public:
  DatasetView(const Services& services, DataViewModel& model);
  void primaryAction();
  void find();

 private:
  QWidget* makeRows();
  QLayout* makeFigures();
  void show_();
  void showWarnings();
  void showLeftOut();
  void showRow();
  Services m_services;
  DataViewModel& m_model;
  ExamplesModel m_rows;
  QLabel *m_title, *m_facts;
  Figure *m_count, *m_train, *m_heldout, *m_repeats, *m_length, *m_personal;
  QVBoxLayout* m_warnings;
  QTabWidget* m_tabs;
  QLineEdit* m_search;
  QTableView* m_table;
  MarkedText* m_marked;
  QTableWidget* m_leftOut;
  QPushButton* m_trainOn;
};

}  // namespace graft::ui
