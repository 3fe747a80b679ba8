// SPDX-License-Identifier: GPL-3.0-or-later
// Settings: how it looks, where things lie, what is inside.
#pragma once

#include "ui/pages/page.hpp"

class QVBoxLayout;

namespace graft::ui {

class MessageBar;

class SettingsPage : public Page {
  Q_OBJECT
 public:
  explicit SettingsPage(const Services& services);

 private:
  QWidget* makeAppearance();
  QWidget* makeStorage();
  QWidget* makeAbout();
  void backUp();
  Services m_services;
  MessageBar* m_message;
};

}  // namespace graft::ui
