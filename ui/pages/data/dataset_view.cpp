// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/data/dataset_view.hpp"

#include <algorithm>

#include <QComboBox>
#include <QHeaderView>
#include <QKeyEvent>
#include <QLineEdit>
#include <QSplitter>
#include <QTabWidget>
#include <QTableView>
#include <QTableWidget>
#include <QVBoxLayout>

#include "ui/pages/data/quality_panel.hpp"
#include "ui/pages/data/row_panel.hpp"
#include "ui/pages/data/split_panel.hpp"
#include "ui/services/words.hpp"
#include "ui/widgets/basics.hpp"
#include "ui/widgets/flow_layout.hpp"
#include "ui/widgets/marked_text.hpp"

namespace graft::ui {

namespace {

constexpr int kLeftOutTab = 3;
constexpr const char* kFilterWords[kRowFilters] = {QT_TRANSLATE_NOOP("DatasetView", "All rows"),
                                                   QT_TRANSLATE_NOOP("DatasetView", "To learn from"),
                                                   QT_TRANSLATE_NOOP("DatasetView", "Held out"),
                                                   QT_TRANSLATE_NOOP("DatasetView", "Changed by you"),
                                                   QT_TRANSLATE_NOOP("DatasetView", "With personal data"),
                                                   QT_TRANSLATE_NOOP("DatasetView", "Repeats"),
                                                   QT_TRANSLATE_NOOP("DatasetView", "With control tokens"),
                                                   QT_TRANSLATE_NOOP("DatasetView", "Very long")};

}  // namespace

DatasetView::DatasetView(const Services& services, DataViewModel& model)
    : m_services(services),
      m_model(model),
      m_title(text({}, TextRole::Title)),
      m_facts(text({}, TextRole::Body, true)),
      m_refused(new MessageBar(services.theme)),
      m_warnings(new QVBoxLayout),
      m_tabs(new QTabWidget) {
  m_trainOn = button({}, "primary");
  m_trainOn->setObjectName("trainOnThis");
  services.theme.setIcon(m_trainOn, "train");
  connect(m_trainOn, &QPushButton::clicked, this, &DatasetView::primaryAction);
  m_leftOut = readingTable({tr("Line"), tr("Why it is left out")}, tr("Rows that are left out"));
  m_leftOut->horizontalHeader()->setSectionResizeMode(0, QHeaderView::ResizeToContents);
  m_tabs->setAccessibleName(tr("Parts of the dataset"));
  m_tabs->addTab(makeRows(), tr("Rows"));
  m_tabs->addTab(new QualityPanel(services, model), tr("Quality"));
  m_tabs->addTab(new SplitPanel(services, model, model.edits()), tr("Split"));
  m_tabs->addTab(m_leftOut, tr("Left out"));
  m_refused->setObjectName("refusedRows");
  m_warnings->setSpacing(space::kXs);
  auto* bottom = new QHBoxLayout;
  bottom->addStretch();
  bottom->addWidget(m_trainOn);
  auto* column = new QVBoxLayout(this);
  column->setContentsMargins(space::kXl, space::kL, space::kXl, space::kL);
  column->setSpacing(space::kM);
  column->addWidget(m_title);
  column->addWidget(m_facts);
  column->addLayout(makeFigures());
  column->addWidget(m_refused);
  column->addLayout(m_warnings);
  column->addWidget(m_tabs, 1);
  column->addWidget(makePending());
  column->addLayout(bottom);
  m_rows.setEdits(&model.edits());
  connect(&model, &DataViewModel::changed, this, &DatasetView::refresh);
  connect(&model, &DataViewModel::marked, this, &DatasetView::showFilters);
  connect(&model, &DataViewModel::lengthsRead, this, &DatasetView::showRefused);
  connect(&model.edits(), &DatasetEdits::changed, this, [this] {
    m_rows.renew();
    showPending();
  });
  connect(&model, &DataViewModel::found, this, [this](const std::shared_ptr<const std::vector<size_t>>& rows) {
    m_rows.set(m_model.shared(), rows);
    m_table->selectRow(0);
    showRows();
  });
}

/// Panel of unsaved changes.
QWidget* DatasetView::makePending() {
  m_pending = new QFrame;
  Theme::setKind(m_pending, "bar-info");
  auto* row = new QHBoxLayout(m_pending);
  row->setContentsMargins(space::kM, space::kXs, space::kS, space::kXs);
  m_pendingWords = prose({});
  row->addWidget(m_pendingWords, 1);
  const auto act = [&](const char* name, const QString& words, void (DatasetEdits::*does)()) {
    auto* made = button(words, "quiet");
    made->setObjectName(name);
    connect(made, &QPushButton::clicked, &m_model.edits(), does);
    row->addWidget(made);
    return made;
  };
  m_undo = act("undoEdit", tr("Undo"), &DatasetEdits::undo);
  m_redo = act("redoEdit", tr("Redo"), &DatasetEdits::redo);
  m_discard = act("discardEdits", tr("Discard all"), &DatasetEdits::discard);
  m_undo->setToolTip(tr("Ctrl+Z"));
  m_redo->setToolTip(tr("Ctrl+Shift+Z"));
  m_pending->hide();
  return m_pending;
}

QLayout* DatasetView::makeFigures() {
  auto* row = new FlowLayout(space::kXxl, space::kS);
  const auto figure = [&](const QString& name) {
    auto* made = new Figure(name);
    row->addWidget(made);
    return made;
  };
  m_count = figure(tr("rows"));
  m_train = figure(tr("to learn from"));
  m_heldout = figure(tr("held out"));
  m_repeats = figure(tr("repeats"));
  m_length = figure(tr("characters, typical length"));
  m_personal = figure(tr("with personal data"));
  return row;
}

QLayout* DatasetView::makeSearch() {
  m_search = new QLineEdit;
  m_search->setPlaceholderText(tr("Search in questions and answers (Ctrl+F)"));
  m_search->setAccessibleName(tr("Search rows"));
  m_search->setClearButtonEnabled(true);
  connect(m_search, &QLineEdit::textChanged, this, &DatasetView::search);
  m_filter = new QComboBox;
  m_filter->setObjectName("rowFilter");
  m_filter->setAccessibleName(tr("Which rows are shown"));
  m_filter->setSizeAdjustPolicy(QComboBox::AdjustToContents);
  for (int i = 0; i < kRowFilters; ++i) m_filter->addItem(tr(kFilterWords[i]), i);
  connect(m_filter, &QComboBox::activated, this, &DatasetView::search);
  m_maskAll = button(tr("Mask personal data in all rows"), "quiet");
  m_maskAll->setObjectName("maskAll");
  connect(m_maskAll, &QPushButton::clicked, this, [this] { m_model.edits().maskAll(true); });
  auto* row = new QHBoxLayout;
  row->addWidget(m_search, 1);
  row->addWidget(m_filter);
  row->addWidget(m_maskAll);
  return row;
}

QWidget* DatasetView::makeTable() {
  m_table = new QTableView;
  m_table->setObjectName("rows");
  m_table->setModel(&m_rows);
  m_table->setAccessibleName(tr("Rows of the dataset"));
  m_table->setSelectionBehavior(QAbstractItemView::SelectRows);
  m_table->setSelectionMode(QAbstractItemView::ExtendedSelection);
  m_table->setShowGrid(false);
  m_table->setWordWrap(false);
  m_table->setTabKeyNavigation(false);
  m_table->verticalHeader()->hide();
  m_table->verticalHeader()->setDefaultSectionSize(28);
  // Columns are not sized to contents, which would read every row.
  m_table->horizontalHeader()->setSectionResizeMode(QHeaderView::Interactive);
  m_table->horizontalHeader()->setSectionResizeMode(ExamplesModel::kAsked, QHeaderView::Stretch);
  m_table->horizontalHeader()->setSectionResizeMode(ExamplesModel::kAnswer, QHeaderView::Stretch);
  m_table->horizontalHeader()->setHighlightSections(false);
  m_table->setColumnWidth(ExamplesModel::kLine, 64);
  m_table->setColumnWidth(ExamplesModel::kSide, 96);
  m_table->installEventFilter(this);
  connect(m_table->selectionModel(), &QItemSelectionModel::selectionChanged, this, &DatasetView::showRows);
  return m_table;
}

QWidget* DatasetView::makeRows() {
  auto* box = new QWidget;
  auto* search = makeSearch();
  m_panel = new RowPanel(m_services, m_model, m_model.edits());
  auto* split = new QSplitter(Qt::Horizontal);
  split->addWidget(makeTable());
  split->addWidget(m_panel);
  split->setStretchFactor(0, 3);
  split->setStretchFactor(1, 2);
  split->setChildrenCollapsible(false);
  split->setHandleWidth(space::kM);
  split->setStyleSheet("QSplitter::handle { background: transparent }");
  auto* column = new QVBoxLayout(box);
  column->setContentsMargins(0, space::kS, 0, 0);
  column->addLayout(search);
  column->addWidget(split, 1);
  column->addWidget(markLegend(m_services.theme));
  return box;
}

bool DatasetView::eventFilter(QObject* table, QEvent* event) {
  if (event->type() != QEvent::KeyPress) return QWidget::eventFilter(table, event);
  switch (static_cast<QKeyEvent*>(event)->key()) {
    case Qt::Key_Delete: m_panel->toggleRemoved(); return true;
    case Qt::Key_Return:
    case Qt::Key_F2: m_panel->edit(); return true;
    default: return false;
  }
}

void DatasetView::search() { m_model.search(m_search->text(), static_cast<RowFilter>(m_filter->currentData().toInt())); }

void DatasetView::showFilters() {
  for (int i = 0; i < kRowFilters; ++i) {
    const auto count = m_model.countOf(static_cast<RowFilter>(i));
    m_filter->setItemText(i, count < 0 ? tr(kFilterWords[i]) : tr("%1 (%2)").arg(tr(kFilterWords[i]), countText(count)));
  }
  m_maskAll->setVisible(m_model.countOf(RowFilter::Personal) > 0);
}

void DatasetView::showPending() {
  const DatasetEdits& edits = m_model.edits();
  m_pending->setVisible(!edits.isEmpty() || edits.canUndo() || edits.canRedo());
  m_pendingWords->setText(edits.isSaving()  ? tr("Saving …")
                          : edits.isEmpty() ? tr("Nothing is changed.")
                                            : tr("Not saved yet: %1.").arg(edits.words()));
  m_undo->setEnabled(edits.canUndo() && !edits.isSaving());
  m_redo->setEnabled(edits.canRedo() && !edits.isSaving());
  m_discard->setVisible(!edits.isEmpty() && !edits.isSaving());
  m_trainOn->setEnabled(!edits.isSaving());
  m_services.theme.setIcon(m_trainOn, edits.isEmpty() ? "train" : "add");
  if (!m_model.dataset()) return;
  m_trainOn->setText(edits.isEmpty() ? tr("Train on %1 rows").arg(countText(static_cast<int64_t>(m_model.manifest().train)))
                                     : tr("Save as a new version"));
}

void DatasetView::refresh() {
  if (m_model.state() != DataState::Showing || !m_model.dataset()) return;
  const DatasetManifest& m = m_model.manifest();
  const auto number = [](uint64_t value) { return countText(static_cast<int64_t>(value)); };
  const QString source = QString::fromStdString(m.source);
  m_title->setText(tr("%1, version %2").arg(QString::fromStdString(m.dataset)).arg(m.version));
  const auto files = m.files ? static_cast<int>(m.files->size()) : 1;
  m_facts->setText(files > 1 ? tr("from %1 and %n more", nullptr, files - 1).arg(source)
                             : tr("from %1 · %2").arg(source, QString::fromStdString(m.format).toUpper()));
  m_count->setValue(number(m.rowsOk));
  m_train->setValue(number(m.train));
  m_heldout->setValue(number(m.heldout));
  m_repeats->setValue(number(m.exactDuplicates + m.nearDuplicates));
  m_length->setValue(number(m.characters.median), tr("longest %1").arg(number(m.characters.longest)));
  m_personal->setValue(number(m.personalRows()));
  {
    const QSignalBlocker quiet(m_search);
    m_search->clear();
  }
  m_filter->setCurrentIndex(0);
  m_rows.set(m_model.shared());
  m_table->selectRow(0);
  showRows();
  showFilters();
  showPending();
  showWarnings();
  showRefused();
  showLeftOut();
}

void DatasetView::showWarnings() {
  clear(*m_warnings);
  const std::vector<Message>& warnings = m_model.manifest().warnings;
  for (size_t i = 0; i < std::min(kMostWarnings, warnings.size()); ++i) {
    auto* bar = new MessageBar(m_services.theme);
    m_warnings->addWidget(bar);
    bar->show(Tone::Neutral, sentence(messageText(warnings[i])));
  }
}

/// Shows the rows that the chosen model's template refuses, and an action that may help.
void DatasetView::showRefused() {
  const TokenLengths& lengths = m_model.lengths();
  if (lengths.refused == 0) return m_refused->dismiss();
  const QString words = tr("The template of the model that is chosen in Train refuses %1 of %2 rows, which a run leaves out: %3.")
                            .arg(countText(lengths.refused), countText(lengths.refused + lengths.rows), messageText(lengths.refusal));
  if (!lengths.refusesSystem) return m_refused->show(Tone::Warn, words);
  m_refused->show(Tone::Warn, words, tr("Join the system text to the question"), [this] { m_model.edits().joinSystem(); });
}

void DatasetView::showLeftOut() {
  const auto& rejected = m_model.manifest().rejected;
  m_leftOut->setRowCount(static_cast<int>(rejected.size()));
  for (size_t i = 0; i < rejected.size(); ++i) {
    const QString place = placeText(static_cast<int64_t>(rejected[i].line), QString::fromStdString(rejected[i].file.value_or("")));
    m_leftOut->setItem(static_cast<int>(i), 0, new QTableWidgetItem(place));
    m_leftOut->setItem(static_cast<int>(i), 1, new QTableWidgetItem(messageText(rejected[i].reason)));
  }
  const auto count = static_cast<int64_t>(m_model.manifest().rowsRejected);
  m_tabs->setTabText(kLeftOutTab, tr("Left out (%1)").arg(countText(count)));
  m_tabs->setTabEnabled(kLeftOutTab, count > 0);
}

void DatasetView::showRows() {
  std::vector<size_t> rows;
  if (m_model.dataset()) {
    for (const QModelIndex& index : m_table->selectionModel()->selectedRows()) rows.push_back(m_rows.rowIn(index.row()));
    std::sort(rows.begin(), rows.end());
  }
  m_panel->show(std::move(rows));
}

void DatasetView::select(size_t index) {
  if (const auto row = m_rows.rowOf(index)) {
    m_table->selectionModel()->setCurrentIndex(m_rows.index(*row, 0), QItemSelectionModel::ClearAndSelect | QItemSelectionModel::Rows);
    m_table->scrollTo(m_rows.index(*row, 0));
  }
}

void DatasetView::nextProblem(bool backwards) {
  const QModelIndex current = m_table->currentIndex();
  const auto next = m_model.nextProblem(current.isValid() ? std::optional(m_rows.rowIn(current.row())) : std::nullopt, backwards);
  if (!next) return;
  m_tabs->setCurrentIndex(0);
  if (!m_rows.rowOf(*next)) {
    m_filter->setCurrentIndex(0);
    m_search->clear();
    m_rows.set(m_model.shared());
  }
  select(*next);
}

Status DatasetView::writeRows(const QString& path) const {
  GRAFT_TRY(auto file, OutputFile::create(path.toStdString()));
  for (int row = 0; row < m_rows.rowCount(); ++row) {
    const auto example = m_model.edits().row(m_rows.rowIn(row));
    if (example.ok()) file.write(dump(*example) + "\n");
  }
  return file.close();
}

void DatasetView::primaryAction() {
  if (m_panel->isEditing()) return m_panel->apply();
  if (!m_model.edits().isEmpty()) return m_model.edits().save();
  if (m_model.dataset()) m_services.open(TrainOnDataset{QString::fromStdString(m_model.dataset()->folder())});
}
void DatasetView::find() {
  m_tabs->setCurrentIndex(0);
  m_search->setFocus();
}

}  // namespace graft::ui
