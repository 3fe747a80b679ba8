// SPDX-License-Identifier: Apache-2.0
// A LoRA adapter on disk and what of it fits a model: a PEFT folder (peft 0.21, save_and_load.py, lora/config.py), or a GGUF adapter
// of llama.cpp (convert_lora_to_gguf.py, llama-adapter.cpp). Read-only; may be used from several threads.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "core/weights/checkpoint.hpp"
#include "core/weights/module_pattern.hpp"

namespace graft {

struct LoraOptions {
  int64_t rank = 16;
  double alpha = 32;
  bool rslora = false;
  double dropout = 0;
  std::vector<std::string> targets;  ///< empty: all seven
  std::vector<int64_t> layers;       ///< empty: every layer
  /// Exceptions by the end of a module's path, as plain names; the first that fits counts (PEFT's order).
  std::vector<std::pair<std::string, double>> rankPattern, alphaPattern;

  int64_t rankOf(const std::string& modulePath) const;
  /// alpha / rank, or alpha / sqrt(rank) with rsLoRA.
  double scaleOf(const std::string& modulePath) const;
  double scale() const { return scaleOf({}); }
};

/// Path of an adapted module without prefix and ending: model.layers.0.self_attn.q_proj; below `textModule` where that is another one.
std::string modulePath(const LinearPlace& place, const ModelConfig& config, const std::string& textModule = "model");

/// The file with the tensors of an adapter that is a PEFT folder or a .gguf file.
std::string adapterTensorFile(const std::string& path);

class AdapterFile {
 public:
  /// `path`: a folder with adapter_config.json, or a .gguf file. Names of a raw state dict are read too: with the adapter's own name in
  /// them, without `base_model.model.`, with what wrappers put in. Refused or BadInput: kinds that are not plain LoRA, starts that changed
  /// the base (lora_start.hpp), shapes that are not those of the model, half a pair, two adapters in one file, tensors without elements,
  /// no fitting tensor at all, values that are not finite. Tensors without a place are listed, not refused.
  static Result<AdapterFile> open(const std::string& path, const ModelConfig& config);
  /// Error when there are `unmatched` tensors; its text names the first.
  Status mustFitWhole() const;

  struct Pair {
    LinearPlace place;
    const TensorView *a = nullptr, *b = nullptr;  ///< (rank, in) and (out, rank)
    int64_t rank = 0;
    double scale = 0;
    bool isZero = false;  ///< B is zero: this module answers as the base does
  };
  const std::vector<Pair>& pairs() const { return m_pairs; }
  const std::vector<std::string>& unmatched() const { return m_unmatched; }
  /// Where the configuration names modules that the file does not hold; else empty. PEFT warns of it and goes on.
  const Message& remark() const { return m_remark; }
  const LoraOptions& options() const { return m_options; }
  /// The base that the file says it belongs to; may be empty, a path or a name.
  const std::string& baseName() const { return m_baseName; }
  /// The file with the tensors.
  const std::string& tensorFile() const { return m_tensorFile; }
  bool isGguf() const { return m_gguf != nullptr; }
  bool isZero() const;
  /// Decodes to float32 in the row order of Hugging Face (the permutation of q and k in GGUF undone in B).
  void readA(const Pair& pair, float* target) const;
  void readB(const Pair& pair, float* target) const;

 private:
  AdapterFile(const ModelConfig& config) : m_config(config) {}
  /// One line of rank_pattern or alpha_pattern.
  struct Rule {
    std::string name;                         ///< the end of a module's path; of a regular expression the expression itself
    std::optional<ModulePattern> expression;  ///< where it is no plain name
    double value = 0;
  };
  Status openPeft(const std::string& folder);
  Status openGguf(const std::string& path);
  Status readPeftConfig(const std::string& folder);
  static Status readRules(const Json& json, const char* key, std::vector<Rule>& out);
  /// Modules that the configuration names.
  struct Targets {
    std::vector<std::string> names;
    std::optional<ModulePattern> expression;
    bool isEmpty() const { return names.empty() && !expression; }
    bool has(const std::string& path) const;
  };
  static Result<Targets> readTargets(const Json& json, const char* key);
  Status compareWithTargets();
  /// A module's path as the file's own names have it.
  std::string ownPath(const LinearPlace& place) const;
  double valueOf(const std::vector<Rule>& rules, const LinearPlace& place, double fallback) const;
  void keepRules();
  /// `find(place, half)`: the tensor with that half of a pair, or null. `example`: a name as this kind of file has it.
  template <class Find>
  Status match(const std::vector<TensorView>& tensors, const std::string& example, Find&& find);
  Status take(Pair pair, const std::string& module);
  Status mustHaveShapes(const Pair& pair, const std::string& module) const;

  ModelConfig m_config;
  LoraOptions m_options;
  std::string m_baseName, m_tensorFile;
  std::string m_textModule;  ///< where the file's modules lie, without a dot at its end
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
