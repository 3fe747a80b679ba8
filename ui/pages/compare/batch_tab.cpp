// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/compare/batch_tab.hpp"

#include <QButtonGroup>
#include <QPushButton>
#include <QTableWidget>
#include <QVBoxLayout>

#include "ui/services/words.hpp"
#include "ui/widgets/basics.hpp"
#include "ui/widgets/flow_layout.hpp"

namespace graft::ui {
namespace {

constexpr int kMostRows = 200;

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

QString bucketText(Bucket bucket) {
  const QString names[] = {BatchTab::tr("Fixed"), BatchTab::tr("Regressed"), BatchTab::tr("Still wrong"), BatchTab::tr("Unchanged, right")};
  return names[static_cast<size_t>(bucket)];
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

BatchTab::BatchTab(const Services& services, CompareViewModel& model)
    : m_services(services),
      m_model(model),
      m_verdict(text({}, TextRole::Big)),
      m_sentence(prose({}, true)),
      m_doing(text({}, TextRole::Body, true)) {
  m_measure = button({}, "primary");
  m_measure->setObjectName("measureBatch");
  connect(m_measure, &QPushButton::clicked, this, &BatchTab::measure);
  auto* top = new QHBoxLayout;
  top->setSpacing(space::kL);
  auto* words = new QVBoxLayout;
  words->setSpacing(space::kXs);
  words->addWidget(m_verdict);
  words->addWidget(m_sentence);
  top->addLayout(words, 1);
  top->addWidget(m_doing);
  top->addWidget(m_measure);
  m_rows = readingTable({tr("Asked"), tr("Expected"), tr("Base model"), tr("Adapter")}, tr("Answers to held-out rows"));
  auto* column = new QVBoxLayout(this);
  column->setContentsMargins(0, space::kM, 0, 0);
  column->setSpacing(space::kM);
  column->addLayout(top);
  m_bucketBox = new QWidget;
  m_bucketBox->setLayout(makeBuckets());
  m_empty = new EmptyState(services.theme, "compare", tr("Not measured yet"),
                           tr("Base and adapter answer up to %1 rows that were never trained on; right is what equals the expected answer. "
                              "What became right, what "
                              "became wrong and whether that was more than chance stands here then.")
                               .arg(kMostRows));
  column->addWidget(m_bucketBox);
  column->addWidget(m_rows, 1);
  column->addWidget(m_empty, 1);
  connect(&model, &CompareViewModel::batchChanged, this, &BatchTab::refresh);
  connect(&model, &CompareViewModel::busyChanged, this, &BatchTab::refresh);
  connect(&model, &CompareViewModel::candidatesChanged, this, &BatchTab::refresh);
  refresh();
}

QLayout* BatchTab::makeBuckets() {
  auto* row = new FlowLayout(space::kS, space::kXs);
  m_buckets = new QButtonGroup(this);
  for (int i = -1; i < kBuckets; ++i) {
    auto* choice = button({});
    choice->setCheckable(true);
    choice->setChecked(i < 0);
    m_buckets->addButton(choice, i + 1);
    row->addWidget(choice);
  }
  connect(m_buckets, &QButtonGroup::idClicked, this, &BatchTab::showRows);
  return row;
}

void BatchTab::measure() {
  if (m_model.isBusy()) return m_model.stop();
  m_model.measure(kMostRows);
}

void BatchTab::refresh() {
  const auto& batch = m_model.batch();
  m_measure->setText(m_model.isBusy() ? tr("Stop") : batch ? tr("Measure again") : tr("Measure on held-out rows"));
  m_measure->setEnabled(!m_model.chosen().isEmpty());
  m_doing->setText(m_model.isBusy() ? m_model.doing() + " …" : QString());
  m_verdict->setText(batch ? verdictText(batch->verdict) : QString());
  m_sentence->setText(batch ? verdictSentence(*batch) : QString());
  for (QWidget* part : {static_cast<QWidget*>(m_verdict), static_cast<QWidget*>(m_sentence), m_bucketBox, static_cast<QWidget*>(m_rows)})
    part->setVisible(batch.has_value());
  m_empty->setVisible(!batch);
  m_buckets->button(0)->setText(batch ? tr("All %1").arg(batch->items.size()) : tr("All"));
  for (int i = 0; i < kBuckets; ++i) {
    m_buckets->button(i + 1)->setText(batch ? bucketText(static_cast<Bucket>(i)) + " " + countText(batch->counts[static_cast<size_t>(i)])
                                            : bucketText(static_cast<Bucket>(i)));
    m_buckets->button(i + 1)->setEnabled(batch.has_value());
  }
  showRows();
}

void BatchTab::showRows() {
  m_rows->setRowCount(0);
  const auto& batch = m_model.batch();
  if (!batch) return;
  const int wanted = m_buckets->checkedId() - 1;
  for (const BatchItem& item : batch->items) {
    if (wanted >= 0 && static_cast<int>(item.bucket) != wanted) continue;
    const int row = m_rows->rowCount();
    m_rows->insertRow(row);
    const QString cells[] = {item.asked, item.expected, item.base, item.adapter};
    for (int column = 0; column < 4; ++column) {
      auto* cell = new QTableWidgetItem(cells[column].simplified());
      cell->setToolTip(cells[column]);
      m_rows->setItem(row, column, cell);
    }
    const bool now = item.bucket == Bucket::Fixed || item.bucket == Bucket::Unchanged,
               before = item.bucket == Bucket::Regressed || item.bucket == Bucket::Unchanged;
    m_rows->item(row, 2)->setIcon(m_services.theme.icon(before ? "good" : "close", before ? Tone::Good : Tone::Bad));
    m_rows->item(row, 3)->setIcon(m_services.theme.icon(now ? "good" : "close", now ? Tone::Good : Tone::Bad));
  }
}

}  // namespace graft::ui
