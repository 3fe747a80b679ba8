// SPDX-License-Identifier: Apache-2.0
// The verb evaluate: held-out loss, perplexity and exact match of the base and of adapters.
#include "core/commands/cli/model_flags.hpp"
#include "core/contract/jobs/compare.hpp"

namespace graft::cli {
namespace {

struct EvaluateFlags : ModelFlags {
  std::string data;
  size_t rows = 200;
  int64_t maxNew = 128;
};

Result<Json> evaluate(const EvaluateFlags& f, Context& context) {
  GRAFT_TRY(auto job, jobWithModel<EvaluateJob>(f, context));
  GRAFT_TRY(job.dataset, datasetFolder(f.data, context));
  GRAFT_TRY(job.adapters, adapterRefs(f, context));
  job.rows = f.rows;
  job.maxNew = f.maxNew;
  GRAFT_TRY(const EvaluateResult result, runJob(job, context));
  std::vector<std::vector<std::string>> rows = {{"", "held-out loss", "perplexity", "exact match", "rows"}};
  for (const EvaluateRow& one : result.results)
    rows.push_back({one.who, decimals(one.loss, 4), decimals(one.perplexity, 2), one.exactMatch ? percent(*one.exactMatch) : "-",
                    std::to_string(one.rows)});
  context.terminal.table(rows);
  return toJson(result);
}

void add(CLI::App& app, Context& context) {
  auto f = std::make_shared<EvaluateFlags>();
  auto* verb = addVerb(app, context, "evaluate", "Held-out loss, perplexity and exact match of the base and of adapters",
                       "graft evaluate --data tickets --adapter tickets-1", [f, &context] { return evaluate(*f, context); });
  addModelFlags(*verb, *f);
  verb->add_option("--data", f->data, "dataset whose held-out rows are measured")->required();
  verb->add_option("--adapter", f->adapters, std::string(kAdapterHelp) + "; may be repeated");
  verb->add_option("--rows", f->rows, "most held-out rows")->capture_default_str();
  verb->add_option("--max-new", f->maxNew, "most tokens of an answer")->capture_default_str();
}

}  // namespace

VerbEntry verbOfEvaluate() { return {140, add}; }

}  // namespace graft::cli
