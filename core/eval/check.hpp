// SPDX-License-Identifier: Apache-2.0
// What else an adapter changed: what it costs in general text, at several strengths, and whether it recites the rows it was trained on.
// One thread, no gradients.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "core/adapter/lora_adapter.hpp"
#include "core/eval/evaluate.hpp"

namespace graft {

/// Passages of a text file, divided by empty lines, tokenised as plain text and whole.
Result<std::vector<TrainRow>> readPassages(const std::string& path, const Tokenizer& tokenizer, size_t maxLength);

/// One strength of an adapter: 0 is the base, 1 the adapter as it was trained.
struct StrengthPoint {
  double strength = 0;
  double heldOutLoss = 0;  ///< nats over supervised tokens; 0 without rows
  double generalLoss = 0;  ///< nats over every token of the passages
  double generalKl = 0;    ///< mean KL(adapter || base) over the places of the passages, nats
};
struct StrengthRequest {
  const LlamaModel& model;
  const LoraAdapter& adapter;
  const std::vector<TrainRow>& heldOut;   ///< may be empty
  const std::vector<TrainRow>& passages;  ///< at least one
  std::vector<double> strengths;          ///< at least 0; in the order of the answer
};
/// `told` hears the share that is done; false from it ends everything early with Stopped.
Result<std::vector<StrengthPoint>> measureStrengths(const StrengthRequest& request, const std::function<bool(double)>& told);

enum class Harm { None, Some, Severe };
const char* harmName(Harm harm);  ///< "green", "amber", "red"
/// General text by the ratio of perplexities (up to 1.02, to 1.10) and by KL (up to 0.05, to 0.20 nats): the worse of both.
Harm generalHarm(const StrengthPoint& base, const StrengthPoint& adapter);

/// A row whose first half was given and whose second half came back word for word.
struct Recited {
  size_t row = 0;
  size_t tokens = 0;  ///< equal from the start of the second half
  std::string given, text;
  bool isPersonal = false;  ///< something in it looks like personal data
};
struct Recitation {
  size_t tried = 0;              ///< rows with enough text behind their middle
  size_t byBase = 0;             ///< of them the base recites
  std::vector<Recited> recited;  ///< by the adapter and not by the base
};
struct RecitationRequest {
  const LlamaModel& model;
  const LoraAdapter& adapter;
  const Tokenizer& tokenizer;
  const std::vector<TrainRow>& trained;
};
/// Half of each row of at least 40 tokens is given; recited is a row when the next 50 tokens, or all that remain if these are fewer,
/// come back in order.
Result<Recitation> probeRecitation(const RecitationRequest& request, const std::function<bool(double)>& told);
/// None without a copy, Severe when a copy looks personal.
Harm recitationHarm(const Recitation& recitation);

}  // namespace graft
