// SPDX-License-Identifier: Apache-2.0
// Weights that bitsandbytes saved in NF4: several tensors of a safetensors file that stand for one. Format: transformers'
// BitsAndBytesConfig and bitsandbytes' QuantState as they lie in published files.
#pragma once

#include <map>
#include <memory>

#include "core/weights/safetensors.hpp"
#include "kernels/nf4/nf4.hpp"

namespace graft {

/// One weight. `view` looks as if the weight were stored as one tensor of the type NF4; its bytes are the codes.
struct Nf4Weight {
  TensorView view;
  kernels::Nf4Tensor scales;  ///< everything but the codes
  /// Elements [begin, begin + count) of the flattened weight.
  void decode(int64_t begin, int64_t count, float* target) const;
  /// With the codes copied.
  kernels::Nf4Tensor tensor() const;
};

/// Takes the tensors of NF4 weights out of `tensors` (by name, of all files) and puts the weights' own views in their place. What is
/// incomplete, of another kind (fp4, other block sizes) or of the wrong size is an error with the tensor named.
Result<std::vector<std::unique_ptr<Nf4Weight>>> gatherNf4(std::map<std::string, const TensorView*>& tensors);

}  // namespace graft
