// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/data/quality_panel.hpp"

#include <QGridLayout>
#include <QScrollArea>
#include <QVBoxLayout>

#include "ui/pages/data/dataset_view.hpp"
#include "ui/services/words.hpp"
#include "ui/widgets/basics.hpp"
#include "ui/widgets/flow_layout.hpp"
#include "ui/widgets/histogram.hpp"
#include "ui/widgets/share_bar.hpp"

namespace graft::ui {

QualityPanel::QualityPanel(const Services& services, DataViewModel& model)
    : m_services(services),
      m_model(model),
      m_answersWords(prose({}, true)),
      m_lengthWords(prose({}, true)),
      m_answers(new QGridLayout),
      m_said(new QVBoxLayout) {
  auto* inside = new QWidget;
  auto* column = new QVBoxLayout(inside);
  column->setContentsMargins(0, space::kM, space::kS, 0);
  column->setSpacing(space::kM);
  column->addWidget(makeLengths());
  column->addWidget(makeAnswers());
  m_said->setSpacing(space::kXs);
  column->addLayout(m_said);
  column->addStretch();
  auto* scroll = new QScrollArea;
  scroll->setWidget(inside);
  scroll->setWidgetResizable(true);
  scroll->setFrameShape(QFrame::NoFrame);
  scroll->setAccessibleName(tr("Quality of the examples"));
  auto* all = new QVBoxLayout(this);
  all->setContentsMargins(0, 0, 0, 0);
  all->addWidget(scroll);
  connect(&model, &DataViewModel::changed, this, &QualityPanel::refresh);
  connect(&model, &DataViewModel::lengthsRead, this, &QualityPanel::showLengths);
}

QWidget* QualityPanel::makeLengths() {
  QVBoxLayout* column = nullptr;
  auto* frame = card(column);
  column->addWidget(text(tr("How long a row is for the model"), TextRole::Section));
  auto* row = new FlowLayout(space::kXxl, space::kS);
  const auto figure = [&](const QString& name) {
    auto* made = new Figure(name);
    row->addWidget(made);
    return made;
  };
  m_median = figure(tr("tokens at most in half of the rows"));
  m_p95 = figure(tr("tokens, 95 % of the rows at most"));
  m_longest = figure(tr("tokens, the longest row"));
  m_over = figure(tr("rows over the limit"));
  column->addLayout(row);
  m_histogram = new Histogram(m_services.theme, tr("Rows by length"));
  column->addWidget(m_histogram);
  column->addWidget(m_lengthWords);
  return frame;
}

QWidget* QualityPanel::makeAnswers() {
  QVBoxLayout* column = nullptr;
  auto* frame = card(column);
  column->addWidget(text(tr("How the answers are spread"), TextRole::Section));
  column->addWidget(m_answersWords);
  m_answers->setHorizontalSpacing(space::kM);
  m_answers->setVerticalSpacing(space::kXs);
  m_answers->setColumnStretch(1, 1);
  column->addLayout(m_answers);
  return frame;
}

void QualityPanel::refresh() {
  if (m_model.state() != DataState::Showing || !m_model.dataset()) return;
  showAnswers();
  showLengths();
  clear(*m_said);
  const std::vector<Message>& said = m_model.manifest().warnings;
  if (said.size() <= DatasetView::kMostWarnings) return;  // all of them stand above
  for (const Message& warning : said) {
    auto* bar = new MessageBar(m_services.theme);
    m_said->addWidget(bar);
    bar->show(Tone::Neutral, sentence(messageText(warning)));
  }
}

void QualityPanel::showAnswers() {
  constexpr int kHeight = 10;
  clear(*m_answers);
  const DatasetManifest& manifest = m_model.manifest();
  const auto& top = manifest.topAnswers;
  // Free-form answers all differ, so a list of them would not help.
  const bool repeats = !top.empty() && top[0].rows > 1;
  m_answersWords->setText(
      !repeats ? tr("Nearly every answer is its own.")
               : tr("%1 different answers; the most frequent ones:").arg(countText(static_cast<int64_t>(manifest.distinctAnswers))));
  if (!repeats || manifest.rowsOk == 0) return;
  for (int i = 0; i < static_cast<int>(top.size()); ++i) {
    const AnswerCount& one = top[static_cast<size_t>(i)];
    const auto count = static_cast<int64_t>(one.rows);
    const double share = static_cast<double>(count) / static_cast<double>(manifest.rowsOk);
    constexpr int kShown = 48;
    QString words = QString::fromStdString(one.answer).simplified();
    if (words.size() > kShown) words = words.left(kShown) + "…";
    auto* bar = new ShareBar(m_services.theme, kHeight);
    bar->set(static_cast<double>(count) / static_cast<double>(top[0].rows));  // the most frequent one is a whole bar
    auto* number = text(tr("%1 · %2").arg(countText(count), percentText(share, 1)), TextRole::Label, true);
    number->setAlignment(Qt::AlignRight | Qt::AlignVCenter);
    m_answers->addWidget(text(words), i, 0);
    m_answers->addWidget(bar, i, 1);
    m_answers->addWidget(number, i, 2);
  }
}

void QualityPanel::showLengths() {
  const TokenLengths& lengths = m_model.lengths();
  const auto number = [&](int64_t value) { return lengths.rows > 0 ? countText(value) : QString("–"); };
  m_median->setValue(number(lengths.median));
  m_p95->setValue(number(lengths.p95));
  m_longest->setValue(number(lengths.longest));
  m_over->setValue(number(lengths.over));
  m_histogram->setVisible(lengths.rows > 0);
  m_histogram->set(lengths.bins, lengths.limit);
  if (lengths.rows == 0) return m_lengthWords->setText(tr("Is being counted …"));
  QString words = lengths.over == 0 ? tr("Every row fits the limit of %1 tokens that is set in Train.").arg(countText(lengths.limit))
                                    : tr("Rows over the limit of %1 tokens lose their end, or are left out when nothing of the answer is "
                                         "left. The limit is set in Train.")
                                          .arg(countText(lengths.limit));
  const auto all = static_cast<int64_t>(m_model.dataset() ? m_model.dataset()->rows() : 0);
  if (lengths.rows < all) words += " " + tr("Counted over %1 rows, evenly spread.").arg(countText(lengths.rows));
  m_lengthWords->setText(words);
}

}  // namespace graft::ui
