// SPDX-License-Identifier: Apache-2.0
// The machine and the process: paths, memory, time, processor, Ctrl-C.
#pragma once

#include <cstdint>
#include <string>

namespace graft {

/// Folder of datasets and runs: `override`, else GRAFT_HOME, else $XDG_DATA_HOME/graft, else ~/.local/share/graft.
std::string homeFolder(const std::string& override);
/// Absolute path of this executable's folder.
std::string executableFolder();
/// Highest resident memory of this process so far, MiB (VmHWM).
double peakRssMib();
double currentRssMib();
/// Memory that new work can use now (of the machine, and of what `ulimit -v` leaves), and disk space below `path`, MiB; 0 when unknown.
double availableMemoryMib();
double freeDiskMib(const std::string& path);
/// Seconds on a clock that never jumps.
double monotonicSeconds();
/// UTC, 2026-11-24T07:03:31Z.
std::string utcNow();
/// Where this machine stands, 2026-11-24T08:03:31.
std::string localNow();
/// What the linker stamped into this program: the same for two copies of one build, different for any other. Hex, empty if unknown.
std::string buildId();
std::string processorName();
/// True on processors with AVX-512 BF16 or AMX, where bf16 products run at twice the fp32 rate or better.
bool hasFastBf16();
/// From now on Ctrl-C sets a flag instead of ending the process; a second one ends it.
void catchInterrupt();
/// For a program that computes: Ctrl-C and SIGTERM wait from now on, in this thread and in those it starts, until
/// awaitInterrupts() lets a thread of its own take them, with what catchInterrupt() does. No handler ever runs in a thread that
/// computes: oneDNN's fp32 product for AVX-512 keeps the stack pointer in the heap, where the system would write a signal's frame.
void holdInterrupts();
void awaitInterrupts();
bool interrupted();

}  // namespace graft
