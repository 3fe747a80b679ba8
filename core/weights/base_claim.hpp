// SPDX-License-Identifier: Apache-2.0
// The base that an adapter says it belongs to, and whether a model is that base. Names alone are compared: whether shapes fit is a question
// of the tensors (adapter_file.hpp). Any thread.
#pragma once

#include <string>

#include "core/weights/checkpoint.hpp"

namespace graft {

/// base_model_name_or_path of a PEFT folder, or general.base_model.0.name of a GGUF adapter. Empty when nothing is said, or when the
/// adapter cannot be read.
std::string claimedBase(const std::string& adapter);
/// Whether the claim means this base: its path, or one of its names without owner, number format and letter case. An empty claim does.
bool isNameOf(const std::string& claim, const Checkpoint& base);
/// Refused, with both names and the way out.
Error namesOtherBase(const std::string& claim, const std::string& base, const std::string& adapter);

}  // namespace graft
