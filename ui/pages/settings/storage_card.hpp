// SPDX-License-Identifier: GPL-3.0-or-later
// Folders of Graft with their sizes and the free disk, and the backup of the store.
#pragma once

#include <vector>

#include <QFrame>

#include "ui/services/services.hpp"

class QLabel;

namespace graft::ui {

class Figure;
class MessageBar;

class StorageCard : public QFrame {
  Q_OBJECT
 public:
  /// `message` tells the outcome of the backup.
  StorageCard(const Services& services, MessageBar& message);
  /// Measures the folders again.
  void refresh();

 private:
  void backUp();
  Services m_services;
  MessageBar& m_message;
  std::vector<Figure*> m_sizes;
  Figure* m_free;
  QLabel* m_model;
};

}  // namespace graft::ui
