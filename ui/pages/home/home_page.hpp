// SPDX-License-Identifier: GPL-3.0-or-later
// Home: the step that follows, the user's own examples, recent runs, and the state of this machine.
#pragma once

#include "ui/pages/home/home_view_model.hpp"
#include "ui/pages/page.hpp"

class QPushButton;
class QVBoxLayout;

namespace graft::ui {

class MessageBar;
class NextCard;
class RecentRuns;

class HomePage : public Page {
  Q_OBJECT
 public:
  explicit HomePage(const Services& services);
  void enter(const PageRequest& request) override;
  void leave() override;
  QString help() const override;
  void primaryAction() override;

 protected:
  void dragEnterEvent(QDragEnterEvent* event) override;
  void dragLeaveEvent(QDragLeaveEvent* event) override;
  void dropEvent(QDropEvent* event) override;

 private:
  QWidget* makeStartCard();
  QWidget* makeMachine();
  void refresh();
  void showMachine();
  void chooseFile();
  Services m_services;
  HomeViewModel m_model;
  NextCard* m_next;
  RecentRuns* m_recent;
  MessageBar* m_message;
  QPushButton *m_choose, *m_trainOn, *m_demo;
  QFrame* m_drop;
  QVBoxLayout* m_machine;
  QStringList m_machineShown;
};

}  // namespace graft::ui
