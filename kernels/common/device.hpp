// SPDX-License-Identifier: Apache-2.0
// Marks a function that runs on the processor and, compiled by nvcc, on a card too.
#pragma once

#ifdef __CUDACC__
#define GRAFT_DEVICE_FN __host__ __device__
#else
#define GRAFT_DEVICE_FN
#endif
