// SPDX-License-Identifier: Apache-2.0
// Weights saved in NF4 by bitsandbytes: several tensors of a safetensors file represent one weight. Format: transformers'
// BitsAndBytesConfig and bitsandbytes' QuantState, as found in published files.
#pragma once

#include <map>
#include <memory>

#include "core/weights/safetensors.hpp"
#include "kernels/nf4/nf4.hpp"

namespace graft {

/// Weight in NF4. `view` presents it as a single tensor of the type NF4, whose bytes are the codes.
struct Nf4Weight {
  TensorView view;
  kernels::Nf4Tensor scales;  ///< everything except the codes
  /// Decodes elements [begin, begin + count) of the flattened weight.
  void decode(int64_t begin, int64_t count, float* target) const;
  /// Includes a copy of the codes.
  kernels::Nf4Tensor tensor() const;
};

/// Replaces the tensors of NF4 weights in `tensors` (by name, of all files) by the weights' views. An incomplete weight, another kind (fp4,
/// other block sizes) or a wrong size is an error that names the tensor.
Result<std::vector<std::unique_ptr<Nf4Weight>>> gatherNf4(std::map<std::string, const TensorView*>& tensors);

}  // namespace graft
