// SPDX-License-Identifier: Apache-2.0
// Rows that reference their predecessor: message trees of OpenAssistant (message_id, parent_id, role, text) and chained samples of H2O LLM
// Studio (id, parent_id, question and answer).
#pragma once

#include "core/data/mapping.hpp"
#include "core/data/row_source.hpp"

namespace graft {

/// Joins linked rows into conversations, one for each answer that no other answer follows, and adapts `asked` to them. Returns `rows`
/// unchanged if they have no such columns. An answer shared by several conversations is trained only in the first. Conversations of one
/// tree have one `group`. The whole file is held in memory from the first row on.
Result<std::unique_ptr<RowSource>> joinChains(std::unique_ptr<RowSource> rows, Mapping& asked);

}  // namespace graft
