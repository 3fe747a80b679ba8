// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/compare/ask_tab.hpp"

#include <algorithm>

#include <QKeyEvent>
#include <QTextBrowser>
#include <QVBoxLayout>

#include "ui/pages/compare/ask_options.hpp"
#include "ui/services/preferences.hpp"
#include "ui/services/shortcuts.hpp"
#include "ui/services/words.hpp"
#include "ui/widgets/basics.hpp"
#include "ui/widgets/flow_layout.hpp"

namespace graft::ui {

AskTab::AskTab(const Services& services, CompareViewModel& model)
    : m_services(services),
      m_model(model),
      m_prompt(new QLineEdit),
      m_options(new AskOptions(services)),
      m_suggestions(new FlowLayout(space::kS, space::kXs)),
      m_panes(new QHBoxLayout),
      m_settings(prose({}, true)),
      m_legend(new MarksLegend(services.theme)) {
  constexpr int kMoment = 30;
  m_prompt->setAccessibleName(tr("Question"));
  m_prompt->setObjectName("question");
  m_prompt->setText(services.preferences.text("question"));  // text from before the window ended
  connect(m_prompt, &QLineEdit::textChanged, this, [this](const QString& words) { m_services.preferences.setText("question", words); });
  m_ask = button({}, "primary");
  m_ask->setObjectName("askBoth");
  Theme::setRole(m_settings, TextRole::Label, true);
  m_settings->setObjectName("askedWith");
  auto* top = new QHBoxLayout;
  top->setSpacing(space::kS);
  top->addWidget(m_prompt, 1);
  top->addWidget(m_ask);
  auto* suggestions = new QWidget;
  suggestions->setLayout(m_suggestions);
  m_panes->setSpacing(space::kM);
  auto* column = new QVBoxLayout(this);
  column->setContentsMargins(0, space::kM, 0, 0);
  column->setSpacing(space::kS);
  column->addLayout(top);
  column->addWidget(suggestions);
  column->addWidget(makeTools());
  column->addWidget(m_options);
  column->addWidget(m_legend);
  column->addLayout(m_panes, 1);
  column->addWidget(m_settings);
  m_later.setSingleShot(true);
  m_later.setInterval(kMoment);
  connect(&m_later, &QTimer::timeout, this, &AskTab::refresh);
  connect(m_prompt, &QLineEdit::returnPressed, this, &AskTab::ask);
  connect(m_ask, &QPushButton::clicked, this, &AskTab::ask);
  connect(m_options, &AskOptions::changed, this, [this] {
    m_model.setSampling(m_options->sampling());
    m_model.setSystem(m_options->system());
  });
  model.setSampling(m_options->sampling());
  model.setSystem(m_options->system());
  connect(&model, &CompareViewModel::panesChanged, this, [this] {
    if (!m_later.isActive()) m_later.start();
  });
  connect(&model, &CompareViewModel::optionsChanged, this, &AskTab::showState);
  connect(&model, &CompareViewModel::busyChanged, this, [this] {
    showState();
    const bool isElsewhere = m_model.isBusy() && m_model.work() != Work::Ask;
    if (!isElsewhere && !m_later.isActive()) m_later.start();
  });
  connect(&model, &CompareViewModel::candidatesChanged, this, [this] {
    showSuggestions();
    reserveWidth();
    refresh();
  });
  connect(&services.theme, &Theme::changed, this, [this] {
    reserveWidth();
    refresh();
  });
  refresh();
}

QWidget* AskTab::makeTools() {
  m_new = button(tr("New conversation"));
  m_new->setObjectName("newConversation");
  m_new->setToolTip(tr("Forgets the questions and answers shown here; the next question stands alone"));
  connect(m_new, &QPushButton::clicked, this, [this] {
    m_model.newConversation();
    m_prompt->setFocus();
  });
  m_diff = button(tr("Word differences"));
  m_diff->setObjectName("wordDifferences");
  m_diff->setToolTip(tr("Marks what an adapter's latest answer adds to the base model's and leaves out of it"));
  m_sure = button(tr("How sure"));
  m_sure->setObjectName("howSure");
  m_sure->setToolTip(tr("Shades each word by the probability that the model gave it; the number is in the word's tooltip"));
  for (const auto& [toggle, other] : {std::pair{m_diff, m_sure}, std::pair{m_sure, m_diff}}) {
    toggle->setCheckable(true);
    connect(toggle, &QPushButton::toggled, this, [this, other](bool on) {
      if (on) other->setChecked(false);
      m_legend->showMarks(marks());
      refresh();
    });
  }
  auto* box = new QWidget;
  auto* row = new FlowLayout(space::kS, space::kXs);
  box->setLayout(row);
  for (QWidget* control : m_options->controls()) row->addWidget(control);
  for (QWidget* control : {m_new, m_diff, m_sure}) row->addWidget(control);
  return box;
}

Marks AskTab::marks() const { return m_sure->isChecked() ? Marks::Sureness : m_diff->isChecked() ? Marks::Differences : Marks::None; }

void AskTab::ask() {
  if (m_model.work() == Work::Ask) return m_model.stop();
  m_model.ask(m_prompt->text());
  if (m_model.isBusy()) m_prompt->selectAll();
}

void AskTab::focusQuestion() {
  m_prompt->setFocus(Qt::OtherFocusReason);
  if (m_prompt->text().trimmed() == m_model.asked()) m_prompt->selectAll();
}

void AskTab::showSuggestions() {
  clear(*m_suggestions);
  if (m_model.suggestions().isEmpty()) return;
  auto* name = text(tr("Held out:"), TextRole::Label, true);
  m_suggestions->addWidget(name);
  for (const QString& words : m_model.suggestions()) {
    constexpr int kShown = 48;
    auto* chip = button(words.size() > kShown ? words.left(kShown) + "…" : words, "quiet");
    chip->setObjectName("suggestion");
    chip->setToolTip(tr("Asks this row in a new conversation: %1").arg(words));
    connect(chip, &QPushButton::clicked, this, [this, words] {
      if (m_model.isBusy()) return;
      m_prompt->setText(words);
      m_model.newConversation();
      ask();
    });
    m_suggestions->addWidget(chip);
    name->setMinimumHeight(chip->sizeHint().height());  // in the middle of the line
  }
}

AskTab::PaneWidgets AskTab::makePane() {
  PaneWidgets pane{};
  QVBoxLayout* column = nullptr;
  pane.frame = card(column);
  pane.name = wrapped({}, TextRole::Body);
  pane.name->setStyleSheet("font-weight: 600");
  pane.proof = wrapped({}, TextRole::Label, true);
  pane.proof->setObjectName("proof");
  pane.note = wrapped({}, TextRole::Label, true);
  pane.note->setObjectName("answerNote");
  pane.text = new QTextBrowser;
  pane.text->setProperty("kind", QByteArray("reading"));
  pane.text->setFrameShape(QFrame::NoFrame);
  column->addWidget(pane.name);
  column->addWidget(pane.proof);
  column->addWidget(pane.text, 1);
  column->addWidget(pane.note);
  m_panes->addWidget(pane.frame, 1);
  return pane;
}

/// The button keeps its width whatever it says, so that nothing moves under the pointer.
void AskTab::reserveWidth() {
  const QString now = m_ask->text();
  int most = 0;
  for (const QString& words : {tr("Ask both"), tr("Ask all"), tr("Ask again"), tr("Stop")}) {
    m_ask->setText(words);
    most = std::max(most, m_ask->sizeHint().width());
  }
  m_ask->setText(now);
  m_ask->setMinimumWidth(most);
}

void AskTab::refresh() {
  m_later.stop();
  showState();
  showPanes();
}

void AskTab::showState() {
  const bool isMine = m_model.work() == Work::Ask, isAsked = !m_model.asked().isEmpty();
  const bool goesOn = m_model.turn().isAnswered() || !m_model.turns().empty(), hasMore = m_model.chosen().size() > 1;
  m_ask->setText(isMine ? tr("Stop") : goesOn ? tr("Ask again") : hasMore ? tr("Ask all") : tr("Ask both"));
  m_ask->setEnabled(!m_model.chosen().isEmpty() && (isMine || !m_model.isBusy()));
  m_ask->setToolTip(m_model.isBusy() && !isMine ? tr("Another measurement of this page is running.")
                    : goesOn ? tr("Asks on in this conversation: earlier questions and each model's own answers are sent along")
                             : QString());
  m_prompt->setPlaceholderText(goesOn    ? tr("Ask again in this conversation")
                               : hasMore ? tr("Ask all the same question")
                                         : tr("Ask both the same question"));
  m_new->setEnabled(isAsked && !m_model.isBusy());
  m_settings->setText(isAsked ? tr("These answers: %1").arg(settingsText(m_model.turn().with))
                              : tr("Same for all: %1").arg(settingsText(m_model.nextWith())));
}

void AskTab::showPanes() {
  const size_t wanted = static_cast<size_t>(m_model.chosen().size()) + 1;
  while (m_shown.size() < wanted) m_shown.push_back(makePane());
  while (m_shown.size() > wanted) {
    m_shown.back().frame->deleteLater();
    m_shown.pop_back();
  }
  for (size_t i = 0; i < m_shown.size(); ++i) {
    auto& shown = m_shown[i];
    const QString who = m_model.nameOf(i);
    shown.name->setText(who);
    shown.text->setAccessibleName(tr("Conversation with %1").arg(who));
    showConversation(*shown.text, m_services.theme, m_model, i, marks());
    const bool isDone = i < m_model.panes().size() && m_model.panes()[i].isDone;
    shown.proof->setText(i == 0   ? tr("as it was before any training")
                         : isDone ? distanceText(m_model.panes()[i].kl)
                                  : tr("the base model with this adapter"));
    shown.proof->setToolTip(i > 0 && isDone ? distanceDetails(m_model.panes()[i]) : QString());
    shown.note->setText(answerNote(m_model, i));
  }
}

void AskTab::keyPressEvent(QKeyEvent* event) {
  const bool letters = m_services.shortcuts.hasLetterKeys();
  if (letters && event->key() == Qt::Key_D) return m_diff->click();
  if (letters && event->key() == Qt::Key_Y) return m_sure->click();
  if (event->key() == Qt::Key_Escape && m_model.work() == Work::Ask) return m_model.stop();
  QWidget::keyPressEvent(event);
}

}  // namespace graft::ui
