// SPDX-License-Identifier: GPL-3.0-or-later
// Models: those that can be trained on this machine, and the facts about each.
#pragma once

#include "core/workspace/models.hpp"
#include "ui/pages/page.hpp"
#include "ui/services/request_coalescer.hpp"

class QLabel;
class QVBoxLayout;

namespace graft::ui {

class MessageBar;

class ModelsPage : public Page {
  Q_OBJECT
 public:
  explicit ModelsPage(const Services& services);
  void enter(const PageRequest& request) override;
  QString help() const override;

 private:
  void read();
  void readNow();
  void refresh(const std::vector<workspace::ModelFacts>& models);
  QWidget* makeCard(const workspace::ModelFacts& model);
  void showOthers(const std::vector<workspace::ModelFacts>& models);
  QWidget* makeRow(const workspace::ModelFacts& model);
  void choose();
  void add(const workspace::ModelPlace& place);
  Services m_services;
  MessageBar* m_message;
  QVBoxLayout* m_cards;
  QWidget* m_others;  ///< models of other programs; hidden if there are none
  QVBoxLayout* m_rows;
  RequestCoalescer m_reading;
};

}  // namespace graft::ui
