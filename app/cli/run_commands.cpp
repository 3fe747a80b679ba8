// SPDX-License-Identifier: Apache-2.0
// The verbs runs, resume, pause and stop.
#include <poll.h>

#include <algorithm>
#include <csignal>
#include <cstring>
#include <filesystem>

#include "app/cli/train_view.hpp"
#include "core/base/file.hpp"
#include "core/base/system.hpp"
#include "core/contract/train_settings.hpp"
#include "core/protocol/commands.hpp"
#include "core/protocol/frame_writer.hpp"
#include "core/run/queue.hpp"
#include "core/store/runs.hpp"

namespace graft::cli {
namespace fs = std::filesystem;
namespace {

std::string stateOf(const store::RunRow& row, const std::string& home) {
  return row.binnedSince.empty() ? workspace::stateOf(row.state, home + "/runs/" + row.name) : "in the bin";
}

/// Reads the rows from the run folders. Used if the store is unavailable, as in a home that cannot be written.
std::vector<store::RunRow> rowsOfFolders(const std::string& home) {
  std::vector<store::RunRow> out;
  std::error_code error;
  for (const auto& entry : fs::directory_iterator(fs::path(home) / "runs", error)) {
    if (const auto record = readJsonFile((entry.path() / "run.json").string()); record.ok())
      out.push_back(store::rowOf(entry.path().filename().string(), *record));
  }
  return out;
}

Result<std::vector<store::RunRow>> findRuns(const store::RunFilter& filter, Context& context) {
  auto opened = openStore(context);
  if (opened.ok()) return store::listRuns(*opened, filter);
  context.terminal.warning(opened.error().text() + " The list comes from the run folders, without notes and tags.");
  return rowsOfFolders(context.home);
}

Json toJson(const store::RunRow& row, const std::string& state, const std::string& home) {
  const auto value = [](const std::optional<double>& x) { return x ? Json(*x) : Json(nullptr); };
  Json after = nullptr;
  if (row.heldoutLoss) after = {{"loss", *row.heldoutLoss}, {"exact_match", value(row.heldoutExactMatch)}};
  return {{"run", row.name},
          {"state", state},
          {"dataset", row.dataset},
          {"model", row.model},
          {"parent", row.parent},
          {"steps", row.steps},
          {"loss_last", value(row.lossLast)},
          {"heldout_after", after},
          {"started", row.started},
          {"ended", row.ended},
          {"tags", row.tags},
          {"note", row.note},
          {"metrics", home + "/runs/" + row.name + "/metrics.jsonl"}};
}

Result<Json> listRuns(const store::RunFilter& filter, Context& context) {
  Json runs = Json::array();
  std::vector<std::vector<std::string>> table = {{"run", "state", "data", "held-out loss", "exact match", "started", "tags"}};
  GRAFT_TRY(const auto rows, findRuns(filter, context));
  GRAFT_TRY(const auto queued, RunQueue(context.home).list());
  for (const auto& row : rows) {
    const Json shown = toJson(row, stateOf(row, context.home), context.home);
    const auto cells = heldoutCells(shown["heldout_after"], 3);
    std::string tags;
    for (const auto& tag : row.tags) tags += (tags.empty() ? "" : ", ") + tag;
    table.push_back({row.name, get<std::string>(shown, "state", ""), row.dataset, cells[0], cells[1], row.started, tags});
    runs.push_back(shown);
  }
  const bool all = filter.search.empty() && filter.tag.empty() && filter.bin == store::Bin::Without;
  for (const auto& entry : queued) {
    const bool listed = std::any_of(rows.begin(), rows.end(), [&](const auto& row) { return row.name == entry.run; });
    if (listed || !all) continue;
    runs.push_back({{"run", entry.run}, {"state", "queued"}, {"heldout_after", nullptr}});
    table.push_back({entry.run, "queued", "", "-", "-", "", ""});
  }
  if (runs.empty())
    context.terminal.line(all ? "No runs yet. Start with: graft starter   or   graft train --data FILE" : "No run fits.");
  else
    context.terminal.table(table);
  return Json{{"runs", runs}};
}

Result<Json> emptyBin(Context& context) {
  GRAFT_TRY(auto opened, openStore(context));
  GRAFT_TRY(const size_t gone, store::emptyOldBin(opened));
  context.terminal.line(std::to_string(gone) + (gone == 1 ? " run" : " runs") + " that lay in the bin for over " +
                        std::to_string(store::kBinDays) + " days deleted for good.");
  return Json{{"deleted", gone}};
}

struct RunChange {
  std::string note, tag, untag;
  bool hasNote = false, toBin = false, fromBin = false;
  bool any() const { return hasNote || !tag.empty() || !untag.empty() || toBin || fromBin; }
};

Result<Json> changeRun(const std::string& name, const RunChange& change, Context& context) {
  GRAFT_TRY(auto opened, openStore(context));
  std::string run = name;
  if (!change.fromBin) {
    GRAFT_TRY(const auto folder, workspace::findRun(name, context.home));
    run = fs::path(folder).filename().string();
  }
  if (change.fromBin) GRAFT_CHECK(store::restoreFromBin(opened, run));
  if (change.hasNote) GRAFT_CHECK(store::setNote(opened, run, change.note));
  if (!change.tag.empty()) GRAFT_CHECK(store::addTag(opened, run, change.tag));
  if (!change.untag.empty()) GRAFT_CHECK(store::removeTag(opened, run, change.untag));
  if (change.toBin) GRAFT_CHECK(store::moveToBin(opened, run));
  context.terminal.line(change.toBin
                            ? "Run " + run + " is in the bin, from where nothing is deleted by itself. Take it out with: graft runs " +
                                  run + " --restore"
                            : "Run " + run + ": saved.");
  return Json{{"run", run}, {"saved", true}};
}

Result<Json> showRun(const std::string& name, Context& context) {
  GRAFT_TRY(const auto folder, workspace::findRun(name, context.home));
  GRAFT_TRY(Json record, readJsonFile(folder + "/run.json"));
  record["run"] = fs::path(folder).filename().string();
  record["metrics"] = folder + "/metrics.jsonl";
  record["state"] = workspace::stateOf(record, folder);
  context.terminal.line(dump(record, 1));
  return record;
}

Result<Json> watchRun(const std::string& name, Context& context) {
  GRAFT_TRY(const auto folder, workspace::findRun(name, context.home));
  return followRecorded(fs::absolute(folder).string(), context);
}

Result<Json> showEvents(const std::string& name, Context& context) {
  GRAFT_TRY(const auto folder, workspace::findRun(name, context.home));
  const std::string path = latestEventFile(folder);
  if (path.empty()) return Error{Code::BadInput, msg("this run has no recorded events"), folder, {}, {}};
  GRAFT_TRY(const auto bytes, readFile(path, size_t{1} << 30));
  FrameReader reader;
  reader.feed(bytes);
  Json events = Json::array();
  for (Frame frame;;) {
    GRAFT_TRY(const bool more, reader.next(frame));
    if (!more) break;
    events.push_back({{"sequence", frame.sequence}, {"type", nameOf(frame.type)}, {"payload", frame.payload}});
    context.terminal.line(textOf(frame));
  }
  return Json{{"run", fs::path(folder).filename().string()}, {"events", events}};
}

/// Polls until `isThere` holds for the run's watcher. Returns false if the run ends first, at Ctrl-C, or after `seconds`.
template <class Condition>
bool waitFor(workspace::RunWatcher& watcher, const std::string& folder, const Condition& isThere, double seconds = 1e9) {
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
  workspace::RunWatcher watcher(folder);
  (void)waitFor(watcher, folder, [&] { return watcher.phase().phase == phase; });
  const std::string name = fs::path(folder).filename().string();
  GRAFT_TRY(const Json record, readJsonFile(folder + "/run.json"));
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
  workspace::RunWatcher watcher(folder);
  const bool hasAnswered = waitFor(watcher, folder, [&] { return watcher.cpuUse() && watcher.cpuUse()->use == use; }, kSecondsForAnswer);
  const int64_t threads = watcher.cpuUse() ? watcher.cpuUse()->threads : 0;
  context.terminal.line(hasAnswered ? "Run " + run + ": its use of the processor is " + nameOf(use) + " from now on, with " +
                                          counted(static_cast<uint64_t>(threads), "thread") + "."
                                    : "Run " + run + " was asked to, and has not answered.");
  return Json{{"run", run}, {"cpu_use", nameOf(use)}, {"answered", hasAnswered}, {"threads", threads}};
}

Result<Json> resumeRun(const std::string& name, Watch watch, Context& context) {
  GRAFT_TRY(const auto folder, workspace::findRun(name, context.home));
  workspace::RunWatcher watcher(folder);
  watcher.look();
  if (FolderLock::holder(folder) != 0 && watcher.phase().phase == Phase::Paused) {
    GRAFT_CHECK(sendCommand(folder, Command::Resume));
    return whenItComesTo(Phase::Training, folder, "goes on. Watch it with: graft runs --follow " + name, context);
  }
  return startOrResume(fs::absolute(folder).string(), watch, context);
}

Result<Json> extendRun(const std::string& name, double epochs, Watch watch, Context& context) {
  GRAFT_TRY(auto request, workspace::extension(name, epochs, context.home));
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
  GRAFT_TRY(const Json record, readJsonFile(folder + "/run.json"));
  const auto state = workspace::stateOf(record, folder);
  context.terminal.line("Run " + name + ": " + state + ". Go on with: graft resume " + name);
  return Json{{"run", fs::path(folder).filename().string()}, {"state", state}};
}

}  // namespace

/// Warns that two runs at once share the CPU. The start is not prevented.
static void tellOfOthers(const std::string& name, Context& context) {
  auto store = store::Store::open(context.home, 1000);
  if (!store.ok() || !store->catchUp().ok()) return;
  const auto rows = store::listRuns(*store, {});
  if (!rows.ok()) return;
  for (const auto& row : *rows) {
    if (row.name == name || stateOf(row, context.home) != "running") continue;
    context.terminal.warning(
        "the run " + row.name +
        " is training now; each takes about twice as long beside the other (one after the other: graft train --queue)");
  }
}

Result<Json> startOrResume(const std::string& folder, Watch watch, Context& context) {
  const std::string name = fs::path(folder).filename().string();
  GRAFT_TRY(auto start, workspace::startOf(folder));
  tellOfOthers(name, context);
  context.terminal.line(context.terminal.bold("Run " + name) + (start.goesOn ? " goes on" : ""));
  return followWorker(std::move(start.spec), start.specFile, folder, watch, context);
}

void addRunCommands(CLI::App& app, Context& context) {
  struct Flags {
    std::string run, cpuUse;
    bool follow = false, events = false, detach = false;
    double extend = 0;
    store::RunFilter filter;
    RunChange change;
    bool inBin = false, emptyBin = false;
  };
  auto flags = std::make_shared<Flags>();
  auto* runs = addVerb(
      app, context, "runs", "List runs, show one, or watch one", "graft runs --follow tickets-1", [flags, &context]() -> Result<Json> {
        if (flags->emptyBin) return emptyBin(context);
        if (flags->inBin) flags->filter.bin = store::Bin::Only;
        if (flags->run.empty() && flags->change.any())
          return Error{Code::BadUsage, msg("which run? Name it"), {}, {}, msg("See graft runs.")};
        if (flags->change.any()) return changeRun(flags->run, flags->change, context);
        if (flags->run.empty())
          return flags->follow || flags->events
                     ? Result<Json>(Error{Code::BadUsage, msg("which run? Name it"), {}, {}, msg("See graft runs.")})
                     : listRuns(flags->filter, context);
        if (flags->events) return showEvents(flags->run, context);
        return flags->follow ? watchRun(flags->run, context) : showRun(flags->run, context);
      });
  runs->add_option("RUN", flags->run, "name of a run");
  runs->add_flag("--follow", flags->follow, "watch it as it goes, or see again how it went; Ctrl-C ends the watching, not the run");
  runs->add_flag("--events", flags->events, "the recorded events, one line each");
  runs->add_option("--search", flags->filter.search, "only runs whose name, data, model, note or tag holds this text");
  runs->add_option("--tag", flags->filter.tag, "only runs with this tag");
  runs->add_flag("--in-bin", flags->inBin, "what lies in the bin");
  runs->add_flag("--empty-bin", flags->emptyBin, "delete for good what has lain in the bin for over 30 days");
  runs->add_option_function<std::string>(
          "--note", [flags](const std::string& text) { flags->change.note = text, flags->change.hasNote = true; },
          "write a note to the run; an empty one removes it")
      ->type_name("TEXT");
  runs->add_option("--add-tag", flags->change.tag, "give the run a tag");
  runs->add_option("--remove-tag", flags->change.untag, "take a tag away");
  runs->add_flag("--delete", flags->change.toBin, "move the run to the bin, from where it can come back");
  runs->add_flag("--restore", flags->change.fromBin, "take the run out of the bin");
  auto* resume = addVerb(
      app, context, "resume", "Go on with a run that was stopped or cut off, bit for bit", "graft resume tickets-1", [flags, &context] {
        const Watch watch = flags->detach ? Watch::No : Watch::Yes;
        return flags->extend > 0 ? extendRun(flags->run, flags->extend, watch, context) : resumeRun(flags->run, watch, context);
      });
  resume->add_option("RUN", flags->run, "name of a run")->required();
  resume->add_option("--extend", flags->extend, "more passes over the data, as a new run that starts from this one's adapter")
      ->type_name("EPOCHS");
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

}  // namespace graft::cli
