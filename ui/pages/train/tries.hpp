// SPDX-License-Identifier: GPL-3.0-or-later
// Values of a setting that are tried beside its own: places on a ladder around it. A size or a rate is halved and doubled; a number of
// epochs goes up and down by one.
#pragma once

#include <optional>
#include <vector>

#include "ui/pages/train/setting_info.hpp"

namespace graft::ui {

constexpr int kRungs = 2;  ///< rungs on either side of a setting's own value, which is at place 0
/// Value at a place; none if the setting does not permit it. Place 0 is `own`, whatever it is.
std::optional<double> rung(const SettingInfo& info, double own, int place);

/// True if `tries`, places by key, contains this place. Malformed input (a damaged form) contains none.
bool holdsPlace(const Json& tries, const std::string& key, int place);
/// Every combination of own and tried values as complete settings, in the order of settingInfos(). The last one varies fastest.
std::vector<Json> combinationsOf(const Json& all, const Json& tries);

}  // namespace graft::ui
