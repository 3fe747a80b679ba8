// SPDX-License-Identifier: Apache-2.0
#include "core/data/dataset.hpp"

#include <algorithm>
#include <cstring>
#include <filesystem>

namespace graft {
namespace fs = std::filesystem;

/// Name of the dataset by its folder, HOME/datasets/NAME/VERSION. An earlier name is a link to it. Empty for a folder elsewhere.
static std::string presentName(const std::string& folder) {
  std::error_code error;
  const fs::path named = fs::canonical(folder, error).parent_path();
  return !error && named.parent_path().filename() == "datasets" ? named.filename().string() : std::string();
}

Result<Dataset> Dataset::open(const std::string& folder) {
  GRAFT_TRY(auto rows, MappedFile::open(folder + "/rows.jsonl"));
  Dataset dataset(std::move(rows), folder);
  GRAFT_TRY(const Json manifest, readJsonFile(folder + "/manifest.json"));
  dataset.m_manifest = fromJson<DatasetManifest>(manifest);
  if (const std::string name = presentName(folder); !name.empty()) dataset.m_manifest.dataset = name;
  GRAFT_TRY(const auto index, MappedFile::open(folder + "/index.bin"));
  static_assert(sizeof(IndexEntry) == 32);
  if (index.bytes().size() % sizeof(IndexEntry) != 0)
    return Error{Code::BadInput, msg("the index is damaged"), folder, {}, msg("Import the data again.")};
  dataset.m_index.resize(index.bytes().size() / sizeof(IndexEntry));
  if (!dataset.m_index.empty()) std::memcpy(dataset.m_index.data(), index.bytes().data(), index.bytes().size());
  const uint64_t size = dataset.m_rows.bytes().size();
  for (const auto& entry : dataset.m_index) {
    if (entry.offset > size || entry.length > size - entry.offset)
      return Error{Code::BadInput, msg("the index points beyond the rows"), folder, {}, msg("Import the data again.")};
  }
  return dataset;
}

Result<Json> Dataset::row(size_t row) const {
  auto parsed = parseJson(text(row));
  if (!parsed.ok()) return parsed.error().at(m_folder + "/rows.jsonl, row " + std::to_string(row));
  return parsed;
}

std::string placeWords(uint64_t line, const std::string& file) {
  return "line " + std::to_string(line) + (file.empty() ? "" : " of " + file);
}

std::string Dataset::file(size_t row) const {
  const auto& files = m_manifest.files;
  return files && m_index[row].file < files->size() ? (*files)[m_index[row].file].name : "";
}

std::vector<size_t> Dataset::side(Split side) const {
  std::vector<size_t> out;
  for (size_t i = 0; i < m_index.size(); ++i) {
    if (m_index[i].side == side) out.push_back(i);
  }
  return out;
}

namespace {

std::string latestVersion(const fs::path& folder) {
  int best = 0;
  std::error_code error;
  for (const auto& entry : fs::directory_iterator(folder, error)) {
    const std::string name = entry.path().filename().string();
    if (!name.empty() && name.find_first_not_of("0123456789") == std::string::npos) best = std::max(best, std::atoi(name.c_str()));
  }
  return best == 0 ? std::string() : std::to_string(best);
}

}  // namespace

Result<Dataset> findDataset(const std::string& name, const std::string& home, const ImportOptions& defaults) {
  const size_t at = name.rfind('@');
  const std::string stem = name.substr(0, at);
  const fs::path folder = fs::path(home) / "datasets" / stem;
  std::error_code error;
  const bool isName = !stem.empty() && stem.find('/') == std::string::npos && fs::is_directory(folder, error);
  const bool isFile = fs::is_regular_file(name, error);
  if (isName && isFile) {
    return Error{Code::Refused,
                 msg("'%1' is a dataset and a file here", name),
                 {},
                 {},
                 msg("Write ./%1 for the file, or %2@%3 for the dataset.", name, stem, latestVersion(folder))};
  }
  if (isName) {
    const std::string version = at == std::string::npos ? latestVersion(folder) : name.substr(at + 1);
    if (version.empty() || !fs::is_directory(folder / version, error))
      return Error{Code::BadInput,
                   msg("the dataset '%1' has no version '%2'", stem, version),
                   {},
                   {},
                   msg("Its latest is %1.", latestVersion(folder))};
    return Dataset::open((folder / version).string());
  }
  if (!isFile) {
    std::vector<std::string> names;
    for (const auto& entry : fs::directory_iterator(fs::path(home) / "datasets", error)) {
      if (const std::string found = entry.path().filename().string(); found[0] != '.') names.push_back(found);
    }
    std::sort(names.begin(), names.end());
    constexpr size_t kMostNames = 12;
    std::string list;
    for (size_t i = 0; i < std::min(names.size(), kMostNames); ++i) list += (i ? ", " : "") + names[i];
    const Message known =
        names.size() <= kMostNames ? Message(list) : msg("%1 and %2 more (graft data lists them)", list, names.size() - kMostNames);
    return Error{Code::BadInput,
                 msg("there is no dataset and no file of this name"),
                 name,
                 {},
                 known.empty() ? msg("Import a file first: graft import FILE.") : msg("Datasets here: %1.", known)};
  }
  ImportOptions options = defaults;
  options.file = name;
  GRAFT_TRY(const auto manifest, importFile(options, home));
  return Dataset::open((fs::path(home) / "datasets" / manifest.dataset / std::to_string(manifest.version)).string());
}

}  // namespace graft
