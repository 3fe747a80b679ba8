// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/compare/ask_options.hpp"

#include <QDoubleSpinBox>
#include <QPlainTextEdit>
#include <QVBoxLayout>

#include "ui/services/preferences.hpp"
#include "ui/widgets/basics.hpp"
#include "ui/widgets/flow_layout.hpp"
#include "ui/widgets/fold.hpp"

namespace graft::ui {
namespace {

/// A field with its name before it and a unit behind it, in one piece for a layout that wraps.
QWidget* namedField(const QString& name, QWidget* field, const QString& unit = {}) {
  auto* box = new QWidget;
  auto* row = new QHBoxLayout(box);
  row->setContentsMargins(0, 0, 0, 0);
  row->setSpacing(space::kS);
  auto* label = text(name, TextRole::Label, true);
  label->setBuddy(field);
  row->addWidget(label);
  row->addWidget(field);
  if (!unit.isEmpty()) row->addWidget(text(unit, TextRole::Label, true));
  return box;
}

}  // namespace

AskOptions::AskOptions(const Services& services) : m_services(services) {
  const Sampling usual;
  constexpr int kMostTokens = 4096;
  m_maxNew = new QSpinBox;
  m_maxNew->setRange(1, kMostTokens);
  m_maxNew->setValue(usual.maxNew);
  m_maxNew->setObjectName("answerLimit");
  m_maxNew->setAccessibleName(tr("Answer limit in tokens"));
  m_maxNew->setToolTip(tr("An answer that is not complete after so many tokens is cut off. A token is about three quarters of a word."));
  connect(m_maxNew, &QSpinBox::valueChanged, this, &AskOptions::changed);
  m_limit = namedField(tr("Answer limit"), m_maxNew, tr("tokens"));
  QWidget *system = makeSystem(), *sampling = makeSampling();
  m_systemFold = foldButton(services.theme, system, tr("System instruction (optional)"), "systemFold");
  m_samplingFold = foldButton(services.theme, sampling, tr("Sampling"), "samplingFold");
  m_samplingFold->setToolTip(tr("How the next word is chosen: always the most likely one, or with some randomness"));
  m_systemFold->setToolTip(tr("Tells all models what they are and how to answer, before your question"));
  auto* column = new QVBoxLayout(this);
  column->setContentsMargins(0, 0, 0, 0);
  column->setSpacing(space::kS);
  column->addWidget(system);
  column->addWidget(sampling);
  m_systemFold->setChecked(!this->system().isEmpty());  // an instruction that is sent is also seen
}

QWidget* AskOptions::makeSystem() {
  constexpr int kLines = 2, kPadding = 18;
  m_system = new QPlainTextEdit;
  m_system->setObjectName("systemInstruction");
  m_system->setTabChangesFocus(true);
  m_system->setPlaceholderText(tr("For example: You answer customers of a bank. Be short."));
  m_system->setAccessibleName(tr("System instruction (optional)"));
  m_system->setFixedHeight(kLines * m_system->fontMetrics().lineSpacing() + kPadding);
  m_system->setPlainText(m_services.preferences.text("system_instruction"));  // text from before the window ended
  connect(m_system, &QPlainTextEdit::textChanged, this, [this] {
    m_services.preferences.setText("system_instruction", m_system->toPlainText());
    Q_EMIT changed();
  });
  return m_system;
}

QWidget* AskOptions::makeSampling() {
  const Sampling usual;
  constexpr double kHottest = 2, kLeastTopP = 0.05;
  constexpr int kMostSeed = 1'000'000;
  m_temperature = new QDoubleSpinBox;
  m_temperature->setRange(0, kHottest);
  m_temperature->setSingleStep(0.1);
  m_temperature->setValue(usual.temperature);
  m_temperature->setObjectName("temperature");
  m_temperature->setAccessibleName(tr("Temperature"));
  m_temperature->setToolTip(tr("0: no randomness. 0.7 is usual for chats; more makes unlikely words likelier."));
  m_topP = new QDoubleSpinBox;
  m_topP->setRange(kLeastTopP, 1);
  m_topP->setSingleStep(0.05);
  m_topP->setValue(usual.topP);
  m_topP->setObjectName("topP");
  m_topP->setAccessibleName(tr("Top-p"));
  m_topP->setToolTip(tr("Only the most likely words that together reach this share are drawn from. 1: all words."));
  m_seed = new QSpinBox;
  m_seed->setRange(0, kMostSeed);
  m_seed->setValue(usual.seed);
  m_seed->setObjectName("seed");
  m_seed->setAccessibleName(tr("Seed"));
  m_seed->setToolTip(tr("The same seed draws the same words again."));
  const auto renew = [this] {
    for (QWidget* field : {static_cast<QWidget*>(m_topP), static_cast<QWidget*>(m_seed)}) field->setEnabled(m_temperature->value() > 0);
    Q_EMIT changed();
  };
  connect(m_temperature, &QDoubleSpinBox::valueChanged, this, renew);
  connect(m_topP, &QDoubleSpinBox::valueChanged, this, renew);
  connect(m_seed, &QSpinBox::valueChanged, this, renew);
  auto* box = new QWidget;
  auto* row = new FlowLayout(space::kL, space::kXs);
  box->setLayout(row);
  row->addWidget(namedField(tr("Temperature"), m_temperature));
  row->addWidget(namedField(tr("Top-p"), m_topP));
  row->addWidget(namedField(tr("Seed"), m_seed));
  row->addWidget(text(tr("Top-p and seed count from a temperature above 0 on."), TextRole::Label, true));
  renew();
  return box;
}

Sampling AskOptions::sampling() const { return {m_maxNew->value(), m_temperature->value(), m_topP->value(), m_seed->value()}; }
QString AskOptions::system() const { return m_system->toPlainText(); }
QList<QWidget*> AskOptions::controls() const { return {m_limit, m_systemFold, m_samplingFold}; }

}  // namespace graft::ui
