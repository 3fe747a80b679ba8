// SPDX-License-Identifier: Apache-2.0
// The verb store: checks, copies and rebuilds the store, and shows its log of changes.
#include "core/commands/cli/tools.hpp"
#include "core/store/runs.hpp"

namespace graft::cli {
namespace {

Result<Json> checkStore(Context& context) {
  GRAFT_TRY(auto store, openStore(context));
  GRAFT_TRY(const auto faults, store.check());
  for (const auto& fault : faults) context.terminal.warning(fault);
  context.terminal.line(faults.empty() ? "The store is whole: " + store.file()
                                       : "The store is damaged. Read it again from the run folders: graft store rebuild");
  if (faults.empty()) return Json{{"ok", true}, {"file", store.file()}, {"faults", Json::array()}};
  return Error{Code::BadInput, msg("the store is damaged (%1)", faults[0]), store.file(), msg("The runs in their folders are untouched."),
               msg("Rebuild it: graft store rebuild.")};
}

Result<Json> rebuildStore(Context& context) {
  GRAFT_TRY(auto store, store::Store::rebuild(context.home));
  GRAFT_CHECK(store.catchUp());
  for (const auto& notice : store.notices()) context.terminal.line(notice);
  GRAFT_TRY(const auto runs, store::listRuns(store, {}));
  context.terminal.line(std::to_string(runs.size()) + " runs are in the store.");
  return Json{{"file", store.file()}, {"runs", runs.size()}, {"notices", store.notices()}};
}

Result<Json> backupStore(const std::string& path, Context& context) {
  GRAFT_TRY(auto store, openStore(context));
  GRAFT_CHECK(store.backup(path));
  context.terminal.line("A whole copy of the store lies at " + path + ". The run folders are not part of it.");
  return Json{{"file", path}};
}

Result<Json> restoreStore(const std::string& path, Context& context) {
  GRAFT_CHECK(store::Store::restore(context.home, path));
  GRAFT_TRY(auto store, openStore(context));
  context.terminal.line("The store is what it was in " + path + "; what stood there before is kept beside it.");
  return Json{{"file", store.file()}};
}

Result<Json> showLog(Context& context) {
  GRAFT_TRY(auto store, openStore(context));
  GRAFT_TRY(Json log, store::auditLog(store, 1000));
  std::vector<std::vector<std::string>> rows = {{"when", "who", "what", "on", ""}};
  for (const auto& line : log) {
    rows.push_back({});
    for (const auto& [key, value] : line.items()) rows.back().push_back(value.get<std::string>());
  }
  if (log.empty())
    context.terminal.line("Nothing was changed by hand yet.");
  else
    context.terminal.table(rows, 40);
  return Json{{"log", log}};
}

}  // namespace

static void add(CLI::App& app, Context& context) {
  auto path = std::make_shared<std::string>();
  auto* store = addGroup(app, context, "store", "The database of runs: check, backup, restore, rebuild, log");
  addVerb(*store, context, "check", "Is every page and every number as it was written?", "graft store check",
          [&context] { return checkStore(context); });
  addVerb(*store, context, "rebuild", "Begin anew from the run folders; notes and tags are taken over", "graft store rebuild",
          [&context] { return rebuildStore(context); });
  auto* backup = addVerb(*store, context, "backup", "Write a whole copy", "graft store backup graft-copy.sqlite",
                         [path, &context] { return backupStore(*path, context); });
  backup->add_option("FILE", *path, "a file that does not exist yet")->required();
  auto* restore = addVerb(*store, context, "restore", "Put a copy in the place of the store", "graft store restore graft-copy.sqlite",
                          [path, &context] { return restoreStore(*path, context); });
  restore->add_option("FILE", *path, "a copy made by backup")->required();
  addVerb(*store, context, "log", "Who changed what, newest first", "graft store log", [&context] { return showLog(context); });
}

VerbEntry verbOfStore() { return {220, add}; }

}  // namespace graft::cli
