// SPDX-License-Identifier: GPL-3.0-or-later
// Undo and redo of whatever is a value: what it was before each step. Main thread.
#pragma once

#include <utility>
#include <vector>

namespace graft::ui {

template <class State>
class History {
 public:
  /// It was `before`, and has been changed.
  void did(State before) {
    m_undo.push_back(std::move(before));
    m_redo.clear();
  }
  bool canUndo() const { return !m_undo.empty(); }
  bool canRedo() const { return !m_redo.empty(); }
  /// What it is afterwards, given what it is now; only when there is something to take back (or to do again).
  State undo(State now) { return step(m_undo, m_redo, std::move(now)); }
  State redo(State now) { return step(m_redo, m_undo, std::move(now)); }
  void clear() {
    m_undo.clear();
    m_redo.clear();
  }

 private:
  static State step(std::vector<State>& from, std::vector<State>& to, State now) {
    to.push_back(std::move(now));
    State out = std::move(from.back());
    from.pop_back();
    return out;
  }
  std::vector<State> m_undo, m_redo;
};

}  // namespace graft::ui
