// SPDX-License-Identifier: Apache-2.0
// Machine and process: paths, memory, time, processor, Ctrl-C.
#pragma once

#include <cstdint>
#include <string>

namespace graft {

/// Folder of datasets and runs: `override`, else GRAFT_HOME, else $XDG_DATA_HOME/graft, else ~/.local/share/graft.
std::string homeFolder(const std::string& override);
/// Absolute path of the folder that contains this executable.
std::string executableFolder();
/// Peak resident memory of this process in MiB (VmHWM).
double peakRssMib();
double currentRssMib();
/// Memory available to new work, limited by the machine and by `ulimit -v`, and disk space below `path`. MiB; 0 if unknown.
double availableMemoryMib();
double freeDiskMib(const std::string& path);
/// Monotonic clock in seconds.
double monotonicSeconds();
/// UTC, e.g. 2026-11-24T07:03:31Z.
std::string utcNow();
/// Local time, e.g. 2026-11-24T08:03:31.
std::string localNow();
/// Build id stamped by the linker, in hex: equal for copies of one build, different for any other. Empty if unknown.
std::string buildId();
std::string processorName();
/// True on processors with AVX-512 BF16 or AMX, which run bf16 matrix products at twice the fp32 rate or better.
bool hasFastBf16();
/// Makes Ctrl-C set a flag instead of ending the process. A second Ctrl-C ends it.
void catchInterrupt();
/// Blocks SIGINT and SIGTERM in this thread and in threads that it starts. awaitInterrupts() then starts a dedicated thread that handles
/// them like catchInterrupt(). Compute threads never run a handler: oneDNN's AVX-512 fp32 product keeps the stack pointer in the heap,
/// where a signal frame would be written.
void holdInterrupts();
void awaitInterrupts();
bool interrupted();

}  // namespace graft
