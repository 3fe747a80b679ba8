// SPDX-License-Identifier: Apache-2.0
// What a dying process still says about why.
#pragma once

namespace graft {

/// The words with which Rust's allocator ends a process that finds no room, and with which `tellMemoryShortage` does.
inline constexpr const char* kNoRoomWords = "memory allocation of";

/// From here on a crash (SIGSEGV, SIGABRT) that comes while the system gives no more memory writes `kNoRoomWords` to standard
/// error before the process dies of the same signal: libraries write to the nothing that they were given (oneDNN's
/// make_unique does not look), or abort. Call it on the main thread, which may then crash by a stack that cannot grow.
void tellMemoryShortage();

}  // namespace graft
