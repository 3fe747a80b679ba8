// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/compare/answer_text.hpp"

#include <algorithm>

#include <QCoreApplication>
#include <QPainter>
#include <QScrollBar>
#include <QTextBlock>
#include <QTextBrowser>
#include <QVBoxLayout>

#include "ui/pages/compare/word_diff.hpp"
#include "ui/services/words.hpp"
#include "ui/widgets/basics.hpp"
#include "ui/widgets/flow_layout.hpp"

namespace graft::ui {
namespace {

QString tr(const char* words) { return QCoreApplication::translate("graft::ui", words); }

void addSureness(QTextCursor& at, const Theme& theme, const AnswerPane& pane) {
  for (const PaneWord& word : pane.words) {
    QTextCharFormat format;
    if (const SureStep& step = sureStepOf(word.probability); step.shade > 0) format.setBackground(theme.shade(step.shade));
    format.setToolTip(tr("“%1”: %2 sure").arg(word.text.trimmed(), percentText(word.probability, 1)));
    at.insertText(word.text, format);
  }
}

void addDifferences(QTextCursor& at, const Theme& theme, const QString& base, const QString& now) {
  for (const DiffPart& part : wordDiff(base, now)) {
    QTextCharFormat format;
    format.setFontUnderline(part.kind == DiffKind::Added);
    format.setFontStrikeOut(part.kind == DiffKind::Removed);
    if (part.kind != DiffKind::Same) format.setBackground(theme.tint(part.kind == DiffKind::Added ? Tone::Good : Tone::Bad));
    at.insertText(part.words, format);
  }
}

/// Begins a block unless the text is empty.
void beginBlock(QTextCursor& at, const QTextBlockFormat& format) {
  if (at.position() == 0)
    at.setBlockFormat(format);
  else
    at.insertBlock(format);
}

void addQuestion(QTextCursor& at, const Theme& theme, const QString& asked) {
  QTextBlockFormat block;
  block.setBackground(theme.now().tintNeutral);
  block.setTopMargin(at.position() == 0 ? 0 : space::kM);
  block.setBottomMargin(space::kXs);
  QTextCharFormat quiet;
  quiet.setForeground(theme.now().muted);
  beginBlock(at, block);
  at.insertText(asked, quiet);
}

void addAnswer(QTextCursor& at, const Theme& theme, const Turn& turn, size_t pane, Marks marks) {
  beginBlock(at, {});
  at.setCharFormat({});
  const AnswerPane& answer = turn.panes[pane];
  if (marks == Marks::Sureness) return addSureness(at, theme, answer);
  if (marks == Marks::Differences && pane > 0) return addDifferences(at, theme, turn.panes[0].text, answer.text);
  at.insertText(answer.text, QTextCharFormat());
}

/// A chip on a step of the theme's scale.
class ShadeChip : public QLabel {
 public:
  ShadeChip(const Theme& theme, double share, const QString& words) : QLabel(words), m_theme(theme), m_share(share) {
    Theme::setRole(this, TextRole::Label);
    setContentsMargins(space::kS, 2, space::kS, 2);
  }

 protected:
  void paintEvent(QPaintEvent* event) override {
    constexpr double kRound = 4;
    {
      QPainter painter(this);
      painter.setRenderHint(QPainter::Antialiasing);
      painter.setPen(m_theme.now().control);
      painter.setBrush(m_theme.shade(m_share));
      painter.drawRoundedRect(QRectF(rect()).adjusted(0.5, 0.5, -0.5, -0.5), kRound, kRound);
    }
    QLabel::paintEvent(event);
  }

