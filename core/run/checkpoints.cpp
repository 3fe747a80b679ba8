// SPDX-License-Identifier: Apache-2.0
#include "core/run/checkpoints.hpp"

#include <algorithm>
#include <filesystem>

#include "core/base/file.hpp"
#include "core/base/hash.hpp"

namespace graft {
namespace fs = std::filesystem;
namespace {

constexpr const char* kPrefix = "step-";
constexpr const char* kUnfinished = ".part-";
constexpr const char* kFiles[] = {"state.json", "tensors.safetensors"};

Error damaged(const std::string& file, const Message& what) {
  return {Code::BadInput, what, file, {}, msg("Go on from the one before, or start again.")};
}

/// Removes a checkpoint. It is first renamed to a hidden name, so that a partial one never appears under its final name.
Status retire(const std::string& folder) {
  std::error_code error;
  if (!fs::exists(folder, error)) return Done{};
  const fs::path hidden = fs::path(folder).parent_path() / (kUnfinished + ("old-" + fs::path(folder).filename().string()));
  GRAFT_CHECK(removeFlatFolder(hidden.string()));
  GRAFT_CHECK(renameEntry(folder, hidden.string()));
  return removeFlatFolder(hidden.string());
}

}  // namespace

std::string CheckpointFolder::folderOf(int64_t step) const { return m_folder + "/" + kPrefix + std::to_string(step); }

std::vector<int64_t> CheckpointFolder::steps() const {
  std::vector<int64_t> out;
  std::error_code error;
  for (const auto& entry : fs::directory_iterator(m_folder, error)) {
    const std::string name = entry.path().filename().string(), digits = name.rfind(kPrefix, 0) == 0 ? name.substr(5) : "";
    if (!digits.empty() && digits.size() < 19 && digits.find_first_not_of("0123456789") == std::string::npos)
      out.push_back(std::stoll(digits));
  }
  std::sort(out.begin(), out.end());
  return out;
}

Status CheckpointFolder::save(int64_t step, const Json& state, std::string_view tensors) const {
  GRAFT_CHECK(makeFolder(m_folder));
  const std::string part = m_folder + "/" + kUnfinished + std::to_string(step), stateText = dump(state) + "\n";
  GRAFT_CHECK(removeFlatFolder(part));
  GRAFT_CHECK(makeFolder(part));
  Json manifest = {{"format", kCheckpointFormat}, {"step", step}, {"files", Json::object()}};
  const std::string_view contents[] = {stateText, tensors};
  Status written = Done{};
  for (size_t i = 0; i < std::size(kFiles) && written.ok(); ++i) {
    manifest["files"][kFiles[i]] = {{"bytes", contents[i].size()}, {"sha256", sha256(contents[i])}};
    written = writeFileSynced(part + "/" + kFiles[i], contents[i]);
  }
  // The manifest also contains its own hash, so a flipped bit in it is detected.
  const std::string body = dump(manifest);
  if (written.ok()) written = writeFileSynced(part + "/manifest.json", dump(Json{{"sha256", sha256(body)}, {"manifest", manifest}}) + "\n");
  // A run that is stopped right after a resume saves its step again. The intact checkpoint of that step stays.
  if (written.ok() && openCheckpoint(folderOf(step)).ok()) return removeFlatFolder(part);
  if (written.ok()) written = retire(folderOf(step));
  if (written.ok()) written = publishFolder(part, folderOf(step));
  if (!written.ok()) {
    (void)removeFlatFolder(part).ok();
    return written;
  }
  return tidy();
}

Status CheckpointFolder::dropAfter(int64_t step) const {
  for (const int64_t later : steps()) {
    if (later > step) GRAFT_CHECK(retire(folderOf(later)));
  }
  return Done{};
}

Status CheckpointFolder::tidy(size_t keep) const {
  std::error_code error;
  std::vector<std::string> unfinished;
  for (const auto& entry : fs::directory_iterator(m_folder, error)) {
    if (entry.path().filename().string().rfind(kUnfinished, 0) == 0) unfinished.push_back(entry.path().string());
  }
  for (const auto& folder : unfinished) GRAFT_CHECK(removeFlatFolder(folder));
  const auto all = steps();
  size_t whole = 0;
  for (auto it = all.rbegin(); it != all.rend(); ++it) {
    if (whole >= keep) {
      GRAFT_CHECK(retire(folderOf(*it)));
    } else if (keep == 0 || openCheckpoint(folderOf(*it)).ok()) {
      ++whole;
    }
  }
  return Done{};
}

Result<CheckpointFolder::Found> CheckpointFolder::wholeAt(int64_t step) const {
  GRAFT_TRY(auto state, openCheckpoint(folderOf(step)));
  return Found{step, folderOf(step), std::move(state), {}};
}

Result<CheckpointFolder::Found> CheckpointFolder::newestWhole() const {
  Found found;
  const auto all = steps();
  for (auto it = all.rbegin(); it != all.rend(); ++it) {
    auto state = openCheckpoint(folderOf(*it));
    if (state.ok()) {
      found.step = *it;
      found.folder = folderOf(*it);
      found.state = std::move(state).value();
      return found;
    }
    found.damaged.push_back(msg("checkpoint of step %1 is damaged: %2 (%3)", *it, state.error().what, state.error().where));
  }
  Message list;
  for (const Message& one : found.damaged) list = list.empty() ? one : msg("%1; %2", list, one);
  return Error{Code::BadInput, list.empty() ? msg("no whole checkpoint is left") : msg("no whole checkpoint is left: %1", list), m_folder,
               msg("Nothing was changed."),
               msg("Start a new run from the adapter that was saved last (graft train --adapter), or from the beginning.")};
}

Result<Json> openCheckpoint(const std::string& folder) {
  const std::string manifestFile = folder + "/manifest.json";
  GRAFT_TRY(const Json sealed, readJsonFile(manifestFile));
  if (!sealed.contains("manifest") || sha256(dump(sealed["manifest"])) != get<std::string>(sealed, "sha256", ""))
    return damaged(manifestFile, msg("the manifest does not match its own hash"));
  const Json& manifest = sealed["manifest"];
  if (const int format = get<int>(manifest, "format", 0); format != kCheckpointFormat)
    return damaged(manifestFile, msg("format %1, this version of Graft reads %2", format, kCheckpointFormat));
  for (const char* name : kFiles) {
    const std::string path = folder + "/" + name;
    std::error_code error;
    const uint64_t bytes = fs::file_size(path, error);
    if (error) return damaged(path, msg("it cannot be read: %1", error.message()));
    const Json entry = manifest["files"].contains(name) ? manifest["files"][name] : Json();
    if (bytes != get<uint64_t>(entry, "bytes", 0))
      return damaged(path, msg("it has %1 bytes, %2 were written", bytes, get<uint64_t>(entry, "bytes", 0)));
    GRAFT_TRY(const std::string hash, sha256OfFile(path));
    if (hash != get<std::string>(entry, "sha256", "")) return damaged(path, msg("its content is not what was written (SHA-256 differs)"));
  }
  return readJsonFile(folder + "/state.json");
}

}  // namespace graft
