// SPDX-License-Identifier: GPL-3.0-or-later
// Services of the pages. Created once by app/workbench (or by a test, with doubles); outlives every page.
#pragma once

#include <functional>

#include <QString>
#include <QStringList>

#include "ui/services/page_requests.hpp"

class QWidget;

namespace graft::ui {

class Theme;
class StoreService;
class RunService;
class JobService;
class Background;
class Preferences;
class Shortcuts;

/// All modal dialogs. Tests answer them in advance, and no nested event loop waits.
class Dialogs {
 public:
  virtual ~Dialogs() = default;
  /// `chosen` is called later with the selection, or never.
  virtual void chooseFiles(QWidget* parent, const QString& title, const QString& filter,
                           std::function<void(const QStringList&)> chosen) = 0;
  virtual void chooseFile(QWidget* parent, const QString& title, const QString& filter, std::function<void(const QString&)> chosen) = 0;
  virtual void chooseFolder(QWidget* parent, const QString& title, std::function<void(const QString&)> chosen) = 0;
  virtual void chooseNewFile(QWidget* parent, const QString& title, const QString& suggested,
                             std::function<void(const QString&)> chosen) = 0;
};

/// Navigation between pages and messages to the user. The window implements it.
class Navigator {
 public:
  virtual ~Navigator() = default;
  /// Shows a page; it finds the request, which may be empty, in Page::enter.
  virtual void open(const QString& page, const PageRequest& request = {}) = 0;
  /// Shows a line at the bottom that stays until it is closed; `action` may be empty.
  virtual void say(const QString& text, bool isError = false) = 0;
  /// Offers to undo an action for a while.
  virtual void offerUndo(const QString& text, std::function<void()> undo) = 0;
};

struct Services {
  Theme& theme;
  StoreService& store;
  RunService& runs;
  JobService& jobs;
  Background& files;    ///< imports and other long reading of the user's files
  Background& lookups;  ///< short reading, so that an answer never waits for an import
  Preferences& preferences;
  Shortcuts& shortcuts;
  Dialogs& dialogs;
  Navigator* navigator = nullptr;  ///< set before the first page is created
  void openPage(const QString& id) const {
    if (navigator) navigator->open(id);
  }
  template <class Request>
  void open(const Request& request) const {
    if (navigator) navigator->open(Request::page, PageRequest(request));
  }
};

}  // namespace graft::ui
