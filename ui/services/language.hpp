// SPDX-License-Identifier: GPL-3.0-or-later
// The language of the window. Texts are in resources/translations; what the engine says of files and faults is in English.
#pragma once

#include <utility>
#include <vector>

#include <QString>

namespace graft::ui {

/// Identifiers and names, each in its own language: "desktop", "en", "de", and "pseudo", which shows what is not translated or has no room:
/// every text longer, from right to left.
std::vector<std::pair<QString, QString>> languages();
/// Before the first widget is made: what was made before keeps its texts. Main thread.
void useLanguage(const QString& id);

}  // namespace graft::ui
