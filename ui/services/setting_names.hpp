// SPDX-License-Identifier: GPL-3.0-or-later
// Names of settings in the window: the field's own terms, so that they can be looked up.
#pragma once

#include <string>

#include <QString>

#include "core/base/json.hpp"

namespace graft::ui {

/// By its key in TrainSettings' JSON; the key itself where it is not known.
QString settingName(const std::string& key);
/// Value of a setting, for a person; empty where it is null.
QString settingText(const Json& value);
/// Sentence with names in place of the command line's flags.
QString withSettingNames(const QString& text);

}  // namespace graft::ui
