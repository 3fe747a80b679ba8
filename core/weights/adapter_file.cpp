// SPDX-License-Identifier: Apache-2.0
#include "core/weights/adapter_file.hpp"

#include <algorithm>
#include <cmath>
#include <filesystem>
#include <map>
#include <set>

#include "core/weights/json_kinds.hpp"
#include "core/weights/lora_start.hpp"
#include "core/weights/tensor_names.hpp"

namespace graft {
namespace {

Error unsupported(const Message& what) {
  return {Code::BadInput, what, "adapter_config.json", {}, msg("Graft reads plain LoRA adapters for Llama-class models.")};
}

bool isEndOf(const std::string& path, const std::string& name) { return path == name || path.ends_with("." + name); }

/// Value of the first pattern that equals the path or its suffix after a dot.
double patternValue(const std::vector<std::pair<std::string, double>>& patterns, const std::string& path, double fallback) {
  for (const auto& [pattern, value] : patterns) {
    if (isEndOf(path, pattern)) return value;
  }
  return fallback;
}

constexpr int64_t kMostRank = 65536;

std::vector<float> decoded(const TensorView& view) {
  std::vector<float> out(static_cast<size_t>(view.elements()));
  kernels::dequantize(view.type, view.bytes.data(), out.data(), out.size());
  return out;
}

}  // namespace

int64_t LoraOptions::rankOf(const std::string& path) const {
  return static_cast<int64_t>(patternValue(rankPattern, path, static_cast<double>(rank)));
}

double LoraOptions::scaleOf(const std::string& path) const {
  const auto r = static_cast<double>(rankOf(path));
  return patternValue(alphaPattern, path, alpha) / (rslora ? std::sqrt(r) : r);
}

Status AdapterFile::readRules(const Json& json, const char* key, std::vector<Rule>& out) {
  constexpr size_t kMost = 10'000, kMostStatesInAll = 4 * ModulePattern::kMostStates;
  if (!json.contains(key) || json[key].is_null()) return Done{};
  if (json[key].size() > kMost) return unsupported(msg("%1 has %2 patterns, which are too many", key, json[key].size()));
  size_t states = 0;
  for (const auto& [pattern, value] : json[key].items()) {
    const std::string shown = pattern.substr(0, 100);
    if (!value.is_number()) return unsupported(msg("%1: the pattern '%2' has no number", key, shown));
    Rule rule{pattern, {}, value.get<double>()};
    if (pattern.find_first_of("*+?[](){}|^$\\") != std::string::npos) {
      auto parsed = ModulePattern::parse(pattern);
      if (!parsed.ok())
        return Error{Code::BadInput,
                     msg("%1: the pattern '%2' cannot be read: %3", key, shown, parsed.error().what),
                     "adapter_config.json",
                     {},
                     parsed.error().hint};
      rule.expression = std::move(parsed).value();
      states += rule.expression->states();
    }
    if (states > kMostStatesInAll)
      return Error{Code::BadInput,
                   msg("%1: its patterns are too large together", key),
                   "adapter_config.json",
                   {},
                   msg("Write the modules' names out in rank_pattern and alpha_pattern.")};
    out.push_back(std::move(rule));
  }
  return Done{};
}

std::string AdapterFile::ownPath(const LinearId& place) const {
  return m_textModule + modulePath(place, m_config).substr(m_textModule.empty() ? 6 : 5);
}

/// Value of the first matching rule (PEFT's order). Rules are compared with the path in the file's own names.
double AdapterFile::valueOf(const std::vector<Rule>& rules, const LinearId& place, double fallback) const {
  const std::string own = ownPath(place);
  for (const auto& rule : rules) {
    if (rule.expression ? rule.expression->fits(own) : isEndOf(own, rule.name)) return rule.value;
  }
  return fallback;
}

/// Stores rules as plain names in the options. Expressions and whole paths are expanded by module.
void AdapterFile::keepRules() {
  const auto keep = [this](const std::vector<Rule>& rules, double otherwise, std::vector<std::pair<std::string, double>>& out) {
    const auto isBound = [&](const Rule& rule) {
      return rule.expression.has_value() || (m_textModule != "model" && rule.name.find("layers.") != std::string::npos);
    };
    if (std::none_of(rules.begin(), rules.end(), isBound)) {
      for (const auto& rule : rules) out.emplace_back(rule.name, rule.value);
      return;
    }
    for (const auto& pair : m_pairs) {
      if (const double value = valueOf(rules, pair.place, otherwise); value != otherwise)
        out.emplace_back(modulePath(pair.place, m_config), value);
    }
  };
  keep(m_rankRules, static_cast<double>(m_options.rank), m_options.rankPattern);
  keep(m_alphaRules, m_options.alpha, m_options.alphaPattern);
}

std::string modulePath(const LinearId& place, const ModelConfig& config, const std::string& textModule) {
  const auto linear = linearLayers(config)[place.kind];
  return textModule + ".layers." + std::to_string(place.layer) + "." + linear.parent + "." + linear.name;
}

std::string adapterTensorFile(const std::string& path) { return path.ends_with(".gguf") ? path : path + "/adapter_model.safetensors"; }

Status AdapterFile::readPeftConfig(const std::string& folder) {
  GRAFT_TRY(const Json json, readJsonFile(folder + "/adapter_config.json"));
  if (json.contains("lora_parameters") || json.contains("fine_tune_type"))
    return Error{Code::BadInput,
                 msg("this is an adapter of mlx-lm, whose tensors are named and turned in another way"),
                 "adapter_config.json",
                 {},
                 msg("Merge it there (mlx_lm.fuse) and use the merged model, or train it again here.")};
  if (const auto type = get<std::string>(json, "peft_type", ""); type != "LORA") return unsupported(msg("peft_type is '%1'", type));
  for (const char* key : {"r", "lora_alpha"}) {
    if (json.contains(key) && json[key].is_null()) return unsupported(msg("%1 is null, a number was expected", key));
  }
  GRAFT_CHECK(mustBe(json, JsonKind::Number, {"r", "lora_alpha", "lora_dropout"}));
  GRAFT_CHECK(mustBe(json, JsonKind::Truth, {"use_dora", "lora_bias", "fan_in_fan_out", "use_qalora", "use_rslora"}));
  GRAFT_CHECK(mustBe(json, JsonKind::Object, {"rank_pattern", "alpha_pattern"}));
  GRAFT_CHECK(mustBe(json, JsonKind::Text, {"bias", "base_model_name_or_path"}));
  for (const char* flag : {"use_dora", "lora_bias", "fan_in_fan_out", "use_qalora"}) {
    if (get<bool>(json, flag, false)) return unsupported(msg("%1 is true, which is not supported", flag));
  }
  if (const auto bias = get<std::string>(json, "bias", "none"); bias != "none")
    return unsupported(msg("bias is '%1', which is not supported", bias));
  for (const char* key : {"modules_to_save", "trainable_token_indices", "layer_replication", "target_parameters", "alora_invocation_tokens",
                          "kasa_config", "monteclora_config", "arrow_config", "use_bdlora"}) {
    if (json.contains(key) && !json[key].is_null() && !json[key].empty()) return unsupported(msg("%1 is set, which is not supported", key));
  }
  GRAFT_CHECK(mustLeaveBaseAlone(json, folder));
  m_options.rank = get<int64_t>(json, "r", 8);
  m_options.alpha = get<double>(json, "lora_alpha", 8);
  m_options.rslora = get<bool>(json, "use_rslora", false);
  m_options.dropout = get<double>(json, "lora_dropout", 0);
  m_baseName = get<std::string>(json, "base_model_name_or_path", "");
  if (m_options.rank < 1 || m_options.rank > kMostRank) return unsupported(msg("r is %1", m_options.rank));
  if (!(m_options.dropout >= 0 && m_options.dropout < 1)) return unsupported(msg("lora_dropout is %1", m_options.dropout));
  GRAFT_CHECK(readRules(json, "rank_pattern", m_rankRules));
  for (const auto& rule : m_rankRules) {
    if (!(rule.value >= 1 && rule.value <= kMostRank))
      return unsupported(msg("rank_pattern: the rank of '%1' is %2", rule.name.substr(0, 100), rule.value));
  }
  GRAFT_CHECK(readRules(json, "alpha_pattern", m_alphaRules));
  GRAFT_TRY(m_targets, readTargets(json, "target_modules"));
  GRAFT_TRY(m_excluded, readTargets(json, "exclude_modules"));
  if (const auto layers = json.find("layers_to_transform"); layers != json.end() && !layers->is_null()) {
    for (const Json& layer : layers->is_array() ? *layers : Json::array({*layers})) {
      if (layer.is_number_integer()) m_layers.push_back(layer.get<int64_t>());
    }
  }
  return Done{};
}

/// Reads names or an expression of modules. Unsupported expressions match nothing and are not compared.
Result<AdapterFile::Targets> AdapterFile::readTargets(const Json& json, const char* key) {
  Targets out;
  const auto it = json.find(key);
  if (it == json.end() || it->is_null()) return out;
  if (it->is_array()) {
    for (const Json& name : *it) {
      if (!name.is_string()) return unsupported(msg("%1 holds %2, names of modules were expected", key, dump(name).substr(0, 40)));
      out.names.push_back(name.get<std::string>());
    }
    return out;
  }
  if (!it->is_string()) return unsupported(msg("%1 is neither a list nor an expression", key));
  const auto text = it->get<std::string>();
  if (text == "all-linear") return out;
  if (auto parsed = ModulePattern::parseWhole(text); parsed.ok()) out.expression = std::move(parsed).value();
  return out;
}

/// PEFT's rule (tuners_utils.check_target_module_exists): a name matches the path or its suffix after a dot, an expression the whole path.
bool AdapterFile::Targets::has(const std::string& path) const {
  if (expression) return expression->fits(path);
  return std::any_of(names.begin(), names.end(), [&](const std::string& name) { return isEndOf(path, name); });
}

/// Tensors and configuration must name equal modules, because PEFT ignores tensors that the configuration does not name.
Status AdapterFile::compareWithTargets() {
  if (m_targets.isEmpty() && m_excluded.isEmpty() && m_layers.empty()) return Done{};
  const auto isNamed = [&](const LinearId& place) {
    // PEFT places names saved without the model's prefix inside the model.
    const std::string own = ownPath(place), whole = modulePath(place, m_config);
    const bool isLayer = m_layers.empty() || std::find(m_layers.begin(), m_layers.end(), place.layer) != m_layers.end();
    return isLayer && (m_targets.isEmpty() || m_targets.has(own) || (m_textModule.empty() && m_targets.has(whole))) &&
           (m_excluded.isEmpty() || !m_excluded.has(own));
  };
  for (const auto& pair : m_pairs) {
    if (!isNamed(pair.place))
      return Error{Code::BadInput,
                   msg("the file holds tensors of %1, which the configuration does not name", ownPath(pair.place)),
                   m_tensorFile,
                   {},
                   msg("Configuration and tensors do not belong together: take both from one save, or correct target_modules, "
                       "exclude_modules and layers_to_transform. PEFT would leave these tensors out.")};
  }
  size_t named = 0;
  std::string missing;
  const auto linears = linearLayers(m_config);
  for (int64_t layer = 0; layer < m_config.layers && !m_targets.isEmpty(); ++layer) {
    for (size_t kind = 0; kind < linears.size(); ++kind) {
      const LinearId place{layer, kind};
      if (!isNamed(place)) continue;
      ++named;
      const bool isThere = std::any_of(m_pairs.begin(), m_pairs.end(),
                                       [&](const Pair& pair) { return pair.place.layer == layer && pair.place.kind == kind; });
      if (!isThere && missing.empty()) missing = ownPath(place);
    }
  }
  if (named > m_pairs.size())
    m_remark =
        msg("the configuration names %1 modules, the file holds %2 (the first that is missing is %3); the others answer as the base does",
            named, m_pairs.size(), missing);
  return Done{};
}

/// Distinguishes the mismatches: an empty tensor, another rank than configured, or other sizes than the base's.
Status AdapterFile::mustHaveShapes(const Pair& pair, const std::string& module) const {
  for (const auto* half : {pair.a, pair.b}) {
    if (half->elements() == 0) return savedEmpty(half->name, m_tensorFile);
  }
  const auto linear = linearLayers(m_config)[pair.place.kind];
  const std::vector<int64_t> a = {pair.rank, linear.in}, b = {linear.out, pair.rank};
  if (pair.a->shape == a && pair.b->shape == b) return Done{};
  if (pair.a->shape.size() == 2 && pair.b->shape.size() == 2 && pair.a->shape[1] == linear.in && pair.b->shape[0] == linear.out)
    return Error{Code::BadInput,
                 msg("%1 has shapes %2 and %3, rank %4 needs %5 and %6", module, shapeText(pair.a->shape), shapeText(pair.b->shape),
                     pair.rank, shapeText(a), shapeText(b)),
                 m_tensorFile,
                 {},
                 msg("Configuration and tensors do not belong together: take both from one save.")};
  return Error{Code::Refused,
               msg("%1 has shapes %2 and %3, this base and rank need %4 and %5", module, shapeText(pair.a->shape), shapeText(pair.b->shape),
                   shapeText(a), shapeText(b)),
               m_tensorFile,
               {},
               msg("The adapter belongs to another base model.")};
}

/// Checks one pair against the model and stores it.
Status AdapterFile::take(Pair pair, const std::string& module) {
  if (!pair.a || !pair.b)
    return Error{Code::BadInput,
                 msg("only one half of the pair %1 is there", module),
                 m_tensorFile,
                 {},
                 msg("The file is incomplete; get it again.")};
  GRAFT_CHECK(mustHaveShapes(pair, module));
  for (const auto* view : {pair.a, pair.b}) {
    const auto values = decoded(*view);
    if (!std::all_of(values.begin(), values.end(), [](float v) { return std::isfinite(v); }))
      return Error{Code::BadInput,
                   msg("tensor %1 holds a value that is not finite", view->name),
                   m_tensorFile,
                   {},
                   msg("Train it again, or get the file again.")};
    if (view == pair.b) pair.isZero = std::all_of(values.begin(), values.end(), [](float v) { return v == 0; });
  }
  m_pairs.push_back(std::move(pair));
  return Done{};
}

template <class Find>
Status AdapterFile::match(const std::vector<TensorView>& tensors, const std::string& example, Find&& find) {
  std::set<std::string> targets;
  std::set<const TensorView*> used;
  const auto linears = linearLayers(m_config);
  for (int64_t layer = 0; layer < m_config.layers; ++layer) {
    for (size_t kind = 0; kind < linears.size(); ++kind) {
      Pair pair;
      pair.place = {layer, kind};
      pair.a = find(pair.place, 'A');
      pair.b = find(pair.place, 'B');
      if (!pair.a && !pair.b) continue;
      if (m_gguf) {
        pair.rank = pair.b ? pair.b->shape.back() : 0;
        pair.scale = m_options.alpha == 0 ? 1 : m_options.alpha / static_cast<double>(std::max<int64_t>(pair.rank, 1));
      } else {
        pair.rank = static_cast<int64_t>(valueOf(m_rankRules, pair.place, static_cast<double>(m_options.rank)));
        const auto r = static_cast<double>(pair.rank);
        pair.scale = valueOf(m_alphaRules, pair.place, m_options.alpha) / (m_options.rslora ? std::sqrt(r) : r);
      }
      used.insert(pair.a);
      used.insert(pair.b);
      GRAFT_CHECK(take(pair, modulePath(pair.place, m_config)));
      targets.insert(linears[kind].name);
    }
  }
  for (const auto& tensor : tensors) {
    if (!used.contains(&tensor)) m_unmatched.push_back(tensor.name);
  }
  if (tensors.empty())
    return Error{Code::BadInput, msg("the file holds no tensors"), m_tensorFile, {}, msg("Save the adapter again, or get the file again.")};
  if (m_pairs.empty())
    return Error{Code::Refused,
                 msg("none of the %1 tensors has a place in this model: the first is %2, expected are names such as %3", tensors.size(),
                     tensors[0].name, example),
                 m_tensorFile,
                 {},
                 msg("Give the base that it was trained on with --model, or save it again with PEFT's save_pretrained.")};
  m_options.targets.assign(targets.begin(), targets.end());
  // If only some layers are adapted, each in equal modules, lists them, so that the adapter is saved with them again.
  std::set<int64_t> layers;
  for (const auto& pair : m_pairs) layers.insert(pair.place.layer);
  if (static_cast<int64_t>(layers.size()) < m_config.layers && layers.size() * targets.size() == m_pairs.size())
    m_options.layers.assign(layers.begin(), layers.end());
  keepRules();
  return Done{};
}

namespace {

/// Tensors by module path (of a text-only model) and half of the pair.
using Halves = std::map<std::pair<std::string, char>, const TensorView*>;

/// Fails if two tensors are the same half, or if the file contains several adapters.
Result<Halves> halvesOf(const std::vector<TensorView>& tensors, std::string& textModule) {
  Halves out;
  std::optional<std::string> adapter;
  for (const auto& tensor : tensors) {
    const auto name = loraTensorName(tensor.name);
    const auto path = name ? inTextModel(name->module) : std::nullopt;
    if (!path) continue;
    if (adapter && *adapter != name->adapter) {
      const std::string one = std::min(*adapter, name->adapter), two = std::max(*adapter, name->adapter);
      return Error{Code::BadInput,
                   one.empty() ? msg("the file holds two adapters, '%1' and one without a name", two)
                               : msg("the file holds two adapters, '%1' and '%2'", one, two),
                   {},
                   {},
                   msg("Save them apart: save_pretrained with selected_adapters, a folder for each.")};
    }
    adapter = name->adapter;
    const auto [before, isNew] = out.emplace(std::pair{*path, name->half}, &tensor);
    if (!isNew)
      return Error{Code::BadInput,
                   msg("the tensors %1 and %2 mean the same place", before->second->name, tensor.name),
                   {},
                   {},
                   msg("Save the adapter again with PEFT's save_pretrained.")};
    const size_t below = name->module.size() - (path->size() - std::string("model.").size());
    textModule = name->module.substr(0, below == 0 ? 0 : below - 1);
  }
  return out;
}

}  // namespace

Status AdapterFile::openPeft(const std::string& folder) {
  if (auto read = readPeftConfig(folder); !read.ok()) return read.error().at(folder);
  m_tensorFile = adapterTensorFile(folder);
  std::error_code error;
  if (!std::filesystem::exists(m_tensorFile, error) && std::filesystem::exists(folder + "/adapter_model.bin", error))
    return Error{Code::BadInput,
                 msg("the adapter is a pickle file, which can run code and is not read"),
                 folder + "/adapter_model.bin",
                 {},
                 msg("Save it again with safetensors (PEFT's save_pretrained does so by default).")};
  GRAFT_TRY(auto file, SafetensorsFile::open(m_tensorFile));
  m_safetensors = std::make_shared<SafetensorsFile>(std::move(file));
  m_textModule = m_config.textModule;
  const auto halves = halvesOf(m_safetensors->tensors(), m_textModule);
  if (!halves.ok()) return halves.error().at(m_tensorFile);
  const std::string example = "base_model.model." + modulePath({}, m_config, m_config.textModule) + ".lora_A.weight";
  for (const auto& [name, dtype] : m_safetensors->others()) {
    if (loraTensorName(name)) return SafetensorsFile::notRead(name, dtype).at(m_tensorFile);
  }
  GRAFT_CHECK(match(m_safetensors->tensors(), example, [&](const LinearId& place, char half) {
    const auto it = halves->find({modulePath(place, m_config), half});
    return it == halves->end() ? nullptr : it->second;
  }));
  return compareWithTargets();
}

Status AdapterFile::openGguf(const std::string& path) {
  m_tensorFile = path;
  GRAFT_TRY(auto file, GgufFile::open(path));
  m_gguf = std::make_shared<GgufFile>(std::move(file));
  if (m_gguf->text("general.type") != "adapter" || m_gguf->text("adapter.type") != "lora")
    return Error{Code::BadInput, msg("this GGUF file holds no LoRA adapter"), path, {}, msg("A model goes to --model.")};
  if (const auto arch = m_gguf->text("general.architecture"); arch != m_config.ggufArchitecture())
    return Error{Code::Refused,
                 msg("the adapter is made for the architecture '%1', this base is %2", arch, m_config.ggufArchitecture()),
                 path,
                 {},
                 msg("Use it with a base of its own architecture.")};
  if (m_gguf->find("adapter.alora.invocation_tokens"))
    return Error{Code::BadInput,
                 msg("the adapter is an activated LoRA (aLoRA), which works behind certain tokens alone and is not supported"),
                 path,
                 {},
                 msg("Graft reads plain LoRA adapters for Llama-class models.")};
  if (const auto* alpha = m_gguf->find("adapter.lora.alpha"); alpha && (alpha->type == GgufType::String || alpha->type == GgufType::Array))
    return Error{Code::BadInput, msg("adapter.lora.alpha is no number"), path, {}, msg("Convert the adapter again.")};
  m_options.alpha = m_gguf->number("adapter.lora.alpha", 0);
  if (!std::isfinite(m_options.alpha))
    return Error{Code::BadInput, msg("adapter.lora.alpha is not a number"), path, {}, msg("The file is damaged; get it again.")};
  m_baseName = m_gguf->text("general.base_model.0.name");
  std::map<std::string_view, const TensorView*> byName;
  for (const auto& tensor : m_gguf->tensors()) byName[tensor.name] = &tensor;
  const auto nameOf = [this](const LinearId& place, char half) {
    return ggufTensorName(modulePath(place, m_config) + ".weight", m_config) + (half == 'A' ? ".lora_a" : ".lora_b");
  };
  GRAFT_CHECK(match(m_gguf->tensors(), nameOf({}, 'A'), [&](const LinearId& place, char half) {
    const auto it = byName.find(nameOf(place, half));
    return it == byName.end() ? nullptr : it->second;
  }));
  // GGUF has one alpha, so modules whose rank differs from the first are exceptions of the rank only. Without an alpha the scale is 1, so
  // alpha equals each rank.
  const bool noAlpha = m_options.alpha == 0;
  m_options.rank = m_pairs[0].rank;
  if (noAlpha) m_options.alpha = static_cast<double>(m_options.rank);
  for (const auto& pair : m_pairs) {
    if (pair.rank == m_options.rank) continue;
    m_options.rankPattern.emplace_back(modulePath(pair.place, m_config), static_cast<double>(pair.rank));
    if (noAlpha) m_options.alphaPattern.emplace_back(modulePath(pair.place, m_config), static_cast<double>(pair.rank));
  }
  return Done{};
}

Result<AdapterFile> AdapterFile::open(const std::string& path, const ModelConfig& config) {
  AdapterFile file(config);
  std::error_code error;
  if (!std::filesystem::exists(path, error))
    return Error{Code::BadInput, msg("the adapter does not exist"), path, {}, msg("Check the path and its spelling.")};
  GRAFT_CHECK(std::filesystem::is_directory(path, error) ? file.openPeft(path) : file.openGguf(path));
  return file;
}

/// Explains an unmatched tensor as far as its name allows.
static Message hintForUnmatched(const std::string& name, const ModelConfig& config) {
  for (const char* whole : {"embed_tokens", "lm_head", "modules_to_save"}) {
    if (name.find(whole) != std::string::npos)
      return msg(
          "The adapter holds a table of embeddings or a head of its own, as one for an enlarged vocabulary does: merge it in PEFT "
          "(merge_and_unload) and "
          "use the merged model as a base.");
  }
  const auto lora = loraTensorName(name);
  const auto path = lora ? inTextModel(lora->module) : std::nullopt;
  constexpr std::string_view kLayers = "model.layers.";
  const std::string number = path ? path->substr(kLayers.size(), path->find('.', kLayers.size()) - kLayers.size()) : "";
  const bool isNumber = !number.empty() && number.size() < 10 && number.find_first_not_of("0123456789") == std::string::npos;
  if (isNumber && std::stoll(number) >= config.layers) return msg("The adapter belongs to another base model.");
  if (isNumber) return msg("The adapter adapts modules that Graft does not: train it without them, or merge it in PEFT.");
  return msg("The adapter belongs to another base model, or adapts layers that Graft does not.");
}

Status AdapterFile::mustFitWhole() const {
  if (m_unmatched.empty()) return Done{};
  const size_t others = m_unmatched.size() - 1;
  return Error{Code::Refused,
               others ? msg("tensor %1 and %2 more have no place in this model", m_unmatched[0], others)
                      : msg("tensor %1 has no place in this model", m_unmatched[0]),
               m_tensorFile,
               {},
               hintForUnmatched(m_unmatched[0], m_config)};
}

bool AdapterFile::isZero() const {
  return std::all_of(m_pairs.begin(), m_pairs.end(), [](const Pair& pair) { return pair.isZero; });
}

void AdapterFile::readA(const Pair& pair, float* target) const {
  kernels::dequantize(pair.a->type, pair.a->bytes.data(), target, static_cast<size_t>(pair.a->elements()));
}

void AdapterFile::readB(const Pair& pair, float* target) const {
  if (!m_gguf || !reorderedHeads(modulePath(pair.place, m_config) + ".weight", m_config))
    return static_cast<void>(kernels::dequantize(pair.b->type, pair.b->bytes.data(), target, static_cast<size_t>(pair.b->elements())));
  const auto values = decoded(*pair.b);
  for (int64_t row = 0; row < pair.b->shape[0]; ++row)
    std::copy_n(values.begin() + row * pair.rank, pair.rank, target + huggingFaceRow(row, m_config.headDim) * pair.rank);
}

}  // namespace graft
