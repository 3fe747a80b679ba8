// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/adapters/export_words.hpp"

#include <QCoreApplication>

#include "core/contract/jobs/export.hpp"

namespace graft::ui {
namespace {

QString tr(const char* words) { return QCoreApplication::translate("graft::ui", words); }
int idOf(ExportKind kind) { return static_cast<int>(kind); }

}  // namespace

std::vector<FormWords> exportForms() {
  return {{idOf(ExportKind::Peft), tr("PEFT folder (Python)"),
           tr("A small folder that transformers and PEFT load beside the base model. Nothing is lost."), "-peft"},
          {idOf(ExportKind::GgufLora), tr("GGUF adapter (llama.cpp)"),
           tr("One small file that llama.cpp and programs made with it load beside the base model in GGUF."), "-lora.gguf"},
          {idOf(ExportKind::Merged), tr("Whole model (Python)"),
           tr("Base and adapter as one model in the form of Hugging Face, with tokenizer and chat template."), "-model"},
          {idOf(ExportKind::MergedGguf), tr("Whole model (GGUF)"),
           tr("Base and adapter as one file, in as many bits as you like. Fewer bits are smaller and cost accuracy; the "
              "certificate says how much."),
           ".gguf"},
          {idOf(ExportKind::Ollama), tr("Ollama folder"),
           tr("A Modelfile with the model, its template and its stop words, for “ollama create”."), "-ollama"},
          {kBundle, tr("Bundle to hand on"),
           tr("Adapter, lineage, model card and history as one folder that another Graft takes in, signed with your key if you have one."),
           "-bundle"}};
}

FormWords exportForm(int id) {
  for (const FormWords& form : exportForms()) {
    if (form.id == id) return form;
  }
  return {};
}

std::vector<UseWords> exportUses() {
  return {{"lmstudio", tr("LM Studio or llama.cpp"),
           tr("You get one file. Put it into the models folder of LM Studio, or open it with llama.cpp."), idOf(ExportKind::MergedGguf)},
          {"ollama", tr("Ollama"), tr("You get a folder. Run “ollama create NAME -f Modelfile” in it, then “ollama run NAME”."),
           idOf(ExportKind::Ollama)},
          {"python", tr("Python"), tr("You get a small folder that transformers and PEFT load on top of the base model."),
           idOf(ExportKind::Peft)},
          {"colleague", tr("A colleague with Graft"),
           tr("You get a folder with everything. The other Graft reads it under Adapters, Import."), kBundle}};
}

QString typeWords(const QString& type) {
  const std::pair<const char*, QString> known[] = {{"F32", tr("F32 · 32 bits, exact")}, {"F16", tr("F16 · 16 bits")},
                                                   {"BF16", tr("BF16 · 16 bits")},      {"Q8_0", tr("Q8_0 · 8 bits, hardly a difference")},
                                                   {"Q6_K", tr("Q6_K · 6 bits")},       {"Q5_K", tr("Q5_K · 5 bits")},
                                                   {"Q4_K", tr("Q4_K · 4 bits, small")}};
  for (const auto& [name, words] : known) {
    if (type == name) return words;
  }
  return type;
}

}  // namespace graft::ui
