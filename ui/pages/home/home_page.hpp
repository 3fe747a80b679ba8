// SPDX-License-Identifier: GPL-3.0-or-later
// Home: the action that shows what Graft does, the user's own examples, recent work, and the state of this machine.
#pragma once

#include "ui/pages/home/home_view_model.hpp"
#include "ui/pages/page.hpp"

class QGridLayout;
class QLabel;
class QPushButton;
class QVBoxLayout;

namespace graft::ui {

class MessageBar;

class HomePage : public Page {
  Q_OBJECT
 public:
  explicit HomePage(const Services& services);
  void enter(const PageRequest& request) override;
  QString help() const override;
  void primaryAction() override;

 protected:
  void dragEnterEvent(QDragEnterEvent* event) override;
  void dragLeaveEvent(QDragLeaveEvent* event) override;
  void dropEvent(QDropEvent* event) override;

 private:
  QWidget* makeTryCard();
  QWidget* makeImportCard();
  QWidget* makeRecent();
  QWidget* makeMachine();
  void showHeading();
  void showRecent();
  void showMachine();
  void chooseFile();
  Services m_services;
  HomeViewModel m_model;
  QLabel *m_greeting, *m_doing;
  MessageBar* m_message;
  QPushButton* m_start;
  QFrame* m_drop;
  QGridLayout* m_recent;
  QWidget* m_recentBox;
  QVBoxLayout* m_machine;
};

}  // namespace graft::ui
