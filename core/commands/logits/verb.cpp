// SPDX-License-Identifier: Apache-2.0
// The verb logits.
#include "core/commands/cli/model_flags.hpp"
#include "core/contract/jobs/answer.hpp"

namespace graft::cli {
namespace {

struct LogitsFlags : ModelFlags {
  std::string ids;
  double strength = 1;
};

Result<Json> logits(const LogitsFlags& f, Context& context) {
  GRAFT_TRY(const auto adapter, oneAdapter(f, context));
  GRAFT_TRY(auto job, jobWithModel<LogitsJob>(f, context));
  job.adapter = adapter;
  job.strength = f.strength;
  for (const auto& piece : CLI::detail::split(f.ids, ',')) {
    int64_t id = 0;
    if (!CLI::detail::lexical_cast(piece, id))
      return Error{Code::BadUsage, msg("--ids: '%1' is not a number", piece), {}, {}, msg("Example: --ids 1,2,3.")};
    job.ids.push_back(id);
  }
  GRAFT_TRY(const LogitsResult result, runJob(job, context));
  context.terminal.line("logsumexp " + decimals(result.logsumexp, 6) + "   mean " + decimals(result.mean, 6));
  std::vector<std::vector<std::string>> rows = {{"id", "logit"}};
  for (const TokenLogit& top : result.top) rows.push_back({std::to_string(top.id), decimals(top.logit, 5)});
  context.terminal.table(rows);
  return toJson(result);
}

void add(CLI::App& app, Context& context) {
  auto f = std::make_shared<LogitsFlags>();
  auto* verb = addVerb(app, context, "logits", "Next-token logits after given ids", "graft logits --ids 1,2,3 --json",
                       [f, &context] { return logits(*f, context); });
  addModelFlags(*verb, *f);
  verb->add_option("--ids", f->ids, "token ids, with commas")->required();
  verb->add_option("--adapter", f->adapters, kAdapterHelp);
  addStrength(*verb, f->strength);
}

}  // namespace

VerbEntry verbOfLogits() { return {110, add}; }

}  // namespace graft::cli
