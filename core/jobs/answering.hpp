// SPDX-License-Identifier: Apache-2.0
// Shared by the jobs that generate answers: adapters at a strength, generation options, length limits.
#pragma once

#include "core/contract/jobs/job.hpp"
#include "core/generate/generator.hpp"
#include "core/jobs/loaded_model.hpp"

namespace graft::jobs {

/// Opens an adapter and scales it by `strength`, 0 to 4; 1 keeps the trained scale. An empty path gives no adapter.
Result<std::optional<LoraAdapter>> openAdapter(const std::string& path, double strength, const LoadedModel& loaded);
/// Returns null for no adapter.
inline const ops::LoraLookup* lookupOf(const std::optional<LoraAdapter>& adapter) { return adapter ? &*adapter : nullptr; }
/// Refuses texts longer than the model's sliding window. Up to that length, windowed attention equals full attention.
Status mustFitWindow(size_t tokens, const LoadedModel& loaded);
/// Limits the answer to the sliding window after `promptTokens`.
GenerateOptions generateOptions(const AnswerOptions& options, const LoadedModel& loaded, int64_t promptTokens = 0);
/// True if `text` ends in a replacement character, because a character may need further tokens.
bool endsInPartOfCharacter(const std::string& text);

}  // namespace graft::jobs
