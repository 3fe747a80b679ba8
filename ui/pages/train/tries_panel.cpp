// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/train/tries_panel.hpp"

#include <QGridLayout>

#include "ui/pages/train/setting_row.hpp"
#include "ui/services/words.hpp"
#include "ui/widgets/basics.hpp"
#include "ui/widgets/flow_layout.hpp"

namespace graft::ui {

TriesPanel::TriesPanel(const Services& services, TrainViewModel& model) : m_model(model), m_words(prose({}, true)) {
  auto* grid = new QGridLayout(this);
  grid->setContentsMargins(0, 0, 0, 0);
  grid->setHorizontalSpacing(space::kS);
  grid->setVerticalSpacing(space::kS);
  grid->setColumnMinimumWidth(0, space::kM + space::kS);  // aligned under the names and sliders above
  grid->setColumnMinimumWidth(1, SettingRow::nameWidth(services));
  grid->setColumnStretch(2, 1);
  for (const auto& info : settingInfos()) {
    if (info.group == FormGroup::Main) addChips(info, grid);
  }
  grid->addWidget(m_words, grid->rowCount(), 1, 1, 2);
  refresh();
}

void TriesPanel::addChips(const SettingInfo& info, QGridLayout* grid) {
  const int row = grid->rowCount();
  auto* chips = new QWidget;
  auto* flow = new FlowLayout(space::kS, space::kXs);
  chips->setLayout(flow);
  for (int place = -commands::kMostPlaces; place <= commands::kMostPlaces; ++place) {
    auto* chip = button({}, "chip");
    chip->setCheckable(true);
    chip->setObjectName(QString("try-%1-%2").arg(info.key).arg(place));
    if (place == 0) chip->setToolTip(tr("Your value; it is always among them"));
    flow->addWidget(chip);
    m_chips.push_back({info, place, chip});
    connect(chip, &QPushButton::clicked, this, [this, &info, place](bool on) {
      if (place != 0) return m_model.tryBeside(info.key, place, on);
      refresh();  // the value stays selected
    });
  }
  grid->addWidget(text(info.name), row, 1);
  grid->addWidget(chips, row, 2);
}

QString TriesPanel::words() const {
  const auto runs = static_cast<int>(m_model.form().plans().size());
  if (runs > TrainViewModel::kMostRuns)
    return tr("%1 runs are more than the %2 that can be shown side by side. Leave some values out.")
        .arg(runs)
        .arg(TrainViewModel::kMostRuns);
  if (m_model.manifest().heldout == 0) return tr("Nothing is held out of these examples, so nothing could say which value is the best.");
  if (runs == 1) return tr("Choose values beside yours. A run is trained for each, and the one with the lowest held-out loss is named.");
  return tr("%1 runs, one after the other. They are shown side by side as they go on, and the one with the lowest held-out loss is named.")
      .arg(runs);
}

void TriesPanel::refresh() {
  for (const auto& [info, place, chip] : m_chips) {
    const auto value = m_model.form().valueBeside(info.key, place);
    chip->setVisible(value.has_value());
    if (!value) continue;
    chip->setText(SettingRow::textOf(info.range, *value));
    chip->setAccessibleName(tr("%1: %2").arg(info.name, chip->text()));
    chip->setChecked(place == 0 || m_model.form().isTried(info.key, place));
  }
  m_words->setText(words());
}

}  // namespace graft::ui
