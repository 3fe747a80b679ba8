// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/activity/activity_page.hpp"

#include <QTableWidget>
#include <QToolButton>

#include "ui/services/run_service.hpp"
#include "ui/services/words.hpp"
#include "ui/widgets/basics.hpp"
#include "ui/widgets/flow_layout.hpp"
#include "ui/widgets/report_parts.hpp"

namespace graft::ui {
namespace {
constexpr size_t kHistory = 200;
}

PageEntry pageOfActivity() {
  return {"activity", ActivityPage::tr("Activity"), "activity", 90, [](const Services& services) { return new ActivityPage(services); }};
}

ActivityPage::ActivityPage(const Services& services) : m_services(services) {
  auto* column = new QVBoxLayout(this);
  column->setContentsMargins(space::kXxl, space::kXl, space::kXxl, space::kXl);
  column->setSpacing(space::kL);
  column->addWidget(text(tr("Activity"), TextRole::Title));
  column->addWidget(makeNow());
  column->addWidget(makeTotals());
  column->addWidget(makeHistory(), 1);
  connect(&services.runs, &RunService::progressed, this, &ActivityPage::showNow);
  connect(&services.runs, &RunService::ended, this, &ActivityPage::read);
  connect(&services.runs, &RunService::queueChanged, this, &ActivityPage::showQueue);
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
  auto* box = new QWidget;
  auto* row = new FlowLayout(space::kXxl, space::kS);
  box->setLayout(row);
  const auto figure = [&](const QString& name) {
    auto* made = new Figure(name);
    row->addWidget(made);
    return made;
  };
  m_runs = figure(tr("runs"));
  m_time = figure(tr("time in training"));
  m_tokens = figure(tr("tokens trained"));
  return box;
}

QWidget* ActivityPage::makeHistory() {
  QVBoxLayout* column = nullptr;
  auto* frame = card(column);
  column->addWidget(text(tr("History"), TextRole::Section));
  m_undo = readingTable({tr("When"), tr("Who"), tr("What"), tr("Item")}, tr("History"));
  column->addWidget(m_undo, 1);
  return frame;
}

void ActivityPage::enter(const PageRequest&) {
  m_services.runs.readQueue();
  showNow();
  read();
}

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

void ActivityPage::read() {
  m_readingLog.ask([this] { readLog(); });
  m_readingTotals.ask([this] { readTotals(); });
}

void ActivityPage::readLog() {
  m_services.store.ask(
      this, [](store::Store& store) { return store::auditLog(store, kHistory); },
      [this](const Result<Json>& log) {
        m_readingLog.answered();
        if (!log.ok()) return;
        m_undo->setRowCount(static_cast<int>(log->size()));
        for (size_t i = 0; i < log->size(); ++i) {
          const Json& line = (*log)[i];
          const auto cell = [&](const char* key) { return QString::fromStdString(get<std::string>(line, key, "")); };
          const QString cells[] = {whenText(cell("at")), cell("actor"), cell("action"), cell("subject")};
          for (int column = 0; column < 4; ++column) m_undo->setItem(static_cast<int>(i), column, new QTableWidgetItem(cells[column]));
        }
      });
}

void ActivityPage::readTotals() {
  m_services.store.ask(
      this,
      [](store::Store& store) -> Result<Totals> {
        GRAFT_TRY(const auto rows, store::listRuns(store, {}));
        Totals out;
        for (const auto& row : rows) {
          ++out.runs;
          out.finished += row.state == "finished" || row.state == "stopped early";
          for (const auto metric : {store::Metric::Seconds, store::Metric::Tokens}) {
            GRAFT_TRY(const auto values, store::series(store, row.name, metric));
            for (const double v : values) (metric == store::Metric::Seconds ? out.seconds : out.tokens) += v == v ? v : 0;
          }
        }
        return out;
      },
      [this](const Result<Totals>& totals) {
        m_readingTotals.answered();
        if (!totals.ok()) return;
        m_runs->setValue(countText(totals->runs), tr("%1 finished").arg(countText(totals->finished)));
        m_time->setValue(durationText(totals->seconds));
        m_tokens->setValue(countText(static_cast<int64_t>(totals->tokens)));
      });
}

QString ActivityPage::help() const {
  return tr("What works now, what waits, and everything that was done. The history can only grow; Ctrl+E saves what is shown.");
}

bool ActivityPage::exportView() {
  if (m_undo->rowCount() == 0) return false;
  m_services.dialogs.chooseNewFile(this, tr("Save the history"), "activity.csv", [this](const QString& path) {
    if (!writeCsv(path, *m_undo->model()) && m_services.navigator)
      m_services.navigator->say(tr("%1 could not be written. Choose another folder.").arg(path), true);
  });
  return true;
}

}  // namespace graft::ui
