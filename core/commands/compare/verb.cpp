// SPDX-License-Identifier: Apache-2.0
// The verb compare: base and adapters answer the same questions.
#include <fmt/format.h>

#include "core/commands/cli/model_flags.hpp"
#include "core/contract/jobs/compare.hpp"
#include "core/store/runs.hpp"

namespace graft::cli {
namespace {

struct CompareFlags : ModelFlags {
  std::string data;
  std::vector<std::string> prompts;
  size_t rows = 200;
  AnswerOptions answer{128, 0, 1, 1, 42};
};

void show(const CompareResult& result, Terminal& t) {
  std::vector<std::vector<std::string>> rows = {{"asked", "expected"}};
  for (const ComparedAnswer& answer : result.items[0].answers) rows[0].push_back(answer.who);
  const size_t shown = std::min<size_t>(result.items.size(), 12);
  for (size_t i = 0; i < shown; ++i) {
    const ComparedItem& item = result.items[i];
    rows.push_back({item.prompt, item.expected.value_or("")});
    for (const ComparedAnswer& answer : item.answers) rows.back().push_back(answer.text);
  }
  t.table(rows, 36);
  if (shown < result.items.size()) t.line(t.dim("  ... " + std::to_string(result.items.size() - shown) + " more with --json"));
  for (const CompareProof& proof : result.proof) {
    t.line();
    t.line(t.bold(proof.who) + "  mean KL from the base " + decimals(proof.meanKl, 4) + " nats, tensors " + proof.hash.substr(0, 12));
    if (proof.sameAnswersAsBase) t.warning("all its answers equal the base's: is this the adapter you meant?");
    if (!proof.verdict) continue;
    const CompareVerdict& v = *proof.verdict;
    t.line(fmt::format("  {}: {} fixed, {} regressed, {} right in both, {} wrong in both (sign test p = {:.2g})", nameOf(v.word), v.fixed,
                       v.regressed, v.bothRight, v.bothWrong, v.p));
  }
}

Result<Json> compare(const CompareFlags& f, Context& context) {
  if (f.data.empty() && f.prompts.empty())
    return Error{Code::BadUsage, msg("there is nothing to ask"), {}, {}, msg("Give --data or --prompt.")};
  if (f.adapters.empty()) return Error{Code::BadUsage, msg("--adapter is missing"), {}, {}, msg("Name a run or a PEFT folder.")};
  GRAFT_TRY(auto job, jobWithModel<CompareJob>(f, context));
  static_cast<AnswerOptions&>(job) = f.answer;
  job.prompts = f.prompts;
  job.rows = f.rows;
  GRAFT_TRY(job.dataset, datasetFolder(f.data, context));
  GRAFT_TRY(job.adapters, adapterRefs(f, context));
  GRAFT_TRY(const CompareResult result, runJob(job, context));
  show(result, context.terminal);
  auto store = store::Store::open(context.home);
  const auto kept = store.ok() ? store::addComparison(*store, f.adapters, result) : Result<int64_t>(store.error());
  if (!kept.ok()) context.terminal.warning("this comparison was not kept: " + kept.error().text());
  return toJson(result);
}

void add(CLI::App& app, Context& context) {
  auto f = std::make_shared<CompareFlags>();
  auto* verb = addVerb(app, context, "compare", "Base and adapters answer the same questions",
                       "graft compare --data tickets --adapter tickets-1", [f, &context] { return compare(*f, context); });
  addModelFlags(*verb, *f);
  verb->add_option("--data", f->data, "dataset whose held-out rows are asked");
  verb->add_option("--prompt", f->prompts, "a question of your own; may be repeated");
  verb->add_option("--adapter", f->adapters, std::string(kAdapterHelp) + "; may be repeated");
  verb->add_option("--rows", f->rows, "most held-out rows")->capture_default_str();
  verb->add_option("--max-new", f->answer.maxNew, "most tokens of an answer")->capture_default_str();
  verb->add_option("--temperature", f->answer.temperature, "0: the likeliest token each time")->capture_default_str();
  verb->add_option("--seed", f->answer.seed, "of the sampling, the same for all")->capture_default_str();
  addStrength(*verb, f->answer.strength);
}

}  // namespace

VerbEntry verbOfCompare() { return {130, add}; }

}  // namespace graft::cli
