// SPDX-License-Identifier: Apache-2.0
// The verb transfer: tests an adapter on another base of equal shape.
#include "core/commands/cli/tools.hpp"
#include "core/commands/transfer/transfer.hpp"

namespace graft::cli {
namespace {

struct TransferFlags {
  commands::TransferOrder order;
  std::string data;
  CpuFlags cpu;
};

void show(const TransferResult& result, Terminal& t) {
  const auto number = [](const std::optional<double>& value) { return value ? decimals(*value, 4) : "-"; };
  std::vector<std::vector<std::string>> rows = {{"on", "held-out loss without", "with the adapter", "exact match"}};
  for (const TransferSide& side : result.sides)
    rows.push_back({side.base, number(side.lossBase), number(side.lossAdapter), side.exactMatch ? percent(*side.exactMatch) : "-"});
  t.table(rows, 50);
  if (result.comparison)
    t.line(t.dim("  on " + std::to_string(result.comparison->prompts) + " prompts: " + percent(result.comparison->tokenAgreement) +
                 " of the tokens are the same, KL " + decimals(result.comparison->meanKl, 4) + " nats"));
  else
    t.line(t.dim("  the bases read text into other tokens or another template, so answers were not compared token by token"));
  t.line();
  const std::string verdict = nameOf(result.verdict);
  if (result.verdict == TransferVerdict::Yes)
    t.line(t.bold(verdict) + "  " + result.sentence.text());
  else
    t.warning(verdict + ": " + result.sentence.text());
}

Result<Json> transfer(const TransferFlags& f, Context& context) {
  commands::TransferOrder order = f.order;
  GRAFT_TRY(order.dataset, datasetFolder(f.data, context));
  GRAFT_TRY(order.cpu, cpuOrderOf(f.cpu));
  GRAFT_TRY(const TransferJob job, commands::transferJobOf(order, context.home));
  GRAFT_TRY(const TransferResult result, runJob(job, context));
  show(result, context.terminal);
  return toJson(result);
}

void addNamed(const char* name, CLI::App& app, Context& context, const std::shared_ptr<TransferFlags>& f) {
  auto* v = addVerb(app, context, name, "Does an adapter work on another base of the same shape?",
                    "graft transfer tickets-1 --to new-version.gguf", [f, &context] { return transfer(*f, context); });
  v->add_option("ADAPTER", f->order.adapter, "run, kept adapter, PEFT folder or GGUF adapter")->required();
  v->add_option("--to", f->order.otherModel, "the other base: GGUF file, Hugging Face folder, or a name in the home's models")->required();
  v->add_option("--data", f->data, "dataset whose held-out rows are asked; default: the run's");
  v->add_option("--model", f->order.model, "its own base; default: the run's, else the embedded one");
  v->add_option(kAcceptBase, f->order.acceptedBase, kAcceptBaseHelp);
  v->add_option("--rows", f->order.rows, "most held-out rows")->capture_default_str();
  addCpuFlags(*v, f->cpu);
}

void add(CLI::App& app, Context& context) {
  auto f = std::make_shared<TransferFlags>();
  addNamed("transfer", app, context, f);
  addNamed("carry", app, context, f);
  app.get_subcommand("carry")->group("");  // earlier name
}

}  // namespace

VerbEntry verbOfTransfer() { return {190, add}; }

}  // namespace graft::cli
