// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <array>
#include <cmath>
#include <filesystem>
#include <unordered_map>
#include <unordered_set>

#include "core/base/hash.hpp"
#include "core/base/system.hpp"
#include "core/data/dataset.hpp"
#include "core/data/dataset_info.hpp"
#include "core/data/hash_counter.hpp"
#include "core/data/row_source.hpp"

namespace graft {
namespace fs = std::filesystem;
namespace {

constexpr size_t kMaxListed = 1000;     // rejected rows kept with line and reason; all are counted
constexpr size_t kProbeRows = 50;
constexpr size_t kLongRow = 100'000;    // characters
constexpr size_t kMaxAnswers = 20'000;  // distinct answers that are counted for balance
constexpr uint64_t kSplitSalt = 0x6772616674ull;

/// What each byte becomes in a near-duplicate key: letters in lower case, digits and all of non-ASCII kept, 0 for the
/// rest. A table, because the C library's isalpha and tolower took a third of an import.
constexpr std::array<char, 256> kKeyBytes = [] {
  std::array<char, 256> table{};
  for (int c = 0; c < 256; ++c) {
    const bool upper = c >= 'A' && c <= 'Z', kept = (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c >= 0x80;
    table[static_cast<size_t>(c)] = static_cast<char>(upper ? c + 32 : kept ? c : 0);
  }
  return table;
}();

/// Rows that differ only in case, spaces or punctuation are near duplicates: they have one key.
uint64_t nearKey(std::string_view prompt) {
  std::string key(prompt.size(), '\0');
  size_t n = 0;
  for (const char c : prompt) {
    const char kept = kKeyBytes[static_cast<unsigned char>(c)];
    key[n] = kept;
    n += kept != 0;
  }
  key.resize(n);
  return hash64(key.empty() ? prompt : std::string_view(key), kSplitSalt);
}

/// Lengths in classes of about 5 %, so that percentiles need no list of all rows.
class LengthStatistics {
 public:
  void add(size_t length) {
    ++m_classes[std::min(m_classes.size() - 1, static_cast<size_t>(std::log1p(static_cast<double>(length)) * 20))];
    ++m_count;
    m_longest = std::max(m_longest, length);
    m_total += length;
  }
  Json json() const {
    return {{"mean", m_count ? static_cast<double>(m_total) / static_cast<double>(m_count) : 0.0}, {"median", percentile(0.5)}, {"p95", percentile(0.95)}, {"longest", m_longest}};
  }

 private:
  uint64_t percentile(double share) const {
    uint64_t seen = 0;
    for (size_t i = 0; i < m_classes.size(); ++i) {
      seen += m_classes[i];
      if (m_count && static_cast<double>(seen) >= share * static_cast<double>(m_count)) return std::min<uint64_t>(m_longest, static_cast<uint64_t>(std::expm1((static_cast<double>(i) + 0.5) / 20)));
    }
    return m_longest;
  }
  std::array<uint64_t, 512> m_classes{};
  uint64_t m_count = 0, m_total = 0;
  size_t m_longest = 0;
};

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

/// One import: rows go through mapping, split and statistics to the two files of a version.
class Importer {
 public:
  Importer(const ImportOptions& options, OutputFile rows, OutputFile index) : m_options(options), m_rows(std::move(rows)), m_index(std::move(index)) {}

  Status heldoutFrom(const std::string& path) { return each(path, {}, m_heldoutMapping, [this](const RawRow& raw, const Example& e) { return add(raw, e, nearKey(e.prompt), Side::HeldOut); }); }
  Status main() {
    return each(m_options.file, m_options.second, m_mapping, [this](const RawRow& raw, const Example& e) {
      const uint64_t key = nearKey(e.prompt);
      return add(raw, e, key, m_heldoutKeys.contains(key) ? Side::HeldOut : sideOf(key));
    });
  }
  Result<Json> finish();
  void useMapping(Mapping mapping) { m_mapping = m_heldoutMapping = std::move(mapping); }

 private:
  Side sideOf(uint64_t key) const {
    if (!m_options.heldoutFile.empty()) return Side::Train;
    return static_cast<double>(mix64(key) >> 11) * 0x1p-53 < m_options.holdout ? Side::HeldOut : Side::Train;
  }
  template <class Use>
  Status each(const std::string& path, const std::string& second, Mapping& mapping, Use&& use);
  Status take(const RawRow& raw, const std::function<Status(const RawRow&, const Example&)>& use);
  Status add(const RawRow& raw, const Example& example, uint64_t key, Side side);
  void reject(uint64_t line, const std::string& reason) {
    ++m_rejected;
    if (m_list.size() < kMaxListed) m_list.push_back({{"line", line}, {"reason", reason}});
  }

  const ImportOptions& m_options;
  OutputFile m_rows, m_index;
  Mapping m_mapping, m_heldoutMapping;
  RowMapper m_mapper;
  Sha256 m_hash;
  HashCounter m_exact, m_near;
  LengthStatistics m_lengths;
  std::unordered_map<std::string, uint64_t> m_answers;
  std::unordered_set<uint64_t> m_heldoutKeys;
  std::string m_format, m_encoding;
  std::vector<std::string> m_columns;
  Json m_list = Json::array();
  uint64_t m_ok = 0, m_rejected = 0, m_heldout = 0, m_offset = 0, m_long = 0, m_control = 0;
};

template <class Use>
Status Importer::each(const std::string& path, const std::string& second, Mapping& mapping, Use&& use) {
  GRAFT_TRY(auto source, openRows(path, second));
  std::vector<RawRow> probe;
  std::vector<std::string> texts;
  RawRow row;
  bool more = true;
  while (more && probe.size() < kProbeRows) {
    GRAFT_TRY(more, source->next(row));
    if (!more) break;
    if (row.problem.empty()) texts.push_back(row.json);
    probe.push_back(row);
  }
  if (probe.empty()) return Error{Code::BadInput, "the file has no rows" + std::string(source->columns.empty() ? "" : " below its header"), path, {}, "Add at least one row."};
  if (texts.empty()) return Error{Code::BadInput, "no row can be read; line " + std::to_string(probe[0].line) + ": " + probe[0].problem, path, {}, {}};
  auto guessed = RowMapper::guess(texts, mapping);
  if (!guessed.ok()) return guessed.error().at(path);
  mapping = std::move(guessed).value();
  m_mapper.use(mapping);
  m_format = source->format;
  m_encoding = source->encoding;
  m_columns = source->columns;
  for (const auto& one : probe) GRAFT_CHECK(take(one, use));
  double lastReport = monotonicSeconds();
  for (uint64_t n = 0; more; ++n) {
    GRAFT_TRY(more, source->next(row));
    if (!more) break;
    GRAFT_CHECK(take(row, use));
    if (n % 256 != 0) continue;
    if (m_options.cancelled && m_options.cancelled()) return Error{Code::Stopped, "the import was stopped", path, "Nothing was changed.", {}};
    if (const double now = monotonicSeconds(); m_options.progress && now - lastReport > 0.5) {
      m_options.progress(source->consumedBytes(), source->sizeBytes);
      lastReport = now;
    }
  }
  return Done{};
}

Status Importer::take(const RawRow& raw, const std::function<Status(const RawRow&, const Example&)>& use) {
  if (!raw.problem.empty()) {
    reject(raw.line, raw.problem);
    return Done{};
  }
  auto example = m_mapper.map(raw.json);
  if (!example.ok()) {
    if (example.error().code != Code::BadInput) return example.error();
    reject(raw.line, example.error().what);
    return Done{};
  }
  return use(raw, *example);
}

Status Importer::add(const RawRow& raw, const Example& example, uint64_t key, Side side) {
  IndexEntry entry{m_offset, static_cast<uint32_t>(example.json.size()), side, hash64(example.json), raw.line};
  m_rows.write(example.json);
  m_rows.write("\n");
  m_index.write({reinterpret_cast<const char*>(&entry), sizeof entry});
  m_offset += example.json.size() + 1;
  m_hash.add(example.json);
  m_hash.add(side == Side::HeldOut ? "\nheld-out\n" : "\ntrain\n");
  m_exact.add(entry.hash);
  m_near.add(mix64(key ^ hash64(example.answer)));
  if (side == Side::HeldOut && !m_options.heldoutFile.empty()) m_heldoutKeys.insert(key);
  m_lengths.add(example.json.size());
  if (!example.answer.empty() && (m_answers.size() < kMaxAnswers || m_answers.contains(example.answer)) && example.answer.size() < 200) ++m_answers[example.answer];
  ++m_ok;
  m_heldout += side == Side::HeldOut;
  m_long += example.json.size() > kLongRow;
  m_control += example.controlTokens;
  return Done{};
}

std::string countOf(uint64_t n, const char* one, const char* many) { return std::to_string(n) + (n == 1 ? one : many); }

Result<Json> Importer::finish() {
  if (m_ok == 0) {
    return Error{Code::BadInput, "no usable row: " + countOf(m_rejected, " was", " were") + " left out" + (m_list.empty() ? "" : ", the first (line " + std::to_string(m_list[0]["line"].get<uint64_t>()) + "): " + m_list[0]["reason"].get<std::string>()),
                 m_options.file, "Nothing was changed.", "Correct the rows, or say with --shape and --map what they are."};
  }
  GRAFT_CHECK(m_rows.close());
  GRAFT_CHECK(m_index.close());
  GRAFT_TRY(const uint64_t exact, m_exact.repeats());
  GRAFT_TRY(const uint64_t near, m_near.repeats());
  Json warnings = Json::array();
  if (!m_mapping.note.empty()) warnings.push_back(m_mapping.note);
  if (m_long) warnings.push_back(countOf(m_long, " row is", " rows are") + " longer than " + std::to_string(kLongRow) + " characters and will be cut, or left out, at the length limit of a run");
  if (m_control) warnings.push_back(countOf(m_control, " row holds", " rows hold") + " control-token text such as <|...|>; it is read as ordinary text");
  if (m_heldout == 0) warnings.push_back("no row is held out, so a run cannot tell learning from memorising");
  if (m_heldout == m_ok) warnings.push_back("every row is held out, so there is nothing to train on");
  if (m_mapping.shape == Shape::Preference) warnings.push_back("training uses the preferred answers; the rejected ones are kept with the rows");
  if (m_mapping.shape == Shape::Kto) warnings.push_back("training uses the rows marked as good; the others are kept");
  Json top = Json::array();
  std::vector<std::pair<std::string, uint64_t>> answers(m_answers.begin(), m_answers.end());
  std::sort(answers.begin(), answers.end(), [](const auto& a, const auto& b) { return a.second != b.second ? a.second > b.second : a.first < b.first; });
  for (size_t i = 0; i < answers.size() && i < 10; ++i) top.push_back({{"answer", answers[i].first}, {"rows", answers[i].second}});
  if (!answers.empty() && m_ok >= 20 && static_cast<double>(answers[0].second) > 0.3 * static_cast<double>(m_ok)) {
    warnings.push_back("one answer stands in " + std::to_string(100 * answers[0].second / m_ok) + " % of the rows; the model will overuse it");
  }
  Json columns = Json::object();
  for (const auto& [field, column] : m_mapping.columns) columns[field] = column;
  return Json{{"dataset", ""}, {"version", 0}, {"hash", m_hash.hex()}, {"shape", shapeName(m_mapping.shape)}, {"rows_ok", m_ok}, {"rows_rejected", m_rejected},
              {"rejected", m_list}, {"exact_duplicates", exact}, {"near_duplicates", near > exact ? near - exact : 0}, {"train", m_ok - m_heldout}, {"heldout", m_heldout},
              {"warnings", warnings}, {"encoding", m_encoding}, {"format", m_format}, {"columns", m_columns}, {"mapping", columns},
              {"characters", m_lengths.json()}, {"distinct_answers", m_answers.size()}, {"top_answers", top}, {"holdout", m_options.holdout}};
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
  fs::rename(staging.folder, folder / std::to_string(next), error);
  if (error) {
    errno = error.value();
    return fileError(folder.string(), "publishing the version");
  }
  staging.folder.clear();
  return Done{};
}

}  // namespace

Result<Json> importFile(const ImportOptions& asked, const std::string& home) {
  ImportOptions options = asked;
  if (fs::path(options.file).filename() == "dataset_info.json") GRAFT_CHECK(resolveDatasetInfo(options));
  if (!(options.holdout >= 0 && options.holdout < 1)) return Error{Code::BadUsage, "--holdout is " + std::to_string(options.holdout) + ", it must be at least 0 and below 1", {}, {}, {}};
  const std::string name = cleanName(options.name.empty() ? fs::path(options.file).stem().string() : options.name);
  const fs::path datasets = fs::path(home) / "datasets";
  Staging staging;
  const fs::path folder = datasets / (".import-" + std::to_string(mix64(static_cast<uint64_t>(monotonicSeconds() * 1e9)) & 0xffffff));
  // Nothing is made before the file itself could be opened.
  GRAFT_CHECK(openRows(options.file, options.second));
  GRAFT_CHECK(makeFolder(folder.string()));
  staging.folder = folder;
  GRAFT_TRY(auto rows, OutputFile::create((folder / "rows.jsonl").string()));
  GRAFT_TRY(auto index, OutputFile::create((folder / "index.bin").string()));
  Importer importer(options, std::move(rows), std::move(index));
  importer.useMapping(options.mapping);
  if (!options.heldoutFile.empty()) GRAFT_CHECK(importer.heldoutFrom(options.heldoutFile));
  GRAFT_CHECK(importer.main());
  GRAFT_TRY(Json manifest, importer.finish());
  manifest["source"] = fs::path(options.file).filename().string();
  GRAFT_CHECK(publish(staging, datasets, name, manifest));
  return manifest;
}

}  // namespace graft
