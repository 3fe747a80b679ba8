// SPDX-License-Identifier: Apache-2.0
// Answers: many prompts at once over one copy of the weights, greedy or sampled, each repeatable by its seed.
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
  std::vector<int64_t> stopIds;  ///< end-of-turn tokens; not part of the answer
};

struct Answer {
  std::vector<int64_t> ids;
  bool stopped = false;  ///< the model ended the answer itself
};

/// Called after each new token of prompt `row`; false ends everything early.
using OnToken = std::function<bool(size_t row, int64_t id)>;

/// Answers in the order of the prompts. What a prompt gets does not depend on the others beyond rounding.
std::vector<Answer> generate(const LlamaModel& model, const std::vector<std::vector<int64_t>>& prompts, const ops::LoraLookup* adapter,
                             const GenerateOptions& options, const OnToken& onToken = {});

struct SureToken {
  int64_t id = 0;
  double probability = 0;  ///< that the model gave it, at temperature 1
};
/// One answer, token by token, so that several can take turns over one copy of the weights. The same tokens as `generate` gives.
/// Borrows the model and the adapter.
class AnswerStream {
 public:
  AnswerStream(const LlamaModel& model, std::vector<int64_t> prompt, const ops::LoraLookup* adapter, GenerateOptions options);
  /// Nothing at the end.
  std::optional<SureToken> next();
  bool stopped() const { return m_stopped; }  ///< the model ended the answer itself

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
