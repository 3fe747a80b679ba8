// SPDX-License-Identifier: GPL-3.0-or-later
// Models: those that can be trained on this machine, and the facts about each.
#pragma once

#include "ui/pages/models/models_view_model.hpp"
#include "ui/pages/page.hpp"

class QLabel;
class QLineEdit;
class QPushButton;
class QVBoxLayout;

namespace graft::ui {

class MessageBar;
class ModelCard;

class ModelsPage : public Page {
  Q_OBJECT
 public:
  explicit ModelsPage(const Services& services);
  void enter(const PageRequest& request) override;
  void find() override;
  void primaryAction() override;
  Details details() override;
  QString help() const override;

 private:
  QLayout* makeTop();
  QWidget* makeOthers();
  QWidget* makeGuide();
  void showOwn();
  void showOthers();
  void showChosen();
  void train(const workspace::ModelFacts& model);
  void chooseFile();
  void chooseFolder();
  void add(const QString& path);
  Services m_services;
  ModelsViewModel m_model;
  MessageBar* m_message;
  QLineEdit* m_search;
  QPushButton* m_add;
  QVBoxLayout *m_cards, *m_rows;
  QLabel *m_ownWords, *m_othersWords;  ///< reading, or nothing found
  std::vector<ModelCard*> m_shown;
};

}  // namespace graft::ui
