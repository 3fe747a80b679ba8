// SPDX-License-Identifier: Apache-2.0
// Training loop: row order, micro-batches of a step, non-finite guard, clipping, update, evaluation, and keeping the best adapter.
#pragma once

#include <functional>
#include <optional>

#include "core/adapter/lora_adapter.hpp"
#include "core/contract/events.hpp"
#include "core/eval/evaluate.hpp"
#include "core/train/adamw.hpp"
#include "core/train/gradients.hpp"

namespace graft {

/// Complete state for the next step, apart from data, settings and base model. Order and dropout noise are functions of seed, epoch and
/// step, so counters suffice.
struct Snapshot {
  int64_t step = 0;     ///< completed steps
  Json state;           ///< counters, last and best evaluation, patience
  std::string tensors;  ///< safetensors: adapter.*, first.*, second.* (AdamW), best.*
};

/// Callbacks of the loop, called on its thread between steps.
struct TrainHooks {
  std::function<void(const StepEvent&)> onStep;
  /// Empty if no rows are held out. Returns nothing if the user stopped it; a resumed run then makes that evaluation.
  std::function<std::optional<Evaluation>(int64_t step)> evaluate;
  std::function<void(const Evaluation&)> onEvaluation;
  std::function<bool()> stopAsked;
  /// Polled after each step except the last. If it returns true, a snapshot is saved and `whilePaused` is called. That returns when the run
  /// continues or must stop, which is then polled.
  std::function<bool()> pauseAsked;
  std::function<void()> whilePaused;
  /// Polled after each step, before its evaluation, which may take long or fail. A snapshot is saved if it returns true, and when the user
  /// stops the run. An error in `save` does not end the run: the hook reports it.
  std::function<bool(int64_t step)> saveDue;
  std::function<void(const Snapshot&)> save;
};

struct TrainOutcome {
  int64_t steps = 0;
  double lossFirst = 0, lossLast = 0, seconds = 0;
  size_t tokens = 0, supervised = 0;
  std::optional<Evaluation> last;
  bool stoppedByUser = false, stoppedEarly = false;
  int64_t bestStep = 0;  ///< step of the evaluation whose adapter is kept; 0: the last step
};

/// Snapshot on disk, verified by the caller.
struct ResumePoint {
  Json state;
  std::string tensorsFile;
};

/// One run of a group. Borrowed.
struct GroupTask {
  LoraAdapter& adapter;
  const TrainSettings& settings;
  const TrainHooks& hooks;
  const ResumePoint* from = nullptr;  ///< continues after that snapshot's step, bit for bit as if never interrupted
};
/// Callbacks of the group of runs, on the loop's thread.
struct GroupHooks {
  std::function<void(int64_t step)> onStep;                                ///< after all members have made the step
  std::function<void(size_t member, Result<TrainOutcome> outcome)> onEnd;  ///< once for each member when it ends; the rest continue
};
/// Trains the members' adapters in place, step by step together, so that they share the products with the base. Their settings must allow
/// shared micro-batches (sharePasses), and their resume points must have one step; a member of another step ends with Refused. Each learns
/// as it would alone, up to the rounding of larger products (1e-5 of a loss in fp32). If evaluations were made, the best one's adapter is
/// restored at the end, unless the user stopped the run. Pausing one member saves and pauses all.
void trainTogether(const LlamaModel& model, const std::vector<TrainRow>& rows, const std::vector<GroupTask>& members,
                   const GroupHooks& hooks);

/// Trains one adapter.
Result<TrainOutcome> train(const LlamaModel& model, LoraAdapter& adapter, const std::vector<TrainRow>& rows, const TrainSettings& settings,
                           const TrainHooks& hooks, const ResumePoint* from = nullptr);

}  // namespace graft
