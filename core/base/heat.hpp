// SPDX-License-Identifier: Apache-2.0
// How hot the processor is and whether it has slowed itself down for that, from the kernel's files (Documentation/hwmon, sysfs-devices-
// system-cpu: thermal_throttle). Virtual machines have none of them; then nothing is known.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace graft {

struct Heat {
  std::optional<double> celsius;          ///< of the hottest sensor of the processor
  std::optional<double> critical;         ///< at which that one slows down, where the kernel knows it
  std::optional<uint64_t> throttleCount;  ///< how often cores were slowed down since the machine started
};

class HeatSensors {
 public:
  /// Looks for sensors below `root`.
  explicit HeatSensors(const std::string& root = "/sys");
  bool isEmpty() const { return m_sensors.empty() && m_counters.empty(); }
  Heat read() const;

 private:
  struct Sensor {
    std::string input;
    std::optional<double> critical;
  };
  std::vector<Sensor> m_sensors;
  std::vector<std::string> m_counters;
};

}  // namespace graft
