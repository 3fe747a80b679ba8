// SPDX-License-Identifier: Apache-2.0
#include "core/base/processors.hpp"

#include <algorithm>
#include <cmath>
#include <fstream>
#include <numeric>
#include <set>
#include <string>
#include <thread>

#include <sched.h>

namespace graft {
namespace {

namespace fs = std::filesystem;

std::string lineOf(const fs::path& file) {
  std::ifstream in(file);
  std::string line;
  std::getline(in, line);
  return line;
}

/// Identifies a core by its list of hyper-threads ("0,4"). If the list is unknown, each processor counts as its own core.
std::string coreOf(const fs::path& root, int processor) {
  const fs::path topology = root / ("sys/devices/system/cpu/cpu" + std::to_string(processor)) / "topology";
  for (const char* name : {"core_cpus_list", "thread_siblings_list"}) {
    if (const std::string list = lineOf(topology / name); !list.empty()) return list;
  }
  return "only " + std::to_string(processor);
}

/// Quota of cpu.max in processors ("max 100000" or "50000 100000"); 0: unlimited.
double quotaIn(const fs::path& group) {
  std::ifstream in(group / "cpu.max");
  double granted = 0, period = 0;
  return in >> granted >> period && granted > 0 && period > 0 ? granted / period : 0;
}

/// Reads the two quota files of cgroup v1; -1 means unlimited.
double oldQuotaIn(const fs::path& group) {
  std::ifstream granted(group / "cpu.cfs_quota_us"), period(group / "cpu.cfs_period_us");
  double time = 0, of = 0;
  return granted >> time && period >> of && time > 0 && of > 0 ? time / of : 0;
}

/// Smallest quota of the group and its ancestors. Inside a container the container's own group is the visible root.
template <class Read>
double leastQuota(const fs::path& mount, const std::string& group, const Read& read) {
  double least = 0;
  for (fs::path at = fs::path(group).relative_path();; at = at.parent_path()) {
    if (const double here = read(mount / at); here > 0 && (least == 0 || here < least)) least = here;
    if (at.empty()) return least;
  }
}

double quotaOf(const fs::path& root) {
  std::ifstream groups(root / "proc/self/cgroup");
  double least = 0;
  const auto take = [&](double quota) {
    if (quota > 0 && (least == 0 || quota < least)) least = quota;
  };
  // Lines are ID:CONTROLLERS:PATH. cgroup v2 lists no controllers.
  for (std::string line; std::getline(groups, line);) {
    const size_t first = line.find(':'), second = line.find(':', first + 1);
    if (first == std::string::npos || second == std::string::npos) continue;
    const std::string controllers = "," + line.substr(first + 1, second - first - 1) + ",", group = line.substr(second + 1);
    if (controllers == ",,") take(leastQuota(root / "sys/fs/cgroup", group, quotaIn));
    if (controllers.find(",cpu,") != std::string::npos) take(leastQuota(root / "sys/fs/cgroup/cpu", group, oldQuotaIn));
  }
  return least;
}

}  // namespace

Processors processorsOf(const std::vector<int>& allowed, const fs::path& root) {
  std::set<std::string> cores;
  for (const int processor : allowed) cores.insert(coreOf(root, processor));
  return {std::max(1, static_cast<int>(allowed.size())), std::max(1, static_cast<int>(cores.size())), quotaOf(root)};
}

Processors processors() {
  std::vector<int> allowed;
  // A standard mask holds 1,024 processors. The call rejects a mask smaller than the machine's.
  for (size_t most = 1024; most <= 65536; most *= 4) {
    cpu_set_t* set = CPU_ALLOC(most);
    const size_t bytes = CPU_ALLOC_SIZE(most);
    CPU_ZERO_S(bytes, set);
    const bool told = ::sched_getaffinity(0, bytes, set) == 0;
    for (size_t i = 0; told && i < most; ++i) {
      if (CPU_ISSET_S(i, bytes, set)) allowed.push_back(static_cast<int>(i));
    }
    CPU_FREE(set);
    if (told) break;
  }
  if (allowed.empty()) {
    allowed.resize(std::max(1u, std::thread::hardware_concurrency()));
    std::iota(allowed.begin(), allowed.end(), 0);
  }
  return processorsOf(allowed);
}

int threadsFor(CpuUse use, const Processors& given, int asked) {
  int most = use == CpuUse::All ? given.allowed : given.cores;
  if (given.quota > 0) most = std::min(most, static_cast<int>(std::ceil(given.quota)));
  if (asked > 0) most = asked;
  return std::max(1, use == CpuUse::Gentle ? most / 2 : most);
}

}  // namespace graft
