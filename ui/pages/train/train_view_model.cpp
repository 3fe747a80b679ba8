// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/train/train_view_model.hpp"

#include <algorithm>
#include <utility>

#include "core/base/processors.hpp"
#include "core/base/system.hpp"
#include "core/workspace/datasets.hpp"
#include "core/workspace/models.hpp"
#include "core/workspace/places.hpp"
#include "ui/services/background.hpp"
#include "ui/services/base_question.hpp"
#include "ui/services/graphics_card.hpp"
#include "ui/services/job_service.hpp"
#include "ui/services/preferences.hpp"
#include "ui/services/run_service.hpp"
#include "ui/services/words.hpp"

namespace graft::ui {
namespace {

constexpr int kRestMs = 1200;

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
  connect(&services.runs, &RunService::ended, this, [this] {
    if (m_estimateState == EstimateState::Unknown) m_rest.start();
    Q_EMIT needChanged();
  });
  connect(&services.runs, &RunService::startingChanged, this, [this] {
    if (m_services.runs.isStarting())
      stopMeasuring();
    else if (m_estimateState == EstimateState::Unknown)
      m_rest.start();  // the start may have been refused
    Q_EMIT needChanged();
  });
  connect(&services.runs, &RunService::started, this, &TrainViewModel::needChanged);
  restore();
}

std::string TrainViewModel::folderOf(const store::DatasetRow& row) const {
  return m_services.store.home() + "/datasets/" + row.name + "/" + std::to_string(row.version);
}

void TrainViewModel::refresh() {
  readModelFacts();  // memory may have become free
  m_readingModels.ask([this] { readModels(); });
  m_readingDatasets.ask([this] { readDatasets(); });
}

void TrainViewModel::readModels() {
  m_services.lookups.run(
      this, [home = m_services.store.home()] { return findModels(home); },
      [this](std::vector<std::pair<QString, QString>> models) {
        m_readingModels.answered();
        m_models = std::move(models);
        Q_EMIT listsChanged();
      });
}

void TrainViewModel::readDatasets() {
  struct Found {
    std::vector<store::DatasetRow> rows;
    std::string chosen;  ///< present folder of the chosen version, which may have been renamed
  };
  m_services.store.ask(
      this,
      [chosen = m_inputs.dataset](store::Store& store) -> Result<Found> {
        GRAFT_TRY(auto rows, store::listDatasets(store));
        return Found{std::move(rows), workspace::presentFolder(chosen)};
      },
      [this, before = m_inputs.dataset](Result<Found> found) {
        m_readingDatasets.answered();
        if (!found.ok()) return Q_EMIT failed(errorText(found.error()));
        m_datasets = std::move(found->rows);
        if (m_inputs.dataset == before) m_inputs.dataset = found->chosen;
        Q_EMIT listsChanged();
        const auto chosen =
            std::find_if(m_datasets.begin(), m_datasets.end(), [&](const auto& row) { return folderOf(row) == m_inputs.dataset; });
        if (chosen != m_datasets.end())
          applyDataset(m_inputs.dataset);
        else
          applyDataset(m_datasets.empty() ? std::string() : folderOf(m_datasets.front()));
      });
}

int TrainViewModel::beginLookup() {
  m_isLookingUp = true;
  Q_EMIT needChanged();
  return ++m_lookup;
}

/// Returns false for an answer that a later choice has made void.
bool TrainViewModel::endLookup(int lookup) {
  if (lookup != m_lookup) return false;
  dropLookup();
  return true;
}

/// Nothing was measured while the look-up went on.
void TrainViewModel::dropLookup() {
  ++m_lookup;
  if (!std::exchange(m_isLookingUp, false)) return;
  m_rest.start();
  Q_EMIT needChanged();
}

void TrainViewModel::setDataset(const QString& folder) {
  dropLookup();
  applyDataset(folder.toStdString());
}

void TrainViewModel::applyDataset(const std::string& folder) {
  const bool isSame = folder == m_inputs.dataset && m_hasDataset;
  m_inputs.dataset = folder;
  const auto row = std::find_if(m_datasets.begin(), m_datasets.end(), [&](const auto& one) { return folderOf(one) == folder; });
  m_hasDataset = row != m_datasets.end();
  m_manifest = m_hasDataset ? row->manifest : DatasetManifest();
  if (isSame) return Q_EMIT changed();
  setFacts();
  settingsChanged();
}

void TrainViewModel::setModel(const QString& path) {
  dropLookup();
  applyModel(path.toStdString());
}

void TrainViewModel::applyModel(const std::string& path) {
  if (path == m_inputs.model) return;
  m_inputs.adapter.clear();  // the adapter belongs to the previous base
  m_inputs.model = path;
  m_parameters = 0;
  m_facts.reset();
  readModelFacts();
  setFacts();
  settingsChanged();
}

void TrainViewModel::setAdapter(const QString& key) {
  dropLookup();
  if (key == adapter()) return;
  if (key.isEmpty()) {
    m_inputs.adapter.clear();
    m_acceptedBase.clear();
    setFacts();
    return settingsChanged();
  }
  m_services.lookups.run(
      this, [key = key.toStdString(), home = m_services.store.home()] { return commands::inputsOfAdapter(key, home); },
      [this, lookup = beginLookup()](const Result<commands::TrainInputs>& inputs) {
        if (!endLookup(lookup)) return;
        if (!inputs.ok()) return Q_EMIT failed(errorText(inputs.error()));
        m_acceptedBase.clear();
        applyInputs(*inputs);
      });
}

void TrainViewModel::loadFromRun(const QString& run, const Json& change) {
  m_services.lookups.run(
      this, [folder = m_services.runs.folderOf(run), home = m_services.store.home()] { return commands::earlierRun(folder, home); },
      [this, change, lookup = beginLookup()](const Result<commands::EarlierRun>& earlier) {
        if (!endLookup(lookup)) return;
        if (!earlier.ok()) return Q_EMIT failed(errorText(earlier.error()));
        did({}, m_form.choices());
        applyInputs(earlier->inputs);
        m_acceptedBase = earlier->acceptedBase;
        Json settings = earlier->settings;
        settings.update(change);
        m_form.adopt(settings);
        settingsChanged();
      });
}

/// Sets model, examples (unless they are not known) and adapter.
void TrainViewModel::applyInputs(const commands::TrainInputs& inputs) {
  applyModel(inputs.model);
  if (!inputs.dataset.empty()) applyDataset(inputs.dataset);
  m_inputs.adapter = inputs.adapter;
  setFacts();
  settingsChanged();
}

void TrainViewModel::setGoal(const QString& preset) {
  dropLookup();
  if (preset == goal()) return;
  did({}, m_form.choices());
  m_form.setGoal(preset.toStdString());
  settingsChanged();
}

/// Reads the model size, which the defaults depend on.
void TrainViewModel::readModelFacts() {
  m_services.lookups.run(
      this,
      [model = m_inputs.model, home = m_services.store.home()]() -> Result<TrainingFacts> {
        GRAFT_TRY(const auto path, workspace::findModel(model, home));
        GRAFT_TRY(const auto modelFile, ModelFile::open(path));
        return TrainingFacts{modelFile.config(), availableMemoryMib(), static_cast<int>(processors().cores), mayHaveCard()};
      },
      [this, asked = m_inputs.model](const Result<TrainingFacts>& facts) {
        if (asked != m_inputs.model) return;
        m_modelProblem = facts.ok() ? QString() : errorText(facts.error());
        if (!facts.ok()) {
          Q_EMIT needChanged();
          // A missing embedded model is the Home page's concern, and a start says it too.
          if (!asked.empty()) Q_EMIT failed(m_modelProblem);
          return;
        }
        const bool isNew = m_parameters != facts->config.parameters();
        m_facts = *facts;
        m_parameters = facts->config.parameters();
        if (isNew) {
          setFacts();
          return settingsChanged();
        }
        applyFormula();
        Q_EMIT needChanged();
      });
}

/// Passes the facts that the defaults depend on to the form. The user's changes stay.
void TrainViewModel::setFacts() { m_form.setFacts({m_manifest.train, m_parameters, !m_inputs.adapter.empty()}); }

void TrainViewModel::setValue(const char* key, const Json& value) {
  auto before = m_form.choices();
  if (!m_form.setValue(key, value)) return;
  did(key, std::move(before));
  settingsChanged();
}

void TrainViewModel::setValues(const Json& values) {
  did({}, m_form.choices());
  for (const auto& [key, value] : values.items()) m_form.setValue(key, value);
  settingsChanged();
}

void TrainViewModel::reset(const char* key) {
  auto before = m_form.choices();
  if (!m_form.reset(key)) return;
  did({}, std::move(before));
  settingsChanged();
}

void TrainViewModel::tryBeside(const char* key, int place, bool on) {
  if (on == m_form.isTried(key, place)) return;
  did({}, m_form.choices());
  m_form.tryBeside(key, place, on);
  settingsChanged();
}

void TrainViewModel::did(const std::string& key, commands::FormChoices before) {
  const bool goesOn = !key.empty() && key == m_lastChanged && m_rest.isActive();
  m_lastChanged = key;
  if (!goesOn) m_undo.did(std::move(before));
}

void TrainViewModel::become(const commands::FormChoices& choices) {
  m_form.setChoices(choices);
  m_lastChanged.clear();
  settingsChanged();
}

bool TrainViewModel::undo() {
  if (!m_undo.canUndo()) return false;
  become(m_undo.undo(m_form.choices()));
  return true;
}

bool TrainViewModel::redo() {
  if (!m_undo.canRedo()) return false;
  become(m_undo.redo(m_form.choices()));
  return true;
}

int64_t TrainViewModel::shownSteps() const {
  return m_estimateState == EstimateState::Known && m_form.plans().size() == 1 ? m_estimate.steps : m_form.steps();
}

const Estimate* TrainViewModel::shownNeed() const {
  return m_estimateState == EstimateState::Known ? &m_estimate : m_formula ? &*m_formula : nullptr;
}

double TrainViewModel::secondsOfAll() const {
  const Estimate* need = shownNeed();
  const auto steps = static_cast<double>(std::max<int64_t>(1, m_form.stepsOf(m_form.settings())));
  return need ? need->seconds * static_cast<double>(m_form.steps()) / steps : 0;
}

double TrainViewModel::plannedEpochs() const {
  const TrainSettings settings = m_form.settings();
  const auto rows = static_cast<int64_t>(m_manifest.train), perEpoch = (rows + settings.rowsPerStep - 1) / settings.rowsPerStep;
  return perEpoch > 0 ? static_cast<double>(m_form.stepsOf(settings)) / static_cast<double>(perEpoch) : 0;
}

double TrainViewModel::shownNumber(const char* key) const {
  const bool isSetBySteps = std::string_view(key) == "epochs" && m_form.settings().steps > 0 && m_manifest.train > 0;
  return isSetBySteps ? plannedEpochs() : m_form.number(key);
}

const char* TrainViewModel::speedKey() const { return computedType(m_form.settings().dtype) == DType::Bf16 ? "speed_bf16" : "speed_fp32"; }

void TrainViewModel::applyFormula() {
  m_formula.reset();
  if (!m_facts || !m_hasDataset) return;
  if (m_facts->mayHaveCard && m_form.settings().device != Where::Processor) return;  // its speed is known by measuring alone
  const double known = m_services.preferences.text(speedKey()).toDouble();
  m_formula = estimateByFormula(m_form, m_manifest, *m_facts,
                                known > 0 ? known : assumedSpeed(computedType(m_form.settings().dtype), m_facts->cores));
}

void TrainViewModel::settingsChanged() {
  ++m_request;
  stopMeasuring();
  m_estimateState = EstimateState::Unknown;
  applyFormula();
  remember();
  m_rest.start();
  Q_EMIT changed();
  Q_EMIT needChanged();
}

void TrainViewModel::stopMeasuring() {
  if (m_estimateState != EstimateState::Measuring) return;
  m_services.jobs.stop(this);
  ++m_request;
  m_estimateState = EstimateState::Unknown;
}

/// Two engines at once would only measure each other.
bool TrainViewModel::isBusy() const { return m_isStarting || m_isLookingUp || m_services.runs.current() || m_services.runs.isStarting(); }

void TrainViewModel::measure() {
  m_rest.stop();
  if (!m_hasDataset || isBusy()) return;
  m_estimateState = EstimateState::Measuring;
  Q_EMIT needChanged();
  m_services.lookups.run(
      this, [inputs = m_inputs, home = m_services.store.home()] { return commands::requestOf(inputs, home); },
      [this, asked = ++m_request](const Result<commands::TrainRequest>& request) {
        if (asked != m_request) return;
        if (request.ok() && !isBusy()) return forecast(*request);
        m_estimateState = EstimateState::Unknown;
        if (!request.ok()) Q_EMIT failed(errorText(request.error()));
        Q_EMIT needChanged();
      });
}

void TrainViewModel::forecast(const commands::TrainRequest& request) {
  ForecastJob job;
  job.name = ForecastJob::jobName;
  job.model = request.model;
  job.dataset = request.dataset;
  job.adapter = request.adapter;
  job.settings = m_form.largest();
  job.dtype = job.settings.dtype;
  job.threads = job.settings.threads;
  m_services.jobs.run(this, std::move(job), {}, [this, asked = m_request](Result<ForecastResult> told) {
    if (asked != m_request) return;
    m_estimateState = told.ok() ? EstimateState::Known : EstimateState::Refused;
    m_refusal = told.ok() ? QString() : errorText(told.error());
    if (told.ok()) {
      const ForecastEvent& f = told->forecast;
      const PlanEvent& p = told->plan;
      const auto count = [](size_t value) { return static_cast<int64_t>(value); };
      m_estimate = {
          f.peakMib,        f.allowedMib,         f.diskMib,           f.seconds,         p.steps,    count(p.rows), count(p.heldoutRows),
          count(p.cutRows), count(p.droppedRows), p.trainedParameters, p.modelParameters, p.recompute};
      if (p.device == "cpu")
        m_services.preferences.setText(speedKey(), QString::number(f.tokensPerSecond * static_cast<double>(p.modelParameters)));
    }
    Q_EMIT needChanged();
  });
}

std::vector<TrainViewModel::Warning> TrainViewModel::advice() const {
  std::vector<Warning> out;
  if (!m_hasDataset) return out;
  const TrainSettings settings = m_form.settings();
  PlanFacts facts;
  facts.steps = m_form.stepsOf(settings);
  facts.parameters = m_parameters;
  facts.rows = m_manifest.train;
  facts.heldout = m_manifest.heldout;
  facts.personal = m_manifest.personalRows();
  if (m_estimateState == EstimateState::Known) {
    facts.cut = static_cast<size_t>(m_estimate.cut);
    facts.dropped = static_cast<size_t>(m_estimate.dropped);
    facts.memoryMib = m_estimate.memoryMib;
    facts.freeMemoryMib = m_estimate.allowedMib;
    if (settings.recompute == Recompute::Auto) facts.recompute = m_estimate.recompute;
  }
  for (const WarningEvent& a : adviceBefore(settings, facts)) {
    bool isOurs = !a.change.empty();
    for (const auto& [key, value] : a.change.items()) {
      const Setting* setting = findSetting(key);
      isOurs = isOurs && setting && setting->form;
    }
    out.push_back({a.level, sentence(messageText(a.text)) + " " + tr("Suggestion: %1.").arg(messageText(a.action)),
                   isOurs ? a.change : Json::object()});
  }
  return out;
}

QString TrainViewModel::missing() const {
  if (!m_hasDataset) return tr("Choose examples");
  if (m_manifest.train == 0) return tr("No rows to learn from");
  if (m_isStarting || m_services.runs.isStarting()) return tr("Starting …");
  if (m_isLookingUp) return tr("Reading …");
  if (m_form.plans().size() > kMostRuns) return tr("At most %1 runs").arg(kMostRuns);
  return {};
}

void TrainViewModel::acceptBase(const QString& claimed) {
  m_acceptedBase = claimed.toStdString();
  start();
}

/// Everything is taken as it is now; changes made while files are read are for the next start.
void TrainViewModel::start() {
  if (!missing().isEmpty()) return;
  m_isStarting = true;
  Q_EMIT needChanged();
  const auto fails = [this](const QString& words) {
    m_isStarting = false;
    m_rest.start();
    Q_EMIT failed(words);
    Q_EMIT needChanged();
  };
  const auto home = m_services.store.home();
  m_services.lookups.run(
      this, [inputs = m_inputs, home] { return commands::requestOf(inputs, home); },
      [this, fails, home, name = m_name.isEmpty() ? m_manifest.dataset : m_name.toStdString(), accepted = m_acceptedBase,
       plans = m_form.plans()](const Result<commands::TrainRequest>& found) {
        if (!found.ok()) return fails(errorText(found.error()));
        std::vector<commands::TrainRequest> requests;
        for (const TrainSettings& settings : plans) {
          requests.push_back(*found);
          requests.back().name = name;
          requests.back().acceptedBase = accepted;
          requests.back().settings = settings;
        }
        if (found->adapter.empty()) return startAll(std::move(requests));
        // Comparing the adapter's base with this one may take a hash of all weights.
        m_services.files.run(
            this,
            [adapter = found->adapter, base = found->model, accepted, home] {
              return baseQuestion(std::vector{adapter}, base, {accepted}, home);
            },
            [this, requests](const std::optional<BaseQuestion>& question) {
              if (!question) return startAll(requests);
              m_isStarting = false;
              m_rest.start();
              Q_EMIT baseAsked(question->claimed, question->words);
              Q_EMIT needChanged();
            });
      });
}

void TrainViewModel::startAll(std::vector<commands::TrainRequest> requests) {
  m_isStarting = false;
  stopMeasuring();
  ++m_request;
  if (requests.size() > 1)
    m_services.runs.sweep(std::move(requests));
  else if (m_services.runs.current())
    m_services.runs.enqueue(std::move(requests.front()));
  else
    m_services.runs.start(std::move(requests.front()));
  Q_EMIT needChanged();
}

/// Saves the form, so that it is restored after a crash.
void TrainViewModel::remember() {
  Json form = toJson(m_inputs);
  form.update(toJson(m_form.choices()));
  m_services.preferences.set(kTrainForm, std::move(form));
}

void TrainViewModel::restore() {
  const Json form = m_services.preferences.value(kTrainForm);
  m_inputs = fromJson<commands::TrainInputs>(form);
  setFacts();
  m_form.setChoices(fromJson<commands::FormChoices>(form));
  readModelFacts();
}

}  // namespace graft::ui
