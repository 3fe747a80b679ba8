// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/train/train_page.hpp"

#include <QButtonGroup>
#include <QComboBox>
#include <QLineEdit>
#include <QRegularExpressionValidator>
#include <QVBoxLayout>

#include "ui/pages/train/forecast_panel.hpp"
#include "ui/pages/train/setting_row.hpp"
#include "ui/pages/train/tries_panel.hpp"
#include "ui/services/run_service.hpp"
#include "ui/services/store_service.hpp"
#include "ui/services/words.hpp"
#include "ui/widgets/basics.hpp"
#include "ui/widgets/fold.hpp"

namespace graft::ui {
namespace {
constexpr int kLongestName = 60;
}

PageEntry pageOfTrain() {
  std::vector<PageAct> acts = {{TrainPage::tr("Start training"), TrainPage::tr("train run fine-tune learn begin"), "startTraining"},
                               {TrainPage::tr("Choose the base model"), TrainPage::tr("model weights"), "baseModel"},
                               {TrainPage::tr("Name the run"), TrainPage::tr("rename title"), "runName"},
                               {TrainPage::tr("Try several values"), TrainPage::tr("sweep grid search hyperparameter"), "tries"}};
  for (const SettingInfo& info : settingInfos()) acts.push_back({info.name, info.what, QString("setting-") + info.key});
  return {"train", TrainPage::tr("Train"), "train", 30, [](const Services& services) { return new TrainPage(services); }, std::move(acts)};
}

TrainPage::TrainPage(const Services& services)
    : m_services(services), m_model(services), m_message(new MessageBar(services.theme)), m_refusal(new MessageBar(services.theme)) {
  m_start = button({}, "primary");
  m_start->setObjectName("startTraining");
  services.theme.setIcon(m_start, "play");
  connect(m_start, &QPushButton::clicked, this, &TrainPage::primaryAction);
  m_advice = new QVBoxLayout;
  m_advice->setSpacing(space::kXs);
  m_bar = new QWidget(this);
  m_bar->hide();
  m_summary = text({}, TextRole::Body);
  m_summary->setObjectName("trainSummary");
  m_warnings = button({}, "quiet");
  services.theme.setIcon(m_warnings, "warn", Tone::Warn);
  connect(m_warnings, &QPushButton::clicked, this, &TrainPage::showAdvice);
  auto* bottom = new QHBoxLayout(m_bar);
  bottom->setContentsMargins(0, 0, 0, 0);
  bottom->setSpacing(space::kM);
  bottom->addWidget(m_summary, 1);
  bottom->addWidget(m_warnings);
  bottom->addWidget(m_start);
  auto* column = new QVBoxLayout(this);
  column->setContentsMargins(space::kXxl, space::kXl, space::kXxl, space::kXl);
  column->setSpacing(space::kL);
  column->addWidget(text(tr("Train"), TextRole::Title));
  column->addWidget(m_message);
  m_goesOn = new MessageBar(services.theme);
  column->addWidget(m_goesOn);
  column->addWidget(makeChoices());
  column->addWidget(makeGoals());
  m_forecast = new ForecastPanel(services, m_model);
  m_columns = new QBoxLayout(QBoxLayout::LeftToRight);
  m_columns->setSpacing(space::kL);
  m_columns->addWidget(makeSettings(), 3);
  m_columns->addWidget(m_forecast, 2);
  column->addLayout(m_columns);
  column->addWidget(m_refusal);
  column->addLayout(m_advice);
  column->addStretch();
  connect(&m_model, &TrainViewModel::listsChanged, this, &TrainPage::showLists);
  connect(&m_model, &TrainViewModel::changed, this, &TrainPage::refresh);
  connect(&m_model, &TrainViewModel::needChanged, this, &TrainPage::showNeed);
  connect(&m_model, &TrainViewModel::changed, this, &TrainPage::detailsChanged);
  connect(&m_model, &TrainViewModel::needChanged, this, &TrainPage::detailsChanged);
  connect(&m_model, &TrainViewModel::failed, this, [this](const QString& words) { m_message->show(Tone::Bad, words); });
  connect(&m_model, &TrainViewModel::baseAsked, this, [this](const QString& claimed, const QString& words) {
    m_message->show(Tone::Warn, words, tr("Train it on this base"), [this, claimed] {
      m_message->dismiss();
      m_model.acceptBase(claimed);
    });
  });
}

QWidget* TrainPage::makeChoices() {
  auto* box = new QWidget;
  auto* row = new QHBoxLayout(box);
  row->setContentsMargins(0, 0, 0, 0);
  row->setSpacing(space::kL);
  QVBoxLayout* examples = nullptr;
  auto* dataCard = card(examples);
  examples->addWidget(text(tr("Examples"), TextRole::Section));
  m_data = new QComboBox;
  m_data->setAccessibleName(tr("Examples"));
  m_data->setObjectName("dataset");
  examples->addWidget(m_data);
  m_dataFacts = prose({}, true);
  examples->addWidget(m_dataFacts);
  examples->addStretch();
  connect(m_data, &QComboBox::activated, this, [this](int index) {
    const QString folder = m_data->itemData(index).toString();
    if (folder.isEmpty()) return m_services.open(ChooseExamples{});
    m_model.setDataset(folder);
  });
  QVBoxLayout* base = nullptr;
  auto* baseCard = card(base);
  base->addWidget(text(tr("Base model"), TextRole::Section));
  m_base = new QComboBox;
  m_base->setAccessibleName(tr("Base model"));
  m_base->setObjectName("baseModel");
  base->addWidget(m_base);
  base->addWidget(prose(tr("It stays as it is; what is learned goes into a small adapter beside it."), true));
  base->addStretch();
  connect(m_base, &QComboBox::activated, this, [this](int index) {
    if (m_base->itemData(index).toString() != "choose") return m_model.setModel(m_base->itemData(index).toString());
    m_services.dialogs.chooseFile(this, tr("Base model"), tr("Models (*.gguf config.json)"), [this](const QString& path) {
      m_model.setModel(path.endsWith("config.json") ? path.left(path.lastIndexOf('/')) : path);
      showLists();
    });
    showLists();
  });
  QVBoxLayout* named = nullptr;
  auto* nameCard = card(named);
  named->addWidget(text(tr("Name of the run"), TextRole::Section));
  m_name = new QLineEdit;
  m_name->setObjectName("runName");
  m_name->setAccessibleName(tr("Name of the run"));
  m_name->setMaxLength(kLongestName);
  m_name->setValidator(new QRegularExpressionValidator(QRegularExpression("[A-Za-z0-9._ -]*"), m_name));  // it names a folder
  m_name->setToolTip(tr("Letters a to z, digits and - _ ."));
  named->addWidget(m_name);
  named->addWidget(prose(tr("A number is added to it."), true));
  named->addStretch();
  connect(m_name, &QLineEdit::textEdited, this, [this](const QString& typed) { m_model.setName(QString(typed).replace(' ', '-')); });
  row->addWidget(dataCard, 4);
  row->addWidget(baseCard, 4);
  row->addWidget(nameCard, 3);
  return box;
}

QWidget* TrainPage::makeGoals() {
  auto* box = new QWidget;
  auto* column = new QVBoxLayout(box);
  column->setContentsMargins(0, 0, 0, 0);
  column->setSpacing(space::kS);
  column->addWidget(text(tr("What should it learn?"), TextRole::Section));
  auto* row = new QHBoxLayout;
  row->setSpacing(space::kS);
  m_goals = new QButtonGroup(this);
  for (size_t i = 0; i < goals().size(); ++i) {
    const auto& goal = goals()[i];
    auto* choice = new QPushButton;
    choice->setProperty("kind", QByteArray("choice"));
    choice->setCheckable(true);
    choice->setObjectName(QString("goal-") + goal.preset);
    choice->setAccessibleName(goal.name);
    choice->setAccessibleDescription(goal.words);
    // A layout inside the button, because a button has neither two text sizes nor wrapping.
    auto* inside = new QVBoxLayout(choice);
    inside->setContentsMargins(space::kM, space::kS, space::kM, space::kS);
    inside->setSpacing(space::kXs);
    auto* name = wrapped(goal.name, TextRole::Body);
    name->setStyleSheet("font-weight: 600");
    auto* words = wrapped(goal.words, TextRole::Label, true);
    for (QLabel* label : {name, words}) {
      label->setAttribute(Qt::WA_TransparentForMouseEvents);
      inside->addWidget(label, label == words ? 1 : 0, Qt::AlignTop);
    }
    choice->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Preferred);
    choice->setMinimumHeight(84);
    m_goals->addButton(choice, static_cast<int>(i));
    row->addWidget(choice, 1);
  }
  column->addLayout(row);
  connect(m_goals, &QButtonGroup::idClicked, this, [this](int id) { m_model.setGoal(goals()[static_cast<size_t>(id)].preset); });
  return box;
}

