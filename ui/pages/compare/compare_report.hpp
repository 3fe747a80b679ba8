// SPDX-License-Identifier: GPL-3.0-or-later
// Report of a comparison as one file that needs no Graft: inputs and settings, numbers with intervals, answers, hashes.
#pragma once

#include "ui/pages/compare/compare_view_model.hpp"

namespace graft::ui {

/// Self-contained HTML of all measurements, votes and questions so far; empty if there are none.
QString compareReport(const CompareViewModel& model);

}  // namespace graft::ui
