// SPDX-License-Identifier: Apache-2.0
#include "core/jobs/cpu_use.hpp"

#include <mutex>
#include <optional>
#include <vector>

#include "core/base/thread_pool.hpp"

namespace graft::jobs {

namespace {
/// CPU use of this process.
struct {
  std::mutex mutex;
  int threads = 0;              ///< threads of the job
  std::optional<CpuUse> asked;  ///< set by the user since the process began
  std::optional<CpuUseEvent> told;
  std::vector<FrameWriter*> listeners;
} g_processors;

/// Called with the mutex held.
void takeShare(CpuUse use) {
  const PoolShare share = shareFor(use, g_processors.threads);
  pool().setShare(share);
  g_processors.told = CpuUseEvent{use, share.threads};
  for (FrameWriter* events : g_processors.listeners) events->emit(*g_processors.told);
}
}  // namespace

CpuUseReport::CpuUseReport(FrameWriter& events) : m_events(events) {
  const std::lock_guard lock(g_processors.mutex);
  g_processors.listeners.push_back(&events);
  if (g_processors.told) events.emit(*g_processors.told);
}

CpuUseReport::~CpuUseReport() {
  const std::lock_guard lock(g_processors.mutex);
  std::erase(g_processors.listeners, &m_events);
}

Status useProcessors(CpuUse use, int64_t threads) {
  GRAFT_CHECK(settingsFromJson({{"threads", threads}}));
  const std::lock_guard lock(g_processors.mutex);
  g_processors.threads = static_cast<int>(threads);
  takeShare(g_processors.asked.value_or(use));
  return Done{};
}

void changeCpuUse(CpuUse use) {
  const std::lock_guard lock(g_processors.mutex);
  g_processors.asked = use;
  takeShare(use);
}

}  // namespace graft::jobs
