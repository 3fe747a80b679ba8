// SPDX-License-Identifier: GPL-3.0-or-later
// Values of a setting that are tried beside its own: places on a ladder around it. A size or a rate is halved and doubled, a number of passes
// goes up and down by one.
#pragma once

#include <optional>
#include <vector>

#include "ui/pages/train/setting_info.hpp"

namespace graft::ui {

constexpr int kRungs = 2;  ///< on either side of a setting's own value, which is at place 0
/// None where the setting may not have it. Place 0 is `own`, whatever it is.
std::optional<double> rung(const SettingInfo& info, double own, int place);

/// Whether `tries`, places by key, holds this one. What is no such thing (a form that was damaged) holds none.
bool holdsPlace(const Json& tries, const std::string& key, int place);
/// Every combination of own and tried values in complete settings, in the order of settingInfos(), the last one's varying fastest.
std::vector<Json> combinationsOf(const Json& all, const Json& tries);

}  // namespace graft::ui
