// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/job_pill.hpp"

#include <utility>

#include <QHBoxLayout>
#include <QProgressBar>
#include <QToolButton>

#include "ui/services/run_service.hpp"
#include "ui/services/words.hpp"
#include "ui/widgets/basics.hpp"

namespace graft::ui {

JobPill::JobPill(const Services& services, QWidget* parent)
    : QFrame(parent),
      m_services(services),
      m_words(text({}, TextRole::Label)),
      m_bar(new QProgressBar),
      m_pause(new QToolButton),
      m_open(new QToolButton) {
  constexpr int kBarWidth = 120;
  Theme::setKind(this, "pill");
  m_bar->setFixedWidth(kBarWidth);
  m_bar->setTextVisible(false);
  m_bar->setRange(0, 1000);
  m_bar->setAccessibleName(tr("Progress of the run"));
  m_open->setToolTip(tr("Watch this run"));
  m_open->setAccessibleName(tr("Watch this run"));
  services.theme.setIcon(m_open, "runs");
  auto* row = new QHBoxLayout(this);
  row->setContentsMargins(space::kM, space::kXs, space::kXs, space::kXs);
  row->setSpacing(space::kS);
  row->addWidget(m_words);
  row->addWidget(m_bar);
  row->addWidget(m_pause);
  row->addWidget(m_open);
  connect(m_pause, &QToolButton::clicked, this, &JobPill::pauseOrResume);
  connect(m_open, &QToolButton::clicked, this, [this] { m_services.open(showRun(m_run)); });
  connect(&services.runs, &RunService::progressed, this, &JobPill::refresh);
  connect(&services.runs, &RunService::ended, this, &JobPill::refresh);
  connect(&services.runs, &RunService::startingChanged, this, &JobPill::refresh);
  refresh();
}

void JobPill::refresh() {
  const LiveRun* live = m_services.runs.current();
  const bool starts = m_services.runs.isStarting();
  setVisible(live || starts);
  if (!live && !starts) return;
  m_run = live ? live->name : QString();
  const bool wasPaused = std::exchange(m_isPaused, live && live->news.phase.phase == Phase::Paused), isNew = m_pause->toolTip().isEmpty();
  const bool isStopping = live && live->isAsked(Command::Stop);
  QString words = isStopping ? tr("%1 · stopping …").arg(live->name)
                  : live     ? live->name + " · " + phaseText(live->news.phase, live->news.progress)
                             : tr("Starting a run");
  const auto estimate = live ? live->estimate() : commands::RunEstimate{};
  if (live && !isStopping && estimate.secondsLeft && !m_isPaused) words += " · " + estimateText(estimate.share, *estimate.secondsLeft);
  m_words->setText(words);
  m_bar->setValue(static_cast<int>(1000 * estimate.share));
  m_pause->setVisible(live && !isStopping);
  m_open->setVisible(live);
  if (wasPaused == m_isPaused && !isNew) return;
  m_services.theme.setIcon(m_pause, m_isPaused ? "play" : "pause");
  const QString act = m_isPaused ? tr("Resume (Ctrl+P)") : tr("Pause (Ctrl+P)");
  m_pause->setToolTip(act);
  m_pause->setAccessibleName(act);
}

void JobPill::pauseOrResume() {
  if (!m_run.isEmpty()) m_services.runs.tell(m_run, m_isPaused ? Command::Resume : Command::Pause);
}

void JobPill::mouseReleaseEvent(QMouseEvent*) {
  if (!m_run.isEmpty()) m_services.open(showRun(m_run));
}

}  // namespace graft::ui
