// SPDX-License-Identifier: Apache-2.0
// Text generation: many prompts at once over one copy of the weights. Greedy or sampled, reproducible by seed.
#pragma once

#include <functional>
#include <optional>
#include <vector>

#include "core/model/llama.hpp"

namespace graft {

struct GenerateOptions {
  int64_t maxNew = 64;
  double temperature = 0;  ///< 0: greedy
  double topP = 1;
  uint64_t seed = 42;
  std::vector<int64_t> stopIds;  ///< end-of-turn tokens; excluded from the answer
};

struct Answer {
  std::vector<int64_t> ids;
  bool stopped = false;  ///< the model ended the answer with a stop token
};

/// Called after each new token of prompt `row`. Returning false ends all answers early.
using OnToken = std::function<bool(size_t row, int64_t id)>;

/// Called when the answer to prompt `row` is complete.
using OnAnswer = std::function<void(size_t row, const Answer& answer)>;

/// Returns the answers in the order of the prompts. An answer depends on the other prompts only by rounding.
std::vector<Answer> generate(const LlamaModel& model, const std::vector<std::vector<int64_t>>& prompts, const ops::LoraLookup* adapter,
                             const GenerateOptions& options, const OnToken& onToken = {}, const OnAnswer& onAnswer = {});

struct SureToken {
  int64_t id = 0;
  double probability = 0;  ///< model's probability of the token at temperature 1
};
/// Generates one answer token by token, so that several streams can share one copy of the weights. The tokens equal those of `generate`.
/// Borrows the model and the adapter.
class AnswerStream {
 public:
  AnswerStream(const LlamaModel& model, std::vector<int64_t> prompt, const ops::LoraLookup* adapter, GenerateOptions options);
  /// Returns nothing at the end.
  std::optional<SureToken> next();
  bool stopped() const { return m_stopped; }  ///< the model ended the answer with a stop token

 private:
  const LlamaModel& m_model;
  const ops::LoraLookup* m_adapter;
  GenerateOptions m_options;
  std::vector<int64_t> m_prompt;
  std::optional<KvCache> m_cache;
  int64_t m_last = -1, m_step = 0;
  bool m_stopped = false;
};

}  // namespace graft
