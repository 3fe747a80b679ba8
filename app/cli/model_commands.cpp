// SPDX-License-Identifier: Apache-2.0
// inspect model, and the inspect group itself.
#include "app/cli/resolve.hpp"

namespace graft::cli {

void addInspectData(CLI::App& inspect, Context& context);

static Result<Json> inspectModel(const std::string& name, Context& context) {
  GRAFT_TRY(const auto model, workspace::openTextModel(name, context.home));
  const auto& c = model.checkpoint.config();
  GRAFT_TRY(const auto hash, model.checkpoint.hash());
  Json types = Json::object();
  std::string typeText;
  for (const auto& [type, count] : model.checkpoint.storedTypes()) {
    types[type] = count;
    typeText += (typeText.empty() ? "" : ", ") + std::to_string(count) + " " + type;
  }
  const auto memory = [&](double bytes) { return static_cast<uint64_t>(static_cast<double>(c.parameters()) * bytes / (1 << 20)); };
  const std::string license = model.checkpoint.license().empty() ? "not stated" : model.checkpoint.license();
  auto& t = context.terminal;
  t.line(t.bold(model.checkpoint.name()) + "  " + grouped(static_cast<uint64_t>(c.parameters())) + " parameters, " +
         grouped(model.checkpoint.weightBytes() >> 20) + " MiB on disk");
  t.table({{"", ""},
           {"architecture", c.modelType + ": " + std::to_string(c.layers) + " layers, hidden " + std::to_string(c.hidden) + ", " +
                                std::to_string(c.heads) + " heads (" + std::to_string(c.kvHeads) + " key/value), head size " +
                                std::to_string(c.headDim)},
           {"context", grouped(static_cast<uint64_t>(c.context)) + " tokens"},
           {"stored as", typeText},
           {"head", c.tied ? "tied to the embedding" : "separate"},
           {"tokenizer",
            grouped(model.tokenizer.vocabSize()) + " tokens, " + std::to_string(model.tokenizer.specials().size()) + " control tokens"},
           {"chat template", model.renderer ? "yes; trained text by " + model.renderer->maskSource() : "none"},
           {"licence", license},
           {"weights in memory", grouped(memory(4)) + " MiB in fp32, " + grouped(memory(2)) + " MiB in bf16"},
           {"SHA-256", hash}},
          100);
  return Json{
      {"architecture", c.modelType},
      {"parameters", c.parameters()},
      {"tensors", model.checkpoint.tensorCount()},
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
      {"memory_mib", {{"fp32", memory(4)}, {"bf16", memory(2)}}},
      {"hash", hash}};
}

void addModelCommands(CLI::App&, CLI::App& inspect, Context& context) {
  addInspectData(inspect, context);
  auto model = std::make_shared<std::string>();
  auto* verb = addVerb(inspect, context, "model", "Architecture, tensors, template, licence, memory need",
                       "graft inspect model Llama-3.2-1B-Instruct/", [model, &context] { return inspectModel(*model, context); });
  verb->add_option("MODEL", *model, "GGUF file or Hugging Face folder; default: the embedded model");
}

}  // namespace graft::cli
