// SPDX-License-Identifier: GPL-3.0-or-later
// The selected rows: the first as the model sees it, its text for editing, and actions on all of them.
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
  /// Closes the editor. The edit is applied, or reported if the row could not be trained on.
  void show(std::vector<size_t> rows);
  void renew();
  void edit();
  void toggleRemoved();
  bool isEditing() const;
  /// Applies the edit. If it is refused, the editor stays open with the reason.
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
  const Dataset* m_of = nullptr;  ///< dataset of the rows
  QLabel *m_title, *m_place;
  QStackedWidget* m_stack;
  MarkedText* m_marked;
  QPushButton *m_edit, *m_mask, *m_move, *m_remove;
  MessageBar* m_problem;
  QVBoxLayout* m_fields;
  Json m_example;                        ///< the editor's initial example
  std::vector<QPlainTextEdit*> m_typed;  ///< a field per message, or a single one for a text
};

}  // namespace graft::ui
