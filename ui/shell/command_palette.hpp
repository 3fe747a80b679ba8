// SPDX-License-Identifier: GPL-3.0-or-later
// Command palette (Ctrl+K): pages and what can be done on them, commands with their keys, settings, terms of the glossary, runs, datasets
// and models, by any word that people use for them.
#pragma once

#include <QFrame>
#include <QPointer>

#include "ui/pages/page.hpp"

class QLabel;
class QLineEdit;
class QTreeWidget;

namespace graft::ui {

/// Acts of the window for the palette.
struct PaletteActs {
  std::function<void(const QString& page, const PageAct& act)> perform;
  std::function<void(const QString& words)> searchGuide;
  std::function<QWidget*()> shownPage;  ///< with its bar
};

class CommandPalette : public QFrame {
  Q_OBJECT
 public:
  CommandPalette(const Services& services, const std::vector<PageEntry>& pages, PaletteActs acts, QWidget* window);
  void open();

 protected:
  bool eventFilter(QObject* watched, QEvent* event) override;

 private:
  struct Entry {
    QString title, keywords, group, keys, icon;
    std::function<void()> act;
  };
  void collect();
  void collectPages();
  void collectButtons();
  void collectCommands();
  void collectTerms();
  void collectRecords();
  void filter();
  void act();
  void closePalette();
  void remember(const Entry& entry);
  const Services& m_services;
  const std::vector<PageEntry>& m_pages;
  PaletteActs m_acts;
  std::vector<Entry> m_entries;
  int m_round = 0;       ///< counts the times that entries were collected
  QString m_filtered;    ///< text that the list was made for
  QStringList m_recent;  ///< titles of what was chosen last, newest first
  QLineEdit* m_typed;
  QTreeWidget* m_list;
  QLabel* m_nothing;
  QPointer<QWidget> m_before;
};

}  // namespace graft::ui
