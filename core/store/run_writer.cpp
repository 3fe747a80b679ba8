// SPDX-License-Identifier: Apache-2.0
#include "core/store/run_writer.hpp"

#include <limits>

#include "core/store/runs.hpp"

namespace graft::store {
namespace {

constexpr double kNan = std::numeric_limits<double>::quiet_NaN();

/// SQLite has no NaN, so non-finite numbers are stored as NULL.
void bindNumber(SQLite::Statement& statement, int index, std::optional<double> value) {
  if (value)
    statement.bind(index, *value);
  else
    statement.bind(index);
}
void writeSettings(SQLite::Database& db, int64_t run, const Json& settings) {
  SQLite::Statement clear(db, "DELETE FROM settings WHERE run = ?");
  clear.bind(1, run);
  clear.exec();
  if (!settings.is_object()) return;
  SQLite::Statement insert(db, "INSERT INTO settings VALUES (?, ?, ?)");
  for (const auto& [key, value] : settings.items()) {
    insert.reset();
    insert.bind(1, run);
    insert.bind(2, key);
    insert.bind(3, dump(value));
    insert.exec();
  }
}

}  // namespace

std::optional<double> numberIn(const Json& object, const char* key) {
  return object.is_object() && object.contains(key) && object[key].is_number() ? std::optional(object[key].get<double>()) : std::nullopt;
}

RunWriter::RunWriter(SQLite::Database& db, int64_t run) : m_db(db), m_run(run) {
  SQLite::Statement last(db, "SELECT chunk * ? + length(data) / 8 FROM metrics WHERE run = ? AND metric = ? ORDER BY chunk DESC LIMIT 1");
  last.bind(1, kChunkSteps);
  last.bind(2, run);
  last.bind(3, static_cast<int>(Metric::Loss));
  if (last.executeStep()) m_step = last.getColumn(0).getInt64();
}

int64_t RunWriter::writeRecord(SQLite::Database& db, const std::string& name, const Json& record, const std::string& stamp) {
  const auto typed = fromJson<RunRecord>(record);
  const RunRow row = rowOf(name, typed);
  SQLite::Statement upsert(
      db,
      "INSERT INTO runs (name, state, parent, model, dataset, dataset_version, started, ended, steps, loss_last, heldout_loss,"
      " heldout_exact_match, record, record_stamp) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14)"
      " ON CONFLICT (name) DO UPDATE SET state = ?2, parent = ?3, model = ?4, dataset = ?5, dataset_version = ?6, started = ?7, ended = ?8,"
      " steps = ?9, loss_last = ?10, heldout_loss = ?11, heldout_exact_match = ?12, record = ?13, record_stamp = ?14");
  int column = 1;
  for (const auto& text : {row.name, row.state, row.parent, row.model, row.dataset}) upsert.bind(column++, text);
  upsert.bind(6, row.datasetVersion);
  upsert.bind(7, row.started);
  upsert.bind(8, row.ended);
  upsert.bind(9, row.steps);
  bindNumber(upsert, 10, row.lossLast);
  bindNumber(upsert, 11, row.heldoutLoss);
  bindNumber(upsert, 12, row.heldoutExactMatch);
  upsert.bind(13, dump(record));
  upsert.bind(14, stamp);
  upsert.exec();
  SQLite::Statement find(db, "SELECT id FROM runs WHERE name = ?");
  find.bind(1, name);
  find.executeStep();
  const int64_t id = find.getColumn(0).getInt64();
  writeSettings(db, id, typed.settings);
  if (const auto hash = typed.hashes.adapter.value_or(""); !hash.empty()) {
    SQLite::Statement adapter(db, "INSERT OR REPLACE INTO adapters VALUES (?, ?)");
    adapter.bind(1, id);
    adapter.bind(2, hash);
    adapter.exec();
  }
  return id;
}

void RunWriter::forget(SQLite::Database& db, const std::string& name) {
  for (const char* table : {"settings", "streams", "metrics", "evaluations", "samples", "checkpoints", "warnings", "adapters"}) {
    SQLite::Statement remove(db, std::string("DELETE FROM ") + table + " WHERE run = (SELECT id FROM runs WHERE name = ?)");
    remove.bind(1, name);
    remove.exec();
  }
}

std::vector<double>& RunWriter::chunk(Metric metric, int64_t number) {
  const ChunkKey key{metric, number};
  if (const auto found = m_chunks.find(key); found != m_chunks.end()) return found->second;
  SQLite::Statement query(m_db, "SELECT data FROM metrics WHERE run = ? AND metric = ? AND chunk = ?");
  query.bind(1, m_run);
  query.bind(2, static_cast<int>(metric));
  query.bind(3, number);
  return m_chunks[key] = query.executeStep() ? unpackValues(query.getColumn(0).getString()) : std::vector<double>{};
}

void RunWriter::step(const Json& line) {
  if (m_step < 1) return;
  const auto place = static_cast<size_t>((m_step - 1) % kChunkSteps);
  for (const Metric metric : kMetrics) {
    auto& values = chunk(metric, (m_step - 1) / kChunkSteps);
    if (values.size() <= place) values.resize(place + 1, kNan);
    values[place] = get<double>(line, metricKey(metric), kNan);
  }
}

/// Discards steps after `step`, which an earlier worker computed and lost. Warnings from before this worker's first step are kept.
void RunWriter::cutAfter(int64_t step, const std::string& file) {
  flush();
  m_step = step;
  for (const char* sql :
       {"DELETE FROM evaluations WHERE run = ?1 AND step > ?2", "DELETE FROM samples WHERE run = ?1 AND step > ?2",
        "DELETE FROM checkpoints WHERE run = ?1 AND step > ?2", "DELETE FROM warnings WHERE run = ?1 AND step > ?2 AND file <> ?3"}) {
    SQLite::Statement remove(m_db, sql);
    remove.bind(1, m_run);
    remove.bind(2, step);
    if (remove.getBindParameterCount() == 3) remove.bind(3, file);
    remove.exec();
  }
  SQLite::Statement whole(m_db, "DELETE FROM metrics WHERE run = ? AND chunk * ? >= ?");
  whole.bind(1, m_run);
  whole.bind(2, kChunkSteps);
  whole.bind(3, step);
  whole.exec();
  for (const Metric metric : kMetrics) {
    auto& values = chunk(metric, step / kChunkSteps);
    values.resize(std::min(values.size(), static_cast<size_t>(step % kChunkSteps)));
    if (values.empty()) m_chunks.erase({metric, step / kChunkSteps});
  }
}

void RunWriter::take(const Frame& frame, const std::string& file) {
  const Json& p = frame.payload;
  if (const auto phase = eventIn<PhaseEvent>(frame); phase && phase->resumedAfter.value_or(-1) >= 0) cutAfter(*phase->resumedAfter, file);
  if (p.is_object() && p.contains("step")) m_step = get<int64_t>(p, "step", 0);
  if (frame.type == FrameType::Step) step(p);
  if (frame.type == FrameType::Evaluation) {
    SQLite::Statement insert(m_db, "INSERT OR REPLACE INTO evaluations VALUES (?, ?, ?, ?)");
    insert.bind(1, m_run);
    insert.bind(2, m_step);
    bindNumber(insert, 3, numberIn(p, "heldout_loss"));
    bindNumber(insert, 4, numberIn(p, "heldout_exact_match"));
    insert.exec();
  }
  if (frame.type == FrameType::Sample) {
    SQLite::Statement insert(m_db, "INSERT OR REPLACE INTO samples VALUES (?, ?, ?)");
    insert.bind(1, m_run);
    insert.bind(2, m_step);
    insert.bind(3, dump(p.contains("answers") ? p["answers"] : Json::array()));
    insert.exec();
  }
  if (const auto checkpoint = eventIn<CheckpointEvent>(frame)) {
    SQLite::Statement insert(m_db, "INSERT OR REPLACE INTO checkpoints VALUES (?, ?, ?, ?)");
    insert.bind(1, m_run);
    insert.bind(2, m_step);
    insert.bind(3, checkpoint->seconds);
    insert.bind(4, static_cast<int64_t>(checkpoint->bytes));
    insert.exec();
  }
  if (frame.type == FrameType::Warning) {
    SQLite::Statement insert(m_db, "INSERT OR REPLACE INTO warnings VALUES (?, ?, ?, ?, ?)");
    insert.bind(1, m_run);
    insert.bind(2, file);
    insert.bind(3, static_cast<int64_t>(frame.sequence));
    insert.bind(4, m_step);
    insert.bind(5, dump(p));
    insert.exec();
  }
}

void RunWriter::flush() {
  SQLite::Statement write(m_db,
                          "INSERT INTO metrics (run, metric, chunk, digest, data) VALUES (?1, ?2, ?3, ?4, ?5)"
                          " ON CONFLICT (run, metric, chunk) DO UPDATE SET digest = ?4, data = ?5");
  for (const auto& [key, values] : m_chunks) {
    const std::string bytes = packValues(values);
    write.reset();
    write.bind(1, m_run);
    write.bind(2, static_cast<int>(key.first));
    write.bind(3, key.second);
    write.bind(4, chunkDigest(bytes));
    write.bind(5, bytes.data(), static_cast<int>(bytes.size()));
    write.exec();
  }
  m_chunks.clear();
}

}  // namespace graft::store
