// SPDX-License-Identifier: GPL-3.0-or-later
// Settings: appearance, storage locations, and program information.
#pragma once

#include "ui/pages/page.hpp"

class QVBoxLayout;

class QGridLayout;

namespace graft::ui {

class MessageBar;
struct KeyCommand;

class SettingsPage : public Page {
  Q_OBJECT
 public:
  explicit SettingsPage(const Services& services);
  QString help() const override;

 private:
  QWidget* makeAppearance();
  QWidget* makeProcessor();
  QWidget* makeKeys();
  void addKeys(QGridLayout& grid, int row, const KeyCommand& command);
  QWidget* makeStorage();
  QWidget* makeAbout();
  void backUp();
  Services m_services;
  MessageBar* m_message;
};

}  // namespace graft::ui
