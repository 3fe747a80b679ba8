// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/models/models_page.hpp"

#include <QHBoxLayout>
#include <QVBoxLayout>

#include "ui/services/background.hpp"
#include "ui/services/store_service.hpp"
#include "ui/services/words.hpp"
#include "ui/widgets/basics.hpp"
#include "ui/widgets/flow_layout.hpp"

namespace graft::ui {
namespace {

using workspace::Look;
using workspace::ModelFacts;
using workspace::ModelPlace;

constexpr size_t kMostReasons = 5;  ///< models that cannot be trained are listed individually up to this number

std::vector<ModelFacts> factsOf(const std::vector<ModelPlace>& places, const std::string& home, Look look) {
  std::vector<ModelFacts> out;
  for (const auto& place : places) out.push_back(workspace::factsOf(place, home, look));
  return out;
}

/// Memory of the weights alone during training, GiB, at 16 or 32 bits each.
QString weightsText(int64_t parameters, int bytesEach) { return memoryText(static_cast<double>(parameters) * bytesEach / (1 << 20)); }

}  // namespace

PageEntry pageOfModels() {
  return {"models",
          ModelsPage::tr("Models"),
          "chip",
          80,
          [](const Services& services) { return new ModelsPage(services); },
          {{ModelsPage::tr("Add a base model"), ModelsPage::tr("download gguf hugging face folder"), "addModel", PageAct::How::Press}}};
}

ModelsPage::ModelsPage(const Services& services)
    : m_services(services),
      m_message(new MessageBar(services.theme)),
      m_cards(new QVBoxLayout),
      m_others(new QWidget),
      m_rows(new QVBoxLayout) {
  auto* addButton = button(tr("Add a model …"));
  addButton->setObjectName("addModel");
  services.theme.setIcon(addButton, "add");
  connect(addButton, &QPushButton::clicked, this, &ModelsPage::choose);
  auto* top = new QHBoxLayout;
  top->addWidget(text(tr("Models"), TextRole::Title), 1);
  top->addWidget(addButton);
  m_cards->setSpacing(space::kM);
  auto* column = new QVBoxLayout(this);
  column->setContentsMargins(space::kXxl, space::kXl, space::kXxl, space::kXl);
  column->setSpacing(space::kL);
  column->addLayout(top);
  column->addWidget(m_message);
  column->addWidget(prose(tr("Base models of the Llama family (Llama 2 and 3, Mistral, SmolLM2, TinyLlama), Qwen 2, 2.5 and 3, Gemma 3, "
                             "SmolLM3 and Granite 3, as a GGUF file or a Hugging Face folder. They are never changed."),
                          true));
  column->addLayout(m_cards);
  auto* others = new QVBoxLayout(m_others);
  others->setContentsMargins(0, space::kL, 0, 0);
  others->setSpacing(space::kM);
  others->addWidget(text(tr("On this computer already"), TextRole::Section));
  others->addWidget(prose(tr("Other programs keep these. Adding one makes a link to it; the files stay where they are."), true));
  QVBoxLayout* inner = nullptr;
  auto* frame = card(inner);
  inner->addLayout(m_rows);
  m_rows->setSpacing(space::kM);
  others->addWidget(frame);
  m_others->hide();
  column->addWidget(m_others);
  column->addStretch();
}

void ModelsPage::enter(const PageRequest&) { read(); }

void ModelsPage::read() {
  m_reading.ask([this] { readNow(); });
}
/// Lists trainable models first, because scanning the folders of other programs takes longer.
void ModelsPage::readNow() {
  const std::string home = m_services.store.home();
  m_services.files.run(
      this, [home] { return factsOf(workspace::modelsOfHome(home), home, Look::Text); },
      [this](const std::vector<ModelFacts>& models) { refresh(models); });
  m_services.files.run(
      this, [home] { return factsOf(workspace::modelsOfOtherPrograms(home), home, Look::Weights); },
      [this](const std::vector<ModelFacts>& models) {
        m_reading.answered();
        showOthers(models);
      });
}

void ModelsPage::refresh(const std::vector<ModelFacts>& models) {
  clear(*m_cards);
  for (const auto& model : models) m_cards->addWidget(makeCard(model));
}

void ModelsPage::showOthers(const std::vector<ModelFacts>& models) {
  clear(*m_rows);
  m_others->setVisible(!models.empty());
  std::vector<const ModelFacts*> unusable;
  for (const auto& model : models) {
    if (model.problem)
      unusable.push_back(&model);
    else
      m_rows->addWidget(makeRow(model));
  }
  for (size_t i = 0; i < unusable.size() && i < kMostReasons; ++i) {
    const auto& model = *unusable[i];
    const Error problem = {model.problem->code, model.problem->what, {}, {}, {}};
    m_rows->addWidget(prose(tr("%1 (%2) cannot be trained here: %3")
                                .arg(QString::fromStdString(model.name), QString::fromStdString(model.place.program), errorText(problem)),
                            true));
  }
  if (unusable.size() > kMostReasons)
    m_rows->addWidget(prose(tr("%n more cannot be trained here.", nullptr, static_cast<int>(unusable.size() - kMostReasons)), true));
}

/// Builds one line: name, publisher and size, and the action to get the model.
QWidget* ModelsPage::makeRow(const ModelFacts& model) {
  auto* row = new QWidget;
  auto* line = new QHBoxLayout(row);
  line->setContentsMargins(0, 0, 0, 0);
  line->setSpacing(space::kM);
  auto* words = new QVBoxLayout;
  words->setSpacing(space::kXs);
  const QString name = QString::fromStdString(model.name);
  words->addWidget(wrapped(name, TextRole::Body));
  words->addWidget(prose(tr("%1 · %2 million weights · %3")
                             .arg(QString::fromStdString(model.place.program), countText(model.parameters / 1'000'000),
                                  memoryText(static_cast<double>(model.bytes) / (1 << 20))),
                         true));
  line->addLayout(words, 1);
  auto* addButton = button(tr("Add"));
  addButton->setAccessibleName(tr("Add %1").arg(name));
  connect(addButton, &QPushButton::clicked, this, [this, place = model.place] { add(place); });
  line->addWidget(addButton, 0, Qt::AlignVCenter);
  return row;
}

QWidget* ModelsPage::makeCard(const ModelFacts& model) {
  QVBoxLayout* column = nullptr;
  auto* frame = card(column);
  auto* top = new QHBoxLayout;
  auto* title = new FlowLayout(space::kM, space::kS);
  const QString name = QString::fromStdString(model.name), path = QString::fromStdString(model.place.path);
  title->addWidget(text(name, TextRole::Section));
  if (path.isEmpty()) {
    auto* chip = new QLabel(tr("comes with Graft · Apache-2.0"));
    Theme::setKind(chip, "chip");
    title->addWidget(chip);
  }
  top->addLayout(title, 1);
  if (!model.problem) {
    auto* use = button(tr("Train with this"));
    use->setAccessibleName(tr("Train with %1").arg(name));
    connect(use, &QPushButton::clicked, this, [this, path] { m_services.open(TrainModel{path}); });
    top->addWidget(use);
  }
  column->addLayout(top);
  if (model.problem) {
    auto* bar = new MessageBar(m_services.theme);
    column->addWidget(bar);
    bar->show(Tone::Bad, errorText(*model.problem));
    return frame;
  }
  auto* facts = new FlowLayout(space::kXxl, space::kS);
  const auto figure = [&](const QString& label, const QString& value) {
    auto* made = new Figure(label);
    made->setValue(value);
    facts->addWidget(made);
  };
  figure(tr("weights"), tr("%1 million").arg(countText(model.parameters / 1'000'000)));
  figure(tr("on disk"), memoryText(static_cast<double>(model.bytes) / (1 << 20)));
  figure(tr("weights in memory, 16 or 32 bits"), tr("%1 or %2").arg(weightsText(model.parameters, 2), weightsText(model.parameters, 4)));
  figure(tr("longest text, tokens"), countText(model.context));
  figure(tr("layers × width"), tr("%1 × %2").arg(model.layers).arg(model.width));
  figure(tr("conversations"), model.mask.empty() ? tr("no template") : tr("yes"));
  column->addLayout(facts);
  return frame;
}

void ModelsPage::choose() {
  m_services.dialogs.chooseFile(this, tr("Base model"), tr("Models (*.gguf config.json)"), [this](const QString& chosen) {
    const QString path = chosen.endsWith("/config.json") ? chosen.section('/', 0, -2) : chosen;
    add({path.section('/', -1).toStdString(), {}, path.toStdString()});
  });
}

void ModelsPage::add(const ModelPlace& place) {
  m_services.files.run(
      this, [place, home = m_services.store.home()] { return workspace::addModel(place, home); },
      [this](const Status& added) {
        if (added.ok()) return read();
        m_message->show(Tone::Bad, errorText(added.error()));
      });
}

QString ModelsPage::help() const {
  return tr("Base models that adapters are trained on. They stay where they lie and are never changed; adding one makes a link to it.");
}

}  // namespace graft::ui
