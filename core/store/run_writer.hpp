// SPDX-License-Identifier: Apache-2.0
// Writes a run's rows inside the caller's transaction: its record, and the content of its frames.
#pragma once

#include <map>

#include "core/protocol/frames.hpp"
#include "core/store/database.hpp"
#include "core/store/metrics.hpp"

namespace graft::store {

/// Returns the member if it is present and a number.
std::optional<double> numberIn(const Json& object, const char* key);

class RunWriter {
 public:
  /// Continues after the last stored step.
  RunWriter(SQLite::Database& db, int64_t run);

  /// Inserts or updates the run's row, settings and adapter, and returns its id.
  static int64_t writeRecord(SQLite::Database& db, const std::string& name, const Json& record, const std::string& stamp);
  /// Deletes everything that was read from a run's events, but keeps the run's row.
  static void forget(SQLite::Database& db, const std::string& name);
  /// `file` names the stream that contains the frame. A frame that reports resuming after step N discards everything after N.
  void take(const Frame& frame, const std::string& file);
  /// Writes the changed chunks. Call it once before the commit.
  void flush();

 private:
  using ChunkKey = std::pair<Metric, int64_t>;
  std::vector<double>& chunk(Metric metric, int64_t number);
  void step(const Json& line);
  void cutAfter(int64_t step, const std::string& file);
  SQLite::Database& m_db;
  int64_t m_run, m_step = 0;
  std::map<ChunkKey, std::vector<double>> m_chunks;
};

}  // namespace graft::store
