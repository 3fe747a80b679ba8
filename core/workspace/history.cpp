// SPDX-License-Identifier: Apache-2.0
#include "core/workspace/history.hpp"

#include <filesystem>
#include <set>

#include <sys/stat.h>

#include "core/base/file.hpp"
#include "core/base/json.hpp"
#include "core/base/utc.hpp"
#include "core/contract/jobs/check.hpp"
#include "core/registry/registry.hpp"

namespace graft::workspace {
namespace fs = std::filesystem;
namespace {

std::vector<fs::path> entriesOf(const fs::path& folder) {
  std::vector<fs::path> out;
  std::error_code error;
  for (fs::directory_iterator it(folder, error), end; !error && it != end; it.increment(error)) out.push_back(it->path());
  return out;
}
bool isLink(const fs::path& path) {
  std::error_code error;
  return fs::is_symlink(path, error);
}

/// Times of an entry itself, without following a link: of its content, and of its last renaming.
struct EntryTimes {
  std::string written, moved;
};
EntryTimes timesOf(const fs::path& path) {
  struct stat s{};
  if (::lstat(path.c_str(), &s) != 0) return {};
  return {utcOf(s.st_mtim.tv_sec), utcOf(s.st_ctim.tv_sec)};
}

Act act(std::string at, ActKind kind, std::string subject) {
  Act out;
  out.at = std::move(at);
  out.kind = kind;
  out.subject = std::move(subject);
  return out;
}

/// Name of a deleted dataset, whose folder in the bin is NAME-NUMBER.
std::string nameInBin(const fs::path& folder) {
  const std::string whole = folder.filename().string();
  return whole.substr(0, whole.rfind('-'));
}

void addVersions(const fs::path& dataset, const std::string& name, bool isGone, std::vector<Act>& out) {
  for (const auto& version : entriesOf(dataset)) {
    const fs::path file = version / "manifest.json";
    const auto manifest = std::atoi(version.filename().c_str()) > 0 ? readJsonFile(file.string()) : Result<Json>(Error{});
    if (!manifest.ok()) continue;
    const auto read = fromJson<DatasetManifest>(*manifest);
    Act& made = out.emplace_back(act(timesOf(file).written, read.revised ? ActKind::DatasetRevised : ActKind::DatasetImported, name));
    made.version = std::atoi(version.filename().c_str());
    made.isGone = isGone;
    made.detail = read.source;
    made.rows = read.rowsOk;
    made.heldout = read.heldout;
    made.revision = read.revised;
  }
}

void addDatasets(const fs::path& root, std::vector<Act>& out) {
  for (const auto& dataset : entriesOf(root)) {
    const std::string name = dataset.filename().string();
    if (name[0] == '.') continue;
    if (!isLink(dataset)) {
      addVersions(dataset, name, false, out);
      continue;
    }
    // Renaming leaves the old name as a link.
    std::error_code error;
    Act& renamed =
        out.emplace_back(act(timesOf(dataset).written, ActKind::DatasetRenamed, fs::read_symlink(dataset, error).filename().string()));
    renamed.detail = name;
  }
  for (const auto& dataset : entriesOf(root / ".bin")) {
    const std::string name = nameInBin(dataset);
    addVersions(dataset, name, true, out);
    out.push_back(act(timesOf(dataset).moved, ActKind::DatasetDeleted, name));
    out.back().isGone = true;
  }
}

ActKind kindOf(AdapterAct what) {
  switch (what) {
    case AdapterAct::Added: return ActKind::AdapterKept;
    case AdapterAct::TakenIn: return ActKind::AdapterTaken;
    case AdapterAct::CardChanged: return ActKind::CardChanged;
    case AdapterAct::Promoted: return ActKind::Promoted;
    case AdapterAct::RolledBack: return ActKind::RolledBack;
    case AdapterAct::Exported: return ActKind::Exported;
  }
  return ActKind::Other;
}

void addAdapters(const Registry& registry, const std::vector<RegistryVersion>& versions, std::vector<Act>& out) {
  std::set<std::string> tasks;
  for (const auto& version : versions) tasks.insert(version.task);
  for (const auto& task : tasks) {
    const auto lines = registry.history(task);
    if (!lines.ok()) continue;  // the page Adapters shows the reason
    for (const auto& line : *lines) {
      const auto what = line.act();
      Act& done = out.emplace_back(
          act(line.at, what ? kindOf(*what) : ActKind::Other, task + (line.version ? "@" + std::to_string(*line.version) : "")));
      done.actor = line.reviewer.value_or("");
      done.rating = line.verdict;
      if (line.alias) done.detail = *line.alias;
      if (line.kind) done.detail = *line.kind + (line.type.value_or("").empty() ? "" : " " + *line.type);
      if (!what) done.detail = line.what;
    }
  }
}

void addChecks(const fs::path& folder, const std::vector<RegistryVersion>& versions, std::vector<Act>& out) {
  for (const auto& file : entriesOf(folder)) {
    const auto read = file.extension() == ".json" ? readJsonFile(file.string()) : Result<Json>(Error{});
    if (!read.ok() || !read->is_object()) continue;
    const auto check = fromJson<CheckResult>(*read);
    if (check.made.empty()) continue;
    Act& done = out.emplace_back(act(check.made, ActKind::Checked, {}));
    done.detail = check.adapterHash;
    done.rating = check.verdict;
    for (const auto& version : versions) {
      if (version.entry.adapterHash == check.adapterHash) done.subject = version.label();
    }
  }
}

}  // namespace

std::vector<Act> actsInFolders(const std::string& home) {
  std::vector<Act> out;
  addDatasets(fs::path(home) / "datasets", out);
  const Registry registry(home);
  const auto versions = registry.versions();
  addAdapters(registry, versions, out);
  addChecks(fs::path(home) / "checks", versions, out);
  for (const auto& model : entriesOf(fs::path(home) / "models")) {
    if (isLink(model)) out.push_back(act(timesOf(model).written, ActKind::ModelAdded, model.filename().string()));
  }
  return out;
}

}  // namespace graft::workspace
