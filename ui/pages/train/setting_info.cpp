// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/train/setting_info.hpp"

#include <QCoreApplication>

namespace graft::ui {
namespace {
QString tr(const char* words) { return QCoreApplication::translate("graft::ui", words); }

std::vector<SettingInfo> makeInfos() {
  return {
      {"epochs", tr("Passes over your examples"), {}, 0.5, 20, 0.5, 1, Scale::Linear, true,
       tr("How often it reads all your examples (epochs)."), tr("Higher: it copies them more exactly, and may learn them by heart."),
       tr("Lower: it changes less and keeps more of what it could before."), tr("Ours: three for a few hundred rows, fewer for more."),
       tr("Time grows with it; memory does not.")},
      {"lr", tr("Learning speed"), {}, 1e-5, 2e-3, 1.25, 6, Scale::Log, true,
       tr("How far each correction moves the adapter (learning rate)."), tr("Higher: learns sooner; too high garbles and forgets."),
       tr("Lower: steadier; too low barely changes anything."), tr("Ours: 2e-4, the middle of what works; small models bear more."),
       tr("Neither time nor memory depend on it.")},
      {"rank", tr("Notebook size"), {}, 4, 64, 2, 0, Scale::Log, true,
       tr("How much new material the adapter can hold (rank)."), tr("Higher: room for more kinds of answers."),
       tr("Lower: a smaller file that changes the model less."), tr("Ours: 16 for a few hundred rows; many thousands want 32 or more."),
       tr("A little more memory and a larger adapter when it is higher.")},
      {"alpha", tr("Loudness of the adapter"), {}, 1, 128, 2, 0, Scale::Log, false,
       tr("How loudly the adapter speaks over the base (alpha; alpha / rank is the strength)."), tr("Higher: like a higher learning speed."),
       tr("Lower: the base shows through more."), tr("Ours: 32, as the published recipes have it."), tr("Free.")},
      {"rows_per_step", tr("Examples per correction"), {}, 1, 64, 2, 0, Scale::Log, false,
       tr("How many examples are weighed before the adapter is corrected (batch size)."), tr("Higher: steadier, but fewer corrections."),
       tr("Lower: more corrections, each noisier."), tr("Ours: 8; over 32 often learns worse with adapters."), tr("Time stays nearly the same.")},
      {"max_length", tr("Longest example read"), tr("tokens"), 64, 4096, 2, 0, Scale::Log, false,
       tr("Where longer examples are cut off, in tokens (about three quarters of a word each)."), tr("Higher: long examples keep their endings."),
       tr("Lower: less memory, but a cut example loses its answer first."), tr("Ours: 1,024; the strip above says when rows are cut."),
       tr("Memory grows with the longest row.")},
      {"warmup", tr("Gentle start"), {}, 0, 0.5, 0.01, 2, Scale::Linear, false,
       tr("The share of the corrections in which the learning speed rises from nothing."), tr("Higher: a calmer beginning."),
       tr("Lower: full speed sooner; early corrections may do damage."), tr("Ours: 3 to 10 %, more for small data."), tr("Free.")},
      {"dropout", tr("Dropout"), {}, 0, 0.5, 0.05, 2, Scale::Linear, false,
       tr("The share of the adapter that is switched off at random in each correction."), tr("Higher: less learning by heart on small data."),
       tr("Lower: learns faster."), tr("Ours: 0.05 below 1,000 rows, else none."), tr("Free.")},
      {"weight_decay", tr("Weight decay"), {}, 0, 0.2, 0.01, 2, Scale::Linear, false,
       tr("How strongly the adapter is pulled back to nothing."), tr("Higher: smaller changes."), tr("Lower: nothing holds it back."),
       tr("Ours: 0.01, which seldom matters."), tr("Free.")},
      {"eval_every", tr("Corrections between two measurements"), {}, 0, 500, 5, 0, Scale::Linear, false,
       tr("How often the held-out rows are measured; 0 is only before and after."), tr("Higher: less time spent measuring."),
       tr("Lower: a finer held-out curve, and the best moment is found more exactly."), tr("Ours: once to five times a pass."),
       tr("Each measurement costs a few seconds.")},
      {"seed", tr("Seed"), {}, 0, 1e6, 1, 0, Scale::Linear, false,
       tr("The start of all chance in a run."), tr("Another number: another order of the rows."), tr("The same number: the same run, bit for bit."),
       tr("Ours: 42."), tr("Free.")},
  };
}

}  // namespace

const std::vector<SettingInfo>& settingInfos() {
  static const auto infos = makeInfos();
  return infos;
}

const std::vector<GoalInfo>& goals() {
  static const std::vector<GoalInfo> all = {{"format", tr("My format and terms"), tr("Answers as your examples have them. Right for most.")},
                                            {"style", tr("My style"), tr("How it says things, more than what it knows.")},
                                            {"skill", tr("A new skill"), tr("From many examples; the largest change.")},
                                            {"careful", tr("Careful"), tr("Keeps general ability; smaller change.")},
                                            {"trial", tr("Quick trial"), tr("60 corrections, to see whether it works at all.")}};
  return all;
}

}  // namespace graft::ui
