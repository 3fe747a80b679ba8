// SPDX-License-Identifier: GPL-3.0-or-later
// Export of an adapter: its use, form, strength, target, and whether the written files give the answers of the trained adapter.
#pragma once

#include <QWidget>

#include "ui/pages/adapters/adapters_view_model.hpp"
#include "ui/pages/adapters/export_words.hpp"

class QBoxLayout;
class QButtonGroup;
class QCheckBox;
class QComboBox;
class QDoubleSpinBox;
class QLabel;
class QLineEdit;
class QProgressBar;
class QPushButton;
class QTableWidget;

namespace graft::ui {

class MessageBar;

class ExportPanel : public QWidget {
  Q_OBJECT
 public:
  ExportPanel(const Services& services, AdaptersViewModel& model);
  void setStrength(double strength);
  /// Starts the action of the button.
  void go();

 private:
  QWidget* makeUses();
  QWidget* makeOptions();
  QWidget* makeResult();
  void showAdapter();
  void showUse();
  void showKind();
  void showProgress();
  void showResult(const PublishedExport& result);
  void suggestTarget();
  UseWords use() const;
  int form() const;
  bool isBundle() const;
  ExportKind kind() const;
  void chooseTarget();
  Services m_services;
  AdaptersViewModel& m_model;
  QString m_key;
  QButtonGroup* m_uses;
  QLabel *m_whyNot, *m_about, *m_aboutForm, *m_typeName, *m_strengthName, *m_ollamaName, *m_keyName, *m_phase, *m_figures;
  QComboBox *m_form, *m_type;
  QDoubleSpinBox* m_strength;
  QLineEdit *m_ollama, *m_signKey, *m_target;
  QPushButton *m_chooseKey, *m_go;
  QCheckBox* m_overwrite;
  QProgressBar* m_progress;
  QWidget* m_resultBox;
  MessageBar* m_verdict;
  QTableWidget* m_files;
};

}  // namespace graft::ui
