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
/// Text of a flag of the command line in a message: the name of its setting in quotes, with the value's; the flag itself if the window has
/// no name for it.
QString flagText(const std::string& flag);

}  // namespace graft::ui
