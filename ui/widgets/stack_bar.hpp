// SPDX-License-Identifier: GPL-3.0-or-later
// Parts of a whole as one bar, with a key below it. The rest of the whole has the colour of hairlines.
#pragma once

#include <vector>

#include <QWidget>

#include "ui/services/theme.hpp"

class QLabel;

namespace graft::ui {

struct StackPart {
  QString words;  ///< name and amount, as the key shows them
  double amount = 0;
  int colour = 0;  ///< index of a series colour
};

class StackBar : public QWidget {
  Q_OBJECT
 public:
  StackBar(const Theme& theme, const QString& name, QWidget* parent = nullptr);
  /// Parts beyond `whole` fill the bar.
  void set(std::vector<StackPart> parts, double whole);

 private:
  class Bar;
  void showKey();
  const Theme& m_theme;
  std::vector<StackPart> m_parts;
  double m_whole = 0;
  Bar* m_bar;
  QLabel* m_key;
};

}  // namespace graft::ui
