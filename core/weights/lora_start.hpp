// SPDX-License-Identifier: Apache-2.0
// Initialisation of an adapter (`init_lora_weights` of its configuration), which decides if it can be applied to the original base. From
// PEFT 0.21, tuners/lora/layer.py: true, false, gaussian, orthogonal, eva and mica leave the base unchanged. pissa, olora, corda and
// lora_ga subtract the initial adapter from the base's weights, and loftq replaces them by quantised ones.
#pragma once

#include <string>

#include "core/base/json.hpp"

namespace graft {

/// BadInput unless the initialisation left the base unchanged. The error explains the tensors' meaning, and how to save them for the
/// original base. `folder` is the adapter's, which may also contain the initial adapter.
Status mustLeaveBaseAlone(const Json& config, const std::string& folder);

}  // namespace graft
