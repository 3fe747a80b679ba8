// SPDX-License-Identifier: Apache-2.0
#include "core/base/heat.hpp"

#include <filesystem>
#include <fstream>

#include "core/base/kernel_file.hpp"

namespace graft {
namespace fs = std::filesystem;

HeatSensors::HeatSensors(const std::string& root) {
  std::error_code error;
  for (const auto& entry : fs::directory_iterator(root + "/class/hwmon", error)) {
    std::ifstream in(entry.path() / "name");
    std::string driver;
    in >> driver;
    // Processor sensors: Intel's, AMD's, and those of ARM boards.
    if (driver != "coretemp" && driver != "k10temp" && driver != "zenpower" && driver != "cpu_thermal") continue;
    const fs::path input = entry.path() / "temp1_input";  // the package as a whole
    if (!numberIn(input)) continue;
    const auto critical = numberIn(entry.path() / "temp1_crit");
    m_sensors.push_back({input.string(), critical ? std::optional(static_cast<double>(*critical) / 1000) : std::nullopt});
  }
  for (const auto& entry : fs::directory_iterator(root + "/devices/system/cpu", error)) {
    const fs::path counter = entry.path() / "thermal_throttle/core_throttle_count";
    if (numberIn(counter)) m_counters.push_back(counter.string());
  }
}

Heat HeatSensors::read() const {
  Heat out;
  for (const auto& sensor : m_sensors) {
    const auto now = numberIn(sensor.input);
    if (!now) continue;
    const double celsius = static_cast<double>(*now) / 1000;
    if (out.celsius && *out.celsius >= celsius) continue;
    out.celsius = celsius;
    out.critical = sensor.critical;
  }
  for (const auto& counter : m_counters) {
    if (const auto count = numberIn(counter)) out.throttleCount = out.throttleCount.value_or(0) + static_cast<uint64_t>(*count);
  }
  return out;
}

}  // namespace graft
