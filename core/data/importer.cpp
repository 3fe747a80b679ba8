// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <filesystem>
#include <unordered_set>

#include "core/base/system.hpp"
#include "core/data/dataset_info.hpp"
#include "core/data/input_files.hpp"
#include "core/data/version_writer.hpp"

namespace graft {
namespace fs = std::filesystem;
namespace {

std::string cleanName(const std::string& wanted) {
  std::string out;
  for (const char c : wanted) out += std::isalnum(static_cast<unsigned char>(c)) || c == '-' || c == '_' || c == '.' ? c : '-';
  while (!out.empty() && out.front() == '.') out.erase(0, 1);
  return out.empty() ? "data" : out.substr(0, 80);
}

/// Detects a header that is a data row. Column names are short; a sentence, or a name with final punctuation, is data.
bool looksLikeData(const std::vector<std::string>& columns) {
  return std::any_of(columns.begin(), columns.end(), [](const std::string& c) {
    return c.size() > 60 || (c.size() > 12 && std::count(c.begin(), c.end(), ' ') >= 3) ||
           (!c.empty() && (c.back() == '?' || c.back() == '.' || c.back() == '!'));
  });
}

/// State of an import: rows pass mapping and split to the version's writer.
class Importer {
 public:
  Importer(const ImportOptions& options, std::vector<InputFile>& inputs, VersionWriter& writer)
      : m_options(options), m_inputs(inputs), m_writer(writer), m_holdout(inputs.back().isHeldOut ? 0 : options.holdout) {}
  /// Reads the held-out file first, because equal questions in the other files join the held-out split.
  Status run();
  Result<DatasetManifest> finish();

 private:
  Status read(InputFile& input);
  Status take(InputFile& input, const RawRow& raw);
  void leaveOut(InputFile& input, uint64_t line, const Message& reason);
  void noteHow();
  void divideNamed();
  void tellProgress() const;
  /// Name of the file in reports; empty if the import has one file.
  std::string nameOf(const InputFile& input) const { return m_inputs.size() > 1 ? input.name : std::string(); }
  std::vector<ImportedFile> list() const;

