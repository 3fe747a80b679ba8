// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/home/recent_runs.hpp"

#include <QGridLayout>

#include "ui/services/run_service.hpp"
#include "ui/services/words.hpp"
#include "ui/widgets/basics.hpp"
#include "ui/widgets/gain_bar.hpp"
#include "ui/widgets/spark_line.hpp"

namespace graft::ui {
namespace {
enum Column { kState, kRun, kGain, kGainWords, kLoss, kLossWords, kWhen, kNext, kColumns };
}

RecentRuns::RecentRuns(const Services& services) : m_services(services), m_grid(new QGridLayout) {
  m_grid->setHorizontalSpacing(space::kM);
  m_grid->setVerticalSpacing(space::kS);
  m_grid->setColumnStretch(kRun, 1);
  QVBoxLayout* column = nullptr;
  auto* frame = card(column);
  column->addWidget(text(tr("Recent runs"), TextRole::Section));
  column->addLayout(m_grid);
  auto* all = button(tr("All runs"), "link");
  connect(all, &QPushButton::clicked, this, [this] { m_services.open(ShowRuns{}); });
  column->addWidget(all, 0, Qt::AlignLeft);
  auto* whole = new QVBoxLayout(this);
  whole->setContentsMargins(0, 0, 0, 0);
  whole->addWidget(frame);
}

void RecentRuns::refresh(const std::vector<RecentRun>& runs) {
  const bool isBusy = m_services.runs.current() || m_services.runs.isStarting();
  QStringList shown{isBusy ? "busy" : "free"};
  for (const RecentRun& run : runs) {
    const auto number = [](const std::optional<double>& value) { return value ? QString::number(*value) : QString(); };
    shown << QString::fromStdString(run.row.name + '\n' + run.row.state) << number(run.row.heldoutExactMatch) << number(run.row.heldoutLoss)
          << QString::number(static_cast<int>(run.next()) * 2 + (run.loss.size() > 1));
  }
  if (shown == m_shown) {
    for (size_t i = 0; i < runs.size(); ++i) {
      if (m_curves[i]) m_curves[i]->set(runs[i].loss);
      m_times[i]->setText(whenText(QString::fromStdString(runs[i].row.started)));
    }
    return;
  }
  m_shown = shown;
  m_curves.assign(runs.size(), nullptr);
  m_times.clear();
  clear(*m_grid);
  setVisible(!runs.empty());
  const std::pair<Column, QString> titles[] = {{kRun, tr("Run")},
                                               {kGain, tr("Exact match, before → after")},
                                               {kLoss, tr("Training loss")},
                                               {kLossWords, tr("Held-out loss")},
                                               {kWhen, tr("Started")},
                                               {kNext, tr("Next")}};
  for (const auto& [column, title] : titles)
    m_grid->addWidget(wrapped(title, TextRole::Label, true), 0, column, 1, column == kGain ? 2 : 1);
  for (size_t i = 0; i < runs.size(); ++i) add(runs[i], static_cast<int>(i) + 1);
}

void RecentRuns::add(const RecentRun& run, int row) {
  const QString name = QString::fromStdString(run.row.name);
  const auto state = stateWords(QString::fromStdString(run.row.state));
  auto* icon = new QLabel;
  m_services.theme.setIcon(icon, state.icon, state.tone);
  icon->setToolTip(state.text);
  m_grid->addWidget(icon, row, kState);
  auto* open = button(name, "link");
  open->setAccessibleName(tr("Open run %1, %2").arg(name, state.text));
  connect(open, &QPushButton::clicked, this, [this, name] { m_services.open(showRun(name)); });
  auto* names = new QWidget;
  auto* two = new QVBoxLayout(names);
  two->setContentsMargins(0, 0, 0, 0);
  two->setSpacing(0);
  two->addWidget(open, 0, Qt::AlignLeft);
  QString of = QString::fromStdString(run.row.model).section('/', -1);
  if (!run.row.dataset.empty()) of += " · " + tr("%1, version %2").arg(QString::fromStdString(run.row.dataset)).arg(run.row.datasetVersion);
  two->addWidget(wrapped(of, TextRole::Label, true));
  m_grid->addWidget(names, row, kRun);
  const auto &before = run.row.exactMatchBefore, &after = run.row.heldoutExactMatch;
  if (after) {
    auto* gain = new GainBar(m_services.theme);
    gain->set(before, *after, run.row.questions);
    const QString words = before ? tr("%1 → %2").arg(percentText(*before, 1), percentText(*after, 1)) : percentText(*after, 1);
    gain->setToolTip(tr("%n held-out row(s); the pale band is the 95 % interval", nullptr, static_cast<int>(run.row.questions)));
    m_grid->addWidget(gain, row, kGain);
    m_grid->addWidget(text(words), row, kGainWords);
  }
  if (run.loss.size() > 1) {
    auto* curve = m_curves[static_cast<size_t>(row) - 1] = new SparkLine(m_services.theme);
    curve->set(run.loss);
    curve->setToolTip(tr("Training loss over the steps"));
    m_grid->addWidget(curve, row, kLoss);
  }
  if (run.row.heldoutLoss) {
    auto* loss = text(numberText(*run.row.heldoutLoss));
    loss->setToolTip(tr("Held-out loss"));
    m_grid->addWidget(loss, row, kLossWords);
  }
  m_times.push_back(text(whenText(QString::fromStdString(run.row.started)), TextRole::Label, true));
  m_grid->addWidget(m_times.back(), row, kWhen);
  const auto next = [&](const QString& words, auto act) {
    auto* made = button(words, "link");
    made->setAccessibleName(tr("%1: %2").arg(name, words));
    made->setEnabled(run.next() != NextStep::Resume || !(m_services.runs.current() || m_services.runs.isStarting()));
    connect(made, &QPushButton::clicked, this, act);
    m_grid->addWidget(made, row, kNext, Qt::AlignLeft);
  };
  switch (run.next()) {
    case NextStep::Resume: return next(tr("Resume"), [this, name] { m_services.runs.goOn(name); });
    case NextStep::Compare: return next(tr("Compare"), [this, name] { m_services.open(CompareAdapter{name}); });
    case NextStep::Export: return next(tr("Export"), [this, name] { m_services.open(ShowAdapter{name}); });
    case NextStep::Watch: return next(tr("Watch"), [this, name] { m_services.open(showRun(name)); });
    default: return next(tr("Open"), [this, name] { m_services.open(showRun(name)); });
  }
}

}  // namespace graft::ui
