// SPDX-License-Identifier: GPL-3.0-or-later
// What a page is. A page is a folder below ui/pages with a function `PageEntry pageOf<Name>()`; the build finds it there, and nothing
// else has to be touched to add one.
#pragma once

#include <functional>
#include <vector>

#include <QVariant>
#include <QWidget>

#include "ui/services/services.hpp"

namespace graft::ui {

/// What is known of the thing that a page shows or has selected, for the inspector.
struct Details {
  QString title;                                   ///< empty: nothing is chosen
  std::vector<std::pair<QString, QString>> facts;  ///< name and value
  QString note;
  std::function<void(const QString&)> keepNote;  ///< empty: this thing has no notes
};

/// Made when it is first shown, kept until the window ends. Main thread.
class Page : public QWidget {
  Q_OBJECT
 public:
  explicit Page(QWidget* parent = nullptr) : QWidget(parent) {}
  /// It becomes visible; `what` is page-specific (a run's name, a dataset) and may be empty.
  virtual void enter(const QVariant& what) { Q_UNUSED(what); }
  virtual void leave() {}
  /// Ctrl+F and Ctrl+Return, where the page has a use for them.
  virtual void find() {}
  virtual void primaryAction() {}
  /// Ctrl+Z and Ctrl+Shift+Z, outside of a text that is being written; false when there is nothing to take back.
  virtual bool undo() { return false; }
  virtual bool redo() { return false; }
  /// F8 and Shift+F8: the next (the one before) of what wants looking at: a row with a problem, a setting that differs.
  virtual void nextPoint(bool backwards) { Q_UNUSED(backwards); }
  /// Ctrl+E: what is shown, as a file. False when there is nothing.
  virtual bool exportView() { return false; }
  /// F11: the chart that has the focus, else the first one, over the whole screen.
  virtual void showFull() {}
  /// Ctrl+B: the chosen run is what others are measured against.
  virtual void setBaseline() {}
  virtual Details details() { return {}; }
  /// What the page is for, in a few sentences.
  virtual QString help() const { return {}; }

 Q_SIGNALS:
  void detailsChanged();
};

struct PageEntry {
  QString id, title, icon;
  int order = 0;  ///< in the rail; from kBottom on at its lower end
  std::function<Page*(const Services&)> create;
};
inline constexpr int kBottom = 100;

/// Every page that was built, by order.
std::vector<PageEntry> allPages();

}  // namespace graft::ui
