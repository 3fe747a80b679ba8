// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/fold.hpp"

#include <QScrollArea>
#include <QTabWidget>
#include <QVariant>

#include "ui/widgets/basics.hpp"

namespace graft::ui {
namespace {
constexpr const char* kToggle = "foldToggle";
}

QPushButton* foldButton(const Theme& theme, QWidget* content, const QString& words, const QString& name) {
  auto* toggle = button(words, "quiet");
  toggle->setObjectName(name);
  toggle->setCheckable(true);
  theme.setIcon(toggle, "down", Tone::Accent);
  QObject::connect(toggle, &QPushButton::toggled, content, &QWidget::setVisible);
  content->hide();
  content->setProperty(kToggle, QVariant::fromValue<QObject*>(toggle));
  return toggle;
}

void reveal(QWidget& widget) {
  for (QWidget* at = &widget; at; at = at->parentWidget()) {
    if (auto* toggle = qobject_cast<QPushButton*>(at->property(kToggle).value<QObject*>()); toggle && at->isHidden())
      toggle->setChecked(true);
    auto* tabs = at->parentWidget() ? qobject_cast<QTabWidget*>(at->parentWidget()->parentWidget()) : nullptr;
    if (tabs && tabs->indexOf(at) >= 0) tabs->setCurrentWidget(at);
  }
  for (QWidget* at = widget.parentWidget(); at; at = at->parentWidget()) {
    if (auto* scroll = qobject_cast<QScrollArea*>(at)) scroll->ensureWidgetVisible(&widget);
  }
}

}  // namespace graft::ui
