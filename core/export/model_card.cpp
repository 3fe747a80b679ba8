// SPDX-License-Identifier: Apache-2.0
// Formats the README.md of an export (Hugging Face model card: metadata block, then text). Facts that only the user can give stay marked as
// not stated.
#include "core/export/export.hpp"
#include "core/export/printed.hpp"

namespace graft {
namespace {

std::string tableRow(const std::string& name, const std::string& value) { return "| " + name + " | " + value + " |\n"; }

std::string shown(double value, int digits) { return printed("%.*f", digits, value); }

std::string metadata(const ExportRequest& request, const ExportSource& source) {
  std::string out = "---\nbase_model: " + request.baseName + "\n";
  out += request.kind == ExportKind::Peft ? "library_name: peft\nbase_model_relation: adapter\n" : "base_model_relation: finetune\n";
  if (!source.base.license().empty()) out += "license: " + source.base.license() + "\n";
  return out + "pipeline_tag: text-generation\ntags:\n- lora\n- graft\n---\n\n";
}

std::string howToLoad(const ExportRequest& request) {
  switch (request.kind) {
    case ExportKind::Peft:
      return "```python\nfrom transformers import AutoModelForCausalLM\nfrom peft import PeftModel\n"
             "base = AutoModelForCausalLM.from_pretrained(\"" +
             request.baseName + "\")\nmodel = PeftModel.from_pretrained(base, \"this/folder\")\n```\n";
    case ExportKind::Merged:
      return "```python\nfrom transformers import AutoModelForCausalLM, AutoTokenizer\n"
             "model = AutoModelForCausalLM.from_pretrained(\"this/folder\")\ntokenizer = "
             "AutoTokenizer.from_pretrained(\"this/folder\")\n```\n";
    case ExportKind::Ollama: return "```\nollama create " + request.adapterName + " -f Modelfile\n```\n";
    default: return {};
  }
}

std::string results(const Json& facts) {
  std::string out;
  const auto side = [&](const char* key, const char* name) {
    if (!facts.contains(key) || !facts[key].is_object()) return;
    const Json& one = facts[key];
    out += "| " + std::string(name) + " | " + shown(get<double>(one, "loss", 0), 4) + " | " +
           (one.contains("exact_match") && one["exact_match"].is_number() ? shown(100 * one["exact_match"].get<double>(), 1) + " %" : "-") +
           " | " + std::to_string(get<int64_t>(one, "rows", 0)) + " |\n";
  };
  side("heldout_before", "base");
  side("heldout_after", "this adapter");
  return out.empty() ? "No held-out rows were measured.\n" : "| | held-out loss | exact match | rows |\n|---|---|---|---|\n" + out;
}

/// The five questions that only the user can answer.
std::string answersOfAPerson(const Json& facts) {
  static constexpr std::pair<const char*, const char*> kQuestions[] = {{"purpose", "What it is for"},
                                                                       {"not_for", "What it must not be used for"},
                                                                       {"data_origin", "Where the examples come from, and who agreed"},
                                                                       {"reviewer", "Who has looked at its answers"},
                                                                       {"contact", "Whom to ask"}};
  const Json& card = facts.contains("card") ? facts["card"] : facts;
  std::string out;
  for (const auto& [key, question] : kQuestions) {
    const auto answer = get<std::string>(card, key, "");
    out += "**" + std::string(question) + ":** " + (answer.empty() ? "not stated" : answer) + "\n\n";
  }
  return out;
}

}  // namespace

std::string modelCard(const ExportRequest& request, const ExportSource& source) {
  const Json& facts = request.facts;
  const auto& options = source.adapter.options();
  std::string out = metadata(request, source) + "# " + request.adapterName + "\n\n";
  out += "A LoRA adapter for " + request.baseName + ", trained and measured with Graft " GRAFT_VERSION ".";
  if (request.kind != ExportKind::Peft)
    out += " This is the form `" + std::string(nameOf(request.kind)) + "`, weights in " + request.type + ".";
  if (request.strength != 1) out += " Its strength is " + shown(request.strength, 2) + " of what was trained.";
  out += "\n\n" + answersOfAPerson(facts) + "## Results\n\n" + results(facts) + "\n## How it was made\n\n| | |\n|---|---|\n";
  out += tableRow("rank, alpha", std::to_string(options.rank) + ", " + shown(options.alpha, 2) + (options.rslora ? " (rsLoRA)" : ""));
  std::string targets;
  for (const auto& target : options.targets) targets += (targets.empty() ? "" : ", ") + target;
  out += tableRow("adapted layers", targets.empty() ? "all seven linear layers" : targets);
  if (facts.contains("train_rows")) out += tableRow("rows for training", std::to_string(get<int64_t>(facts, "train_rows", 0)));
  for (const auto& [key, name] :
       {std::pair{"data_hash", "data, SHA-256"}, std::pair{"base_hash", "base, SHA-256"},
        std::pair{"adapter_hash", "trained adapter, SHA-256"}, std::pair{"template_hash", "chat template, SHA-256"}}) {
    if (const auto hash = get<std::string>(facts, key, ""); !hash.empty()) out += tableRow(name, "`" + hash + "`");
  }
  if (facts.contains("settings")) {
    const Json& s = facts["settings"];
    out += tableRow("learning rate, epochs, seed", printed("%g, %g, %lld", get<double>(s, "lr", 0), get<double>(s, "epochs", 0),
                                                           static_cast<long long>(get<int64_t>(s, "seed", 0))));
  }
  out += tableRow("licence of the base", source.base.license().empty() ? "not stated in its files" : source.base.license());
  if (const auto load = howToLoad(request); !load.empty()) out += "\n## Loading\n\n" + load;
  return out +
         "\nWhether the written files answer as the trained adapter did is measured in `certificate.json` (to read: `certificate.html`).\n";
}

}  // namespace graft
