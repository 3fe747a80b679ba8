// SPDX-License-Identifier: Apache-2.0
#include "core/commands/train/train_form.hpp"

#include <algorithm>
#include <cmath>

#include "core/run/presets.hpp"
#include "core/run/schedule.hpp"
#include "core/workspace/datasets.hpp"
#include "core/workspace/places.hpp"

namespace graft::commands {
namespace fs = std::filesystem;
namespace {

/// Complete settings of a goal; empty for an unknown one.
Json settingsOf(const std::string& goal, const FormFacts& facts) {
  const size_t rows = std::max<size_t>(1, facts.rows);
  auto settings = settingsFor(goal, rows, facts.parameters);
  if (!settings.ok()) return Json::object();
  if (const auto typed = settingsFromJson(*settings); typed.ok()) (*settings)["eval_every"] = defaultEvalEvery(*typed, rows);
  return std::move(settings).value();
}

bool isEqual(const Json& a, const Json& b) {
  if (!a.is_number() || !b.is_number()) return a == b;
  const auto one = a.get<double>(), other = b.get<double>();
  return std::abs(one - other) <= 1e-12 * std::max(1.0, std::abs(other));
}

bool isAmong(const std::map<std::string, std::vector<int>>& tries, const std::string& key, int place) {
  const auto places = tries.find(key);
  return places != tries.end() && std::find(places->second.begin(), places->second.end(), place) != places->second.end();
}

/// Display path of a model: empty for the embedded one.
std::string modelNameOf(const std::string& path, const std::string& home) {
  const auto embedded = workspace::findModel({}, home);
  return embedded.ok() && *embedded == path ? std::string() : path;
}

}  // namespace

void TrainForm::makeDefaults() { m_defaults = settingsOf(m_choices.goal, m_facts); }

void TrainForm::setFacts(const FormFacts& facts) {
  m_facts = facts;
  makeDefaults();
}

void TrainForm::setGoal(const std::string& goal) {
  m_choices = {goal, Json::object(), {}};
  makeDefaults();
}

void TrainForm::setChoices(const FormChoices& choices) {
  const auto goals = presetNames();
  setGoal(std::find(goals.begin(), goals.end(), choices.goal) == goals.end() ? FormChoices().goal : choices.goal);
  for (const Setting& setting : settingsTable()) {
    if (!setting.form) continue;
    if (choices.settings.is_object() && choices.settings.contains(setting.key)) {
      Json own = m_choices.settings;
      own[setting.key] = choices.settings[setting.key];
      if (isPermitted(own)) m_choices.settings = std::move(own);
    }
    for (int place = -kMostPlaces; setting.isNumber() && place <= kMostPlaces; ++place) {
      if (place != 0 && isAmong(choices.tries, setting.key, place)) m_choices.tries[setting.key].push_back(place);
    }
  }
}

void TrainForm::adopt(const Json& settings) {
  FormChoices next{m_choices.goal, settings, {}};
  size_t fewest = settings.size() + 1;
  for (const char* goal : presetNames()) {
    const Json own = settingsOf(goal, m_facts);
    size_t differing = 0;
    for (const auto& [key, value] : settings.items()) differing += own.contains(key) && own[key] != value;
    if (differing < fewest) fewest = differing, next.goal = goal;
  }
  if (settings.contains("steps") && settings["steps"] != 0) next.settings.erase("epochs");  // the number of steps is the goal's
  setChoices(next);
}

bool TrainForm::isChanged(const std::string& key) const {
  return m_choices.settings.contains(key) && !isEqual(m_choices.settings[key], m_defaults[key]);
}

int TrainForm::changes() const {
  int count = 0;
  for (const auto& [key, value] : m_choices.settings.items()) count += isChanged(key);
  return count;
}

double TrainForm::number(const std::string& key) const {
  return get<double>(m_choices.settings.contains(key) ? m_choices.settings : m_defaults, key.c_str(), 0);
}

std::string TrainForm::name(const std::string& key) const {
  return get<std::string>(m_choices.settings.contains(key) ? m_choices.settings : m_defaults, key.c_str(), "");
}

Json TrainForm::merged(const Json& own) const {
  Json all = m_defaults;
  all.update(own);
  if (own.contains("epochs")) all["steps"] = 0;  // an explicit number of epochs replaces the goal's number of steps
  return all;
}

bool TrainForm::setValue(const std::string& key, const Json& value) {
  const Setting* setting = findSetting(key);
  if (!setting || setting->isNumber() != value.is_number()) return false;
  const Json wanted = setting->isWhole() && value.is_number_float() ? Json(std::llround(value.get<double>())) : value;
  Json next = m_choices.settings;
  if (isEqual(wanted, m_defaults[key]))
    next.erase(key);
  else
    next[key] = wanted;
  if (next == m_choices.settings || !isPermitted(next)) return false;
  m_choices.settings = std::move(next);
  return true;
}

bool TrainForm::reset(const std::string& key) { return m_choices.settings.erase(key) > 0; }

TrainSettings TrainForm::settings() const {
  auto settings = settingsFromJson(merged(m_choices.settings));
  return settings.ok() ? std::move(settings).value() : TrainSettings();
}

std::optional<double> TrainForm::valueBeside(const std::string& key, int place) const {
  const double own = number(key);
  if (place == 0) return own;
  const Setting* setting = findSetting(key);
  if (!setting || !setting->form || !setting->isNumber()) return {};
  if ((key == "epochs" && settings().steps > 0) || (key == "rank" && m_facts.isRankFixed)) return {};
  const FormRange& range = *setting->form;
  double value = range.scale == Scale::Log ? own * std::exp2(place) : own + 2 * range.step * place;
  if (range.decimals == 0) value = std::round(value);
  constexpr double kSlack = 1e-9;  // values are doubled and halved, so what rounding adds is far less than a step
  const bool isPermitted = value >= range.least * (1 - kSlack) && value <= range.most * (1 + kSlack);
  return isPermitted && value != own ? std::optional(value) : std::nullopt;
}

bool TrainForm::isTried(const std::string& key, int place) const { return isAmong(m_choices.tries, key, place); }

void TrainForm::tryBeside(const std::string& key, int place, bool on) {
  if (on == isTried(key, place)) return;
  auto& places = m_choices.tries[key];
  if (on)
    places.push_back(place);
  else
    std::erase(places, place);
  if (places.empty()) m_choices.tries.erase(key);
}

std::vector<TrainSettings> TrainForm::plans() const {
  std::vector<Json> all = {merged(m_choices.settings)};
  for (const Setting& setting : settingsTable()) {
    std::vector<double> values;
    for (int place = -kMostPlaces; place <= kMostPlaces; ++place) {
      if (const auto value = place == 0 || isTried(setting.key, place) ? valueBeside(setting.key, place) : std::nullopt)
        values.push_back(*value);
    }
    if (values.size() < 2) continue;
    std::sort(values.begin(), values.end());
    std::vector<Json> next;
    for (const Json& one : all) {
      for (const double value : values) {
        next.push_back(one);
        next.back()[setting.key] = setting.isWhole() ? Json(std::llround(value)) : Json(value);
      }
    }
    all = std::move(next);
  }
  std::vector<TrainSettings> out;
  for (const Json& one : all) {
    if (auto settings = settingsFromJson(one); settings.ok()) out.push_back(std::move(*settings));
  }
  return out;
}

TrainSettings TrainForm::largest() const {
  TrainSettings out = settings();
  for (const TrainSettings& plan : plans()) out.rank = std::max(out.rank, plan.rank);
  return out;
}

int64_t TrainForm::stepsOf(const TrainSettings& settings) const { return m_facts.rows > 0 ? totalSteps(settings, m_facts.rows) : 0; }

int64_t TrainForm::steps() const {
  int64_t sum = 0;
  for (const TrainSettings& plan : plans()) sum += stepsOf(plan);
  return sum;
}

Result<TrainInputs> inputsOfAdapter(const std::string& adapter, const std::string& home) {
  GRAFT_TRY(const auto path, workspace::findAdapter(adapter, home));
  GRAFT_TRY(const auto base, workspace::findBase(path, {}, home));
  TrainInputs out{{}, modelNameOf(base, home), adapter};
  if (const auto run = workspace::runOfAdapter(path, home); !run.empty()) {
    const auto spec = readJsonFile(run + "/spec.json");
    if (spec.ok()) out.dataset = workspace::presentFolder(fromJson<RunSpec>(*spec).dataset);
  }
  return out;
}

Result<EarlierRun> earlierRun(const std::string& folder, const std::string& home) {
  GRAFT_TRY(const Json json, readJsonFile(folder + "/spec.json"));
  const auto spec = fromJson<RunSpec>(json);
  EarlierRun out{{workspace::presentFolder(spec.dataset), modelNameOf(spec.model, home), spec.adapter},
                 Json::object(),
                 spec.acceptedBase.value_or("")};
  if (json.is_object() && json.contains("settings") && json["settings"].is_object()) out.settings = json["settings"];
  if (const auto from = spec.adapter.empty() ? std::string() : workspace::runOfAdapter(spec.adapter, home); !from.empty())
    out.inputs.adapter = fs::path(from).filename().string();
  return out;
}

Result<TrainRequest> requestOf(const TrainInputs& inputs, const std::string& home) {
  TrainRequest out;
  out.dataset = inputs.dataset;
  GRAFT_TRY(out.model, workspace::findModel(inputs.model, home));
  if (inputs.adapter.empty()) return out;
  auto adapter = workspace::findAdapter(inputs.adapter, home);
  if (!adapter.ok())
    return Error{Code::BadInput,
                 msg("the adapter %1 is not there any more", inputs.adapter),
                 {},
                 msg("Nothing was started."),
                 msg("Start from a fresh adapter, or choose another one.")};
  out.adapter = std::move(adapter).value();
  return out;
}

}  // namespace graft::commands
