// SPDX-License-Identifier: GPL-3.0-or-later
// Adapters: by task and version, with lineage, model card and export.
#pragma once

#include "ui/pages/adapters/adapters_view_model.hpp"
#include "ui/pages/page.hpp"

class QFrame;
class QLabel;
class QLineEdit;
class QListWidget;
class QPushButton;
class QStackedWidget;
class QTableWidget;
class QTabWidget;

namespace graft::ui {

class ApprovalPanel;
class ExportPanel;
class FlowLayout;
class LineageStrip;
class MessageBar;

class AdaptersPage : public Page {
  Q_OBJECT
 public:
  explicit AdaptersPage(const Services& services);
  void enter(const PageRequest& request) override;
  QString help() const override;
  Details details() override;
  void find() override;
  void primaryAction() override;

 private:
  QWidget* makeSide();
  QWidget* makeDetail();
  QLayout* makeHeader();
  QWidget* makeKeep();
  void keep();
  QWidget* makeArrival();
  void chooseArrival();
  void showArrival(const AdapterImport& arrival);
  void takeIn(const AdapterImport& arrival);
  void showList();
  void refresh();
  void showHistory();
  Services m_services;
  AdaptersViewModel m_model;
  MessageBar* m_message;
  QLineEdit *m_search, *m_task, *m_arrivalTask;
  QListWidget* m_list;
  QStackedWidget* m_stack;
  QFrame *m_keep, *m_arrival;
  QLabel *m_name, *m_arrivalText;
  FlowLayout *m_chips, *m_figures;
  LineageStrip* m_lineage;
  QPushButton *m_checkFiles, *m_compare, *m_check, *m_continue, *m_keepIt;
  QTabWidget* m_tabs;
  ExportPanel* m_export;
  ApprovalPanel* m_approval;
  QTableWidget* m_history;
  QPushButton *m_withKey, *m_take;
  AdapterImport m_waiting;
};

}  // namespace graft::ui
