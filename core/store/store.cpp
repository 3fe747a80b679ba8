// SPDX-License-Identifier: Apache-2.0
#include "core/store/store.hpp"

#include <filesystem>

#include <unistd.h>

#include "core/base/system.hpp"
#include "core/store/ingest.hpp"
#include "core/store/metrics.hpp"
#include "core/store/migrations.hpp"
#include "core/store/salvage.hpp"

namespace graft::store {
namespace fs = std::filesystem;
namespace {

std::string folderOf(const std::string& home) { return home + "/store"; }

std::string fileOf(const std::string& home) { return folderOf(home) + "/store.sqlite"; }

/// Returns an unused name next to the store.
std::string freshName(const std::string& home, const std::string& stem) {
  std::error_code error;
  for (int i = 1;; ++i) {
    const std::string path = folderOf(home) + "/" + stem + "-" + std::to_string(i) + ".sqlite";
    if (!fs::exists(path, error)) return path;
  }
}

/// SQLite detects a truncated file only when it reads the missing part.
Status checkLength(SQLite::Database& db) {
  return guarded(db.getFilename(), [&]() -> Status {
    const auto pages = db.execAndGet("PRAGMA page_count").getInt64(), size = db.execAndGet("PRAGMA page_size").getInt64();
    std::error_code error;
    if (static_cast<int64_t>(fs::file_size(db.getFilename(), error)) < pages * size) throwDamage("the file is shorter than it says");
    return Done{};
  });
}

}  // namespace

Store::Store(const std::string& home) : m_home(home), m_file(fileOf(home)) {}
Store::Store(Store&&) noexcept = default;
Store& Store::operator=(Store&&) noexcept = default;
Store::~Store() = default;

Status Store::openFile(int busyMs) {
  m_db.reset();
  GRAFT_TRY(m_db, openDatabase(m_file, m_readOnly ? Access::Read : Access::Write, busyMs));
  if (!m_readOnly) GRAFT_CHECK(migrate(*m_db, newestVersion(), freshName(m_home, "before-migration")));
  GRAFT_CHECK(checkLength(*m_db));
  return checkSchema(*m_db);
}

/// The old file is renamed, never deleted, so that it can be examined.
Status Store::startAnew(const std::string& reason) {
  m_db.reset();
  const std::string aside = freshName(m_home, "damaged");
  GRAFT_CHECK(renameEntry(m_file, aside));
  std::error_code error;
  if (fs::exists(m_file + "-journal", error)) GRAFT_CHECK(renameEntry(m_file + "-journal", aside + "-journal"));
  GRAFT_CHECK(openFile(0));
  const auto saved = salvage(aside, *m_db);
  m_notices.push_back(reason + " It was moved to " + aside + "; " + std::to_string(saved) +
                      " notes, tags, comparisons and votes were taken over from it, the runs are read again from their folders.");
  return Done{};
}

Result<Store> Store::open(const std::string& home, int busyMs) {
  Store store(home);
  GRAFT_CHECK(makeFolder(folderOf(home)));
  auto lock = FolderLock::take(folderOf(home));
  store.m_readOnly = !lock.ok();
  if (lock.ok()) store.m_lock.push_back(std::move(*lock));
  // Refused means that another program holds the lock. Any other error is an unwritable folder.
  if (!lock.ok() && lock.error().code != Code::Refused)
    store.m_notices.push_back("The store can only be read here, so what is newer than it does not show: " + lock.error().text());
  std::error_code error;
  if (store.m_readOnly && !fs::exists(store.m_file, error)) return lock.error();
  const Status opened = store.openFile(busyMs);
  if (opened.ok()) return store;
  if (!isDamage(opened.error()) || store.m_readOnly) return opened.error();
  GRAFT_CHECK(store.startAnew("The store was damaged."));
  return store;
}

Result<Store> Store::rebuild(const std::string& home) {
  Store store(home);
  GRAFT_CHECK(makeFolder(folderOf(home)));
  GRAFT_TRY(auto lock, FolderLock::take(folderOf(home)));
  store.m_lock.push_back(std::move(lock));
  std::error_code error;
  if (fs::exists(store.m_file, error))
    GRAFT_CHECK(store.startAnew("The store was rebuilt."));
  else
    GRAFT_CHECK(store.openFile(0));
  return store;
}

Status Store::writable() const {
  if (!m_readOnly) return Done{};
  const auto holder = FolderLock::holder(folderOf(m_home));
  if (holder == 0)
    return Error{Code::Refused, msg("the store can only be read here"), m_file, msg("Nothing was changed."), msg("Use another --home.")};
  return Error{Code::Refused, msg("another Graft program has the store open for writing (process %1)", holder), m_file,
               msg("Nothing was changed."), msg("Do it there, or close it first.")};
}

Status Store::catchUp() { return m_readOnly ? Status(Done{}) : readFolders(*this, m_notices); }
Status Store::catchUp(const std::string& run) { return m_readOnly ? Status(Done{}) : readRun(*this, run, m_notices); }

Result<std::vector<std::string>> Store::check() const {
  return guarded(m_file, [&]() -> Result<std::vector<std::string>> {
    std::vector<std::string> faults;
    SQLite::Statement whole(*m_db, "PRAGMA integrity_check");
    while (whole.executeStep()) {
      if (const auto line = whole.getColumn(0).getString(); line != "ok") faults.push_back(line);
    }
    GRAFT_TRY(const auto chunks, damagedChunks(*this));
    faults.insert(faults.end(), chunks.begin(), chunks.end());
    return faults;
  });
}

Status Store::backup(const std::string& path) const {
  std::error_code error;
  if (fs::exists(path, error))
    return Error{Code::Refused, msg("there is a file of this name already"), path, msg("It was not touched."), msg("Choose another name.")};
  return copyTo(*m_db, fs::absolute(path).string());
}

Status Store::restore(const std::string& home, const std::string& path) {
  GRAFT_CHECK(makeFolder(folderOf(home)));
  GRAFT_TRY(const auto lock, FolderLock::take(folderOf(home)));
  const std::string file = fileOf(home), arriving = file + ".arriving";
  {
    GRAFT_TRY(const auto copy, openDatabase(path, Access::Read, 0));
    GRAFT_CHECK(checkLength(*copy));
    GRAFT_CHECK(checkSchema(*copy));
    GRAFT_CHECK(guarded(path, [&]() -> Status {
      if (const auto said = copy->execAndGet("PRAGMA integrity_check").getString(); said != "ok")
        return Error{Code::BadInput, msg("the copy is damaged (%1)", said), path, msg("The store is as it was."),
                     msg("Take another copy, or rebuild the store from the runs: graft store rebuild.")};
      return Done{};
    }));
    GRAFT_CHECK(copyTo(*copy, arriving));
  }
  std::error_code error;
  if (fs::exists(file, error)) {
    // Rolls back an unfinished transaction of a killed process, so that the kept file is complete without its journal.
    GRAFT_CHECK(openDatabase(file, Access::Write, 0));
    GRAFT_CHECK(renameEntry(file, freshName(home, "before-restore")));
  }
  GRAFT_CHECK(renameEntry(arriving, file));
  return syncFolder(folderOf(home));
}

}  // namespace graft::store
