// SPDX-License-Identifier: Apache-2.0
// Processors available to this process, and the thread count for compute-bound work.
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

#include "core/base/enum_names.hpp"

namespace graft {

/// Processors granted by the system, which may be fewer than the machine has.
struct Processors {
  int allowed = 1;   ///< logical processors in the affinity mask (taskset, a container's cpuset)
  int cores = 1;     ///< cores among them; two hyper-threads of a core count once
  double quota = 0;  ///< quota of the control group in processors (docker --cpus, systemd CPUQuota); 0: unlimited
};
/// `allowed` lists the processors of the affinity mask. `root` contains proc and sys.
Processors processorsOf(const std::vector<int>& allowed, const std::filesystem::path& root = "/");
/// Processors of this process. Never empty.
Processors processors();

/// Share of the CPU for a job. Gentle: half of the cores at the lowest priority. Normal: a thread for each core. All: a thread for each
/// logical processor.
enum class CpuUse { Gentle, Normal, All };
template <>
struct EnumNames<CpuUse> {
  static constexpr const char* from = "--cpu-use";
  static constexpr CpuUse last = CpuUse::All;
  static constexpr const char* names[] = {"gentle", "normal", "all"};
};
/// CPU request of a job.
struct CpuOrder {
  int64_t threads = 0;  ///< 0: derived from `use`
  CpuUse use = CpuUse::Normal;
};
/// Number of compute threads: derived from `asked` if it is over 0, else from `given`. A quota is rounded up to whole processors.
int threadsFor(CpuUse use, const Processors& given, int asked = 0);

}  // namespace graft
