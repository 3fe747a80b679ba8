// SPDX-License-Identifier: Apache-2.0
// Compares the base named by an adapter with a model. Only names are compared; shapes are checked with the tensors (adapter_file.hpp). Any
// thread.
#pragma once

#include <string>

#include "core/weights/model_file.hpp"

namespace graft {

/// Returns base_model_name_or_path of a PEFT folder, or general.base_model.0.name of a GGUF adapter. Empty if there is none, or if the
/// adapter is unreadable.
std::string claimedBase(const std::string& adapter);
/// True if the claim names this base by its path, or by a name without owner, number format and letter case. True for an empty claim.
bool isNameOf(const std::string& claim, const ModelFile& base);
/// Refused, with both names and a hint.
Error namesOtherBase(const std::string& claim, const std::string& base, const std::string& adapter);

}  // namespace graft
