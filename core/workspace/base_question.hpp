// SPDX-License-Identifier: Apache-2.0
// Detects an adapter whose named base differs from the one to be used, before any command or page computes with it. Any thread.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "core/base/result.hpp"

namespace graft::workspace {

/// The base named by the adapter, and the different base to be used.
struct OtherBase {
  std::string claimed, base;
};
/// `adapter` and `model` are paths (findAdapter, findModel). Returns nothing if the adapter names this base or none, or if its run or
/// registry entry is for this base. Unreadable files are left to later readers.
std::optional<OtherBase> otherBaseOf(const std::string& adapter, const std::string& model, const std::string& home);
/// Fails with Refused if the adapter names another base, unless that name is among `accepted` (--accept-base).
Status mustBeItsBase(const std::string& adapter, const std::string& model, const std::vector<std::string>& accepted,
                     const std::string& home);

}  // namespace graft::workspace
