// SPDX-License-Identifier: GPL-3.0-or-later
// The main window around pages: rail, top bar with search and job pill, status line. Uses the registry of pages, not individual pages.
#pragma once

#include <map>

#include <QMainWindow>
#include <QPointer>

#include "ui/pages/page.hpp"

class QButtonGroup;
class QStackedWidget;
class QToolButton;
class QVBoxLayout;

namespace graft::ui {

class CommandPalette;
class Guide;
class Inspector;
class JobPill;
class StatusLine;

class MainWindow : public QMainWindow, public Navigator {
  Q_OBJECT
 public:
  /// Becomes the navigator of `services`.
  MainWindow(Services& services, std::vector<PageEntry> pages);
  void open(const QString& page, const PageRequest& request = {}) override;
  void say(const QString& text, bool isError) override;
  void offerUndo(const QString& text, std::function<void()> undo) override;
  const std::vector<PageEntry>& pages() const { return m_pages; }
  Page* page(const QString& id);
  QString currentPage() const { return m_current; }

 protected:
  void closeEvent(QCloseEvent* event) override;

 private:
  QWidget* makeRail();
  QWidget* makeTop();
  void makeShortcuts();
  Page* shown() const;
  const PageEntry* entryOf(const QString& id) const;  ///< null for an unknown page
  void undo();
  void showInspector(bool on);
  void explainFocus();
  void focusPage();
  bool mayClose();
  void showGuide(const QString& name);
  Guide& guide();
  void perform(const QString& page, const PageAct& act);
  void movePane(int by);
  void remember();
  void restore();
  Services& m_services;
  std::vector<PageEntry> m_pages;
  std::map<QString, Page*> m_made;
  std::map<QString, QWidget*> m_frames;  ///< each page with its scroll area and bar
  QString m_current;
  QButtonGroup* m_buttons;
  QStackedWidget* m_stack;
  JobPill* m_pill;
  StatusLine* m_status;
  CommandPalette* m_palette;
  Inspector* m_inspector;
  Guide* m_guide = nullptr;  ///< made when it is first shown
  QWidget *m_rail = nullptr, *m_top = nullptr;
  QToolButton* m_inspectorButton = nullptr;
  QPointer<QWidget> m_explained;  ///< control that F1 explains in the inspector, which it opened
};

}  // namespace graft::ui
