// SPDX-License-Identifier: GPL-3.0-or-later
// The settings that a person may change. Five lines of help in the same order for each: what it is, what happens when
// it is higher, when it is lower, our value and why, what it costs.
#pragma once

#include <QString>
#include <QStringList>

#include "core/base/json.hpp"

namespace graft::ui {

enum class Scale { Linear, Log };
/// One of a few values of a setting that is no number.
struct SettingChoice {
  const char* value;
  QString name;
};
struct SettingInfo {
  const char* key;  ///< as in TrainSettings' JSON
  QString name, unit;
  double least = 0, most = 1, step = 1;  ///< step of the spin box; Log: a factor
  int decimals = 0;
  Scale scale = Scale::Linear;
  bool isMain = false;  ///< shown without opening the fine details
  QString what, higher, lower, why, cost;      ///< of choices: what the others than ours do, in place of higher and lower
  std::vector<SettingChoice> choices = {};     ///< empty for a number; the first is our value
  bool isChoice() const { return !choices.empty(); }
};
const std::vector<SettingInfo>& settingInfos();

struct GoalInfo {
  const char* preset;  ///< as core/run/presets has it
  QString name, words;
};
const std::vector<GoalInfo>& goals();

}  // namespace graft::ui
