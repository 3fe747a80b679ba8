// SPDX-License-Identifier: Apache-2.0
// Presets by goal: changes to the table of defaults.
#pragma once

#include <span>

#include "core/contract/train_settings.hpp"

namespace graft {

/// Names of all presets; the first is the table of defaults itself.
std::span<const char* const> presetNames();
/// Accepts "format" (the table itself), "style", "skill", "careful", "trial".
Result<Json> presetSettings(const std::string& preset);
/// Returns the defaults for this number of rows and model size, with the preset's changes, as JSON settings.
Result<Json> settingsFor(const std::string& preset, size_t trainRows, int64_t modelParameters);

}  // namespace graft
