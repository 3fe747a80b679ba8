// SPDX-License-Identifier: GPL-3.0-or-later
// Names of settings in the window: standard terms, so that the user can look them up.
#pragma once

#include <string>

#include <QString>

#include "core/base/json.hpp"

namespace graft::ui {

/// Display name for a key in TrainSettings' JSON; the key itself if it is unknown.
QString settingName(const std::string& key);
/// Display text of a setting's value; empty if it is null.
QString settingText(const Json& value);
/// Replaces the command line's flags in a sentence by setting names.
QString withSettingNames(const QString& text);

}  // namespace graft::ui
