// SPDX-License-Identifier: GPL-3.0-or-later
// Values that the compare page shows: answers side by side, a batch of held-out rows, and items of a blind vote.
#pragma once

#include <array>
#include <random>

#include <QString>

#include "core/contract/jobs/compare.hpp"
#include "core/store/runs.hpp"

namespace graft::ui {

struct PaneWord {
  QString text;
  double probability = 1;
};
/// Answer of one side.
struct AnswerPane {
  QString who, text, hash;
  std::vector<PaneWord> words;
  double kl = 0;
  bool isDone = false, sameAsBase = false, stopped = true;
};

enum class Bucket { Fixed, Regressed, StillWrong, Unchanged };
inline constexpr int kBuckets = 4;
struct BatchItem {
  QString asked, expected, base, adapter;
  Bucket bucket = Bucket::Unchanged;
};
/// Conditions of a comparison, common to all sides.
struct AskedWith {
  QString adapter, adapterHash, base;
  int seed = 0, maxNew = 0;
  double temperature = 0, strength = 1;
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
