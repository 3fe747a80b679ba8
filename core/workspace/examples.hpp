// SPDX-License-Identifier: Apache-2.0
// An example as the model sees it, whatever its shape: what `inspect` and the window show. Any thread.
#pragma once

#include "core/workspace/places.hpp"

namespace graft::workspace {

/// Conversations through the model's template; text and token rows as they are, with every trained stretch marked.
Result<RenderedChat> renderExample(const Json& example, const TextModel& model);
/// The same as ids with the loss mask.
Result<TokenSeq> tokenizeExample(const Json& example, const TextModel& model);

}  // namespace graft::workspace
