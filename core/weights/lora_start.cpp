// SPDX-License-Identifier: Apache-2.0
#include "core/weights/lora_start.hpp"

#include <algorithm>
#include <cctype>
#include <filesystem>
#include <iterator>

namespace graft {
namespace fs = std::filesystem;
namespace {

std::string lowered(std::string text) {
  std::transform(text.begin(), text.end(), text.begin(), [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
  return text;
}

/// Finds an adapter folder inside or next to `folder` whose name fits an initialisation of this kind. Empty if there is none.
std::string startBeside(const std::string& folder, const std::string& kind) {
  std::error_code error;
  const fs::path own = fs::absolute(folder, error).lexically_normal();
  const fs::path beside = own.has_filename() ? own.parent_path() : own.parent_path().parent_path();
  for (const auto& place : {own, beside}) {
    for (const std::string& name : {kind + "_init", std::string("init"), std::string("initial_adapter")}) {
      if (fs::exists(place / name / "adapter_config.json", error) && !fs::equivalent(place / name, own, error)) return name;
    }
  }
  return {};
}

Error refused(const Message& what, const Message& hint) { return {Code::BadInput, what, "adapter_config.json", {}, hint}; }

bool isSet(const Json& config, const char* key) { return config.contains(key) && config[key].is_object() && !config[key].empty(); }

/// Method that subtracts the initial adapter from the base's weights. Adapter and modified base together equal the original base.
struct TakesOff {
  const char *kind, *name;  ///< prefix in init_lora_weights, and the common name
};
constexpr TakesOff kTakeOff[] = {{"pissa", "PiSSA"}, {"olora", "OLoRA"}, {"corda", "CorDA"}, {"lora_ga", "LoRA-GA"}};

Error startTakenOff(const Json& config, const std::string& value, const TakesOff& method, const std::string& folder) {
  const Message what = msg(
      "init_lora_weights is '%1': %2 takes the adapter's start off the base's weights, so these tensors do not belong on the base as it is",
      value, method.name);
  if (get<bool>(config, "use_rslora", false) && (isSet(config, "rank_pattern") || isSet(config, "alpha_pattern")))
    return refused(what, msg("PEFT cannot convert it, because it has rsLoRA and patterns: merge it where it was trained "
                             "(merge_and_unload), and use the merged model as a base."));
  if (const std::string start = startBeside(folder, method.kind); !start.empty())
    return refused(what, msg("Save it as plain LoRA: save_pretrained(NEW, path_initial_model_for_weight_conversion=START) in PEFT. The "
                             "folder %1, which lies here, looks like START.",
                             start));
  return refused(
      what,
      msg("Save it as plain LoRA: save_pretrained(NEW, path_initial_model_for_weight_conversion=START) in PEFT, START being the adapter as "
          "it was before training. Or take the changed base, where it was saved, as the base, and set init_lora_weights to true."));
}

}  // namespace

Status mustLeaveBaseAlone(const Json& config, const std::string& folder) {
  static constexpr const char* kPlain[] = {"gaussian", "orthogonal", "eva", "mica"};
  if (!config.contains("init_lora_weights") || config["init_lora_weights"].is_boolean() || config["init_lora_weights"].is_null())
    return Done{};
  if (!config["init_lora_weights"].is_string())
    return refused(msg("init_lora_weights is neither true, false nor a name"),
                   msg("Known are true, false, gaussian, orthogonal, eva and mica, which leave the base alone."));
  const auto value = config["init_lora_weights"].get<std::string>(), name = lowered(value);
  if (std::find(std::begin(kPlain), std::end(kPlain), name) != std::end(kPlain)) return Done{};
  for (const auto& method : kTakeOff) {
    if (name.starts_with(method.kind)) return startTakenOff(config, value.substr(0, 100), method, folder);
  }
  if (name == "loftq")
    return refused(msg("init_lora_weights is 'loftq': LoftQ puts quantised weights in the place of the base's and makes up for them in the "
                       "adapter, so these tensors do not belong on the base as it is"),
                   msg("Save that base where the adapter was trained (get_base_model().save_pretrained), give it as the base, and set "
                       "init_lora_weights to true; or merge there (merge_and_unload) and use the merged model."));
  return refused(
      msg("init_lora_weights is '%1', which is not known, so whether the base was changed is not known either", value.substr(0, 100)),
      msg("Known are true, false, gaussian, orthogonal, eva and mica, which leave the base alone."));
}

}  // namespace graft
