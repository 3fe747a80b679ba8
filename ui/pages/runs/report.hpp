// SPDX-License-Identifier: GPL-3.0-or-later
// One file that tells a run to somebody who has no Graft: method, numbers with intervals, curves, answers, hashes.
#pragma once

#include <QString>

#include "core/store/story.hpp"
#include "ui/services/theme.hpp"

namespace graft::ui {

/// HTML with everything inside; it opens without network. Paths and user names of this machine are left out.
QString runReport(const Theme& theme, const store::Story& story);

}  // namespace graft::ui
