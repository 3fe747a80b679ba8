// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <cstddef>
#include <cstring>
#include <filesystem>
#include <future>
#include <unordered_set>

#include "core/base/hash.hpp"
#include "core/base/system.hpp"
#include "core/data/dataset.hpp"
#include "core/data/dataset_info.hpp"
#include "core/data/import_report.hpp"
#include "core/data/near_duplicates.hpp"
#include "core/data/row_source.hpp"

namespace graft {
namespace fs = std::filesystem;
namespace {

constexpr size_t kProbeRows = 50;
constexpr size_t kLargeGroup = 100;  // similar rows: larger groups are a kind of row, not copies of one
constexpr uint64_t kSplitSalt = 0x6772616674ull;

std::string cleanName(const std::string& wanted) {
  std::string out;
  for (const char c : wanted) out += std::isalnum(static_cast<unsigned char>(c)) || c == '-' || c == '_' || c == '.' ? c : '-';
  while (!out.empty() && out.front() == '.') out.erase(0, 1);
  return out.empty() ? "data" : out.substr(0, 80);
}

/// A folder that is removed again unless it was published.
struct Staging {
  fs::path folder;
  ~Staging() {
    std::error_code error;
    if (!folder.empty()) fs::remove_all(folder, error);
  }
};

/// One import: rows go through mapping, split and counting to the two files of a version.
class Importer {
 public:
  Importer(const ImportOptions& options, const std::string& folder, OutputFile rows, OutputFile index)
      : m_options(options),
        m_folder(folder),
        m_rows(std::move(rows)),
        m_index(std::move(index)),
        m_mapping(options.mapping),
        m_heldoutMapping(options.mapping) {}

  Status heldoutRows(RowSource& source) {
    return each(source, m_options.heldoutFile, m_heldoutMapping, [this](const RawRow& raw, const Example& e, uint64_t key) {
      m_heldoutKeys.insert(key);
      return add(raw, e, key, Side::HeldOut);
    });
  }
  Status rows(RowSource& source) {
    return each(source, m_options.file, m_mapping, [this](const RawRow& raw, const Example& e, uint64_t key) {
      return add(raw, e, key, m_heldoutKeys.contains(key) ? Side::HeldOut : sideOf(key));
    });
  }
  Result<Json> finish(const RowSource& source);

 private:
  using Use = std::function<Status(const RawRow&, const Example&, uint64_t key)>;
  /// Held out or not is a function of the question's words alone, so it survives a re-import with more rows.
  Side sideOf(uint64_t key) const {
    if (!m_options.heldoutFile.empty()) return Side::Train;
    return static_cast<double>(mix64(key) >> 11) * 0x1p-53 < m_options.holdout ? Side::HeldOut : Side::Train;
  }
  Status each(RowSource& source, const std::string& path, Mapping& mapping, const Use& use);
  Status guessFrom(RowSource& source, const std::string& path, Mapping& mapping, std::vector<RawRow>& probe, bool& more);
  Status take(const RawRow& raw, const Use& use);
  Status add(const RawRow& raw, const Example& example, uint64_t key, Side side);
  Status keepTogether(const std::vector<std::vector<uint32_t>>& similar);

