// SPDX-License-Identifier: Apache-2.0
// What the processor has used, from the kernel's counters (Documentation/power/powercap: energy_uj of the RAPL zones of packages and
// their memory). They belong to the whole machine, not to one process, and since 2020 only the administrator may read them on most
// systems: then nothing is known, and nothing is guessed.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace graft {

class EnergyMeter {
 public:
  /// Looks for readable counters below `powercap`.
  explicit EnergyMeter(const std::string& powercap = "/sys/class/powercap");
  /// To be called at least every few minutes: the counters run over (after 262 kJ, 45 minutes at 100 W).
  void sample();
  /// Joules since the meter was made, as of the last sample; nothing when no counter can be read.
  std::optional<double> joules() const;
  /// Which counters, or why there are none.
  const std::string& method() const { return m_method; }

 private:
  struct Zone {
    std::string file;
    uint64_t last = 0, range = 0;
  };
  std::vector<Zone> m_zones;
  uint64_t m_microjoules = 0;
  std::string m_method;
};

}  // namespace graft
