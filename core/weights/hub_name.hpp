// SPDX-License-Identifier: Apache-2.0
// Hugging Face's cache (huggingface_hub, "Understand caching") keeps ORG/NAME as models--ORG--NAME/snapshots/COMMIT, where a folder's own
// name says nothing.
#pragma once

#include <string>

namespace graft {

/// ORG/NAME of a place in that cache, links followed; empty elsewhere.
std::string hubName(const std::string& path);

}  // namespace graft
