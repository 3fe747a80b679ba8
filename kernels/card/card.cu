// SPDX-License-Identifier: Apache-2.0
// The kernels on a card through CUDA. Compiled in every CI run; it has not run on a card (tests run the same bodies by emulation).
#include <cuda_runtime.h>

#include "kernels/card/card_kernels.hpp"

namespace graft::kernels {
namespace {

extern __shared__ float sharedMemory[];

struct CudaThread {
  __device__ int thread() const { return static_cast<int>(threadIdx.x); }
  __device__ int threads() const { return static_cast<int>(blockDim.x); }
  __device__ int64_t block() const { return static_cast<int64_t>(blockIdx.x); }
  __device__ void barrier() const { __syncthreads(); }
  __device__ float shuffleXor(float value, int lanes) const { return __shfl_xor_sync(0xffffffffu, value, lanes); }
  __device__ float* shared(int64_t) const { return sharedMemory; }
};

template <class Body>
__global__ void cardKernel(Body body) {
  CudaThread thread;
  body(thread);
}

/// Starts on a stream and returns; `failed` keeps the first error that a start gave.
struct CudaLauncher {
  cudaStream_t stream;
  cudaError_t* failed;
  template <class Body>
  void launch(const card::Launch& l, const Body& body) const {
    cardKernel<<<static_cast<unsigned>(l.blocks), static_cast<unsigned>(l.threads), static_cast<size_t>(l.sharedBytes), stream>>>(body);
    const cudaError_t error = cudaPeekAtLastError();
    if (*failed == cudaSuccess) *failed = error;
  }
};

}  // namespace

/// Kernels on `stream`; the caller owns the result and `failed`, which is looked at after calls.
CardKernels* cudaKernels(cudaStream_t stream, cudaError_t* failed) {
  return new card::KernelsOn<CudaLauncher>(CudaLauncher{stream, failed});
}

}  // namespace graft::kernels
