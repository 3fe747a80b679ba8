// SPDX-License-Identifier: Apache-2.0
// graft-worker JOB.json: runs one job and reports it as frames on standard output (core/protocol/frames.hpp).
#include <malloc.h>
#include <unistd.h>

#include <algorithm>
#include <csignal>
#include <cstdio>
#include <cstdlib>

#include "app/worker/device.hpp"
#include "core/base/crash.hpp"
#include "core/base/file.hpp"
#include "core/base/sandbox.hpp"
#include "core/base/system.hpp"
#include "core/bridge/bridge.h"
#include "core/ops/card.hpp"
#include "core/ops/ops.hpp"

namespace graft::worker {
namespace {

/// Jobs of this program, announced in its first frame.
constexpr struct {
  const char* name;
  Result<Json> (*run)(const Json& spec, const Channel& channel);
  bool usesCard = true;
} kJobs[] = {{"train", trainJob},
             {"forecast", trainJob},
             {"together", togetherJob},
             {"logits", [](const Json& spec, const Channel& channel) { return logitsJob(spec, channel.events); }},
             {"generate", generateJob},
             {"ask", askJob},
             {"evaluate", evaluateJob},
             {"compare", compareJob},
             {"check", checkJob},
             {"carry", carryJob},
             {"export", exportJob, false},
             {"plan", [](const Json& spec, const Channel&) { return planJob(spec); }, false},
             {"bench", [](const Json& spec, const Channel& channel) { return benchJob(spec, channel.events); }},
             {"probe", [](const Json& spec, const Channel&) { return probeJob(spec); }}};

Json capabilities() {
  Json names = Json::array();
  for (const auto& job : kJobs) names.push_back(job.name);
  return names;
}

/// Returns true if the job needs the GPU. Opening one costs its driver's time and memory.
bool usesCard(const Json& spec) {
  if (settingOf(spec, "device", "auto") == nameOf(Where::Processor)) return false;
  const auto name = get<std::string>(spec, "job", "");
  return std::any_of(std::begin(kJobs), std::end(kJobs), [&](const auto& job) { return name == job.name && job.usesCard; });
}

Result<Json> runJob(const Json& spec, const Channel& channel) {
  const auto name = get<std::string>(spec, "job", "");
  for (const auto& job : kJobs) {
    if (name == job.name) return job.run(spec, channel);
  }
  return Error{Code::BadUsage,
               msg("the job '%1' is not known", name),
               "job file",
               {},
               msg("Make sure that graft and graft-worker come from one build.")};
}

/// Folders that the job may write to: its run's folder, those of the runs that it trains together, or a folder that it names.
std::vector<std::string> writableFolders(const Json& spec) {
  std::vector<std::string> out;
  for (const char* key : {"run", "writable"}) {
    if (const auto folder = get<std::string>(spec, key, ""); !folder.empty()) out.push_back(folder);
  }
  if (spec.contains("runs") && spec["runs"].is_array()) {
    for (const Json& run : spec["runs"]) out.push_back(get<std::string>(run, "run", ""));
  }
  return out;
}

/// Locks the run folder of a job until the last frame is written, and records the job's frames there.
Status takeRunFolder(const Json& spec, Events& events, std::optional<FolderLock>& lock) {
  const auto folder = get<std::string>(spec, "run", "");
  if (folder.empty()) return Done{};
  GRAFT_TRY(auto taken, FolderLock::take(folder));
  lock.emplace(std::move(taken));
  recordEvents(folder, events);
  return Done{};
}

Error outOfMemory() { return {Code::DoesNotFit, msg("memory ran out"), {}, {}, msg("Use a smaller --micro-tokens or --max-length.")}; }

/// The only place where exceptions of LibTorch and of the standard library become errors.
Result<Json> guarded(const Json& spec, const Channel& channel) {
  try {
    return runJob(spec, channel);
  } catch (const std::bad_alloc&) {
    return outOfMemory();
  } catch (const ops::CardFailure& e) {
    return Error{Code::Engine,
                 msg("the card failed: %1", e.what()),
                 {},
                 msg("Everything up to its last checkpoint."),
                 msg("Go on with graft resume, on the processor if it happens again (GRAFT_CARD=none).")};
  } catch (const c10::Error& e) {
    const std::string what = e.what_without_backtrace();
    if (what.find("allocate memory") != std::string::npos) return outOfMemory();
    return Error{Code::Engine, what, {}, {}, msg("Please report this with the run folder's worker.log.")};
  } catch (const std::exception& e) {
    // oneDNN only reports "could not create a primitive" when it finds no room for its code.
    constexpr double kNothingLeftMib = 256;  // oneDNN needs large pieces; seen with 139 MiB left
    if (availableMemoryMib() < kNothingLeftMib) return outOfMemory();
    return Error{Code::Internal, std::string(e.what()), {}, {}, msg("Please report this with the run folder's worker.log.")};
  }
}

}  // namespace
}  // namespace graft::worker

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
  worker::Events events(frames);
  const worker::CpuUseReport cpuUse(events);
  const auto spec = readJsonFile(argv[1]);
  if (spec.ok() && worker::usesCard(*spec)) worker::findCard();
  // Model and data files may come from anywhere, so rights that are not needed to read them are dropped first.
  const Sandbox sandbox = enterSandbox(spec.ok() ? worker::writableFolders(*spec) : std::vector<std::string>());
  events.emit(FrameType::Hello, {{"program", "graft-worker"},
                                 {"version", GRAFT_VERSION},
                                 {"build", buildId()},
                                 {"capabilities", worker::capabilities()},
                                 {"sandbox", {{"own_files_only", sandbox.ownFilesOnly}, {"no_network", sandbox.noNetwork}}}});
  awaitInterrupts();
  events.startHeartbeat();
  std::optional<FolderLock> lock;
  const Status ready = spec.ok() ? worker::takeRunFolder(*spec, events, lock) : Status(spec.error());
  CommandReader commands(STDIN_FILENO, lock ? get<std::string>(*spec, "run", "") : "", worker::changeCpuUse);
  const auto outcome = ready.ok() ? worker::guarded(*spec, {events, commands}) : Result<Json>(ready.error());
  if (!outcome.ok()) {
    events.emit(FrameType::Failure, toJson(outcome.error()));
    return static_cast<int>(outcome.error().code);
  }
  events.emit(FrameType::Result, *outcome);
  return 0;
}
