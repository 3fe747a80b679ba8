// SPDX-License-Identifier: Apache-2.0
// A LoRA adapter on a Llama-class model: made fresh or read from a PEFT folder, and written as one.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "core/base/json.hpp"
#include "core/ops/ops.hpp"
#include "core/weights/model_config.hpp"

namespace graft {

struct LoraOptions {
  int64_t rank = 16;
  double alpha = 32;
  bool rslora = false;
  double dropout = 0;
  std::vector<std::string> targets;  ///< empty: all seven
  std::vector<int64_t> layers;       ///< empty: every layer
  double scale() const;              ///< alpha / rank, or alpha / sqrt(rank) with rsLoRA
};

/// Owns its tensors. `find` is cheap and const; training changes the tensors in place, on one thread.
class LoraAdapter : public ops::LoraLookup {
 public:
  /// A: Kaiming uniform with a = sqrt 5 (that is +-1/sqrt(in)), a function of the seed; B: zero, so step 0 changes nothing.
  static LoraAdapter create(const ModelConfig& config, const LoraOptions& options, uint64_t seed, at::ScalarType type = at::kFloat);
  /// Reads adapter_config.json and adapter_model.safetensors. Unsupported kinds, wrong shapes, missing halves, unmatched
  /// tensors and values that are not finite are errors with the tensor named.
  static Result<LoraAdapter> fromPeft(const std::string& folder, const ModelConfig& config);
  /// Writes the folder so that PEFT loads it; existing files are replaced one by one, each atomically.
  Status writePeft(const std::string& folder, const std::string& baseName) const;

  const ops::LoraPair* find(int64_t layer, ops::LinearKind kind) const override;
  /// Trained tensors in a fixed order, with their PEFT names.
  struct Named {
    std::string name;
    at::Tensor tensor;
  };
  std::vector<Named> parameters() const;
  void setTrainable(bool trainable);
  void setDropout(double dropout);
  int64_t parameterCount() const;
  const LoraOptions& options() const { return m_options; }
  /// True when every B is zero: such an adapter answers exactly as the base does.
  bool isZero() const;

 private:
  Status readTensors(const std::string& file, const ModelConfig& config);
  Status readConfig(const Json& json);
  LoraOptions m_options;
  std::map<std::string, double> m_rankPattern, m_alphaPattern;
  std::map<std::pair<int64_t, ops::LinearKind>, ops::LoraPair> m_pairs;
};

}  // namespace graft
