// SPDX-License-Identifier: GPL-3.0-or-later
// Messages of the engine (core/base/message.hpp) in the language of the window.
#pragma once

#include <QString>

#include "core/base/message.hpp"

namespace graft::ui {

/// The translated sentence with its arguments; English where it has no translation. Any thread.
QString messageText(const Message& message);
/// With a capital at its beginning and a full stop at its end.
QString sentence(const QString& words);

}  // namespace graft::ui