QWidget* TrainPage::makeSettings() {
  QVBoxLayout* column = nullptr;
  auto* frame = card(column);
  m_fine = new QWidget;
  auto* fine = new QVBoxLayout(m_fine);
  fine->setContentsMargins(0, 0, 0, 0);
  fine->setSpacing(space::kS);
  const auto addGroup = [this](FormGroup group, QVBoxLayout* to) {
    for (const auto& info : settingInfos()) {
      if (info.group != group) continue;
      auto* row = new SettingRow(m_services, m_model, info);
      m_rows.push_back(row);
      to->addWidget(row);
    }
  };
  column->addWidget(text(tr("Settings of this goal"), TextRole::Section));
  addGroup(FormGroup::Main, column);
  for (const FormGroup group : kFineGroups) {
    auto* heading = text(groupName(group), TextRole::Label, true);
    heading->setContentsMargins(space::kM + space::kS, space::kS, 0, 0);
    fine->addWidget(heading);
    addGroup(group, fine);
  }
  m_tries = new TriesPanel(m_services, m_model);
  m_fineToggle = foldButton(m_services.theme, m_fine, {}, "fold");
  m_triesToggle = foldButton(m_services.theme, m_tries, {}, "tries");
  auto* folds = new QHBoxLayout;
  folds->setSpacing(space::kL);
  folds->addWidget(m_fineToggle);
  folds->addWidget(m_triesToggle);
  folds->addStretch();
  column->addLayout(folds);
  column->addWidget(m_fine);
  column->addWidget(m_tries);
  column->addStretch();
  return frame;
}

