// SPDX-License-Identifier: GPL-3.0-or-later
// Keyboard shortcuts of the window: one table of commands, with the user's own keys. Main thread.
#pragma once

#include <functional>
#include <map>
#include <vector>

#include <QKeySequence>
#include <QObject>
#include <QPointer>

class QShortcut;
class QWidget;

namespace graft::ui {

class Preferences;

struct KeyCommand {
  QString id, title;
  QKeySequence keys;  ///< default keys
};

class Shortcuts : public QObject {
  Q_OBJECT
 public:
  explicit Shortcuts(Preferences& preferences, QObject* parent = nullptr);
  /// Commands in display order.
  static std::vector<KeyCommand> commands();
  QKeySequence keys(const QString& id) const;
  bool isChanged(const QString& id) const;
  /// Sets the keys of a command; an empty sequence removes them. Returns why keys are refused, in words, and then changes nothing: another
  /// command has them, or they write a letter.
  QString set(const QString& id, const QKeySequence& keys);
  void reset(const QString& id);
  /// Single-letter keys in charts and votes (WCAG 2.1.4 requires that they can be switched off).
  bool hasLetterKeys() const;
  void setLetterKeys(bool on);

  /// Binds `act` to the command's current keys, while a part of `window` has the focus.
  void bind(const QString& id, QWidget* window, std::function<void()> act);
  /// Acts as if the command's keys were pressed.
  void trigger(const QString& id);

 Q_SIGNALS:
  void changed();

 private:
  void apply();
  Preferences& m_preferences;
  std::map<QString, QKeySequence> m_own;
  std::vector<std::pair<QString, QPointer<QShortcut>>> m_bound;
};

}  // namespace graft::ui
