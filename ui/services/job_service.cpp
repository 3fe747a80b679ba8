// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/services/job_service.hpp"

namespace graft::ui {

JobService::JobService(const std::string& home, QObject* parent)
    : QObject(parent), m_home(home), m_thread(std::make_unique<Background>()) {}

JobService::~JobService() {
  for (const Order& order : m_orders) order.queue->send(Command::Stop);
}

void JobService::stop(const QObject* asker) {
  for (const Order& order : m_orders) {
    if (order.asker == asker) order.queue->send(Command::Stop);
  }
}

std::shared_ptr<CommandQueue> JobService::started(const QObject* asker) {
  auto queue = std::make_shared<CommandQueue>();
  m_orders.push_back({asker, queue});
  Q_EMIT busyChanged();
  return queue;
}

void JobService::ended(const std::shared_ptr<CommandQueue>& queue) {
  std::erase_if(m_orders, [&](const Order& order) { return order.queue == queue; });
  Q_EMIT busyChanged();
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
