// SPDX-License-Identifier: Apache-2.0
// What a run has used: the processor, from the kernel's counters (Documentation/power/powercap: energy_uj of the RAPL zones of packages and
// their memory). They belong to the whole machine, not to one process, and since 2020 only the administrator may read them on most
// systems: then nothing is known, and nothing is guessed. Where a card works, what its board uses belongs to it.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "core/base/card_energy.hpp"

namespace graft {

class EnergyMeter {
 public:
  /// Looks for readable counters below `powercap`; `card` where a card does the work, else empty.
  explicit EnergyMeter(EnergyCounter card = {}, const std::string& powercap = "/sys/class/powercap");
  /// To be called at least every few minutes: the counters run over (after 262 kJ, 45 minutes at 100 W).
  void sample();
  /// Joules since the meter was made, as of the last sample; nothing when no counter can be read, or not that of the card that works.
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
  EnergyCounter m_card;
  std::optional<double> m_cardBegan, m_cardNow;
  std::string m_method;
};

}  // namespace graft
