// SPDX-License-Identifier: GPL-3.0-or-later
// Parts of a page that open and close.
#pragma once

#include <QPushButton>

#include "ui/services/theme.hpp"

namespace graft::ui {

/// Creates a checkable button that shows and hides `content`, which begins hidden. The caller places both. `name`: its object name.
QPushButton* foldButton(const Theme& theme, QWidget* content, const QString& words, const QString& name);

/// Brings a widget into view: opens the tabs and folds around it, and scrolls to it.
void reveal(QWidget& widget);

}  // namespace graft::ui
