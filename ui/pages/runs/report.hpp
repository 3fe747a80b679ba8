// SPDX-License-Identifier: GPL-3.0-or-later
// Report of a run as one file that needs no Graft: method, numbers with intervals, curves, answers, hashes.
#pragma once

#include <QString>

#include "core/store/run_details.hpp"
#include "ui/services/theme.hpp"

namespace graft::ui {

/// Self-contained HTML that opens without network. Paths and user names of this machine are left out.
QString runReport(const Theme& theme, const store::RunDetails& details);

}  // namespace graft::ui
