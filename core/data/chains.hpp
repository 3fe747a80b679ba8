// SPDX-License-Identifier: Apache-2.0
// Rows that name the row they follow: message trees of OpenAssistant (message_id, parent_id, role, text) and chained samples of H2O LLM
// Studio (id, parent_id, a question and an answer a row).
#pragma once

#include "core/data/mapping.hpp"
#include "core/data/row_source.hpp"

namespace graft {

/// `rows` as they are, or, where they have columns of that kind, the conversations joined of them, one for each answer that no other answer
/// follows. Then `asked` is changed to what those rows are. An answer that stands in several conversations is trained in the first alone;
/// conversations of one tree have one `group`. The whole file is kept in memory from the first row that is asked for.
Result<std::unique_ptr<RowSource>> joinChains(std::unique_ptr<RowSource> rows, Mapping& asked);

}  // namespace graft
