// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/activity/activity_page.hpp"

#include <QComboBox>
#include <QHeaderView>
#include <QStackedWidget>
#include <QTableView>
#include <QToolButton>

#include "ui/pages/activity/heat_strip.hpp"
#include "ui/pages/activity/history_model.hpp"
#include "ui/services/run_service.hpp"
#include "ui/services/words.hpp"
#include "ui/widgets/basics.hpp"
#include "ui/widgets/flow_layout.hpp"
#include "ui/widgets/report_parts.hpp"

namespace graft::ui {
PageEntry pageOfActivity() {
  return {"activity",
          ActivityPage::tr("Activity"),
          "activity",
          90,
          [](const Services& services) { return new ActivityPage(services); },
          {{ActivityPage::tr("History of everything done"), ActivityPage::tr("log audit past events actions"), "historyFilter",
            PageAct::How::Focus},
           {ActivityPage::tr("Training by day"), ActivityPage::tr("calendar heat usage hours"), "heatStrip", PageAct::How::Focus}}};
}

ActivityPage::ActivityPage(const Services& services)
    : m_services(services), m_model(services), m_rows(new HistoryModel(services.theme, HistoryModel::Times::Relative, this)) {
  auto* column = new QVBoxLayout(this);
  column->setContentsMargins(space::kXxl, space::kXl, space::kXxl, space::kXl);
  column->setSpacing(space::kL);
  column->addWidget(text(tr("Activity"), TextRole::Title));
  column->addWidget(makeNow());
  column->addWidget(makeTotals());
  column->addWidget(makeHistory(), 1);
  connect(&services.runs, &RunService::progressed, this, &ActivityPage::showNow);
  connect(&services.runs, &RunService::started, &m_model, &ActivityViewModel::refresh);
  connect(&services.runs, &RunService::ended, &m_model, &ActivityViewModel::refresh);
  connect(&services.runs, &RunService::queueChanged, this, &ActivityPage::showQueue);
  connect(&m_model, &ActivityViewModel::changed, this, [this] {
    showTotals();
    showHistory();
  });
  connect(&m_model, &ActivityViewModel::failed, this, [this](const QString& words) {
    if (m_services.navigator) m_services.navigator->say(words, true);
  });
}

QWidget* ActivityPage::makeNow() {
  QVBoxLayout* column = nullptr;
  auto* frame = card(column);
  column->addWidget(text(tr("Now and next"), TextRole::Section));
  m_now = text({});
  m_open = button(tr("Watch"), "quiet");
  connect(m_open, &QPushButton::clicked, this, [this] {
    if (const LiveRun* live = m_services.runs.current()) m_services.open(showRun(live->name));
  });
  auto* row = new QHBoxLayout;
  row->addWidget(m_now, 1);
  row->addWidget(m_open);
  column->addLayout(row);
  column->addWidget(rule());
  m_queueWords = prose({}, true);
  m_work = button(tr("Work the queue off"));
  m_services.theme.setIcon(m_work, "play");
  connect(m_work, &QPushButton::clicked, this, [this] { m_services.runs.workQueue(); });
  m_queue = new QVBoxLayout;
  m_queue->setSpacing(space::kXs);
  column->addWidget(m_queueWords);
  column->addLayout(m_queue);
  column->addWidget(m_work, 0, Qt::AlignRight);
  return frame;
}

QWidget* ActivityPage::makeTotals() {
  QVBoxLayout* column = nullptr;
  auto* frame = card(column);
  auto* figures = new FlowLayout(space::kXxl, space::kS);
  const auto figure = [&](const QString& name) {
    auto* made = new Figure(name);
    figures->addWidget(made);
    return made;
  };
  m_runs = figure(tr("runs"));
  m_time = figure(tr("time in training"));
  m_tokens = figure(tr("tokens trained"));
  m_strip = new HeatStrip(m_services.theme);
  m_strip->setObjectName("heatStrip");
  auto* told = prose(m_strip->summary(), true);
  connect(m_strip, &HeatStrip::told, told, &QLabel::setText);
  auto* words = new QVBoxLayout;
  words->addWidget(text(tr("Training by day"), TextRole::Section));
  words->addLayout(figures);
  words->addWidget(told);
  words->addStretch();
  auto* row = new QHBoxLayout;
  row->setSpacing(space::kXl);
  row->addLayout(words, 1);
  row->addWidget(m_strip, 0, Qt::AlignTop);
  column->addLayout(row);
  return frame;
}

QTableView* ActivityPage::makeTable() {
  auto* table = new QTableView;
  table->setObjectName("history");
  table->setAccessibleName(tr("History"));
  table->setModel(m_rows);
  table->setShowGrid(false);
  table->setSelectionBehavior(QAbstractItemView::SelectRows);
  table->setSelectionMode(QAbstractItemView::SingleSelection);
  table->setTabKeyNavigation(false);
  table->verticalHeader()->hide();
  const auto fitRows = [table] { table->verticalHeader()->setDefaultSectionSize(table->fontMetrics().height() + space::kL); };
  fitRows();
  connect(&m_services.theme, &Theme::changed, table, fitRows);
  constexpr int kMeasuredRows = 64;
  table->horizontalHeader()->setSectionResizeMode(QHeaderView::ResizeToContents);
  table->horizontalHeader()->setResizeContentsPrecision(kMeasuredRows);
  table->horizontalHeader()->setSectionResizeMode(HistoryModel::kResult, QHeaderView::Stretch);
  table->horizontalHeader()->setHighlightSections(false);
  connect(table, &QTableView::activated, this, &ActivityPage::openItem);
  connect(table, &QTableView::clicked, this, [this](const QModelIndex& index) {
    if (index.column() == HistoryModel::kItem) openItem(index);
  });
  connect(table->selectionModel(), &QItemSelectionModel::currentRowChanged, this, &ActivityPage::detailsChanged);
  return table;
}

QWidget* ActivityPage::makeHistory() {
  constexpr int kLeastHeight = 260;
  QVBoxLayout* column = nullptr;
  auto* frame = card(column);
  m_filter = new QComboBox;
  m_filter->setObjectName("historyFilter");
  m_filter->setAccessibleName(tr("Shown in the history"));
  for (const auto& [group, name] : actGroups()) m_filter->addItem(name, static_cast<int>(group));
  connect(m_filter, &QComboBox::currentIndexChanged, this, &ActivityPage::showHistory);
  auto* top = new QHBoxLayout;
  top->addWidget(text(tr("History"), TextRole::Section), 1);
  top->addWidget(m_filter);
  column->addLayout(top);
  m_table = makeTable();
  auto* empty = new EmptyState(m_services.theme, "activity", tr("Nothing was done yet"),
                               tr("Imports, runs, comparisons, checks, adapters and exports appear here by themselves."));
  auto* import = empty->addAction(tr("Import examples"), "plain");
  connect(import, &QPushButton::clicked, this, [this] { m_services.open(ChooseExamples{}); });
  m_empty = empty;
  m_nothing = prose(tr("Nothing of this kind was done yet."), true);
  m_nothing->setAlignment(Qt::AlignCenter);
  m_history = new QStackedWidget;
  m_history->setMinimumHeight(kLeastHeight);
  for (QWidget* part : {static_cast<QWidget*>(m_table), m_empty, static_cast<QWidget*>(m_nothing)}) m_history->addWidget(part);
  column->addWidget(m_history, 1);
  return frame;
}

void ActivityPage::enter(const PageRequest&) {
  m_services.runs.readQueue();
  showNow();
  m_model.refresh();
}

void ActivityPage::find() { m_filter->setFocus(Qt::ShortcutFocusReason); }

void ActivityPage::showNow() {
  const LiveRun* live = m_services.runs.current();
  m_open->setVisible(live);
  QString now = tr("Nothing is running.");
  if (live) {
    const auto estimate = live->estimate();
    now = live->name + " · " + phaseText(live->news.phase, live->news.progress);
    if (estimate.secondsLeft) now += " · " + estimateText(estimate.share, *estimate.secondsLeft);
  }
  m_now->setText(now);
  showQueue();
}

void ActivityPage::showQueue() {
  clear(*m_queue);
  const auto& entries = m_services.runs.queue();
  m_queueWords->setText(entries.empty() ? tr("The queue is empty. Runs started during another run wait here.")
                                        : tr("In order; the next starts when the one before has ended."));
  m_work->setVisible(!entries.empty() && !m_services.runs.current());
  for (size_t i = 0; i < entries.size(); ++i) {
    const QString run = QString::fromStdString(entries[i].run);
    auto* row = new QHBoxLayout;
    row->addWidget(text(tr("%1.  %2").arg(i + 1).arg(run)), 1);
    const auto act = [&](const QString& icon, const QString& words, bool can, std::function<void()> does) {
      auto* made = new QToolButton;
      m_services.theme.setIcon(made, icon);
      made->setToolTip(words);
      made->setAccessibleName(words + " " + run);
      made->setEnabled(can);
      connect(made, &QToolButton::clicked, this, std::move(does));
      row->addWidget(made);
    };
    const LiveRun* live = m_services.runs.live(run);
    act("up", tr("Earlier"), i > 0 && !live, [this, run, i] { m_services.runs.moveInQueue(run, i); });
    act("down", tr("Later"), i + 1 < entries.size() && !live, [this, run, i] { m_services.runs.moveInQueue(run, i + 2); });
    act("close", tr("Take out of the queue"), !live, [this, run] { m_services.runs.removeFromQueue(run); });
    m_queue->addLayout(row);
  }
}

void ActivityPage::showTotals() {
  const Totals& totals = m_model.totals();
  m_runs->setValue(countText(totals.runs), tr("%1 finished").arg(countText(totals.finished)));
  m_time->setValue(durationText(totals.seconds));
  m_tokens->setValue(countText(static_cast<int64_t>(totals.tokens)));
  m_strip->set(totals.days);
}

ActGroup ActivityPage::group() const { return static_cast<ActGroup>(m_filter->currentData().toInt()); }

void ActivityPage::showHistory() {
  m_rows->set(m_model.historyOf(group()));
  const bool isEmpty = m_model.wasRead() && m_rows->rowCount() == 0;
  m_history->setCurrentWidget(!isEmpty                    ? static_cast<QWidget*>(m_table)
                              : m_model.history().empty() ? m_empty
                                                          : static_cast<QWidget*>(m_nothing));
  Q_EMIT detailsChanged();
}

void ActivityPage::openItem(const QModelIndex& index) {
  const Act* act = m_rows->at(index.row());
  const PageRequest link = act ? wordsOf(*act).link : PageRequest();
  if (!link.empty() && m_services.navigator) m_services.navigator->open(link.page(), link);
}

Details ActivityPage::details() {
  const Act* act = m_rows->at(m_table->currentIndex().row());
  if (!act) return {};
  const ActWords words = wordsOf(*act);
  Details out;
  out.title = words.what;
  const std::pair<QString, QString> facts[] = {{tr("Item"), words.item},
                                               {tr("When"), momentText(act->at)},
                                               {tr("Result"), words.result},
                                               {tr("Who"), QString::fromStdString(act->actor)}};
  for (const auto& fact : facts) {
    if (!fact.second.isEmpty()) out.facts.push_back(fact);
  }
  return out;
}

QString ActivityPage::help() const {
  return tr(
      "The run at work, the queue, and everything that was done, newest first. Enter or a click on an item opens its page. A square is a "
      "day: "
      "the darker, the longer it trained. Ctrl+E saves the history as a table.");
}

bool ActivityPage::exportView() {
  if (m_rows->rowCount() == 0) return false;
  m_services.dialogs.chooseNewFile(this, tr("Save the history"), "activity.csv", [this](const QString& path) {
    HistoryModel whole(m_services.theme, HistoryModel::Times::Full);
    whole.set(m_model.historyOf(group()));
    if (!writeCsv(path, whole) && m_services.navigator)
      m_services.navigator->say(tr("%1 could not be written. Choose another folder.").arg(path), true);
  });
  return true;
}

}  // namespace graft::ui
