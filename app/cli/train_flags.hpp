// SPDX-License-Identifier: Apache-2.0
// The flags of train and sweep, and what they mean for a given dataset and model.
#pragma once

#include <set>

#include "app/cli/resolve.hpp"
#include "core/contract/train_settings.hpp"
#include "core/data/dataset.hpp"

namespace graft::cli {

struct TrainFlags {
  std::string data, model, adapter, acceptedBase, name, preset;
  double holdout = 0.1, memoryLimit = 0;
  std::map<std::string, std::vector<Json>> numbers;    ///< by setting; several values are for a sweep
  std::map<std::string, std::string> words;            ///< by setting: names and lists, as typed
  std::set<std::string> turned;                        ///< settings that are not as by default: yes for no, no for yes
  std::string badNumber;                               ///< first flag whose value is no number
  bool detach = false, queue = false, together = false;
};
/// Words of a flag as JSON has the setting: a name, or a list with commas.
Result<Json> settingValue(const Setting& setting, const std::string& words);
void addTrainFlags(CLI::App& verb, const std::shared_ptr<TrainFlags>& flags);

/// One value for each setting that was given.
using Choice = std::map<std::string, Json>;
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
