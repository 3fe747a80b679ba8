// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/models/models_page.hpp"

#include <filesystem>

#include <QVBoxLayout>

#include "core/base/file.hpp"
#include "core/workspace/places.hpp"
#include "ui/services/background.hpp"
#include "ui/services/store_service.hpp"
#include "ui/services/words.hpp"
#include "ui/widgets/basics.hpp"
#include "ui/widgets/flow_layout.hpp"

namespace graft::ui {
namespace fs = std::filesystem;
namespace {

ModelFacts factsOf(const std::string& path, const std::string& home) {
  ModelFacts out;
  out.path = QString::fromStdString(path);
  out.isEmbedded = path.empty();
  const auto model = workspace::openTextModel(path, home);
  if (!model.ok()) {
    out.name = out.path.section('/', -1);
    out.problem = errorText(model.error());
    return out;
  }
  const auto& config = model->checkpoint.config();
  out.name = QString::fromStdString(model->checkpoint.name());
  out.parameters = config.parameters();
  out.context = config.context;
  out.layers = config.layers;
  out.width = config.hidden;
  out.chat = model->renderer ? QString::fromStdString(model->renderer->maskSource()) : QString();
  std::error_code error;
  const fs::path file = model->checkpoint.path();
  if (fs::is_regular_file(file, error)) out.bytes = static_cast<int64_t>(fs::file_size(file, error));
  for (const auto& entry : fs::directory_iterator(file, error)) {
    if (entry.path().extension() == ".safetensors") out.bytes += static_cast<int64_t>(entry.file_size(error));
  }
  return out;
}

std::vector<ModelFacts> readModels(const std::string& home) {
  std::vector<ModelFacts> out = {factsOf({}, home)};
  std::error_code error;
  for (const auto& entry : fs::directory_iterator(home + "/models", error)) {
    if (entry.path().extension() == ".gguf" || fs::exists(entry.path() / "config.json", error)) out.push_back(factsOf(entry.path().string(), home));
  }
  return out;
}

/// Memory of the weights alone while training, GiB: they are kept at 16 or 32 bits.
QString weightsText(int64_t parameters, int bytesEach) { return memoryText(static_cast<double>(parameters) * bytesEach / (1 << 20)); }

}  // namespace

PageEntry pageOfModels() {
  return {"models", ModelsPage::tr("Models"), "chip", 80, [](const Services& services) { return new ModelsPage(services); }};
}

ModelsPage::ModelsPage(const Services& services) : m_services(services), m_message(new MessageBar(services.theme)), m_cards(new QVBoxLayout) {
  auto* addButton = button(tr("Add a model …"));
  addButton->setObjectName("addModel");
  services.theme.setIcon(addButton, "add");
  connect(addButton, &QPushButton::clicked, this, &ModelsPage::add);
  auto* top = new QHBoxLayout;
  top->addWidget(text(tr("Models"), TextRole::Title), 1);
  top->addWidget(addButton);
  m_cards->setSpacing(space::kM);
  auto* column = new QVBoxLayout(this);
  column->setContentsMargins(space::kXxl, space::kXl, space::kXxl, space::kXl);
  column->setSpacing(space::kL);
  column->addLayout(top);
  column->addWidget(m_message);
  column->addWidget(prose(tr("Base models of the Llama family (Llama 2 and 3, Mistral, SmolLM2, TinyLlama), Qwen 2, 2.5 and 3 and Gemma 3, as a GGUF file or a Hugging Face folder. They are never changed."), true));
  column->addLayout(m_cards);
  column->addStretch();
}

void ModelsPage::enter(const QVariant&) { read(); }

void ModelsPage::read() {
  m_reading.ask([this] { readNow(); });
}
void ModelsPage::readNow() {
  m_services.files.run(this, [home = m_services.store.home()] { return readModels(home); }, [this](const std::vector<ModelFacts>& models) {
    m_reading.answered();
    show_(models);
  });
}

void ModelsPage::show_(const std::vector<ModelFacts>& models) {
  clear(*m_cards);
  for (const auto& model : models) m_cards->addWidget(makeCard(model));
}

QWidget* ModelsPage::makeCard(const ModelFacts& model) {
  QVBoxLayout* column = nullptr;
  auto* frame = card(column);
  auto* top = new QHBoxLayout;
  top->addWidget(text(model.name, TextRole::Section));
  if (model.isEmbedded) {
    auto* chip = new QLabel(tr("comes with Graft · Apache-2.0"));
    Theme::setKind(chip, "chip");
    top->addWidget(chip);
  }
  top->addStretch();
  if (model.problem.isEmpty()) {
    auto* use = button(tr("Train with this"));
    use->setAccessibleName(tr("Train with %1").arg(model.name));
    connect(use, &QPushButton::clicked, this, [this, path = model.path] { m_services.open("train", "model:" + path); });
    top->addWidget(use);
  }
  column->addLayout(top);
  if (!model.problem.isEmpty()) {
    auto* bar = new MessageBar(m_services.theme);
    column->addWidget(bar);
    bar->show(Tone::Bad, model.problem);
    return frame;
  }
  auto* facts = new FlowLayout(space::kXxl, space::kS);
  const auto figure = [&](const QString& name, const QString& value) {
    auto* made = new Figure(name);
    made->setValue(value);
    facts->addWidget(made);
  };
  figure(tr("weights"), tr("%1 million").arg(countText(model.parameters / 1'000'000)));
  figure(tr("on disk"), memoryText(static_cast<double>(model.bytes) / (1 << 20)));
  figure(tr("weights in memory, 16 or 32 bits"), tr("%1 or %2").arg(weightsText(model.parameters, 2), weightsText(model.parameters, 4)));
  figure(tr("longest text, tokens"), countText(model.context));
  figure(tr("layers × width"), tr("%1 × %2").arg(model.layers).arg(model.width));
  figure(tr("conversations"), model.chat.isEmpty() ? tr("no template") : tr("yes"));
  column->addLayout(facts);
  return frame;
}

/// A link in HOME/models: the file stays where it is.
void ModelsPage::add() {
  m_services.dialogs.chooseFile(this, tr("Base model"), tr("Models (*.gguf config.json)"), [this](const QString& chosen) {
    const QString path = chosen.endsWith("/config.json") ? chosen.section('/', 0, -2) : chosen;
    m_services.files.run(
        this,
        [path = path.toStdString(), home = m_services.store.home()]() -> Status {
          GRAFT_TRY(const auto model, workspace::openTextModel(path, home));
          GRAFT_CHECK(makeFolder(home + "/models"));
          std::error_code error;
          const fs::path link = fs::path(home) / "models" / fs::path(path).filename();
          fs::create_symlink(fs::absolute(path), link, error);
          if (error) return Error{Code::BadInput, "the model cannot be added: " + error.message(), link.string(), "Nothing was changed.", "Choose another file."};
          return Done{};
        },
        [this](const Status& added) {
          if (added.ok()) return read();
          m_message->show(Tone::Bad, errorText(added.error()));
        });
  });
}

QString ModelsPage::help() const {
  return tr("Base models that adapters are trained on. They stay where they lie and are never changed; adding one makes a link to it.");
}

}  // namespace graft::ui
