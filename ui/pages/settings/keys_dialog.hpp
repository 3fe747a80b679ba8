// SPDX-License-Identifier: GPL-3.0-or-later
// Keyboard shortcuts of all commands, with a search, in a window of their own.
#pragma once

#include <vector>

#include <QDialog>

#include "ui/services/services.hpp"

class QCheckBox;
class QGridLayout;
class QLabel;
class QLineEdit;

namespace graft::ui {

class MessageBar;
struct KeyCommand;

class KeysDialog : public QDialog {
  Q_OBJECT
 public:
  KeysDialog(const Services& services, QWidget* parent);
  /// Shows the window with every command, and the focus in the search.
  void open() override;

 private:
  void addRow(QGridLayout& grid, int row, const KeyCommand& command);
  QWidget* makeEnd();
  void search(const QString& words);
  struct Row {
    QString words;  ///< of the command, in lower case
    std::vector<QWidget*> widgets;
  };
  Services m_services;
  MessageBar* m_message;
  QLineEdit* m_search;
  QLabel* m_nothing;
  QCheckBox* m_letters;
  std::vector<Row> m_rows;
};

}  // namespace graft::ui
