// SPDX-License-Identifier: Apache-2.0
#include "core/workspace/datasets.hpp"

#include <algorithm>
#include <filesystem>
#include <fstream>

#include "core/base/file.hpp"
#include "core/base/system.hpp"
#include "core/workspace/run_records.hpp"

namespace graft::workspace {
namespace fs = std::filesystem;
namespace {

constexpr const char* kEarlierNames = ".earlier-names";  // of a deleted dataset, one a line
constexpr int kMostRenamed = 40;                         // links in a row that are followed; the kernel follows no more

fs::path folderOf(const std::string& name, const std::string& home) { return fs::path(home) / "datasets" / name; }

bool isVersion(const std::string& name) {
  return !name.empty() && name.size() < 9 && name.find_first_not_of("0123456789") == std::string::npos;
}

/// Accepts a name without a path and without a version.
Status checkName(const std::string& name, const std::string& home) {
  std::error_code error;
  const bool isPlain = !name.empty() && name[0] != '.' && name.find('/') == std::string::npos && name.find('@') == std::string::npos;
  if (isPlain && fs::is_directory(folderOf(name, home), error)) return Done{};
  return Error{Code::BadInput, msg("there is no dataset '%1'", name), {}, msg("Nothing was changed."), msg("graft data lists them.")};
}

}  // namespace

std::vector<DatasetFacts> listDatasets(const std::string& home) {
  std::vector<DatasetFacts> out;
  std::error_code error;
  for (const auto& entry : fs::directory_iterator(fs::path(home) / "datasets", error)) {
    const std::string name = entry.path().filename().string();
    if (name[0] == '.' || entry.is_symlink(error) || !entry.is_directory(error)) continue;
    DatasetFacts facts;
    facts.name = name;
    for (const auto& version : fs::directory_iterator(entry.path(), error)) {
      const std::string number = version.path().filename().string();
      if (!isVersion(number)) continue;
      ++facts.versions;
      facts.latest = std::max(facts.latest, std::atoi(number.c_str()));
      for (const auto& file : fs::directory_iterator(version.path(), error)) {
        const auto size = file.file_size(error);
        if (!error) facts.bytes += size;
      }
    }
    if (facts.versions == 0) continue;
    const auto manifest = readJsonFile((entry.path() / std::to_string(facts.latest) / "manifest.json").string());
    if (manifest.ok()) {
      const auto read = fromJson<DatasetManifest>(*manifest);
      facts.rows = read.rowsOk;
      facts.train = read.train;
      facts.heldout = read.heldout;
      facts.shape = read.shape;
      facts.source = read.source;
    } else {
      facts.problem = manifest.error().what;
    }
    out.push_back(std::move(facts));
  }
  std::sort(out.begin(), out.end(), [](const auto& a, const auto& b) { return a.name < b.name; });
  return out;
}

std::vector<std::string> runsOn(const std::string& dataset, const std::string& home) {
  std::vector<std::string> out;
  std::error_code error;
  const std::string folder = fs::weakly_canonical(folderOf(dataset, home), error).string() + "/";
  for (const auto& entry : fs::directory_iterator(fs::path(home) / "runs", error)) {
    const auto spec = readJsonFile((entry.path() / "spec.json").string());
    if (!spec.ok()) continue;
    std::error_code failed;
    const std::string used = fs::weakly_canonical(get<std::string>(*spec, "dataset", ""), failed).string();
    if (used.starts_with(folder)) out.push_back(entry.path().filename().string());
  }
  std::sort(out.begin(), out.end());
  return out;
}

Status renameDataset(const std::string& name, const std::string& wanted, const std::string& home) {
  GRAFT_CHECK(checkName(name, home));
  const bool isPlain =
      std::all_of(wanted.begin(), wanted.end(), [](unsigned char c) { return std::isalnum(c) || c == '-' || c == '_' || c == '.'; });
  if (wanted.empty() || wanted.size() > 80 || wanted[0] == '.' || !isPlain)
    return Error{Code::BadUsage,
                 msg("'%1' is no name for a dataset", wanted),
                 {},
                 msg("Nothing was changed."),
                 msg("Use letters, digits, '-', '_' and '.', at most 80.")};
  const fs::path from = folderOf(name, home), to = folderOf(wanted, home);
  std::error_code error;
  if (fs::is_symlink(from, error))
    return Error{Code::Refused,
                 msg("'%1' is another name of '%2'", name, fs::canonical(from, error).filename().string()),
                 {},
                 msg("Nothing was changed."),
                 msg("Rename that one.")};
  if (fs::is_symlink(to, error) && fs::equivalent(from, to, error)) fs::remove(to, error);  // the dataset is renamed back
  if (fs::exists(fs::symlink_status(to, error)))
    return Error{Code::Refused, msg("the name '%1' is taken", wanted), to.string(), msg("Nothing was changed."),
                 msg("Choose another name.")};
  fs::rename(from, to, error);
  if (error)
    return Error{Code::BadInput, msg("the folder cannot be renamed: %1", error.message()), from.string(), msg("Nothing was changed."),
                 msg("Check the rights of the folder.")};
  fs::create_directory_symlink(wanted, from, error);
  if (error)
    return Error{Code::BadInput, msg("the old name cannot be kept as a link: %1", error.message()), from.string(),
                 msg("The dataset has its new name."), msg("Runs that were trained on it name the old one; use the new one for new runs.")};
  return Done{};
}

Result<std::string> deleteDataset(const std::string& name, const std::string& home) {
  GRAFT_CHECK(checkName(name, home));
  std::string open;
  for (const auto& run : runsOn(name, home)) {
    const std::string folder = (fs::path(home) / "runs" / run).string();
    const auto record = readRunRecord(folder);
    if (!record.ok() || !hasEnded(*record)) open += (open.empty() ? "" : ", ") + run;
  }
  if (!open.empty())
    return Error{Code::Refused, msg("runs that are not finished use it: %1", open), name, msg("Nothing was changed."),
                 msg("Finish or delete them first.")};
  const fs::path bin = fs::path(home) / "datasets" / ".bin";
  GRAFT_CHECK(makeFolder(bin.string()));
  std::error_code error;
  const fs::path from = fs::canonical(folderOf(name, home), error);
  // Links of earlier names would dangle. The names are kept for the way back.
  std::vector<fs::path> links;
  std::string names;
  for (const auto& entry : fs::directory_iterator(fs::path(home) / "datasets", error)) {
    std::error_code failed;
    if (!entry.is_symlink(failed) || fs::canonical(entry.path(), failed) != from) continue;
    links.push_back(entry.path());
    names += entry.path().filename().string() + "\n";
  }
  if (!names.empty()) GRAFT_CHECK(writeFileAtomic((from / kEarlierNames).string(), names));
  for (int n = 1;; ++n) {
    const fs::path to = bin / (from.filename().string() + "-" + std::to_string(n));
    if (fs::exists(to, error)) continue;
    fs::rename(from, to, error);
    if (error) {
      std::error_code failed;
      fs::remove(from / kEarlierNames, failed);
      return Error{Code::BadInput, msg("the folder cannot be moved: %1", error.message()), from.string(), msg("Nothing was changed."),
                   msg("Check the rights of the folder.")};
    }
    for (const auto& link : links) fs::remove(link, error);
    return to.string();
  }
}

Status restoreDataset(const std::string& name, const std::string& folder, const std::string& home) {
  const fs::path to = folderOf(name, home);
  std::error_code error;
  if (fs::exists(fs::symlink_status(to, error)))
    return Error{Code::Refused, msg("the name '%1' is taken", name), to.string(), msg("The dataset stays in the bin."),
                 msg("Rename the other one first.")};
  fs::rename(folder, to, error);
  if (error)
    return Error{Code::BadInput, msg("the folder cannot be moved: %1", error.message()), folder, msg("The dataset stays in the bin."),
                 msg("Check the rights of the folder.")};
  std::ifstream names(to / kEarlierNames);
  for (std::string earlier; std::getline(names, earlier);) {
    const fs::path link = folderOf(earlier, home);
    if (!fs::exists(fs::symlink_status(link, error))) fs::create_directory_symlink(name, link, error);
  }
  fs::remove(to / kEarlierNames, error);
  return Done{};
}

std::string presentFolder(const std::string& folder) {
  const fs::path version = fs::path(folder).filename();
  fs::path named = fs::path(folder).parent_path();
  std::error_code error;
  for (int renamed = 0; renamed < kMostRenamed && fs::is_symlink(named, error); ++renamed)
    named = named.parent_path() / fs::read_symlink(named, error);
  return (named / version).string();
}

Result<uint64_t> exportDataset(const Dataset& dataset, const std::string& file, const std::string& side) {
  if (side != "all" && side != "train" && side != "heldout")
    return Error{Code::BadUsage, msg("--side '%1' is not known", side), {}, {}, msg("Known: all, train, heldout.")};
  std::error_code error;
  if (fs::exists(file, error))
    return Error{Code::Refused, msg("the file exists already"), file, msg("Nothing was changed."),
                 msg("Choose another name, or move it away.")};
  GRAFT_TRY(auto out, OutputFile::create(file));
  uint64_t rows = 0;
  for (size_t row = 0; row < dataset.rows(); ++row) {
    const bool isHeld = dataset.entry(row).side == Split::HeldOut;
    if ((side == "train" && isHeld) || (side == "heldout" && !isHeld)) continue;
    out.write(dataset.text(row));
    out.write("\n");
    ++rows;
  }
  GRAFT_CHECK(out.sync());
  GRAFT_CHECK(out.close());
  return rows;
}

}  // namespace graft::workspace
