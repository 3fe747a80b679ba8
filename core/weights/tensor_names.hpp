// SPDX-License-Identifier: Apache-2.0
// Tensor names as modified by training wrappers: torch.compile, FSDP, activation checkpointing, DDP and PEFT each insert components into
// module paths. Pure functions; any thread.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "core/base/result.hpp"

namespace graft {

/// Name without wrapper components, and these components, each once, as written: "_orig_mod.".
struct BareName {
  std::string name, wrappers;
};
/// Removes `_orig_mod`, `_fsdp_wrapped_module` and `_checkpoint_wrapped_module` anywhere, and `module` and `base_model.model` as prefixes.
BareName withoutWrappers(std::string_view name);

/// Half of a LoRA pair, parsed from its name in a PEFT file.
struct LoraTensorName {
  std::string module;   ///< path of the adapted module in its model: model.layers.0.self_attn.q_proj
  char half = 'A';      ///< or 'B'
  std::string adapter;  ///< adapter name in the keys of a raw state dict (lora_A.default.weight), else empty
};
/// Returns nothing for other names.
std::optional<LoraTensorName> loraTensorName(std::string_view name);

/// Converts a path to that of a text-only model, below `model.layers.`. Returns nothing if it is not in a layer of the text model.
/// transformers has used several locations for the text model's modules, and a model saved without its head lacks `model.`.
std::optional<std::string> inTextModel(const std::string& module);

/// BadInput for an empty tensor.
Error savedEmpty(const std::string& tensor, const std::string& file);

}  // namespace graft
