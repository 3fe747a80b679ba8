// SPDX-License-Identifier: Apache-2.0
// The verb plan: memory needed to train a model on a GPU of so many GB, or on this machine, before anything is loaded.
#include "core/commands/cli/tools.hpp"
#include "core/commands/train/verb_flags.hpp"
#include "core/contract/jobs/machine.hpp"
#include "core/contract/settings_table.hpp"

namespace graft::cli {
namespace {

struct PlanFlags {
  std::string model, targets, dtype = "auto", embeddings = "weights";
  int64_t rank = 16, tokens = 0;
  double card = 0;
};

std::string mib(double value) { return grouped(static_cast<uint64_t>(value + 0.5)); }

void show(const PlanResult& plan, const Terminal& t) {
  const bool isCard = plan.where == "card";
  t.line(t.bold(plan.model) + ", rank " + std::to_string(plan.rank) + ": " + grouped(static_cast<uint64_t>(plan.trainedParameters)) +
         " numbers trained in " + plan.dtype + ", " + std::to_string(plan.tokens) + " tokens in a micro-batch, " + mib(plan.roomMib) +
         (isCard ? " MiB on the card" : " MiB free here"));
  std::vector<std::vector<std::string>> rows = {
      {"base", "made again", "weights", "adapter", "micro-batch", "program", "MiB in all", "", "longest row"}};
  for (const MemoryPlanRow& row : plan.plans) {
    const std::string whole = row.longest >= plan.context ? " (the model's most)" : "";
    rows.push_back({nameOf(row.base), nameOf(row.recompute), mib(row.weightsMib), mib(row.statesMib), mib(row.passMib), mib(row.programMib),
                    mib(row.totalMib), row.fits ? "fits" : "too large",
                    row.longest > 0 ? grouped(static_cast<uint64_t>(row.longest)) + whole : "none"});
  }
  t.table(rows);
  if (isCard) t.line(t.dim("  The same plan as for the processor; on an NVIDIA H200 a run with 1.07 billion parameters held 4 % less."));
}

Result<Json> plan(const PlanFlags& f, Context& context) {
  GRAFT_TRY(const Json targets, settingValue(*findSetting("targets"), f.targets.empty() ? "all-linear" : f.targets));
  const Json settings = {
      {"rank", f.rank}, {"micro_tokens", f.tokens}, {"targets", targets}, {"dtype", f.dtype}, {"embeddings", f.embeddings}};
  PlanJob job;
  GRAFT_TRY(job.settings, settingsFromJson(settings));
  if (!(f.card >= 0 && f.card <= 4096))
    return Error{Code::BadUsage, msg("--card is not between 0 and 4096 GB"), {}, {}, msg("Example: --card 24.")};
  job.cardGib = f.card;
  GRAFT_TRY(job.model, workspace::findModel(f.model, context.home));
  GRAFT_TRY(const PlanResult result, runQuietJob(job, context));
  show(result, context.terminal);
  return toJson(result);
}

}  // namespace

static void add(CLI::App& app, Context& context) {
  auto f = std::make_shared<PlanFlags>();
  auto* verb = addVerb(app, context, "plan", "Memory that training takes, and the longest row that fits, before anything is loaded",
                       "graft plan --model Llama-3.2-1B-Instruct/ --card 8", [f, &context] { return plan(*f, context); });
  verb->add_option("--model", f->model, "GGUF file or Hugging Face folder; default: the embedded model");
  verb->add_option("--card", f->card, "plan for a graphics card of so many GB (GiB); default: this machine's free memory")->type_name("GB");
  verb->add_option("--rank", f->rank, "size of the adapter")->capture_default_str();
  verb->add_option("--targets", f->targets, "linear layers, for example q_proj,v_proj; default all-linear");
  verb->add_option("--tokens", f->tokens, "packed tokens in one pass (--micro-tokens of a run); 0: as a run chooses them")
      ->capture_default_str();
  verb->add_option("--dtype", f->dtype, "auto (bf16 on a card), fp32 or bf16")->capture_default_str();
  verb->add_option("--embeddings", f->embeddings, "host: their table lies in the processor's memory, where it is not the head too")
      ->capture_default_str();
}

VerbEntry verbOfPlan() { return {60, add}; }

}  // namespace graft::cli
