// SPDX-License-Identifier: Apache-2.0
// The flags of train and sweep, and the settings that follow from them for a dataset and model.
#pragma once

#include <set>

#include "core/commands/cli/tools.hpp"
#include "core/commands/train/runs.hpp"
#include "core/contract/settings_table.hpp"
#include "core/contract/train_settings.hpp"
#include "core/data/dataset.hpp"

namespace graft::cli {

struct TrainFlags {
  std::string data, model, adapter, acceptedBase, name, preset;
  double holdout = 0.1, memoryLimit = 0;
  std::map<std::string, std::vector<Json>> numbers;  ///< by setting; several values only in a sweep
  std::map<std::string, std::string> words;          ///< by setting: names and lists, as typed
  std::set<std::string> turned;                      ///< boolean settings with the opposite of their default
  std::string badNumber;                             ///< first flag whose value is not a number
  bool detach = false, queue = false, together = false;
};
/// Converts the words of a flag to the setting's JSON: a name, or a list with commas.
Result<Json> settingValue(const Setting& setting, const std::string& words);
void addTrainFlags(CLI::App& verb, const std::shared_ptr<TrainFlags>& flags);

/// Value of each given setting.
using Choice = std::map<std::string, Json>;
/// Returns every combination of the values; the last flag's value varies fastest. Exactly one if no flag has several.
Result<std::vector<Choice>> choicesOf(const TrainFlags& flags);
/// Merges defaults, preset, flags and one choice. An out-of-range value fails with the name of the setting.
Result<TrainSettings> settingsOf(const TrainFlags& flags, const Choice& choice, size_t trainRows, int64_t parameters);

/// Model, start adapter and data of the flags, opened. Data is imported if it is a file. Settings are checked first.
struct TrainInput {
  std::string model, adapter, acceptedBase, name;
  Dataset dataset;
  std::vector<TrainSettings> settings;  ///< settings of each choice
  std::vector<Choice> choices;
  double memoryLimit = 0;
};
Result<TrainInput> openInput(const TrainFlags& flags, Context& context);
/// Request for a run over the input with one choice's settings.
commands::TrainRequest requestOf(const TrainInput& input, const TrainSettings& settings, const TrainFlags& flags);

}  // namespace graft::cli
