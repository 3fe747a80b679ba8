// SPDX-License-Identifier: Apache-2.0
#include "core/weights/tensor_names.hpp"

#include <algorithm>
#include <iterator>

#include "core/weights/model_config.hpp"

namespace graft {

BareName withoutWrappers(std::string_view name) {
  static constexpr std::string_view kAnywhere[] = {"_orig_mod", "_fsdp_wrapped_module", "_checkpoint_wrapped_module", "base_layer"};
  static constexpr std::string_view kInFront[] = {"module.", "base_model.model."};
  BareName out;
  const auto takenOff = [&](std::string_view part) {
    if (out.wrappers.find(part) == std::string::npos) out.wrappers += part;
  };
  for (size_t begin = 0; begin <= name.size();) {
    const size_t end = std::min(name.find('.', begin), name.size());
    const auto part = name.substr(begin, end - begin);
    if (std::find(std::begin(kAnywhere), std::end(kAnywhere), part) != std::end(kAnywhere))
      takenOff(std::string(part) + ".");
    else
      out.name += (out.name.empty() ? "" : ".") + std::string(part);
    begin = end + 1;
  }
  for (bool again = true; again;) {
    again = false;
    for (const auto prefix : kInFront) {
      if (!out.name.starts_with(prefix)) continue;
      out.name.erase(0, prefix.size());
      takenOff(prefix);
      again = true;
    }
  }
  return out;
}

std::optional<LoraTensorName> loraTensorName(std::string_view name) {
  static constexpr std::string_view kHalf = ".lora_", kWeight = "weight";
  const std::string bare = withoutWrappers(name).name;
  const size_t at = bare.rfind(kHalf);
  if (at == std::string::npos || at == 0) return {};
  const std::string_view rest = std::string_view(bare).substr(at + kHalf.size());  // "A.weight", "A.default.weight"
  if (rest.size() < 2 || (rest[0] != 'A' && rest[0] != 'B') || rest[1] != '.') return {};
  std::string_view adapter = rest.substr(2);
  if (adapter == kWeight) return LoraTensorName{bare.substr(0, at), rest[0], {}};
  if (!adapter.ends_with("." + std::string(kWeight))) return {};
  adapter.remove_suffix(kWeight.size() + 1);
  if (adapter.empty() || adapter.find('.') != std::string_view::npos) return {};
  return LoraTensorName{bare.substr(0, at), rest[0], std::string(adapter)};
}

std::optional<std::string> inTextModel(const std::string& module) {
  static constexpr std::string_view kLayers = "layers.";
  static const std::string kPlaces[] = {"model.", std::string(kTextModuleBesidePictures) + ".", "language_model.model.", "language_model.",
                                        ""};
  for (const auto& place : kPlaces) {
    if (module.starts_with(place) && std::string_view(module).substr(place.size()).starts_with(kLayers))
      return "model." + module.substr(place.size());
  }
  return {};
}

Error savedEmpty(const std::string& tensor, const std::string& file) {
  return {Code::BadInput,
          msg("tensor %1 was saved empty", tensor),
          file,
          {},
          msg("DeepSpeed ZeRO-3 keeps the parts elsewhere: save again with stage3_gather_16bit_weights_on_model_save, or join the parts "
              "with its zero_to_fp32.py.")};
}

}  // namespace graft
