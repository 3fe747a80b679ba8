// SPDX-License-Identifier: Apache-2.0
// Marks a function that runs on the processor and, compiled by nvcc, on a card too; and a loop that nvcc unrolls whole, so that arrays
// which it walks over are registers.
#pragma once

#ifdef __CUDACC__
#define GRAFT_DEVICE_FN __host__ __device__
#else
#define GRAFT_DEVICE_FN
#endif
#ifdef __CUDA_ARCH__
#define GRAFT_UNROLL _Pragma("unroll")
#else
#define GRAFT_UNROLL
#endif