  const ImportOptions& m_options;
  std::vector<InputFile>& m_inputs;
  VersionWriter& m_writer;
  double m_holdout;
  RowMapper m_mapper;
  std::unordered_set<uint64_t> m_heldoutKeys;
  std::vector<std::pair<uint64_t, uint64_t>> m_namedTrain;  ///< rows that a column assigns to the training split, with their keys
};

Status Importer::run() {
  if (m_inputs.back().isHeldOut) GRAFT_CHECK(read(m_inputs.back()));
  for (InputFile& input : m_inputs) {
    if (!input.isHeldOut) GRAFT_CHECK(read(input));
  }
  noteHow();
  divideNamed();
  return Done{};
}

/// A split column that only names the training split is ignored. A row whose question is held out elsewhere is held out too.
void Importer::divideNamed() {
  const bool isOneSided = m_heldoutKeys.empty();
  for (const auto& [row, key] : m_namedTrain) {
    if (isOneSided ? splitOf(key, m_holdout) == Split::HeldOut : m_heldoutKeys.contains(key)) m_writer.holdOut(row);
  }
  if (isOneSided && !m_namedTrain.empty() && m_holdout > 0)
    m_writer.report().note(msg("the column of sides says 'train' everywhere, so rows are held out as from any other file"));
}

/// Adds notes on the column mapping (once if all files share it), and on headers that look like data.
void Importer::noteHow() {
  const auto& first = m_inputs.front().mapping.note;
  const bool isOne = std::all_of(m_inputs.begin(), m_inputs.end(), [&](const auto& input) { return input.mapping.note == first; });
  for (const InputFile& input : m_inputs) {
    const auto inFile = [&](const Message& note) { return m_inputs.size() > 1 ? msg("%1: %2", input.name, note) : note; };
    const auto& columns = input.rows->columns;
    const bool isTable = input.rows->format == "csv" || input.rows->format == "tsv";
    if (!input.mapping.note.empty() && !(isOne && &input != &m_inputs.front()))
      m_writer.report().note(isOne ? input.mapping.note : inFile(input.mapping.note));
    for (const auto& remark : input.rows->remarks()) m_writer.report().note(inFile(remark));
    if (isTable && m_options.read.header && looksLikeData(columns))
      m_writer.report().note(
          inFile(msg("the header row looks like data ('%1'); if it is a row, import with --no-header", columns[0].substr(0, 60))));
  }
}

void Importer::tellProgress() const {
  uint64_t done = 0, all = 0;
  for (const InputFile& input : m_inputs) done += input.rows->consumedBytes(), all += input.rows->sizeBytes;
  m_options.progress(done, all);
}

Status Importer::read(InputFile& input) {
  GRAFT_TRY(const FirstRows first, firstRows(input));
  GRAFT_TRY(input.mapping, first.guess(input.asked));
  m_mapper.use(input.mapping);
  for (const auto& one : first.rows) GRAFT_CHECK(take(input, one));
  double lastReport = monotonicSeconds();
  RawRow row;
  for (uint64_t n = 0; !first.isAll; ++n) {
    GRAFT_TRY(const bool more, input.rows->next(row));
    if (!more) break;
    GRAFT_CHECK(take(input, row));
    if (n % 256 != 0) continue;
    if (m_options.cancelled && m_options.cancelled())
      return Error{Code::Stopped, msg("the import was stopped"), input.path, msg("Nothing was changed."), {}};
    if (const double now = monotonicSeconds(); m_options.progress && now - lastReport > 0.5) {
      tellProgress();
      lastReport = now;
    }
  }
  return Done{};
}

void Importer::leaveOut(InputFile& input, uint64_t line, const Message& reason) {
  m_writer.report().reject(line, reason, nameOf(input));
  ++input.leftOut;
}

Status Importer::take(InputFile& input, const RawRow& raw) {
  if (!raw.problem.empty()) {
    leaveOut(input, raw.line, raw.problem);
    return Done{};
  }
  auto example = m_mapper.map(raw.json);
  if (!example.ok()) {
    if (example.error().code != Code::BadInput) return example.error();
    leaveOut(input, raw.line, withHint(raw, example.error().what));
    if (example.error().hint == Message(kMendTurns)) m_writer.report().countOutOfTurn();
    return Done{};
  }
  const Question question = questionOf(*example);
  const auto file = static_cast<uint16_t>(&input - m_inputs.data());
  const uint64_t key = raw.group != 0 ? raw.group : question.key;
  if (input.isHeldOut || raw.isHeldOut || example->heldOut == true) m_heldoutKeys.insert(key);
  if (example->heldOut == false) m_namedTrain.emplace_back(m_writer.report().accepted(), key);
  const bool isHeld = m_heldoutKeys.contains(key), isNamed = raw.namesSplit || example->heldOut;
  m_writer.add({raw.line, file}, *example, question, isHeld ? Split::HeldOut : splitOf(key, isNamed ? 0 : m_holdout), raw.group);
  ++input.taken;
  return Done{};
}

std::vector<ImportedFile> Importer::list() const {
  std::vector<ImportedFile> out;
  for (const InputFile& input : m_inputs)
    out.push_back({input.name, input.rows->format, input.mapping.shape, input.taken, input.leftOut,
                   input.isHeldOut ? std::optional(true) : std::nullopt});
  return out;
}

Result<DatasetManifest> Importer::finish() {
  if (m_writer.report().accepted() == 0) {
    return Error{
        Code::BadInput, msg("no usable row: %1", m_writer.report().rejectedText()), m_options.file, msg("Nothing was changed."),
        m_writer.report().outOfTurn() > 0 ? Message(kMendTurns) : msg("Correct the rows, or say with --shape and --map what they are.")};
  }
  const InputFile& first = m_inputs.front();
  GRAFT_TRY(DatasetManifest manifest, m_writer.finish(first.mapping, first.rows->columns));
  manifest.format = first.rows->format;
  manifest.encoding = first.rows->encoding;
  manifest.holdout = m_options.holdout;
  manifest.source = first.name;
  if (m_inputs.size() > 1) manifest.files = list();
  return manifest;
}

}  // namespace

Result<DatasetManifest> importFile(const ImportOptions& asked, const std::string& home) {
  ImportOptions options = asked;
  if (fs::path(options.file).filename() == "dataset_info.json") GRAFT_CHECK(resolveDatasetInfo(options));
  if (!(options.holdout >= 0 && options.holdout < 1))
    return Error{Code::BadUsage,
                 msg("%2 is %1, it must be at least 0 and below 1", options.holdout, flag("--holdout")),
                 {},
                 {},
                 msg("Example: %1 0.1 holds out one row in ten.", flag("--holdout"))};
  const std::string name = cleanName(options.name.empty() ? fs::path(options.file).stem().string() : options.name);
  GRAFT_TRY(auto inputs, openInputs(options));
  GRAFT_TRY(const auto writer, VersionWriter::begin(home));
  Importer importer(options, inputs, *writer);
  GRAFT_CHECK(importer.run());
  GRAFT_TRY(DatasetManifest manifest, importer.finish());
  GRAFT_CHECK(writer->publish(name, manifest));
  return manifest;
}

}  // namespace graft
