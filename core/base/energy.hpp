// SPDX-License-Identifier: Apache-2.0
// Energy used by a run, from the kernel's RAPL counters (Documentation/power/powercap: energy_uj of the packages and their memory). The
// counters cover the whole machine. Since 2020 most systems let only the administrator read them; the energy is then unknown. On a GPU the
// board's energy is added.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "core/base/card_energy.hpp"

namespace graft {

class EnergyMeter {
 public:
  /// Looks for readable counters below `powercap`. `card` is the counter of the GPU in use, or empty.
  explicit EnergyMeter(EnergyCounter card = {}, const std::string& powercap = "/sys/class/powercap");
  /// Call it at least every few minutes, because the counters wrap (after 262 kJ, which is 45 minutes at 100 W).
  void sample();
  /// Joules since construction, as of the last sample. Nothing if no counter can be read, or if the counter of the GPU in use cannot.
  std::optional<double> joules() const;
  /// Names the counters in use, or the reason why there are none.
  const std::string& method() const { return m_method; }

 private:
  struct Zone {
    std::string file;
    uint64_t last = 0, range = 0;
  };
  std::vector<Zone> m_zones;
  uint64_t m_microjoules = 0;
  EnergyCounter m_card;
  std::optional<double> m_cardBegan, m_cardNow;
  std::string m_method;
};

}  // namespace graft
