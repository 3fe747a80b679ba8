// SPDX-License-Identifier: Apache-2.0
#include "core/store/run_details.hpp"

#include "core/base/message_json.hpp"

#include "core/store/database.hpp"
#include "core/store/store.hpp"

namespace graft::store {
namespace {

std::optional<double> numberAt(SQLite::Statement& row, int index) {
  const auto column = row.getColumn(index);
  return column.isNull() ? std::nullopt : std::optional(column.getDouble());
}

/// Statement about a run, bound to its name.
SQLite::Statement about(const Store& store, const std::string& run, const char* sql) {
  SQLite::Statement query(store.connection(), sql);
  query.bind(1, run);
  return query;
}

#define GRAFT_OF_RUN " WHERE run = (SELECT id FROM runs WHERE name = ?) "

Status readRow(const Store& store, const std::string& run, RunDetails& out) {
  auto record = about(store, run, "SELECT record FROM runs WHERE name = ?");
  if (!record.executeStep()) return Error{Code::BadInput, msg("the store knows no run of this name"), run, {}, msg("See graft runs.")};
  GRAFT_TRY(const Json parsed, parseJson(record.getColumn(0).getString()));
  out.record = fromJson<RunRecord>(parsed);
  out.row = rowOf(run, out.record);
  auto note = about(store, run, "SELECT text FROM notes WHERE run = ?");
  if (note.executeStep()) out.row.note = note.getColumn(0).getString();
  auto tags = about(store, run, "SELECT tag FROM tags WHERE run = ? ORDER BY tag");
  while (tags.executeStep()) out.row.tags.push_back(tags.getColumn(0).getString());
  return Done{};
}

void readEvents(const Store& store, const std::string& run, RunDetails& out) {
  auto evaluations = about(store, run, "SELECT step, loss, exact_match FROM evaluations" GRAFT_OF_RUN "ORDER BY step");
  while (evaluations.executeStep())
    out.evaluations.push_back({evaluations.getColumn(0).getInt64(), numberAt(evaluations, 1), numberAt(evaluations, 2)});
  auto samples = about(store, run, "SELECT step, answers FROM samples" GRAFT_OF_RUN "ORDER BY step");
  while (samples.executeStep()) {
    SampleEvent sample{samples.getColumn(0).getInt64(), {}};
    if (const auto answers = parseJson(samples.getColumn(1).getString()); answers.ok()) (void)fields::read(*answers, sample.answers);
    out.samples.push_back(std::move(sample));
  }
  auto checkpoints = about(store, run, "SELECT step, bytes, seconds FROM checkpoints" GRAFT_OF_RUN "ORDER BY step");
  while (checkpoints.executeStep())
    out.checkpoints.push_back(
        {checkpoints.getColumn(0).getInt64(), checkpoints.getColumn(1).getInt64(), checkpoints.getColumn(2).getDouble()});
  auto warnings = about(store, run, "SELECT step, payload FROM warnings" GRAFT_OF_RUN "ORDER BY file, sequence");
  while (warnings.executeStep()) {
    const auto payload = parseJson(warnings.getColumn(1).getString());
    if (!payload.ok() || !payload->is_object()) continue;
    auto warning = fromJson<WarningEvent>(*payload);
    if (!warning.change.is_object()) warning.change = Json::object();
    out.warnings.push_back({warnings.getColumn(0).getInt64(), warning.rule, nameOf(warning.level), std::move(warning.text),
                            std::move(warning.action), std::move(warning.change)});
  }
}

}  // namespace

Result<RunDetails> readRunDetails(const Store& store, const std::string& run) {
  return guarded(store.file(), [&]() -> Result<RunDetails> {
    RunDetails out;
    GRAFT_CHECK(readRow(store, run, out));
    readEvents(store, run, out);
    for (const Metric metric : kMetrics) {
      GRAFT_TRY(out.metrics[static_cast<size_t>(metric) - 1], series(store, run, metric));
    }
    return out;
  });
}

Result<Progress> progressOf(const Store& store, const std::string& run) {
  return guarded(store.file(), [&]() -> Result<Progress> {
    Progress out;
    auto record = about(store, run, "SELECT record FROM runs WHERE name = ?");
    if (!record.executeStep()) return Error{Code::BadInput, msg("the store knows no run of this name"), run, {}, msg("See graft runs.")};
    GRAFT_TRY(const Json parsed, parseJson(record.getColumn(0).getString()));
    const auto typed = fromJson<RunRecord>(parsed);
    if (typed.plan) out.steps = typed.plan->steps;
    out.state = typed.state;
    SQLite::Statement last(store.connection(), "SELECT chunk, data FROM metrics" GRAFT_OF_RUN "AND metric = ? ORDER BY chunk DESC LIMIT 1");
    last.bind(1, run);
    last.bind(2, static_cast<int>(Metric::Seconds));
    if (!last.executeStep()) return out;
    const auto seconds = unpackValues(last.getColumn(1).getString());
    out.step = last.getColumn(0).getInt64() * kChunkSteps + static_cast<int64_t>(seconds.size());
    constexpr size_t kRecent = 32;
    double sum = 0;
    size_t count = 0;
    for (size_t i = seconds.size() - std::min(kRecent, seconds.size()); i < seconds.size(); ++i) sum += seconds[i], ++count;
    if (count > 0) out.secondsPerStep = sum / static_cast<double>(count);
    return out;
  });
}

}  // namespace graft::store
