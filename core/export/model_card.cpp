// SPDX-License-Identifier: Apache-2.0
// Formats the README.md of an export (Hugging Face model card: metadata block, then text). Facts that only the user can give stay marked as
// not stated.
#include <cmath>

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

std::string resultRow(const char* name, const std::optional<HeldoutScore>& score) {
  if (!score) return {};
  return "| " + std::string(name) + " | " + (std::isfinite(score->loss) ? shown(score->loss, 4) : "-") + " | " +
         (score->exactMatch ? shown(100 * *score->exactMatch, 1) + " %" : "-") + " | " + std::to_string(score->rows) + " |\n";
}

std::string results(const AdapterOrigin& origin) {
  const std::string rows = resultRow("base", origin.heldoutBefore) + resultRow("this adapter", origin.heldoutAfter);
  return rows.empty() ? "No held-out rows were measured.\n" : "| | held-out loss | exact match | rows |\n|---|---|---|---|\n" + rows;
}

std::string answersOfUser(const CardAnswers& answers) {
  std::string out;
  for (const auto& [key, question] : kCardQuestions) {
    const auto answer = answers.find(key);
    const bool isOpen = answer == answers.end() || answer->second.empty();
    out += "**" + std::string(question.english()) + "** " + (isOpen ? "not stated" : answer->second) + "\n\n";
  }
  return out;
}

/// Settings of a run that the card shows.
struct ShownSettings {
  double lr = 0, epochs = 0;
  int64_t seed = 0;
  static constexpr auto fields =
      std::tuple{Field{"lr", &ShownSettings::lr}, Field{"epochs", &ShownSettings::epochs}, Field{"seed", &ShownSettings::seed}};
};

}  // namespace

std::string modelCard(const ExportRequest& request, const ExportSource& source) {
  const CardFacts& facts = request.facts;
  const auto& options = source.adapter.options();
  std::string out = metadata(request, source) + "# " + request.adapterName + "\n\n";
  out += "A LoRA adapter for " + request.baseName + ", trained and measured with Graft " GRAFT_VERSION ".";
  if (request.kind != ExportKind::Peft)
    out += " This is the form `" + std::string(nameOf(request.kind)) + "`, weights in " + request.type + ".";
  if (request.strength != 1) out += " Its strength is " + shown(request.strength, 2) + " of what was trained.";
  out += "\n\n" + answersOfUser(facts.card.value_or(CardAnswers())) + "## Results\n\n" + results(facts) +
         "\n## How it was made\n\n| | |\n|---|---|\n";
  out += tableRow("rank, alpha", std::to_string(options.rank) + ", " + shown(options.alpha, 2) + (options.rslora ? " (rsLoRA)" : ""));
  std::string targets;
  for (const auto& target : options.targets) targets += (targets.empty() ? "" : ", ") + target;
  out += tableRow("adapted layers", targets.empty() ? "all seven linear layers" : targets);
  if (facts.trainRows) out += tableRow("rows for training", std::to_string(*facts.trainRows));
  for (const auto& [hash, name] :
       {std::pair{&facts.dataHash, "data, SHA-256"}, std::pair{&facts.baseHash, "base, SHA-256"},
        std::pair{&facts.adapterHash, "trained adapter, SHA-256"}, std::pair{&facts.templateHash, "chat template, SHA-256"}}) {
    if (*hash && !(*hash)->empty()) out += tableRow(name, "`" + **hash + "`");
  }
  if (facts.settings) {
    const auto s = fromJson<ShownSettings>(*facts.settings);
    out += tableRow("learning rate, epochs, seed", printed("%g, %g, %lld", s.lr, s.epochs, static_cast<long long>(s.seed)));
  }
  out += tableRow("licence of the base", source.base.license().empty() ? "not stated in its files" : source.base.license());
  if (const auto load = howToLoad(request); !load.empty()) out += "\n## Loading\n\n" + load;
  return out +
         "\nWhether the written files answer as the trained adapter did is measured in `certificate.json` (to read: `certificate.html`).\n";
}

}  // namespace graft
