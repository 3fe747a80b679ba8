// SPDX-License-Identifier: GPL-3.0-or-later
// The settings that the user may change. Each has five lines of help in a fixed order: meaning, effect of a higher value, of a lower value,
// Graft's value with the reason, and cost.
#pragma once

#include <QString>
#include <QStringList>

#include "core/base/json.hpp"

namespace graft::ui {

enum class Scale { Linear, Log };
/// A value of a non-numeric setting.
struct SettingChoice {
  const char* value;
  QString name;
};
struct SettingInfo {
  const char* key;  ///< key in TrainSettings' JSON
  QString name, unit;
  double least = 0, most = 1, step = 1;  ///< step of the spin box; Log: a factor
  int decimals = 0;
  Scale scale = Scale::Linear;
  bool isMain = false;  ///< shown without opening the details
  QString what, higher, lower, why, cost;      ///< for choices: `higher` and `lower` describe the values other than Graft's
  std::vector<SettingChoice> choices = {};     ///< empty for a number; the first is Graft's value
  bool isChoice() const { return !choices.empty(); }
};
const std::vector<SettingInfo>& settingInfos();

struct GoalInfo {
  const char* preset;  ///< name in core/run/presets
  QString name, words;
};
const std::vector<GoalInfo>& goals();

}  // namespace graft::ui
