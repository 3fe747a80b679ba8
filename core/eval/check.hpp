// SPDX-License-Identifier: Apache-2.0
// Side effects of an adapter: its cost in general text at several strengths, and recitation of training rows. One thread, no gradients.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "core/adapter/lora_adapter.hpp"
#include "core/contract/jobs/check.hpp"
#include "core/eval/evaluate.hpp"

namespace graft {

/// Reads the passages of a text file, separated by empty lines. Each is tokenised as plain text and truncated to `maxLength` tokens.
Result<std::vector<TrainRow>> readPassages(const std::string& path, const Tokenizer& tokenizer, size_t maxLength);

/// Measurements at one adapter scale: 0 is the base, 1 the adapter as trained.
struct StrengthPoint {
  double strength = 0;
  double heldOutLoss = 0;  ///< nats over supervised tokens; 0 without rows
  double generalLoss = 0;  ///< nats over all tokens of the passages
  double generalKl = 0;    ///< mean KL(adapter || base) over the positions of the passages, nats
};
struct StrengthRequest {
  const LlamaModel& model;
  const LoraAdapter& adapter;
  const std::vector<TrainRow>& heldOut;   ///< may be empty
  const std::vector<TrainRow>& passages;  ///< at least one
  std::vector<double> strengths;          ///< at least 0; results have this order
};
/// `told` receives the completed share. If it returns false, the measurement ends early with Stopped.
Result<std::vector<StrengthPoint>> measureStrengths(const StrengthRequest& request, const std::function<bool(double)>& told);

/// Rates general text by the perplexity ratio (up to 1.02, to 1.10) and by KL (up to 0.05, to 0.20 nats). Returns the worse rating.
Rating rateGeneralText(const StrengthPoint& base, const StrengthPoint& adapter);

/// A row is memorized if its second half was generated verbatim from its first half.
struct Memorization {
  size_t tried = 0;                   ///< rows with enough tokens after their middle
  size_t byBase = 0;                  ///< tried rows that the base recites
  std::vector<MemorizedRow> recited;  ///< rows recited by the adapter and not by the base
};
struct MemorizationRequest {
  const LlamaModel& model;
  const LoraAdapter& adapter;
  const Tokenizer& tokenizer;
  const std::vector<TrainRow>& trained;
};
/// Prompts with the first half of each row of at least 40 tokens. A row is recited if the next 50 tokens, or all remaining if fewer, are
/// reproduced in order.
Result<Memorization> probeMemorization(const MemorizationRequest& request, const std::function<bool(double)>& told);
/// Green without a recited row, red if a recited row has likely personal data.
Rating rateMemorization(const Memorization& recitation);

}  // namespace graft
