// SPDX-License-Identifier: Apache-2.0
#include "core/store/ingest.hpp"

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <map>

#include <sys/stat.h>

#include "core/base/file.hpp"
#include "core/store/run_writer.hpp"
#include "core/store/store.hpp"

namespace graft::store {
namespace fs = std::filesystem;
namespace {

constexpr size_t kPortion = size_t{1} << 20;

/// Size and modification time, which suffice to detect a replaced file.
std::string stampOf(const std::string& path) {
  struct stat s{};
  if (::stat(path.c_str(), &s) != 0) return {};
  return std::to_string(s.st_size) + " " + std::to_string(s.st_mtim.tv_sec) + "." + std::to_string(s.st_mtim.tv_nsec);
}

std::vector<std::string> namesIn(const std::string& folder) {
  std::vector<std::string> out;
  std::error_code error;
  for (const auto& entry : fs::directory_iterator(folder, error)) out.push_back(entry.path().filename().string());
  std::sort(out.begin(), out.end());
  return out;
}

struct Place {
  int64_t bytes = 0, sequence = 0;
};

Place placeIn(SQLite::Database& db, int64_t run, const std::string& file) {
  SQLite::Statement query(db, "SELECT bytes, sequence FROM streams WHERE run = ? AND file = ?");
  query.bind(1, run);
  query.bind(2, file);
  return query.executeStep() ? Place{query.getColumn(0).getInt64(), query.getColumn(1).getInt64()} : Place{};
}

void setPlace(SQLite::Database& db, int64_t run, const std::string& file, Place place) {
  SQLite::Statement write(db, "INSERT OR REPLACE INTO streams VALUES (?, ?, ?, ?)");
  write.bind(1, run);
  write.bind(2, file);
  write.bind(3, place.bytes);
  write.bind(4, place.sequence);
  write.exec();
}

/// Reads the frames of a stream that were not read before. A damaged stream ends at the damage.
Status readStream(SQLite::Database& db, RunWriter& writer, int64_t run, const fs::path& path, std::vector<std::string>& notices) {
  const std::string file = path.filename().string();
  Place place = placeIn(db, run, file);
  std::error_code error;
  if (static_cast<int64_t>(fs::file_size(path, error)) <= place.bytes || error) return Done{};
  GRAFT_TRY(const auto mapped, MappedFile::open(path.string()));
  FrameReader reader = FrameReader::continuingAt(static_cast<uint64_t>(place.sequence), place.bytes > 0);
  size_t fed = static_cast<size_t>(place.bytes);
  Frame frame;
  while (fed < mapped.bytes().size()) {
    const auto portion = mapped.bytes().substr(fed, kPortion);
    reader.feed(portion);
    fed += portion.size();
    auto more = reader.next(frame);
    for (; more.ok() && *more; more = reader.next(frame)) {
      writer.take(frame, file);
      place.sequence = static_cast<int64_t>(frame.sequence) + 1;
    }
    if (more.ok()) continue;
    notices.push_back(path.string() + ": " + more.error().text());
    break;
  }
  place.bytes = static_cast<int64_t>(fed - reader.waiting());
  setPlace(db, run, file, place);
  return Done{};
}

/// Reads the metrics of a folder without recorded events (lost or deleted).
Status readMetricsFile(RunWriter& writer, const std::string& path) {
  std::ifstream lines(path);
  for (std::string text; std::getline(lines, text);) {
    const auto line = parseJson(text);
    if (line.ok()) writer.take({line->contains("heldout_loss") ? FrameType::Evaluation : FrameType::Step, 0, 0, *line}, {});
  }
  return Done{};
}

/// Stamps of the runs that need no reading while run.json is unchanged. A running one changes only its events.
std::map<std::string, std::string> settledRuns(SQLite::Database& db) {
  std::map<std::string, std::string> out;
  SQLite::Statement query(db, "SELECT name, record_stamp FROM runs WHERE state <> 'running'");
  while (query.executeStep()) out[query.getColumn(0).getString()] = query.getColumn(1).getString();
  return out;
}

/// Start time of the run of this name in the store. A resumed run keeps it.
std::string startOf(SQLite::Database& db, const std::string& run) {
  SQLite::Statement query(db, "SELECT started FROM runs WHERE name = ?");
  query.bind(1, run);
  return query.executeStep() ? query.getColumn(0).getString() : std::string();
}

/// Forgets versions that were deleted, and names that became a link when their dataset was renamed.
void forgetDatasets(SQLite::Database& db, const std::string& root) {
  std::vector<std::pair<std::string, int64_t>> gone;
  SQLite::Statement query(db, "SELECT dataset, version FROM dataset_versions");
  while (query.executeStep()) {
    const std::string name = query.getColumn(0).getString();
    const int64_t version = query.getColumn(1).getInt64();
    std::error_code error;
    if (fs::is_symlink(root + name, error) || !fs::exists(root + name + "/" + std::to_string(version), error))
      gone.emplace_back(name, version);
  }
  for (const auto& [name, version] : gone) {
    SQLite::Statement remove(db, "DELETE FROM dataset_versions WHERE dataset = ? AND version = ?");
    remove.bind(1, name);
    remove.bind(2, version);
    remove.exec();
  }
}

Status readDatasets(Store& store, std::vector<std::string>& notices) {
  auto& db = store.connection();
  const std::string root = store.home() + "/datasets/";
  forgetDatasets(db, root);
  for (const auto& name : namesIn(root)) {
    std::error_code error;
    if (name.starts_with('.') || fs::is_symlink(root + name, error)) continue;  // the bin; the old name of a renamed dataset
    for (const auto& version : namesIn(root + name)) {
      const int number = std::atoi(version.c_str());
      if (number < 1) continue;
      SQLite::Statement known(db, "SELECT 1 FROM dataset_versions WHERE dataset = ? AND version = ?");
      known.bind(1, name);
      known.bind(2, number);
      if (known.executeStep()) continue;
      const auto manifest = readJsonFile(root + name + "/" + version + "/manifest.json");
      if (!manifest.ok()) {
        notices.push_back(manifest.error().text());
        continue;
      }
      SQLite::Statement insert(db, "INSERT INTO dataset_versions VALUES (?, ?, ?, ?)");
      insert.bind(1, name);
      insert.bind(2, number);
      insert.bind(3, get<std::string>(*manifest, "hash", ""));
      insert.bind(4, dump(*manifest));
      insert.exec();
    }
  }
  return Done{};
}

}  // namespace

Status readRun(Store& store, const std::string& run, std::vector<std::string>& notices) {
  const std::string folder = store.home() + "/runs/" + run, stamp = stampOf(folder + "/run.json");
  if (stamp.empty()) return Done{};  // the run is queued, or never began
  return guarded(store.file(), [&]() -> Status {
    auto& db = store.connection();
    GRAFT_TRY(const Json record, readJsonFile(folder + "/run.json"));
    SQLite::Transaction transaction(db, SQLite::TransactionBehavior::IMMEDIATE);
    // The name was reused after its folder was deleted: rows of the previous run are removed.
    if (startOf(db, run) != get<std::string>(record, "started", "")) RunWriter::forget(db, run);
    const int64_t id = RunWriter::writeRecord(db, run, record, stamp);
    RunWriter writer(db, id);
    const auto streams = namesIn(folder + "/events");
    for (const auto& file : streams) {
      if (fs::path(file).extension() == ".frames") GRAFT_CHECK(readStream(db, writer, id, fs::path(folder) / "events" / file, notices));
    }
    if (streams.empty()) GRAFT_CHECK(readMetricsFile(writer, folder + "/metrics.jsonl"));
    writer.flush();
    transaction.commit();
    return Done{};
  });
}

Status readFolders(Store& store, std::vector<std::string>& notices) {
  return guarded(store.file(), [&]() -> Status {
    auto& db = store.connection();
    GRAFT_CHECK(readDatasets(store, notices));
    const auto settled = settledRuns(db);
    for (const auto& run : namesIn(store.home() + "/runs")) {
      const std::string stamp = stampOf(store.home() + "/runs/" + run + "/run.json");
      const auto known = settled.find(run);
      if (stamp.empty() || (known != settled.end() && known->second == stamp)) continue;
      const Status read = readRun(store, run, notices);
      if (read.ok()) continue;
      // An error of one run is recorded and skipped. An error of the store aborts the reading.
      if (read.error().where.find(store.file()) != std::string::npos) return read.error();
      notices.push_back(read.error().text());
    }
    return Done{};
  });
}

}  // namespace graft::store
