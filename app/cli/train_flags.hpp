// SPDX-License-Identifier: Apache-2.0
// The flags of train and sweep, and what they mean for a given dataset and model.
#pragma once

#include "app/cli/resolve.hpp"
#include "core/data/dataset.hpp"

namespace graft::cli {

/// "q_proj,v_proj" as the setting has it; empty for all linear layers.
std::vector<std::string> targetsOf(const std::string& text);

struct TrainFlags {
  std::string data, model, adapter, acceptedBase, name, targets, layers, schedule, dtype, base, recompute, device, embeddings, cpuUse,
      preset;
  double holdout = 0.1, memoryLimit = 0;
  std::map<std::string, std::vector<double>> numbers;  ///< by setting; several values are for a sweep
  std::string badNumber;                               ///< first flag whose value is no number
  bool detach = false, queue = false, together = false, rslora = false, noPack = false, noShuffle = false;
};
void addTrainFlags(CLI::App& verb, const std::shared_ptr<TrainFlags>& flags);

/// One value for each setting that was given.
using Choice = std::map<std::string, double>;
/// Every combination of the values, the last flag's varying fastest. Exactly one when no flag has several.
Result<std::vector<Choice>> choicesOf(const TrainFlags& flags);
/// Table of defaults, preset, flags, one choice; refused by name when something is out of range.
Result<Json> settingsOf(const TrainFlags& flags, const Choice& choice, size_t trainRows, int64_t parameters);

/// Model, start adapter and data of the flags, opened; data is imported when it is a file. Settings are checked before.
struct TrainInput {
  std::string model, adapter, acceptedBase, name;
  Dataset dataset;
  std::vector<Json> settings;  ///< one for each choice
  std::vector<Choice> choices;
  double memoryLimit = 0;
};
Result<TrainInput> openInput(const TrainFlags& flags, Context& context);

}  // namespace graft::cli
