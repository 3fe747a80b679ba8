// SPDX-License-Identifier: GPL-3.0-or-later
// The rows that are chosen: what the model sees of the first, its words to correct, and what can be done with all of them.
#pragma once

#include <QFrame>

#include "ui/models/dataset_edits.hpp"
#include "ui/pages/data/data_view_model.hpp"

class QLabel;
class QPlainTextEdit;
class QPushButton;
class QStackedWidget;
class QVBoxLayout;

namespace graft::ui {

class MarkedText;
class MessageBar;

class RowPanel : public QFrame {
  Q_OBJECT
 public:
  RowPanel(const Services& services, DataViewModel& model, DatasetEdits& edits);
  /// Closes the editor: what was typed is taken, or, when it could not be learned from, that is said.
  void show(std::vector<size_t> rows);
  void renew();
  void edit();
  void toggleRemoved();
  bool isEditing() const;
  /// Takes what was typed; stays open with the reason when it is refused.
  void apply();

 private:
  QWidget* makeReading();
  QWidget* makeEditor();
  void showSeen();
  void showActions();
  void fillEditor(const Json& example);
  Json edited() const;
  void close_();
  void leave();
  Services m_services;
  DataViewModel& m_model;
  DatasetEdits& m_edits;
  std::vector<size_t> m_rows;
  const Dataset* m_of = nullptr;  ///< that the rows are of
  QLabel *m_title, *m_place;
  QStackedWidget* m_stack;
  MarkedText* m_marked;
  QPushButton *m_edit, *m_mask, *m_move, *m_remove;
  MessageBar* m_problem;
  QVBoxLayout* m_fields;
  Json m_example;                         ///< what the editor began with
  std::vector<QPlainTextEdit*> m_typed;  ///< by message, or one for a text
};

}  // namespace graft::ui
