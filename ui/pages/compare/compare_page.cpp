// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/compare/compare_page.hpp"

#include <algorithm>

#include <QApplication>
#include <QComboBox>
#include <QDoubleSpinBox>
#include <QStackedWidget>
#include <QTabWidget>
#include <QToolButton>
#include <QVBoxLayout>

#include "ui/pages/compare/ask_tab.hpp"
#include "ui/pages/compare/batch_tab.hpp"
#include "ui/pages/compare/blind_tab.hpp"
#include "ui/pages/compare/compare_report.hpp"
#include "ui/services/run_service.hpp"
#include "ui/services/words.hpp"
#include "ui/widgets/basics.hpp"
#include "ui/widgets/flow_layout.hpp"
#include "ui/widgets/report_parts.hpp"

namespace graft::ui {

PageEntry pageOfCompare() {
  return {
      "compare",
      ComparePage::tr("Compare"),
      "compare",
      50,
      [](const Services& services) { return new ComparePage(services); },
      {{ComparePage::tr("Ask base and adapter"), ComparePage::tr("chat question prompt try"), "question", PageAct::How::Focus},
       {ComparePage::tr("Measure on held-out rows"), ComparePage::tr("exact match score test verdict"), "measureBatch",
        PageAct::How::Focus},
       {ComparePage::tr("Write a system instruction"), ComparePage::tr("system prompt role persona"), "systemInstruction",
        PageAct::How::Focus},
       {ComparePage::tr("Set sampling: temperature, top-p, seed"), ComparePage::tr("random creative temperature"), "temperature",
        PageAct::How::Focus},
       {ComparePage::tr("Begin a new conversation"), ComparePage::tr("chat clear history reset"), "newConversation", PageAct::How::Press},
       {ComparePage::tr("Start a blind vote"), ComparePage::tr("judge prefer human"), "startBlind", PageAct::How::Focus}}};
}

ComparePage::ComparePage(const Services& services)
    : m_services(services),
      m_model(services),
      m_message(new MessageBar(services.theme)),
      m_stack(new QStackedWidget),
      m_adapters(new FlowLayout(space::kS, space::kXs)),
      m_tabs(new QTabWidget),
      m_ask(new AskTab(services, m_model)),
      m_batch(new BatchTab(services, m_model)),
      m_blind(new BlindTab(services, m_model)) {
  auto* empty = new EmptyState(
      services.theme, "compare", tr("Nothing to compare yet"),
      tr("When a run has finished, its answers stand here beside the base model's, and it is measured whether they are better."));
  connect(empty->addAction(tr("Try the starter experiment"), "primary"), &QPushButton::clicked, this,
          [this] { m_services.runs.startStarter(); });
  auto* content = new QWidget;
  QLayout* top = makeTop();
  m_tabs->setAccessibleName(tr("Ways to compare"));
  m_tabs->addTab(m_ask, tr("Ask"));
  m_tabs->addTab(m_batch, tr("Held-out rows"));
  m_tabs->addTab(m_blind, tr("Blind vote"));
  auto* column = new QVBoxLayout(content);
  column->setContentsMargins(space::kXl, space::kL, space::kXl, space::kL);
  column->setSpacing(space::kM);
  column->addLayout(top);
  column->addWidget(m_message);
  column->addWidget(m_tabs, 1);
  m_stack->addWidget(empty);
  m_stack->addWidget(content);
  auto* all = new QVBoxLayout(this);
  all->setContentsMargins(0, 0, 0, 0);
  all->addWidget(m_stack);
  connect(&m_model, &CompareViewModel::candidatesChanged, this, &ComparePage::showAdapters);
  connect(&m_model, &CompareViewModel::failed, this, [this](const QString& words) { m_message->show(Tone::Bad, words); });
  connect(&m_model, &CompareViewModel::baseAsked, this, [this](const QString& claimed, const QString& words) {
    m_message->show(Tone::Warn, words, tr("Use it on this base"), [this, claimed] { m_model.acceptBase(claimed); });
  });
  connect(&m_model, &CompareViewModel::busyChanged, this, [this] {
    if (m_model.isBusy()) m_message->dismiss();
    for (auto* combo : m_adapters->parentWidget()->findChildren<QComboBox*>()) combo->setEnabled(!m_model.isBusy());
  });
  const auto renew = [this] {
    m_report->setEnabled(!compareReport(m_model).isEmpty());
    Q_EMIT detailsChanged();
  };
  connect(&m_model, &CompareViewModel::batchChanged, this, renew);
  connect(&m_model, &CompareViewModel::blindChanged, this, renew);
  connect(&m_model, &CompareViewModel::busyChanged, this, renew);
  connect(&m_model, &CompareViewModel::candidatesChanged, this, renew);
  m_report->setEnabled(false);
}

QLayout* ComparePage::makeTop() {
  auto* strength = new QDoubleSpinBox;
  strength->setRange(0, 4);
  strength->setSingleStep(0.05);
  strength->setValue(1);
  strength->setObjectName("compareStrength");
  strength->setAccessibleName(tr("Strength of the adapters"));
  strength->setToolTip(tr("1 is as they were trained, 0 the base model"));
  connect(strength, &QDoubleSpinBox::valueChanged, &m_model, &CompareViewModel::setStrength);
  auto* name = text(tr("Strength"), TextRole::Body, true);
  name->setBuddy(strength);
  m_report = button(tr("Report …"));
  m_report->setObjectName("compareReport");
  m_report->setToolTip(tr("One file with the verdict, its numbers, all answers and hashes, as HTML or PDF"));
  m_services.theme.setIcon(m_report, "file");
  connect(m_report, &QPushButton::clicked, this, &ComparePage::saveReport);
  auto* adapters = new QWidget;
  adapters->setLayout(m_adapters);
  auto* top = new QHBoxLayout;
  top->setSpacing(space::kM);
  top->addWidget(text(tr("Compare"), TextRole::Title));
  top->addSpacing(space::kM);
  top->addWidget(adapters, 1);
  top->addWidget(name);
  top->addWidget(strength);
  top->addWidget(m_report);
  return top;
}

void ComparePage::saveReport() {
  const QString name = m_model.chosen().value(0).replace('@', '-') + "-comparison.html";
  m_services.dialogs.chooseNewFile(this, tr("Save the report"), name, [this](const QString& path) {
    if (writeReport(path, compareReport(m_model)))
      m_message->show(Tone::Good, tr("The report was saved to %1.").arg(path));
    else
      m_message->show(Tone::Bad, tr("%1 could not be written. Choose another folder.").arg(path));
  });
}

bool ComparePage::exportView() {
  if (compareReport(m_model).isEmpty()) return false;
  saveReport();
  return true;
}

/// Takes back the last vote while a vote is in progress.
bool ComparePage::undo() {
  if (m_tabs->currentWidget() != m_blind || m_model.blindAt() == 0) return false;
  m_model.undoVote();
  return true;
}

Details ComparePage::details() {
  Details out;
  const auto found = std::find_if(m_model.candidates().begin(), m_model.candidates().end(),
                                  [this](const AdapterItem& item) { return item.key == m_model.chosen().value(0); });
  if (found == m_model.candidates().end()) return out;
  out.title = found->name;
  out.facts = adapterFacts(*found);
  if (const auto& batch = m_model.batch()) {
    out.facts.emplace_back(tr("Verdict"), verdictText(batch->verdict));
    out.facts.emplace_back(tr("Fixed, regressed"), tr("%1 and %2").arg(batch->counts[0]).arg(batch->counts[1]));
    out.facts.emplace_back(tr("Mean distance from the base (KL)"), tr("%1 nats a token").arg(numberText(batch->kl)));
  }
  return out;
}

QString ComparePage::help() const {
  return tr(
      "Base model and adapter answer the same questions over one copy of the weights. Ask is a conversation: each model goes on from its "
      "own "
      "earlier answers, and nothing is random unless a temperature is set. Held-out rows measures on examples that were never trained on "
      "and "
      "gives a verdict; squares and the confusion map show which rows changed. Blind vote lets you choose without knowing whose answer it "
      "is.\n\n"
      "D marks what differs, Y shows how sure each word was, Ctrl+E saves a report.");
}

void ComparePage::enter(const PageRequest& request) {
  if (const auto* asked = request.as<CompareAdapter>()) {
    m_wanted = asked->key;
    m_tabs->setCurrentWidget(m_ask);
  }
  m_isArriving = true;
  m_focusAtArrival = QApplication::focusWidget();
  takeFocus();
  m_model.refresh();
}

/// Puts the focus where a person goes on: into the question. It is left alone once it is elsewhere than where the window put it.
void ComparePage::takeFocus() {
  if (!m_isArriving || m_stack->currentIndex() == 0) return;
  m_isArriving = false;
  const QWidget* focus = QApplication::focusWidget();
  const bool isUntouched = !focus || focus == m_focusAtArrival || isAncestorOf(focus);
  if (isUntouched && m_tabs->currentWidget() == m_ask) m_ask->focusQuestion();
}

void ComparePage::primaryAction() {
  if (m_tabs->currentWidget() == m_ask) m_ask->ask();
  if (m_tabs->currentWidget() == m_batch) m_batch->measure();
  if (m_tabs->currentWidget() == m_blind) m_blind->start();
}

void ComparePage::showAdapters() {
  if (!m_wanted.isEmpty()) m_model.choose(0, std::exchange(m_wanted, {}));
  m_stack->setCurrentIndex(m_model.candidates().empty() ? 0 : 1);
  takeFocus();
  clear(*m_adapters);
  auto* name = text(tr("Base model and"), TextRole::Body, true);
  m_adapters->addWidget(name);
  const QStringList chosen = m_model.chosen();
  const bool more = static_cast<size_t>(chosen.size()) < CompareViewModel::kMostAdapters &&
                    static_cast<size_t>(chosen.size()) < m_model.candidates().size();
  for (int place = 0; place < chosen.size() + (more ? 1 : 0); ++place) {
    auto* combo = new QComboBox;
    combo->setAccessibleName(tr("Adapter %1").arg(place + 1));
    if (place >= chosen.size() || place > 0) combo->addItem(place < chosen.size() ? tr("take away") : tr("add another …"), QString());
    for (const auto& item : m_model.candidates()) combo->addItem(item.name, item.key);
    combo->setPlaceholderText(tr("Choose an adapter"));
    combo->setCurrentIndex(place < chosen.size() ? combo->findData(chosen[place]) : 0);
    combo->setEnabled(!m_model.isBusy());
    connect(combo, &QComboBox::activated, this, [this, combo, place] { m_model.choose(place, combo->currentData().toString()); });
    m_adapters->addWidget(combo);
    name->setMinimumHeight(combo->sizeHint().height());  // in the middle of the line
  }
}

}  // namespace graft::ui
