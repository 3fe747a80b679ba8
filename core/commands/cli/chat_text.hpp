// SPDX-License-Identifier: Apache-2.0
// Rendered conversations for the terminal, with the trained text marked.
#pragma once

#include "core/chat/chat.hpp"
#include "core/commands/cli/terminal.hpp"

namespace graft::cli {

/// Marks trained text: on a green ground on terminals, else in ⟦ ⟧. Other text stays plain.
std::string marked(const Terminal& t, const std::string& text, bool trained);
std::string shownSpans(const RenderedChat& chat, const Terminal& terminal);
Json spansOf(const RenderedChat& chat);

}  // namespace graft::cli
