// SPDX-License-Identifier: Apache-2.0
// How the training of an adapter began (`init_lora_weights` of its configuration), and whether its tensors can be added to the base as it
// is. Read off PEFT 0.21, tuners/lora/layer.py: true, false, gaussian, orthogonal, eva and mica leave the base alone; pissa, olora, corda
// and lora_ga take the start off the base's weights, and loftq puts quantised weights in their place.
#pragma once

#include <string>

#include "core/base/json.hpp"

namespace graft {

/// BadInput unless the start left the base alone: what the tensors mean without it, and how to save them so that they need no other base.
/// `folder`: the adapter's, where the start may lie too.
Status mustLeaveBaseAlone(const Json& config, const std::string& folder);

}  // namespace graft
