// SPDX-License-Identifier: Apache-2.0
// Table of the settings of a training run. Flags, checks, rules for resuming, form fields and reports are made from it.
#pragma once

#include <optional>
#include <span>
#include <string_view>
#include <variant>

#include "core/contract/train_settings.hpp"

namespace graft {

/// Enum member of TrainSettings, read and written by name.
struct NamedMember {
  const char* (*name)(const TrainSettings&);
  Status (*assign)(TrainSettings&, const std::string& name);
};
using SettingMember = std::variant<int64_t TrainSettings::*, double TrainSettings::*, uint64_t TrainSettings::*, bool TrainSettings::*,
                                   std::vector<std::string> TrainSettings::*, std::vector<int64_t> TrainSettings::*, NamedMember>;

/// Heading of a setting in the command line's help.
enum class SettingGroup { Data, Adapter, Training, Measuring, Machine };
/// Part of a run that a setting determines.
enum class SettingScope { Adapter, Optimizer, Batch, Machine, Measuring };

/// Steps between a number's values in a form. Log: each is `step` times the one before.
enum class Scale { Linear, Log };
/// Range that the window's form offers for a number, inside the permitted one. Empty for a setting with named values.
struct FormRange {
  Scale scale = Scale::Linear;
  double least = 0, most = 0, step = 0;
  int decimals = 0;
};

struct Setting {
  const char* key;   ///< JSON key
  const char* flag;  ///< flag of train and sweep; a bool flag inverts the default
  SettingMember member;
  SettingGroup group;
  SettingScope scope;
  const char* help;                    ///< help text of the flag
  double least = 0, most = 0;          ///< range of a number
  bool mayChangeOnResume = false;      ///< true if a change leaves the adapter bitwise equal
  std::optional<FormRange> form = {};  ///< present if the window's form shows the setting
  bool isWhole() const {
    return std::holds_alternative<int64_t TrainSettings::*>(member) || std::holds_alternative<uint64_t TrainSettings::*>(member);
  }
  bool isNumber() const { return isWhole() || std::holds_alternative<double TrainSettings::*>(member); }
};
/// Settings in the order of the command line's help.
std::span<const Setting> settingsTable();
/// Returns null if there is none.
const Setting* findSetting(std::string_view key);

}  // namespace graft
