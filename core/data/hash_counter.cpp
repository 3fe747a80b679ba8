// SPDX-License-Identifier: Apache-2.0
#include "core/data/hash_counter.hpp"

#include <algorithm>
#include <queue>

namespace graft {

static constexpr size_t kRun = 4u << 20;  // 32 MiB

void HashCounter::add(uint64_t hash) {
  m_pending.push_back(hash);
  if (m_pending.size() == kRun) spill();
}

void HashCounter::spill() {
  std::sort(m_pending.begin(), m_pending.end());
  std::unique_ptr<std::FILE, Closer> file(std::tmpfile());
  if (!file || std::fwrite(m_pending.data(), 8, m_pending.size(), file.get()) != m_pending.size()) {
    m_failed = true;
  } else {
    std::rewind(file.get());
    m_runs.push_back(std::move(file));
  }
  m_pending.clear();
}

Result<uint64_t> HashCounter::repeats() {
  std::sort(m_pending.begin(), m_pending.end());
  if (m_failed)
    return Error{Code::DoesNotFit,
                 msg("counting duplicates needs temporary files and writing one failed"),
                 "temporary folder",
                 {},
                 msg("Free some space (TMPDIR) and import again.")};
  // K-way merge: repeatedly takes the smallest head of all runs.
  using Head = std::pair<uint64_t, size_t>;
  std::priority_queue<Head, std::vector<Head>, std::greater<>> heads;
  size_t at = 0;
  const auto advance = [&](size_t run) {
    uint64_t value;
    if (run == m_runs.size()) {
      if (at < m_pending.size()) heads.emplace(m_pending[at++], run);
    } else if (std::fread(&value, 8, 1, m_runs[run].get()) == 1) {
      heads.emplace(value, run);
    }
  };
  for (size_t run = 0; run <= m_runs.size(); ++run) advance(run);
  uint64_t repeats = 0, last = 0;
  for (bool first = true; !heads.empty(); first = false) {
    const auto [value, run] = heads.top();
    heads.pop();
    if (!first && value == last) ++repeats;
    last = value;
    advance(run);
  }
  return repeats;
}

}  // namespace graft
