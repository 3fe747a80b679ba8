// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/train/setting_info.hpp"

#include <array>

#include <QCoreApplication>

#include "ui/services/setting_names.hpp"

namespace graft::ui {
namespace {
QString tr(const char* words) { return QCoreApplication::translate("graft::ui", words); }

/// Number with its range from the settings table; `help` holds the five lines.
SettingInfo number(const char* key, const QString& unit, FormGroup group, const std::array<QString, 5>& help) {
  const Setting* setting = findSetting(key);
  Q_ASSERT(setting && setting->form && setting->isNumber());
  SettingInfo info;
  info.key = key;
  info.name = settingName(key);
  info.unit = unit;
  if (setting && setting->form) info.range = *setting->form;
  info.group = group;
  info.what = help[0], info.higher = help[1], info.lower = help[2], info.why = help[3], info.cost = help[4];
  return info;
}

/// Setting with a few values; `help` holds the five lines.
SettingInfo choice(const char* key, const std::array<QString, 5>& help, std::vector<SettingChoice> choices) {
  SettingInfo info;
  info.group = FormGroup::Machine;
  info.key = key;
  info.name = settingName(key);
  info.what = help[0], info.higher = help[1], info.lower = help[2], info.why = help[3], info.cost = help[4];
  info.choices = std::move(choices);
  return info;
}

std::vector<SettingInfo> makeInfos() {
  return {
      number("epochs", {}, FormGroup::Main,
             {tr("How often it reads all your examples (epochs)."), tr("Higher: it copies them more exactly, and may learn them by heart."),
              tr("Lower: it changes less and keeps more of what it could before."),
              tr("Ours: three for a few hundred rows, fewer for more."), tr("Time grows with it; memory does not.")}),
      number("lr", {}, FormGroup::Main,
             {tr("How far each step moves the adapter."), tr("Higher: learns sooner; too high garbles and forgets."),
              tr("Lower: steadier; too low barely changes anything."),
              tr("Ours: 0.0002, the middle of what works; small models bear more."), tr("Neither time nor memory depend on it.")}),
      number(
          "rank", {}, FormGroup::Main,
          {tr("How much new material the adapter can hold (rank)."), tr("Higher: room for more kinds of answers."),
           tr("Lower: a smaller file that changes the model less."), tr("Ours: 16 for a few hundred rows; many thousands want 32 or more."),
           tr("A little more memory and a larger adapter when it is higher.")}),
      number("alpha", {}, FormGroup::Adapter,
             {tr("How loudly the adapter speaks over the base (alpha; alpha / rank is the strength)."),
              tr("Higher: like a higher learning rate."), tr("Lower: the base shows through more."),
              tr("Ours: 32, as the published recipes have it."), tr("Free.")}),
      number("rows_per_step", {}, FormGroup::Optimiser,
             {tr("How many examples are weighed before the adapter is corrected (batch size)."), tr("Higher: steadier, but fewer steps."),
              tr("Lower: more steps, each noisier."), tr("Ours: 8; over 32 often learns worse with adapters."),
              tr("Time stays nearly the same.")}),
      number("max_length", tr("tokens"), FormGroup::Data,
             {tr("Where longer examples are cut off, in tokens (about three quarters of a word each)."),
              tr("Higher: long examples keep their endings."), tr("Lower: less memory, but a cut example loses its answer first."),
              tr("Ours: 1,024; a warning below says when rows are cut."), tr("Memory grows with the longest row.")}),
      number(
          "warmup", {}, FormGroup::Optimiser,
          {tr("The share of the steps in which the learning rate rises from zero."), tr("Higher: a calmer beginning."),
           tr("Lower: full learning rate sooner; early steps may do damage."), tr("Ours: 3 to 10 %, more for small data."), tr("Free.")}),
      number(
          "dropout", {}, FormGroup::Adapter,
          {tr("The share of the adapter that is switched off at random in each step."), tr("Higher: less learning by heart on small data."),
           tr("Lower: learns faster."), tr("Ours: 0.05 below 1,000 rows, else none."), tr("Free.")}),
      number("weight_decay", {}, FormGroup::Optimiser,
             {tr("How strongly the adapter is pulled back to nothing."), tr("Higher: smaller changes."),
              tr("Lower: nothing holds it back."), tr("Ours: 0.01, which seldom matters."), tr("Free.")}),
      number("eval_every", {}, FormGroup::Evaluation,
             {tr("How often the held-out rows are measured; 0 is only before and after."), tr("Higher: less time spent measuring."),
              tr("Lower: a finer held-out curve, and the best moment is found more exactly."), tr("Ours: once to five times an epoch."),
              tr("Each measurement costs a few seconds.")}),
      number("seed", {}, FormGroup::Reproducibility,
             {tr("The start of all chance in a run."), tr("Another number: another order of the rows."),
              tr("The same number: the same run, bit for bit."), tr("Ours: 42."), tr("Free.")}),
      choice("base",
             {tr("How the weights of the base model are kept while the adapter learns. The adapter works with each of them."),
              tr("In four bits (NF4, known as QLoRA): a fifth of the memory, for larger models; answers shift a little. In eight bits: "
                 "about a quarter, and they hardly shift."),
              tr("As in its file: the least memory for a file in few bits, and nothing shifts."),
              tr("Ours: whole, the fastest and the most exact."), tr("“What will happen” shows the memory of each.")},
             {{"full", tr("whole")}, {"int8", tr("in eight bits")}, {"nf4", tr("in four bits (QLoRA)")}, {"stored", tr("as in its file")}}),
      choice("recompute",
             {tr("What is kept of a forward pass for its gradients, and what is computed again instead."),
              tr("Once more: much less memory for long examples, up to a third more time."),
              tr("Keep all: the fastest, refused where it does not fit."), tr("Ours: as little once more as fits into the free memory."),
              tr("The adapter is the same to the last bit.")},
             {{"auto", tr("as it fits")},
              {"none", tr("keep all")},
              {"mlp", tr("half of it once more")},
              {"layer", tr("everything once more")}}),
      choice("dtype",
             {tr("The numbers that the computer calculates with."), tr("fp32: 32 bits, more exact, more memory."),
              tr("bf16: 16 bits, half the memory, twice as fast on processors that are made for it."),
              tr("Ours: bf16 where it is clearly faster here, tried in a moment; else fp32."), tr("Time and memory.")},
             {{"auto", tr("what is faster here")}, {"fp32", "fp32"}, {"bf16", "bf16"}}),
      choice("device",
             {tr("The part of this computer that does the work."), tr("A graphics card, where one works, is much faster."),
              tr("The processor works everywhere, and leaves the card to the screen."),
              tr("Ours: the card if it works, else the processor; Home says which."), tr("Time, and whose memory is used.")},
             {{"auto", tr("what works here")}, {"cpu", tr("on the processor")}, {"card", tr("on the graphics card")}}),
      choice("embeddings",
             {tr("Where the table lies that turns tokens into numbers. It makes a difference on a graphics card alone."),
              tr("In the computer's memory: that much more room on a small card; each pass copies a few rows."),
              tr("With the other weights: nothing is copied."), tr("Ours: with the other weights."),
              tr("Of models whose table is also their last layer it stays with the others.")},
             {{"weights", tr("with the weights")}, {"host", tr("in the computer's memory")}}),
  };
}

}  // namespace

QString groupName(FormGroup group) {
  switch (group) {
    case FormGroup::Main: return {};
    case FormGroup::Adapter: return tr("Adapter");
    case FormGroup::Optimiser: return tr("Optimiser");
    case FormGroup::Data: return tr("Data");
    case FormGroup::Evaluation: return tr("Evaluation");
    case FormGroup::Machine: return tr("Memory and device");
    case FormGroup::Reproducibility: return tr("Reproducibility");
  }
  return {};
}

const std::vector<SettingInfo>& settingInfos() {
  static const auto infos = makeInfos();
  return infos;
}

const std::vector<GoalInfo>& goals() {
  static const std::vector<GoalInfo> all = {
      {"format", tr("My format and terms"), tr("Answers as your examples have them. Right for most.")},
      {"style", tr("My style"), tr("How it says things, more than what it knows.")},
      {"skill", tr("A new skill"), tr("From many examples; the largest change.")},
      {"careful", tr("Careful"), tr("Keeps general ability; smaller change.")},
      {"trial", tr("Quick trial"), tr("60 steps, to see whether it works at all.")}};
  return all;
}

}  // namespace graft::ui
