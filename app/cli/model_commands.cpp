// SPDX-License-Identifier: Apache-2.0
// The verbs models and inspect model, and the inspect group.
#include "app/cli/resolve.hpp"
#include "core/workspace/models.hpp"

namespace graft::cli {

void addInspectData(CLI::App& inspect, Context& context);

static Result<Json> inspectModel(const std::string& name, Context& context) {
  GRAFT_TRY(const auto model, workspace::openTextModel(name, context.home));
  const auto& c = model.modelFile.config();
  GRAFT_TRY(const auto hash, model.modelFile.hash());
  Json types = Json::object();
  std::string typeText;
  for (const auto& [type, count] : model.modelFile.storedTypes()) {
    types[type] = count;
    typeText += (typeText.empty() ? "" : ", ") + std::to_string(count) + " " + type;
  }
  const auto memory = [&](double bytes) { return static_cast<uint64_t>(static_cast<double>(c.parameters()) * bytes / (1 << 20)); };
  const std::string license = model.modelFile.license().empty() ? "not stated" : model.modelFile.license();
  const auto& names = model.modelFile.folderNames();
  std::string nameText;
  if (!names.takenOff.empty()) nameText = "with " + names.takenOff + ", which is left out";
  if (!names.putOn.empty()) nameText += (nameText.empty() ? "" : "; ") + ("without " + names.putOn) + ", which is put in front";
  const size_t parts = model.modelFile.gguf() ? model.modelFile.weightFiles().size() : 1;
  auto& t = context.terminal;
  t.line(t.bold(model.modelFile.name()) + "  " + grouped(static_cast<uint64_t>(c.parameters())) + " parameters, " +
         grouped(model.modelFile.weightBytes() >> 20) + " MiB on disk");
  std::vector<std::vector<std::string>> rows = {
      {"", ""},
      {"architecture", c.modelType + ": " + std::to_string(c.layers) + " layers, hidden " + std::to_string(c.hidden) + ", " +
                           std::to_string(c.heads) + " heads (" + std::to_string(c.kvHeads) + " key/value), head size " +
                           std::to_string(c.headDim)},
      {"context", grouped(static_cast<uint64_t>(c.context)) + " tokens"},
      {"stored as", typeText + (parts > 1 ? ", in " + std::to_string(parts) + " parts" : "")},
      {"head", c.tied                         ? "tied to the embedding"
               : model.modelFile.hasOwnHead() ? "a head of its own, though config.json says tied"
                                              : "separate"}};
  if (!nameText.empty()) rows.push_back({"tensor names", nameText});
  const auto unused = model.modelFile.unused();
  if (!unused.empty()) rows.push_back({"tensors not used", std::to_string(unused.size()) + ", the first " + unused.front()});
  const std::vector<std::vector<std::string>> more = {
      {"tokenizer",
       grouped(model.tokenizer.vocabSize()) + " tokens, " + std::to_string(model.tokenizer.specials().size()) + " control tokens"},
      {"chat template", model.renderer ? "yes; trained text by " + model.renderer->maskSource() : "none"},
      {"licence", license},
      {"weights in memory", grouped(memory(4)) + " MiB in fp32, " + grouped(memory(2)) + " MiB in bf16"},
      {"SHA-256", hash}};
  rows.insert(rows.end(), more.begin(), more.end());
  t.table(rows, 100);
  return Json{
      {"architecture", c.modelType},
      {"parameters", c.parameters()},
      {"tensors", model.modelFile.tensorCount()},
      {"stored_types", types},
      {"tokenizer",
       {{"vocabulary", model.tokenizer.vocabSize()},
        {"control_tokens", model.tokenizer.specials().size()},
        {"hash", model.tokenizer.hash()}}},
      {"template", model.renderer ? Json{{"hash", model.renderer->templateHash()}, {"mask", model.renderer->maskSource()}} : Json(nullptr)},
      {"license", license},
      {"context", c.context},
      {"layers", c.layers},
      {"hidden", c.hidden},
      {"tied", c.tied},
      {"unused_tensors", unused},
      {"own_head", model.modelFile.hasOwnHead()},
      {"tensor_names", {{"taken_off", names.takenOff}, {"put_on", names.putOn}}},
      {"files", model.modelFile.weightFiles().size()},
      {"memory_mib", {{"fp32", memory(4)}, {"bf16", memory(2)}}},
      {"hash", hash}};
}

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
      table.push_back({name, place.path.empty() ? "comes with Graft" : get<std::string>(shown, "program", ""),
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

void addModelCommands(CLI::App& app, CLI::App& inspect, Context& context) {
  auto all = std::make_shared<bool>(false);
  auto* list = addVerb(app, context, "models", "Base models on this machine, those of other programs too", "graft models",
                       [all, &context] { return listModels(*all, context); });
  list->add_flag("--all", *all, "also those that cannot be trained here, and why");
  addInspectData(inspect, context);
  auto model = std::make_shared<std::string>();
  auto* verb = addVerb(inspect, context, "model", "Architecture, tensors, template, licence, memory need",
                       "graft inspect model Llama-3.2-1B-Instruct/", [model, &context] { return inspectModel(*model, context); });
  verb->add_option("MODEL", *model, "GGUF file or Hugging Face folder; default: the embedded model");
}

}  // namespace graft::cli
