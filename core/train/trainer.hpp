// SPDX-License-Identifier: Apache-2.0
// The training loop: rows in their order, passes of one optimizer step, guard, clip, step, evaluation, best adapter kept.
#pragma once

#include <functional>
#include <optional>

#include "core/adapter/lora_adapter.hpp"
#include "core/contract/events.hpp"
#include "core/eval/evaluate.hpp"
#include "core/train/adamw.hpp"
#include "core/train/gradients.hpp"

namespace graft {

/// Everything that the next step depends on beside data, settings and base model. Order and dropout noise are functions
/// of seed, epoch and step, so counters stand for them.
struct Snapshot {
  int64_t step = 0;     ///< steps done
  Json state;           ///< counters, last and best evaluation, patience
  std::string tensors;  ///< safetensors: adapter.*, first.*, second.* (AdamW), best.*
};

/// What the loop tells and asks; called on its thread, between steps.
struct TrainHooks {
  std::function<void(const StepEvent&)> onStep;
  std::function<Evaluation(int64_t step)> evaluate;  ///< empty when nothing is held out
  std::function<void(const Evaluation&)> onEvaluation;
  std::function<bool()> stopAsked;
  /// After a step that is not the last: when it says yes, a save is made and `whilePaused` is called, which returns when the run
  /// is to go on (or to be stopped, which is asked then).
  std::function<bool()> pauseAsked;
  std::function<void()> whilePaused;
  /// Asked after each step (before its evaluation, which may take long or fail); saves are made when it says yes, and
  /// when the user stops the run. An error of `save` does not end the run: the hook reports it.
  std::function<bool(int64_t step)> saveDue;
  std::function<void(const Snapshot&)> save;
};

struct TrainOutcome {
  int64_t steps = 0;
  double lossFirst = 0, lossLast = 0, seconds = 0;
  size_t tokens = 0, supervised = 0;
  std::optional<Evaluation> last;
  bool stoppedByUser = false, stoppedEarly = false;
  int64_t bestStep = 0;  ///< the evaluation whose adapter is kept; 0: the last step's
};

/// A snapshot as it lies on disk, checked by the caller.
struct ResumePoint {
  Json state;
  std::string tensorsFile;
};

/// Trains `adapter` in place. When evaluations were made on the way, the adapter of the best one is put back at the end
/// (not when the user stopped the run). With `from` it goes on after that snapshot's step, bit for bit as if never cut.
Result<TrainOutcome> train(const LlamaModel& model, LoraAdapter& adapter, const std::vector<TrainRow>& rows, const TrainSettings& settings,
                           const TrainHooks& hooks, const ResumePoint* from = nullptr);

/// One of several runs that share the products with the base. Borrowed.
struct Member {
  LoraAdapter& adapter;
  const TrainSettings& settings;
  const TrainHooks& hooks;
};
/// What the company as a whole tells, on the thread of the loop.
struct CompanyHooks {
  std::function<void(int64_t step)> onStep;                                ///< all members have made it
  std::function<void(size_t member, Result<TrainOutcome> outcome)> onEnd;  ///< once for each, when it ends; the others go on
};
/// Trains the members in place, step by step together. Their settings share their passes (sharePasses); each learns as `train` alone
/// would teach it, but for the rounding of longer products (1e-5 of a loss in fp32). A pause of one holds up all.
void trainTogether(const LlamaModel& model, const std::vector<TrainRow>& rows, const std::vector<Member>& members,
                   const CompanyHooks& hooks);

}  // namespace graft
