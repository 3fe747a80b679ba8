// SPDX-License-Identifier: Apache-2.0
#include "core/base/energy.hpp"

#include <algorithm>
#include <filesystem>
#include <fstream>

#include "core/base/kernel_file.hpp"

namespace graft {
namespace fs = std::filesystem;
namespace {

std::string lineIn(const fs::path& file) {
  std::ifstream in(file);
  std::string line;
  std::getline(in, line);
  return line;
}

}  // namespace

EnergyMeter::EnergyMeter(EnergyCounter card, const std::string& powercap)
    : m_card(std::move(card)), m_method("this machine has no energy counters of the processor") {
  std::error_code error;
  std::vector<fs::path> zones;
  for (const auto& entry : fs::directory_iterator(powercap, error)) {
    if (entry.path().filename().string().starts_with("intel-rapl:")) zones.push_back(entry.path());
  }
  std::sort(zones.begin(), zones.end());
  std::string names;
  for (const auto& zone : zones) {
    const std::string name = lineIn(zone / "name");
    // Core zones are part of their package, and psys contains all zones. DRAM is counted separately.
    if (!name.starts_with("package") && name != "dram") continue;
    const auto now = numberIn(zone / "energy_uj"), range = numberIn(zone / "max_energy_range_uj");
    if (!now || !range) continue;
    m_zones.push_back({(zone / "energy_uj").string(), static_cast<uint64_t>(*now), static_cast<uint64_t>(*range)});
    names += (names.empty() ? "" : ", ") + name;
  }
  if (!m_zones.empty())
    m_method = "processor counters (RAPL: " + names + "), of the whole machine";
  else if (!zones.empty())
    m_method = "the processor's energy counters may only be read by the administrator of this machine";
  if (!m_card) return;
  m_cardBegan = m_cardNow = m_card();
  m_method = (m_cardBegan ? "the card's counter (NVML), of its board; " : "the card's energy counter cannot be read; ") + m_method;
}

void EnergyMeter::sample() {
  for (auto& zone : m_zones) {
    const auto read = numberIn(zone.file);
    if (!read) continue;
    const auto now = static_cast<uint64_t>(*read);
    m_microjoules += now >= zone.last ? now - zone.last : now + zone.range - std::min(zone.range, zone.last);
    zone.last = now;
  }
  if (m_cardBegan) m_cardNow = m_card();
}

std::optional<double> EnergyMeter::joules() const {
  if (m_card && !m_cardNow) return std::nullopt;
  if (m_zones.empty() && !m_card) return std::nullopt;
  return static_cast<double>(m_microjoules) * 1e-6 + (m_card ? *m_cardNow - *m_cardBegan : 0);
}

}  // namespace graft
