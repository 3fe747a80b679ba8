// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/train/train_view_model.hpp"

#include <cmath>
#include <filesystem>

#include "core/run/presets.hpp"
#include "core/run/schedule.hpp"
#include "core/workspace/models.hpp"
#include "core/workspace/places.hpp"
#include "ui/pages/train/setting_info.hpp"
#include "ui/services/background.hpp"
#include "ui/services/base_question.hpp"
#include "ui/services/job_service.hpp"
#include "ui/services/preferences.hpp"
#include "ui/services/run_service.hpp"
#include "ui/services/setting_names.hpp"
#include "ui/services/words.hpp"

namespace graft::ui {
namespace fs = std::filesystem;
namespace {

constexpr int kRestMs = 1200;
constexpr int64_t kEmbeddedParameters = 134'515'008;
constexpr char kForm[] = "train_form";

/// Returns the embedded model first, then those in HOME/models.
std::vector<std::pair<QString, QString>> findModels(const std::string& home) {
  std::vector<std::pair<QString, QString>> out;
  for (const auto& place : workspace::modelsOfHome(home)) {
    const QString name =
        place.path.empty() ? TrainViewModel::tr("SmolLM2 135M Instruct (comes with Graft)") : QString::fromStdString(place.name);
    out.emplace_back(QString::fromStdString(place.path), name);
  }
  return out;
}

}  // namespace

TrainViewModel::TrainViewModel(const Services& services, QObject* parent) : QObject(parent), m_services(services) {
  m_rest.setSingleShot(true);
  m_rest.setInterval(kRestMs);
  connect(&m_rest, &QTimer::timeout, this, &TrainViewModel::measure);
  connect(&services.runs, &RunService::ended, this, &TrainViewModel::needChanged);
  connect(&services.runs, &RunService::startingChanged, this, &TrainViewModel::needChanged);
  connect(&services.runs, &RunService::started, this, &TrainViewModel::needChanged);
  makeDefaults();
  restore();
}

std::string TrainViewModel::datasetFolder_(const store::DatasetRow& row) const {
  return m_services.store.home() + "/datasets/" + row.name + "/" + std::to_string(row.version);
}

void TrainViewModel::refresh() {
  m_readingModels.ask([this] { readModels(); });
  m_readingDatasets.ask([this] { readDatasets(); });
}

void TrainViewModel::readModels() {
  m_services.files.run(
      this, [home = m_services.store.home()] { return findModels(home); },
      [this](std::vector<std::pair<QString, QString>> models) {
        m_readingModels.answered();
        m_models = std::move(models);
        Q_EMIT listsChanged();
      });
}

void TrainViewModel::readDatasets() {
  m_services.store.ask(
      this, [](store::Store& store) { return store::listDatasets(store); },
      [this](Result<std::vector<store::DatasetRow>> rows) {
        m_readingDatasets.answered();
        if (!rows.ok()) return Q_EMIT failed(errorText(rows.error()));
        m_datasets = std::move(*rows);
        Q_EMIT listsChanged();
        const auto chosen = std::find_if(m_datasets.begin(), m_datasets.end(),
                                         [&](const auto& row) { return datasetFolder_(row) == m_dataset.toStdString(); });
        if (chosen != m_datasets.end())
          setDataset(m_dataset);
        else if (!m_datasets.empty())
          setDataset(QString::fromStdString(datasetFolder_(m_datasets.front())));
      });
}

void TrainViewModel::setDataset(const QString& folder) {
  const bool same = folder == m_dataset && !m_manifest.empty();
  m_dataset = folder;
  m_manifest = Json::object();
  for (const auto& row : m_datasets) {
    if (datasetFolder_(row) == folder.toStdString()) m_manifest = row.manifest;
  }
  if (same) return Q_EMIT changed();
  makeDefaults();
  settingsChanged();
}
void TrainViewModel::setAdapter(const QString& key) {
  if (key == m_adapter) return;
  m_acceptedBase.clear();
  if (key.isEmpty()) {
    m_adapter.clear();
    return settingsChanged();
  }
  const std::string& home = m_services.store.home();
  const auto path = workspace::findAdapter(key.toStdString(), home);
  if (!path.ok()) return Q_EMIT failed(errorText(path.error()));
  const auto base = workspace::findBase(*path, {}, home), embedded = workspace::findModel({}, home);
  if (!base.ok()) return Q_EMIT failed(errorText(base.error()));
  setModel(embedded.ok() && *embedded == *base ? QString() : QString::fromStdString(*base));
  m_adapter = key;
  if (const auto run = workspace::runOfAdapter(*path, home); !run.empty()) {
    if (const auto spec = readJsonFile(run + "/spec.json"); spec.ok())
      setDataset(QString::fromStdString(get<std::string>(*spec, "dataset", m_dataset.toStdString())));
  }
  settingsChanged();
}
void TrainViewModel::loadFromRun(const QString& run, const Json& change) {
  const auto spec = readJsonFile(m_services.runs.folderOf(run) + "/spec.json");
  if (!spec.ok()) return Q_EMIT failed(errorText(spec.error()));
  const std::string& home = m_services.store.home();
  const std::string model = get<std::string>(*spec, "model", ""), adapter = get<std::string>(*spec, "adapter", "");
  const auto embedded = workspace::findModel({}, home);
  setModel(embedded.ok() && *embedded == model ? QString() : QString::fromStdString(model));
  setDataset(QString::fromStdString(get<std::string>(*spec, "dataset", "")));
  const auto from = adapter.empty() ? std::string() : workspace::runOfAdapter(adapter, home);
  m_adapter = QString::fromStdString(from.empty() ? adapter : fs::path(from).filename().string());
  m_acceptedBase = get<std::string>(*spec, "accepted_base", "");
  Json settings = spec->contains("settings") && (*spec)["settings"].is_object() ? (*spec)["settings"] : Json::object();
  settings.update(change);
  Form form{goalNearest(settings), Json::object(), Json::object()};
  did({}, this->form());
  m_goal = form.goal;
  makeDefaults();
  for (const auto& info : settingInfos()) {
    if (settings.contains(info.key) && settings[info.key] != m_defaults[info.key]) form.settings[info.key] = settings[info.key];
  }
  become(std::move(form));
}
/// Returns the goal whose preset differs in the fewest settings.
QString TrainViewModel::goalNearest(const Json& settings) const {
  QString best = m_goal;
  size_t fewest = settings.size() + 1;
  for (const auto& goal : goals()) {
    const auto table = settingsFor(goal.preset, std::max<size_t>(1, trainRows()), m_parameters > 0 ? m_parameters : kEmbeddedParameters);
    if (!table.ok()) continue;
    const auto items = settings.items();
    const auto differing = static_cast<size_t>(std::count_if(
        items.begin(), items.end(), [&](const auto& item) { return table->contains(item.key()) && (*table)[item.key()] != item.value(); }));
    if (differing < fewest) best = goal.preset, fewest = differing;
  }
  return best;
}
std::string TrainViewModel::adapterPath() const {
  if (m_adapter.isEmpty()) return {};
  const auto path = workspace::findAdapter(m_adapter.toStdString(), m_services.store.home());
  return path.ok() ? *path : std::string();
}
void TrainViewModel::setModel(const QString& path) {
  if (path == m_model) return;
  m_adapter.clear();  // the adapter belongs to the previous base
  m_model = path;
  readModelSize();
  settingsChanged();
}
void TrainViewModel::setGoal(const QString& preset) {
  if (preset == m_goal) return;
  did({}, form());
  m_goal = preset;
  m_settings = m_tries = Json::object();  // a goal sets its own values; manual changes belonged to the previous goal
  makeDefaults();
  settingsChanged();
}

/// Reads the model size, which the defaults depend on.
void TrainViewModel::readModelSize() {
  m_parameters = 0;
  m_services.files.run(
      this,
      [model = m_model.toStdString(), home = m_services.store.home()]() -> Result<int64_t> {
        GRAFT_TRY(const auto path, workspace::findModel(model, home));
        GRAFT_TRY(const auto modelFile, ModelFile::open(path));
        return modelFile.config().parameters();
      },
      [this, asked = m_model](Result<int64_t> parameters) {
        if (asked != m_model) return;
        if (!parameters.ok()) return Q_EMIT failed(errorText(parameters.error()));
        if (m_parameters == *parameters) return;
        m_parameters = *parameters;
        makeDefaults();
        settingsChanged();
      });
}

Json TrainViewModel::chosen() const {
  Json all = m_defaults;
  all.update(m_settings);
  if (m_settings.contains("epochs")) all["steps"] = 0;  // an explicit number of epochs replaces the goal's number of steps
  return all;
}
size_t TrainViewModel::trainRows() const { return get<size_t>(m_manifest, "train", 0); }

/// Builds the defaults for the number of rows, with the goal's changes. The user's changes stay.
void TrainViewModel::makeDefaults() {
  auto made = settingsFor(m_goal.toStdString(), std::max<size_t>(1, trainRows()), m_parameters > 0 ? m_parameters : kEmbeddedParameters);
  if (!made.ok()) return;
  m_defaults = std::move(*made);
  if (const auto typed = settingsFromJson(m_defaults); typed.ok())
    m_defaults["eval_every"] = defaultEvalEvery(*typed, std::max<size_t>(1, trainRows()));
}

double TrainViewModel::value(const char* key) const { return get<double>(m_settings.contains(key) ? m_settings : m_defaults, key, 0); }
bool TrainViewModel::isChanged(const char* key) const { return m_settings.contains(key); }
int TrainViewModel::changedCount() const { return static_cast<int>(m_settings.size()); }

/// A value equal to the goal's own is not a change.
void TrainViewModel::put(const char* key, double value) {
  const bool isWhole = m_defaults.contains(key) && m_defaults[key].is_number_integer();
  const double own = get<double>(m_defaults, key, 0);
  if (std::abs(value - own) <= 1e-9 * std::max(1.0, std::abs(own)) * (own == 0 ? 1 : 1e-3) || value == own)
    m_settings.erase(key);
  else if (isWhole)
    m_settings[key] = std::llround(value);
  else
    m_settings[key] = value;
}
void TrainViewModel::setValue(const char* key, double value) {
  Form before = form();
  put(key, value);
  if (m_settings == before.settings) return;
  did(key, std::move(before));
  settingsChanged();
}
void TrainViewModel::setValues(const Json& values) {
  did({}, form());
  for (const auto& [key, value] : values.items()) {
    if (value.is_number()) put(key.c_str(), value.get<double>());
  }
  settingsChanged();
}
QString TrainViewModel::choice(const char* key) const {
  return QString::fromStdString(get<std::string>(m_settings.contains(key) ? m_settings : m_defaults, key, ""));
}
void TrainViewModel::choose(const char* key, const QString& value) {
  if (value == choice(key)) return;
  did(key, form());
  if (value.toStdString() == get<std::string>(m_defaults, key, ""))
    m_settings.erase(key);
  else
    m_settings[key] = value.toStdString();
  settingsChanged();
}
void TrainViewModel::reset(const char* key) {
  if (!isChanged(key)) return;
  did({}, form());
  m_settings.erase(key);
  settingsChanged();
}

void TrainViewModel::did(const std::string& what, Form before) {
  const bool goesOn = !what.empty() && what == m_lastChanged && m_rest.isActive();
  m_lastChanged = what;
  if (!goesOn) m_undo.did(std::move(before));
}
void TrainViewModel::become(Form form) {
  m_goal = form.goal;
  m_settings = std::move(form.settings);
  m_tries = std::move(form.tries);
  m_lastChanged.clear();
  makeDefaults();
  settingsChanged();
}
bool TrainViewModel::undo() {
  if (!m_undo.canUndo()) return false;
  become(m_undo.undo(form()));
  return true;
}
bool TrainViewModel::redo() {
  if (!m_undo.canRedo()) return false;
  become(m_undo.redo(form()));
  return true;
}

/// No value if it would have no effect: epochs beside a number of steps, or the rank of an existing adapter.
std::optional<double> TrainViewModel::valueBeside(const SettingInfo& info, int place) const {
  const std::string key = info.key;
  const bool isFixed = (key == "epochs" && get<int64_t>(chosen(), "steps", 0) > 0) || (key == "rank" && !m_adapter.isEmpty());
  return isFixed && place != 0 ? std::nullopt : rung(info, value(info.key), place);
}
bool TrainViewModel::isTried(const char* key, int place) const { return holdsPlace(m_tries, key, place); }
void TrainViewModel::tryBeside(const char* key, int place, bool on) {
  if (on == isTried(key, place)) return;
  did({}, form());
  Json& places = m_tries[key];
  if (on)
    places.push_back(place);
  else
    places.erase(std::find(places.begin(), places.end(), Json(place)));
  settingsChanged();
}
std::vector<Json> TrainViewModel::plans() const {
  Json tries = Json::object();
  for (const auto& info : settingInfos()) {
    for (int place = -kRungs; place <= kRungs; ++place) {
      if (place != 0 && isTried(info.key, place) && valueBeside(info, place)) tries[info.key].push_back(place);
    }
  }
  return combinationsOf(chosen(), tries);
}
/// Settings to measure: those of the largest adapter among all runs.
Json TrainViewModel::heaviest() const {
  Json all = chosen();
  for (const Json& plan : plans()) {
    if (get<int64_t>(plan, "rank", 0) > get<int64_t>(all, "rank", 0)) all["rank"] = plan["rank"];
  }
  return all;
}

int64_t TrainViewModel::stepsOf(const Json& settings) const {
  const auto typed = settingsFromJson(settings);
  return typed.ok() && trainRows() > 0 ? totalSteps(*typed, trainRows()) : 0;
}
int64_t TrainViewModel::steps() const {
  int64_t sum = 0;
  for (const Json& plan : plans()) sum += stepsOf(plan);
  return sum;
}
double TrainViewModel::secondsOfAll() const {
  return m_estimate.seconds * static_cast<double>(steps()) / static_cast<double>(std::max<int64_t>(1, stepsOf(chosen())));
}

void TrainViewModel::settingsChanged() {
  ++m_request;
  m_estimateState = EstimateState::Unknown;
  remember();
  m_rest.start();
  Q_EMIT changed();
  Q_EMIT needChanged();
}

void TrainViewModel::measure() {
  m_rest.stop();
  // Two engines at once would only measure each other.
  if (m_dataset.isEmpty() || m_manifest.empty() || m_services.runs.current() || m_services.runs.isStarting()) return;
  const auto model = workspace::findModel(m_model.toStdString(), m_services.store.home());
  if (!model.ok()) return Q_EMIT failed(errorText(model.error()));
  const auto settings = settingsFromJson(heaviest());
  if (!settings.ok()) return Q_EMIT failed(errorText(settings.error()));
  ForecastJob job;
  job.name = ForecastJob::jobName;
  job.model = *model;
  job.dataset = m_dataset.toStdString();
  job.adapter = adapterPath();
  job.dtype = settings->dtype;
  job.threads = settings->threads;
  job.settings = *settings;
  m_estimateState = EstimateState::Measuring;
  Q_EMIT needChanged();
  m_services.jobs.run(this, std::move(job), {}, [this, request = ++m_request](Result<ForecastResult> told) {
    if (request != m_request) return;
    m_estimateState = told.ok() ? EstimateState::Known : EstimateState::Refused;
    m_refusal = told.ok() ? QString() : errorText(told.error());
    if (told.ok()) {
      const ForecastEvent& f = told->forecast;
      const PlanEvent& p = told->plan;
      const auto count = [](size_t value) { return static_cast<int64_t>(value); };
      m_estimate = {
          f.peakMib,        f.allowedMib,         f.diskMib,           f.seconds,         p.steps,    count(p.rows), count(p.heldoutRows),
          count(p.cutRows), count(p.droppedRows), p.trainedParameters, p.modelParameters, p.recompute};
    }
    Q_EMIT needChanged();
  });
}

std::vector<TrainViewModel::Warning> TrainViewModel::advice() const {
  std::vector<Warning> out;
  if (m_manifest.empty()) return out;
  const Json all = chosen();
  const auto typed = settingsFromJson(all);
  if (!typed.ok()) return {{Level::Error, errorText(typed.error()), Json::object()}};
  PlanFacts facts;
  facts.steps = stepsOf(all);
  facts.parameters = m_parameters > 0 ? m_parameters : kEmbeddedParameters;
  facts.rows = trainRows();
  facts.heldout = get<size_t>(m_manifest, "heldout", 0);
  facts.personal = m_manifest.contains("personal_data") ? get<size_t>(m_manifest["personal_data"], "rows", 0) : 0;
  if (m_estimateState == EstimateState::Known) {
    facts.cut = static_cast<size_t>(m_estimate.cut);
    facts.dropped = static_cast<size_t>(m_estimate.dropped);
    facts.memoryMib = m_estimate.memoryMib;
    facts.freeMemoryMib = m_estimate.allowedMib;
    if (typed->recompute == Recompute::Auto) facts.recompute = m_estimate.recompute;
  }
  for (const WarningEvent& a : adviceBefore(*typed, facts)) {
    const auto say = [](const Message& message) { return withSettingNames(messageText(message)); };
    const bool isOurs = !a.change.empty() && std::all_of(a.change.items().begin(), a.change.items().end(), [](const auto& item) {
      return std::any_of(settingInfos().begin(), settingInfos().end(), [&](const auto& info) { return item.key() == info.key; });
    });
    out.push_back({a.level, sentence(say(a.text)) + " " + tr("To do: %1.").arg(say(a.action)), isOurs ? a.change : Json::object()});
  }
  return out;
}

QString TrainViewModel::missing() const {
  if (m_dataset.isEmpty() || m_manifest.empty()) return tr("Choose examples");
  if (trainRows() == 0) return tr("No rows to learn from");
  if (m_services.runs.isStarting()) return tr("Starting …");
  if (plans().size() > kMostRuns) return tr("At most %1 runs").arg(kMostRuns);
  return {};
}

void TrainViewModel::acceptBase(const QString& claimed) {
  m_acceptedBase = claimed.toStdString();
  start();
}

void TrainViewModel::start() {
  if (!missing().isEmpty() || m_asksBase) return;
  const auto model = workspace::findModel(m_model.toStdString(), m_services.store.home());
  if (!model.ok()) return Q_EMIT failed(errorText(model.error()));
  commands::TrainRequest request;
  request.dataset = m_dataset.toStdString();
  request.model = *model;
  request.adapter = adapterPath();
  if (!m_adapter.isEmpty() && request.adapter.empty())
    return Q_EMIT failed(tr("The adapter %1 is not there any more. Start anew, or choose another one.").arg(m_adapter));
  request.name = get<std::string>(m_manifest, "dataset", "run");
  request.acceptedBase = m_acceptedBase;
  if (request.adapter.empty()) return startWith(std::move(request));
  m_asksBase = true;
  m_services.files.run(
      this,
      [adapter = request.adapter, base = request.model, accepted = m_acceptedBase, home = m_services.store.home()] {
        return baseQuestion(std::vector{adapter}, base, {accepted}, home);
      },
      [this, request](const std::optional<BaseQuestion>& question) {
        m_asksBase = false;
        if (question) return Q_EMIT baseAsked(question->claimed, question->words);
        startWith(request);
      });
}

void TrainViewModel::startWith(commands::TrainRequest request) {
  if (m_estimateState == EstimateState::Measuring) m_services.jobs.stop();
  ++m_request;
  std::vector<commands::TrainRequest> requests;
  for (const Json& plan : plans()) {
    auto settings = settingsFromJson(plan);
    if (!settings.ok()) return Q_EMIT failed(errorText(settings.error()));
    requests.push_back(request);
    requests.back().settings = std::move(*settings);
  }
  request.settings = requests.front().settings;
  if (requests.size() > 1) {
    m_services.runs.sweep(std::move(requests));
  } else if (m_services.runs.current())
    m_services.runs.enqueue(std::move(request));
  else
    m_services.runs.start(std::move(request));
}

/// Saves the form, so that it is restored after a crash.
void TrainViewModel::remember() {
  m_services.preferences.set(kForm, {{"dataset", m_dataset.toStdString()},
                                     {"model", m_model.toStdString()},
                                     {"goal", m_goal.toStdString()},
                                     {"adapter", m_adapter.toStdString()},
                                     {"settings", m_settings},
                                     {"tries", m_tries}});
}
void TrainViewModel::restore() {
  const Json form = m_services.preferences.value(kForm);
  if (!form.is_object()) return;
  m_dataset = QString::fromStdString(get<std::string>(form, "dataset", ""));
  m_model = QString::fromStdString(get<std::string>(form, "model", ""));
  m_adapter = QString::fromStdString(get<std::string>(form, "adapter", ""));
  const QString goal = QString::fromStdString(get<std::string>(form, "goal", "format"));
  for (const auto& known : goals()) {
    if (goal == known.preset) m_goal = goal;
  }
  if (!m_model.isEmpty()) readModelSize();
  makeDefaults();
  if (!form.contains("settings") || !form["settings"].is_object()) return;
  const Json tries = form.value("tries", Json());
  for (const auto& info : settingInfos()) {
    for (int place = -kRungs; place <= kRungs; ++place) {
      if (place != 0 && holdsPlace(tries, info.key, place)) m_tries[info.key].push_back(place);
    }
    if (!form["settings"].contains(info.key)) continue;
    const Json& kept = form["settings"][info.key];
    const bool isKnown =
        kept.is_string() && std::any_of(info.choices.begin(), info.choices.end(), [&](const auto& one) { return kept == one.value; });
    if (info.isChoice() ? isKnown : kept.is_number()) m_settings[info.key] = kept;
  }
}

}  // namespace graft::ui
