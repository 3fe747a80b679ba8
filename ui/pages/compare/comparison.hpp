// SPDX-License-Identifier: GPL-3.0-or-later
// Values that the compare page shows: answers side by side, a batch of held-out rows, and items of a blind vote.
#pragma once

#include <array>
#include <random>

#include <QString>

#include "core/contract/jobs/compare.hpp"
#include "core/store/runs.hpp"

namespace graft::ui {

/// How answers are generated. Without a temperature the most likely token is taken each time, and top-p and seed have no effect.
struct Sampling {
  int maxNew = 256;
  double temperature = 0, topP = 1;
  int seed = 42;
  bool operator==(const Sampling&) const = default;
};
/// Conditions of a comparison, common to all sides.
struct AskedWith {
  QString adapter, adapterHash, base, system;
  Sampling sampling;
  double strength = 1;
};
/// Conditions in words: sampling, strength, system instruction.
QString settingsText(const AskedWith& with);

struct PaneWord {
  QString text;
  double probability = 1;
};
/// Answer of one side.
struct AnswerPane {
  QString who, text, hash;
  std::vector<PaneWord> words;
  double kl = 0;  ///< nats, from the base, at the first token
  bool isDone = false, sameAsBase = false;
  bool stopped = true;       ///< ended by the model
  bool interrupted = false;  ///< ended by the user
};
/// One question of a conversation with its answers: of the base, then of each adapter.
struct Turn {
  QString asked;
  std::vector<AnswerPane> panes;
  AskedWith with;
  bool isAnswered() const { return !panes.empty() && panes.front().isDone; }
};
/// How far the adapter moves the first token's probabilities, in a sentence, and the number behind it.
QString distanceText(double kl);
QString distanceDetails(const AnswerPane& pane);

enum class Bucket { Fixed, Regressed, StillWrong, Unchanged };
inline constexpr int kBuckets = 4;
inline bool isBaseRight(Bucket bucket) { return bucket == Bucket::Regressed || bucket == Bucket::Unchanged; }
inline bool isAdapterRight(Bucket bucket) { return bucket == Bucket::Fixed || bucket == Bucket::Unchanged; }
struct BatchItem {
  QString asked, expected, base, adapter;
  Bucket bucket = Bucket::Unchanged;
};
struct BatchResult {
  AskedWith with;
  std::vector<BatchItem> items;
  std::array<int64_t, kBuckets> counts{};
  int64_t baseRight = 0, adapterRight = 0;
  Verdict verdict = Verdict::CannotTell;
  double kl = 0;
};
/// Converts the result of the job for its first adapter and the base.
BatchResult batchOf(const CompareResult& result, const CompareJob& job = {});
AskedWith askedWith(const CompareResult& result, const CompareJob& job);

enum class Vote { None, Adapter, Base, Tie, BothBad };
struct BlindItem {
  QString asked, left, right;
  bool adapterIsLeft = false;
  Vote vote = Vote::None;
  store::Vote stored;  ///< identity of question and answers; its choice is empty
};
/// Items of a result of `compare` whose two answers differ, in random order with random sides. `run`: the adapter that answered.
std::vector<BlindItem> blindItems(const CompareResult& result, const std::string& run, std::mt19937& random);

}  // namespace graft::ui
