// SPDX-License-Identifier: GPL-3.0-or-later
// Words for the settings that the form shows (core/contract/settings_table.hpp). Each has five lines of help in a fixed order: meaning,
// effect of a higher value, of a lower value, Graft's value with the reason, and cost.
#pragma once

#include <QString>
#include <QStringList>

#include "core/contract/settings_table.hpp"

namespace graft::ui {

/// A value of a non-numeric setting.
struct SettingChoice {
  const char* value;
  QString name;
};
/// Heading under which the form shows a setting; those of Main need no unfolding.
enum class FormGroup { Main, Adapter, Optimiser, Data, Evaluation, Machine, Reproducibility };
inline constexpr FormGroup kFineGroups[] = {FormGroup::Adapter,    FormGroup::Optimiser, FormGroup::Data,
                                            FormGroup::Evaluation, FormGroup::Machine,   FormGroup::Reproducibility};
QString groupName(FormGroup group);

struct SettingInfo {
  const char* key;  ///< in the settings table
  QString name, unit;
  FormRange range;  ///< of a number
  FormGroup group = FormGroup::Main;
  QString what, higher, lower, why, cost;   ///< for choices: `higher` and `lower` describe the values other than Graft's
  std::vector<SettingChoice> choices = {};  ///< empty for a number; the first is Graft's value
  bool isChoice() const { return !choices.empty(); }
  /// False for a number that is a name rather than an amount.
  bool hasSlider() const { return !isChoice() && group != FormGroup::Reproducibility; }
};
const std::vector<SettingInfo>& settingInfos();

struct GoalInfo {
  const char* preset;  ///< name in core/run/presets
  QString name, words;
};
const std::vector<GoalInfo>& goals();

}  // namespace graft::ui
