// SPDX-License-Identifier: Apache-2.0
#include "core/data/version_writer.hpp"

#include <algorithm>
#include <cstddef>
#include <cstring>
#include <filesystem>
#include <future>
#include <unordered_set>
#include <utility>

#include "core/base/system.hpp"

namespace graft {
namespace fs = std::filesystem;
namespace {

constexpr size_t kLargeGroup = 100;  // similar rows: a larger group is a kind of row, not copies of one
constexpr uint64_t kSplitSalt = 0x6772616674ull;

/// Removes a folder on destruction, unless its ownership was transferred.
struct Staging {
  std::string folder;
  ~Staging() {
    std::error_code error;
    if (!folder.empty()) fs::remove_all(folder, error);
  }
};

IndexEntry entryAt(const MappedFile& index, uint64_t row) {
  IndexEntry entry;
  std::memcpy(&entry, index.bytes().data() + row * sizeof entry, sizeof entry);
  return entry;
}

}  // namespace

Question questionOf(const Example& example) {
  Question out{plainText(example.prompt), 0};
  out.key = hash64(out.plain, kSplitSalt);
  return out;
}
Split splitOf(uint64_t key, double holdout) {
  return static_cast<double>(mix64(key) >> 11) * 0x1p-53 < holdout ? Split::HeldOut : Split::Train;
}

Result<std::unique_ptr<VersionWriter>> VersionWriter::begin(const std::string& home) {
  const auto number = mix64(static_cast<uint64_t>(monotonicSeconds() * 1e9)) & 0xffffff;
  const fs::path folder = fs::path(home) / "datasets" / (".import-" + std::to_string(number));
  Staging staging{folder.string()};
  GRAFT_CHECK(makeFolder(folder.string()));
  GRAFT_TRY(auto rows, OutputFile::create((folder / "rows.jsonl").string()));
  GRAFT_TRY(auto index, OutputFile::create((folder / "index.bin").string()));
  return std::unique_ptr<VersionWriter>(new VersionWriter(home, std::exchange(staging.folder, {}), std::move(rows), std::move(index)));
}
VersionWriter::~VersionWriter() { const Staging staging{m_folder}; }

void VersionWriter::add(RowPlace place, const Example& example, const Question& question, Split side, uint64_t group) {
  if (group != 0) m_grouped.emplace_back(group, m_report.accepted());
  const IndexEntry entry{m_offset, static_cast<uint32_t>(example.json.size()), side, hash64(example.core), place.line, place.file};
  m_similar.add(static_cast<uint32_t>(m_report.accepted()), question.plain);
  m_rows.write(example.json);
  m_rows.write("\n");
  m_index.write({reinterpret_cast<const char*>(&entry), sizeof entry});
  m_offset += example.json.size() + 1;
  m_hash.add(example.json);
  m_hash.add(side == Split::HeldOut ? "\nheld-out\n" : "\ntrain\n");
  m_report.accept(example, question.key, entry.hash, side == Split::HeldOut);
}

Status VersionWriter::moveToHeldOut(const std::vector<uint64_t>& rows) {
  if (rows.empty()) return Done{};
  std::vector<std::pair<uint64_t, std::string>> moves;
  {
    GRAFT_TRY(const auto index, MappedFile::open(m_folder + "/index.bin"));
    const Split heldout = Split::HeldOut;
    for (const uint64_t row : rows) {
      if (entryAt(index, row).side == Split::HeldOut) continue;
      moves.emplace_back(row * sizeof(IndexEntry) + offsetof(IndexEntry, side),
                         std::string(reinterpret_cast<const char*>(&heldout), sizeof heldout));
      m_hash.add("\nmoved " + std::to_string(row));
      m_report.moveToHeldOut();
    }
  }
  return moves.empty() ? Status(Done{}) : patchFile(m_folder + "/index.bin", moves);
}

/// Moves groups of similar rows that lie in both splits to the held-out split. Very large groups are only counted: moving them would leave
/// no training rows.
Status VersionWriter::keepTogether(const std::vector<std::vector<uint32_t>>& similar) {
  GRAFT_TRY(const auto index, MappedFile::open(m_folder + "/index.bin"));
  std::vector<uint64_t> moved;
  uint64_t rows = 0, across = 0;
  for (const auto& group : similar) {
    rows += group.size() - 1;
    const auto held = static_cast<size_t>(
        std::count_if(group.begin(), group.end(), [&](uint32_t row) { return entryAt(index, row).side == Split::HeldOut; }));
    if (held == 0 || held == group.size()) continue;
    if (group.size() > kLargeGroup || group.size() * 20 > m_report.accepted() + 20)
      across += held;
    else
      moved.insert(moved.end(), group.begin(), group.end());
  }
  m_report.similar(rows, across, !m_similar.isFull());
  return moveToHeldOut(moved);
}

/// Moves all rows of a group to the held-out split if one of them is there.
Status VersionWriter::keepGroups() {
  if (m_grouped.empty()) return Done{};
  GRAFT_TRY(const auto index, MappedFile::open(m_folder + "/index.bin"));
  std::unordered_set<uint64_t> held;
  for (const auto& [group, row] : m_grouped) {
    if (entryAt(index, row).side == Split::HeldOut) held.insert(group);
  }
  std::vector<uint64_t> moved;
  for (const auto& [group, row] : m_grouped) {
    if (held.contains(group)) moved.push_back(row);
  }
  return moveToHeldOut(moved);
}

Result<DatasetManifest> VersionWriter::finish(const Mapping& mapping, const std::vector<std::string>& columns) {
  // Grouping and syncing run concurrently. Each takes a good part of a second for a million rows.
  auto groups = std::async(std::launch::async, [this] { return m_similar.groups(); });
  GRAFT_CHECK(m_rows.close());
  GRAFT_CHECK(m_index.close());
  GRAFT_CHECK(m_report.countDuplicates());
  const auto similar = groups.get();
  GRAFT_CHECK(moveToHeldOut(m_named));
  GRAFT_CHECK(keepTogether(similar));
  GRAFT_CHECK(keepGroups());
  DatasetManifest out = m_report.manifest(mapping, columns);
  out.hash = m_hash.hex();
  return out;
}

Status VersionWriter::publish(const std::string& name, DatasetManifest& manifest) {
  const fs::path folder = fs::path(m_home) / "datasets" / name;
  GRAFT_CHECK(makeFolder(folder.string()));
  manifest.dataset = name;
  std::error_code error;
  int next = 1;
  for (const auto& entry : fs::directory_iterator(folder, error)) {
    const int number = std::atoi(entry.path().filename().c_str());
    next = std::max(next, number + 1);
    const auto other = readJsonFile((entry.path() / "manifest.json").string());
    if (other.ok() && get<std::string>(*other, "hash", "") == manifest.hash) {
      manifest.version = number;
      manifest.unchanged = true;
      return Done{};
    }
  }
  manifest.version = next;
  GRAFT_CHECK(writeFileAtomic(m_folder + "/manifest.json", dump(toJson(manifest), 1) + "\n"));
  GRAFT_CHECK(publishFolder(m_folder, (folder / std::to_string(next)).string()));
  m_folder.clear();
  return Done{};
}

}  // namespace graft
