// SPDX-License-Identifier: Apache-2.0
// The verbs models and inspect model, and the inspect group.
#include "core/commands/cli/tools.hpp"
#include "core/workspace/models.hpp"

namespace graft::cli {

static Json toJson(const workspace::ModelFacts& facts) {
  Json out = {{"name", facts.place.name},
              {"program", facts.place.program.empty() ? "Graft" : facts.place.program},
              {"path", facts.place.path},
              {"usable", !facts.problem}};
  if (facts.problem) {
    setMessage(out, "problem", facts.problem->what);
  } else {
    out.update({{"parameters", facts.parameters}, {"context", facts.context}, {"bytes", facts.bytes}});
  }
  return out;
}

static Result<Json> listModels(bool all, Context& context) {
  auto places = workspace::modelsOfHome(context.home);
  for (auto& place : workspace::modelsOfOtherPrograms(context.home)) places.push_back(std::move(place));
  Json models = Json::array();
  std::vector<std::vector<std::string>> table = {{"model", "kept by", "weights", "on disk"}}, others = {{"not trained here", "because"}};
  for (const auto& place : places) {
    const auto facts = workspace::factsOf(place, context.home, workspace::Look::Weights);
    const Json shown = toJson(facts);
    const std::string name = place.path.empty() ? facts.name + ", where none is named" : place.name;
    if (facts.problem) {
      others.push_back({name, facts.problem->what.text()});
    } else {
      table.push_back({name,
                       place.path.empty()      ? "comes with Graft"
                       : place.program.empty() ? "Graft"
                                               : place.program,
                       grouped(static_cast<uint64_t>(facts.parameters / 1'000'000)) + " M",
                       grouped(static_cast<uint64_t>(facts.bytes >> 20)) + " MiB"});
    }
    models.push_back(shown);
  }
  context.terminal.table(table);
  if (all && others.size() > 1) context.terminal.table(others);
  if (!all && others.size() > 1)
    context.terminal.line(std::to_string(others.size() - 1) + " more cannot be trained here; graft models --all says why.");
  context.terminal.line("A name goes behind --model.");
  return Json{{"models", models}};
}

static void add(CLI::App& app, Context& context) {
  auto all = std::make_shared<bool>(false);
  auto* list = addVerb(app, context, "models", "Base models on this machine, those of other programs too", "graft models",
                       [all, &context] { return listModels(*all, context); });
  list->add_flag("--all", *all, "also those that cannot be trained here, and why");
}

VerbEntry verbOfModels() { return {40, add}; }

}  // namespace graft::cli
