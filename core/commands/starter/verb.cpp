// SPDX-License-Identifier: Apache-2.0
// The starter experiment: real data, the embedded model, three minutes, and a table of what was learned.
#include "core/commands/train/verb_view.hpp"

namespace graft::cli {

static Result<Json> starter(const std::string& dtype, Context& context) {
  auto& t = context.terminal;
  t.line(t.bold("Starter experiment") + ": a small model learns to sort bank customers' messages into 12 intents");
  t.line(
      t.dim("  data: banking77 (CC BY 4.0, PolyAI), 600 rows of its training file to learn from, 120 of its test file to be measured on"));
  GRAFT_TRY(const auto request, commands::starterRequest(context.home, dtype));
  return runTraining(request, context);
}

static void add(CLI::App& app, Context& context) {
  auto dtype = std::make_shared<std::string>("auto");
  auto* verb = addVerb(app, context, "starter", "The starter experiment: about three minutes, nothing to type", "graft starter",
                       [dtype, &context] { return starter(*dtype, context); });
  verb->add_option("--dtype", *dtype, "auto, fp32 or bf16")->capture_default_str();
}

VerbEntry verbOfStarter() { return {230, add}; }

}  // namespace graft::cli
