// SPDX-License-Identifier: GPL-3.0-or-later
// Interface of a page. A page is a folder below ui/pages with a function `PageEntry pageOf<Name>()`. The build finds it there, so a new
// page needs no change elsewhere.
#pragma once

#include <functional>
#include <vector>

#include <QWidget>

#include "ui/services/services.hpp"

namespace graft::ui {

/// Facts about the item that a page shows or has selected, for the inspector.
struct Details {
  QString title;                                   ///< empty: nothing is selected
  std::vector<std::pair<QString, QString>> facts;  ///< name and value
  QString note;
  std::function<void(const QString&)> keepNote;  ///< empty: the item has no notes
};

/// Created when first shown, kept until the window ends. Main thread.
class Page : public QWidget {
  Q_OBJECT
 public:
  explicit Page(QWidget* parent = nullptr) : QWidget(parent) {}
  /// Called when the page becomes visible. The request is one of this page (ui/services/page_requests.hpp), or empty.
  virtual void enter(const PageRequest& request) { Q_UNUSED(request); }
  virtual void leave() {}
  /// Bar below the page that stays in view while the page scrolls, as for a summary and the main action; null for none. Asked for once; the
  /// window owns it.
  virtual QWidget* bar() { return nullptr; }
  /// Ctrl+F and Ctrl+Return, if the page uses them.
  virtual void find() {}
  virtual void primaryAction() {}
  /// Ctrl+Z and Ctrl+Shift+Z outside of a text field; false if there is nothing to undo or redo.
  virtual bool undo() { return false; }
  virtual bool redo() { return false; }
  /// F8 and Shift+F8: the next or previous point of interest, such as a row with a problem or a setting that differs.
  virtual void nextPoint(bool backwards) { Q_UNUSED(backwards); }
  /// Ctrl+E: exports the current view to a file. False if there is nothing.
  virtual bool exportView() { return false; }
  /// F11: shows the focused chart, else the first one, full screen.
  virtual void showFull() {}
  /// Ctrl+B: makes the selected run the baseline.
  virtual void setBaseline() {}
  virtual Details details() { return {}; }
  /// Purpose of the page, in a few sentences.
  virtual QString help() const { return {}; }

 Q_SIGNALS:
  void detailsChanged();
};

/// Something that a person can do on a page, for the command palette.
struct PageAct {
  QString title, keywords;  ///< keywords: other words for it
  QString widget;           ///< object name of the button or field
  enum class How { Press, Focus } how = How::Focus;
};
struct PageEntry {
  QString id, title, icon;
  int order = 0;  ///< position in the rail; from kBottom on at its lower end
  std::function<Page*(const Services&)> create;
  std::vector<PageAct> acts = {};
};
inline constexpr int kBottom = 100;

/// Returns every page of the build, by order.
std::vector<PageEntry> allPages();

}  // namespace graft::ui
