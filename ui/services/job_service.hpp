// SPDX-License-Identifier: GPL-3.0-or-later
// Short jobs of the engine (compare, generate, evaluate, probe). Each is a process that ends with the window. Main thread.
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

  /// Runs jobs one after the other. `onFrame` and `done` are called on the main thread, and only while `asker` exists.
  void run(QObject* asker, Json spec, std::function<void(const Frame&)> onFrame, std::function<void(Result<Json>)> done);
  /// Asks the current job to stop.
  void stop();
  /// CPU use of later jobs: gentle, normal or all.
  void setCpuUse(const QString& use) { m_cpuUse = use.toStdString(); }
  bool isBusy() const { return m_busy > 0; }

 Q_SIGNALS:
  void busyChanged();

 private:
  Result<Json> work(Json spec, const std::function<void(const Frame&)>& onFrame);
  std::string m_home, m_cpuUse = "normal";
  int m_busy = 0;
  std::mutex m_mutex;
  std::shared_ptr<CommandQueue> m_commands;  // commands of the current job
  std::unique_ptr<Background> m_thread;
};

}  // namespace graft::ui
