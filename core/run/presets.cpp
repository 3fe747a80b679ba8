// SPDX-License-Identifier: Apache-2.0
#include "core/run/presets.hpp"

#include "core/run/schedule.hpp"

namespace graft {

std::span<const char* const> presetNames() {
  static constexpr const char* kNames[] = {"format", "style", "skill", "careful", "trial"};
  return kNames;
}

Result<Json> presetSettings(const std::string& preset) {
  if (preset.empty() || preset == "format") return Json::object();
  if (preset == "style") return Json{{"rank", 8}, {"epochs", 2}};
  if (preset == "skill") return Json{{"rank", 32}, {"epochs", 2}};
  if (preset == "careful") return Json{{"rank", 8}, {"lr", 1e-4}};
  if (preset == "trial") return Json{{"steps", 60}};
  return Error{Code::BadUsage, msg("--preset '%1' is not known", preset), {}, {}, msg("Known: style, format, skill, careful, trial.")};
}

Result<Json> settingsFor(const std::string& preset, size_t trainRows, int64_t modelParameters) {
  Json settings = toJson(defaultSettings(trainRows, modelParameters));
  GRAFT_TRY(const Json changes, presetSettings(preset));
  settings.update(changes);
  return settings;
}

}  // namespace graft
