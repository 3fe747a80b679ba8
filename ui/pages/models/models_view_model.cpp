// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/models/models_view_model.hpp"

#include <algorithm>
#include <tuple>

#include <QLocale>

#include "core/base/system.hpp"
#include "core/store/history.hpp"
#include "core/workspace/places.hpp"
#include "ui/services/background.hpp"
#include "ui/services/store_service.hpp"
#include "ui/services/words.hpp"

namespace graft::ui {
namespace {

using workspace::Look;
using workspace::ModelFacts;
using workspace::ModelFit;
using workspace::ModelPlace;

std::vector<ModelFacts> factsOf(const std::vector<ModelPlace>& places, const std::string& home, Look look) {
  std::vector<ModelFacts> out;
  for (const auto& place : places) out.push_back(workspace::factsOf(place, home, look));
  return out;
}

/// Name of the link in HOME/models that leads to a path; empty without one.
std::string linkTo(const std::string& path, const std::string& home) {
  const std::string wanted = workspace::canonicalOf(path);
  for (const auto& place : workspace::modelsOfHome(home)) {
    if (!place.path.empty() && workspace::canonicalOf(place.path) == wanted) return place.name;
  }
  return {};
}

QString lowerName(const ModelFacts& model) { return QString::fromStdString(model.name).toLower(); }

}  // namespace

QString parametersText(int64_t parameters) {
  constexpr double kMillion = 1e6, kBillion = 1e9, kOneDecimalBelow = 10;
  const auto count = static_cast<double>(parameters);
  const auto shortened = [](double value) { return QLocale().toString(value, 'f', value < kOneDecimalBelow ? 1 : 0); };
  if (count < kMillion) return countText(parameters);
  return count < kBillion ? ModelsViewModel::tr("%1 million").arg(shortened(count / kMillion))
                          : ModelsViewModel::tr("%1 billion").arg(shortened(count / kBillion));
}

FitWords fitWords(const workspace::MemoryNeed& need, double roomMib) {
  if (roomMib <= 0 || need.fullMib <= 0) return {};
  const QString explanation =
      ModelsViewModel::tr(
          "Training needs about %1, or %2 with the base in 4 bits (QLoRA). %3 are free now. Estimated from the model's sizes, for "
          "the processor.")
          .arg(memoryText(need.fullMib), memoryText(need.fourBitsMib), memoryText(roomMib));
  switch (need.fitIn(roomMib)) {
    case ModelFit::Full: return {ModelsViewModel::tr("Fits this machine"), explanation, Tone::Good};
    case ModelFit::FourBits: return {ModelsViewModel::tr("Fits in 4 bits (QLoRA)"), explanation, Tone::Warn};
    case ModelFit::TooLarge: break;
  }
  return {ModelsViewModel::tr("Too large: needs about %1 of %2").arg(memoryText(need.fourBitsMib), memoryText(roomMib)), explanation,
          Tone::Bad};
}

QString chatText(const ModelFacts& model) {
  return model.mask.empty() ? ModelsViewModel::tr("No chat template") : ModelsViewModel::tr("Chat model");
}

ModelsViewModel::ModelsViewModel(const Services& services, QObject* parent) : QObject(parent), m_services(services) {}

void ModelsViewModel::refresh() {
  m_reading.ask([this] { readNow(); });
}

/// Reads the models of the home first, because looking through the folders of other programs takes longer.
void ModelsViewModel::readNow() {
  struct Own {
    std::vector<ModelFacts> models;
    double roomMib;
  };
  const std::string home = m_services.store.home();
  m_services.files.run(
      this, [home] { return Own{factsOf(workspace::modelsOfHome(home), home, Look::Text), availableMemoryMib()}; },
      [this](Own own) {
        m_own = std::move(own.models);
        m_roomMib = own.roomMib;
        m_isOwnRead = true;
        Q_EMIT ownChanged();
        Q_EMIT chosenChanged();
      });
  m_services.files.run(
      this, [home] { return factsOf(workspace::modelsOfOtherPrograms(home), home, Look::Weights); },
      [this](std::vector<ModelFacts> others) {
        m_others = std::move(others);
        m_areOthersRead = true;
        m_reading.answered();
        Q_EMIT othersChanged();
      });
}

void ModelsViewModel::setSearch(const QString& words) {
  m_search = words.toLower().split(' ', Qt::SkipEmptyParts);
  Q_EMIT ownChanged();
  Q_EMIT othersChanged();
  Q_EMIT chosenChanged();
}

bool ModelsViewModel::matches(const ModelFacts& model) const {
  QString all;
  for (const std::string* part : {&model.name, &model.place.name, &model.place.program, &model.architecture, &model.license})
    all += QString::fromStdString(*part).toLower() + ' ';
  return std::all_of(m_search.begin(), m_search.end(), [&](const QString& word) { return all.contains(word); });
}

ModelsViewModel::Models ModelsViewModel::own() const {
  Models out;
  for (const auto& model : m_own) {
    if (matches(model)) out.push_back(&model);
  }
  std::stable_sort(out.begin(), out.end(), [](const ModelFacts* a, const ModelFacts* b) {
    return std::tuple(!a->place.path.empty(), lowerName(*a)) < std::tuple(!b->place.path.empty(), lowerName(*b));
  });
  return out;
}

ModelsViewModel::Models ModelsViewModel::others() const {
  Models out;
  for (const auto& model : m_others) {
    if (matches(model)) out.push_back(&model);
  }
  const auto order = [this](const ModelFacts& model) {
    return std::tuple(model.problem.has_value(), model.problem ? ModelFit::Full : model.need.fitIn(m_roomMib), lowerName(model));
  };
  std::stable_sort(out.begin(), out.end(), [&](const ModelFacts* a, const ModelFacts* b) { return order(*a) < order(*b); });
  return out;
}

const ModelFacts* ModelsViewModel::chosen() const {
  const Models shown = own();
  const auto found = std::find_if(shown.begin(), shown.end(),
                                  [this](const ModelFacts* model) { return QString::fromStdString(model->place.name) == m_chosen; });
  return found != shown.end() ? *found : shown.empty() ? nullptr : shown.front();
}

void ModelsViewModel::choose(const QString& name) {
  if (name == m_chosen) return;
  m_chosen = name;
  Q_EMIT chosenChanged();
}

void ModelsViewModel::note(bool isAdded, const std::string& name) {
  const auto kind = isAdded ? ActKind::ModelAdded : ActKind::ModelRemoved;
  m_services.store.ask(this, [kind, name](store::Store& store) { return store::noteAct(store, kind, name); }, [](const Status&) {});
}

void ModelsViewModel::add(const ModelPlace& place) {
  struct Added {
    Status status;
    std::string name;
    bool isNew;
  };
  m_services.files.run(
      this,
      [place, home = m_services.store.home()] {
        const bool isNew = linkTo(place.path, home).empty();
        Status status = workspace::addModel(place, home);
        return Added{std::move(status), linkTo(place.path, home), isNew};
      },
      [this](const Added& added) {
        if (!added.status.ok()) return Q_EMIT failed(errorText(added.status.error()));
        if (added.isNew) note(true, added.name);
        choose(QString::fromStdString(added.name));
        refresh();
      });
}

void ModelsViewModel::remove(const ModelFacts& model) {
  m_services.files.run(
      this, [name = model.place.name, home = m_services.store.home()] { return workspace::removeModel(name, home); },
      [this, name = model.place.name](const Result<std::string>& target) {
        if (!target.ok()) return Q_EMIT failed(errorText(target.error()));
        note(false, name);
        refresh();
        if (!m_services.navigator) return;
        m_services.navigator->offerUndo(tr("%1 was removed from the list. Its files are untouched.").arg(QString::fromStdString(name)),
                                        [this, place = ModelPlace{name, {}, *target}] { add(place); });
      });
}

}  // namespace graft::ui
