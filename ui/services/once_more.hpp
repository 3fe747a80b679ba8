// SPDX-License-Identifier: GPL-3.0-or-later
// One request at a time: what is asked while one is on its way is asked once more after it, and not ten times. Main thread.
#pragma once

#include <functional>
#include <utility>

namespace graft::ui {

class OnceMore {
 public:
  /// `start` begins something that ends with `answered`.
  void ask(std::function<void()> start) {
    if (m_isGoing) {
      m_next = std::move(start);
      return;
    }
    m_isGoing = true;
    start();
  }
  void answered() {
    m_isGoing = false;
    if (m_next) ask(std::exchange(m_next, nullptr));
  }

 private:
  bool m_isGoing = false;
  std::function<void()> m_next;
};

}  // namespace graft::ui
