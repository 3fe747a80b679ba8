// SPDX-License-Identifier: Apache-2.0
// Model names in Hugging Face's cache (huggingface_hub, "Understand caching"), which stores ORG/NAME as models--ORG--NAME/snapshots/COMMIT.
// A folder's own name there is meaningless.
#pragma once

#include <string>

namespace graft {

/// Returns ORG/NAME for a path in that cache, with links followed; empty elsewhere.
std::string hubName(const std::string& path);

}  // namespace graft
