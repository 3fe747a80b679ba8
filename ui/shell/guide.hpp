// SPDX-License-Identifier: GPL-3.0-or-later
// User's guide in a window of its own: the pages of resources/help.
#pragma once

#include <QDialog>

#include "ui/services/theme.hpp"

class QListWidget;
class QTextBrowser;

namespace graft::ui {

class Theme;

class Guide : public QDialog {
  Q_OBJECT
 public:
  Guide(const Theme& theme, QWidget* parent);
  /// Shows a page by the name of its file without ending ("guide", "models"); unknown names show the first page.
  void open(const QString& name);
  /// Shows the first place of the guide that has these words, else the glossary.
  void search(const QString& words);
  /// Names of all pages, in the order of the list.
  static QStringList names();

 private:
  void showPage(int row);
  void layOut();
  const Theme& m_theme;
  QListWidget* m_list;
  QTextBrowser* m_text;
};

}  // namespace graft::ui