  const ImportOptions& m_options;
  std::string m_folder;
  OutputFile m_rows, m_index;
  Mapping m_mapping, m_heldoutMapping;
  RowMapper m_mapper;
  ImportReport m_report;
  SimilarTexts m_similar;
  Sha256 m_hash;
  std::unordered_set<uint64_t> m_heldoutKeys;
  uint64_t m_offset = 0;
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
    m_report.reject(raw.line, raw.problem);
    return Done{};
  }
  auto example = m_mapper.map(raw.json);
  if (!example.ok()) {
    if (example.error().code != Code::BadInput) return example.error();
    m_report.reject(raw.line, example.error().what);
    return Done{};
  }
  // Rows that differ only in case, spaces or punctuation have one key.
  const std::string plain = plainText(example->prompt);
  m_similar.add(static_cast<uint32_t>(m_report.accepted()), plain);
  return use(raw, *example, hash64(plain, kSplitSalt));
}

Status Importer::add(const RawRow& raw, const Example& example, uint64_t key, Side side) {
  const IndexEntry entry{m_offset, static_cast<uint32_t>(example.json.size()), side, hash64(example.json), raw.line};
  m_rows.write(example.json);
  m_rows.write("\n");
  m_index.write({reinterpret_cast<const char*>(&entry), sizeof entry});
  m_offset += example.json.size() + 1;
  m_hash.add(example.json);
  m_hash.add(side == Side::HeldOut ? "\nheld-out\n" : "\ntrain\n");
  m_report.accept(example, key, entry.hash, side == Side::HeldOut);
  return Done{};
}

/// Groups of similar rows that lie on both sides go to the held-out side as a whole. Very large groups stay as they are
/// and are counted: moving them would leave nothing to train on.
Status Importer::keepTogether(const std::vector<std::vector<uint32_t>>& similar) {
  GRAFT_TRY(const auto index, MappedFile::open(m_folder + "/index.bin"));
  const auto sideAt = [&](uint32_t row) {
    IndexEntry entry;
    std::memcpy(&entry, index.bytes().data() + row * sizeof entry, sizeof entry);
    return entry.side;
  };
  const Side heldout = Side::HeldOut;
  std::vector<std::pair<uint64_t, std::string>> moves;
  uint64_t rows = 0, across = 0;
  for (const auto& group : similar) {
    rows += group.size() - 1;
    const auto held =
        static_cast<size_t>(std::count_if(group.begin(), group.end(), [&](uint32_t row) { return sideAt(row) == Side::HeldOut; }));
    if (held == 0 || held == group.size()) continue;
    if (group.size() > kLargeGroup || group.size() * 20 > m_report.accepted() + 20) {
      across += held;
      continue;
    }
    for (const uint32_t row : group) {
      if (sideAt(row) == Side::HeldOut) continue;
      moves.emplace_back(row * sizeof(IndexEntry) + offsetof(IndexEntry, side),
                         std::string(reinterpret_cast<const char*>(&heldout), sizeof heldout));
      m_hash.add("\nmoved " + std::to_string(row));
      m_report.moveToHeldOut();
    }
  }
  m_report.similar(rows, across, !m_similar.isFull());
  return moves.empty() ? Status(Done{}) : patchFile(m_folder + "/index.bin", moves);
}

Result<Json> Importer::finish(const RowSource& source) {
  if (m_report.accepted() == 0) {
    return Error{Code::BadInput, "no usable row: " + m_report.rejectedText(), m_options.file, "Nothing was changed.",
                 "Correct the rows, or say with --shape and --map what they are."};
  }
  // Sorting and syncing go on side by side; both take a good part of a second for a million rows.
  auto groups = std::async(std::launch::async, [this] { return m_similar.groups(); });
  GRAFT_CHECK(m_rows.close());
  GRAFT_CHECK(m_index.close());
  GRAFT_CHECK(m_report.countDuplicates());
  GRAFT_CHECK(keepTogether(groups.get()));
  const bool isTable = source.format == "csv" || source.format == "tsv";
  const Json report = m_report.json(m_mapping, source.columns, isTable && m_options.read.header);
  Json manifest = {{"dataset", ""},
                   {"version", 0},
                   {"hash", m_hash.hex()},
                   {"format", source.format},
                   {"encoding", source.encoding},
                   {"holdout", m_options.holdout}};
  manifest.update(report);
  return manifest;
}

/// Moves the staged version into place, or finds an equal one; sets name and version in the manifest.
Status publish(Staging& staging, const fs::path& datasets, const std::string& name, Json& manifest) {
  const fs::path folder = datasets / name;
  GRAFT_CHECK(makeFolder(folder.string()));
  manifest["dataset"] = name;
  std::error_code error;
  int next = 1;
  for (const auto& entry : fs::directory_iterator(folder, error)) {
    const int number = std::atoi(entry.path().filename().c_str());
    next = std::max(next, number + 1);
    const auto other = readJsonFile((entry.path() / "manifest.json").string());
    if (other.ok() && get<std::string>(*other, "hash", "") == get<std::string>(manifest, "hash", "-")) {
      manifest["version"] = number;
      manifest["unchanged"] = true;
      return Done{};
    }
  }
  manifest["version"] = next;
  GRAFT_CHECK(writeFileAtomic((staging.folder / "manifest.json").string(), dump(manifest, 1) + "\n"));
  GRAFT_CHECK(publishFolder(staging.folder.string(), (folder / std::to_string(next)).string()));
  staging.folder.clear();
  return Done{};
}

}  // namespace

Result<Json> importFile(const ImportOptions& asked, const std::string& home) {
  ImportOptions options = asked;
  if (fs::path(options.file).filename() == "dataset_info.json") GRAFT_CHECK(resolveDatasetInfo(options));
  if (!(options.holdout >= 0 && options.holdout < 1))
    return Error{Code::BadUsage, "--holdout is " + std::to_string(options.holdout) + ", it must be at least 0 and below 1", {}, {}, {}};
  const std::string name = cleanName(options.name.empty() ? fs::path(options.file).stem().string() : options.name);
  const fs::path datasets = fs::path(home) / "datasets";
  Staging staging;
  const fs::path folder = datasets / (".import-" + std::to_string(mix64(static_cast<uint64_t>(monotonicSeconds() * 1e9)) & 0xffffff));
  // Nothing is made before the files themselves could be opened.
  GRAFT_TRY(const auto source, openRows(options.file, options.read));
  std::unique_ptr<RowSource> heldout;
  if (!options.heldoutFile.empty()) {
    GRAFT_TRY(heldout, openRows(options.heldoutFile, {{}, options.read.encoding, options.read.header}));
  }
  GRAFT_CHECK(makeFolder(folder.string()));
  staging.folder = folder;
  GRAFT_TRY(auto rows, OutputFile::create((folder / "rows.jsonl").string()));
  GRAFT_TRY(auto index, OutputFile::create((folder / "index.bin").string()));
  Importer importer(options, folder.string(), std::move(rows), std::move(index));
  if (heldout) GRAFT_CHECK(importer.heldoutRows(*heldout));
  GRAFT_CHECK(importer.rows(*source));
  GRAFT_TRY(Json manifest, importer.finish(*source));
  manifest["source"] = fs::path(options.file).filename().string();
  GRAFT_CHECK(publish(staging, datasets, name, manifest));
  return manifest;
}

}  // namespace graft
