// SPDX-License-Identifier: Apache-2.0
// Which processors this process is given, and how many threads that is for work that fills them.
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

#include "core/base/enum_names.hpp"

namespace graft {

/// Grant of the system, which may be less than the machine has.
struct Processors {
  int allowed = 1;   ///< logical processors that the affinity mask (taskset, a container's cpuset) leaves
  int cores = 1;     ///< cores among them: two hyper-threads of a core count once
  double quota = 0;  ///< processors' worth of time that the control group grants (docker --cpus, systemd CPUQuota); 0: all
};
/// `allowed` are the numbers of the mask; `root` holds proc and sys.
Processors processorsOf(const std::vector<int>& allowed, const std::filesystem::path& root = "/");
/// Those of this process. Never none.
Processors processors();

/// How much of the computer a job takes: Gentle half of the cores at the lowest priority, Normal a thread a core, All a thread for each
/// logical processor.
enum class CpuUse { Gentle, Normal, All };
template <>
struct EnumNames<CpuUse> {
  static constexpr const char* from = "--cpu-use";
  static constexpr CpuUse last = CpuUse::All;
  static constexpr const char* names[] = {"gentle", "normal", "all"};
};
/// Request of a job.
struct CpuOrder {
  int64_t threads = 0;  ///< 0: as many as `use` gives
  std::string use = "normal";
};
/// Threads that compute: of `asked` where it is over 0, else of those given. A quota counts as whole processors, rounded up.
int threadsFor(CpuUse use, const Processors& given, int asked = 0);

}  // namespace graft
