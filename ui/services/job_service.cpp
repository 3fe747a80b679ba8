// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/services/job_service.hpp"

#include <filesystem>

#include <unistd.h>

#include "core/base/file.hpp"
#include "core/workspace/places.hpp"

namespace graft::ui {
namespace fs = std::filesystem;

JobService::JobService(const std::string& home, QObject* parent)
    : QObject(parent), m_home(home), m_thread(std::make_unique<Background>()) {}

JobService::~JobService() { stop(); }

void JobService::stop() {
  const std::lock_guard lock(m_mutex);
  if (m_commands) m_commands->send(Command::Stop);
}

void JobService::run(QObject* asker, Json spec, std::function<void(const Frame&)> onFrame, std::function<void(Result<Json>)> done) {
  ++m_busy;
  Q_EMIT busyChanged();
  spec["cpu_use"] = m_cpuUse;
  const QPointer<QObject> guard(asker);
  auto toMain = [this, guard, onFrame = std::move(onFrame)](const Frame& frame) {
    if (frame.type == FrameType::Heartbeat || !onFrame) return;
    QMetaObject::invokeMethod(
        this,
        [guard, onFrame, frame] {
          if (guard) onFrame(frame);
        },
        Qt::QueuedConnection);
  };
  m_thread->run(
      this, [this, spec = std::move(spec), toMain]() mutable { return work(std::move(spec), toMain); },
      [this, guard, done = std::move(done)](Result<Json> result) {
        --m_busy;
        Q_EMIT busyChanged();
        if (guard) done(std::move(result));
      });
}

Result<Json> JobService::work(Json spec, const std::function<void(const Frame&)>& onFrame) {
  const fs::path folder = fs::path(m_home) / "tmp" / ("window-" + std::to_string(::getpid()));
  GRAFT_CHECK(makeFolder(folder.string()));
  if (get<std::string>(spec, "job", "") == "forecast") {  // it works like a run, in a folder of its own
    spec["run"] = (folder / "run").string();
    GRAFT_CHECK(makeFolder((folder / "run").string()));
  }
  auto commands = std::make_shared<CommandQueue>();
  {
    const std::lock_guard lock(m_mutex);
    m_commands = commands;
  }
  auto outcome = runWorker({std::move(spec), (folder / "job.json").string(), (folder / "worker.log").string(), {}}, {onFrame, {}, commands.get()});
  {
    const std::lock_guard lock(m_mutex);
    m_commands.reset();
  }
  std::error_code error;
  if (outcome.ok() || !outcome.error().isLogNamed) fs::remove_all(folder, error);
  return outcome;
}

}  // namespace graft::ui
