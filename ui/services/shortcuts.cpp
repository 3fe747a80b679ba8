// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/services/shortcuts.hpp"

#include <algorithm>

#include <QShortcut>
#include <QWidget>

#include "ui/services/preferences.hpp"

namespace graft::ui {
namespace {
constexpr const char* kOwn = "keys";
}

std::vector<KeyCommand> Shortcuts::commands() {
  return {{"palette", tr("Search or run a command"), QKeySequence("Ctrl+K")},
          {"find", tr("Find on this page"), QKeySequence("Ctrl+F")},
          {"primary", tr("Main action of the page: start, save, send"), QKeySequence("Ctrl+Return")},
          {"import", tr("Import examples"), QKeySequence("Ctrl+O")},
          {"new-run", tr("New run"), QKeySequence("Ctrl+N")},
          {"pause", tr("Pause or resume the run"), QKeySequence("Ctrl+P")},
          {"undo", tr("Undo"), QKeySequence("Ctrl+Z")},
          {"redo", tr("Redo"), QKeySequence("Ctrl+Shift+Z")},
          {"next-point", tr("Next problem or difference"), QKeySequence("F8")},
          {"previous-point", tr("Previous problem or difference"), QKeySequence("Shift+F8")},
          {"export", tr("Export what is shown"), QKeySequence("Ctrl+E")},
          {"baseline", tr("Measure other runs against this one"), QKeySequence("Ctrl+B")},
          {"full-chart", tr("Chart over the whole screen"), QKeySequence("F11")},
          {"inspector", tr("Details, notes and help"), QKeySequence("Ctrl+I")},
          {"help", tr("Help for what has the focus"), QKeySequence("F1")},
          {"guide", tr("User's guide"), QKeySequence("Ctrl+F1")},
          {"next-pane", tr("Next part of the window"), QKeySequence("F6")},
          {"previous-pane", tr("Previous part of the window"), QKeySequence("Shift+F6")},
          {"settings", tr("Settings"), QKeySequence("Ctrl+,")},
          {"quit", tr("Close the window"), QKeySequence("Ctrl+Q")}};
}

Shortcuts::Shortcuts(Preferences& preferences, QObject* parent) : QObject(parent), m_preferences(preferences) {
  const Json own = preferences.value(kOwn);
  if (!own.is_object()) return;
  for (const auto& [id, keys] : own.items()) {
    if (keys.is_string())
      m_own[QString::fromStdString(id)] = QKeySequence(QString::fromStdString(keys.get<std::string>()), QKeySequence::PortableText);
  }
}

QKeySequence Shortcuts::keys(const QString& id) const {
  if (const auto own = m_own.find(id); own != m_own.end()) return own->second;
  for (const KeyCommand& one : commands()) {
    if (one.id == id) return one.keys;
  }
  return {};
}
bool Shortcuts::isChanged(const QString& id) const { return m_own.contains(id); }

QString Shortcuts::set(const QString& id, const QKeySequence& keys) {
  const QString words = keys.toString(QKeySequence::NativeText);
  if (!keys.isEmpty()) {
    const auto first = keys[0];
    const bool isFunction = first.key() >= Qt::Key_F1 && first.key() <= Qt::Key_F35;
    if (!isFunction && !(first.keyboardModifiers() & (Qt::ControlModifier | Qt::AltModifier | Qt::MetaModifier)))
      return tr("%1 alone is for writing and moving about; use it with Ctrl or Alt, or a function key").arg(words);
  }
  for (const KeyCommand& one : commands()) {
    if (one.id != id && !keys.isEmpty() && this->keys(one.id) == keys) return tr("%1 is already the key for: %2").arg(words, one.title);
  }
  m_own[id] = keys;
  for (const KeyCommand& one : commands()) {
    if (one.id == id && one.keys == keys) m_own.erase(id);
  }
  apply();
  return {};
}
void Shortcuts::reset(const QString& id) {
  m_own.erase(id);
  apply();
}

void Shortcuts::apply() {
  Json own = Json::object();
  for (const auto& [id, keys] : m_own) own[id.toStdString()] = keys.toString(QKeySequence::PortableText).toStdString();
  m_preferences.set(kOwn, own);
  for (const auto& [id, shortcut] : m_bound) {
    if (shortcut) shortcut->setKey(keys(id));
  }
  Q_EMIT changed();
}

bool Shortcuts::hasLetterKeys() const { return m_preferences.text("letter_keys", "on") == "on"; }
void Shortcuts::setLetterKeys(bool on) {
  m_preferences.setText("letter_keys", on ? "on" : "off");
  Q_EMIT changed();
}

void Shortcuts::bind(const QString& id, QWidget* window, std::function<void()> act) {
  auto* shortcut = new QShortcut(keys(id), window);
  connect(shortcut, &QShortcut::activated, window, std::move(act));
  m_bound.emplace_back(id, shortcut);
}

void Shortcuts::trigger(const QString& id) {
  for (const auto& [bound, shortcut] : m_bound) {
    if (bound == id && shortcut) Q_EMIT shortcut->activated();
  }
}

}  // namespace graft::ui
