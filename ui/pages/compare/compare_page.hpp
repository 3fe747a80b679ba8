// SPDX-License-Identifier: GPL-3.0-or-later
// Compare: base and adapters, by questions, by held-out rows, and by a blind vote.
#pragma once

#include "ui/pages/compare/compare_view_model.hpp"
#include "ui/pages/page.hpp"

class QHBoxLayout;
class QPushButton;
class QStackedWidget;
class QTabWidget;

namespace graft::ui {

class AskTab;
class BatchTab;
class BlindTab;
class MessageBar;

class ComparePage : public Page {
  Q_OBJECT
 public:
  explicit ComparePage(const Services& services);
  void enter(const PageRequest& request) override;
  void primaryAction() override;
  bool exportView() override;
  bool undo() override;
  Details details() override;
  QString help() const override;

 private:
  void saveReport();
  void showAdapters();
  Services m_services;
  CompareViewModel m_model;
  MessageBar* m_message;
  QStackedWidget* m_stack;
  QHBoxLayout* m_adapters;
  QTabWidget* m_tabs;
  AskTab* m_ask;
  BatchTab* m_batch;
  BlindTab* m_blind;
  QPushButton* m_report;
  QString m_wanted;
};

}  // namespace graft::ui
