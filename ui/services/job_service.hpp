// SPDX-License-Identifier: GPL-3.0-or-later
// Short jobs of the engine (compare, generate, evaluate, probe). Each is a process that ends with the window. Main thread.
#pragma once

#include <atomic>
#include <mutex>

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
    started();
    const QPointer<QObject> guard(asker);
    m_thread->run(
        this,
        [this, job = std::move(job), onFrame = onMainThread(asker, std::move(onFrame))] {
          return work([&](const WorkerCallbacks& callbacks) { return commands::runJob(job, m_home, callbacks); }, onFrame);
        },
        [this, guard, done = std::move(done)](Result<typename Job::Result> result) {
          ended();
          if (guard) done(std::move(result));
        });
  }
  /// Asks the current job to stop.
  void stop();
  /// CPU use of later jobs: gentle, normal or all.
  void setCpuUse(CpuUse use) { m_cpuUse = use; }
  bool isBusy() const { return m_busy > 0; }

 Q_SIGNALS:
  void busyChanged();

 private:
  using OnFrame = std::function<void(const Frame&)>;
  /// Runs `job` with the commands of this service. On the background thread.
  template <class RunJob>
  auto work(RunJob&& job, const OnFrame& onFrame) {
    auto queue = std::make_shared<CommandQueue>();
    setCommands(queue);
    auto outcome = job(WorkerCallbacks{onFrame, {}, queue.get()});
    setCommands({});
    return outcome;
  }
  /// Callback that posts frames to the main thread while `asker` exists.
  OnFrame onMainThread(QObject* asker, OnFrame onFrame);
  void setCommands(std::shared_ptr<CommandQueue> commands);
  void started();
  void ended();
  std::string m_home;
  CpuUse m_cpuUse = CpuUse::Normal;
  int m_busy = 0;
  std::mutex m_mutex;
  std::shared_ptr<CommandQueue> m_commands;  // commands of the current job
  std::unique_ptr<Background> m_thread;
};

}  // namespace graft::ui
