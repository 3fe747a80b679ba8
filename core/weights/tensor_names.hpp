// SPDX-License-Identifier: Apache-2.0
// Names of tensors as wrappers of training programs change them: torch.compile, FSDP, activation checkpoints, DDP and PEFT each put parts
// of their own into a module's path. Pure functions; any thread.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "core/base/result.hpp"

namespace graft {

/// A name without the parts that wrappers put in, and those parts, each once, as they stood: "_orig_mod.".
struct BareName {
  std::string name, wrappers;
};
/// Takes off `_orig_mod`, `_fsdp_wrapped_module` and `_checkpoint_wrapped_module` anywhere, `module` and `base_model.model` in front.
BareName withoutWrappers(std::string_view name);

/// One half of a LoRA pair by its name in a PEFT file.
struct LoraTensorName {
  std::string module;   ///< path of the adapted module in its model: model.layers.0.self_attn.q_proj
  char half = 'A';      ///< or 'B'
  std::string adapter;  ///< of a raw state dict, where the adapter's name stands in each key (lora_A.default.weight); else empty
};
/// Nothing for names of another form.
std::optional<LoraTensorName> loraTensorName(std::string_view name);

/// The path as a model of text alone has it, below `model.layers.`; nothing where it leads to no layer of the text model. transformers
/// has had the text model's modules at several places, and a model saved without its head has no `model.`.
std::optional<std::string> inTextModel(const std::string& module);

/// BadInput for a tensor without elements.
Error savedEmpty(const std::string& tensor, const std::string& file);

}  // namespace graft
