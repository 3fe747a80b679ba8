// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/home/home_page.hpp"

#include <QDragEnterEvent>
#include <QGridLayout>
#include <QMimeData>
#include <QTime>

#include "ui/services/run_service.hpp"
#include "ui/services/words.hpp"
#include "ui/widgets/basics.hpp"
#include "ui/widgets/example_files.hpp"
#include "ui/widgets/flow_layout.hpp"

namespace graft::ui {

PageEntry pageOfHome() {
  return {"home", HomePage::tr("Home"), "home", 10, [](const Services& services) { return new HomePage(services); }};
}

HomePage::HomePage(const Services& services)
    : m_services(services),
      m_model(services),
      m_greeting(text({}, TextRole::Title)),
      m_doing(text({}, TextRole::Body, true)),
      m_message(new MessageBar(services.theme)) {
  setAcceptDrops(true);
  auto* cards = new QHBoxLayout;
  cards->setSpacing(space::kL);
  cards->addWidget(makeTryCard(), 3);
  cards->addWidget(makeImportCard(), 2);
  auto* heading = new QVBoxLayout;
  heading->setSpacing(space::kXs);
  heading->addWidget(m_greeting);
  heading->addWidget(m_doing);
  auto* column = new QVBoxLayout(this);
  column->setContentsMargins(space::kXxl, space::kXl, space::kXxl, space::kXl);
  column->setSpacing(space::kL);
  column->addLayout(heading);
  column->addWidget(m_message);
  column->addLayout(cards);
  column->addSpacing(space::kS);
  column->addWidget(makeRecent());
  column->addStretch(1);
  column->addWidget(makeMachine());
  connect(&m_model, &HomeViewModel::changed, this, [this] {
    showHeading();
    showRecent();
    showMachine();
  });
  connect(&m_model, &HomeViewModel::failed, this, [this](const QString& words) { m_message->show(Tone::Bad, words); });
  connect(&services.runs, &RunService::refused, this, [this](const Error& error) { m_message->show(Tone::Bad, errorText(error)); });
  showHeading();
}

QWidget* HomePage::makeTryCard() {
  QVBoxLayout* column = nullptr;
  auto* frame = card(column);
  column->addWidget(text(tr("Try it now"), TextRole::Section));
  column->addWidget(
      prose(tr("A small language model learns to sort bank customers' messages into 12 intents, and is measured on messages "
               "that it has never seen.")));
  column->addWidget(prose(tr("SmolLM2 135M · 600 real messages · about 3 minutes · 1.1 GB of memory · nothing leaves this machine"), true));
  column->addStretch();
  m_start = button(tr("Start the experiment"), "primary");
  m_start->setObjectName("startStarter");
  m_services.theme.setIcon(m_start, "play");
  connect(m_start, &QPushButton::clicked, this, &HomePage::primaryAction);
  column->addWidget(m_start, 0, Qt::AlignRight);
  return frame;
}

QWidget* HomePage::makeImportCard() {
  m_drop = new QFrame;
  Theme::setKind(m_drop, "drop");
  auto* column = new QVBoxLayout(m_drop);
  column->setContentsMargins(space::kL, space::kL, space::kL, space::kL);
  column->setSpacing(space::kS);
  column->addWidget(text(tr("Your own examples"), TextRole::Section));
  column->addWidget(prose(tr("Drop a table of questions and answers here: CSV, Excel, JSONL, JSON, Parquet or text."), true));
  column->addStretch();
  auto* choose = button(tr("Choose a file …"));
  choose->setObjectName("chooseFile");
  m_services.theme.setIcon(choose, "open");
  connect(choose, &QPushButton::clicked, this, &HomePage::chooseFile);
  column->addWidget(choose, 0, Qt::AlignRight);
  return m_drop;
}

QWidget* HomePage::makeRecent() {
  m_recentBox = new QWidget;
  auto* column = new QVBoxLayout(m_recentBox);
  column->setContentsMargins(0, 0, 0, 0);
  column->addWidget(text(tr("Recent runs"), TextRole::Section));
  m_recent = new QGridLayout;
  m_recent->setHorizontalSpacing(space::kL);
  m_recent->setVerticalSpacing(space::kXs);
  column->addLayout(m_recent);
  m_recentBox->hide();
  return m_recentBox;
}

QWidget* HomePage::makeMachine() {
  auto* box = new QWidget;
  m_machine = new QVBoxLayout(box);
  m_machine->setContentsMargins(0, 0, 0, 0);
  m_machine->setSpacing(space::kXs);
  return box;
}

void HomePage::enter(const PageRequest&) {
  m_model.refresh();
  showHeading();
}

void HomePage::primaryAction() {
  if (const LiveRun* live = m_services.runs.current()) return m_services.open(showRun(live->name));
  if (!m_model.canStart()) return;
  m_message->dismiss();
  m_services.runs.startStarter();
}

void HomePage::showHeading() {
  m_greeting->setText(HomeViewModel::greeting(QTime::currentTime().hour()));
  m_doing->setText(m_model.doing());
  const bool works = m_services.runs.current() != nullptr;
  m_start->setEnabled(!m_services.runs.isStarting());
  m_start->setText(works ? tr("Watch the run") : m_services.runs.isStarting() ? tr("Starting …") : tr("Start the experiment"));
}

void HomePage::showRecent() {
  clear(*m_recent);
  m_recentBox->setVisible(!m_model.recent().empty());
  int row = 0;
  for (const auto& run : m_model.recent()) {
    const auto state = stateWords(QString::fromStdString(run.state));
    auto* icon = new QLabel;
    m_services.theme.setIcon(icon, state.icon, state.tone);
    icon->setToolTip(state.text);
    auto* name = button(QString::fromStdString(run.name), "quiet");
    name->setAccessibleName(tr("Open run %1, %2").arg(QString::fromStdString(run.name), state.text));
    connect(name, &QPushButton::clicked, this, [this, run = QString::fromStdString(run.name)] { m_services.open(showRun(run)); });
    m_recent->addWidget(icon, row, 0);
    m_recent->addWidget(name, row, 1);
    m_recent->addWidget(text(state.text, TextRole::Body, true), row, 2);
    m_recent->addWidget(text(QString::fromStdString(run.dataset), TextRole::Body, true), row, 3);
    m_recent->addWidget(text(run.heldoutLoss ? tr("held-out loss %1").arg(numberText(*run.heldoutLoss)) : QString(), TextRole::Body), row,
                        4);
    m_recent->addWidget(
        text(run.heldoutExactMatch ? tr("exact match %1").arg(percentText(*run.heldoutExactMatch, 1)) : QString(), TextRole::Body), row, 5);
    m_recent->addWidget(text(whenText(QString::fromStdString(run.started)), TextRole::Body, true), row, 6);
    m_recent->setColumnStretch(7, 1);
    ++row;
  }
}

void HomePage::showMachine() {
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
      "Where to begin and what goes on. Try it now trains a small model on 600 real messages in a few minutes; nothing has to be typed. Or "
      "drop a file with examples of your own.");
}

}  // namespace graft::ui
