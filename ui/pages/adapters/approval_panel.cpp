// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/adapters/approval_panel.hpp"

#include <QLineEdit>
#include <QPlainTextEdit>
#include <QVBoxLayout>

#include "ui/services/words.hpp"
#include "ui/widgets/basics.hpp"
#include "ui/widgets/flow_layout.hpp"

namespace graft::ui {

ApprovalPanel::ApprovalPanel(const Services& services, AdaptersViewModel& model) : m_services(services), m_model(model) {
  auto* row = new QHBoxLayout(this);
  row->setContentsMargins(0, space::kM, 0, 0);
  row->setSpacing(space::kXl);
  row->addWidget(makeCard(), 3);
  row->addWidget(makeUse(), 2);
  connect(&model, &AdaptersViewModel::currentChanged, this, &ApprovalPanel::showAdapter);
}

QWidget* ApprovalPanel::makeCard() {
  constexpr int kLines = 2, kPadding = 18;
  auto* box = new QWidget;
  auto* column = new QVBoxLayout(box);
  column->setContentsMargins(0, 0, 0, 0);
  column->setSpacing(space::kXs);
  auto* top = new QHBoxLayout;
  m_open = text({}, TextRole::Label, true);
  top->addWidget(text(tr("Model card"), TextRole::Section));
  top->addStretch();
  top->addWidget(m_open);
  column->addLayout(top);
  for (const auto& [key, question] : kCardQuestions) {
    auto* answer = new QPlainTextEdit;
    answer->setTabChangesFocus(true);
    answer->setAccessibleName(messageText(question));
    answer->setObjectName(QString("card-") + key);
    answer->setFixedHeight(kLines * answer->fontMetrics().lineSpacing() + kPadding);
    connect(answer, &QPlainTextEdit::textChanged, this, &ApprovalPanel::showState);
    m_answers[key] = answer;
    auto* label = prose(messageText(question));
    label->setBuddy(answer);
    column->addSpacing(space::kXs);
    column->addWidget(label);
    column->addWidget(answer);
  }
  m_save = button(tr("Save the card"));
  m_save->setObjectName("saveCard");
  connect(m_save, &QPushButton::clicked, this, [this] { m_model.setCard(written()); });
  column->addSpacing(space::kS);
  column->addWidget(m_save);
  column->addStretch();
  return box;
}

QWidget* ApprovalPanel::makeUse() {
  auto* box = new QWidget;
  m_use = prose({}, true);
  m_reviewer = new QLineEdit;
  m_reviewer->setAccessibleName(tr("Your name"));
  m_reviewer->setObjectName("reviewer");
  m_note = new QLineEdit;
  m_note->setAccessibleName(tr("Why"));
  m_champion = button(tr("Make it the champion"), "primary");
  m_champion->setObjectName("makeChampion");
  m_champion->setToolTip(tr("The version that is in use; programs that ask for the task get this one"));
  m_challenger = button(tr("Make it the challenger"));
  m_challenger->setObjectName("makeChallenger");
  m_back = button(tr("Roll back"));
  m_back->setObjectName("rollBack");
  for (const auto& [made, alias] : {std::pair{m_champion, "champion"}, std::pair{m_challenger, "challenger"}})
    connect(made, &QPushButton::clicked, this,
            [this, alias = QString(alias)] { m_model.promote(alias, m_reviewer->text(), m_note->text()); });
  connect(m_back, &QPushButton::clicked, this, [this] { m_model.rollBack("champion", m_reviewer->text(), m_note->text()); });
  connect(m_reviewer, &QLineEdit::textChanged, this, &ApprovalPanel::showState);
  auto* name = text(tr("Your name"));
  name->setBuddy(m_reviewer);
  auto* why = text(tr("Why (may stay empty)"));
  why->setBuddy(m_note);
  auto* column = new QVBoxLayout(box);
  column->setContentsMargins(0, 0, 0, 0);
  column->setSpacing(space::kXs);
  column->addWidget(text(tr("In use"), TextRole::Section));
  column->addWidget(m_use);
  column->addSpacing(space::kXs);
  column->addWidget(name);
  column->addWidget(m_reviewer);
  column->addSpacing(space::kXs);
  column->addWidget(why);
  column->addWidget(m_note);
  column->addSpacing(space::kS);
  m_missing = prose({}, true);
  m_missing->setObjectName("promotionMissing");
  for (QWidget* part : std::initializer_list<QWidget*>{m_champion, m_missing, m_challenger, m_back}) column->addWidget(part);
  column->addStretch();
  return box;
}

CardAnswers ApprovalPanel::written() const {
  CardAnswers card = m_model.shown().card;
  for (const auto& [key, answer] : m_answers) {
    const auto words = answer->toPlainText().trimmed().toStdString();
    if (!words.empty() || card.contains(key)) card[key] = words;
  }
  return card;
}

/// Unsaved input is kept if the shown adapter is read again.
void ApprovalPanel::showAdapter() {
  const AdapterItem& item = m_model.shown();
  if (m_key != item.key) {
    m_key = item.key;
    for (const auto& [key, answer] : m_answers)
      answer->setPlainText(item.card.contains(key) ? QString::fromStdString(item.card.at(key)) : QString());
    m_note->clear();
  }
  showState();
}

void ApprovalPanel::showState() {
  const AdapterItem& item = m_model.shown();
  const bool kept = item.isKept(), changed = kept && written() != item.card;
  const bool isChampion = item.aliases.contains("champion"), isChallenger = item.aliases.contains("challenger");
  m_open->setText(!kept            ? QString()
                  : item.open == 0 ? tr("complete")
                                   : tr("%1 of %2 questions are open").arg(item.open).arg(m_answers.size()));
  for (const auto& [key, answer] : m_answers) answer->setEnabled(kept);
  m_save->setEnabled(changed);
  m_use->setText(!kept           ? tr("Keep this adapter under a task first; then it gets a card, a history, and can be put to use.")
                 : isChampion    ? tr("This version is the champion of %1: who asks for the task gets it.").arg(item.task)
                 : item.open > 0 ? tr("A champion needs a complete card, and the name of who has looked at its answers.")
                                 : tr("A promotion names who has looked at the answers; it is written into the history."));
  const QStringList forChampion = missingFor("champion"), forChallenger = missingFor("challenger");
  const auto needs = [](const QStringList& missing, const QString& otherwise) {
    return missing.isEmpty() ? otherwise : tr("Still missing: %1.").arg(missing.join(", "));
  };
  m_champion->setEnabled(forChampion.isEmpty() && !isChampion);
  m_missing->setText(isChampion ? tr("It is the champion already.") : needs(forChampion, tr("Nothing is missing for the champion.")));
  m_challenger->setEnabled(forChallenger.isEmpty() && !isChallenger);
  m_challenger->setToolTip(isChallenger ? tr("It is the challenger already.")
                                        : needs(forChallenger, tr("The version that is being tried against the champion")));
  m_back->setEnabled(forChallenger.isEmpty());
  m_back->setToolTip(needs(forChallenger, tr("The version before becomes the champion again")));
}

QStringList ApprovalPanel::missingFor(const QString& alias) const {
  const AdapterItem& item = m_model.shown();
  if (!item.isKept()) return {tr("a task, under which it is kept")};
  QStringList out;
  if (alias == "champion" && item.open > 0) out << tr("%n answer(s) on the card", nullptr, item.open);
  if (alias == "champion" && written() != item.card) out << tr("saving the card");
  if (m_reviewer->text().trimmed().isEmpty()) out << tr("your name");
  return out;
}

}  // namespace graft::ui
