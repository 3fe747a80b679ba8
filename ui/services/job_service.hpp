// SPDX-License-Identifier: GPL-3.0-or-later
// Short jobs of the engine (compare, generate, evaluate, probe): one process each, which ends with the window. Main thread.
#pragma once

#include <atomic>
#include <mutex>

#include <QTimer>

#include "core/protocol/launcher.hpp"
#include "ui/services/background.hpp"

namespace graft::ui {

class JobService : public QObject {
  Q_OBJECT
 public:
  explicit JobService(const std::string& home, QObject* parent = nullptr);
  ~JobService() override;

  /// One after the other. `onFrame` and `done` come on the main thread, only while `asker` is there.
  void run(QObject* asker, Json spec, std::function<void(const Frame&)> onFrame, std::function<void(Result<Json>)> done);
  /// Asks the job that works now to stop.
  void stop();
  /// For jobs that are asked for from then on: gentle, normal or all.
  void setCpuUse(const QString& use) { m_cpuUse = use.toStdString(); }
  bool isBusy() const { return m_busy > 0; }

 Q_SIGNALS:
  void busyChanged();

 private:
  Result<Json> work(Json spec, const std::function<void(const Frame&)>& onFrame);
  std::string m_home, m_cpuUse = "normal";
  int m_busy = 0;
  std::mutex m_mutex;
  std::shared_ptr<CommandQueue> m_commands;  // of the job that works now
  std::unique_ptr<Background> m_thread;
};

}  // namespace graft::ui
