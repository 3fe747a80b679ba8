// SPDX-License-Identifier: Apache-2.0
// LoRA adapters for Llama-class models: created from a seed or read from a file, and written as a PEFT folder or a GGUF file.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "core/base/json.hpp"
#include "core/ops/ops.hpp"
#include "core/weights/adapter_file.hpp"
#include "core/weights/gguf_writer.hpp"

namespace graft {

/// Reorders the rows of q or k (a weight, or an adapter's B) within each head, as GGUF stores them. Takes whole heads only.
at::Tensor inGgufOrder(const at::Tensor& rows, int64_t headDim);

/// Owns its tensors. `find` is cheap and const. Training modifies the tensors in place, on one thread.
class LoraAdapter : public ops::LoraLookup {
 public:
  /// Initialises A Kaiming uniform with a = sqrt 5 (bound 1/sqrt(in)), deterministically from `seed`. B is zero, so step 0 changes nothing.
  static LoraAdapter create(const ModelConfig& config, const LoraOptions& options, uint64_t seed, at::ScalarType type = at::kFloat);
  /// Reads a PEFT folder or a GGUF adapter. An adapter that does not fit the model entirely is an error that names the tensor
  /// (AdapterFile).
  static Result<LoraAdapter> open(const std::string& path, const ModelConfig& config);
  /// Writes the folder in PEFT's layout. Existing files are replaced one by one, each atomically.
  Status writePeft(const std::string& folder, const std::string& baseName) const;
  /// Writes a GGUF adapter for llama.cpp, F32 or F16. The format has one alpha, so deviations by rsLoRA and per-module patterns are folded
  /// into alpha and B. The B rows of q and k are in the base GGUF's order. `keys` holds further metadata.
  Status writeGguf(const std::string& path, const ModelConfig& config, kernels::StoredType type, GgufKeys keys) const;
  /// Multiplies the adapter's scale, also for files that are written afterwards.
  void strengthen(double factor);

  const ops::LoraPair* find(int64_t layer, ops::LinearKind kind) const override;
  /// Trained tensors with their PEFT names, in a fixed order. They are consecutive in `values()`.
  struct Named {
    std::string name;
    at::Tensor tensor;
  };
  std::vector<Named> parameters() const;
  /// Splits `flat` (one value for each of `values()`) into views with the parameters' shapes. Shares memory.
  std::vector<at::Tensor> cut(const at::Tensor& flat) const;
  const at::Tensor& values() const { return m_values; }
  /// Allocates zeroed gradients, or releases them.
  void setTrainable(bool trainable);
  const at::Tensor& gradients() const { return m_gradients; }
  void setDropout(double dropout);
  int64_t parameterCount() const { return m_values.numel(); }
  const LoraOptions& options() const { return m_options; }
  /// True if every B or its scale is zero. Such an adapter leaves the base model's output unchanged.
  bool isZero() const;

 private:
  LoraOptions m_options;
  std::string m_textModule = "model";  ///< ModelConfig's text module; the prefix of PEFT names
  void flatten(at::ScalarType type);
  std::map<std::pair<int64_t, ops::LinearKind>, ops::LoraPair> m_pairs;
  at::Tensor m_values, m_gradients;
};

}  // namespace graft
