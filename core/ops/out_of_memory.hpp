// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <exception>

namespace graft::ops {

/// True if the exception says that an allocation failed: of the standard library, of a GPU, or of LibTorch's allocator for the CPU, which
/// has no exception type of its own.
bool isOutOfMemory(const std::exception& exception);

}  // namespace graft::ops
