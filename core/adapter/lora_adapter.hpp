// SPDX-License-Identifier: Apache-2.0
// A LoRA adapter on a Llama-class model: made fresh or read from a file, and written as a PEFT folder or a GGUF adapter.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "core/base/json.hpp"
#include "core/ops/ops.hpp"
#include "core/weights/adapter_file.hpp"
#include "core/weights/gguf_writer.hpp"

namespace graft {

/// Rows of q or k (weight, or B of an adapter) as GGUF stores them: reordered within each head. Whole heads.
at::Tensor inGgufOrder(const at::Tensor& rows, int64_t headDim);

/// Owns its tensors. `find` is cheap and const; training changes the tensors in place, on one thread.
class LoraAdapter : public ops::LoraLookup {
 public:
  /// A: Kaiming uniform with a = sqrt 5 (that is +-1/sqrt(in)), a function of the seed; B: zero, so step 0 changes nothing.
  static LoraAdapter create(const ModelConfig& config, const LoraOptions& options, uint64_t seed, at::ScalarType type = at::kFloat);
  /// A PEFT folder or a GGUF adapter; what does not fit the model whole is an error with the tensor named (AdapterFile).
  static Result<LoraAdapter> open(const std::string& path, const ModelConfig& config);
  /// Writes the folder so that PEFT loads it; existing files are replaced one by one, each atomically.
  Status writePeft(const std::string& folder, const std::string& baseName) const;
  /// Writes a GGUF adapter as llama.cpp reads it, F32 or F16: one alpha for all, so what rsLoRA and exceptions by module make
  /// different goes into alpha and B; rows of B of q and k in the order of the base's GGUF. `keys` may hold more to say.
  Status writeGguf(const std::string& path, const ModelConfig& config, kernels::StoredType type, GgufKeys keys) const;
  /// Multiplies what the adapter adds to the base, also in what is written from now on.
  void strengthen(double factor);

  const ops::LoraPair* find(int64_t layer, ops::LinearKind kind) const override;
  /// Trained tensors in a fixed order, with their PEFT names. They lie one after the other in `values()`.
  struct Named {
    std::string name;
    at::Tensor tensor;
  };
  std::vector<Named> parameters() const;
  /// `flat`, which has one value for each of `values()`, cut as the parameters are: shared memory.
  std::vector<at::Tensor> cut(const at::Tensor& flat) const;
  const at::Tensor& values() const { return m_values; }
  /// With gradients (zero at first), or without.
  void setTrainable(bool trainable);
  const at::Tensor& gradients() const { return m_gradients; }
  void setDropout(double dropout);
  int64_t parameterCount() const { return m_values.numel(); }
  const LoraOptions& options() const { return m_options; }
  /// True when every B is zero: such an adapter answers exactly as the base does.
  bool isZero() const;

 private:
  LoraOptions m_options;
  std::string m_textModule = "model";  ///< ModelConfig's: PEFT's names begin with it
  void flatten(at::ScalarType type);
  std::map<std::pair<int64_t, ops::LinearKind>, ops::LoraPair> m_pairs;
  at::Tensor m_values, m_gradients;
};

}  // namespace graft
