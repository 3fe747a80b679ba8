// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/compare/blind_tab.hpp"

#include <QGridLayout>
#include <QKeyEvent>
#include <QPlainTextEdit>
#include <QProgressBar>
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
  connect(&model, &CompareViewModel::busyChanged, this, &BlindTab::showState);
  connect(&model, &CompareViewModel::candidatesChanged, this, &BlindTab::showState);
  connect(&model, &CompareViewModel::optionsChanged, this, &BlindTab::showState);
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
  m_progressBar = new QProgressBar;
  m_progressBar->setTextVisible(false);
  m_progressBar->setAccessibleName(tr("Progress of the answers"));
  QSizePolicy keepsRoom = m_progressBar->sizePolicy();
  keepsRoom.setRetainSizeWhenHidden(true);
  m_progressBar->setSizePolicy(keepsRoom);
  m_settings = prose({}, true);
  Theme::setRole(m_settings, TextRole::Label, true);
  connect(m_start, &QPushButton::clicked, this, &BlindTab::start);
  auto* row = new QHBoxLayout;
  row->setSpacing(space::kS);
  row->addWidget(text(tr("plus"), TextRole::Body, true));
  row->addWidget(m_heldout);
  row->addWidget(text(tr("held-out rows"), TextRole::Body, true));
  row->addStretch();
  row->addWidget(m_doing);
  row->addWidget(m_start);
  auto* column = new QVBoxLayout(box);
  column->setContentsMargins(0, 0, 0, 0);
  column->setSpacing(space::kM);
  column->addWidget(prose(tr("Two answers stand side by side, and you do not know whose they are. Choose the better one each time. At the "
                             "end you see whether that was more than chance."),
                          true));
  column->addWidget(m_prompts, 1);
  column->addWidget(m_settings);
  column->addLayout(row);
  column->addWidget(m_progressBar);
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
  const auto act = [&](const QString& words, std::function<void()> does) {
    auto* made = button(words);
    made->setFocusPolicy(Qt::NoFocus);  // the pad handles the keys
    connect(made, &QPushButton::clicked, this, std::move(does));
    return made;
  };
  auto* left = act(tr("←  Left is better"), [this] { voteSide(true); });
  left->setObjectName("voteLeft");
  auto* right = act(tr("Right is better  →"), [this] { voteSide(false); });
  right->setObjectName("voteRight");
  // Left stays left in every language: the arrow keys mean the places.
  auto* sides = new QWidget;
  sides->setLayoutDirection(Qt::LeftToRight);
  auto* both = new QGridLayout(sides);
  both->setContentsMargins(0, 0, 0, 0);
  both->setSpacing(space::kM);
  both->setRowStretch(0, 1);
  both->setColumnStretch(0, 1);
  both->setColumnStretch(1, 1);
  both->addWidget(side(m_left, tr("Left")), 0, 0);
  both->addWidget(side(m_right, tr("Right")), 0, 1);
  both->addWidget(left, 1, 0, Qt::AlignHCenter);
  both->addWidget(right, 1, 1, Qt::AlignHCenter);
  m_undo = act(tr("Undo (Backspace)"), [this] { m_model.undoVote(); });
  auto* acts = new QHBoxLayout;
  acts->setSpacing(space::kS);
  acts->addStretch();
  acts->addWidget(act(tr("↓  Equal"), [this] { m_model.vote(Vote::Tie); }));
  acts->addWidget(act(tr("↑  Both bad"), [this] { m_model.vote(Vote::BothBad); }));
  acts->addWidget(m_undo);
  acts->addStretch();
  auto* column = new QVBoxLayout(pad);
  column->setContentsMargins(0, 0, 0, 0);
  column->setSpacing(space::kM);
  column->addWidget(m_progress);
  column->addWidget(m_asked);
  column->addWidget(sides, 1);
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

void BlindTab::start() {
  if (m_model.work() == Work::Blind) return m_model.stop();
  if (m_stack->currentIndex() == 0) m_model.startBlind(m_prompts->toPlainText().split('\n'), m_heldout->value());
}

void BlindTab::showState() {
  const bool isMine = m_model.work() == Work::Blind;
  m_start->setText(isMine ? tr("Stop") : tr("Start the vote"));
  m_start->setEnabled(!m_model.chosen().isEmpty() && (isMine || !m_model.isBusy()));
  m_start->setToolTip(m_model.isBusy() && !isMine ? tr("Another measurement of this page is running.")
                                                  : tr("Ctrl+Return starts it as well"));
  m_doing->setText(isMine ? m_model.doing() + " …" : QString());
  m_progressBar->setVisible(isMine);
  m_progressBar->setRange(0, m_model.share() < 0 ? 0 : 1000);
  m_progressBar->setValue(static_cast<int>(1000 * m_model.share()));
  AskedWith with = m_model.nextWith();
  with.system.clear();
  m_settings->setText(tr("Answered with the settings of the tab Ask: %1").arg(settingsText(with)));
}

void BlindTab::refresh() {
  showState();
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
