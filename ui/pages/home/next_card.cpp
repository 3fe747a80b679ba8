// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/home/next_card.hpp"

#include <QDateTime>
#include <QHBoxLayout>
#include <QLocale>
#include <QProgressBar>

#include "ui/services/run_service.hpp"
#include "ui/services/words.hpp"
#include "ui/widgets/basics.hpp"
#include "ui/widgets/spark_line.hpp"

namespace graft::ui {
namespace {

/// ", done near 14:05", rounded to five minutes because an estimate can say no more. Empty for more than a day.
QString endText(double secondsLeft) {
  constexpr int64_t kRound = 300, kDay = 24 * 3600;
  if (secondsLeft > kDay) return {};
  const QDateTime now = QDateTime::currentDateTime();
  const int64_t end = (now.toSecsSinceEpoch() + static_cast<int64_t>(secondsLeft) + kRound / 2) / kRound * kRound;
  const QDateTime then = QDateTime::fromSecsSinceEpoch(end);
  const QString time = QLocale().toString(then.time(), QLocale::ShortFormat);
  return NextCard::tr(", done near %1").arg(then.date() == now.date() ? time : QLocale().toString(then.date(), "dddd ") + time);
}

QString lineOf(const QString& words) {
  constexpr int kMost = 120;
  const QString one = words.simplified();
  return one.size() > kMost ? one.left(kMost) + " …" : one;
}

}  // namespace

NextCard::NextCard(const Services& services)
    : m_services(services),
      m_title(text({}, TextRole::Label, true)),
      m_headline(prose({})),
      m_detail(prose({}, true)),
      m_answer(prose({})),
      m_progress(new QProgressBar),
      m_curve(new SparkLine(services.theme)),
      m_start(button(tr("Start the demo"), "primary")),
      m_primary(button({}, "primary")),
      m_second(button({})) {
  Theme::setKind(this, "card");
  Theme::setRole(m_headline, TextRole::Title);
  m_answer->setTextFormat(Qt::PlainText);
  m_progress->setTextVisible(false);
  m_progress->setRange(0, 1000);
  m_progress->setAccessibleName(tr("Progress of the run"));
  m_start->setObjectName("startStarter");
  m_primary->setObjectName("nextStep");
  services.theme.setIcon(m_start, "play");
  connect(m_start, &QPushButton::clicked, this, &NextCard::act);
  connect(m_primary, &QPushButton::clicked, this, &NextCard::act);
  connect(m_second, &QPushButton::clicked, this, [this] {
    const LiveRun* live = m_services.runs.current();
    if (m_next.step == NextStep::Watch && live)
      m_services.runs.tell(live->name, live->news.phase.phase == Phase::Paused ? Command::Resume : Command::Pause);
    else
      m_services.open(showRun(m_next.subject));
  });
  auto* head = new QHBoxLayout;
  head->addWidget(m_title, 1);
  head->addWidget(m_curve);
  auto* buttons = new QHBoxLayout;
  buttons->addStretch();
  for (QWidget* one : {m_second, m_primary, m_start}) buttons->addWidget(one);
  auto* column = new QVBoxLayout(this);
  column->setContentsMargins(space::kL, space::kL, space::kL, space::kL);
  column->setSpacing(space::kS);
  column->addLayout(head);
  for (QWidget* one : {static_cast<QWidget*>(m_headline), static_cast<QWidget*>(m_progress), static_cast<QWidget*>(m_detail),
                       static_cast<QWidget*>(m_answer)})
    column->addWidget(one);
  column->addStretch();
  column->addLayout(buttons);
  showReading();
}

void NextCard::act() {
  if (!m_isKnown) return;
  switch (m_next.step) {
    case NextStep::Demo:
      if (!m_services.runs.isStarting() && !m_services.runs.current()) m_services.runs.startStarter();
      return;
    case NextStep::Train: return m_services.open(TrainOnDataset{m_next.folder});
    case NextStep::Resume: return m_services.runs.goOn(m_next.subject);
    case NextStep::Compare: return m_services.open(CompareAdapter{m_next.subject});
    case NextStep::Export: return m_services.open(ShowAdapter{m_next.subject});
    case NextStep::Watch:
    case NextStep::Open: return m_services.open(showRun(m_next.subject));
  }
}

void NextCard::refresh(const HomeViewModel& model) {
  m_next = model.next();
  m_isKnown = model.wasRead() || m_next.step == NextStep::Watch;
  if (!m_isKnown) return showReading();
  const bool isDemo = m_next.step == NextStep::Demo, isWatch = m_next.step == NextStep::Watch;
  m_start->setVisible(isDemo);
  for (QPushButton* one : {m_start, m_primary}) one->setEnabled(!m_services.runs.isStarting());
  m_start->setText(m_services.runs.isStarting() ? tr("Starting …") : tr("Start the demo"));
  m_primary->setVisible(!isDemo);
  m_detail->show();
  m_progress->setVisible(isWatch);
  m_curve->setVisible(isWatch);
  if (!isWatch) m_answer->hide();
  if (isDemo) return showDemo();
  if (isWatch) return showWatch(model.active());
  showStep(m_next);
}

void NextCard::showReading() {
  m_title->setText(tr("Next step"));
  m_headline->setText(tr("Reading your work …"));
  for (QWidget* one :
       {static_cast<QWidget*>(m_progress), static_cast<QWidget*>(m_curve), static_cast<QWidget*>(m_answer), static_cast<QWidget*>(m_detail),
        static_cast<QWidget*>(m_start), static_cast<QWidget*>(m_primary), static_cast<QWidget*>(m_second)})
    one->hide();
}

void NextCard::showDemo() {
  m_title->setText(tr("Try it now"));
  m_headline->setText(tr("Watch a small model learn to sort bank messages"));
  m_detail->setText(tr(
      "It learns 12 intents from 600 real messages and is measured on messages that it has never seen. About 3 minutes, 1.1 GB of memory; "
      "nothing leaves this machine."));
  for (QWidget* one : {static_cast<QWidget*>(m_progress), static_cast<QWidget*>(m_curve), static_cast<QWidget*>(m_answer),
                       static_cast<QWidget*>(m_primary), static_cast<QWidget*>(m_second)})
    one->hide();
}

void NextCard::showWatch(const RecentRun* active) {
  const LiveRun* live = m_services.runs.current();
  if (!live) return;
  const bool isPaused = live->news.phase.phase == Phase::Paused, isStopping = live->isAsked(Command::Stop);
  const auto estimate = live->estimate();
  m_title->setText(isPaused ? tr("Paused") : tr("At work"));
  m_headline->setText(live->name);
  QString doing = isStopping ? tr("Stopping after what is being computed now …") : phaseText(live->news.phase, live->news.progress);
  if (estimate.secondsLeft && !isPaused && !isStopping)
    doing += " · " + estimateText(estimate.share, *estimate.secondsLeft) + endText(*estimate.secondsLeft);
  m_detail->setText(doing);
  m_progress->setValue(static_cast<int>(1000 * estimate.share));
  m_primary->setText(tr("Open the run"));
  m_services.theme.setIcon(m_primary, "runs");
  m_second->setText(isPaused ? tr("Resume") : tr("Pause"));
  m_services.theme.setIcon(m_second, isPaused ? "play" : "pause");
  m_second->setVisible(true);
  m_second->setEnabled(!isStopping && !live->isAsked(Command::Pause) && !live->isAsked(Command::Resume));
  m_curve->set(active ? active->loss : std::vector<double>());
  const LatestAnswer answer = active ? active->answer : LatestAnswer();
  m_answer->setVisible(!answer.asked.isEmpty());
  QStringList lines{tr("Asked: %1").arg(lineOf(answer.asked)), tr("Base model: %1").arg(lineOf(answer.before))};
  if (!answer.now.isEmpty()) lines << tr("Now: %1").arg(lineOf(answer.now));
  m_answer->setText(lines.join('\n'));
}

void NextCard::showStep(const NextWork& next) {
  m_title->setText(tr("Next step"));
  m_headline->setText(next.headline);
  m_detail->setText(next.detail);
  struct Words {
    QString name, icon;
  };
  const auto words = [&]() -> Words {
    switch (next.step) {
      case NextStep::Train: return {tr("Choose model and settings"), "train"};
      case NextStep::Resume: return {tr("Resume"), "play"};
      case NextStep::Compare: return {tr("Compare with the base"), "compare"};
      case NextStep::Export: return {tr("Export"), "export"};
      default: return {tr("Open the run"), "runs"};
    }
  }();
  m_primary->setText(words.name);
  m_services.theme.setIcon(m_primary, words.icon);
  const bool hasRun = next.step == NextStep::Resume || next.step == NextStep::Compare || next.step == NextStep::Export;
  m_second->setVisible(hasRun);
  m_second->setEnabled(true);
  m_second->setText(tr("Open the run"));
  m_services.theme.setIcon(m_second, "runs");
}

}  // namespace graft::ui
