// SPDX-License-Identifier: Apache-2.0
// HOME/store/store.sqlite: every experiment in one place that can be searched. Runs stay whole in their folders; the store reads
// their recorded events, so it can be lost and built again. What only people know (notes, tags, votes) lives here alone.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "core/base/file.hpp"

namespace SQLite {
class Database;
}

namespace graft::store {

/// One process at a time writes (it holds HOME/store's lock); others read. One object, one connection, one thread.
class Store {
 public:
  /// The writer when nobody else is, else a reader. A damaged file is moved aside, what people wrote is taken over from it as far
  /// as it can be read, and the rest comes back with `catchUp`; `notices` says so. Refused and untouched: a newer store and
  /// another program's database.
  static Result<Store> open(const std::string& home, int busyMs = 10'000);
  /// Moves the file aside, whatever it is, and begins anew with what can be read of it.
  static Result<Store> rebuild(const std::string& home);

  bool isReadOnly() const { return m_readOnly; }
  const std::vector<std::string>& notices() const { return m_notices; }
  const std::string& home() const { return m_home; }
  const std::string& file() const { return m_file; }

  /// Reads what is new in HOME/runs and HOME/datasets; nothing when this is a reader. One transaction for each run. A run whose
  /// folder cannot be read is passed over, with a notice.
  Status catchUp();
  /// The same for one run.
  Status catchUp(const std::string& run);

  /// Every page, every index, every chunk of metrics; one line for each fault.
  Result<std::vector<std::string>> check() const;
  /// A whole copy. Refused when `path` exists.
  Status backup(const std::string& path) const;
  /// Puts a copy in the place of the store, which is kept beside it. Refused unless the copy is whole and ours.
  static Status restore(const std::string& home, const std::string& path);

  SQLite::Database& connection() const { return *m_db; }
  /// Refused for a reader: says who has to be closed.
  Status writable() const;

  Store(Store&&) noexcept;
  Store& operator=(Store&&) noexcept;
  ~Store();

 private:
  explicit Store(const std::string& home);
  Status openFile(int busyMs);
  Status startAnew(const std::string& reason);
  std::string m_home, m_file;
  std::vector<FolderLock> m_lock;  // one when this is the writer
  std::unique_ptr<SQLite::Database> m_db;
  std::vector<std::string> m_notices;
  bool m_readOnly = false;
};

}  // namespace graft::store
