// SPDX-License-Identifier: Apache-2.0
// The verb runs: lists, shows and watches runs.
#include <algorithm>
#include <filesystem>

#include "core/base/file.hpp"
#include "core/commands/train/verb_view.hpp"
#include "core/contract/train_settings.hpp"
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
      out.push_back(store::rowOf(entry.path().filename().string(), fromJson<RunRecord>(*record)));
  }
  return out;
}

Result<std::vector<store::RunRow>> findRuns(const store::RunFilter& filter, Context& context) {
  auto opened = openStore(context);
  if (opened.ok()) return store::listRuns(*opened, filter);
  context.terminal.warning(opened.error().text() + " The list comes from the run folders, without notes and tags.");
  return rowsOfFolders(context.home);
}

/// Held-out scores as the store has them.
std::optional<HeldoutScore> scoreOf(const store::RunRow& row) {
  if (!row.heldoutLoss) return std::nullopt;
  HeldoutScore out{*row.heldoutLoss, {}, 0};
  if (row.heldoutExactMatch) out.exactMatch = *row.heldoutExactMatch;
  return out;
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
    const std::string state = stateOf(row, context.home);
    const auto cells = heldoutCells(scoreOf(row), 3);
    std::string tags;
    for (const auto& tag : row.tags) tags += (tags.empty() ? "" : ", ") + tag;
    table.push_back({row.name, state, row.dataset, cells[0], cells[1], row.started, tags});
    runs.push_back(toJson(row, state, context.home));
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
  record["state"] = workspace::stateOf(fromJson<RunRecord>(record), folder);
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
  if (path.empty())
    return Error{
        Code::BadInput, msg("this run has no recorded events"), folder, {}, msg("Its metrics may be there: metrics.jsonl in its folder.")};
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

}  // namespace

static void add(CLI::App& app, Context& context) {
  struct Flags {
    std::string run;
    bool follow = false, events = false;
    store::RunFilter filter;
    RunChange change;
    bool inBin = false, emptyBin = false;
  };
  auto flags = std::make_shared<Flags>();
  auto* runs = addVerb(app, context, "runs", "List runs, show one, or watch one", "graft runs --follow tickets-1",
                       [flags, &context]() -> Result<Json> {
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
}

VerbEntry verbOfRuns() { return {70, add}; }

}  // namespace graft::cli
