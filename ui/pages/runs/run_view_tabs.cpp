// SPDX-License-Identifier: GPL-3.0-or-later
// The lower part of a run's page: answers by checkpoint, settings, notes and tags.
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QSlider>
#include <QTabWidget>
#include <QTableWidget>
#include <QTimer>
#include <QVBoxLayout>

#include "ui/pages/runs/run_view.hpp"
#include "ui/services/words.hpp"
#include "ui/widgets/basics.hpp"

namespace graft::ui {
namespace {

void put(QTableWidget& table, int row, int column, const QString& words) {
  if (QTableWidgetItem* item = table.item(row, column)) {
    if (item->text() != words) item->setText(words);
    return;
  }
  auto* item = new QTableWidgetItem(words);
  item->setToolTip(words);
  table.setItem(row, column, item);
}

}  // namespace

QWidget* RunView::makeTabs() {
  constexpr int kHigh = 240;
  m_tabs = new QTabWidget;
  m_tabs->setMinimumHeight(kHigh);
  m_tabs->setAccessibleName(tr("Parts of the run"));
  m_tabs->addTab(makeAnswers(), tr("Sample answers"));
  m_tabs->addTab(makeEngine(), tr("Engine"));
  m_settings = readingTable({tr("Setting"), tr("Value")}, tr("Settings of the run"));
  m_tabs->addTab(m_settings, tr("Settings"));
  m_tabs->addTab(makeNotes(), tr("Notes"));
  return m_tabs;
}

QWidget* RunView::makeAnswers() {
  auto* box = new QWidget;
  m_sampleSlider = new QSlider(Qt::Horizontal);
  m_sampleSlider->setAccessibleName(tr("Step after which the answers were given"));
  m_sampleSlider->setPageStep(1);
  m_sampleStep = text({}, TextRole::Label, true);
  m_answers = readingTable({tr("Asked"), tr("Expected"), tr("Base model"), tr("Now")}, tr("Sample answers"));
  auto* row = new QHBoxLayout;
  row->addWidget(text(tr("After step"), TextRole::Label, true));
  row->addWidget(m_sampleSlider, 1);
  row->addWidget(m_sampleStep);
  auto* column = new QVBoxLayout(box);
  column->setContentsMargins(0, space::kS, 0, 0);
  column->addLayout(row);
  column->addWidget(m_answers, 1);
  connect(m_sampleSlider, &QSlider::valueChanged, this, [this](int value) {
    m_followSamples = value == m_sampleSlider->maximum();
    showAnswers();
  });
  return box;
}

QWidget* RunView::makeNotes() {
  auto* box = new QWidget;
  m_note = new QPlainTextEdit;
  m_note->setPlaceholderText(tr("What was tried, and what it showed. Saved by itself."));
  m_note->setAccessibleName(tr("Notes on the run"));
  m_note->setTabChangesFocus(true);
  auto* later = new QTimer(this);
  constexpr int kLaterMs = 700;
  later->setSingleShot(true);
  later->setInterval(kLaterMs);
  connect(m_note, &QPlainTextEdit::textChanged, later, qOverload<>(&QTimer::start));
  connect(later, &QTimer::timeout, this, [this] {
    if (m_model.isRead() && m_note->toPlainText() != QString::fromStdString(m_model.details().row.note))
      m_model.setNote(m_note->toPlainText());
  });
  auto* tag = new QLineEdit;
  tag->setPlaceholderText(tr("Add a tag and press Return"));
  tag->setAccessibleName(tr("New tag"));
  connect(tag, &QLineEdit::returnPressed, this, [this, tag] {
    if (!tag->text().trimmed().isEmpty()) m_model.addTag(tag->text().trimmed());
    tag->clear();
  });
  auto* column = new QVBoxLayout(box);
  column->setContentsMargins(0, space::kS, 0, 0);
  column->addWidget(tag);
  column->addWidget(m_note, 1);
  return box;
}

void RunView::showAnswers() {
  const auto& samples = m_model.details().samples;
  const int last = std::max(0, static_cast<int>(samples.size()) - 1);
  {
    const QSignalBlocker quiet(m_sampleSlider);
    m_sampleSlider->setRange(0, last);
    if (m_followSamples) m_sampleSlider->setValue(last);
    m_sampleSlider->setEnabled(samples.size() > 1);
  }
  const auto index = static_cast<size_t>(m_sampleSlider->value());
  m_sampleStep->setText(index < samples.size() ? (samples[index].step == 0 ? tr("before training") : countText(samples[index].step))
                                               : QString());
  const auto rows = m_model.answers(index);
  m_answers->setRowCount(static_cast<int>(rows.size()));
  for (size_t i = 0; i < rows.size(); ++i) {
    const int row = static_cast<int>(i);
    put(*m_answers, row, 0, rows[i].prompt);
    put(*m_answers, row, 1, rows[i].expected);
    put(*m_answers, row, 2, rows[i].before);
    put(*m_answers, row, 3, rows[i].now);
    const auto& isRight = rows[i].isRight;
    m_answers->item(row, 3)->setIcon(!isRight   ? QIcon()
                                     : *isRight ? m_services.theme.icon("good", Tone::Good)
                                                : m_services.theme.icon("close", Tone::Bad));
  }
}

void RunView::showSettings() {
  const auto settings = m_model.settings();
  m_settings->setRowCount(static_cast<int>(settings.size()));
  for (size_t i = 0; i < settings.size(); ++i) {
    put(*m_settings, static_cast<int>(i), 0, settings[i].first);
    put(*m_settings, static_cast<int>(i), 1, settings[i].second);
  }
  // Text in the focused field is newer than the stored note.
  const QString note = QString::fromStdString(m_model.details().row.note);
  if (!m_note->hasFocus() && m_note->toPlainText() != note) {
    const QSignalBlocker quiet(m_note);
    m_note->setPlainText(note);
  }
}

}  // namespace graft::ui
