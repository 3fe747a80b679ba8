// SPDX-License-Identifier: GPL-3.0-or-later
// Work off the main thread: start, then a guarded callback. Nothing blocks.
#pragma once

#include <atomic>
#include <condition_variable>
#include <deque>
#include <functional>
#include <mutex>
#include <thread>

#include <QObject>
#include <QPointer>

namespace graft::ui {

/// Thread with a queue of tasks. Created and used on the main thread, except postToMain and isEnding. Results arrive there, and only while
/// the asker exists. The destructor waits for the current task and drops tasks that have not begun.
class Background : public QObject {
  Q_OBJECT
 public:
  explicit Background(QObject* parent = nullptr);
  ~Background() override;

  /// Runs `work` on the thread, then `done` with its value on the main thread, unless `asker` is gone.
  template <class Work, class Done>
  void run(QObject* asker, Work work, Done done) {
    post([this, guard = QPointer<QObject>(asker), work = std::move(work), done = std::move(done)]() mutable {
      auto value = std::make_shared<decltype(work())>(work());
      postToMain([guard, value, done = std::move(done)]() mutable {
        if (guard) done(std::move(*value));
      });
    });
  }
  /// Runs `task` on the main thread, after those posted before. Any thread. For progress of `work`: a task guards its object with a
  /// QPointer that was created on the main thread.
  void postToMain(std::function<void()> task);
  /// Polled by long `work`, so that the window can close.
  bool isEnding() const { return m_ends; }
  size_t waiting() const;

 private:
  void post(std::function<void()> task);
  void loop();
  mutable std::mutex m_mutex;
  std::condition_variable m_changed;
  std::deque<std::function<void()>> m_tasks, m_answers;
  std::atomic<bool> m_ends = false;
  std::thread m_thread;
};

}  // namespace graft::ui
