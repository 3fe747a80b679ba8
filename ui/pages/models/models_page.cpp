// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/models/models_page.hpp"

#include <QHBoxLayout>
#include <QLineEdit>
#include <QMenu>
#include <QVBoxLayout>

#include "ui/pages/models/model_card.hpp"
#include "ui/services/words.hpp"
#include "ui/widgets/basics.hpp"

namespace graft::ui {
namespace {

using workspace::ModelFacts;

constexpr int kMostReasons = 5;  ///< models that cannot be trained are listed individually up to this number

}  // namespace

PageEntry pageOfModels() {
  return {"models",
          ModelsPage::tr("Models"),
          "chip",
          80,
          [](const Services& services) { return new ModelsPage(services); },
          {{ModelsPage::tr("Add a base model"), ModelsPage::tr("download gguf hugging face folder"), "addModel", PageAct::How::Press},
           {ModelsPage::tr("Search the models"), ModelsPage::tr("find ollama lm studio llama qwen gemma"), "searchModels",
            PageAct::How::Focus}}};
}

ModelsPage::ModelsPage(const Services& services)
    : m_services(services),
      m_model(services),
      m_message(new MessageBar(services.theme)),
      m_search(new QLineEdit),
      m_add(button(tr("Add a model …"))),
      m_cards(new QVBoxLayout),
      m_rows(new QVBoxLayout),
      m_ownWords(prose(tr("Looking for models …"), true)),
      m_othersWords(prose(tr("Looking through the folders of other programs …"), true)) {
  m_cards->setSpacing(space::kM);
  auto* column = new QVBoxLayout(this);
  column->setContentsMargins(space::kXxl, space::kXl, space::kXxl, space::kXl);
  column->setSpacing(space::kL);
  column->addLayout(makeTop());
  column->addWidget(m_message);
  column->addWidget(prose(tr("Base models of the Llama family (Llama 2 and 3, Mistral, SmolLM2, TinyLlama), Qwen 2, 2.5 and 3, Gemma 3, "
                             "SmolLM3 and Granite 3, as a GGUF file or a Hugging Face folder. They are never changed."),
                          true));
  column->addWidget(m_ownWords);
  column->addLayout(m_cards);
  column->addWidget(makeOthers());
  column->addWidget(makeGuide());
  column->addStretch();
  connect(&m_model, &ModelsViewModel::ownChanged, this, &ModelsPage::showOwn);
  connect(&m_model, &ModelsViewModel::othersChanged, this, &ModelsPage::showOthers);
  connect(&m_model, &ModelsViewModel::chosenChanged, this, &ModelsPage::showChosen);
  connect(&m_model, &ModelsViewModel::failed, this, [this](const QString& words) { m_message->show(Tone::Bad, words); });
}

QLayout* ModelsPage::makeTop() {
  m_search->setObjectName("searchModels");
  m_search->setPlaceholderText(tr("Search models"));
  m_search->setAccessibleName(tr("Search models"));
  m_search->setClearButtonEnabled(true);
  connect(m_search, &QLineEdit::textChanged, &m_model, &ModelsViewModel::setSearch);
  auto* menu = new QMenu(this);
  menu->setAccessibleName(tr("Add a model …"));
  connect(menu->addAction(tr("A GGUF file …")), &QAction::triggered, this, &ModelsPage::chooseFile);
  connect(menu->addAction(tr("A Hugging Face folder …")), &QAction::triggered, this, &ModelsPage::chooseFolder);
  m_add->setObjectName("addModel");
  m_services.theme.setIcon(m_add, "add");
  connect(m_add, &QPushButton::clicked, this, [this, menu] { menu->popup(m_add->mapToGlobal(m_add->rect().bottomLeft())); });
  auto* top = new QHBoxLayout;
  top->setSpacing(space::kM);
  top->addWidget(text(tr("Models"), TextRole::Title), 1);
  top->addWidget(m_search, 1);
  top->addWidget(m_add);
  return top;
}

QWidget* ModelsPage::makeOthers() {
  auto* whole = new QWidget;
  auto* others = new QVBoxLayout(whole);
  others->setContentsMargins(0, space::kL, 0, 0);
  others->setSpacing(space::kM);
  others->addWidget(text(tr("On this computer already"), TextRole::Section));
  others->addWidget(prose(tr("Other programs keep these. Adding one makes a link to it; the files stay where they are."), true));
  QVBoxLayout* inner = nullptr;
  auto* frame = card(inner);
  inner->addWidget(m_othersWords);
  inner->addLayout(m_rows);
  m_rows->setSpacing(space::kM);
  others->addWidget(frame);
  return whole;
}

QWidget* ModelsPage::makeGuide() {
  QVBoxLayout* column = nullptr;
  auto* frame = card(column);
  column->addWidget(text(tr("How to get a model"), TextRole::Section));
  const QString steps[] = {
      tr("Two forms fit: one GGUF file (name.gguf), or a Hugging Face folder with config.json, model.safetensors, tokenizer.json and "
         "tokenizer_config.json."),
      tr("From Hugging Face: open the model's page in a browser, choose “Files and versions”, save all its files into one folder, and add "
         "that folder here."),
      tr("From Ollama, LM Studio, llama.cpp or GPT4All: download the model in that program. Graft finds it by itself and lists it above."),
      tr("For a first try on a laptop, models of 0.1 to 1.5 billion weights are quick to train. The badge says what fits this machine."),
      tr("Graft itself opens no network connection, so it downloads nothing.")};
  for (const QString& step : steps) column->addWidget(prose(step, true));
  return frame;
}

void ModelsPage::enter(const PageRequest& request) {
  if (const auto* show = request.as<ShowModel>()) {
    m_search->clear();
    m_model.choose(show->name);
  }
  m_message->dismiss();
  m_model.refresh();
}

void ModelsPage::find() {
  m_search->setFocus(Qt::ShortcutFocusReason);
  m_search->selectAll();
}

void ModelsPage::primaryAction() {
  if (const ModelFacts* model = m_model.chosen()) train(*model);
}

void ModelsPage::train(const ModelFacts& model) {
  if (model.problem) return m_message->show(Tone::Bad, errorText(*model.problem));
  m_services.open(TrainModel{QString::fromStdString(model.place.path)});
}

void ModelsPage::showOwn() {
  clear(*m_cards);
  m_shown.clear();
  const auto models = m_model.own();
  m_ownWords->setVisible(models.empty());
  m_ownWords->setText(m_model.isOwnRead() ? tr("No model of this name.") : tr("Looking for models …"));
  for (const ModelFacts* model : models) {
    auto* made = new ModelCard(m_services.theme, *model, m_model.roomMib());
    connect(made, &ModelCard::chosen, this, [this, made] { m_model.choose(made->name()); });
    // The card is deleted when the list changes, so it keeps a copy.
    connect(made, &ModelCard::trainAsked, this, [this, facts = *model] { train(facts); });
    connect(made, &ModelCard::removeAsked, this, [this, facts = *model] { m_model.remove(facts); });
    m_cards->addWidget(made);
    m_shown.push_back(made);
  }
  showChosen();
}

void ModelsPage::showChosen() {
  const ModelFacts* model = m_model.chosen();
  for (ModelCard* made : m_shown) made->setChosen(model && made->name() == QString::fromStdString(model->place.name));
  Q_EMIT detailsChanged();
}

void ModelsPage::showOthers() {
  clear(*m_rows);
  const auto models = m_model.others();
  m_othersWords->setVisible(models.empty());
  m_othersWords->setText(!m_model.areOthersRead() ? tr("Looking through the folders of other programs …")
                         : m_model.hasOthers()
                             ? tr("No model of this name.")
                             : tr("None was found. Graft looks in the folders of Hugging Face, Ollama, LM Studio, llama.cpp "
                                  "and GPT4All."));
  int reasons = 0, more = 0;
  for (const ModelFacts* model : models) {
    if (!model->problem) {
      m_rows->addWidget(otherModelRow(*model, m_model.roomMib(), [this, place = model->place] { m_model.add(place); }));
      continue;
    }
    if (++reasons > kMostReasons) {
      ++more;
      continue;
    }
    const Error problem = {model->problem->code, model->problem->what, {}, {}, {}};
    m_rows->addWidget(prose(tr("%1 (%2) cannot be trained here: %3")
                                .arg(QString::fromStdString(model->name), QString::fromStdString(model->place.program), errorText(problem)),
                            true));
  }
  if (more > 0) m_rows->addWidget(prose(tr("%n more cannot be trained here.", nullptr, more), true));
}

void ModelsPage::chooseFile() {
  m_services.dialogs.chooseFile(this, tr("Base model, a GGUF file"), tr("GGUF models (*.gguf)") + ";;" + tr("All files (*)"),
                                [this](const QString& path) { add(path); });
}
void ModelsPage::chooseFolder() {
  m_services.dialogs.chooseFolder(this, tr("Base model, a Hugging Face folder"), [this](const QString& path) { add(path); });
}
/// A file config.json stands for its folder.
void ModelsPage::add(const QString& chosen) {
  const QString path = chosen.endsWith("/config.json") ? chosen.section('/', 0, -2) : chosen;
  m_message->dismiss();
  m_model.add({path.section('/', -1, -1, QString::SectionSkipEmpty).toStdString(), {}, path.toStdString()});
}

Details ModelsPage::details() {
  const ModelFacts* model = m_model.chosen();
  if (!model) return {};
  Details out;
  out.title = QString::fromStdString(model->name);
  out.facts = modelFacts(*model);
  return out;
}

QString ModelsPage::help() const {
  return tr(
      "Base models that adapters are trained on. They stay where they lie and are never changed; adding one makes a link to it. "
      "Ctrl+Return "
      "trains with the framed model, Ctrl+F searches. Remove takes the link away, never the files.");
}

}  // namespace graft::ui
