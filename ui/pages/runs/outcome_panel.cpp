// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/runs/outcome_panel.hpp"

#include <cmath>

#include <QHBoxLayout>

#include "ui/charts/plot.hpp"
#include "ui/services/words.hpp"
#include "ui/widgets/basics.hpp"
#include "ui/widgets/flow_layout.hpp"
#include "ui/widgets/interval_bars.hpp"

namespace graft::ui {

OutcomePanel::OutcomePanel(const Services& services)
    : m_services(services),
      m_icon(new QLabel),
      m_headline(wrapped({}, TextRole::Section)),
      m_detail(prose({}, true)),
      m_bars(new IntervalBars(services.theme)) {
  Theme::setKind(this, "card");
  const auto act = [&](const QString& words, const char* kind, const char* name, const QString& icon, const QString& what, auto open) {
    auto* made = button(words, kind);
    made->setObjectName(name);
    made->setToolTip(what);
    services.theme.setIcon(made, icon);
    connect(made, &QPushButton::clicked, this, open);
    return made;
  };
  m_compare = act(tr("Compare with the base"), "primary", "compareWithBase", "compare",
                  tr("Ask both models the same questions, and see whether the difference is more than chance"),
                  [this] { m_services.open(CompareAdapter{m_run}); });
  m_check = act(tr("Check everyday text"), "plain", "checkRun", "check", tr("Measure what the model has lost of its general ability"),
                [this] { m_services.open(CheckAdapter{m_run}); });
  m_save =
      act(tr("Save adapter"), "plain", "saveAdapter", "adapters",
          tr("Give the adapter a name and a version, then export it for other programs"), [this] { m_services.open(ShowAdapter{m_run}); });
  auto* words = new QVBoxLayout;
  words->setSpacing(space::kXs);
  words->addWidget(m_headline);
  words->addWidget(m_detail);
  auto* next = new FlowLayout(space::kS, space::kS);
  next->setContentsMargins(0, space::kXs, 0, 0);
  for (QWidget* one : {m_compare, m_check, m_save}) next->addWidget(one);
  words->addLayout(next);
  auto* row = new QHBoxLayout(this);
  row->setContentsMargins(space::kL, space::kM, space::kL, space::kM);
  row->setSpacing(space::kM);
  row->addWidget(m_icon, 0, Qt::AlignTop);
  row->addLayout(words, 3);
  row->addWidget(m_bars, 2, Qt::AlignVCenter);
}

void OutcomePanel::refresh(const RunViewModel& model) {
  m_run = model.run();
  const Outcome outcome = model.outcome();
  m_services.theme.setIcon(m_icon, outcome.icon, outcome.tone);
  m_headline->setText(outcome.headline);
  m_detail->setText(outcome.detail);
  m_detail->setVisible(!outcome.detail.isEmpty());
  const bool isGraded = outcome.before && outcome.after && outcome.questions > 0;
  m_bars->setVisible(isGraded);
  if (isGraded) {
    const auto right = [&](double share) { return std::llround(share * static_cast<double>(outcome.questions)); };
    m_bars->set({{tr("Base model"), right(*outcome.before), outcome.questions, kBaseColour},
                 {tr("Adapter"), right(*outcome.after), outcome.questions, kTrainingColour}});
  }
  for (QWidget* one : {m_compare, m_check, m_save}) one->setVisible(model.hasAdapter());
  const bool isFirst = !model.canGoOn();  // else resuming is the main act
  Theme::setKind(m_compare, isFirst ? "primary" : "plain");
  m_services.theme.setIcon(m_compare, "compare");  // in the colour of that kind
}

}  // namespace graft::ui
