// SPDX-License-Identifier: Apache-2.0
#include "core/batch/rows.hpp"

#include <algorithm>
#include <numeric>

#include "core/base/hash.hpp"
#include "core/base/thread_pool.hpp"

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

/// Rows of one side in file order. If there are too many, the rows with the smallest hashes are kept.
std::vector<size_t> sampleOf(const Dataset& dataset, Split side, size_t most) {
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

/// KTO rows labelled as bad are not trained.
bool isForTraining(const Json& example) { return get<bool>(example, "label", true); }

}  // namespace

Result<TrainRow> prepareRow(const Json& example, const ChatRenderer* renderer, const Tokenizer& tokenizer,
                            std::vector<Message>* notWritten) {
  if (example.contains("input_ids")) {  // labels may differ from the ids
    TrainRow row;
    row.ids = example["input_ids"].get<std::vector<int64_t>>();
    row.labels = example["labels"].get<std::vector<int64_t>>();
    return row;
  }
  GRAFT_TRY(const auto seq, tokenizeExample(example, renderer, tokenizer, notWritten));
  return fromMask(seq);
}

namespace {

/// Result of preparing one row.
struct Prepared {
  TrainRow row;
  bool isForTraining = true, isCut = false;
  Message refusal;  ///< reason why the template rejects the row; empty if it does not
  std::vector<Message> notWritten;
};

/// Inputs of row preparation.
struct Preparation {
  const Dataset& dataset;
  const ChatRenderer* renderer;
  const Tokenizer& tokenizer;
  int64_t vocab;
  size_t maxLength;
};

Result<Prepared> prepareOne(const Preparation& p, size_t index) {
  GRAFT_TRY(const Json example, p.dataset.row(index));
  if (!isForTraining(example)) return Prepared{{}, false, false, {}, {}};
  const auto place = [&] { return p.dataset.manifest().dataset + ", " + p.dataset.place(index); };
  const bool isConversation = !example.contains("input_ids") && !example.contains("text");
  if (isConversation && !p.renderer) return prepareRow(example, p.renderer, p.tokenizer).error();
  Prepared out;
  auto prepared = prepareRow(example, p.renderer, p.tokenizer, &out.notWritten);
  if (!prepared.ok() && isConversation && prepared.error().code == Code::BadInput) {
    out.refusal = prepared.error().what;
    return out;
  }
  if (!prepared.ok()) {
    Error error = prepared.error();
    if (error.code == Code::Refused) error.code = Code::BadInput;
    return error.at(place());
  }
  out.row = std::move(prepared).value();
  TrainRow& row = out.row;
  row.row = index;
  for (const int64_t id : row.ids) {
    if (id < 0 || id >= p.vocab)
      return Error{Code::BadInput,
                   msg("token id %1 is not in the model's vocabulary of %2", id, p.vocab),
                   place(),
                   {},
                   msg("Make the ids with the tokenizer of this model.")};
  }
  for (const int64_t id : row.labels) {
    if (id >= p.vocab || (id < 0 && id != kIgnored))
      return Error{Code::BadInput,
                   msg("label %1 is not in the model's vocabulary of %2", id, p.vocab),
                   place(),
                   {},
                   msg("Make the ids with the tokenizer of this model.")};
  }
  out.isCut = row.ids.size() > p.maxLength;
  if (out.isCut) {
    row.ids.resize(p.maxLength);
    row.labels.resize(p.maxLength);
  }
  return out;
}

void refuse(PreparedRows& out, const Message& reason, size_t row) {
  ++out.refusedCount;
  const auto known = std::find_if(out.refused.begin(), out.refused.end(), [&](const auto& one) { return one.reason == reason; });
  if (known != out.refused.end())
    ++known->count;
  else if (out.refused.size() < kMostReasons)
    out.refused.push_back({reason, 1, row});
}

void countNotWritten(PreparedRows& out, const Message& part) {
  const auto known = std::find_if(out.notWritten.begin(), out.notWritten.end(), [&](const auto& one) { return one.first == part; });
  if (known != out.notWritten.end())
    ++known->second;
  else
    out.notWritten.emplace_back(part, 1);
}

}  // namespace

Result<PreparedRows> prepareRows(const Dataset& dataset, Split side, const ChatRenderer* renderer, const Tokenizer& tokenizer,
                                 int64_t vocab, size_t maxLength, size_t most) {
  const Preparation how{dataset, renderer, tokenizer, vocab, maxLength};
  const std::vector<size_t> sample = sampleOf(dataset, side, most);
  // Rows per window. Errors are reported early, and little is held besides the rows.
  constexpr size_t kWindow = 4096;
  std::vector<Result<Prepared>> prepared;
  PreparedRows out;
  for (size_t i = 0; i < sample.size(); ++i) {  // in dataset order, so that errors and rows do not depend on the thread count
    if (i % kWindow == 0) {
      prepared.assign(std::min(kWindow, sample.size() - i), Prepared{});
      pool().run(static_cast<int64_t>(prepared.size()), [&](int64_t k) {
        const auto place = static_cast<size_t>(k);
        prepared[place] = prepareOne(how, sample[i + place]);
      });
    }
    auto& one = prepared[i % kWindow];
    if (!one.ok()) return one.error();
    if (!one->isForTraining) {
      ++out.skipped;
      continue;
    }
    if (!one->refusal.empty()) {
      refuse(out, one->refusal, sample[i]);
      continue;
    }
    for (const Message& part : one->notWritten) countNotWritten(out, part);
    TrainRow row = std::move(one->row);
    out.cut += one->isCut;
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
  std::stable_sort(out.refused.begin(), out.refused.end(), [](const auto& a, const auto& b) { return a.count > b.count; });
  return out;
}

std::vector<Message> refusedWords(const Dataset& dataset, const PreparedRows& rows) {
  std::vector<Message> out;
  for (const auto& one : rows.refused)
    out.push_back(one.count == 1 ? msg("1 row: %1 (first: %2)", one.reason, dataset.place(one.first))
                                 : msg("%1 rows: %2 (first: %3)", one.count, one.reason, dataset.place(one.first)));
  return out;
}

Json notWrittenJson(const PreparedRows& rows) {
  Json out = Json::object();
  for (const auto& [part, count] : rows.notWritten) out[part.text()] = count;
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
      // The token before a supervised token predicts it, so it is not shared.
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

std::vector<std::vector<const TrainRow*>> splitIntoMicroBatches(std::vector<const TrainRow*> rows, size_t microTokens, bool pack,
                                                                Prefix prefix) {
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
