// SPDX-License-Identifier: Apache-2.0
// Checkpoints of a run: RUN/checkpoints/step-N with state.json, tensors.safetensors and manifest.json (sizes and SHA-256, written last). A
// checkpoint is published whole or not at all: its files are synced in a hidden folder, which is then renamed.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/json.hpp"

namespace graft {

inline constexpr int kCheckpointFormat = 1;
inline constexpr size_t kKeptCheckpoints = 2;

/// A single process writes (it holds the run's lock); any process may read.
class CheckpointFolder {
 public:
  explicit CheckpointFolder(const std::string& runFolder) : m_folder(runFolder + "/checkpoints") {}

  /// Publishes the checkpoint of `step`. Once it is durable, older ones are removed, keeping at least kKeptCheckpoints intact ones. On
  /// failure existing checkpoints are untouched and no partial one has a final name.
  Status save(int64_t step, const Json& state, std::string_view tensors) const;

  struct Found {
    int64_t step = 0;
    std::string folder;
    Json state;
    std::vector<Message> damaged;  ///< newer checkpoints that were skipped, each with the reason
  };
  /// Returns the newest checkpoint that matches its manifest in every byte. BadInput if there is none; the message then includes `damaged`.
  Result<Found> newestWhole() const;
  /// Returns the checkpoint of `step` if it matches its manifest in every byte.
  Result<Found> wholeAt(int64_t step) const;
  /// Steps of all checkpoints with a final name, intact or not, ascending.
  std::vector<int64_t> steps() const;
  /// True if any checkpoint, intact or not, has a final name.
  bool any() const { return !steps().empty(); }
  /// Removes the checkpoints of later steps, from which nothing may go on once the run has gone back to `step`.
  Status dropAfter(int64_t step) const;
  /// Removes unfinished folders left by a killed process, and all but the newest `keep` checkpoints.
  Status tidy(size_t keep = kKeptCheckpoints) const;

 private:
  std::string folderOf(int64_t step) const;
  std::string m_folder;
};

/// Verifies a checkpoint folder against its manifest. The error names the file.
Result<Json> openCheckpoint(const std::string& folder);

}  // namespace graft
