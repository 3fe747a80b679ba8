// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/services/background.hpp"

#include <QMetaObject>
#include <QThread>

namespace graft::ui {

Background::Background(QObject* parent) : QObject(parent), m_thread([this] { loop(); }) {}

Background::~Background() {
  {
    const std::lock_guard lock(m_mutex);
    m_ends = true;
    m_tasks.clear();
  }
  m_changed.notify_all();
  m_thread.join();
}

size_t Background::waiting() const {
  const std::lock_guard lock(m_mutex);
  return m_tasks.size();
}

void Background::post(std::function<void()> task) {
  Q_ASSERT(QThread::currentThread() == thread());
  {
    const std::lock_guard lock(m_mutex);
    m_tasks.push_back(std::move(task));
  }
  m_changed.notify_one();
}

/// Answers pass through a queue under the mutex, which the thread sanitizer sees; the lock inside Qt's event queue it does not see.
void Background::postToMain(std::function<void()> task) {
  {
    const std::lock_guard lock(m_mutex);
    m_answers.push_back(std::move(task));
  }
  QMetaObject::invokeMethod(
      this,
      [this] {
        std::unique_lock lock(m_mutex);
        const auto next = std::move(m_answers.front());
        m_answers.pop_front();
        lock.unlock();
        next();
      },
      Qt::QueuedConnection);
}

void Background::loop() {
  while (true) {
    std::function<void()> task;
    {
      std::unique_lock lock(m_mutex);
      m_changed.wait(lock, [this] { return m_ends || !m_tasks.empty(); });
      if (m_ends) return;
      task = std::move(m_tasks.front());
      m_tasks.pop_front();
    }
    task();
  }
}

}  // namespace graft::ui
