// SPDX-License-Identifier: GPL-3.0-or-later
// A file before import: the role of each column, with a preview of what the model will see.
#pragma once

#include "ui/pages/data/data_view_model.hpp"

class QProgressBar;
class QPushButton;
class QSlider;
class QTableWidget;

namespace graft::ui {

class MappingPanel;
class MarkedText;
class MessageBar;

class ImportView : public QWidget {
  Q_OBJECT
 public:
  ImportView(const Services& services, DataViewModel& model);
  void primaryAction();

 private:
  QLayout* makeHead();
  QWidget* makeMapping();
  void addHoldout(QVBoxLayout& column);
  QWidget* makeRows();
  QWidget* makePreview();
  QLayout* makeActions();
  void refresh();
  void showFiles();
  void showHoldout();
  void showRows();
  void addRow(size_t index);
  void addFile(const QString& name);
  void showRow();
  Services m_services;
  DataViewModel& m_model;
  QLabel *m_title, *m_facts, *m_splitWords, *m_rowsTitle;
  QPushButton *m_add, *m_heldoutFile;
  MessageBar* m_message;
  MappingPanel* m_mapping = nullptr;
  QSlider* m_holdout;
  QTableWidget* m_rows;
  MarkedText* m_marked;
  QProgressBar* m_progress;
  QPushButton *m_import, *m_cancel;
  bool m_isShowing = false;
};

}  // namespace graft::ui
