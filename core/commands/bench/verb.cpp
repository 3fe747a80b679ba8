// SPDX-License-Identifier: Apache-2.0
// The verb bench train: training speed, with loss and gradient norm beside it.
#include <cmath>

#include "core/commands/cli/model_flags.hpp"
#include "core/contract/events.hpp"
#include "core/contract/jobs/machine.hpp"

namespace graft::cli {
namespace {

struct BenchFlags : ModelFlags {
  std::string data;
  int64_t steps = 6, rowsPerStep = 4, microTokens = 0, together = 1;
};

void show(const BenchResult& r, Terminal& t) {
  t.line(decimals(r.tokensPerSecond, 1) + " tokens/s in " + r.dtype + " on " +
         (r.device == "cpu" ? counted(static_cast<uint64_t>(r.threads), "thread") : r.device) + ", " + decimals(r.peakRssMib, 0) +
         " MiB at most, loaded in " + decimals(r.loadSeconds, 2) + " s");
  t.line("  loss of the first step " + decimals(r.lossFirst, 4) + ", its gradient norm " + decimals(r.gradNorm, 4) + ", loss of the last " +
         decimals(r.loss, 4));
  std::vector<std::vector<std::string>> table = {{"op", "ms of a step", "share"}};
  for (const OpTime& part : r.profile) table.push_back({part.op, decimals(part.stepMs, 1), percent(part.share)});
  if (table.size() > 1) t.table(table);
}

Result<Json> bench(const BenchFlags& f, Context& context) {
  GRAFT_TRY(const auto adapter, oneAdapter(f, context));
  GRAFT_TRY(auto job, jobWithModel<BenchJob>(f, context));
  job.adapter = adapter;
  job.adapters = f.together;
  job.settings.rank = 16;
  job.settings.lr = 1e-4;
  job.settings.schedule = Schedule::Constant;
  job.settings.warmup = 0;
  job.settings.steps = f.steps;
  job.settings.rowsPerStep = f.rowsPerStep;
  job.settings.microTokens = f.microTokens;
  job.settings.shuffle = false;
  GRAFT_TRY(job.dataset, datasetFolder(f.data, context));
  const auto onFrame = [&](const Frame& frame) {
    showPhase(frame, context);
    if (const auto step = eventIn<StepEvent>(frame); step && !context.terminal.json)
      context.terminal.progress(static_cast<double>(step->step) / static_cast<double>(f.steps),
                                "loss " + decimals(std::isfinite(step->loss) ? step->loss : 0, 4));
  };
  GRAFT_TRY(const BenchResult result, runJob(job, context, onFrame));
  show(result, context.terminal);
  return toJson(result);
}

void add(CLI::App& app, Context& context) {
  auto f = std::make_shared<BenchFlags>();
  auto* group = addGroup(app, context, "bench", "Measure speed");
  auto* verb = addVerb(*group, context, "train", "Training speed, with loss and gradient norm beside it",
                       "graft bench train --dtype fp32 --threads 2", [f, &context] { return bench(*f, context); });
  addModelFlags(*verb, *f);
  verb->add_option("--data", f->data, "rows of this dataset; default: full rows of 512 random tokens, all trained");
  verb->add_option("--adapter", f->adapters, std::string(kAdapterHelp) + " to begin with; default: a fresh one of rank 16");
  verb->add_option("--steps", f->steps, "steps; the first is not timed")->capture_default_str()->check(CLI::PositiveNumber);
  verb->add_option("--rows-per-step", f->rowsPerStep, "rows a step")->capture_default_str();
  verb->add_option("--micro-tokens", f->microTokens, "packed tokens in one pass; 0: 512, on a card 16384")->capture_default_str();
  verb->add_option("--together", f->together, "adapters that are trained together, as graft sweep --together does")
      ->capture_default_str()
      ->check(CLI::PositiveNumber);
}

}  // namespace

VerbEntry verbOfBench() { return {155, add}; }

}  // namespace graft::cli
