// SPDX-License-Identifier: Apache-2.0
// Dropout before an adapter: element i is kept with probability 1 - p and scaled up by 1 / (1 - p). The mask is a function of noise
// and i alone, so the backward pass and a resumed run draw it again without storing it.
//   Draw:  y = mask(x)        Add:  y += mask(x)
// Dense, `count` elements. The hash is the 32-bit finaliser of MurmurHash3 (Appleby), twice, on i with both halves of the noise.
#pragma once

#include "kernels/common/element.hpp"
#include "kernels/common/runner.hpp"

namespace graft::kernels {

enum class DropoutMode { Draw, Add };

struct Dropout {
  Element type;
  int64_t count;
  double probability;
  uint64_t noise;
  const void* x;
  void* y;
  DropoutMode mode;
};
void dropout(const Dropout& args, const Runner& runner);
constexpr int64_t kDropoutPart = 32'768;  ///< elements of one task
GRAFT_ROUND_DECLARE(void dropout(const Dropout&, const Runner&))

}  // namespace graft::kernels
