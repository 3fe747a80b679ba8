// SPDX-License-Identifier: Apache-2.0
// HOME/store/store.sqlite: a searchable index of all experiments. Runs stay complete in their folders and the store reads their recorded
// events, so it can be rebuilt. Only the user's data (notes, tags, votes) exists in the store alone.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "core/base/file.hpp"

namespace SQLite {
class Database;
}

namespace graft::store {

/// A single process writes at a time (it holds HOME/store's lock); others read. Each object has one connection and belongs to one thread.
class Store {
 public:
  /// Opens as the writer if there is none, else as a reader. A damaged file is moved aside, and the user's data is salvaged as far as
  /// readable. The rest is restored by `catchUp`, and `notices` reports it. A newer store and another program's database fail with Refused
  /// and stay untouched.
  static Result<Store> open(const std::string& home, int busyMs = 10'000);
  /// Moves the file aside, in any condition, and creates a new one with the data that can be salvaged.
  static Result<Store> rebuild(const std::string& home);

  bool isReadOnly() const { return m_readOnly; }
  const std::vector<std::string>& notices() const { return m_notices; }
  const std::string& home() const { return m_home; }
  const std::string& file() const { return m_file; }

  /// Reads new data in HOME/runs and HOME/datasets; does nothing for a reader. One transaction per run. A run with an unreadable folder is
  /// skipped, with a notice.
  Status catchUp();
  /// Catches up one run.
  Status catchUp(const std::string& run);

  /// Checks every page, index and chunk of metrics. Returns a line for each fault.
  Result<std::vector<std::string>> check() const;
  /// Writes a complete copy. Fails with Refused if `path` exists.
  Status backup(const std::string& path) const;
  /// Replaces the store by a copy and keeps the old file next to it. Fails with Refused unless the copy is intact and Graft's.
  static Status restore(const std::string& home, const std::string& path);

  SQLite::Database& connection() const { return *m_db; }
  /// Fails with Refused for a reader, naming the process that must be closed.
  Status writable() const;

  Store(Store&&) noexcept;
  Store& operator=(Store&&) noexcept;
  ~Store();

 private:
  explicit Store(const std::string& home);
  Status openFile(int busyMs);
  Status startAnew(const std::string& reason);
  std::string m_home, m_file;
  std::vector<FolderLock> m_lock;  // one element for the writer, else empty
  std::unique_ptr<SQLite::Database> m_db;
  std::vector<std::string> m_notices;
  bool m_readOnly = false;
};

}  // namespace graft::store
