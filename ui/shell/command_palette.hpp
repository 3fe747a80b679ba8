// SPDX-License-Identifier: GPL-3.0-or-later
// Command palette (Ctrl+K): finds every page, command and run by a few letters of its name.
#pragma once

#include <QFrame>
#include <QPointer>

#include "ui/pages/page.hpp"

class QLineEdit;
class QListWidget;

namespace graft::ui {

class CommandPalette : public QFrame {
  Q_OBJECT
 public:
  CommandPalette(const Services& services, const std::vector<PageEntry>& pages, QWidget* window);
  void open();
  /// Match of `words` with the typed text: letters in order, higher at the beginnings of words; 0 is no match.
  static int score(const QString& words, const QString& typed);

 protected:
  bool eventFilter(QObject* watched, QEvent* event) override;

 private:
  struct Entry {
    QString words, detail, icon;
    std::function<void()> act;
  };
  void collect();
  void filter();
  void act();
  void close_();
  const Services& m_services;
  const std::vector<PageEntry>& m_pages;
  std::vector<Entry> m_entries;
  QLineEdit* m_typed;
  QListWidget* m_list;
  QPointer<QWidget> m_before;
};

}  // namespace graft::ui