void TrainPage::enter(const PageRequest& request) {
  if (const auto* again = request.as<TrainAgain>()) m_model.loadFromRun(again->run, again->change);
  if (const auto* asked = request.as<TrainModel>()) m_model.setModel(asked->path);
  if (const auto* asked = request.as<TrainAdapterFurther>()) m_model.setAdapter(asked->key);
  if (const auto* asked = request.as<TrainOnDataset>()) m_model.setDataset(asked->folder);
  m_model.refresh();
  refresh();
  showNeed();
}

void TrainPage::primaryAction() {
  m_message->dismiss();
  if (!m_model.hasDataset()) return m_services.open(ChooseExamples{});
  const bool waits = m_services.runs.current() != nullptr && m_model.form().plans().size() == 1;
  m_model.start();
  if (waits)
    m_message->show(Tone::Good, tr("It waits in the queue and starts by itself."), tr("Show the queue"),
                    [this] { m_services.open(ShowQueue{}); });
}

void TrainPage::showLists() {
  const QSignalBlocker quietData(m_data), quietBase(m_base);
  m_data->clear();
  for (const auto& row : m_model.datasets()) {
    const QString folder = QString::fromStdString(m_services.store.home() + "/datasets/" + row.name + "/" + std::to_string(row.version));
    m_data->addItem(tr("%1, version %2 (%3 rows)")
                        .arg(QString::fromStdString(row.name))
                        .arg(row.version)
                        .arg(countText(static_cast<int64_t>(row.manifest.rowsOk))),
                    folder);
  }
  m_data->addItem(tr("Import a file …"), QString());
  m_data->setCurrentIndex(m_data->findData(m_model.datasetFolder()));
  m_base->clear();
  for (const auto& [path, name] : m_model.models()) m_base->addItem(name, path);
  if (!m_model.model().isEmpty() && m_base->findData(m_model.model()) < 0)
    m_base->addItem(m_model.model().section('/', -1), m_model.model());
  m_base->addItem(tr("Choose a file …"), "choose");
  m_base->setCurrentIndex(m_base->findData(m_model.model()));
}

