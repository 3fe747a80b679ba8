// SPDX-License-Identifier: GPL-3.0-or-later
// Models: what can be trained on this machine, and what each of them is.
#pragma once

#include "ui/pages/page.hpp"
#include "ui/services/once_more.hpp"

class QVBoxLayout;

namespace graft::ui {

class MessageBar;

/// What a file says of itself, or why it cannot be used.
struct ModelFacts {
  QString path, name, architecture, problem, chat;
  int64_t parameters = 0, context = 0, layers = 0, width = 0, bytes = 0;
  bool isEmbedded = false;
};

class ModelsPage : public Page {
  Q_OBJECT
 public:
  explicit ModelsPage(const Services& services);
  void enter(const QVariant& what) override;
  QString help() const override;

 private:
  void read();
  void readNow();
  void show_(const std::vector<ModelFacts>& models);
  QWidget* makeCard(const ModelFacts& model);
  void add();
  Services m_services;
  MessageBar* m_message;
  QVBoxLayout* m_cards;
  OnceMore m_reading;
};

}  // namespace graft::ui
