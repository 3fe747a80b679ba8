// SPDX-License-Identifier: GPL-3.0-or-later
// What a run's page offers beside a warning: the one act that mends it.
#pragma once

#include <QString>

#include "core/store/story.hpp"

namespace graft::ui {

/// Again: train anew with the warning's change. Stop: end now and keep. Extend: one more pass. Examples: look at the rows.
enum class Act { None, Again, Stop, Extend, Examples };
struct Remedy {
  Act act = Act::None;
  QString words;  ///< of the button
};
/// `isWorking`: the run goes on. `canExtend`: it is over, and another may start from its adapter.
Remedy remedyFor(const store::WarningRow& warning, bool isWorking, bool canExtend);

}  // namespace graft::ui
