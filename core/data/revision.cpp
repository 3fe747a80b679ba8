// SPDX-License-Identifier: Apache-2.0
#include "core/data/revision.hpp"

#include <unordered_set>

#include "core/data/personal_data.hpp"
#include "core/data/version_writer.hpp"

namespace graft {
namespace {

const char* sideName(Split side) { return side == Split::HeldOut ? "heldout" : "train"; }

/// Parses a key of the JSON form as a row number.
std::optional<size_t> rowOf(const std::string& key, size_t rows) {
  if (key.empty() || key.size() > 18 || key.find_first_not_of("0123456789") != std::string::npos) return {};
  const size_t row = std::stoull(key);
  return row < rows ? std::optional(row) : std::nullopt;
}

Error notOfThis() {
  return {Code::Refused, msg("the changes belong to another version of the data"), {}, {}, msg("Open that version, and make them there.")};
}

/// Reads the rows of a version and writes those of the next.
class Reviser {
 public:
  Reviser(const Dataset& dataset, const Revision& revision, VersionWriter& writer)
      : m_dataset(dataset), m_revision(revision), m_writer(writer), m_sides(dataset, revision) {}
  Status run(const std::function<bool()>& cancelled);
  RevisionCounts counts(const DatasetManifest& report) const;

 private:
  Result<Example> exampleOf(size_t row, bool& masked);
  const Dataset& m_dataset;
  const Revision& m_revision;
  VersionWriter& m_writer;
  RowMapper m_mapper;
  RevisedSides m_sides;
  uint64_t m_masked = 0, m_movedRows = 0, m_heldout = 0;
};

Result<Example> Reviser::exampleOf(size_t row, bool& masked) {
  // An unchanged row keeps its exact bytes.
  std::string text(m_dataset.text(row));
  const auto found = m_revision.changed.find(row);
  if (found != m_revision.changed.end()) text = dump(*found->second);
  masked = m_revision.masksPersonalData && findPersonalDataInRow(text).any();
  if (masked) {
    GRAFT_TRY(Json json, parseJson(text));
    masked = maskPersonalData(json);
    text = dump(json);
  }
  auto example = m_mapper.canonical(text);
  if (!example.ok()) {
    Error error = example.error();
    error.where = m_dataset.folder() + ", row " + std::to_string(row + 1);
    return error;
  }
  return example;
}

Status Reviser::run(const std::function<bool()>& cancelled) {
  bool masked = false;
  for (size_t row = 0; row < m_dataset.rows(); ++row) {
    if (row % 256 == 0 && cancelled && cancelled())
      return Error{Code::Stopped, msg("saving was stopped"), {}, msg("Nothing was changed."), {}};
    if (m_revision.removed.contains(row)) continue;
    GRAFT_TRY(const Example example, exampleOf(row, masked));
    const Question question = questionOf(example);
    const Split side = m_sides.of(row, question.key);
    m_masked += masked;
    m_movedRows += side != m_dataset.entry(row).side;
    m_heldout += side == Split::HeldOut;
    m_writer.add({m_dataset.entry(row).line, static_cast<uint16_t>(m_dataset.entry(row).file)}, example, question, side);
  }
  if (m_writer.report().accepted() == 0)
    return Error{Code::BadInput, msg("no row would be left"), m_dataset.folder(), msg("Nothing was changed."),
                 msg("Keep at least one row.")};
  return Done{};
}

RevisionCounts Reviser::counts(const DatasetManifest& report) const {
  return {m_dataset.manifest().version, m_revision.changed.size(), m_revision.removed.size(), m_movedRows, m_masked,
          report.heldout - m_heldout};
}

}  // namespace

Json toJson(const Revision& revision) {
  Json changed = Json::object(), moved = Json::object();
  for (const auto& [row, example] : revision.changed) changed[std::to_string(row)] = *example;
  for (const auto& [row, side] : revision.moved) moved[std::to_string(row)] = sideName(side);
  Json out = {{"changed", changed}, {"moved", moved}, {"removed", revision.removed}, {"mask", revision.masksPersonalData}};
  if (revision.holdout) out["holdout"] = *revision.holdout;
  return out;
}

Result<Revision> revisionFromJson(const Json& json, size_t rows) {
  Revision out;
  const auto part = [&](const char* key, Json::value_t type) {
    return json.is_object() && json.contains(key) && json[key].type() == type ? json[key] : Json(type);
  };
  const Json changed = part("changed", Json::value_t::object), moved = part("moved", Json::value_t::object);
  for (const auto& [key, example] : changed.items()) {
    const auto row = rowOf(key, rows);
    if (!row || !checkedExample(example).ok()) return notOfThis();
    out.changed[*row] = std::make_shared<const Json>(example);
  }
  for (const auto& [key, side] : moved.items()) {
    const auto row = rowOf(key, rows);
    if (!row) return notOfThis();
    out.moved[*row] = side == sideName(Split::HeldOut) ? Split::HeldOut : Split::Train;
  }
  for (const Json& row : part("removed", Json::value_t::array)) {
    if (!row.is_number_unsigned() || row.get<uint64_t>() >= rows) return notOfThis();
    out.removed.insert(row.get<size_t>());
  }
  out.masksPersonalData = get<bool>(json, "mask", false);
  if (const double share = get<double>(json, "holdout", -1); share >= 0 && share < 1) out.holdout = share;
  return out;
}

Result<Json> revisedRow(const Dataset& dataset, const Revision& revision, size_t row) {
  const auto found = revision.changed.find(row);
  auto json = found != revision.changed.end() ? Result<Json>(*found->second) : dataset.row(row);
  if (json.ok() && revision.masksPersonalData) maskPersonalData(*json);
  return json;
}

Result<Revision> withSystemInQuestion(const Dataset& dataset, Revision revision) {
  for (size_t i = 0; i < dataset.rows(); ++i) {
    GRAFT_TRY(Json row, revisedRow(dataset, revision, i));
    if (!row.contains("messages") || row["messages"].size() < 2) continue;
    Json& messages = row["messages"];
    if (get<std::string>(messages[0], "role", "") != "system" || get<std::string>(messages[1], "role", "") != "user") continue;
    messages[1]["content"] = get<std::string>(messages[0], "content", "") + "\n\n" + get<std::string>(messages[1], "content", "");
    messages.erase(0);
    revision.changed[i] = std::make_shared<const Json>(std::move(row));
  }
  return revision;
}

Result<Example> checkedExample(const Json& example) { return RowMapper().canonical(dump(example)); }

namespace {

/// Null for an unreadable row.
std::optional<Example> readRevised(const Dataset& dataset, const Revision& revision, size_t row, RowMapper& mapper) {
  const auto json = revisedRow(dataset, revision, row);
  auto example = json.ok() ? mapper.canonical(dump(*json)) : Result<Example>(json.error());
  return example.ok() ? std::optional(std::move(*example)) : std::nullopt;
}

}  // namespace

RevisedSides::RevisedSides(const Dataset& dataset, const Revision& revision) : m_dataset(dataset), m_revision(revision) {
  RowMapper mapper;
  for (const auto& [row, side] : revision.moved) {
    if (const auto example = readRevised(dataset, revision, row, mapper)) m_moved[questionOf(*example).key] = side;
  }
}
Split RevisedSides::of(size_t row, uint64_t key) const {
  if (const auto found = m_moved.find(key); found != m_moved.end()) return found->second;
  return m_revision.holdout ? splitOf(key, *m_revision.holdout) : m_dataset.entry(row).side;
}
Split RevisedSides::of(size_t row) const {
  if (m_moved.empty() && !m_revision.holdout) return m_dataset.entry(row).side;
  RowMapper mapper;
  const auto example = readRevised(m_dataset, m_revision, row, mapper);
  return example ? of(row, questionOf(*example).key) : m_dataset.entry(row).side;
}

std::vector<uint8_t> markRows(const Dataset& dataset, const Revision& revision, const std::function<bool()>& cancelled) {
  std::vector<uint8_t> out(dataset.rows(), 0);
  const RevisedSides sides(dataset, revision);
  std::unordered_set<uint64_t> seen;
  RowMapper mapper;
  for (size_t row = 0; row < out.size(); ++row) {
    if (row % 256 == 0 && cancelled && cancelled()) return {};
    const auto example = readRevised(dataset, revision, row, mapper);
    if (!example) continue;
    const uint64_t key = questionOf(*example).key;
    const bool isRepeat = !revision.removed.contains(row) && !seen.insert(mix64(key ^ hash64(example->answer))).second;
    out[row] = static_cast<uint8_t>((findPersonalDataInRow(example->json).any() ? kPersonal : 0) | (isRepeat ? kRepeat : 0) |
                                    (example->controlTokens ? kControlTokens : 0) | (example->json.size() > kLongRow ? kLong : 0) |
                                    (sides.of(row, key) == Split::HeldOut ? kWillBeHeldOut : 0));
  }
  return out;
}

Result<DatasetManifest> reviseDataset(const Dataset& dataset, const Revision& revision, const std::string& home,
                                      const std::function<bool()>& cancelled) {
  const DatasetManifest& before = dataset.manifest();
  if (before.shape == Shape::Unknown)
    return Error{Code::BadInput, msg("the shape of these rows is not known to this version of Graft"), dataset.folder(),
                 msg("Nothing was changed."), msg("Use the version of Graft that imported them, or import them again.")};
  GRAFT_TRY(const auto writer, VersionWriter::begin(home));
  Reviser reviser(dataset, revision, *writer);
  GRAFT_CHECK(reviser.run(cancelled));
  Mapping mapping;
  mapping.shape = before.shape;
  GRAFT_TRY(DatasetManifest manifest, writer->finish(mapping, {}));
  // The import's report on the source file stays valid.
  manifest.format = before.format;
  manifest.encoding = before.encoding;
  manifest.source = before.source;
  manifest.files = before.files;
  manifest.rowsRejected = before.rowsRejected;
  manifest.rejected = before.rejected;
  manifest.columns = before.columns;
  manifest.mapping = before.mapping;
  manifest.holdout = revision.holdout.value_or(before.holdout);
  manifest.revised = reviser.counts(manifest);
  GRAFT_CHECK(writer->publish(before.dataset, manifest));
  return manifest;
}

}  // namespace graft
