// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/train/forecast_panel.hpp"

#include <algorithm>
#include <cmath>

#include <QGridLayout>

#include "core/base/statistics.hpp"
#include "core/run/schedule.hpp"
#include "ui/pages/train/rate_preview.hpp"
#include "ui/pages/train/setting_row.hpp"
#include "ui/services/setting_names.hpp"
#include "ui/services/words.hpp"
#include "ui/widgets/basics.hpp"
#include "ui/widgets/stack_bar.hpp"

namespace graft::ui {
namespace {
constexpr int64_t kFewHeldOut = 30;  // below, half of the answers right is known to more than 17 points
}

ForecastPanel::ForecastPanel(const Services& services, TrainViewModel& model)
    : m_services(services),
      m_model(model),
      m_steps(prose({})),
      m_time(prose({})),
      m_memory(prose({})),
      m_disk(prose({})),
      m_trained(prose({})),
      m_heldout(prose({})),
      m_rate(new RatePreview(services.theme)),
      m_memoryBar(new StackBar(services.theme, tr("Parts of the memory"))),
      m_split(button(tr("Hold out more …"), "quiet")) {
  Theme::setKind(this, "card");
  connect(m_split, &QPushButton::clicked, this, [this] {
    const DatasetManifest& m = m_model.manifest();
    m_services.open(ShowDataset{QString::fromStdString(m.dataset), m.version});
  });
  auto* grid = new QGridLayout;
  grid->setHorizontalSpacing(space::kM);
  grid->setVerticalSpacing(space::kS);
  grid->setColumnStretch(1, 1);
  int row = 0;
  const auto add = [&](const QString& name, std::initializer_list<QWidget*> parts) {
    grid->addWidget(text(name, TextRole::Label, true), row, 0, Qt::AlignTop);
    for (QWidget* part : parts) grid->addWidget(part, row++, 1);
  };
  add(tr("Steps"), {m_steps});
  add(settingName("lr"), {m_rate});
  add(tr("Time"), {m_time});
  add(tr("Memory"), {m_memory, m_memoryBar});
  add(tr("Disk"), {m_disk});
  add(tr("Adapter"), {m_trained});
  add(tr("Held out"), {m_heldout, m_split});
  auto* column = new QVBoxLayout(this);
  column->setContentsMargins(space::kL, space::kL, space::kL, space::kL);
  column->setSpacing(space::kM);
  column->addWidget(text(tr("What will happen"), TextRole::Section));
  column->addLayout(grid);
  column->addStretch();
}

void ForecastPanel::refresh() {
  const commands::TrainForm& form = m_model.form();
  const TrainSettings settings = form.settings();
  const int64_t steps = form.stepsOf(settings), runs = static_cast<int64_t>(form.plans().size());
  const auto perEpoch = static_cast<int64_t>((m_model.manifest().train + static_cast<uint64_t>(settings.rowsPerStep) - 1) /
                                             static_cast<uint64_t>(settings.rowsPerStep));
  const auto whole = [](int64_t value) { return static_cast<int>(value); };
  QStringList amounts;
  if (steps > 0) {
    amounts << tr("%n step(s)", nullptr, whole(steps)) << tr("%n row(s) each", nullptr, whole(settings.rowsPerStep))
            << tr("epochs: %1").arg(SettingRow::textOf(*findSetting("epochs")->form, m_model.plannedEpochs()));
    if (runs > 1) amounts << tr("%n run(s)", nullptr, whole(runs)) << tr("%n step(s) in all", nullptr, whole(form.steps()));
  }
  m_steps->setText(amounts.join(" · "));
  m_rate->set(settings, steps, perEpoch);
  m_rate->setToolTip(tr("Highest rate %1; a line for each epoch").arg(rateText(settings.lr)));
  const Estimate* need = m_model.shownNeed();
  const bool isMeasured = m_model.needState() == EstimateState::Known, isMeasuring = m_model.needState() == EstimateState::Measuring;
  const QString how = isMeasured ? QString() : isMeasuring ? " · " + tr("estimated, being measured …") : " · " + tr("estimated");
  const bool isUnknown = m_model.hasDataset() && !m_model.modelProblem().isEmpty();
  const QString none = isUnknown              ? tr("The model cannot be read.")
                       : isMeasuring          ? tr("being measured …")
                       : m_model.hasDataset() ? tr("known when it was measured")
                                              : tr("Choose examples");
  m_time->setText(!need                ? none
                  : need->seconds <= 0 ? (isMeasuring ? tr("being measured …") : tr("known when it was measured"))
                                       : aboutText(m_model.secondsOfAll()) + how);
  m_memory->setText(!need ? none : tr("%1 of %2 free").arg(memoryText(need->memoryMib), memoryText(need->allowedMib)) + how);
  showMemory(need);
  m_disk->setText(!need ? none : memoryText(static_cast<double>(runs) * need->diskMib) + how);
  m_trained->setText(!need || need->parameters == 0
                         ? none
                         : tr("%1 of %2 parameters are trained (%3)")
                               .arg(countText(need->trained), countText(need->parameters),
                                    percentText(static_cast<double>(need->trained) / static_cast<double>(need->parameters), 1)));
  showHeldOut();
}

/// Draws the parts of the memory: weights and adapter by formula, the passes and the program as the rest of what was measured.
void ForecastPanel::showMemory(const Estimate* need) {
  const Estimate* parts = m_model.formula();
  if (!need || !parts) return m_memoryBar->set({}, 0);
  const double rest = std::max(0.0, need->memoryMib - parts->weightsMib - parts->statesMib);
  m_memoryBar->set({{tr("base model %1").arg(memoryText(parts->weightsMib)), parts->weightsMib, 0},
                    {tr("adapter and optimiser %1").arg(memoryText(parts->statesMib)), parts->statesMib, 1},
                    {tr("passes and program %1").arg(memoryText(rest)), rest, 2}},
                   need->allowedMib);
}

void ForecastPanel::showHeldOut() {
  const auto rows = static_cast<int64_t>(m_model.manifest().heldout);
  const bool isFew = m_model.hasDataset() && rows < kFewHeldOut;
  m_split->setVisible(isFew);
  if (!m_model.hasDataset()) return m_heldout->setText({});
  const QString count = tr("%n row(s)", nullptr, static_cast<int>(rows));
  if (rows == 0) return m_heldout->setText(tr("No rows: nothing will say whether it became better."));
  const int64_t graded = std::min<int64_t>(rows, kMostQuestions);
  const Interval sure = wilson(graded / 2, graded);  // widest where half is right
  const QString known = tr("exact match of short answers will be known to about ± %n point(s)", nullptr,
                           static_cast<int>(std::lround(100 * (sure.high - sure.low) / 2)));
  m_heldout->setText(isFew ? tr("%1 cannot tell much: %2").arg(count, known) : count + ": " + known);
}

}  // namespace graft::ui
