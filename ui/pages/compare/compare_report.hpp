// SPDX-License-Identifier: GPL-3.0-or-later
// One file that tells a comparison to somebody who has no Graft: what was asked with what, numbers with intervals, answers, hashes.
#pragma once

#include "ui/pages/compare/compare_view_model.hpp"

namespace graft::ui {

/// HTML with everything inside, of what was measured, voted and asked so far; empty when nothing was.
QString compareReport(const CompareViewModel& model);

}  // namespace graft::ui
