// SPDX-License-Identifier: GPL-3.0-or-later
// Signs of a graphics card, without the engine.
#pragma once

namespace graft::ui {

/// True if a driver is loaded, so that asking the engine is worthwhile. Reads a file: not for the main thread.
bool mayHaveCard();

}  // namespace graft::ui
