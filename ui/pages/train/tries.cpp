// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/train/tries.hpp"

#include <algorithm>
#include <cmath>

namespace graft::ui {
namespace {

/// Own value and those tried beside it, ascending.
std::vector<double> valuesOf(const SettingInfo& info, double own, const Json& places) {
  std::vector<double> out = {own};
  for (const Json& place : places) {
    if (const auto value = rung(info, own, place.get<int>())) out.push_back(*value);
  }
  std::sort(out.begin(), out.end());
  return out;
}

}  // namespace

std::optional<double> rung(const SettingInfo& info, double own, int place) {
  if (place == 0) return own;
  double value = info.scale == Scale::Log ? own * std::exp2(place) : own + 2 * info.step * place;
  if (info.decimals == 0) value = std::round(value);
  // Rounding moves a value at the limit by far less than a factor of two, so a small slack is safe.
  constexpr double kSlack = 1e-9;
  const bool isAllowed = value >= info.least * (1 - kSlack) && value <= info.most * (1 + kSlack);
  return isAllowed && value != own ? std::optional(value) : std::nullopt;
}

bool holdsPlace(const Json& tries, const std::string& key, int place) {
  const Json places = tries.is_object() ? tries.value(key, Json()) : Json();
  return std::find(places.begin(), places.end(), Json(place)) != places.end();
}

std::vector<Json> combinationsOf(const Json& all, const Json& tries) {
  std::vector<Json> out = {all};
  for (const auto& info : settingInfos()) {
    if (!tries.contains(info.key) || !all.contains(info.key)) continue;
    std::vector<Json> next;
    for (const Json& one : out) {
      for (const double value : valuesOf(info, all[info.key].get<double>(), tries[info.key])) {
        next.push_back(one);
        if (all[info.key].is_number_integer())
          next.back()[info.key] = std::llround(value);
        else
          next.back()[info.key] = value;
      }
    }
    out = std::move(next);
  }
  return out;
}

}  // namespace graft::ui
