// SPDX-License-Identifier: GPL-3.0-or-later
// Compare: base and adapters, by questions, by held-out rows, and by a blind vote.
#pragma once

#include <QPointer>

#include "ui/pages/compare/compare_view_model.hpp"
#include "ui/pages/page.hpp"

class QDoubleSpinBox;
class QPushButton;
class QStackedWidget;
class QTabWidget;

namespace graft::ui {

class AskTab;
class BatchTab;
class BlindTab;
class FlowLayout;
class MessageBar;

class ComparePage : public Page {
  Q_OBJECT
 public:
  explicit ComparePage(const Services& services);
  void enter(const PageRequest& request) override;
  void leave() override { m_isArriving = false; }
  void primaryAction() override;
  bool exportView() override;
  bool undo() override;
  Details details() override;
  QString help() const override;

 private:
  QLayout* makeTop();
  void saveReport();
  void showAdapters();
  void takeFocus();
  Services m_services;
  CompareViewModel m_model;
  MessageBar* m_message;
  QStackedWidget* m_stack;
  FlowLayout* m_adapters;
  QTabWidget* m_tabs;
  AskTab* m_ask;
  BatchTab* m_batch;
  BlindTab* m_blind;
  QPushButton* m_report;
  QString m_wanted;
  bool m_isArriving = false;           ///< the focus is due once there are adapters
  QPointer<QWidget> m_focusAtArrival;  ///< where the focus was then
};

}  // namespace graft::ui
