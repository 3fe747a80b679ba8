// SPDX-License-Identifier: Apache-2.0
// The verbs check and carry. check measures the cost of an adapter in general text at several strengths, and whether it recites its rows.
// carry tests it on another base of the same shape.
#include "app/cli/resolve.hpp"
#include "core/workspace/checks.hpp"

namespace graft::cli {
namespace {

struct CheckFlags {
  workspace::CheckOrder order;
  std::string data;
};

std::string sentenceOf(const Json& result) {
  const auto general = get<std::string>(result, "general_verdict", "red");
  std::string out = general == "green"   ? "General ability kept."
                    : general == "amber" ? "General ability slightly reduced."
                                         : "General ability damaged: do not use it as it is.";
  if (result["suggested_strength"].is_number())
    out += " At strength " + decimals(result["suggested_strength"].get<double>(), 2) + " it would be kept (graft export --strength).";
  return out;
}

std::string recitationSentence(const Json& found) {
  const auto tried = get<size_t>(found, "tried", 0), recited = get<size_t>(found, "recited", 0);
  if (tried == 0) return "No row of the training data is long enough to be recited.";
  if (recited == 0) return "None of " + std::to_string(tried) + " trained rows is recited word for word.";
  return std::to_string(recited) + " of " + std::to_string(tried) + " trained rows are recited word for word" +
         (get<std::string>(found, "verdict", "") == "red" ? ", with what looks like personal data among them." : ".");
}

void showCheck(const Json& result, Context& context) {
  auto& t = context.terminal;
  std::vector<std::vector<std::string>> rows = {{"strength", "held-out loss", "general loss", "perplexity to base", "KL from base"}};
  for (const auto& point : result["strengths"])
    rows.push_back({decimals(get<double>(point, "strength", 0), 2) + (get<double>(point, "strength", 1) == 0 ? " (base)" : ""),
                    point["heldout_loss"].is_number() ? decimals(point["heldout_loss"].get<double>(), 4) : "-",
                    decimals(get<double>(point, "general_loss", 0), 4), decimals(get<double>(point, "general_ratio", 0), 3) + "x",
                    decimals(get<double>(point, "general_kl", 0), 4)});
  t.table(rows);
  t.line();
  const auto say = [&](const std::string& verdict, const std::string& sentence) {
    if (verdict == "green")
      t.line(t.bold(verdict) + "  " + sentence);
    else
      t.warning(verdict + ": " + sentence);
  };
  say(get<std::string>(result, "general_verdict", ""), sentenceOf(result));
  say(get<std::string>(result["recitation"], "verdict", ""), recitationSentence(result["recitation"]));
  for (const auto& row : result["recitation"]["rows"])
    t.line("  row " + std::to_string(get<size_t>(row, "row", 0)) + ": " + get<std::string>(row, "text", ""));
}

Result<Json> check(const CheckFlags& f, Context& context) {
  workspace::CheckOrder order = f.order;
  GRAFT_TRY(order.dataset, datasetFolder(f.data, context));
  GRAFT_TRY(Json spec, workspace::checkSpec(order, context.home));
  auto done = runJob(std::move(spec), context, [&](const Frame& frame) {
    if (context.terminal.json) return;
    showPhase(frame, context);
    if (frame.type == FrameType::Text)
      context.terminal.progress(get<double>(frame.payload, "share", 0), get<std::string>(frame.payload, "what", ""));
  });
  context.terminal.endProgress();
  if (!done.ok()) return done;
  showCheck(*done, context);
  if (const Status kept = workspace::keepCheck(*done, context.home); !kept.ok())
    context.terminal.warning("this check was not kept: " + kept.error().text());
  return done;
}

struct CarryFlags {
  workspace::CarryOrder order;
  std::string data;
};

void showCarry(const Json& result, Context& context) {
  auto& t = context.terminal;
  const auto number = [](const Json& value, int places) { return value.is_number() ? decimals(value.get<double>(), places) : "-"; };
  std::vector<std::vector<std::string>> rows = {{"on", "held-out loss without", "with the adapter", "exact match"}};
  for (const auto& side : result["sides"])
    rows.push_back({get<std::string>(side, "base", ""), number(side["loss_base"], 4), number(side["loss_adapter"], 4),
                    side["exact_match"].is_number() ? percent(side["exact_match"].get<double>()) : "-"});
  t.table(rows, 50);
  if (const Json& seen = result["comparison"]; seen.is_object())
    t.line(t.dim("  on 32 prompts: " + percent(get<double>(seen, "token_agreement", 0)) + " of the tokens are the same, KL " +
                 decimals(get<double>(seen, "mean_kl", 0), 4) + " nats"));
  else
    t.line(t.dim("  the bases read text into other tokens or another template, so answers were not compared token by token"));
  t.line();
  const auto verdict = get<std::string>(result, "verdict", "");
  if (verdict == "carries over")
    t.line(t.bold(verdict) + "  " + get<std::string>(result, "sentence", ""));
  else
    t.warning(verdict + ": " + get<std::string>(result, "sentence", ""));
}

Result<Json> carry(const CarryFlags& f, Context& context) {
  workspace::CarryOrder order = f.order;
  GRAFT_TRY(order.dataset, datasetFolder(f.data, context));
  GRAFT_TRY(Json spec, workspace::carrySpec(order, context.home));
  auto done = runJob(std::move(spec), context, [&](const Frame& frame) { showPhase(frame, context); });
  context.terminal.endProgress();
  if (done.ok()) showCarry(*done, context);
  return done;
}

}  // namespace

void addCheckCommand(CLI::App& app, Context& context) {
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
  addCpuFlags(*c, f->order.cpu);
  auto m = std::make_shared<CarryFlags>();
  auto* v = addVerb(app, context, "carry", "Does an adapter work on another base of the same shape?",
                    "graft carry tickets-1 --to new-version.gguf", [m, &context] { return carry(*m, context); });
  v->add_option("ADAPTER", m->order.adapter, "run, kept adapter, PEFT folder or GGUF adapter")->required();
  v->add_option("--to", m->order.otherModel, "the other base: GGUF file, Hugging Face folder, or a name in the home's models")->required();
  v->add_option("--data", m->data, "dataset whose held-out rows are asked; default: the run's");
  v->add_option("--model", m->order.model, "its own base; default: the run's, else the embedded one");
  v->add_option(kAcceptBase, m->order.acceptedBase, kAcceptBaseHelp);
  v->add_option("--rows", m->order.rows, "most held-out rows")->capture_default_str();
  addCpuFlags(*v, m->order.cpu);
}

}  // namespace graft::cli
