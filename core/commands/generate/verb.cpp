// SPDX-License-Identifier: Apache-2.0
// The verb generate: one answer, streamed.
#include <fmt/format.h>

#include "core/commands/cli/model_flags.hpp"
#include "core/contract/jobs/answer.hpp"

namespace graft::cli {
namespace {

struct GenerateFlags : ModelFlags {
  std::vector<std::string> prompts;
  AnswerOptions answer{128, 0, 1, 1, 42};
};

Result<Json> generate(const GenerateFlags& f, Context& context) {
  GRAFT_TRY(const auto adapter, oneAdapter(f, context));
  GRAFT_TRY(auto job, jobWithModel<GenerateJob>(f, context));
  static_cast<AnswerOptions&>(job) = f.answer;
  job.adapter = adapter;
  if (f.prompts.size() != 1)
    return Error{
        Code::BadUsage, msg("%1 prompts are named", f.prompts.size()), "--prompt", {}, msg("Name one; graft compare takes several.")};
  job.prompt = f.prompts[0];
  const auto onFrame = [&](const Frame& frame) {
    showPhase(frame, context);
    const auto event = eventIn<TextEvent>(frame);
    if (!event || context.terminal.json) return;
    context.terminal.endProgress();
    fmt::print("{}", visible(event->text));
    std::fflush(stdout);
  };
  GRAFT_TRY(const GenerateResult result, runJob(job, context, onFrame));
  context.terminal.line();
  context.terminal.line(context.terminal.dim(std::to_string(result.ids.size()) + " tokens at " + decimals(result.tokensPerSecond, 1) +
                                             " a second" + (result.stopped ? "" : ", cut at --max-new")));
  return toJson(result);
}

void add(CLI::App& app, Context& context) {
  auto f = std::make_shared<GenerateFlags>();
  auto* verb =
      addVerb(app, context, "generate", "One answer, streamed", "graft generate --prompt \"Where is my card?\" --adapter tickets-1",
              [f, &context] { return generate(*f, context); });
  addModelFlags(*verb, *f);
  verb->add_option("--prompt", f->prompts, "the question")->required();
  verb->add_option("--adapter", f->adapters, kAdapterHelp);
  verb->add_option("--max-new", f->answer.maxNew, "most tokens")->capture_default_str()->check(CLI::PositiveNumber);
  verb->add_option("--temperature", f->answer.temperature, "0: the likeliest token each time")
      ->capture_default_str()
      ->check(CLI::NonNegativeNumber);
  verb->add_option("--top-p", f->answer.topP, "share of probability that is sampled from")
      ->capture_default_str()
      ->check(CLI::Range(0.0, 1.0));
  verb->add_option("--seed", f->answer.seed, "of the sampling")->capture_default_str();
  addStrength(*verb, f->answer.strength);
}

}  // namespace

VerbEntry verbOfGenerate() { return {120, add}; }

}  // namespace graft::cli
