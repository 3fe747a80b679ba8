// SPDX-License-Identifier: GPL-3.0-or-later
// Licences of Graft and of the libraries that it ships, from the files beside the program.
#pragma once

#include <QDialog>

#include "ui/services/services.hpp"

class QListWidget;
class QPlainTextEdit;

namespace graft::ui {

class LicensesDialog : public QDialog {
  Q_OBJECT
 public:
  LicensesDialog(const Services& services, QWidget* parent);
  void open() override;

 private:
  void showText();
  Services m_services;
  QListWidget* m_list;
  QPlainTextEdit* m_text;
};

}  // namespace graft::ui
