// SPDX-License-Identifier: Apache-2.0
// graft-worker JOB.json: runs one job and reports it as frames on standard output (core/protocol/frames.hpp).
#include <malloc.h>
#include <unistd.h>

#include <csignal>
#include <cstdio>
#include <cstdlib>

#include "core/base/crash.hpp"
#include "core/base/file.hpp"
#include "core/base/sandbox.hpp"
#include "core/base/system.hpp"
#include "core/bridge/bridge.h"
#include "core/jobs/cpu_use.hpp"
#include "core/jobs/device.hpp"
#include "core/jobs/registry.hpp"
#include "core/ops/card.hpp"
#include "core/ops/ops.hpp"
#include "core/ops/out_of_memory.hpp"

namespace graft {
namespace {

std::vector<std::string> capabilities() {
  std::vector<std::string> names;
  for (const jobs::JobType& job : jobs::jobTypes()) names.push_back(job.name);
  return names;
}

Error outOfMemory() {
  return {Code::DoesNotFit, msg("memory ran out"), {}, {}, msg("Use a smaller %1 or %2.", flag("--micro-tokens"), flag("--max-length"))};
}

/// The only place where exceptions of LibTorch and of the standard library become errors.
template <class Work>
auto guarded(Work&& work) -> decltype(work()) {
  try {
    return work();
  } catch (const ops::CardFailure& e) {
    return Error{Code::Engine,
                 msg("the card failed: %1", e.what()),
                 {},
                 msg("Everything up to its last checkpoint."),
                 msg("Go on with graft resume, on the processor if it happens again (GRAFT_CARD=none).")};
  } catch (const c10::Error& e) {
    if (ops::isOutOfMemory(e)) return outOfMemory();
    return Error{
        Code::Engine, std::string(e.what_without_backtrace()), {}, {}, msg("Please report this with the run folder's worker.log.")};
  } catch (const std::exception& e) {
    // oneDNN only reports "could not create a primitive" when it finds no room for its code.
    constexpr double kNothingLeftMib = 256;  // oneDNN needs large pieces; seen with 139 MiB left
    if (ops::isOutOfMemory(e) || availableMemoryMib() < kNothingLeftMib) return outOfMemory();
    return Error{Code::Internal, std::string(e.what()), {}, {}, msg("Please report this with the run folder's worker.log.")};
  }
}

/// Locks the run folder of a job until the last frame is written, and records the job's frames there.
Status takeRunFolder(const std::string& folder, FrameWriter& events, std::optional<FolderLock>& lock) {
  if (folder.empty()) return Done{};
  GRAFT_TRY(auto taken, FolderLock::take(folder));
  lock.emplace(std::move(taken));
  jobs::recordEvents(folder, events);
  return Done{};
}

/// Runs the job of `specFile` in the sandbox and emits its frames to `descriptor`. Returns the exit status.
int runJobFile(const char* specFile, int descriptor) {
  FrameWriter events(descriptor);
  const jobs::CpuUseReport cpuUse(events);
  const auto spec = readJsonFile(specFile);
  const auto job = guarded([&] { return spec.ok() ? jobs::prepareJob(*spec) : Result<jobs::PreparedJob>(spec.error()); });
  // Opening a GPU costs its driver's time and memory.
  if (job.ok() && job->usesDevice) jobs::findCard();
  // Model and data files may come from anywhere, so rights that are not needed to read them are dropped first.
  // A job that cannot be read still says so in its run's folder.
  const std::string runFolder = spec.ok() ? runFolderOf(*spec) : "";
  std::vector<std::string> writable = job.ok() ? job->writableFolders : std::vector<std::string>();
  if (!job.ok() && !runFolder.empty()) writable = {runFolder};
  const Sandbox sandbox = enterSandbox(writable);
  events.emit(HelloEvent{"graft-worker", GRAFT_VERSION, buildId(), capabilities(), SandboxState{sandbox.ownFilesOnly, sandbox.noNetwork}});
  awaitInterrupts();
  events.startHeartbeat();
  std::optional<FolderLock> lock;
  Status ready = takeRunFolder(runFolder, events, lock);
  if (ready.ok() && !job.ok()) ready = job.error();
  CommandReader commands(STDIN_FILENO, lock ? runFolder : "", jobs::changeCpuUse);
  const auto outcome = ready.ok() ? guarded([&] { return job->run({events, commands}); }) : Result<Json>(ready.error());
  if (!outcome.ok()) {
    events.emit(FrameType::Failure, toJson(outcome.error()));
    return static_cast<int>(outcome.error().code);
  }
  events.emit(FrameType::Result, *outcome);
  return 0;
}

}  // namespace
}  // namespace graft

int main(int argc, char** argv) {
  using namespace graft;
  if (argc != 2) {
    std::fputs("usage: graft-worker JOB.json (started by graft; see graft --help)\n", stderr);
    return static_cast<int>(Code::BadUsage);
  }
  // Large buffers are reused instead of going back to the system after each operation: page faults cost more than the arithmetic.
  mallopt(M_MMAP_THRESHOLD, 32 << 20);
  mallopt(M_TRIM_THRESHOLD, 1 << 30);
  // oneDNN caches compiled products by shape, and packed passes have many shapes. With its default of 1,024 entries the memory of a bf16
  // run grew without end. Measured: 128 is as fast (178 against 177 tokens/s) and 190 MiB smaller after 16 steps.
  ::setenv("ONEDNN_PRIMITIVE_CACHE_CAPACITY", "128", 0);
  // LibTorch's own cache in front of it holds 1,024 shapes with their buffers. Measured after 30 steps: 1,394 MiB with it, 1,078 without,
  // at equal speed.
  ::setenv("LRU_CACHE_CAPACITY", "1", 0);
  // Standard output is reserved for frames; output of libraries goes to the log.
  const int frames = ::dup(STDOUT_FILENO);
  ::dup2(STDERR_FILENO, STDOUT_FILENO);
  tellMemoryShortage();
  holdInterrupts();
  std::signal(SIGPIPE, SIG_IGN);  // a closed window must not end a run that goes on without it
  graft_bridge_init();
  ops::keepLibraryToCaller();
  return runJobFile(argv[1], frames);
}
