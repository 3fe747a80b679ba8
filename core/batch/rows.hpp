// SPDX-License-Identifier: Apache-2.0
// Rows ready for the engine, their order, and how they are packed. All pure functions: the same input gives the same
// batches on every machine, which is what makes a run repeatable.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "core/chat/chat.hpp"
#include "core/data/dataset.hpp"

namespace graft {

inline constexpr int64_t kIgnored = -100;

/// One tokenised row. `labels[i]` is ids[i] where that token is trained, else kIgnored (the convention of PEFT and TRL).
struct TrainRow {
  std::vector<int64_t> ids, labels;
  size_t row = 0;             ///< index in the dataset
  size_t supervised() const;  ///< tokens that are predicted and trained (the first token of a row never is)
};

struct PreparedRows {
  std::vector<TrainRow> rows;
  size_t cut = 0;      ///< longer than the limit: the end was cut off
  size_t dropped = 0;  ///< no answer token was left
  size_t skipped = 0;  ///< not for training (rows marked as bad in kto data)
  size_t tokens = 0, supervised = 0, longest = 0;
};

/// Tokenises the rows of one side, of more than `most` rows a sample that depends on their content alone. `renderer` may be null when the
/// dataset has the shape text or tokens.
Result<PreparedRows> prepareRows(const Dataset& dataset, Side side, const ChatRenderer* renderer, const Tokenizer& tokenizer, int64_t vocab,
                                 size_t maxLength, size_t most = SIZE_MAX);
/// One canonical example to ids and mask; `text` rows are trained whole.
Result<TrainRow> prepareRow(const Json& example, const ChatRenderer* renderer, const Tokenizer& tokenizer);

/// Order of `count` rows in an epoch (0-based): a function of seed and epoch alone.
std::vector<size_t> epochOrder(size_t count, uint64_t seed, uint64_t epoch, bool shuffle);

/// Whether rows of one pass that begin with the same tokens have that beginning computed once. What is shared has no supervised
/// token before its end, and attention is causal, so losses and gradients are the same up to rounding; the work is less.
enum class Prefix { Share, Repeat };

/// Rows side by side in one sequence. Positions restart at each row and rows never see each other; all of them see the first
/// `prefix` tokens, with which each of them begins.
struct PackedBatch {
  std::vector<int64_t> ids;        ///< [T]
  std::vector<int64_t> targets;    ///< [T]: the token to predict at this place, or kIgnored (shifted once, here)
  std::vector<int64_t> positions;  ///< [T], from 0 in each row
  int64_t prefix = 0;
  std::vector<int64_t> starts;  ///< [rows + 1]: where the own part of each row begins (after the prefix), then T
  size_t supervised = 0;
  int64_t rows() const { return static_cast<int64_t>(starts.size()) - 1; }
  int64_t tokens() const { return static_cast<int64_t>(ids.size()); }
};
PackedBatch packRows(const std::vector<const TrainRow*>& rows, Prefix prefix = Prefix::Share);
/// Tokens that all rows begin with and that may be shared: at least one token of each row, and every supervised one, is left to it.
/// 0 for fewer than two rows.
size_t sharedPrefix(const std::vector<const TrainRow*>& rows);

/// Divides the rows of one optimizer step into passes of at most `microTokens` computed tokens (a longer row goes alone).
/// Without packing every row is a pass of its own.
std::vector<std::vector<const TrainRow*>> divideStep(std::vector<const TrainRow*> rows, size_t microTokens, bool pack,
                                                     Prefix prefix = Prefix::Share);
/// Tokens that a pass computes.
size_t tokensOf(const std::vector<const TrainRow*>& pass, Prefix prefix = Prefix::Share);

}  // namespace graft
