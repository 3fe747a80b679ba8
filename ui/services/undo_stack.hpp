// SPDX-License-Identifier: GPL-3.0-or-later
// Undo and redo for any value type. Keeps the value from before each step. Main thread.
#pragma once

#include <utility>
#include <vector>

namespace graft::ui {

template <class State>
class UndoStack {
 public:
  /// Records a change; `before` is the value before it.
  void did(State before) {
    m_undo.push_back(std::move(before));
    m_redo.clear();
  }
  bool canUndo() const { return !m_undo.empty(); }
  bool canRedo() const { return !m_redo.empty(); }
  /// Returns the value after the undo or redo of `now`. Call only if canUndo() or canRedo().
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
