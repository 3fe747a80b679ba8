// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/runs/answer_card.hpp"

#include <utility>

#include <QGridLayout>
#include <QHeaderView>
#include <QScrollBar>
#include <QTableWidget>
#include <QToolButton>
#include <QVBoxLayout>

#include "ui/services/words.hpp"
#include "ui/widgets/basics.hpp"

namespace graft::ui {
namespace {

constexpr int kMostLetters = 180;  // of a question or an expected answer; all of it is in the tool tip

void put(QLabel& label, const QString& words) {
  const QString line = words.simplified();
  label.setText(line.size() > kMostLetters ? line.left(kMostLetters) + " …" : line);
  label.setToolTip(words);
}

}  // namespace

AnswerCard::AnswerCard(const Services& services)
    : m_services(services),
      m_place(text({}, TextRole::Label, true)),
      m_asked(prose({})),
      m_expected(prose({})),
      m_nothing(prose({}, true)),
      m_body(new QWidget),
      m_previous(new QToolButton),
      m_next(new QToolButton) {
  Theme::setKind(this, "card");
  for (QLabel* label : {m_asked, m_expected}) label->setTextFormat(Qt::PlainText);
  const auto arrow = [&](QToolButton* made, const QString& icon, const QString& words, int by) {
    services.theme.setIcon(made, icon);
    made->setToolTip(words);
    made->setAccessibleName(words);
    connect(made, &QToolButton::clicked, this, [this, by] { step(by); });
  };
  arrow(m_previous, "back", tr("Previous question"), -1);
  arrow(m_next, "forward", tr("Next question"), 1);
  auto* head = new QHBoxLayout;
  head->addWidget(text(tr("Answers during training"), TextRole::Section), 1);
  for (QWidget* part : {static_cast<QWidget*>(m_previous), static_cast<QWidget*>(m_place), static_cast<QWidget*>(m_next)})
    head->addWidget(part);
  m_answers = readingTable({tr("After step"), tr("Answer")}, tr("Answers to this question by step"));
  m_answers->setObjectName("answersByStep");
  m_answers->horizontalHeader()->setSectionResizeMode(0, QHeaderView::ResizeToContents);
  auto* grid = new QGridLayout;
  grid->setHorizontalSpacing(space::kM);
  grid->setVerticalSpacing(space::kXs);
  grid->setColumnStretch(1, 1);
  grid->addWidget(text(tr("Asked"), TextRole::Label, true), 0, 0, Qt::AlignTop);
  grid->addWidget(m_asked, 0, 1);
  grid->addWidget(text(tr("Expected"), TextRole::Label, true), 1, 0, Qt::AlignTop);
  grid->addWidget(m_expected, 1, 1);
  auto* inside = new QVBoxLayout(m_body);
  inside->setContentsMargins(0, 0, 0, 0);
  inside->setSpacing(space::kS);
  inside->addLayout(grid);
  inside->addWidget(m_answers, 1);
  auto* column = new QVBoxLayout(this);
  column->setContentsMargins(space::kM, space::kS, space::kM, space::kM);
  column->setSpacing(space::kS);
  column->addLayout(head);
  column->addWidget(m_nothing);
  column->addWidget(m_body, 1);
  column->addStretch();
  connect(&services.theme, &Theme::changed, this, [this] {  // the icons have the theme's colours
    m_answers->setRowCount(0);
    if (m_model) refresh(*m_model);
  });
}

void AnswerCard::step(int by) {
  if (!m_model) return;
  const auto count = static_cast<int>(m_model->questions());
  if (count == 0) return;
  m_question = static_cast<size_t>((static_cast<int>(m_question) + by + count) % count);
  m_answers->setRowCount(0);
  refresh(*m_model);
}

void AnswerCard::refresh(const RunViewModel& model) {
  m_model = &model;
  const size_t count = model.questions();
  if (std::exchange(m_run, model.run()) != model.run()) {
    m_question = 0;
    m_answers->setRowCount(0);
  }
  const bool any = count > 0;
  m_nothing->setVisible(!any);
  m_nothing->setText(model.noAnswersWords());
  m_body->setVisible(any);
  for (QWidget* part : {static_cast<QWidget*>(m_previous), static_cast<QWidget*>(m_place), static_cast<QWidget*>(m_next)})
    part->setVisible(count > 1);
  if (!any) return;
  m_question = std::min(m_question, count - 1);
  m_place->setText(tr("%1 of %2").arg(m_question + 1).arg(count));
  show(model.answerHistory(m_question));
}

/// Adds the answers that are new, so that the place in the table stays.
void AnswerCard::show(const AnswerHistory& history) {
  put(*m_asked, history.asked);
  put(*m_expected, history.expected);
  if (static_cast<size_t>(m_answers->rowCount()) > history.answers.size()) m_answers->setRowCount(0);
  const QScrollBar* bar = m_answers->verticalScrollBar();
  const bool isAtEnd = bar->value() == bar->maximum();
  for (size_t i = static_cast<size_t>(m_answers->rowCount()); i < history.answers.size(); ++i) {
    const TimedAnswer& answer = history.answers[i];
    const int row = static_cast<int>(i);
    m_answers->insertRow(row);
    auto* when = new QTableWidgetItem(answer.step == 0 ? tr("before") : countText(answer.step));
    auto* words = new QTableWidgetItem(answer.text.simplified());
    words->setToolTip(answer.text);
    if (answer.isRight) {
      words->setIcon(m_services.theme.icon(*answer.isRight ? "good" : "close", *answer.isRight ? Tone::Good : Tone::Bad));
      words->setData(Qt::AccessibleTextRole, (*answer.isRight ? tr("right: %1") : tr("wrong: %1")).arg(answer.text));
    }
    m_answers->setItem(row, 0, when);
    m_answers->setItem(row, 1, words);
  }
  if (isAtEnd) m_answers->scrollToBottom();
}

}  // namespace graft::ui
