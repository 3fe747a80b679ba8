// SPDX-License-Identifier: GPL-3.0-or-later
// Settings: appearance, processor, keys, storage, and program information.
#pragma once

#include "ui/pages/page.hpp"

class QButtonGroup;
class QCheckBox;
class QComboBox;

namespace graft::ui {

class KeysDialog;
class LicensesDialog;
class MessageBar;
class StorageCard;

class SettingsPage : public Page {
  Q_OBJECT
 public:
  explicit SettingsPage(const Services& services);
  void enter(const PageRequest& request) override;
  QString help() const override;

 private:
  QWidget* makeAppearance();
  QWidget* makeProcessor();
  QWidget* makeKeys();
  QWidget* makeAbout();
  QWidget* makeReset();
  /// Shows preferences that were changed elsewhere, as by the command palette.
  void showPreferences();
  void reset();
  Services m_services;
  MessageBar* m_message;
  QButtonGroup *m_schemes, *m_cpuUses;
  QComboBox *m_sizes, *m_languages;
  QCheckBox* m_notices;
  StorageCard* m_storage;
  KeysDialog* m_keys;
  LicensesDialog* m_licenses;
};

}  // namespace graft::ui
