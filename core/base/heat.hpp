// SPDX-License-Identifier: Apache-2.0
// Processor temperature and thermal throttling, from the kernel's files (Documentation/hwmon, sysfs-devices-system-cpu: thermal_throttle).
// Virtual machines lack them; the values are then unknown.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace graft {

struct Heat {
  std::optional<double> celsius;          ///< of the hottest processor sensor
  std::optional<double> critical;         ///< that sensor's throttling temperature, if the kernel reports it
  std::optional<uint64_t> throttleCount;  ///< throttling events of all cores since boot
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
