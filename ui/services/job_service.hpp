// SPDX-License-Identifier: GPL-3.0-or-later
// Short jobs of the engine (compare, generate, evaluate, probe). Each is a process that ends with the window. Main thread.
#pragma once

#include <memory>
#include <vector>

#include <QPointer>

#include "core/commands/run_job.hpp"
#include "ui/services/background.hpp"

namespace graft::ui {

class JobService : public QObject {
  Q_OBJECT
 public:
  explicit JobService(const std::string& home, QObject* parent = nullptr);
  ~JobService() override;

  /// Runs jobs one after the other. `onFrame` and `done` are called on the main thread, and only while `asker` exists.
  template <IsJob Job>
  void run(QObject* asker, Job job, std::function<void(const Frame&)> onFrame, std::function<void(Result<typename Job::Result>)> done) {
    if constexpr (requires { job.cpuUse; }) job.cpuUse = m_cpuUse;
    if constexpr (requires { job.settings.cpuUse; }) job.settings.cpuUse = m_cpuUse;
    const auto queue = started(asker);
    const QPointer<QObject> guard(asker);
    m_thread->run(
        this,
        [this, job = std::move(job), queue, onFrame = onMainThread(asker, std::move(onFrame))] {
          return commands::runJob(job, m_home, WorkerCallbacks{onFrame, {}, queue.get()});
        },
        [this, guard, queue, done = std::move(done)](Result<typename Job::Result> result) {
          ended(queue);
          if (guard) done(std::move(result));
        });
  }
  /// Asks the jobs of `asker` to stop, the one at work and those that wait. They end with Stopped.
  void stop(const QObject* asker);
  /// CPU use of later jobs: gentle, normal or all.
  void setCpuUse(CpuUse use) { m_cpuUse = use; }
  bool isBusy() const { return !m_orders.empty(); }

 Q_SIGNALS:
  void busyChanged();

 private:
  using OnFrame = std::function<void(const Frame&)>;
  /// A job that is at work or waits, with the queue of its commands.
  struct Order {
    const QObject* asker;
    std::shared_ptr<CommandQueue> queue;
  };
  /// Callback that posts frames to the main thread while `asker` exists.
  OnFrame onMainThread(QObject* asker, OnFrame onFrame);
  std::shared_ptr<CommandQueue> started(const QObject* asker);
  void ended(const std::shared_ptr<CommandQueue>& queue);
  std::string m_home;
  CpuUse m_cpuUse = CpuUse::Normal;
  std::vector<Order> m_orders;
  std::unique_ptr<Background> m_thread;
};

}  // namespace graft::ui