 private:
  const Theme& m_theme;
  double m_share;
};

QString stepText(size_t step) {
  const QString from = percentText(kSureSteps[step].from);
  if (step == 0) return tr("%1 and more").arg(from);
  const QString below = percentText(kSureSteps[step - 1].from);
  return step + 1 == kSureSteps.size() ? tr("below %1").arg(below) : tr("%1 to %2").arg(from, below);
}

}  // namespace

const SureStep& sureStepOf(double probability) {
  return *std::find_if(kSureSteps.begin(), kSureSteps.end() - 1, [probability](const SureStep& step) { return probability >= step.from; });
}

void showConversation(QTextBrowser& view, const Theme& theme, const CompareViewModel& model, size_t pane, Marks marks) {
  QScrollBar* bar = view.verticalScrollBar();
  const int before = bar->value();
  const bool isAtEnd = before >= bar->maximum();
  QTextDocument& document = *view.document();
  document.clear();
  QTextCursor at(&document);
  at.beginEditBlock();
  for (const Turn& turn : model.turns()) {
    if (pane >= turn.panes.size()) continue;
    addQuestion(at, theme, turn.asked);
    addAnswer(at, theme, turn, pane, Marks::None);
  }
  const bool isAsked = pane < model.panes().size();
  if (isAsked) addQuestion(at, theme, model.asked());
  if (isAsked && (!model.panes()[pane].text.isEmpty() || model.panes()[pane].isDone)) {
    addAnswer(at, theme, model.turn(), pane, marks);
  } else {
    QTextCharFormat quiet;
    quiet.setForeground(theme.now().muted);
    beginBlock(at, {});
    at.insertText(model.work() == Work::Ask && isAsked ? model.doing() + " …" : tr("Its answer appears here."), quiet);
  }
  at.endEditBlock();
  bar->setValue(isAtEnd ? bar->maximum() : before);
}

QString answerNote(const CompareViewModel& model, size_t pane) {
  if (pane >= model.panes().size() || !model.panes()[pane].isDone) return {};
  const AnswerPane& base = model.panes()[0];
  const AnswerPane& answer = model.panes()[pane];
  QStringList out;
  if (answer.sameAsBase) out << tr("Exactly the base model's answer.");
  if (pane > 0 && !answer.sameAsBase) out << tr("Differs from word %1 on.").arg(firstDifference(base.text, answer.text));
  const auto least = std::min_element(answer.words.begin(), answer.words.end(),
                                      [](const PaneWord& a, const PaneWord& b) { return a.probability < b.probability; });
  if (least != answer.words.end() && !least->text.trimmed().isEmpty())
    out << tr("Least sure of “%1”: %2.").arg(least->text.trimmed(), percentText(least->probability));
  if (answer.text.isEmpty()) out << tr("It gave no answer.");
  if (answer.interrupted)
    out << tr("You stopped it here.");
  else if (!answer.stopped)
    out << tr("Cut off at the answer limit of %1 tokens.").arg(countText(model.turn().with.sampling.maxNew));
  return out.join(' ');
}

MarksLegend::MarksLegend(const Theme& theme) : m_differences(new QWidget), m_sureness(new QWidget) {
  auto* changes = new FlowLayout(space::kS, space::kXs);
  m_differences->setLayout(changes);
  auto* added = new QLabel(tr("added"));
  Theme::setKind(added, "chip-good");
  added->setStyleSheet("text-decoration: underline");
  auto* removed = new QLabel(tr("left out"));
  Theme::setKind(removed, "chip-bad");
  removed->setStyleSheet("text-decoration: line-through");
  for (QWidget* part : std::initializer_list<QWidget*>{text(tr("Against the base model's answer:"), TextRole::Label, true), added, removed})
    changes->addWidget(part);
  auto* scale = new FlowLayout(space::kXs, space::kXs);
  m_sureness->setLayout(scale);
  scale->addWidget(text(tr("How sure it was of each word:"), TextRole::Label, true));
  for (size_t i = 0; i < kSureSteps.size(); ++i) scale->addWidget(new ShadeChip(theme, kSureSteps[i].shade, stepText(i)));
  auto* column = new QVBoxLayout(this);
  column->setContentsMargins(0, 0, 0, 0);
  for (QWidget* key : {m_differences, m_sureness}) {
    column->addWidget(key);
    key->hide();
  }
  connect(&theme, &Theme::changed, this, qOverload<>(&QWidget::update));
}

void MarksLegend::showMarks(Marks marks) {
  m_differences->setVisible(marks == Marks::Differences);
  m_sureness->setVisible(marks == Marks::Sureness);
}

}  // namespace graft::ui
