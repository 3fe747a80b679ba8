// SPDX-License-Identifier: GPL-3.0-or-later
// Match of typed text with an entry of the command palette.
#pragma once

#include <QString>

namespace graft::ui {

/// Scores an entry; 0 is no match. Each typed word has to be found: as the beginning of a word of `title`, best, or of `keywords`; as a
/// synonym of such a word ("gpu" finds "graphics card"); or inside a word. Letters that begin words of the title, in order, match too.
int matchScore(const QString& title, const QString& keywords, const QString& typed);

}  // namespace graft::ui
