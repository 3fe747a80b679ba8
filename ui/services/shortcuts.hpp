// SPDX-License-Identifier: GPL-3.0-or-later
// The keys of the window: one table of what can be done by key, with what a person has set instead. Main thread.
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
  QKeySequence keys;  ///< as Graft comes
};

class Shortcuts : public QObject {
  Q_OBJECT
 public:
  explicit Shortcuts(Preferences& preferences, QObject* parent = nullptr);
  /// In the order in which they are listed.
  static std::vector<KeyCommand> commands();
  QKeySequence keys(const QString& id) const;
  bool isChanged(const QString& id) const;
  /// An empty sequence: the command has no key. Why these keys cannot be had, in words, and then nothing is changed: another command has
  /// them, or they write a letter.
  QString set(const QString& id, const QKeySequence& keys);
  void reset(const QString& id);
  /// Keys of one letter in charts and votes (WCAG 2.1.4 lets a person switch them off).
  bool hasLetterKeys() const;
  void setLetterKeys(bool on);

  /// `act` on the command's keys, whatever they are set to, while a part of `window` has the focus.
  void bind(const QString& id, QWidget* window, std::function<void()> act);

 Q_SIGNALS:
  void changed();

 private:
  void apply();
  Preferences& m_preferences;
  std::map<QString, QKeySequence> m_own;
  std::vector<std::pair<QString, QPointer<QShortcut>>> m_bound;
};

}  // namespace graft::ui
