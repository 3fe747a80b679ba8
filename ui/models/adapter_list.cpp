// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/adapter_list.hpp"

#include <cmath>
#include <filesystem>

#include "core/registry/registry.hpp"
#include "core/store/runs.hpp"
#include "ui/services/background.hpp"
#include "ui/services/run_service.hpp"
#include "ui/services/store_service.hpp"
#include "ui/services/words.hpp"

namespace graft::ui {
namespace fs = std::filesystem;
namespace {

/// Rank among the settings of a run, which may be of another version of Graft.
struct RecordedRank {
  int64_t rank = 0;
  static constexpr auto fields = std::tuple{Field{"rank", &RecordedRank::rank}};
};

int64_t sizeOf(const std::string& adapter) {
  std::error_code error;
  const auto size = fs::file_size(adapter.ends_with(".gguf") ? adapter : adapter + "/adapter_model.safetensors", error);
  return error ? 0 : static_cast<int64_t>(size);
}

void takeDataset(AdapterItem& item, const store::RunRow& run, const std::string& home) {
  item.dataset = AdapterList::tr("%1, version %2").arg(QString::fromStdString(run.dataset)).arg(run.datasetVersion);
  item.datasetFolder = home + "/datasets/" + run.dataset + "/" + std::to_string(run.datasetVersion);
}

AdapterItem itemOf(const RegistryVersion& version) {
  AdapterItem item;
  takeOrigin(item, version.entry);
  item.key = QString::fromStdString(version.label());
  item.task = QString::fromStdString(version.task);
  item.version = version.number;
  item.name = AdapterList::tr("%1 · version %2").arg(item.task).arg(item.version);
  item.path = version.adapter;
  item.run = QString::fromStdString(version.entry.run.value_or(""));
  item.base = QString::fromStdString(version.entry.base);
  item.license = QString::fromStdString(version.entry.baseLicense);
  item.rank = version.entry.rank;
  for (const auto& alias : version.aliases) item.aliases << QString::fromStdString(alias);
  item.card = version.card;
  item.open = static_cast<int>(openQuestions(version.card).size());
  item.bytes = sizeOf(item.path);
  return item;
}

AdapterItem itemOf(const store::RunRow& run, const std::string& path) {
  AdapterItem item;
  item.key = item.run = item.name = QString::fromStdString(run.name);
  item.path = path;
  item.base = QString::fromStdString(run.model).section('/', -1);
  item.exactAfter = run.heldoutExactMatch;
  item.lossAfter = run.heldoutLoss;
  item.bytes = sizeOf(path);
  return item;
}

std::vector<AdapterItem> readItems(const std::string& home, const std::vector<store::RunRow>& runs) {
  std::vector<AdapterItem> out;
  QStringList keptRuns;
  auto versions = Registry(home).versions();
  std::stable_sort(versions.begin(), versions.end(),
                   [](const auto& a, const auto& b) { return a.task != b.task ? a.task < b.task : a.number > b.number; });
  for (const auto& version : versions) {
    out.push_back(itemOf(version));
    keptRuns << out.back().run;
    const auto run = std::find_if(runs.begin(), runs.end(), [&](const auto& row) { return row.name == out.back().run.toStdString(); });
    if (run != runs.end()) takeDataset(out.back(), *run, home);
  }
  for (const auto& run : runs) {
    const std::string path = home + "/runs/" + run.name + "/adapter";
    std::error_code error;
    if (keptRuns.contains(QString::fromStdString(run.name)) || !fs::exists(path + "/adapter_model.safetensors", error)) continue;
    out.push_back(itemOf(run, path));
    takeDataset(out.back(), run, home);
  }
  return out;
}

}  // namespace

void takeOrigin(AdapterItem& item, const AdapterOrigin& origin) {
  const auto takeScore = [](const std::optional<HeldoutScore>& score, std::optional<double>& exact, std::optional<double>& loss) {
    exact = score ? std::optional<double>(score->exactMatch) : std::nullopt;
    loss = score && std::isfinite(score->loss) ? std::optional(score->loss) : std::nullopt;
  };
  takeScore(origin.heldoutBefore, item.exactBefore, item.lossBefore);
  takeScore(origin.heldoutAfter, item.exactAfter, item.lossAfter);
  item.dataHash = QString::fromStdString(origin.dataHash.value_or(""));
  item.baseHash = QString::fromStdString(origin.baseHash.value_or(""));
  item.adapterHash = QString::fromStdString(origin.adapterHash.value_or(""));
  if (origin.settings) item.rank = fromJson<RecordedRank>(*origin.settings).rank;
}

AdapterList::AdapterList(const Services& services, QObject* parent) : QObject(parent), m_services(services) {
  // A step of a run makes no adapter, but its end does.
  connect(&services.store, &StoreService::changed, this, [this](const QString& run) {
    if (run.isEmpty()) refresh();
  });
  connect(&services.runs, &RunService::ended, this, &AdapterList::refresh);
}

const AdapterItem* AdapterList::find(const QString& name) const {
  const AdapterItem* made = nullptr;
  for (const auto& item : m_items) {
    if (item.key == name) return &item;
    if (!made && !name.isEmpty() && item.run == name) made = &item;
  }
  return made;
}

const AdapterItem* AdapterList::newest() const {
  for (const auto& item : m_items) {
    if (!item.isKept()) return &item;
  }
  return m_items.empty() ? nullptr : &m_items.front();
}

void AdapterList::refresh() {
  m_reading.ask([this] { readNow(); });
}

void AdapterList::readNow() {
  m_services.store.ask(
      this, [](store::Store& store) { return store::listRuns(store, {}); },
      [this](const Result<std::vector<store::RunRow>>& runs) {
        if (!runs.ok()) Q_EMIT failed(errorText(runs.error()));
        m_services.files.run(
            this,
            [home = m_services.store.home(), rows = runs.ok() ? *runs : std::vector<store::RunRow>()] { return readItems(home, rows); },
            [this](std::vector<AdapterItem> items) {
              m_reading.answered();
              m_items = std::move(items);
              m_wasRead = true;
              Q_EMIT changed();
            });
      });
}

std::vector<std::pair<QString, QString>> adapterFacts(const AdapterItem& item) {
  std::vector<std::pair<QString, QString>> out;
  const auto add = [&out](const QString& name, const QString& value) {
    if (!value.isEmpty()) out.emplace_back(name, value);
  };
  const auto beside = [](const std::optional<double>& before, const std::optional<double>& after, auto words) {
    if (!after) return QString();
    return before ? AdapterList::tr("%1 (base %2)").arg(words(*after), words(*before)) : words(*after);
  };
  add(AdapterList::tr("Task"), item.task);
  add(AdapterList::tr("Called"), item.aliases.join(", "));
  add(AdapterList::tr("Run"), item.run);
  add(AdapterList::tr("Base model"), item.base.section('/', -1));
  add(AdapterList::tr("Examples"), item.dataset);
  add(AdapterList::tr("Exact match"), beside(item.exactBefore, item.exactAfter, [](double v) { return percentText(v, 1); }));
  add(AdapterList::tr("Held-out loss"), beside(item.lossBefore, item.lossAfter, [](double v) { return numberText(v); }));
  if (item.rank > 0) add(AdapterList::tr("Rank"), countText(item.rank));
  add(AdapterList::tr("Licence of the base"), item.license);
  add(AdapterList::tr("Adapter, SHA-256"), shortHash(item.adapterHash));
  add(AdapterList::tr("Examples, SHA-256"), shortHash(item.dataHash));
  return out;
}

}  // namespace graft::ui