void TrainPage::refresh() {
  const DatasetManifest& m = m_model.manifest();
  m_data->setCurrentIndex(m_data->findData(m_model.datasetFolder()));
  m_dataFacts->setText(!m_model.hasDataset()
                           ? tr("Nothing is chosen yet.")
                           : tr("%1 rows to learn from, %2 held out to measure with.")
                                 .arg(countText(static_cast<int64_t>(m.train)), countText(static_cast<int64_t>(m.heldout))));
  for (size_t i = 0; i < goals().size(); ++i) m_goals->button(static_cast<int>(i))->setChecked(m_model.goal() == goals()[i].preset);
  for (SettingRow* row : m_rows) row->refresh();
  m_tries->refresh();
  m_name->setPlaceholderText(QString::fromStdString(m.dataset));
  if (!m_name->hasFocus()) m_name->setText(m_model.name());
  const auto runs = m_model.form().plans().size();
  m_triesToggle->setText(runs > 1 ? tr("Try several values · %1 runs").arg(runs) : tr("Try several values"));
  if (m_model.adapter().isEmpty())
    m_goesOn->dismiss();
  else
    m_goesOn->show(Tone::Neutral,
                   tr("Goes on from %1: its rank, strength and layers stay as they are; what it knows is kept and changed further.")
                       .arg(m_model.adapter()),
                   tr("Start anew"), [this] { m_model.setAdapter({}); });
  const int changed = m_model.changedCount();
  m_fineToggle->setText(changed == 0 ? tr("Fine details") : tr("Fine details · changed by you: %1").arg(changed));
}

void TrainPage::showNeed() {
  m_forecast->refresh();
  if (m_model.needState() == EstimateState::Refused)
    m_refusal->show(Tone::Bad, m_model.refusal(), tr("Measure again"), [this] { m_model.measure(); });
  else
    m_refusal->dismiss();
  clear(*m_advice);
  for (const auto& warning : m_model.advice()) {
    auto* bar = new MessageBar(m_services.theme);
    m_advice->addWidget(bar);
    const Tone tone = warning.level == Level::Info ? Tone::Neutral : warning.level == Level::Warn ? Tone::Warn : Tone::Bad;
    bar->show(tone, warning.words, changeWords(warning.change), [this, change = warning.change] { m_model.setValues(change); });
  }
  m_summary->setText(summaryWords());
  const auto warnings = m_model.advice().size();
  m_warnings->setVisible(warnings > 0);
  m_warnings->setText(warnings == 1 ? tr("1 warning") : tr("%1 warnings").arg(warnings));
  const QString missing = m_model.missing();
  m_start->setText(missing.isEmpty() ? startWords() : missing);
  m_start->setEnabled(missing.isEmpty() || !m_model.hasDataset());
}

