// SPDX-License-Identifier: Apache-2.0
// Macros for device code. GRAFT_DEVICE_FN marks a function for the CPU and, under nvcc, also for the GPU. GRAFT_UNROLL makes nvcc unroll a
// loop completely, so that arrays indexed by it stay in registers.
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
