// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/services/setting_names.hpp"
#include "ui/services/words.hpp"

#include <algorithm>
#include <map>

#include <QCoreApplication>
#include <QLocale>

#include "core/contract/settings_table.hpp"

namespace graft::ui {
namespace {

QString tr(const char* words) { return QCoreApplication::translate("graft::ui", words); }

struct Name {
  const char *key, *words;
};
constexpr Name kNames[] = {
    {"epochs", QT_TRANSLATE_NOOP("graft::ui", "Epochs")},
    {"steps", QT_TRANSLATE_NOOP("graft::ui", "Steps")},
    {"lr", QT_TRANSLATE_NOOP("graft::ui", "Learning rate")},
    {"schedule", QT_TRANSLATE_NOOP("graft::ui", "Learning rate schedule")},
    {"warmup", QT_TRANSLATE_NOOP("graft::ui", "Warm-up")},
    {"rank", QT_TRANSLATE_NOOP("graft::ui", "Adapter rank")},
    {"alpha", QT_TRANSLATE_NOOP("graft::ui", "Alpha")},
    {"rslora", QT_TRANSLATE_NOOP("graft::ui", "Rank-stabilised scale (rsLoRA)")},
    {"targets", QT_TRANSLATE_NOOP("graft::ui", "Adapted linear layers")},
    {"layers", QT_TRANSLATE_NOOP("graft::ui", "Adapted layers")},
    {"rows_per_step", QT_TRANSLATE_NOOP("graft::ui", "Batch size")},
    {"max_length", QT_TRANSLATE_NOOP("graft::ui", "Maximum length")},
    {"pack", QT_TRANSLATE_NOOP("graft::ui", "Packing")},
    {"shuffle", QT_TRANSLATE_NOOP("graft::ui", "Shuffled rows")},
    {"dropout", QT_TRANSLATE_NOOP("graft::ui", "Dropout")},
    {"weight_decay", QT_TRANSLATE_NOOP("graft::ui", "Weight decay")},
    {"clip", QT_TRANSLATE_NOOP("graft::ui", "Gradient clipping")},
    {"seed", QT_TRANSLATE_NOOP("graft::ui", "Seed")},
    {"eval_every", QT_TRANSLATE_NOOP("graft::ui", "Steps between evaluations")},
    {"early_stop", QT_TRANSLATE_NOOP("graft::ui", "Patience (early stopping)")},
    {"samples", QT_TRANSLATE_NOOP("graft::ui", "Sample answers")},
    {"answer_tokens", QT_TRANSLATE_NOOP("graft::ui", "Answer tokens")},
    {"checkpoint_every", QT_TRANSLATE_NOOP("graft::ui", "Steps between checkpoints")},
    {"base", QT_TRANSLATE_NOOP("graft::ui", "Base model in memory")},
    {"recompute", QT_TRANSLATE_NOOP("graft::ui", "Memory or time")},
    {"dtype", QT_TRANSLATE_NOOP("graft::ui", "Number format")},
    {"device", QT_TRANSLATE_NOOP("graft::ui", "Device")},
    {"embeddings", QT_TRANSLATE_NOOP("graft::ui", "Embedding table")},
    {"micro_tokens", QT_TRANSLATE_NOOP("graft::ui", "Micro-batch tokens")},
    {"threads", QT_TRANSLATE_NOOP("graft::ui", "Threads")},
    {"cpu_use", QT_TRANSLATE_NOOP("graft::ui", "Use of the processor")},
};

/// Command line flags with their setting names. Boolean flags are left out: a flag such as --no-pack reverses the name's meaning.
std::map<QString, QString> flagNames() {
  std::map<QString, QString> out = {{"--holdout", tr("Held out")},   {"--type", tr("Number format")},
                                    {"--strength", tr("Strength")},  {"--overwrite", tr("Replace an earlier export")},
                                    {"--reviewer", tr("Your name")}, {"--task", tr("Task")},
                                    {"--out", tr("Where to")}};
  for (const Setting& one : settingsTable()) {
    if (!std::holds_alternative<bool TrainSettings::*>(one.member)) out[one.flag] = settingName(one.key);
  }
  return out;
}
/// Choices that occur in sentences of the engine.
std::map<QString, QString> choiceNames() {
  return {{"--recompute layer", tr("everything once more")},
          {"--device auto", tr("what works here")},
          {"--device card", tr("on the graphics card")}};
}

}  // namespace

QString settingName(const std::string& key) {
  const auto found = std::find_if(std::begin(kNames), std::end(kNames), [&](const Name& one) { return key == one.key; });
  return found == std::end(kNames) ? QString::fromStdString(key) : tr(found->words);
}

QString settingText(const Json& value) {
  if (value.is_null()) return {};
  if (value.is_string()) return QString::fromStdString(value.get<std::string>());
  if (value.is_boolean()) return value.get<bool>() ? tr("yes") : tr("no");
  if (value.is_number_float()) return rateText(value.get<double>(), 6);
  if (value.is_array() && value.empty()) return tr("all");
  if (!value.is_array()) return QString::fromStdString(dump(value));
  QStringList parts;
  for (const Json& one : value) parts << settingText(one);
  return "[" + parts.join(", ") + "]";
}

QString flagText(const std::string& flag) {
  const QString whole = QString::fromStdString(flag), name = whole.section(' ', 0, 0), value = whole.section(' ', 1);
  const auto names = flagNames(), choices = choiceNames();
  const auto found = names.find(name);
  if (found == names.end()) return whole;
  const auto choice = choices.find(whole);
  if (choice != choices.end()) return "“" + found->second + ": " + choice->second + "”";
  return "“" + found->second + "”" + (value.isEmpty() ? QString() : " " + value);
}

}  // namespace graft::ui
