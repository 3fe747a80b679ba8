// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/home/home_page.hpp"

#include <QDragEnterEvent>
#include <QMimeData>
#include <QVBoxLayout>

#include "ui/pages/home/next_card.hpp"
#include "ui/pages/home/recent_runs.hpp"
#include "ui/services/run_service.hpp"
#include "ui/services/words.hpp"
#include "ui/widgets/basics.hpp"
#include "ui/widgets/example_files.hpp"
#include "ui/widgets/flow_layout.hpp"
#include "ui/widgets/share_bar.hpp"

namespace graft::ui {

PageEntry pageOfHome() {
  return {"home", HomePage::tr("Home"), "home", 10, [](const Services& services) { return new HomePage(services); }};
}

HomePage::HomePage(const Services& services)
    : m_services(services),
      m_model(services),
      m_next(new NextCard(services)),
      m_recent(new RecentRuns(services)),
      m_message(new MessageBar(services.theme)) {
  setAcceptDrops(true);
  auto* cards = new QHBoxLayout;
  cards->setSpacing(space::kL);
  cards->addWidget(m_next, 3);
  cards->addWidget(makeStartCard(), 2);
  m_recent->hide();
  auto* column = new QVBoxLayout(this);
  column->setContentsMargins(space::kXxl, space::kXl, space::kXxl, space::kXl);
  column->setSpacing(space::kL);
  column->addWidget(m_message);
  column->addLayout(cards);
  column->addWidget(m_recent);
  column->addStretch(1);
  column->addWidget(makeMachine());
  connect(&m_model, &HomeViewModel::changed, this, &HomePage::refresh);
  connect(&m_model, &HomeViewModel::progressed, this, [this] { m_next->refresh(m_model); });
  connect(&m_model, &HomeViewModel::failed, this, [this](const QString& words) { m_message->show(Tone::Bad, words); });
  connect(&services.runs, &RunService::refused, this, [this](const Error& error) { m_message->show(Tone::Bad, errorText(error)); });
  refresh();
}

void HomePage::refresh() {
  m_next->refresh(m_model);
  m_recent->refresh(m_model.recent());
  const bool hasData = !m_model.dataset().isEmpty(), isDemo = m_model.next().step == NextStep::Demo;
  m_trainOn->setVisible(hasData);
  m_trainOn->setText(tr("Train on %1").arg(m_model.dataset()));
  m_demo->setVisible(!isDemo && m_model.canStart());
  showMachine();
}

QWidget* HomePage::makeStartCard() {
  m_drop = new QFrame;
  Theme::setKind(m_drop, "drop");
  auto* column = new QVBoxLayout(m_drop);
  column->setContentsMargins(space::kL, space::kL, space::kL, space::kL);
  column->setSpacing(space::kS);
  column->addWidget(text(tr("Your own examples"), TextRole::Section));
  column->addWidget(prose(tr("Drop a table of questions and answers here: CSV, Excel, JSONL, JSON, Parquet or text."), true));
  column->addStretch();
  m_trainOn = button({}, "quiet");
  m_services.theme.setIcon(m_trainOn, "train", Tone::Accent);
  connect(m_trainOn, &QPushButton::clicked, this, [this] { m_services.open(TrainOnDataset{m_model.datasetFolder()}); });
  m_demo = button(tr("Demo: bank messages, about 3 min"), "quiet");
  m_demo->setObjectName("startDemo");
  m_services.theme.setIcon(m_demo, "play", Tone::Accent);
  connect(m_demo, &QPushButton::clicked, this, [this] { m_services.runs.startStarter(); });
  m_choose = button(tr("Import examples …"));
  m_choose->setObjectName("chooseFile");
  m_services.theme.setIcon(m_choose, "open");
  connect(m_choose, &QPushButton::clicked, this, &HomePage::chooseFile);
  for (QPushButton* one : {m_choose, m_trainOn, m_demo}) column->addWidget(one, 0, Qt::AlignLeft);
  return m_drop;
}

QWidget* HomePage::makeMachine() {
  auto* box = new QWidget;
  m_machine = new QVBoxLayout(box);
  m_machine->setContentsMargins(0, 0, 0, 0);
  m_machine->setSpacing(space::kXs);
  return box;
}

void HomePage::leave() { m_model.setShown(false); }

void HomePage::enter(const PageRequest&) {
  m_model.setShown(true);
  m_model.refresh();
  refresh();
}

void HomePage::primaryAction() {
  m_message->dismiss();
  m_next->act();
}

void HomePage::showMachine() {
  QStringList shown;
  for (const auto& item : m_model.health()) shown << item.words;
  if (shown == m_machineShown) return;
  m_machineShown = shown;
  clear(*m_machine);
  if (m_model.health().empty()) return;
  m_machine->addWidget(text(tr("This machine"), TextRole::Section));
  auto* row = new FlowLayout(space::kL, space::kXs);
  for (const auto& item : m_model.health()) {
    auto* one = new QWidget;
    auto* parts = new QHBoxLayout(one);
    parts->setContentsMargins(0, 0, 0, 0);
    parts->setSpacing(space::kS);
    auto* icon = new QLabel;
    m_services.theme.setIcon(icon, item.icon, item.tone, 16);
    parts->addWidget(icon);
    parts->addWidget(text(item.words, TextRole::Label, true));
    if (item.used >= 0) {
      constexpr int kWide = 80, kHigh = 6;
      auto* bar = new ShareBar(m_services.theme, kHigh);
      bar->setFixedWidth(kWide);
      bar->set(item.used);
      parts->addWidget(bar);
    }
    row->addWidget(one);
  }
  m_machine->addLayout(row);
}

void HomePage::chooseFile() {
  m_services.dialogs.chooseFiles(this, tr("Your examples"), examplesFilter(),
                                 [this](const QStringList& paths) { m_services.open(ImportExamples{paths}); });
}

void HomePage::dragEnterEvent(QDragEnterEvent* event) {
  if (!event->mimeData()->hasUrls()) return;
  event->acceptProposedAction();
  Theme::setKind(m_drop, "drop-over");
}
void HomePage::dragLeaveEvent(QDragLeaveEvent*) { Theme::setKind(m_drop, "drop"); }
void HomePage::dropEvent(QDropEvent* event) {
  Theme::setKind(m_drop, "drop");
  if (const QStringList paths = localFiles(*event->mimeData()); !paths.isEmpty()) m_services.open(ImportExamples{paths});
}

QString HomePage::help() const {
  return tr(
      "The step that follows, and what goes on. The demo trains a small model on 600 real messages in a few minutes; nothing has to be "
      "typed. Or drop a file with examples of your own.");
}

}  // namespace graft::ui
