// SPDX-License-Identifier: Apache-2.0
// The part of a home's history that its folders tell of: datasets, kept adapters, checks, and links to models. Any thread.
#pragma once

#include <string>
#include <vector>

#include "core/contract/act.hpp"

namespace graft::workspace {

/// Acts in no order. A dataset's times are those of its files. A check names its adapter if that is kept, and its hash in any case.
std::vector<Act> actsInFolders(const std::string& home);

}  // namespace graft::workspace
