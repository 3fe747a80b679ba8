// SPDX-License-Identifier: Apache-2.0
// Choices for a training run, as a form holds them: a goal, own values of its settings, and further values to try. Any thread.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "core/commands/train/runs.hpp"
#include "core/contract/settings_table.hpp"

namespace graft::commands {

/// Facts that the defaults depend on. 0: not known yet.
struct FormFacts {
  size_t rows = 0;           ///< rows to train on
  int64_t parameters = 0;    ///< parameters of the base model
  bool isRankFixed = false;  ///< true if training goes on from an adapter
};

/// Part of a form that the user chooses.
struct FormChoices {
  std::string goal = "format";                    ///< preset (core/run/presets.hpp)
  Json settings = Json::object();                 ///< the user's own values by key; they stay where the goal's become equal
  std::map<std::string, std::vector<int>> tries;  ///< places (TrainForm::valueBeside) of the values to try, by key
  bool operator==(const FormChoices&) const = default;
  static constexpr auto fields =
      std::tuple{Field{"goal", &FormChoices::goal}, Field{"settings", &FormChoices::settings}, Field{"tries", &FormChoices::tries}};
};

/// Places on either side of a setting's own value, which is at place 0.
inline constexpr int kMostPlaces = 2;

/// Value type; its settings are valid at any time.
class TrainForm {
 public:
  TrainForm() { makeDefaults(); }
  const FormChoices& choices() const { return m_choices; }
  /// Leaves out what is not valid: an unknown goal, settings that the form does not show, values of another type or out of range.
  void setChoices(const FormChoices& choices);
  /// Makes all these settings, by key, the user's own, with the goal that differs from them in the fewest.
  void adopt(const Json& settings);
  void setFacts(const FormFacts& facts);
  const FormFacts& facts() const { return m_facts; }
  /// Drops the own values and those to try, which belonged to the previous goal.
  void setGoal(const std::string& goal);

  /// Value of a number, and the name of a named value.
  double number(const std::string& key) const;
  std::string name(const std::string& key) const;
  /// True for a value of the user's own that is not the goal's.
  bool isChanged(const std::string& key) const;
  int changes() const;
  /// Sets a value; the goal's value is none of the user's own. Returns false, without effect, if nothing changes or it is not permitted.
  bool setValue(const std::string& key, const Json& value);
  bool reset(const std::string& key);
  TrainSettings settings() const;

  /// Value at a place beside the setting's own. Sizes and rates are halved and doubled, other numbers go up and down by two steps. Empty if
  /// it is not permitted or has no effect: epochs beside a number of steps, or the rank of an existing adapter.
  std::optional<double> valueBeside(const std::string& key, int place) const;
  bool isTried(const std::string& key, int place) const;
  void tryBeside(const std::string& key, int place, bool on);
  /// Settings of each run: every combination of own values and those to try, in the order of the settings table. The last one varies
  /// fastest.
  std::vector<TrainSettings> plans() const;
  /// Settings with the largest rank of all runs, which need the most memory.
  TrainSettings largest() const;
  /// Optimizer steps of a run with these settings, and of all runs; 0 without rows.
  int64_t stepsOf(const TrainSettings& settings) const;
  int64_t steps() const;

 private:
  void makeDefaults();
  Json merged(const Json& own) const;
  bool isPermitted(const Json& own) const { return settingsFromJson(merged(own)).ok(); }
  FormChoices m_choices;
  FormFacts m_facts;
  Json m_defaults;  ///< complete settings of the goal
};

/// Inputs of a training.
struct TrainInputs {
  std::string dataset;  ///< folder of a version; empty: none
  std::string model;    ///< path; empty: the embedded model
  std::string adapter;  ///< name of the adapter to start from, as on the command line; empty: a fresh one
  static constexpr auto fields =
      std::tuple{Field{"dataset", &TrainInputs::dataset}, Field{"model", &TrainInputs::model}, Field{"adapter", &TrainInputs::adapter}};
};
/// Inputs for going on from an adapter: its base model, and the data of its run if that is known.
Result<TrainInputs> inputsOfAdapter(const std::string& adapter, const std::string& home);
/// Inputs and settings of an earlier run.
struct EarlierRun {
  TrainInputs inputs;
  Json settings = Json::object();  ///< by key, as recorded
  std::string acceptedBase;
};
Result<EarlierRun> earlierRun(const std::string& folder, const std::string& home);
/// Request with the paths of model and adapter; its settings are the defaults. Fails if one of them is gone.
Result<TrainRequest> requestOf(const TrainInputs& inputs, const std::string& home);

}  // namespace graft::commands
