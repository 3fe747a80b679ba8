// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/models/model_card.hpp"

#include <QEvent>
#include <QHBoxLayout>
#include <QVBoxLayout>

#include "ui/pages/models/models_view_model.hpp"
#include "ui/services/words.hpp"
#include "ui/widgets/basics.hpp"
#include "ui/widgets/flow_layout.hpp"

namespace graft::ui {
namespace {

using workspace::ModelFacts;

constexpr double kMib = 1 << 20;

QString q(const std::string& text) { return QString::fromStdString(text); }
QString sizeText(const ModelFacts& model) { return memoryText(static_cast<double>(model.bytes) / kMib); }

QLabel* chip(const QString& words, const char* kind = "chip", const QString& explanation = {}) {
  auto* made = new QLabel(words);
  Theme::setKind(made, kind);
  made->setToolTip(explanation);
  return made;
}

const char* chipKind(Tone tone) {
  switch (tone) {
    case Tone::Good: return "chip-good";
    case Tone::Warn: return "chip-warn";
    case Tone::Bad: return "chip-bad";
    default: return "chip";
  }
}

QLabel* fitChip(const ModelFacts& model, double roomMib) {
  const FitWords fit = fitWords(model.need, roomMib);
  return fit.words.isEmpty() ? nullptr : chip(fit.words, chipKind(fit.tone), fit.explanation);
}

}  // namespace

ModelCard::ModelCard(const Theme& theme, const ModelFacts& model, double roomMib) : m_name(q(model.place.name)) {
  Theme::setKind(this, "card");
  auto* column = new QVBoxLayout(this);
  column->setContentsMargins(space::kL, space::kL, space::kL, space::kL);
  column->setSpacing(space::kS);
  column->addWidget(makeTop(theme, model, roomMib));
  setToolTip(model.place.path.empty() ? QString() : q(model.place.path));
  if (model.problem) {
    auto* bar = new MessageBar(theme);
    column->addWidget(bar);
    bar->show(Tone::Bad, errorText(*model.problem));
    return;
  }
  auto* facts = new FlowLayout(space::kXxl, space::kS);
  const auto figure = [&](const QString& label, const QString& value) {
    auto* made = new Figure(label);
    made->setValue(value);
    facts->addWidget(made);
  };
  figure(tr("weights"), parametersText(model.parameters));
  figure(tr("on disk"), sizeText(model));
  figure(tr("memory to train, about"), memoryText(model.need.fullMib));
  figure(tr("in 4 bits (QLoRA), about"), memoryText(model.need.fourBitsMib));
  figure(tr("context, tokens"), countText(model.context));
  figure(tr("architecture: %1").arg(q(model.architecture)),
         tr("%n layer(s), width %1", nullptr, static_cast<int>(model.layers)).arg(countText(model.width)));
  column->addLayout(facts);
}

QWidget* ModelCard::makeTop(const Theme& theme, const ModelFacts& model, double roomMib) {
  auto* top = new QWidget;
  auto* row = new QHBoxLayout(top);
  row->setContentsMargins(0, 0, 0, 0);
  row->setSpacing(space::kS);
  const QString name = q(model.name);
  auto* title = new FlowLayout(space::kM, space::kS);
  title->addWidget(text(name, TextRole::Section));
  if (model.place.path.empty()) title->addWidget(chip(tr("comes with Graft")));
  if (!model.problem) {
    if (QLabel* fit = fitChip(model, roomMib)) title->addWidget(fit);
    title->addWidget(chip(chatText(model), "chip",
                          model.mask.empty() ? tr("It continues texts. Conversations cannot be written for it.")
                                             : tr("It has a template for conversations: questions, answers and system text.")));
    if (!model.license.empty()) title->addWidget(chip(tr("Licence: %1").arg(q(model.license))));
  }
  row->addLayout(title, 1);
  if (model.isLink) {
    auto* remove = button(tr("Remove"), "quiet");
    remove->setAccessibleName(tr("Remove %1 from the list").arg(name));
    remove->setToolTip(tr("Removes the link. The model's files stay where they are."));
    theme.setIcon(remove, "close");
    remove->installEventFilter(this);
    connect(remove, &QPushButton::clicked, this, &ModelCard::removeAsked);
    row->addWidget(remove, 0, Qt::AlignTop);
  }
  if (!model.problem) {
    auto* use = button(tr("Train with this"));
    use->setAccessibleName(tr("Train with %1").arg(name));
    use->installEventFilter(this);
    connect(use, &QPushButton::clicked, this, &ModelCard::trainAsked);
    row->addWidget(use, 0, Qt::AlignTop);
  }
  return top;
}

void ModelCard::setChosen(bool isChosen) {
  Theme::setKind(this, isChosen ? "card-chosen" : "card");
  setAccessibleDescription(isChosen ? tr("chosen") : QString());
}

bool ModelCard::eventFilter(QObject*, QEvent* event) {
  if (event->type() == QEvent::FocusIn) Q_EMIT chosen();
  return false;
}
void ModelCard::mousePressEvent(QMouseEvent*) { Q_EMIT chosen(); }

QWidget* otherModelRow(const ModelFacts& model, double roomMib, std::function<void()> add) {
  auto* row = new QWidget;
  auto* line = new QHBoxLayout(row);
  line->setContentsMargins(0, 0, 0, 0);
  line->setSpacing(space::kM);
  auto* words = new QVBoxLayout;
  words->setSpacing(space::kXs);
  const QString name = q(model.name);
  words->addWidget(wrapped(name, TextRole::Body));
  auto* facts = new FlowLayout(space::kM, space::kXs);
  const QString size = ModelCard::tr("%1 · %2 weights · %3").arg(q(model.place.program), parametersText(model.parameters), sizeText(model));
  facts->addWidget(text(size, TextRole::Body, true));
  if (QLabel* fit = fitChip(model, roomMib)) facts->addWidget(fit);
  words->addLayout(facts);
  line->addLayout(words, 1);
  auto* addButton = button(ModelCard::tr("Add"));
  addButton->setAccessibleName(ModelCard::tr("Add %1").arg(name));
  QObject::connect(addButton, &QPushButton::clicked, row, std::move(add));
  line->addWidget(addButton, 0, Qt::AlignVCenter);
  return row;
}

std::vector<std::pair<QString, QString>> modelFacts(const ModelFacts& model) {
  if (model.problem) return {{ModelCard::tr("Problem"), errorText(*model.problem)}};
  std::vector<std::pair<QString, QString>> out = {{ModelCard::tr("Weights"), countText(model.parameters)},
                                                  {ModelCard::tr("On disk"), sizeText(model)},
                                                  {ModelCard::tr("Memory to train, about"), memoryText(model.need.fullMib)},
                                                  {ModelCard::tr("In 4 bits (QLoRA), about"), memoryText(model.need.fourBitsMib)},
                                                  {ModelCard::tr("Context, tokens"), countText(model.context)},
                                                  {ModelCard::tr("Architecture"), q(model.architecture)},
                                                  {ModelCard::tr("Conversations"), chatText(model)}};
  if (!model.license.empty()) out.emplace_back(ModelCard::tr("Licence"), q(model.license));
  if (!model.place.path.empty()) out.emplace_back(ModelCard::tr("Place"), q(model.place.path));
  return out;
}

}  // namespace graft::ui
