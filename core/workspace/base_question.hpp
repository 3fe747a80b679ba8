// SPDX-License-Identifier: Apache-2.0
// An adapter whose named base is another one is asked about, by every command and page, before anything is computed with it. Any thread.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "core/base/result.hpp"

namespace graft::workspace {

/// Two names that differ: what the adapter says, and the base that it would be used on.
struct OtherBase {
  std::string claimed, base;
};
/// `adapter` and `model` are paths (findAdapter, findModel). Nothing when the adapter names this base or none, when its own run was made on
/// this base, and when it was kept for this base (registry: that was asked then). What cannot be read is left to who reads it next.
std::optional<OtherBase> otherBaseOf(const std::string& adapter, const std::string& model, const std::string& home);
/// Refused when the adapter names another base, unless that name is among `accepted` (--accept-base).
Status mustBeItsBase(const std::string& adapter, const std::string& model, const std::vector<std::string>& accepted,
                     const std::string& home);

}  // namespace graft::workspace
