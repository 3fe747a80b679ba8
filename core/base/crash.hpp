// SPDX-License-Identifier: Apache-2.0
// Reports memory shortage from a crash handler.
#pragma once

namespace graft {

/// Prefix of the message of Rust's allocator on failure, also written by `tellMemoryShortage`.
inline constexpr const char* kNoRoomWords = "memory allocation of";

/// Installs handlers that write `kNoRoomWords` to standard error if a crash (SIGSEGV, SIGABRT) happens while the system grants no memory.
/// The process then dies of that signal. Some libraries write to the null pointer that they got (oneDNN's make_unique does not check),
/// others abort. Call it on the main thread, which also gets a signal stack for crashes by stack exhaustion.
void tellMemoryShortage();

}  // namespace graft
