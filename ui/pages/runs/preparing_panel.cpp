// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/runs/preparing_panel.hpp"

#include <utility>

#include <QGridLayout>
#include <QLabel>
#include <QScrollBar>
#include <QTableWidget>
#include <QVBoxLayout>

#include "ui/services/words.hpp"
#include "ui/widgets/basics.hpp"

namespace graft::ui {
namespace {
constexpr int kIconSize = 16;
}

PreparingPanel::PreparingPanel(const Services& services) : m_services(services), m_grid(new QGridLayout), m_score(prose({}, true)) {
  QVBoxLayout *list, *answers;
  auto* left = card(list);
  list->addWidget(text(tr("Before the first step"), TextRole::Section));
  m_grid->setHorizontalSpacing(space::kM);
  m_grid->setVerticalSpacing(space::kS);
  m_grid->setColumnStretch(2, 1);
  list->addLayout(m_grid);
  list->addStretch();
  auto* right = card(answers);
  answers->addWidget(text(tr("Answers of the base model"), TextRole::Section));
  answers->addWidget(m_score);
  m_answers = readingTable({tr("Asked"), tr("Expected"), tr("Base model")}, tr("Answers of the base model"));
  m_answers->setObjectName("firstAnswers");
  answers->addWidget(m_answers, 1);
  auto* row = new QHBoxLayout(this);
  row->setContentsMargins(0, 0, 0, 0);
  row->setSpacing(space::kM);
  row->addWidget(left, 2);
  row->addWidget(right, 3);
  connect(&services.theme, &Theme::changed, this, [this] { m_answers->setRowCount(0); });  // filled again with icons of the new theme
}

void PreparingPanel::refresh(const RunViewModel& model) {
  showParts(model.parts());
  showAnswers(model);
}

PreparingPanel::Row& PreparingPanel::rowAt(size_t index) {
  while (m_rows.size() <= index) {
    const auto at = static_cast<int>(m_rows.size());
    Row row{new QLabel, text({}, TextRole::Body), text({}, TextRole::Body, true), text({}, TextRole::Label, true)};
    row.icon->setFixedWidth(kIconSize + space::kXs);
    row.detail->setWordWrap(true);
    m_grid->addWidget(row.icon, at, 0, Qt::AlignTop);
    m_grid->addWidget(row.name, at, 1, Qt::AlignTop);
    m_grid->addWidget(row.detail, at, 2, Qt::AlignTop);
    m_grid->addWidget(row.time, at, 3, Qt::AlignTop | Qt::AlignRight);
    m_rows.push_back(row);
  }
  return m_rows[index];
}

void PreparingPanel::showParts(const std::vector<JobPart>& parts) {
  for (size_t i = 0; i < parts.size(); ++i) {
    const JobPart& part = parts[i];
    const Row& row = rowAt(i);
    const bool isDone = part.state == PartState::Done, isNow = part.state == PartState::Working;
    m_services.theme.setIcon(row.icon,
                             isDone  ? "good"
                             : isNow ? "play"
                                     : "more",
                             isDone  ? Tone::Good
                             : isNow ? Tone::Accent
                                     : Tone::Neutral,
                             kIconSize);
    row.icon->setAccessibleName(isDone ? tr("done") : isNow ? tr("in progress") : tr("to come"));
    row.name->setText(part.name);
    row.name->setEnabled(part.state != PartState::Ahead);
    row.detail->setText(part.detail);
    row.time->setText(part.state == PartState::Ahead ? QString() : durationText(part.seconds));
  }
  for (size_t i = 0; i < m_rows.size(); ++i) {
    for (QWidget* cell : {m_rows[i].icon, m_rows[i].name, m_rows[i].detail, m_rows[i].time}) cell->setVisible(i < parts.size());
  }
}

void PreparingPanel::showAnswers(const RunViewModel& model) {
  const auto& answers = model.firstAnswers();
  if (std::exchange(m_run, model.run()) != model.run() || answers.size() < static_cast<size_t>(m_answers->rowCount()))
    m_answers->setRowCount(0);
  m_score->setText(model.firstAnswersWords());
  const QScrollBar* bar = m_answers->verticalScrollBar();
  const bool isAtEnd = bar->value() == bar->maximum() && answers.size() > static_cast<size_t>(m_answers->rowCount());
  const auto words = [](const std::string& content) { return QString::fromStdString(content).simplified(); };
  for (size_t i = static_cast<size_t>(m_answers->rowCount()); i < answers.size(); ++i) {
    const SampleAnswer& answer = answers[i];
    m_answers->insertRow(static_cast<int>(i));
    const QString texts[] = {words(answer.prompt), words(answer.expected), words(answer.answer)};
    for (int column = 0; column < 3; ++column) {
      auto* item = new QTableWidgetItem(texts[column]);
      item->setToolTip(texts[column]);
      if (column == 2 && answer.right.value_or(false)) item->setIcon(m_services.theme.icon("good", Tone::Good));
      m_answers->setItem(static_cast<int>(i), column, item);
    }
  }
  if (isAtEnd) m_answers->scrollToBottom();
}

}  // namespace graft::ui
