// SPDX-License-Identifier: Apache-2.0
// The verbs resume, pause, stop and cpu-use, which act on one run.
#include <poll.h>

#include <csignal>
#include <cstring>
#include <filesystem>

#include "core/base/file.hpp"
#include "core/base/system.hpp"
#include "core/commands/train/verb_view.hpp"
#include "core/contract/settings_table.hpp"
#include "core/protocol/commands.hpp"

namespace graft::cli {
namespace fs = std::filesystem;
namespace {

/// Polls until `isThere` holds for the run's watcher. Returns false if the run ends first, at Ctrl-C, or after `seconds`.
template <class Condition>
bool waitFor(commands::RunWatcher& watcher, const std::string& folder, const Condition& isThere, double seconds = 1e9) {
  const double began = monotonicSeconds();
  for (;;) {
    watcher.look();
    if (isThere()) return true;
    if (FolderLock::holder(folder) == 0 || interrupted() || monotonicSeconds() - began > seconds) return false;
    ::poll(nullptr, 0, 50);
  }
}

/// Waits until a run that received a command reaches `phase` or ends.
Result<Json> whenItComesTo(Phase phase, const std::string& folder, const std::string& message, Context& context) {
  commands::RunWatcher watcher(folder);
  (void)waitFor(watcher, folder, [&] { return watcher.phase().phase == phase; });
  const std::string name = fs::path(folder).filename().string();
  GRAFT_TRY(const auto record, workspace::readRunRecord(folder));
  const bool goesOn = FolderLock::holder(folder) != 0;
  const std::string state = goesOn ? nameOf(phase) : workspace::stateOf(record, folder);
  context.terminal.line(goesOn ? "Run " + name + ": " + message : "Run " + name + " has ended: " + state);
  return Json{{"run", name}, {"state", state}};
}

Result<Json> pauseRun(const std::string& name, Context& context) {
  GRAFT_TRY(const auto folder, workspace::findRun(name, context.home));
  GRAFT_CHECK(sendCommand(folder, Command::Pause));
  return whenItComesTo(Phase::Paused, folder, "paused after a save. Go on with: graft resume " + name, context);
}

Result<Json> changeCpuUse(const std::string& name, const std::string& wanted, Context& context) {
  GRAFT_TRY(const CpuUse use, valueNamed<CpuUse>(wanted, "the use of the processor"));
  GRAFT_TRY(const auto folder, workspace::findRun(name, context.home));
  GRAFT_CHECK(sendCommand(folder, commandFor(use)));
  const std::string run = fs::path(folder).filename().string();
  // A run that cannot record its events, as on a full disk, obeys without an answer.
  constexpr double kSecondsForAnswer = 10;
  commands::RunWatcher watcher(folder);
  const bool hasAnswered = waitFor(watcher, folder, [&] { return watcher.cpuUse() && watcher.cpuUse()->use == use; }, kSecondsForAnswer);
  const int64_t threads = watcher.cpuUse() ? watcher.cpuUse()->threads : 0;
  context.terminal.line(hasAnswered ? "Run " + run + ": its use of the processor is " + nameOf(use) + " from now on, with " +
                                          counted(static_cast<uint64_t>(threads), "thread") + "."
                                    : "Run " + run + " was asked to, and has not answered.");
  return Json{{"run", run}, {"cpu_use", nameOf(use)}, {"answered", hasAnswered}, {"threads", threads}};
}

Result<Json> resumeRun(const std::string& name, Watch watch, Context& context) {
  GRAFT_TRY(const auto folder, workspace::findRun(name, context.home));
  commands::RunWatcher watcher(folder);
  watcher.look();
  if (FolderLock::holder(folder) != 0 && watcher.phase().phase == Phase::Paused) {
    GRAFT_CHECK(sendCommand(folder, Command::Resume));
    return whenItComesTo(Phase::Training, folder, "goes on. Watch it with: graft runs --follow " + name, context);
  }
  return startOrResume(fs::absolute(folder).string(), watch, context);
}

Result<Json> extendRun(const std::string& name, double epochs, Watch watch, Context& context) {
  GRAFT_TRY(auto request, commands::extension(name, epochs, context.home));
  request.detach = watch == Watch::No;
  return runTraining(request, context);
}

Result<Json> stopRun(const std::string& name, Context& context) {
  GRAFT_TRY(const auto folder, workspace::findRun(name, context.home));
  const auto pid = FolderLock::holder(folder);
  if (pid == 0) return Error{Code::Refused, msg("nobody is working on this run"), folder, msg("It is as it was."), msg("See graft runs.")};
  // Uses the run's own pipe, since its process may train others too; a signal if there is no pipe.
  if (!sendCommand(folder, Command::Stop).ok() && ::kill(static_cast<pid_t>(pid), SIGINT) != 0)
    return Error{Code::Refused,
                 msg("the run's process cannot be asked to stop: %1", std::strerror(errno)),
                 folder,
                 {},
                 msg("Stop it from the account that started it.")};
  while (FolderLock::holder(folder) != 0 && !interrupted()) {
    ::poll(nullptr, 0, 50);
  }
  GRAFT_TRY(const auto record, workspace::readRunRecord(folder));
  const auto state = workspace::stateOf(record, folder);
  context.terminal.line("Run " + name + ": " + state + ". Go on with: graft resume " + name);
  return Json{{"run", fs::path(folder).filename().string()}, {"state", state}};
}

void add(CLI::App& app, Context& context) {
  struct Flags {
    std::string run, cpuUse;
    bool detach = false;
    double extend = 0;
  };
  auto flags = std::make_shared<Flags>();
  auto* resume = addVerb(
      app, context, "resume", "Go on with a run that was stopped or cut off, bit for bit", "graft resume tickets-1", [flags, &context] {
        const Watch watch = flags->detach ? Watch::No : Watch::Yes;
        return flags->extend > 0 ? extendRun(flags->run, flags->extend, watch, context) : resumeRun(flags->run, watch, context);
      });
  resume->add_option("RUN", flags->run, "name of a run")->required();
  resume->add_option("--extend", flags->extend, "more passes over the data, as a new run that starts from this one's adapter")
      ->type_name("EPOCHS")
      ->check(CLI::PositiveNumber);
  resume->add_flag("--detach", flags->detach, "leave the run going in the background and return at once");
  auto* pause = addVerb(app, context, "pause", "Ask a run to save and wait, keeping its place; graft resume lets it go on",
                        "graft pause tickets-1", [flags, &context] { return pauseRun(flags->run, context); });
  pause->add_option("RUN", flags->run, "name of a run")->required();
  auto* stop = addVerb(app, context, "stop", "Ask a run to finish its step, save and end", "graft stop tickets-1",
                       [flags, &context] { return stopRun(flags->run, context); });
  stop->add_option("RUN", flags->run, "name of a run")->required();
  auto* use = addVerb(app, context, "cpu-use", "Change how much of the computer a run takes, while it works",
                      "graft cpu-use tickets-1 gentle", [flags, &context] { return changeCpuUse(flags->run, flags->cpuUse, context); });
  use->add_option("RUN", flags->run, "name of a run")->required();
  use->add_option("USE", flags->cpuUse, findSetting("cpu_use")->help)->required();
}

}  // namespace

VerbEntry verbOfResume() { return {80, add}; }

}  // namespace graft::cli
