// SPDX-License-Identifier: GPL-3.0-or-later
// Language of the window. Texts are in resources/translations. The engine's messages about files and faults are in English.
#pragma once

#include <utility>
#include <vector>

#include <QString>

namespace graft::ui {

/// Identifiers and names, each in its own language: "desktop", "en", "de" and "pseudo". "pseudo" shows texts that are untranslated or lack
/// room: every text is longer and runs from right to left.
std::vector<std::pair<QString, QString>> languages();
/// Call before the first widget is created: earlier widgets keep their texts. Main thread.
void useLanguage(const QString& id);

}  // namespace graft::ui
