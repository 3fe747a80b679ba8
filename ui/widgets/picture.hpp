// SPDX-License-Identifier: GPL-3.0-or-later
// Base of widgets that paint themselves in the theme's colours and sizes.
#pragma once

#include <QWidget>

#include "ui/services/theme.hpp"

namespace graft::ui {

/// Laid out and painted again when the theme or the size of text changes.
class Picture : public QWidget {
 protected:
  explicit Picture(const Theme& theme, QWidget* parent = nullptr) : QWidget(parent), m_theme(theme) {
    connect(&theme, &Theme::changed, this, [this] {
      updateGeometry();
      update();
    });
  }
  const Theme& m_theme;
};

}  // namespace graft::ui
