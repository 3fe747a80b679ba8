// SPDX-License-Identifier: Apache-2.0
// Kernels for the engine's other modules. `compute` runs one on the device in use; the kernel's header describes the operands. Asynchronous
// on a GPU: memory of the operands must exist until `settle`. Encoders run on the CPU.
#pragma once

#include "core/ops/ops.hpp"
#include "kernels/adamw/adamw.hpp"
#include "kernels/attention/attention.hpp"
#include "kernels/copy_rows/copy_rows.hpp"
#include "kernels/quant/quant.hpp"
#include "kernels/rms_norm/rms_norm.hpp"
#include "kernels/rotary/rotary.hpp"
#include "kernels/swiglu/swiglu.hpp"

namespace graft::ops {

inline void compute(const kernels::AttentionForward& operands) { kernels::attention(operands, runner()); }
inline void compute(const kernels::AttentionBackward& operands) { kernels::attention(operands, runner()); }
inline void compute(const kernels::AttentionStep& operands) { kernels::attention(operands, runner()); }
inline void compute(const kernels::CopyRows& operands) { kernels::copyRows(operands, runner()); }
inline void compute(const kernels::RmsNormForward& operands) { kernels::rmsNorm(operands, runner()); }
inline void compute(const kernels::RmsNormBackward& operands) { kernels::rmsNorm(operands, runner()); }
inline void compute(const kernels::Rotary& operands) { kernels::rotary(operands, runner()); }
inline void compute(const kernels::SwigluForward& operands) { kernels::swiglu(operands, runner()); }
inline void compute(const kernels::SwigluBackward& operands) { kernels::swiglu(operands, runner()); }
inline void compute(const kernels::SquaredNorm& operands) { kernels::squaredNorm(operands, runner()); }
inline void compute(const kernels::AdamWStep& operands) { kernels::adamw(operands, runner()); }

/// Encodes `count` values to `target`. Returns false if they are not whole blocks of this type.
inline bool encode(kernels::StoredType type, const float* values, void* target, size_t count) {
  return kernels::quantize(type, values, target, count);
}
inline kernels::Nf4Tensor encodeNf4(const float* values, int64_t count) { return kernels::nf4Quantize(values, count); }

}  // namespace graft::ops