/// Steps, time and memory in one line, beside the start button.
QString TrainPage::summaryWords() const {
  if (!m_model.hasDataset()) return {};
  QStringList words;
  const auto runs = m_model.form().plans().size();
  if (runs > 1) words << tr("%1 runs").arg(runs);
  words << tr("%1 steps").arg(countText(m_model.shownSteps()));
  if (const Estimate* need = m_model.shownNeed()) {
    if (need->seconds > 0) words << aboutText(m_model.secondsOfAll());
    words << memoryText(need->memoryMib);
  }
  if (m_model.needState() == EstimateState::Measuring) words << tr("measuring …");
  return words.join(" · ");
}

void TrainPage::showAdvice() {
  if (const QLayoutItem* last = m_advice->itemAt(m_advice->count() - 1)) reveal(*last->widget());
}

QString TrainPage::startWords() const {
  const bool waits = m_services.runs.current() != nullptr;  // it would share the CPU with a run
  if (const auto runs = m_model.form().plans().size(); runs > 1)
    return waits ? tr("Add %1 runs to the queue").arg(runs) : tr("Train %1 runs").arg(runs);
  return waits ? tr("Add to the queue") : tr("Train on %1 rows").arg(countText(static_cast<int64_t>(m_model.manifest().train)));
}

/// Label of the button that makes the change; empty for none.
QString TrainPage::changeWords(const Json& change) const {
  QStringList words;
  for (const auto& info : settingInfos()) {
    if (change.contains(info.key) && change[info.key].is_number())
      words << tr("%1: %2").arg(info.name, numberText(change[info.key].get<double>()));
  }
  return words.join(", ");
}

QString TrainPage::help() const {
  return tr(
      "Choose examples, a base model and a goal; time, memory and disk are measured before anything starts. Fine details hold every "
      "setting, each with five lines of help on F1; a dot marks what differs from the goal. Where you are not sure of a value, try "
      "several: each is trained, and the best is named.\n\nCtrl+Return starts, Ctrl+Z takes a changed setting back.");
}

/// Puts the forecast below the settings where both do not fit side by side.
void TrainPage::resizeEvent(QResizeEvent* event) {
  Page::resizeEvent(event);
  constexpr int kLines = 57;
  const int line = QFontMetrics(m_services.theme.font(TextRole::Body)).height();
  m_columns->setDirection(width() < kLines * line ? QBoxLayout::TopToBottom : QBoxLayout::LeftToRight);
}

bool TrainPage::undo() { return m_model.undo(); }
bool TrainPage::redo() { return m_model.redo(); }

Details TrainPage::details() {
  Details out;
  if (!m_model.hasDataset()) return out;
  const DatasetManifest& m = m_model.manifest();
  const commands::TrainForm& form = m_model.form();
  const auto count = [](uint64_t value) { return countText(static_cast<int64_t>(value)); };
  out.title = tr("%1, version %2").arg(QString::fromStdString(m.dataset)).arg(m.version);
  out.facts = {{tr("To learn from"), count(m.train)},
               {tr("Held out"), count(m.heldout)},
               {tr("Settings of your own"), countText(m_model.changedCount())}};
  for (const auto& info : settingInfos()) {
    if (form.isChanged(info.key))
      out.facts.emplace_back(info.name, info.isChoice() ? QString::fromStdString(form.name(info.key)) : numberText(form.number(info.key)));
  }
  if (m_model.needState() != EstimateState::Known) return out;
  const Estimate& need = m_model.need();
  out.facts.emplace_back(tr("Memory"), tr("%1 of %2").arg(memoryText(need.memoryMib), memoryText(need.allowedMib)));
  out.facts.emplace_back(tr("Time"), durationText(m_model.secondsOfAll()));
  out.facts.emplace_back(tr("Numbers that are trained"), tr("%1 of %2").arg(countText(need.trained), countText(need.parameters)));
  return out;
}

}  // namespace graft::ui
