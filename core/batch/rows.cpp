// SPDX-License-Identifier: Apache-2.0
#include "core/batch/rows.hpp"

#include <algorithm>
#include <numeric>

#include "core/base/hash.hpp"

namespace graft {

size_t TrainRow::supervised() const {
  size_t n = 0;
  for (size_t i = 1; i < labels.size(); ++i) n += labels[i] != kIgnored;
  return n;
}

namespace {

TrainRow fromMask(const TokenSeq& seq) {
  TrainRow row;
  for (size_t i = 0; i < seq.tokens.size(); ++i) {
    row.ids.push_back(seq.tokens[i].id);
    row.labels.push_back(seq.trained[i] ? static_cast<int64_t>(seq.tokens[i].id) : kIgnored);
  }
  return row;
}

Result<TrainRow> fromText(const std::string& text, const Tokenizer& tokenizer) {
  GRAFT_TRY(auto tokens, tokenizer.encode(text, {{0, text.size()}}, SpecialTokens::Add));
  return fromMask(withMask(text, std::move(tokens), {{{0, text.size()}, "text", true}}));
}

/// Rows of a side in file order; of too many, those whose hashes are smallest.
std::vector<size_t> sampleOf(const Dataset& dataset, Side side, size_t most) {
  auto rows = dataset.side(side);
  if (rows.size() <= most) return rows;
  const auto bySalt = [&](size_t a, size_t b) {
    const uint64_t x = mix64(dataset.entry(a).hash), y = mix64(dataset.entry(b).hash);
    return x != y ? x < y : a < b;
  };
  std::nth_element(rows.begin(), rows.begin() + static_cast<std::ptrdiff_t>(most), rows.end(), bySalt);
  rows.resize(most);
  std::sort(rows.begin(), rows.end());
  return rows;
}

/// KTO rows marked as bad are not for imitation.
bool isForTraining(const Json& example) { return get<bool>(example, "label", true); }

}  // namespace

Result<TrainRow> prepareRow(const Json& example, const ChatRenderer* renderer, const Tokenizer& tokenizer) {
  if (example.contains("input_ids")) {
    TrainRow row;
    row.ids = example["input_ids"].get<std::vector<int64_t>>();
    row.labels = example["labels"].get<std::vector<int64_t>>();
    return row;
  }
  if (example.contains("text")) return fromText(get<std::string>(example, "text", ""), tokenizer);
  if (!renderer)
    return Error{
        Code::BadInput, "the rows are conversations and the model has no chat template", {}, {}, "Use an instruct version of this model."};
  const auto tools = example.find("tools");
  GRAFT_TRY(const auto seq, renderer->tokenize(example["messages"], tools == example.end() ? Json() : *tools, tokenizer));
  return fromMask(seq);
}

Result<PreparedRows> prepareRows(const Dataset& dataset, Side side, const ChatRenderer* renderer, const Tokenizer& tokenizer, int64_t vocab,
                                 size_t maxLength, size_t most) {
  PreparedRows out;
  for (const size_t index : sampleOf(dataset, side, most)) {
    GRAFT_TRY(const Json example, dataset.row(index));
    if (!isForTraining(example)) {
      ++out.skipped;
      continue;
    }
    auto prepared = prepareRow(example, renderer, tokenizer);
    const std::string place = get<std::string>(dataset.manifest(), "dataset", "") + ", " + dataset.place(index);
    if (!prepared.ok()) return prepared.error().at(place);
    TrainRow row = std::move(prepared).value();
    row.row = index;
    for (const int64_t id : row.ids) {
      if (id < 0 || id >= vocab)
        return Error{Code::BadInput,
                     "token id " + std::to_string(id) + " is not in the model's vocabulary of " + std::to_string(vocab),
                     place,
                     {},
                     "Make the ids with the tokenizer of this model."};
    }
    for (const int64_t id : row.labels) {
      if (id >= vocab)
        return Error{Code::BadInput,
                     "label " + std::to_string(id) + " is not in the model's vocabulary of " + std::to_string(vocab),
                     place,
                     {},
                     "Make the ids with the tokenizer of this model."};
    }
    if (row.ids.size() > maxLength) {
      row.ids.resize(maxLength);
      row.labels.resize(maxLength);
      ++out.cut;
    }
    const size_t supervised = row.supervised();
    if (supervised == 0) {
      ++out.dropped;
      continue;
    }
    out.tokens += row.ids.size();
    out.supervised += supervised;
    out.longest = std::max(out.longest, row.ids.size());
    out.rows.push_back(std::move(row));
  }
  return out;
}

std::vector<size_t> epochOrder(size_t count, uint64_t seed, uint64_t epoch, bool shuffle) {
  std::vector<size_t> order(count);
  std::iota(order.begin(), order.end(), size_t{0});
  if (!shuffle) return order;
  const uint64_t salt = mix64(mix64(seed) ^ (epoch + 0x5851f42d4c957f2dull));
  std::sort(order.begin(), order.end(), [salt](size_t a, size_t b) {
    const uint64_t x = mix64(salt ^ a), y = mix64(salt ^ b);
    return x != y ? x < y : a < b;
  });
  return order;
}

size_t sharedPrefix(const std::vector<const TrainRow*>& rows) {
  if (rows.size() < 2) return 0;
  const TrainRow& first = *rows[0];
  size_t shared = first.ids.size();
  for (const auto* row : rows) {
    shared = std::min(shared, row->ids.empty() ? 0 : row->ids.size() - 1);
    for (size_t i = 0; i < shared; ++i) {
      // The token before a supervised one predicts it, so it stays with its row.
      const bool isTrained = i + 1 < row->labels.size() && row->labels[i + 1] != kIgnored;
      if (row->ids[i] != first.ids[i] || isTrained) shared = i;
    }
  }
  return shared;
}

PackedBatch packRows(const std::vector<const TrainRow*>& rows, Prefix prefix) {
  PackedBatch out;
  const auto append = [&](const TrainRow& row, size_t begin, size_t end) {
    for (size_t i = begin; i < end; ++i) {
      out.ids.push_back(row.ids[i]);
      out.positions.push_back(static_cast<int64_t>(i));
      const int64_t target = i + 1 < row.labels.size() ? row.labels[i + 1] : kIgnored;
      out.targets.push_back(target);
      out.supervised += target != kIgnored;
    }
  };
  const size_t shared = prefix == Prefix::Share ? sharedPrefix(rows) : 0;
  if (shared > 0) append(*rows[0], 0, shared);
  out.prefix = static_cast<int64_t>(shared);
  for (const auto* row : rows) {
    out.starts.push_back(out.tokens());
    append(*row, shared, row->ids.size());
  }
  out.starts.push_back(out.tokens());
  return out;
}

std::vector<std::vector<const TrainRow*>> divideStep(std::vector<const TrainRow*> rows, size_t microTokens, bool pack, Prefix prefix) {
  std::vector<std::vector<const TrainRow*>> passes;
  std::vector<size_t> room;
  const size_t shared = pack && prefix == Prefix::Share ? sharedPrefix(rows) : 0;
  if (pack) std::stable_sort(rows.begin(), rows.end(), [](const auto* a, const auto* b) { return a->ids.size() > b->ids.size(); });
  for (const auto* row : rows) {
    const size_t own = row->ids.size() - shared;
    size_t at = 0;
    while (pack && at < passes.size() && room[at] < own) ++at;
    if (!pack || at == passes.size()) {
      passes.emplace_back();
      room.push_back(std::max(microTokens, row->ids.size()) - shared);
      at = passes.size() - 1;
    }
    passes[at].push_back(row);
    room[at] -= own;
  }
  return passes;
}

size_t tokensOf(const std::vector<const TrainRow*>& pass, Prefix prefix) {
  const size_t shared = prefix == Prefix::Share ? sharedPrefix(pass) : 0;
  size_t n = shared;
  for (const auto* row : pass) n += row->ids.size() - shared;
  return n;
}

}  // namespace graft
