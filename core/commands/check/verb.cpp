// SPDX-License-Identifier: Apache-2.0
// The verb check: measures the cost of an adapter in general text at several strengths, and whether it recites its rows.
#include "core/commands/check/check.hpp"
#include "core/commands/cli/tools.hpp"

namespace graft::cli {
namespace {

struct CheckFlags {
  commands::CheckOrder order;
  std::string data;
  CpuFlags cpu;
};

void showVerdict(Rating verdict, const std::string& sentence, Terminal& t) {
  if (verdict == Rating::Green)
    t.line(t.bold(nameOf(verdict)) + "  " + sentence);
  else
    t.warning(std::string(nameOf(verdict)) + ": " + sentence);
}

void showCheck(const CheckResult& result, Terminal& t) {
  std::vector<std::vector<std::string>> rows = {{"strength", "held-out loss", "general loss", "perplexity to base", "KL from base"}};
  for (const CheckedStrength& point : result.strengths)
    rows.push_back({decimals(point.strength, 2) + (point.strength == 0 ? " (base)" : ""),
                    point.heldoutLoss ? decimals(*point.heldoutLoss, 4) : "-", decimals(point.generalLoss, 4),
                    decimals(point.generalRatio, 3) + "x", decimals(point.generalKl, 4)});
  t.table(rows);
  t.line();
  std::string general = commands::generalSentence(result).text();
  if (result.generalVerdict == Rating::Red) general += " Do not use it as it is.";
  if (result.suggestedStrength)
    general += " At strength " + decimals(*result.suggestedStrength, 2) + " it would be kept (graft export --strength).";
  showVerdict(result.generalVerdict, general, t);
  showVerdict(result.recitation.verdict, commands::memorizationSentence(result.recitation).text(), t);
  for (const MemorizedRow& row : result.recitation.rows) t.line("  row " + std::to_string(row.row) + ": " + row.text);
}

Result<Json> check(const CheckFlags& f, Context& context) {
  commands::CheckOrder order = f.order;
  GRAFT_TRY(order.dataset, datasetFolder(f.data, context));
  GRAFT_TRY(order.cpu, cpuOrderOf(f.cpu));
  GRAFT_TRY(const CheckJob job, commands::checkJobOf(order, context.home));
  const auto onFrame = [&](const Frame& frame) {
    if (context.terminal.json) return;
    showPhase(frame, context);
    if (const auto event = eventIn<ShareEvent>(frame)) context.terminal.progress(event->share, event->what.text());
  };
  GRAFT_TRY(const CheckResult result, runJob(job, context, onFrame));
  showCheck(result, context.terminal);
  if (const Status kept = commands::keepCheck(result, context.home); !kept.ok())
    context.terminal.warning("this check was not kept: " + kept.error().text());
  return toJson(result);
}

void add(CLI::App& app, Context& context) {
  auto f = std::make_shared<CheckFlags>();
  auto* c = addVerb(app, context, "check", "What an adapter costs elsewhere: general text at several strengths, recited rows",
                    "graft check tickets-1", [f, &context] { return check(*f, context); });
  c->add_option("ADAPTER", f->order.adapter, "run, kept adapter, PEFT folder or GGUF adapter")->required();
  c->add_option("--data", f->data, "dataset with held-out and trained rows; default: the run's");
  c->add_option("--model", f->order.model, "its base; default: the run's, else the embedded one");
  c->add_option(kAcceptBase, f->order.acceptedBase, kAcceptBaseHelp);
  c->add_option("--strengths", f->order.strengths, "factors to look at beside 0 (the base) and 1, with commas")
      ->delimiter(',')
      ->capture_default_str();
  c->add_option("--rows", f->order.rows, "most held-out rows")->capture_default_str();
  addCpuFlags(*c, f->cpu);
}

}  // namespace

VerbEntry verbOfCheck() { return {180, add}; }

}  // namespace graft::cli
