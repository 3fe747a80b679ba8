// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/compare/batch_tab.hpp"

#include <QButtonGroup>
#include <QComboBox>
#include <QProgressBar>
#include <QPushButton>
#include <QScrollArea>
#include <QSpinBox>
#include <QTableWidget>
#include <QVBoxLayout>

#include "ui/pages/compare/confusion_map.hpp"
#include "ui/pages/compare/waffle.hpp"
#include "ui/services/words.hpp"
#include "ui/widgets/basics.hpp"
#include "ui/widgets/flow_layout.hpp"
#include "ui/widgets/interval_bars.hpp"

namespace graft::ui {
namespace {

constexpr int kMostRows = 200;
/// Index of a row's item, in its first cell.
constexpr int kItemRole = Qt::UserRole;

QString shareWithInterval(int64_t right, int64_t of) {
  const Interval range = wilson(right, of);
  return BatchTab::tr("%1 (%2 to %3)")
      .arg(percentText(of ? static_cast<double>(right) / static_cast<double>(of) : 0), percentText(range.low), percentText(range.high));
}

}  // namespace

QString verdictText(Verdict verdict) {
  switch (verdict) {
    case Verdict::Better: return BatchTab::tr("Better");
    case Verdict::Worse: return BatchTab::tr("Worse");
    case Verdict::CannotTell: break;
  }
  return BatchTab::tr("Cannot tell yet");
}

QString verdictSentence(const BatchResult& r) {
  const auto all = static_cast<int64_t>(r.items.size());
  const auto fixed = r.counts[static_cast<size_t>(Bucket::Fixed)], regressed = r.counts[static_cast<size_t>(Bucket::Regressed)];
  QString text =
      BatchTab::tr("Exactly right: adapter %1, base %2, of %3 held-out rows; in brackets where the true share lies with 95 % certainty.")
          .arg(shareWithInterval(r.adapterRight, all), shareWithInterval(r.baseRight, all), countText(all));
  const int64_t needed = neededFor(fixed, regressed);
  if (r.verdict == Verdict::CannotTell && needed > 0)
    text += " " + BatchTab::tr("If the trend held, %1 more rows on which they differ would settle it.").arg(countText(needed));
  if (r.verdict == Verdict::CannotTell && needed < 0) text += " " + BatchTab::tr("As many became right as became wrong.");
  return text;
}

BatchTab::BatchTab(const Services& services, CompareViewModel& model) : m_services(services), m_model(model) {
  m_empty = new EmptyState(services.theme, "compare", tr("Not measured yet"),
                           tr("Base and adapter answer up to %1 rows that were never trained on. An answer is right if it equals the "
                              "expected one. You will see what improved, what got worse, and whether it is more than chance.")
                               .arg(kMostRows));
  auto* column = new QVBoxLayout(this);
  column->setContentsMargins(0, space::kM, 0, 0);
  column->setSpacing(space::kM);
  column->addWidget(makeTop());
  column->addWidget(m_result = makeResult(), 1);
  column->addWidget(m_working = makeWorking(), 1);
  column->addWidget(m_empty, 1);
  connect(&model, &CompareViewModel::batchChanged, this, &BatchTab::showResult);
  connect(&model, &CompareViewModel::busyChanged, this, &BatchTab::showProgress);
  connect(&model, &CompareViewModel::candidatesChanged, this, &BatchTab::showProgress);
  connect(&services.theme, &Theme::changed, this, [this] {
    showKey();
    showRows();
  });
  showResult();
}

QWidget* BatchTab::makeTop() {
  constexpr int kUsualTokens = 64, kMostTokens = 2048;
  m_maxNew = new QSpinBox;
  m_maxNew->setRange(1, kMostTokens);
  m_maxNew->setValue(kUsualTokens);
  m_maxNew->setObjectName("batchLimit");
  m_maxNew->setAccessibleName(tr("Answer limit in tokens"));
  m_maxNew->setToolTip(tr("Longer answers are cut off and count as wrong. More tokens take more time."));
  m_measure = button({}, "primary");
  m_measure->setObjectName("measureBatch");
  connect(m_measure, &QPushButton::clicked, this, &BatchTab::measure);
  auto* name = text(tr("No randomness, answers up to"), TextRole::Label, true);
  name->setBuddy(m_maxNew);
  auto* limit = new QWidget;
  auto* parts = new QHBoxLayout(limit);
  parts->setContentsMargins(0, 0, 0, 0);
  parts->setSpacing(space::kS);
  for (QWidget* part : std::initializer_list<QWidget*>{name, m_maxNew, text(tr("tokens"), TextRole::Label, true)}) parts->addWidget(part);
  auto* box = new QWidget;
  auto* row = new FlowLayout(space::kL, space::kXs);
  box->setLayout(row);
  row->addWidget(m_measure);
  row->addWidget(limit);
  return box;
}

/// Progress in place of the result while rows are asked.
QWidget* BatchTab::makeWorking() {
  auto* box = new QWidget;
  m_doing = wrapped({}, TextRole::Section);
  m_doing->setObjectName("batchDoing");
  m_progress = new QProgressBar;
  m_progress->setTextVisible(false);
  m_progress->setObjectName("batchProgress");
  m_progress->setAccessibleName(tr("Progress of the measurement"));
  auto* column = new QVBoxLayout(box);
  column->setContentsMargins(0, 0, 0, 0);
  column->setSpacing(space::kM);
  column->addWidget(m_doing);
  column->addWidget(m_progress);
  column->addWidget(prose(tr("The base model answers all rows first, then the adapter the same rows."), true));
  column->addStretch();
  return box;
}

QWidget* BatchTab::makeResult() {
  auto* box = new QWidget;
  m_verdict = text({}, TextRole::Big);
  m_sentence = prose({}, true);
  m_bars = new IntervalBars(m_services.theme);
  m_bars->setObjectName("verdictBars");
  m_waffle = new Waffle(m_services.theme);
  connect(m_waffle, &Waffle::rowChosen, this, &BatchTab::selectRow);
  m_rows = readingTable({tr("Asked"), tr("Expected"), tr("Base model"), tr("Adapter")}, tr("Answers to held-out rows"));
  m_rows->setObjectName("batchRows");
  m_rows->setMinimumHeight(m_rows->fontMetrics().height() * 8);
  connect(m_rows, &QTableWidget::currentCellChanged, this, [this](int row) {
    if (const auto* cell = m_rows->item(row, 0)) m_waffle->setChosen(cell->data(kItemRole).toInt());
  });
  m_filter = wrapped({}, TextRole::Label, true);
  m_filter->setObjectName("batchFilter");
  auto* words = new QVBoxLayout;
  words->setSpacing(space::kXs);
  words->addWidget(m_verdict);
  words->addWidget(m_sentence);
  words->addStretch();
  auto* head = new QHBoxLayout;
  head->setSpacing(space::kXl);
  head->addLayout(words, 1);
  head->addWidget(m_bars, 1, Qt::AlignTop);
  auto* table = new QVBoxLayout;
  table->setSpacing(space::kXs);
  table->addWidget(m_filter);
  table->addWidget(m_rows, 1);
  auto* parts = new QHBoxLayout;
  parts->setSpacing(space::kL);
  parts->addLayout(table, 3);
  parts->addWidget(m_confusionBox = makeConfusion(), 2);
  auto* column = new QVBoxLayout(box);
  column->setContentsMargins(0, 0, 0, 0);
  column->setSpacing(space::kM);
  column->addLayout(head);
  column->addWidget(m_waffle);
  column->addWidget(makeBuckets());
  column->addLayout(parts, 1);
  return box;
}

/// Buttons that filter the rows; they are the key of the squares too, and say the same in numbers.
QWidget* BatchTab::makeBuckets() {
  auto* box = new QWidget;
  auto* row = new FlowLayout(space::kS, space::kXs);
  box->setLayout(row);
  m_buckets = new QButtonGroup(this);
  for (int i = -1; i < kBuckets; ++i) {
    auto* choice = button({});
    choice->setCheckable(true);
    choice->setChecked(i < 0);
    choice->setObjectName(QString("bucket-%1").arg(i));
    m_buckets->addButton(choice, i + 1);
    row->addWidget(choice);
  }
  connect(m_buckets, &QButtonGroup::idClicked, this, &BatchTab::filterBucket);
  return box;
}

QWidget* BatchTab::makeConfusion() {
  auto* box = new QWidget;
  m_map = new ConfusionMap(m_services.theme);
  connect(m_map, &ConfusionMap::cellChosen, this, &BatchTab::filterCell);
  m_side = new QComboBox;
  m_side->setAccessibleName(tr("Whose answers are counted"));
  m_side->addItem(tr("Adapter"), static_cast<int>(Side::Adapter));
  m_side->addItem(tr("Base model"), static_cast<int>(Side::Base));
  connect(m_side, &QComboBox::activated, this, &BatchTab::showConfusion);
  auto* scroll = new QScrollArea;
  scroll->setWidget(m_map);
  scroll->setWidgetResizable(true);
  scroll->setFrameShape(QFrame::NoFrame);
  scroll->setFocusPolicy(Qt::NoFocus);
  scroll->setAccessibleName(tr("Confusion map"));
  connect(m_map, &ConfusionMap::moved, scroll,
          [scroll](const QRect& cell) { scroll->ensureVisible(cell.center().x(), cell.center().y(), cell.width(), cell.height()); });
  auto* heading = text(tr("Confusion map"), TextRole::Section);
  heading->setToolTip(tr("How often each wanted answer (rows) got which answer (columns). Right answers lie on the diagonal."));
  auto* top = new QHBoxLayout;
  top->setSpacing(space::kS);
  top->addWidget(heading, 1);
  top->addWidget(m_side);
  auto* column = new QVBoxLayout(box);
  column->setContentsMargins(0, 0, 0, 0);
  column->setSpacing(space::kXs);
  column->addLayout(top);
  column->addWidget(wrapped(tr("Rows: wanted. Columns: answered. Choose a cell to see its rows."), TextRole::Label, true));
  column->addWidget(scroll, 1);
  return box;
}

void BatchTab::measure() {
  if (m_model.work() == Work::Batch) return m_model.stop();
  m_model.measure(kMostRows, m_maxNew->value());
}

void BatchTab::showProgress() {
  const auto& batch = m_model.batch();
  const bool isMine = m_model.work() == Work::Batch;
  m_measure->setText(isMine ? tr("Stop") : batch ? tr("Measure again") : tr("Measure on held-out rows"));
  m_measure->setEnabled(!m_model.chosen().isEmpty() && (isMine || !m_model.isBusy()));
  m_measure->setToolTip(m_model.isBusy() && !isMine ? tr("Another measurement of this page is running.") : QString());
  m_maxNew->setEnabled(!isMine);
  m_doing->setText(isMine ? m_model.doing() + " …" : QString());
  m_progress->setRange(0, m_model.share() < 0 ? 0 : 1000);
  m_progress->setValue(static_cast<int>(1000 * m_model.share()));
  m_result->setVisible(batch.has_value());
  m_working->setVisible(isMine && !batch);
  m_empty->setVisible(!isMine && !batch);
}

void BatchTab::showResult() {
  const auto& batch = m_model.batch();
  const std::vector<BatchItem> items = batch ? batch->items : std::vector<BatchItem>();
  m_cell.reset();
  m_buckets->button(0)->setChecked(true);
  m_verdict->setText(batch ? verdictText(batch->verdict) : QString());
  m_sentence->setText(batch ? verdictSentence(*batch) : QString());
  const auto total = static_cast<int64_t>(items.size());
  if (batch) m_bars->set({{tr("Base model"), batch->baseRight, total, -1}, {m_model.nameOf(1), batch->adapterRight, total, 0}});
  m_waffle->set(items);
  m_buckets->button(0)->setText(tr("All %1").arg(countText(total)));
  for (int i = 0; i < kBuckets; ++i) {
    const int64_t count = batch ? batch->counts[static_cast<size_t>(i)] : 0;
    m_buckets->button(i + 1)->setText(bucketText(static_cast<Bucket>(i)) + " " + countText(count));
  }
  showKey();
  showConfusion();
  showProgress();
}

void BatchTab::showKey() {
  for (int i = 0; i < kBuckets; ++i) m_buckets->button(i + 1)->setIcon(bucketIcon(m_services.theme, static_cast<Bucket>(i)));
}

void BatchTab::showConfusion() {
  const auto& batch = m_model.batch();
  m_confusion = batch ? Confusion::of(batch->items, static_cast<Side>(m_side->currentData().toInt())) : std::nullopt;
  m_map->set(m_confusion);
  m_confusionBox->setVisible(m_confusion.has_value());
  m_cell.reset();
  showRows();
}

void BatchTab::filterBucket(int) {
  m_cell.reset();
  m_map->setChosen({});
  showRows();
}
void BatchTab::filterCell(const std::optional<ConfusionCell>& cell) {
  m_cell = cell;
  m_buckets->button(0)->setChecked(true);
  showRows();
}

bool BatchTab::isShown(const BatchItem& item) const {
  if (m_cell) return m_confusion->cellOf(item) == *m_cell;
  const int wanted = m_buckets->checkedId() - 1;
  return wanted < 0 || static_cast<int>(item.bucket) == wanted;
}

void BatchTab::showRows() {
  const QSignalBlocker quiet(m_rows);
  m_rows->setRowCount(0);
  const auto& batch = m_model.batch();
  if (!batch) return;
  for (size_t i = 0; i < batch->items.size(); ++i) {
    const BatchItem& item = batch->items[i];
    if (!isShown(item)) continue;
    const int row = m_rows->rowCount();
    m_rows->insertRow(row);
    const QString cells[] = {item.asked, item.expected, item.base, item.adapter};
    for (int column = 0; column < 4; ++column) {
      auto* cell = new QTableWidgetItem(cells[column].simplified());
      cell->setToolTip(cells[column]);
      cell->setData(kItemRole, static_cast<int>(i));
      m_rows->setItem(row, column, cell);
    }
    const bool now = isAdapterRight(item.bucket), before = isBaseRight(item.bucket);
    m_rows->item(row, 2)->setIcon(m_services.theme.icon(before ? "good" : "close", before ? Tone::Good : Tone::Bad));
    m_rows->item(row, 3)->setIcon(m_services.theme.icon(now ? "good" : "close", now ? Tone::Good : Tone::Bad));
  }
  const QString shown = tr("%n row(s) shown", nullptr, m_rows->rowCount());
  m_filter->setText(
      m_cell ? tr("%1: wanted “%2”, answered “%3”").arg(shown, m_confusion->labels()[m_cell->wanted], m_map->givenName(m_cell->given))
             : shown);
}

/// Shows all rows if the row is not among those that are shown.
void BatchTab::selectRow(int item) {
  const auto rowOf = [this, item] {
    for (int row = 0; row < m_rows->rowCount(); ++row) {
      if (m_rows->item(row, 0)->data(kItemRole).toInt() == item) return row;
    }
    return -1;
  };
  if (rowOf() < 0) {
    m_buckets->button(0)->setChecked(true);
    filterBucket(0);
  }
  if (const int row = rowOf(); row >= 0) {
    m_rows->setCurrentCell(row, 0);
    m_rows->scrollToItem(m_rows->item(row, 0));
  }
}

}  // namespace graft::ui
