// SPDX-License-Identifier: GPL-3.0-or-later
// Messages of the engine (core/base/message.hpp) in the language of the window.
#pragma once

#include <QString>

#include "core/base/message.hpp"

namespace graft::ui {

/// Returns the translated sentence with its arguments; English if there is no translation. Any thread.
QString messageText(const Message& message);
/// Adds a capital letter at the beginning and a full stop at the end.
QString sentence(const QString& words);

}  // namespace graft::ui
