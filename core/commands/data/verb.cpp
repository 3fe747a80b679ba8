// SPDX-License-Identifier: Apache-2.0
// The verb data: lists, shows, renames, exports and deletes datasets.
#include "core/commands/cli/verb.hpp"
#include "core/data/revision.hpp"
#include "core/workspace/datasets.hpp"

namespace graft::cli {
namespace {

Json toJson(const workspace::DatasetFacts& facts) {
  Json out = {{"dataset", facts.name},
              {"versions", facts.versions},
              {"latest", facts.latest},
              {"rows", facts.rows},
              {"train", facts.train},
              {"heldout", facts.heldout},
              {"shape", facts.problem.empty() ? nameOf(facts.shape) : ""},
              {"source", facts.source},
              {"bytes", facts.bytes},
              {"problem", ""}};
  setMessage(out, "problem", facts.problem);
  return out;
}

Result<Json> list(Context& context) {
  Json out = Json::array();
  std::vector<std::vector<std::string>> table = {{"dataset", "versions", "rows", "to train on", "held out", "shape", "MiB", "from"}};
  for (const auto& facts : workspace::listDatasets(context.home)) {
    out.push_back(toJson(facts));
    table.push_back({facts.name, std::to_string(facts.versions), grouped(facts.rows), grouped(facts.train), grouped(facts.heldout),
                     facts.problem.empty() ? nameOf(facts.shape) : "cannot be read: " + facts.problem.text(),
                     decimals(static_cast<double>(facts.bytes) / (1 << 20), 1), facts.source});
  }
  if (out.empty())
    context.terminal.line("No datasets yet. Import a file: graft import FILE");
  else
    context.terminal.table(table);
  return Json{{"datasets", out}};
}

Result<Json> show(const std::string& name, size_t rows, Context& context) {
  GRAFT_TRY(const auto dataset, findDataset(name, context.home, {}));
  const DatasetManifest& manifest = dataset.manifest();
  auto& t = context.terminal;
  t.line(t.bold(manifest.label()) + "  shape " + nameOf(manifest.shape) + ", from " + manifest.source);
  t.line("  " + counted(manifest.train, "row") + " to train on, " + grouped(manifest.heldout) + " held out");
  Json out = Json::array();
  for (size_t i = 0; i < std::min(rows, dataset.rows()); ++i) {
    GRAFT_TRY(Json row, dataset.row(i));
    t.line(t.dim("row " + std::to_string(i) + ", " + dataset.place(i)) + "\n" + dump(row, 1));
    out.push_back(std::move(row));
  }
  std::string runs;
  for (const auto& run : workspace::runsOn(manifest.dataset, context.home)) runs += (runs.empty() ? "" : ", ") + run;
  if (!runs.empty()) t.line("  trained on it: " + runs);
  return Json{{"manifest", graft::toJson(manifest)}, {"rows", out}};
}

/// Puts the system text in front of the first question.
Result<Json> joinSystem(const std::string& name, Context& context) {
  GRAFT_TRY(const auto dataset, findDataset(name, context.home, {}));
  GRAFT_TRY(const Revision revision, withSystemInQuestion(dataset, {}));
  if (revision.changed.empty())
    return Error{Code::BadInput, msg("no row has a system text before a question"), name, msg("Nothing was changed."),
                 msg("graft data show NAME shows rows.")};
  GRAFT_TRY(const auto manifest, reviseDataset(dataset, revision, context.home));
  context.terminal.line("The system text joined the question in " + grouped(revision.changed.size()) +
                        (revision.changed.size() == 1 ? " row: " : " rows: ") + manifest.label());
  return graft::toJson(manifest);
}

}  // namespace

static void add(CLI::App& app, Context& context) {
  struct Flags {
    std::string name, other, out, side = "all";
    size_t rows = 3;
  };
  auto flags = std::make_shared<Flags>();
  auto* data =
      addVerb(app, context, "data", "List, show, rename, export and delete datasets", "graft data", [&context] { return list(context); });
  data->require_subcommand(0, 1);
  auto* shown = addVerb(*data, context, "show", "Rows of a dataset as they are stored, and the runs that were trained on it",
                        "graft data show tickets --rows 5", [flags, &context] { return show(flags->name, flags->rows, context); });
  shown->add_option("DATASET", flags->name, "name or name@version")->required();
  shown->add_option("--rows", flags->rows, "number of rows")->capture_default_str();
  auto* rename = addVerb(*data, context, "rename", "Give a dataset another name; the old one goes on working",
                         "graft data rename tickets support", [flags, &context]() -> Result<Json> {
                           GRAFT_CHECK(workspace::renameDataset(flags->name, flags->other, context.home));
                           context.terminal.line(flags->name + " is called " + flags->other + " now; the old name goes on working.");
                           return Json{{"dataset", flags->other}, {"renamed", flags->name}};
                         });
  rename->add_option("DATASET", flags->name, "its name")->required();
  rename->add_option("NAME", flags->other, "its new name")->required();
  auto* exported = addVerb(*data, context, "export", "Write the rows of a dataset as JSON lines",
                           "graft data export tickets --out tickets.jsonl", [flags, &context]() -> Result<Json> {
                             GRAFT_TRY(const auto dataset, findDataset(flags->name, context.home, {}));
                             GRAFT_TRY(const auto rows, workspace::exportDataset(dataset, flags->out, flags->side));
                             context.terminal.line(grouped(rows) + (rows == 1 ? " row is in " : " rows are in ") + flags->out);
                             return Json{{"rows", rows}, {"file", flags->out}};
                           });
  exported->add_option("DATASET", flags->name, "name or name@version")->required();
  exported->add_option("--out", flags->out, "file to write")->required();
  exported->add_option("--side", flags->side, "all, train or heldout")->capture_default_str();
  auto* removed =
      addVerb(*data, context, "delete", "Move a dataset with all its versions to the bin", "graft data delete tickets",
              [flags, &context]() -> Result<Json> {
                GRAFT_TRY(const auto folder, workspace::deleteDataset(flags->name, context.home));
                context.terminal.line(flags->name + " is in the bin: " + folder);
                context.terminal.line(context.terminal.dim("  nothing is deleted there; move the folder back to have it again"));
                return Json{{"dataset", flags->name}, {"bin", folder}};
              });
  removed->add_option("DATASET", flags->name, "its name")->required();
  auto* join = addVerb(*data, context, "join-system", "Put the system text of each row in front of its question, as a new version",
                       "graft data join-system tickets", [flags, &context] { return joinSystem(flags->name, context); });
  join->add_option("DATASET", flags->name, "name or name@version")->required();
}

VerbEntry verbOfData() { return {30, add}; }

}  // namespace graft::cli
