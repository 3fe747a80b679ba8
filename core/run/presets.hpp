// SPDX-License-Identifier: Apache-2.0
// Goals instead of jargon: what a goal changes in the table of defaults.
#pragma once

#include "core/contract/train_settings.hpp"

namespace graft {

/// "format" (the table itself), "style", "skill", "careful", "trial".
Result<Json> presetSettings(const std::string& preset);
/// Defaults for so many rows and such a model, with the goal's changes, as JSON settings.
Result<Json> settingsFor(const std::string& preset, size_t trainRows, int64_t modelParameters);

}  // namespace graft
