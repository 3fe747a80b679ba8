// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/compare/ask_tab.hpp"

#include <QKeyEvent>
#include <QSpinBox>
#include <QTextBrowser>
#include <QVBoxLayout>

#include "ui/pages/compare/word_diff.hpp"
#include "ui/services/preferences.hpp"
#include "ui/services/shortcuts.hpp"
#include "ui/services/words.hpp"
#include "ui/widgets/basics.hpp"

namespace graft::ui {
namespace {

QString escaped(const QString& text) { return text.toHtmlEscaped().replace("\n", "<br>"); }

/// Marks words with a low probability, in shades.
QString sureness(const Theme& theme, const AnswerPane& pane) {
  constexpr double kSure = 0.9, kUnsure = 0.5;
  QString out;
  for (const PaneWord& word : pane.words) {
    const QString text = escaped(word.text);
    if (word.probability >= kSure)
      out += text;
    else
      out += QString("<span style='background:%1%2'>%3</span>")
                 .arg(theme.now().tintWarn.name(), word.probability < kUnsure ? "; text-decoration: underline" : "", text);
  }
  return out;
}

QString difference(const Theme& theme, const QString& base, const QString& now) {
  const Tokens& t = theme.now();
  QString out;
  for (const DiffPart& part : wordDiff(base, now)) {
    const QString text = escaped(part.words);
    if (part.kind == DiffKind::Same) out += text;
    if (part.kind == DiffKind::Added)
      out += QString("<span style='background:%1; text-decoration: underline'>%2</span>").arg(t.tintGood.name(), text);
    if (part.kind == DiffKind::Removed)
      out += QString("<span style='background:%1; text-decoration: line-through'>%2</span>").arg(t.tintBad.name(), text);
  }
  return out;
}

}  // namespace

AskTab::AskTab(const Services& services, CompareViewModel& model)
    : m_services(services), m_model(model), m_prompt(new QLineEdit), m_suggestions(new QHBoxLayout), m_panes(new QHBoxLayout) {
  m_prompt->setPlaceholderText(tr("Ask both the same question"));
  m_prompt->setAccessibleName(tr("Question"));
  m_prompt->setObjectName("question");
  m_prompt->setText(services.preferences.text("question"));  // text from before the window ended
  connect(m_prompt, &QLineEdit::textChanged, this, [this](const QString& words) { m_services.preferences.setText("question", words); });
  m_ask = button(tr("Ask both"), "primary");
  m_ask->setObjectName("askBoth");
  m_diff = button(tr("Word differences"));
  m_sure = button(tr("How sure"));
  for (auto* toggle : {m_diff, m_sure}) {
    toggle->setCheckable(true);
    connect(toggle, &QPushButton::toggled, this, &AskTab::refresh);
  }
  connect(m_diff, &QPushButton::clicked, this, [this](bool on) {
    if (on) m_sure->setChecked(false);
  });
  connect(m_sure, &QPushButton::clicked, this, [this](bool on) {
    if (on) m_diff->setChecked(false);
  });
  const auto spin = [](int value, int most, const QString& name) {
    auto* box = new QSpinBox;
    box->setRange(name.isEmpty() ? 0 : 1, most);
    box->setValue(value);
    box->setAccessibleName(name);
    box->setFixedWidth(72);
    return box;
  };
  m_maxNew = spin(64, 1024, tr("Most new tokens"));
  m_seed = spin(42, 1'000'000, tr("Seed"));
  auto* top = new QHBoxLayout;
  top->setSpacing(space::kS);
  top->addWidget(m_prompt, 1);
  top->addWidget(m_ask);
  auto* locked = new QHBoxLayout;
  locked->setSpacing(space::kS);
  locked->addWidget(text(tr("The same settings for all: no randomness, at most"), TextRole::Label, true));
  locked->addWidget(m_maxNew);
  locked->addWidget(text(tr("tokens, seed"), TextRole::Label, true));
  locked->addWidget(m_seed);
  locked->addStretch();
  locked->addWidget(m_diff);
  locked->addWidget(m_sure);
  m_suggestions->setSpacing(space::kS);
  m_panes->setSpacing(space::kM);
  auto* column = new QVBoxLayout(this);
  column->setContentsMargins(0, space::kM, 0, 0);
  column->setSpacing(space::kM);
  column->addLayout(top);
  column->addLayout(m_suggestions);
  column->addLayout(locked);
  column->addLayout(m_panes, 1);
  connect(m_prompt, &QLineEdit::returnPressed, this, &AskTab::ask);
  connect(m_ask, &QPushButton::clicked, this, &AskTab::ask);
  connect(&model, &CompareViewModel::panesChanged, this, &AskTab::refresh);
  connect(&model, &CompareViewModel::busyChanged, this, &AskTab::refresh);
  connect(&model, &CompareViewModel::candidatesChanged, this, [this] {
    showSuggestions();
    refresh();
  });
  connect(&services.theme, &Theme::changed, this, &AskTab::refresh);
}

void AskTab::ask() {
  if (m_model.isBusy()) return m_model.stop();
  m_model.setLimits(m_maxNew->value(), 0, m_seed->value());
  m_model.ask(m_prompt->text());
}

void AskTab::showSuggestions() {
  clear(*m_suggestions);
  if (m_model.suggestions().isEmpty()) return;
  m_suggestions->addWidget(text(tr("Held out:"), TextRole::Label, true));
  for (const QString& words : m_model.suggestions()) {
    constexpr int kShown = 48;
    auto* chip = button(words.size() > kShown ? words.left(kShown) + "…" : words, "quiet");
    chip->setObjectName("suggestion");
    chip->setToolTip(words);
    connect(chip, &QPushButton::clicked, this, [this, words] {
      m_prompt->setText(words);
      ask();
    });
    m_suggestions->addWidget(chip);
  }
  m_suggestions->addStretch();
}

AskTab::PaneWidgets AskTab::makePane() {
  PaneWidgets pane{};
  QVBoxLayout* column = nullptr;
  pane.frame = card(column);
  pane.name = text({});
  pane.name->setStyleSheet("font-weight: 600");
  pane.proof = text({}, TextRole::Label, true);
  pane.note = wrapped({}, TextRole::Label, true);
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

QString AskTab::htmlOf(const AnswerPane& pane, bool isBase) const {
  if (m_sure->isChecked()) return sureness(m_services.theme, pane);
  if (m_diff->isChecked() && !isBase) return difference(m_services.theme, m_model.panes()[0].text, pane.text);
  return escaped(pane.text);
}

void AskTab::refresh() {
  m_ask->setText(m_model.isBusy() ? tr("Stop") : m_model.chosen().size() > 1 ? tr("Ask all") : tr("Ask both"));
  m_ask->setEnabled(!m_model.chosen().isEmpty());
  const size_t wanted = static_cast<size_t>(m_model.chosen().size()) + 1;
  while (m_shown.size() < wanted) m_shown.push_back(makePane());
  while (m_shown.size() > wanted) {
    m_shown.back().frame->deleteLater();
    m_shown.pop_back();
  }
  for (size_t i = 0; i < m_shown.size(); ++i) {
    auto& shown = m_shown[i];
    const bool any = i < m_model.panes().size();
    const AnswerPane pane = any ? m_model.panes()[i] : AnswerPane{};
    const QString who = i == 0 ? tr("Base model") : m_model.chosen()[static_cast<qsizetype>(i) - 1];
    shown.name->setText(who);
    shown.text->setAccessibleName(tr("Answer of %1").arg(who));
    shown.text->setHtml(any && !pane.text.isEmpty()
                            ? htmlOf(pane, i == 0)
                            : "<span style='color:" + m_services.theme.now().muted.name() + "'>" +
                                  (m_model.isBusy() && any ? m_model.doing() + " …" : tr("Its answer appears here.")) + "</span>");
    shown.proof->setText(i == 0         ? tr("as it was before any training")
                         : !pane.isDone ? QString()
                                        : tr("KL from base %1 · adapter %2").arg(numberText(pane.kl), pane.hash.left(8)));
    QString note;
    if (pane.isDone && pane.sameAsBase) note = tr("Exactly the base model's answer.");
    if (pane.isDone && i > 0 && !pane.sameAsBase) {
      const int at = firstDifference(m_model.panes()[0].text, pane.text);
      const double sure = pane.words.empty() ? 1 : pane.words.front().probability,
                   base = m_model.panes()[0].words.empty() ? 1 : m_model.panes()[0].words.front().probability;
      note = tr("Differs from word %1 on.").arg(at);
      if (at == 1) note += " " + tr("Its first token: %1 sure; the base's: %2.").arg(percentText(sure), percentText(base));
    }
    if (pane.isDone && !pane.stopped) note += " " + tr("Cut off at the limit.");
    shown.note->setText(note);
  }
}

void AskTab::keyPressEvent(QKeyEvent* event) {
  const bool letters = m_services.shortcuts.hasLetterKeys();
  if (letters && event->key() == Qt::Key_D) return m_diff->click();
  if (letters && event->key() == Qt::Key_Y) return m_sure->click();
  if (event->key() == Qt::Key_Escape && m_model.isBusy()) return m_model.stop();
  QWidget::keyPressEvent(event);
}

}  // namespace graft::ui
