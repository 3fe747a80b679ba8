// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/compare/blind_tab.hpp"

#include <QKeyEvent>
#include <QPlainTextEdit>
#include <QSpinBox>
#include <QStackedWidget>
#include <QTextBrowser>
#include <QVBoxLayout>

#include "ui/services/preferences.hpp"
#include "ui/services/words.hpp"
#include "ui/widgets/basics.hpp"

namespace graft::ui {

BlindTab::BlindTab(const Services& services, CompareViewModel& model) : m_services(services), m_model(model), m_stack(new QStackedWidget) {
  m_stack->addWidget(makeSetup());
  m_stack->addWidget(m_pad = makePad());
  m_stack->addWidget(makeResult());
  auto* column = new QVBoxLayout(this);
  column->setContentsMargins(0, space::kM, 0, 0);
  column->addWidget(m_stack);
  connect(&model, &CompareViewModel::blindChanged, this, &BlindTab::refresh);
  connect(&model, &CompareViewModel::busyChanged, this, &BlindTab::refresh);
  refresh();
}

QWidget* BlindTab::makeSetup() {
  auto* box = new QWidget;
  m_prompts = new QPlainTextEdit;
  m_prompts->setPlaceholderText(tr("Questions of your own, one a line"));
  m_prompts->setAccessibleName(tr("Questions of your own, one a line"));
  m_prompts->setTabChangesFocus(true);
  m_prompts->setPlainText(m_services.preferences.text("blind_questions"));
  connect(m_prompts, &QPlainTextEdit::textChanged, this,
          [this] { m_services.preferences.setText("blind_questions", m_prompts->toPlainText()); });
  m_heldout = new QSpinBox;
  m_heldout->setRange(0, 100);
  m_heldout->setValue(20);
  m_heldout->setFixedWidth(72);
  m_heldout->setAccessibleName(tr("Held-out questions"));
  m_start = button(tr("Start the vote"), "primary");
  m_start->setObjectName("startBlind");
  m_doing = text({}, TextRole::Body, true);
  connect(m_start, &QPushButton::clicked, this, [this] {
    if (m_model.isBusy()) return m_model.stop();
    m_model.startBlind(m_prompts->toPlainText().split('\n'), m_heldout->value());
  });
  auto* row = new QHBoxLayout;
  row->setSpacing(space::kS);
  row->addWidget(text(tr("and"), TextRole::Body, true));
  row->addWidget(m_heldout);
  row->addWidget(text(tr("held-out ones"), TextRole::Body, true));
  row->addStretch();
  row->addWidget(m_doing);
  row->addWidget(m_start);
  auto* column = new QVBoxLayout(box);
  column->setContentsMargins(0, 0, 0, 0);
  column->setSpacing(space::kM);
  column->addWidget(prose(tr("Two answers stand side by side and you do not know whose they are. You choose the better one, again and "
                             "again; at the end it is said "
                             "whether that was more than chance."),
                          true));
  column->addWidget(m_prompts, 1);
  column->addLayout(row);
  return box;
}

QWidget* BlindTab::makePad() {
  auto* pad = new QWidget;
  pad->setFocusPolicy(Qt::StrongFocus);
  pad->setAccessibleName(tr("Vote: left, right, down for equal, up for both bad, Backspace to undo"));
  pad->installEventFilter(this);
  m_progress = text({}, TextRole::Label, true);
  m_asked = prose({});
  Theme::setRole(m_asked, TextRole::Section);
  const auto side = [&](QTextBrowser*& view, const QString& name) {
    QVBoxLayout* column = nullptr;
    auto* frame = card(column);
    view = new QTextBrowser;
    view->setProperty("kind", QByteArray("reading"));
    view->setFrameShape(QFrame::NoFrame);
    view->setFocusPolicy(Qt::NoFocus);
    column->addWidget(text(name, TextRole::Label, true));
    column->addWidget(view, 1);
    return frame;
  };
  auto* both = new QHBoxLayout;
  both->setSpacing(space::kM);
  both->addWidget(side(m_left, tr("Left")), 1);
  both->addWidget(side(m_right, tr("Right")), 1);
  auto* acts = new QHBoxLayout;
  acts->setSpacing(space::kS);
  const auto act = [&](const QString& words, std::function<void()> does) {
    auto* made = button(words);
    made->setFocusPolicy(Qt::NoFocus);  // the pad handles the keys
    connect(made, &QPushButton::clicked, this, std::move(does));
    acts->addWidget(made);
    return made;
  };
  act(tr("←  Left is better"), [this] { voteSide(true); });
  act(tr("↓  Equal"), [this] { m_model.vote(Vote::Tie); });
  act(tr("↑  Both bad"), [this] { m_model.vote(Vote::BothBad); });
  act(tr("Right is better  →"), [this] { voteSide(false); });
  acts->addStretch();
  m_undo = act(tr("Undo (Backspace)"), [this] { m_model.undoVote(); });
  auto* column = new QVBoxLayout(pad);
  column->setContentsMargins(0, 0, 0, 0);
  column->setSpacing(space::kM);
  column->addWidget(m_progress);
  column->addWidget(m_asked);
  column->addLayout(both, 1);
  column->addLayout(acts);
  return pad;
}

QWidget* BlindTab::makeResult() {
  auto* box = new QWidget;
  m_verdict = text({}, TextRole::Big);
  m_sentence = prose({});
  auto* again = button(tr("Vote on other questions"));
  connect(again, &QPushButton::clicked, this, [this] { m_stack->setCurrentIndex(0); });
  auto* back = button(tr("Undo the last vote"), "quiet");
  connect(back, &QPushButton::clicked, this, [this] { m_model.undoVote(); });
  auto* row = new QHBoxLayout;
  row->addWidget(again);
  row->addWidget(back);
  row->addStretch();
  auto* column = new QVBoxLayout(box);
  column->setContentsMargins(0, 0, 0, 0);
  column->setSpacing(space::kM);
  column->addWidget(m_verdict);
  column->addWidget(m_sentence);
  column->addLayout(row);
  column->addStretch();
  return box;
}

void BlindTab::refresh() {
  m_start->setText(m_model.isBusy() ? tr("Stop") : tr("Start the vote"));
  m_start->setEnabled(!m_model.chosen().isEmpty() || m_model.isBusy());
  m_doing->setText(m_model.isBusy() ? m_model.doing() + " …" : QString());
  if (m_model.blind().empty()) return m_stack->setCurrentIndex(0);
  if (m_model.blindAt() < m_model.blind().size()) return showItem();
  showResult();
}

void BlindTab::showItem() {
  const BlindItem& item = m_model.blind()[m_model.blindAt()];
  m_stack->setCurrentIndex(1);
  m_progress->setText(tr("Question %1 of %2").arg(m_model.blindAt() + 1).arg(m_model.blind().size()));
  m_asked->setText(item.asked);
  m_left->setPlainText(item.left);
  m_right->setPlainText(item.right);
  m_undo->setEnabled(m_model.blindAt() > 0);
  m_pad->setFocus();
}

VoteWords voteWords(const CompareViewModel& model) {
  const int64_t adapter = model.votesFor(Vote::Adapter), base = model.votesFor(Vote::Base);
  const int64_t ties = model.votesFor(Vote::Tie), bad = model.votesFor(Vote::BothBad);
  const Verdict verdict = verdictOf(adapter, base);
  const Interval range = wilson(adapter, adapter + base);
  VoteWords out;
  out.verdict = verdict == Verdict::Better  ? BlindTab::tr("The adapter is better")
                : verdict == Verdict::Worse ? BlindTab::tr("The adapter is worse")
                                            : BlindTab::tr("Cannot tell yet");
  out.sentence = BlindTab::tr("You preferred the adapter %1 times and the base %2 times; %3 were equal, %4 both bad. ")
                     .arg(adapter)
                     .arg(base)
                     .arg(ties)
                     .arg(bad);
  out.sentence += BlindTab::tr("Its true share of wins lies between %1 and %2 with 95 % certainty (sign test: p = %3).")
                      .arg(percentText(range.low), percentText(range.high), numberText(signTest(adapter, base), 2));
  const int64_t needed = neededFor(adapter, base);
  if (needed > 0) out.sentence += " " + BlindTab::tr("If the trend held, %1 more decided votes would settle it.").arg(needed);
  return out;
}

void BlindTab::showResult() {
  const VoteWords words = voteWords(m_model);
  m_verdict->setText(words.verdict);
  m_sentence->setText(words.sentence);
  m_stack->setCurrentIndex(2);
}

void BlindTab::voteSide(bool left) {
  if (m_model.blindAt() >= m_model.blind().size()) return;
  m_model.vote(m_model.blind()[m_model.blindAt()].adapterIsLeft == left ? Vote::Adapter : Vote::Base);
}

bool BlindTab::eventFilter(QObject*, QEvent* event) {
  if (event->type() != QEvent::KeyPress) return false;
  switch (static_cast<QKeyEvent*>(event)->key()) {
    case Qt::Key_Left: voteSide(true); return true;
    case Qt::Key_Right: voteSide(false); return true;
    case Qt::Key_Down: m_model.vote(Vote::Tie); return true;
    case Qt::Key_Up: m_model.vote(Vote::BothBad); return true;
    case Qt::Key_Backspace: m_model.undoVote(); return true;
    default: return false;
  }
}

}  // namespace graft::ui
