// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/runs/runs_page.hpp"

#include <algorithm>

#include <QComboBox>
#include <QHeaderView>
#include <QKeyEvent>
#include <QLineEdit>
#include <QScrollArea>
#include <QScrollBar>
#include <QStackedWidget>
#include <QTableView>
#include <QVBoxLayout>

#include "core/commands/train/runs.hpp"
#include "ui/pages/runs/overlay_view.hpp"
#include "ui/pages/runs/run_view.hpp"
#include "ui/services/preferences.hpp"
#include "ui/services/run_service.hpp"
#include "ui/services/words.hpp"
#include "ui/widgets/basics.hpp"
#include "ui/widgets/report_parts.hpp"

namespace graft::ui {
namespace {
enum ListPage { kTablePage, kEmptyPage, kNothingFoundPage };

struct Filter {
  const char* words;
  std::vector<std::string> states;  ///< empty: all
};
const Filter kFilters[] = {{QT_TRANSLATE_NOOP("RunsPage", "All runs"), {}},
                           {QT_TRANSLATE_NOOP("RunsPage", "At work or waiting"), {"running", "paused", "queued"}},
                           {QT_TRANSLATE_NOOP("RunsPage", "Finished"), {"finished", "stopped early", "stopped"}},
                           {QT_TRANSLATE_NOOP("RunsPage", "Can go on"), {"paused", "stopped", "interrupted"}},
                           {QT_TRANSLATE_NOOP("RunsPage", "Failed"), {"failed"}}};
}  // namespace

PageEntry pageOfRuns() {
  return {"runs",
          RunsPage::tr("Runs"),
          "runs",
          40,
          [](const Services& services) { return new RunsPage(services); },
          {{RunsPage::tr("Filter the runs"), RunsPage::tr("search find tag"), "runFilter", PageAct::How::Focus},
           {RunsPage::tr("Move a run to the bin"), RunsPage::tr("delete remove"), "binRun", PageAct::How::Focus},
           {RunsPage::tr("Duplicate a run"), RunsPage::tr("copy again repeat settings dup"), "duplicateRun", PageAct::How::Focus},
           {RunsPage::tr("Show runs side by side"), RunsPage::tr("compare overlay together"), "showTogether", PageAct::How::Focus}}};
}

RunsPage::RunsPage(const Services& services)
    : m_services(services),
      m_model(services.theme),
      m_stack(new QStackedWidget),
      m_listStack(new QStackedWidget),
      m_run(new RunView(services)),
      m_overlay(new OverlayView(services)) {
  m_stack->addWidget(makeList());
  // Separate scroll areas, so that the list never gets the height of the charts.
  for (QWidget* view : {static_cast<QWidget*>(m_run), static_cast<QWidget*>(m_overlay)}) {
    auto* scroll = new QScrollArea;
    scroll->setWidget(view);
    scroll->setWidgetResizable(true);
    scroll->setFrameShape(QFrame::NoFrame);
    scroll->setFocusPolicy(Qt::NoFocus);
    m_stack->addWidget(scroll);
  }
  connect(m_overlay, &OverlayView::backAsked, this, &RunsPage::showList);
  auto* column = new QVBoxLayout(this);
  column->setContentsMargins(0, 0, 0, 0);
  column->addWidget(m_stack);
  connect(m_run, &RunView::backAsked, this, &RunsPage::showList);
  connect(m_run, &RunView::shown, this, &RunsPage::detailsChanged);
  showBaseline();
  connect(&services.store, &StoreService::changed, this, [this] {
    if (m_stack->currentIndex() == 0) read();
  });
}

QWidget* RunsPage::makeList() {
  constexpr int kWidest = 420;
  auto* page = new QWidget;
  m_search = new QLineEdit;
  m_search->setPlaceholderText(tr("Search names, examples, notes and tags (Ctrl+F)"));
  m_search->setAccessibleName(tr("Search runs"));
  m_search->setClearButtonEnabled(true);
  connect(m_search, &QLineEdit::textChanged, this, &RunsPage::read);
  m_filter = new QComboBox;
  m_filter->setObjectName("runFilter");
  m_filter->setAccessibleName(tr("Which runs are shown"));
  for (int i = 0; i < static_cast<int>(std::size(kFilters)); ++i) m_filter->addItem(tr(kFilters[i].words), i);
  connect(m_filter, &QComboBox::activated, this, &RunsPage::read);
  m_binButton = button(tr("Bin"));
  m_binButton->setCheckable(true);
  m_services.theme.setIcon(m_binButton, "trash");
  connect(m_binButton, &QPushButton::toggled, this, [this](bool on) {
    m_showsBin = on;
    read();
  });
  m_delete = button(tr("To the bin"), "quiet");
  m_delete->setObjectName("binRun");
  m_services.theme.setIcon(m_delete, "trash", Tone::Accent);
  connect(m_delete, &QPushButton::clicked, this, &RunsPage::binSelected);
  m_again = button(tr("Train again …"));
  m_again->setObjectName("duplicateRun");
  m_again->setToolTip(tr("Opens Train with this run's examples, model and settings; nothing starts yet"));
  connect(m_again, &QPushButton::clicked, this, [this] { m_services.open(TrainAgain{selected(), Json::object()}); });
  m_open = button(tr("Open"), "primary");
  connect(m_open, &QPushButton::clicked, this, &RunsPage::openSelected);
  m_sorted.setSourceModel(&m_model);
  m_sorted.setSortRole(RunsModel::kSortRole);
  m_table = new QTableView;
  m_table->setModel(&m_sorted);
  m_table->setObjectName("runsTable");
  m_table->setAccessibleName(tr("Runs"));
  m_table->setSelectionBehavior(QAbstractItemView::SelectRows);
  m_table->setSelectionMode(QAbstractItemView::ExtendedSelection);
  m_table->setShowGrid(false);
  m_table->setSortingEnabled(true);
  m_table->sortByColumn(RunsModel::kWhen, Qt::DescendingOrder);
  m_table->verticalHeader()->hide();
  m_table->verticalHeader()->setDefaultSectionSize(32);
  m_table->horizontalHeader()->setSectionResizeMode(QHeaderView::ResizeToContents);
  m_table->horizontalHeader()->setResizeContentsPrecision(64);  // rows that are measured: a thousand took seconds
  m_table->horizontalHeader()->setMaximumSectionSize(kWidest);
  m_table->horizontalHeader()->setSectionResizeMode(RunsModel::kTags, QHeaderView::Stretch);  // names are never shortened
  m_table->horizontalHeader()->setHighlightSections(false);
  m_table->setTabKeyNavigation(false);
  connect(m_table, &QTableView::activated, this, &RunsPage::openSelected);
  connect(m_table->selectionModel(), &QItemSelectionModel::selectionChanged, this, &RunsPage::showSelection);
  auto* empty = new EmptyState(m_services.theme, "runs", tr("No runs yet"),
                               tr("Each training appears here with its charts, answers and settings, and stays until you throw it away."));
  connect(empty->addAction(tr("Try the starter experiment"), "primary"), &QPushButton::clicked, this,
          [this] { m_services.runs.startStarter(); });
  auto* nothing = new EmptyState(m_services.theme, "search", tr("Nothing found"), tr("No run fits the search and the choice beside it."));
  connect(nothing->addAction(tr("Show all runs"), "plain"), &QPushButton::clicked, this, [this] {
    m_search->clear();
    m_filter->setCurrentIndex(0);
    m_binButton->setChecked(false);
    read();
  });
  QVBoxLayout* inside = nullptr;
  auto* frame = card(inside);
  inside->setContentsMargins(space::kXs, space::kXs, space::kXs, space::kXs);
  inside->addWidget(m_table);
  m_listStack->addWidget(frame);
  m_listStack->addWidget(empty);
  m_listStack->addWidget(nothing);
  auto* tools = new QHBoxLayout;
  tools->addWidget(text(tr("Runs"), TextRole::Title));
  tools->addSpacing(space::kL);
  tools->addWidget(m_search, 1);
  tools->addWidget(m_filter);
  tools->addWidget(m_binButton);
  auto* acts = new QHBoxLayout;
  m_together = button(tr("Show together"));
  m_together->setObjectName("showTogether");
  m_together->setToolTip(tr("Several runs are selected with Ctrl or Shift; one that was tried beside others is shown with them"));
  connect(m_together, &QPushButton::clicked, this, [this] { m_services.open(ShowRuns{together()}); });
  m_severalHint = text(tr("Several runs are selected with Ctrl or Shift."), TextRole::Label, true);
  acts->addWidget(m_severalHint);
  acts->addStretch();
  acts->addWidget(m_delete);
  acts->addWidget(m_again);
  acts->addWidget(m_together);
  acts->addWidget(m_open);
  auto* column = new QVBoxLayout(page);
  column->setContentsMargins(space::kXl, space::kL, space::kXl, space::kL);
  column->setSpacing(space::kM);
  column->addLayout(tools);
  column->addWidget(m_listStack, 1);
  column->addLayout(acts);
  m_open->setEnabled(false);
  m_delete->setEnabled(false);
  m_together->setEnabled(false);
  return page;
}

void RunsPage::enter(const PageRequest& request) {
  const auto* asked = request.as<ShowRuns>();
  if (!asked || asked->runs.isEmpty()) return showList();
  if (asked->runs.size() > 1) {
    m_overlay->show(asked->runs.mid(0, OverlayView::kMost));
    return m_stack->setCurrentIndex(2);
  }
  m_stack->setCurrentIndex(1);
  qobject_cast<QScrollArea*>(m_stack->widget(1))->verticalScrollBar()->setValue(0);
  m_run->show(asked->runs.front());
}
void RunsPage::showList() {
  m_stack->setCurrentIndex(0);
  read();
  m_table->setFocus();
}

void RunsPage::read() {
  m_reading.ask([this] { readNow(); });
}
void RunsPage::readNow() {
  store::RunFilter filter;
  filter.search = m_search->text().trimmed().toStdString();
  filter.bin = m_showsBin ? store::Bin::Only : store::Bin::Without;
  m_services.store.ask(
      this,
      [filter, states = kFilters[m_filter->currentData().toInt()].states,
       home = m_services.store.home()](store::Store& store) -> Result<std::vector<store::RunRow>> {
        GRAFT_TRY(auto rows, store::listRuns(store, filter));
        for (auto& row : rows) row.state = workspace::stateOf(row.state, home + "/runs/" + row.name);
        std::erase_if(
            rows, [&](const auto& row) { return !states.empty() && std::find(states.begin(), states.end(), row.state) == states.end(); });
        return rows;
      },
      [this](Result<std::vector<store::RunRow>> rows) {
        m_reading.answered();
        if (rows.ok())
          take(std::move(*rows));
        else if (m_services.navigator)
          m_services.navigator->say(errorText(rows.error()), true);
      });
}

void RunsPage::take(std::vector<store::RunRow> rows) {
  const bool any = !rows.empty(), filtered = m_showsBin || !m_search->text().isEmpty() || m_filter->currentIndex() > 0;
  const QStringList before = selection();
  m_model.set(std::move(rows));
  const auto* selecting = m_table->selectionModel();
  for (int row = 0; row < m_sorted.rowCount() && selection().isEmpty() && !before.isEmpty(); ++row) {
    if (before.contains(m_sorted.index(row, 0).data(RunsModel::kRunRole).toString())) m_table->selectRow(row);
  }
  if (!selecting->hasSelection() && any) m_table->selectRow(0);
  showSelection();
  m_listStack->setCurrentIndex(any ? kTablePage : filtered ? kNothingFoundPage : kEmptyPage);
  m_delete->setText(m_showsBin ? tr("Put back") : tr("To the bin"));
  m_delete->setVisible(any);
  m_again->setVisible(any && !m_showsBin);
  m_severalHint->setVisible(m_model.rowCount() > 1 && !m_showsBin);
  m_together->setVisible(m_model.rowCount() > 1 && !m_showsBin);
  m_open->setVisible(any && !m_showsBin);
  fitColumns();
}

/// Leaves out the less important columns where not all fit, so that the table does not scroll sideways.
void RunsPage::fitColumns() {
  constexpr int kLeastTags = 60;
  const auto widthOf = [this](int column) {
    const QAbstractItemView& cells = *m_table;  // public there alone
    return std::max(cells.sizeHintForColumn(column), m_table->horizontalHeader()->sectionSizeHint(column));
  };
  constexpr int kOptional[] = {RunsModel::kSteps, RunsModel::kHeldout, RunsModel::kTime, RunsModel::kModel, RunsModel::kData};
  for (const int column : kOptional) m_table->setColumnHidden(column, false);  // a hidden one has no width
  int sum = kLeastTags;
  for (int column = 0; column < RunsModel::kTags; ++column) {
    if (column != RunsModel::kAgainst || !m_model.baseline().isEmpty()) sum += widthOf(column);
  }
  const int room = m_table->viewport()->width();
  for (const int column : kOptional) {
    if (sum <= room) return;
    sum -= widthOf(column);
    m_table->setColumnHidden(column, true);
  }
}

void RunsPage::resizeEvent(QResizeEvent* event) {
  Page::resizeEvent(event);
  fitColumns();
}

QStringList RunsPage::selection() const {
  QStringList out;
  for (const QModelIndex& row : m_table->selectionModel()->selectedRows()) out << row.data(RunsModel::kRunRole).toString();
  return out;
}
QStringList RunsPage::together() const {
  QStringList out = selection();
  const store::RunRow* row = selectedRow();
  if (!row || row->parent.empty()) return out;
  out.clear();
  for (int i = m_model.rowCount() - 1; i >= 0; --i) {  // oldest first
    if (m_model.at(i)->parent == row->parent) out << QString::fromStdString(m_model.at(i)->name);
  }
  return out;
}
QString RunsPage::selected() const {
  const QStringList all = selection();
  return all.size() == 1 ? all.front() : QString();
}
void RunsPage::showSelection() {
  const auto count = selection().size();
  m_open->setEnabled(count == 1);
  const store::RunRow* row = selectedRow();
  m_delete->setEnabled(row && row->state != "running");
  m_again->setEnabled(count == 1);
  const auto shown = together().size();
  m_together->setEnabled(shown > 1 && (count == 1 || count <= OverlayView::kMost) && !m_showsBin);
  Q_EMIT detailsChanged();
}

void RunsPage::showBaseline() {
  m_model.setBaseline(m_services.preferences.text("baseline"));
  m_table->setColumnHidden(RunsModel::kAgainst, m_model.baseline().isEmpty());
}
void RunsPage::setBaseline() {
  const QString run = m_stack->currentIndex() == 1 ? m_run->run() : selected();
  if (run.isEmpty() || m_showsBin) return;
  const bool ends = run == m_model.baseline();
  m_services.preferences.setText("baseline", ends ? QString() : run);
  showBaseline();
  if (m_services.navigator)
    m_services.navigator->say(ends ? tr("Runs are not measured against %1 any more.").arg(run)
                                   : tr("Other runs are measured against %1.").arg(run));
}

void RunsPage::nextPoint(bool backwards) {
  if (m_stack->currentIndex() == 2) m_overlay->moveDifference(backwards ? -1 : 1);
}
void RunsPage::showFull() {
  if (m_stack->currentIndex() == 1) m_run->showFull();
  if (m_stack->currentIndex() == 2) m_overlay->showFull();
}

bool RunsPage::exportView() {
  if (m_stack->currentIndex() == 2) return m_overlay->exportView();
  if (m_stack->currentIndex() == 1) {
    if (m_run->canReport()) m_run->saveReport();
    return m_run->canReport();
  }
  if (m_sorted.rowCount() == 0) return false;
  m_services.dialogs.chooseNewFile(this, tr("Save the list"), "runs.csv", [this](const QString& path) {
    if (!writeCsv(path, m_sorted) && m_services.navigator)
      m_services.navigator->say(tr("%1 could not be written. Choose another folder.").arg(path), true);
  });
  return true;
}

const store::RunRow* RunsPage::selectedRow() const {
  const auto rows = m_table->selectionModel()->selectedRows();
  return rows.size() == 1 ? m_model.at(m_sorted.mapToSource(rows.front()).row()) : nullptr;
}

Details RunsPage::details() {
  Details out;
  const bool one = m_stack->currentIndex() == 1 && m_run->model().isRead();
  const store::RunRow* row = one ? &m_run->model().details().row : m_stack->currentIndex() == 0 ? selectedRow() : nullptr;
  if (!row) return out;
  const auto add = [&out](const QString& name, const QString& value) {
    if (!value.isEmpty()) out.facts.emplace_back(name, value);
  };
  out.title = QString::fromStdString(row->name);
  add(tr("State"), one ? stateWords(m_run->model().state()).text : stateWords(QString::fromStdString(row->state)).text);
  add(tr("Base model"), QString::fromStdString(row->model));
  add(tr("Examples"),
      row->dataset.empty() ? QString() : tr("%1, version %2").arg(QString::fromStdString(row->dataset)).arg(row->datasetVersion));
  add(tr("Comes from"), QString::fromStdString(row->parent));
  add(tr("Started"), whenText(QString::fromStdString(row->started)));
  if (row->heldoutLoss) add(tr("Held-out loss"), numberText(*row->heldoutLoss));
  if (row->heldoutExactMatch) add(tr("Exact match"), percentText(*row->heldoutExactMatch, 1));
  if (one) {
    const RunRecord& record = m_run->model().details().record;
    add(tr("Processor"), QString::fromStdString(record.processor));
    if (record.plan && record.plan->device != "cpu") add(tr("Graphics card"), QString::fromStdString(record.plan->device));
    const Json hashes = toJson(record.hashes);
    for (const auto& [name, hash] : hashes.items())
      add(tr("SHA-256 of %1").arg(QString::fromStdString(name)), shortHash(QString::fromStdString(hash.get<std::string>())));
  }
  out.note = QString::fromStdString(row->note);
  out.keepNote = [this, name = row->name](const QString& note) {
    m_services.store.ask(
        this, [name, note = note.toStdString()](store::Store& store) { return store::setNote(store, name, note); },
        [this](const Status& kept) {
          if (!kept.ok() && m_services.navigator) m_services.navigator->say(errorText(kept.error()), true);
        });
  };
  return out;
}

QString RunsPage::help() const {
  return tr(
      "Every training with its charts, answers and settings. Return opens a run; several selected ones are shown in the same charts, with "
      "what "
      "changed between them.\n\n"
      "Ctrl+B measures the others against the chosen run, Del puts it into the bin for 30 days, Ctrl+E saves the list or a report. In a "
      "chart: left and "
      "right for single values, plus and minus to zoom, S smooths, L makes the scale logarithmic, O leaves outliers out, X changes the "
      "axis, T shows the "
      "table, F11 fills the screen.");
}

void RunsPage::openSelected() {
  if (const QString run = selected(); !run.isEmpty() && !m_showsBin) m_services.open(showRun(run));
}

void RunsPage::binSelected() {
  const QString run = selected();
  if (run.isEmpty()) return;
  const bool back = m_showsBin;
  const auto change = [this](const QString& name, bool restore, std::function<void()> then) {
    m_services.store.ask(
        this,
        [name = name.toStdString(), restore](store::Store& store) -> Result<Done> {
          return restore ? store::restoreFromBin(store, name) : store::moveToBin(store, name);
        },
        [this, then](Result<Done> done) {
          if (!done.ok()) return m_services.navigator->say(errorText(done.error()), true);
          read();
          if (then) then();
        });
  };
  change(run, back, [this, run, back, change] {
    if (!back)
      m_services.navigator->offerUndo(tr("%1 is in the bin. It can come back for %2 days.").arg(run).arg(store::kBinDays),
                                      [run, change] { change(run, true, {}); });
  });
}

void RunsPage::find() {
  showList();
  m_search->setFocus();
}
void RunsPage::primaryAction() {
  if (m_stack->currentIndex() == 0) openSelected();
}

void RunsPage::keyPressEvent(QKeyEvent* event) {
  const bool list = m_stack->currentIndex() == 0;
  if (list && event->key() == Qt::Key_Delete) return binSelected();
  if (!list && event->key() == Qt::Key_Escape) return showList();
  Page::keyPressEvent(event);
}

}  // namespace graft::ui
