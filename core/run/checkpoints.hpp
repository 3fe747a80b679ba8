// SPDX-License-Identifier: Apache-2.0
// Checkpoints of a run: RUN/checkpoints/step-N with state.json, tensors.safetensors and manifest.json (sizes and SHA-256,
// written last). A checkpoint is there as a whole or not at all: files are synced in a hidden folder, which is then renamed.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/json.hpp"

namespace graft {

inline constexpr int kCheckpointFormat = 1;
inline constexpr size_t kKeptCheckpoints = 2;

/// One process writes (it holds the run's lock); any may read.
class CheckpointFolder {
 public:
  explicit CheckpointFolder(const std::string& runFolder) : m_folder(runFolder + "/checkpoints") {}

  /// Publishes step `step`; only when that is durable, older ones are removed, never below kKeptCheckpoints whole ones.
  /// On failure what was there before is untouched and nothing half-written stays under a final name.
  Status save(int64_t step, const Json& state, std::string_view tensors) const;

  struct Found {
    int64_t step = 0;
    std::string folder;
    Json state;
    std::vector<Message> damaged;  ///< newer ones that were passed over, each with the reason
  };
  /// The newest one whose every byte is as written. BadInput when there is none; `damaged` then stands in the message.
  Result<Found> newestWhole() const;
  /// True when any checkpoint, whole or not, stands under its final name.
  bool any() const { return !steps().empty(); }
  /// Removes unfinished folders that a killed process left, and all but the newest `keep` checkpoints.
  Status tidy(size_t keep = kKeptCheckpoints) const;

 private:
  std::vector<int64_t> steps() const;  ///< ascending
  std::string folderOf(int64_t step) const;
  std::string m_folder;
};

/// Checks a checkpoint folder against its manifest; the error names the file.
Result<Json> openCheckpoint(const std::string& folder);

}  // namespace graft
