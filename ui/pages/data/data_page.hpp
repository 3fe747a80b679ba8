// SPDX-License-Identifier: GPL-3.0-or-later
// Data: the list of datasets, and beside it a file to import or one version.
#pragma once

#include "ui/pages/data/data_view_model.hpp"
#include "ui/pages/page.hpp"

class QListWidget;
class QPushButton;
class QStackedWidget;

namespace graft::ui {

class DatasetView;
class ImportView;
class MessageBar;

class DataPage : public Page {
  Q_OBJECT
 public:
  explicit DataPage(const Services& services);
  void enter(const PageRequest& request) override;
  void find() override;
  void primaryAction() override;
  bool undo() override;
  bool redo() override;
  void nextPoint(bool backwards) override;
  bool exportView() override;
  Details details() override;
  QString help() const override;

 protected:
  void dragEnterEvent(QDragEnterEvent* event) override;
  void dropEvent(QDropEvent* event) override;

 private:
  QWidget* makeSide();
  QWidget* makeEmpty();
  void choose();
  void askName();
  void removeChosen();
  QString chosen() const;  ///< name of the dataset that is selected in the list; empty without one
  void showList();
  void showState();
  Services m_services;
  DataViewModel m_model;
  MessageBar* m_message;
  QWidget* m_side;
  QListWidget* m_list;
  QPushButton *m_rename, *m_export, *m_remove;
  QStackedWidget* m_stack;
  QWidget* m_empty;
  ImportView* m_import;
  DatasetView* m_dataset;
};

}  // namespace graft::ui
