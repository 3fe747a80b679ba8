// SPDX-License-Identifier: Apache-2.0
#include <filesystem>
#include <unordered_set>

#include "core/base/system.hpp"
#include "core/data/dataset_info.hpp"
#include "core/data/version_writer.hpp"

namespace graft {
namespace fs = std::filesystem;
namespace {

constexpr size_t kProbeRows = 50;

std::string cleanName(const std::string& wanted) {
  std::string out;
  for (const char c : wanted) out += std::isalnum(static_cast<unsigned char>(c)) || c == '-' || c == '_' || c == '.' ? c : '-';
  while (!out.empty() && out.front() == '.') out.erase(0, 1);
  return out.empty() ? "data" : out.substr(0, 80);
}

/// One import: rows go through mapping and split to the writer of the version.
class Importer {
 public:
  Importer(const ImportOptions& options, VersionWriter& writer)
      : m_options(options), m_writer(writer), m_mapping(options.mapping), m_heldoutMapping(options.mapping) {}

  Status heldoutRows(RowSource& source) {
    return each(source, m_options.heldoutFile, m_heldoutMapping, [this](const RawRow& raw, const Example& e, const Question& q) {
      m_heldoutKeys.insert(q.key);
      m_writer.add(raw.line, e, q, Side::HeldOut);
    });
  }
  Status rows(RowSource& source) {
    const double holdout = m_options.heldoutFile.empty() ? m_options.holdout : 0;
    return each(source, m_options.file, m_mapping, [this, holdout](const RawRow& raw, const Example& e, const Question& q) {
      m_writer.add(raw.line, e, q, m_heldoutKeys.contains(q.key) ? Side::HeldOut : sideOf(q.key, holdout));
    });
  }
  Result<Json> finish(const RowSource& source);

 private:
  using Use = std::function<void(const RawRow&, const Example&, const Question&)>;
  Status each(RowSource& source, const std::string& path, Mapping& mapping, const Use& use);
  Status guessFrom(RowSource& source, const std::string& path, Mapping& mapping, std::vector<RawRow>& probe, bool& more);
  Status take(const RawRow& raw, const Use& use);

  const ImportOptions& m_options;
  VersionWriter& m_writer;
  Mapping m_mapping, m_heldoutMapping;
  RowMapper m_mapper;
  std::unordered_set<uint64_t> m_heldoutKeys;
};

/// Reads the first rows and decides from them which column is what.
Status Importer::guessFrom(RowSource& source, const std::string& path, Mapping& mapping, std::vector<RawRow>& probe, bool& more) {
  std::vector<std::string> texts;
  RawRow row;
  while (more && probe.size() < kProbeRows) {
    GRAFT_TRY(more, source.next(row));
    if (!more) break;
    if (row.problem.empty()) texts.push_back(row.json);
    probe.push_back(row);
  }
  if (probe.empty())
    return Error{Code::BadInput,
                 "the file has no rows" + std::string(source.columns.empty() ? "" : " below its header"),
                 path,
                 {},
                 "Add at least one row."};
  if (texts.empty())
    return Error{Code::BadInput, "no row can be read; line " + std::to_string(probe[0].line) + ": " + probe[0].problem, path, {}, {}};
  auto guessed = RowMapper::guess(texts, mapping);
  if (!guessed.ok()) return guessed.error().at(path);
  mapping = std::move(guessed).value();
  return Done{};
}

Status Importer::each(RowSource& source, const std::string& path, Mapping& mapping, const Use& use) {
  std::vector<RawRow> probe;
  bool more = true;
  GRAFT_CHECK(guessFrom(source, path, mapping, probe, more));
  m_mapper.use(mapping);
  for (const auto& one : probe) GRAFT_CHECK(take(one, use));
  double lastReport = monotonicSeconds();
  RawRow row;
  for (uint64_t n = 0; more; ++n) {
    GRAFT_TRY(more, source.next(row));
    if (!more) break;
    GRAFT_CHECK(take(row, use));
    if (n % 256 != 0) continue;
    if (m_options.cancelled && m_options.cancelled())
      return Error{Code::Stopped, "the import was stopped", path, "Nothing was changed.", {}};
    if (const double now = monotonicSeconds(); m_options.progress && now - lastReport > 0.5) {
      m_options.progress(source.consumedBytes(), source.sizeBytes);
      lastReport = now;
    }
  }
  return Done{};
}

Status Importer::take(const RawRow& raw, const Use& use) {
  if (!raw.problem.empty()) {
    m_writer.report().reject(raw.line, raw.problem);
    return Done{};
  }
  auto example = m_mapper.map(raw.json);
  if (!example.ok()) {
    if (example.error().code != Code::BadInput) return example.error();
    m_writer.report().reject(raw.line, example.error().what);
    return Done{};
  }
  use(raw, *example, questionOf(*example));
  return Done{};
}

Result<Json> Importer::finish(const RowSource& source) {
  if (m_writer.report().accepted() == 0) {
    return Error{Code::BadInput, "no usable row: " + m_writer.report().rejectedText(), m_options.file, "Nothing was changed.",
                 "Correct the rows, or say with --shape and --map what they are."};
  }
  const bool isTable = source.format == "csv" || source.format == "tsv";
  GRAFT_TRY(const Json report, m_writer.finish(m_mapping, source.columns, isTable && m_options.read.header));
  Json manifest = {
      {"dataset", ""}, {"version", 0}, {"format", source.format}, {"encoding", source.encoding}, {"holdout", m_options.holdout}};
  manifest.update(report);
  return manifest;
}

}  // namespace

Result<Json> importFile(const ImportOptions& asked, const std::string& home) {
  ImportOptions options = asked;
  if (fs::path(options.file).filename() == "dataset_info.json") GRAFT_CHECK(resolveDatasetInfo(options));
  if (!(options.holdout >= 0 && options.holdout < 1))
    return Error{Code::BadUsage, "--holdout is " + std::to_string(options.holdout) + ", it must be at least 0 and below 1", {}, {}, {}};
  const std::string name = cleanName(options.name.empty() ? fs::path(options.file).stem().string() : options.name);
  // Nothing is made before the files themselves could be opened.
  GRAFT_TRY(const auto source, openRows(options.file, options.read));
  std::unique_ptr<RowSource> heldout;
  if (!options.heldoutFile.empty()) {
    GRAFT_TRY(heldout, openRows(options.heldoutFile, {{}, options.read.encoding, options.read.header}));
  }
  GRAFT_TRY(const auto writer, VersionWriter::begin(home));
  Importer importer(options, *writer);
  if (heldout) GRAFT_CHECK(importer.heldoutRows(*heldout));
  GRAFT_CHECK(importer.rows(*source));
  GRAFT_TRY(Json manifest, importer.finish(*source));
  manifest["source"] = fs::path(options.file).filename().string();
  GRAFT_CHECK(writer->publish(name, manifest));
  return manifest;
}

}  // namespace graft
