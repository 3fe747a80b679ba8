// SPDX-License-Identifier: GPL-3.0-or-later
// Limits requests to one at a time. While a request is in flight, only the newest further one is kept. Main thread.
#pragma once

#include <functional>
#include <utility>

namespace graft::ui {

class RequestCoalescer {
 public:
  /// `start` begins an operation that ends with `answered`.
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
