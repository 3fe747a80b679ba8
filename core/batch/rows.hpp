// SPDX-License-Identifier: Apache-2.0
// Training rows, their order, and their packing. Pure functions: equal input gives equal batches on every machine, so runs are
// reproducible.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "core/batch/examples.hpp"
#include "core/data/dataset.hpp"

namespace graft {

/// Tokenised row. `labels[i]` is ids[i] if that token is trained, else kIgnored.
struct TrainRow {
  std::vector<int64_t> ids, labels;
  size_t row = 0;             ///< index in the dataset
  size_t supervised() const;  ///< tokens that are predicted and trained (never the first token of a row)
};

/// Rows that the chat template rejects for one reason.
struct RefusedRows {
  Message reason;
  size_t count = 0;
  size_t first = 0;  ///< index in the dataset
};

struct PreparedRows {
  std::vector<TrainRow> rows;
  std::vector<RefusedRows> refused;                    ///< most frequent first; at most kMostReasons
  size_t refusedCount = 0;                             ///< rejected rows, for all reasons
  std::vector<std::pair<Message, size_t>> notWritten;  ///< row parts that the template omits ("the tools"), with the number of rows
  size_t cut = 0;                                      ///< rows truncated at the length limit
  size_t dropped = 0;                                  ///< rows left without a supervised token
  size_t skipped = 0;                                  ///< rows not for training (labelled as bad in KTO data)
  size_t tokens = 0, supervised = 0, longest = 0;
};

inline constexpr size_t kMostReasons = 100;

/// Tokenises the rows of one side. Rows that the template rejects are skipped and counted. A row that does not match the model at all is an
/// error. Over `most` rows, a sample is drawn that depends only on their content. `renderer` may be null for datasets of text or tokens.
Result<PreparedRows> prepareRows(const Dataset& dataset, Split side, const ChatRenderer* renderer, const Tokenizer& tokenizer,
                                 int64_t vocab, size_t maxLength, size_t most = SIZE_MAX);
/// Converts a stored row to ids and labels. `notWritten`, if given, receives RenderedChat::leftOut.
Result<TrainRow> prepareRow(const Json& example, const ChatRenderer* renderer, const Tokenizer& tokenizer,
                            std::vector<Message>* notWritten = nullptr);

/// Summarises each reason: "7 rows: System role not supported (first: line 14)".
std::vector<Message> refusedWords(const Dataset& dataset, const PreparedRows& rows);
/// {"the tools": 7}: `notWritten`, keyed by the English text.
Json notWrittenJson(const PreparedRows& rows);

/// Order of `count` rows in an epoch (0-based). Depends only on seed and epoch.
std::vector<size_t> epochOrder(size_t count, uint64_t seed, uint64_t epoch, bool shuffle);

/// Share computes a common prefix of a micro-batch's rows once. The prefix holds no supervised token, and attention is causal, so losses
/// and gradients are equal up to rounding.
enum class Prefix { Share, Repeat };

/// Rows packed into one sequence. Positions restart at each row. Rows attend to their own tokens and to the first `prefix` tokens, which
/// all rows share.
struct PackedBatch {
  std::vector<int64_t> ids;        ///< [T]
  std::vector<int64_t> targets;    ///< [T]: token to predict at this position, or kIgnored (already shifted)
  std::vector<int64_t> positions;  ///< [T], from 0 in each row
  int64_t prefix = 0;
  std::vector<int64_t> starts;  ///< [rows + 1]: begin of each row's own part (after the prefix), then T
  size_t supervised = 0;
  int64_t rows() const { return static_cast<int64_t>(starts.size()) - 1; }
  int64_t tokens() const { return static_cast<int64_t>(ids.size()); }
};
PackedBatch packRows(const std::vector<const TrainRow*>& rows, Prefix prefix = Prefix::Share);
/// Length of the common prefix that can be shared. Each row keeps at least one token and all its supervised tokens. 0 for fewer than two
/// rows.
size_t sharedPrefix(const std::vector<const TrainRow*>& rows);

/// Divides the rows of one step into micro-batches of at most `microTokens` computed tokens (a longer row goes alone). Without packing each
/// row is its own micro-batch.
std::vector<std::vector<const TrainRow*>> splitIntoMicroBatches(std::vector<const TrainRow*> rows, size_t microTokens, bool pack,
                                                                Prefix prefix = Prefix::Share);
/// Number of tokens computed by a micro-batch.
size_t tokensOf(const std::vector<const TrainRow*>& pass, Prefix prefix = Prefix::Share);

}  // namespace graft
