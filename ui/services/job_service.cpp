// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/services/job_service.hpp"

namespace graft::ui {

JobService::JobService(const std::string& home, QObject* parent)
    : QObject(parent), m_home(home), m_thread(std::make_unique<Background>()) {}

JobService::~JobService() { stop(); }

void JobService::stop() {
  const std::lock_guard lock(m_mutex);
  if (m_commands) m_commands->send(Command::Stop);
}

void JobService::started() {
  ++m_busy;
  Q_EMIT busyChanged();
}

void JobService::ended() {
  --m_busy;
  Q_EMIT busyChanged();
}

void JobService::setCommands(std::shared_ptr<CommandQueue> commands) {
  const std::lock_guard lock(m_mutex);
  m_commands = std::move(commands);
}

JobService::OnFrame JobService::onMainThread(QObject* asker, OnFrame onFrame) {
  return [this, guard = QPointer<QObject>(asker), onFrame = std::move(onFrame)](const Frame& frame) {
    if (frame.type == FrameType::Heartbeat || !onFrame) return;
    m_thread->postToMain([guard, onFrame, frame] {
      if (guard) onFrame(frame);
    });
  };
}

}  // namespace graft::ui
