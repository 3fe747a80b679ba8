// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/fold.hpp"

#include "ui/widgets/basics.hpp"

namespace graft::ui {

QPushButton* foldButton(const Theme& theme, QWidget* content, const QString& words, const QString& name) {
  auto* toggle = button(words, "quiet");
  toggle->setObjectName(name);
  toggle->setCheckable(true);
  theme.setIcon(toggle, "down", Tone::Accent);
  QObject::connect(toggle, &QPushButton::toggled, content, &QWidget::setVisible);
  content->hide();
  return toggle;
}

}  // namespace graft::ui
