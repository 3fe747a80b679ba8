// SPDX-License-Identifier: Apache-2.0
// The part of LibTorch that the engine uses, precompiled once. No other file includes LibTorch headers.
#pragma once

#include <ATen/ATen.h>
#include <ATen/CPUGeneratorImpl.h>
#include <ATen/Parallel.h>
#include <c10/core/CPUAllocator.h>
#include <c10/core/GradMode.h>
#include <c10/core/InferenceMode.h>
