// SPDX-License-Identifier: Apache-2.0
// The job "bench": measures training steps, with loss and gradient norm beside the speed, so that a fast wrong result shows.
#include <algorithm>

#include "core/base/hash.hpp"
#include "core/base/thread_pool.hpp"
#include "core/contract/jobs/machine.hpp"
#include "core/jobs/loaded_model.hpp"
#include "core/jobs/registry.hpp"
#include "core/ops/card.hpp"
#include "core/ops/profile.hpp"
#include "core/train/trainer.hpp"

namespace graft::jobs {
namespace {

/// Full rows of random ids, every token trained. The numbers equal those of tests/bench/peer_train.py.
std::vector<TrainRow> randomRows(size_t count, size_t length, int64_t vocab) {
  std::vector<TrainRow> rows(count);
  for (size_t r = 0; r < count; ++r) {
    for (size_t i = 0; i < length; ++i)
      rows[r].ids.push_back(static_cast<int64_t>(mix64(r * 1'000'003 + i) % static_cast<uint64_t>(vocab - 100)) + 50);
    rows[r].labels = rows[r].ids;
    rows[r].row = r;
  }
  return rows;
}

/// Seconds of a step by op, longest first, and the remainder.
std::vector<OpTime> profileOf(double seconds, size_t steps) {
  std::vector<std::pair<double, const char*>> parts;
  double known = 0;
  for (size_t op = 0; op < ops::kOps; ++op) {
    const double spent = ops::Profile::seconds()[op];
    known += spent;
    if (spent > 0) parts.emplace_back(spent, ops::opName(static_cast<ops::Op>(op)));
  }
  std::sort(parts.rbegin(), parts.rend());
  parts.emplace_back(std::max(0.0, seconds - known), "the rest");
  std::vector<OpTime> out;
  for (const auto& [spent, name] : parts) out.push_back({name, 1e3 * spent / static_cast<double>(steps), spent / seconds});
  return out;
}

Result<BenchResult> run(const BenchJob& job, const JobContext& context) {
  FrameWriter& events = context.events;
  GRAFT_TRY(const auto loaded, loadModel(job, events));
  TrainSettings settings = job.settings;
  if (settings.microTokens == 0) settings.microTokens = loaded.device.name == "cpu" ? kProcessorTokens : kCardTokens;
  std::vector<TrainRow> rows;
  if (!job.dataset.empty()) {
    GRAFT_TRY(const auto dataset, Dataset::open(job.dataset));
    GRAFT_TRY(auto prepared, prepareRows(dataset, Split::Train, loaded.chat(), loaded.tokenizer, loaded.modelFile.config().vocab,
                                         static_cast<size_t>(settings.maxLength)));
    rows = std::move(prepared.rows);
  } else {
    rows = randomRows(static_cast<size_t>(settings.rowsPerStep) * 8, 512, loaded.modelFile.config().vocab);
  }
  if (rows.empty()) return Error{Code::BadInput, msg("there are no rows to train on"), {}, {}, msg("Import rows with answers.")};
  const auto& config = loaded.modelFile.config();
  std::vector<LoraAdapter> adapters;
  for (int64_t i = 0; i < std::max<int64_t>(1, job.adapters); ++i) {
    GRAFT_TRY(auto adapter, job.adapter.empty() ? Result<LoraAdapter>(LoraAdapter::create(config, loraOptions(settings), settings.seed))
                                                : LoraAdapter::open(job.adapter, config));
    adapters.push_back(std::move(adapter));
  }
  events.phase(Phase::Training);
  // The first step warms up caches and is not counted if there are others. A profile waits for the GPU after each op. On a GPU it therefore
  // covers only the last quarter of the steps, which are not counted either.
  const auto asked = static_cast<size_t>(settings.steps);
  const bool isApart = ops::card() && asked > 2;
  const size_t profileFrom = isApart ? asked - std::max<size_t>(1, asked / 4) : 1;
  std::vector<StepEvent> steps;
  TrainHooks hooks;
  hooks.onStep = [&](const StepEvent& r) {
    steps.push_back(r);
    if (steps.size() == profileFrom) ops::Profile::start();
    events.emit(r);
  };
  hooks.stopAsked = [] { return interrupted(); };
  TrainHooks silent;
  silent.stopAsked = hooks.stopAsked;
  std::vector<GroupTask> members;
  for (auto& adapter : adapters) members.push_back({adapter, settings, members.empty() ? hooks : silent});
  std::optional<Error> failure;
  trainTogether(loaded.model, rows, members, {{}, [&](size_t, Result<TrainOutcome> outcome) {
                                                if (!outcome.ok()) failure = outcome.error();
                                              }});
  ops::Profile::stop();
  if (failure) return *failure;
  const size_t first = steps.size() > 1 ? 1 : 0, end = isApart ? std::min(profileFrom, steps.size()) : steps.size();
  double seconds = 0, profiled = 0;
  size_t tokens = 0;
  for (size_t i = first; i < end; ++i) {
    seconds += steps[i].seconds;
    tokens += steps[i].tokens;
  }
  for (size_t i = profileFrom; i < steps.size(); ++i) profiled += steps[i].seconds;
  BenchResult out;
  out.tokensPerSecond = static_cast<double>(adapters.size() * tokens) / seconds;
  out.stepSeconds = seconds / static_cast<double>(end - first);
  out.peakRssMib = peakRssMib();
  out.loadSeconds = loaded.loadSeconds;
  out.base = job.base;
  out.weightsMib = static_cast<double>(loaded.model.weightBytes()) / (1 << 20);
  out.loss = steps.back().loss;
  out.lossFirst = steps[0].loss;
  out.gradNorm = steps[0].gradNorm;
  out.dtype = typeName(loaded.model.type());
  out.device = loaded.device.name;
  out.threads = pool().threads();
  if (steps.size() > profileFrom) out.profile = profileOf(profiled, steps.size() - profileFrom);
  out.tokens = tokens;
  out.adapters = adapters.size();
  out.steps = steps.size();
  return out;
}

}  // namespace

JobType jobOfBench() { return jobType<BenchJob>(run); }

}  // namespace graft::jobs
