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

/// Every combination: settings with each of its own and tried values in place, in the order of `settings`' values, the last varying fastest.
/// `tries`: places by key; `all`: complete settings.
std::vector<Json> combinationsOf(const Json& all, const Json& tries);

}  // namespace graft::ui
