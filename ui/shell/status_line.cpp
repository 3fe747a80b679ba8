// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/status_line.hpp"

#include <QHBoxLayout>

#include "ui/widgets/basics.hpp"

namespace graft::ui {

StatusLine::StatusLine(const Theme& theme, QWidget* parent)
    : QFrame(parent),
      m_theme(theme),
      m_icon(new QLabel),
      m_words(prose({})),
      m_action(button({}, "quiet")),
      m_close(button(tr("Close"), "quiet")) {
  constexpr int kUndoMs = 15'000;
  Theme::setKind(this, "status");
  auto* row = new QHBoxLayout(this);
  row->setContentsMargins(space::kXl, space::kXs, space::kM, space::kXs);
  row->setSpacing(space::kS);
  row->addWidget(m_icon);
  row->addWidget(m_words, 1);
  row->addWidget(m_action);
  row->addWidget(m_close);
  m_words->setTextInteractionFlags(Qt::TextSelectableByMouse);
  m_end.setSingleShot(true);
  m_end.setInterval(kUndoMs);
  connect(&m_end, &QTimer::timeout, this, &QWidget::hide);
  connect(m_close, &QPushButton::clicked, this, &QWidget::hide);
  connect(m_action, &QPushButton::clicked, this, &StatusLine::takeOffer);
  hide();
}

bool StatusLine::takeOffer() {
  if (!isVisible() || !m_act) return false;
  hide();
  std::exchange(m_act, {})();
  return true;
}

void StatusLine::refresh(const QString& words, Tone tone, const QString& action) {
  m_theme.setIcon(m_icon, tone == Tone::Bad ? "bad" : "info", tone == Tone::Bad ? Tone::Bad : Tone::Accent);
  m_words->setText(words);
  m_action->setText(action);
  m_action->setVisible(!action.isEmpty());
  setAccessibleName(words);
  show();
}
void StatusLine::say(const QString& words, Tone tone) {
  m_end.stop();
  m_act = {};
  refresh(words, tone, {});
}
void StatusLine::offer(const QString& words, const QString& action, std::function<void()> act) {
  m_act = std::move(act);
  refresh(words, Tone::Neutral, action);
  m_end.start();
}

}  // namespace graft::ui
