// SPDX-License-Identifier: GPL-3.0-or-later
// The action that a run's page offers beside a warning.
#pragma once

#include <QString>

#include "core/store/run_details.hpp"

namespace graft::ui {

/// Again: train anew with the warning's change. Stop: end now and keep. Extend: one more epoch. Examples: look at the rows.
enum class Act { None, Again, Stop, Extend, Examples };
struct SuggestedAction {
  Act act = Act::None;
  QString words;  ///< label of the button
};
/// `isWorking`: the run is in progress. `canExtend`: the run has ended, and another may start from its adapter.
SuggestedAction suggestedAction(const store::WarningRow& warning, bool isWorking, bool canExtend);

}  // namespace graft::ui
