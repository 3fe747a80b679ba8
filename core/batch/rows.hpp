// SPDX-License-Identifier: Apache-2.0
// Rows ready for the engine, their order, and how they are packed. All pure functions: the same input gives the same
// batches on every machine, which is what makes a run repeatable.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "core/batch/examples.hpp"
#include "core/data/dataset.hpp"

namespace graft {

/// One tokenised row. `labels[i]` is ids[i] where that token is trained, else kIgnored .
struct TrainRow {
  std::vector<int64_t> ids, labels;
  size_t row = 0;             ///< index in the dataset
  size_t supervised() const;  ///< tokens that are predicted and trained (the first token of a row never is)
};

/// Rows that are left out for one reason of the model's template.
struct RefusedRows {
  Message reason;
  size_t count = 0;
  size_t first = 0;  ///< index in the dataset
};

struct PreparedRows {
  std::vector<TrainRow> rows;
  std::vector<RefusedRows> refused;          ///< most frequent first; at most kMostReasons
  size_t refusedCount = 0;                   ///< rows left out for all reasons
  std::vector<std::pair<Message, size_t>>
      notWritten;      ///< parts of rows that the template does not write ("the tools"), and in how many rows
  size_t cut = 0;      ///< longer than the limit: the end was cut off
  size_t dropped = 0;  ///< no answer token was left
  size_t skipped = 0;  ///< not for training (rows marked as bad in kto data)
  size_t tokens = 0, supervised = 0, longest = 0;
};

inline constexpr size_t kMostReasons = 100;

/// Tokenises the rows of one side. A row that the model's template refuses is left out and counted; an error ends it where the rows
/// and the model do not belong together at all. Of more than `most` rows a sample is taken
/// that depends on their content alone. `renderer` may be null when the dataset has the shape text or tokens.
Result<PreparedRows> prepareRows(const Dataset& dataset, Side side, const ChatRenderer* renderer, const Tokenizer& tokenizer, int64_t vocab,
                                 size_t maxLength, size_t most = SIZE_MAX);
/// One stored row to ids and labels. `notWritten`, where it is given, receives RenderedChat::leftOut.
Result<TrainRow> prepareRow(const Json& example, const ChatRenderer* renderer, const Tokenizer& tokenizer,
                            std::vector<Message>* notWritten = nullptr);

/// "7 rows: System role not supported (first: line 14)" for each reason.
std::vector<Message> refusedWords(const Dataset& dataset, const PreparedRows& rows);
/// {"the tools": 7}: `notWritten` by its English.
Json notWrittenJson(const PreparedRows& rows);

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
