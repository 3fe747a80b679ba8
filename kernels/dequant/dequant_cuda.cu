// SPDX-License-Identifier: Apache-2.0
// Decoding on a card: one thread a block, source read once, target written once, no shared memory; memory bound.
// Compiled with -fmad=false, so that products and sums round as on the processor and results are bit-equal.
#include <cuda_runtime.h>

#include "kernels/dequant/dequant_kernel.hpp"

namespace graft::kernels {

__global__ void dequantizeKernel(DequantArgs args) {
  dequantizeThread(args, static_cast<uint64_t>(blockIdx.x) * blockDim.x + threadIdx.x, static_cast<uint64_t>(gridDim.x) * blockDim.x);
}

/// As `dequantize`, on device memory and on `stream`; returns before the work is done. Nothing is started for n = 0.
bool dequantizeCuda(StoredType type, const void* source, float* target, size_t n, cudaStream_t stream) {
  const StoredFormat* format = storedFormat(static_cast<int>(type));
  if (!format || n % static_cast<size_t>(format->blockElements) != 0) return false;
  const DequantArgs args{type, format->blockElements, format->blockBytes, static_cast<const uint8_t*>(source), target, n / static_cast<size_t>(format->blockElements)};
  if (args.blocks == 0) return true;
  dequantizeKernel<<<dequantGroups(args.blocks), kDequantThreads, 0, stream>>>(args);
  return cudaPeekAtLastError() == cudaSuccess;
}

}  // namespace graft::kernels
