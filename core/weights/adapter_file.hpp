// SPDX-License-Identifier: Apache-2.0
// Reads a LoRA adapter from disk and matches it to a model. Formats: a PEFT folder (peft 0.21, save_and_load.py, lora/config.py), or
// llama.cpp's GGUF adapter (convert_lora_to_gguf.py, llama-adapter.cpp). Read-only and thread-safe.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "core/weights/model_file.hpp"
#include "core/weights/module_pattern.hpp"

namespace graft {

struct LoraOptions {
  int64_t rank = 16;
  double alpha = 32;
  bool rslora = false;
  double dropout = 0;
  std::vector<std::string> targets;  ///< empty: all seven
  std::vector<int64_t> layers;       ///< empty: every layer
  /// Exceptions by suffix of a module's path, as plain names. The first match counts (PEFT's order).
  std::vector<std::pair<std::string, double>> rankPattern, alphaPattern;

  int64_t rankOf(const std::string& modulePath) const;
  /// Returns alpha / rank, or alpha / sqrt(rank) with rsLoRA.
  double scaleOf(const std::string& modulePath) const;
  double scale() const { return scaleOf({}); }
};

/// Path of an adapted module without prefix and ending: model.layers.0.self_attn.q_proj. It starts with `textModule` if that differs.
std::string modulePath(const LinearId& place, const ModelConfig& config, const std::string& textModule = "model");

/// File with the tensors of an adapter, which is a PEFT folder or a .gguf file.
std::string adapterTensorFile(const std::string& path);

class AdapterFile {
 public:
  /// `path` is a folder with adapter_config.json, or a .gguf file. Names of a raw state dict are also read: with the adapter's name,
  /// without `base_model.model.`, or with wrapper prefixes. Refused or BadInput: kinds other than plain LoRA, initialisations that changed
  /// the base (lora_start.hpp), shapes that differ from the model's. Also half a pair, two adapters in one file, empty tensors, no matching
  /// tensor at all, and non-finite values. Unmatched tensors are listed, not rejected.
  static Result<AdapterFile> open(const std::string& path, const ModelConfig& config);
  /// Fails if there are `unmatched` tensors, naming the first.
  Status mustFitWhole() const;

  struct Pair {
    LinearId place;
    const TensorView *a = nullptr, *b = nullptr;  ///< (rank, in) and (out, rank)
    int64_t rank = 0;
    double scale = 0;
    bool isZero = false;  ///< B is zero: this module leaves the base unchanged
  };
  const std::vector<Pair>& pairs() const { return m_pairs; }
  const std::vector<std::string>& unmatched() const { return m_unmatched; }
  /// Set if the configuration names modules that are missing in the file, else empty. PEFT warns about this and continues.
  const Message& remark() const { return m_remark; }
  const LoraOptions& options() const { return m_options; }
  /// Base named in the file; may be empty, a path or a name.
  const std::string& baseName() const { return m_baseName; }
  /// File with the tensors.
  const std::string& tensorFile() const { return m_tensorFile; }
  bool isGguf() const { return m_gguf != nullptr; }
  bool isZero() const;
  /// Decodes to float32 in Hugging Face's row order (GGUF's permutation of q and k is undone in B).
  void readA(const Pair& pair, float* target) const;
  void readB(const Pair& pair, float* target) const;

 private:
  AdapterFile(const ModelConfig& config) : m_config(config) {}
  /// Entry of rank_pattern or alpha_pattern.
  struct Rule {
    std::string name;                         ///< suffix of a module's path, or the regular expression itself
    std::optional<ModulePattern> expression;  ///< set if it is not a plain name
    double value = 0;
  };
  Status openPeft(const std::string& folder);
  Status openGguf(const std::string& path);
  Status readPeftConfig(const std::string& folder);
  static Status readRules(const Json& json, const char* key, std::vector<Rule>& out);
  /// Modules named by the configuration.
  struct Targets {
    std::vector<std::string> names;
    std::optional<ModulePattern> expression;
    bool isEmpty() const { return names.empty() && !expression; }
    bool has(const std::string& path) const;
  };
  static Result<Targets> readTargets(const Json& json, const char* key);
  Status compareWithTargets();
  /// Path of a module in the file's own names.
  std::string ownPath(const LinearId& place) const;
  double valueOf(const std::vector<Rule>& rules, const LinearId& place, double fallback) const;
  void keepRules();
  /// `find(place, half)` returns the tensor with that half of a pair, or null. `example` is a name in this kind of file.
  template <class Find>
  Status match(const std::vector<TensorView>& tensors, const std::string& example, Find&& find);
  Status take(Pair pair, const std::string& module);
  Status mustHaveShapes(const Pair& pair, const std::string& module) const;

  ModelConfig m_config;
  LoraOptions m_options;
  std::string m_baseName, m_tensorFile;
  std::string m_textModule;  ///< prefix of the file's modules, without a trailing dot
  std::vector<Rule> m_rankRules, m_alphaRules;
  std::shared_ptr<SafetensorsFile> m_safetensors;
  std::shared_ptr<GgufFile> m_gguf;
  std::vector<Pair> m_pairs;
  std::vector<std::string> m_unmatched;
  Targets m_targets, m_excluded;
  std::vector<int64_t> m_layers;  ///< layers_to_transform
  Message m_remark;
};

}  // namespace graft
