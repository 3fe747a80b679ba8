// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/activity/activity_view_model.hpp"

#include <cmath>

#include "core/workspace/history.hpp"
#include "ui/services/store_service.hpp"
#include "ui/services/words.hpp"

namespace graft::ui {
namespace {

constexpr size_t kMostAudited = 2000;

struct Reading {
  std::vector<Act> history;
  Totals totals;
};

/// Damaged metrics count as none; the store's own check reports them.
double sumOf(const store::Store& store, const std::string& run, store::Metric metric) {
  const auto values = store::series(store, run, metric);
  double sum = 0;
  for (const double value : values.ok() ? *values : std::vector<double>()) sum += std::isnan(value) ? 0 : value;
  return sum;
}

/// On the store's thread.
Result<Reading> readAll(store::Store& store) {
  Reading out;
  GRAFT_TRY(const auto runs, store::recordedRuns(store));
  GRAFT_TRY(auto acts, store::auditedActs(store, kMostAudited));
  const QDateTime now = QDateTime::currentDateTime();
  for (const auto& run : runs) {
    for (Act& act : store::actsOf(run, store.home())) acts.push_back(std::move(act));
    ++out.totals.runs;
    out.totals.finished += run.record.state == "finished" || run.record.state == "stopped early";
    const double seconds = sumOf(store, run.name, store::Metric::Seconds);
    const double tokens = sumOf(store, run.name, store::Metric::Tokens);
    out.totals.seconds += seconds;
    out.totals.tokens += tokens;
    addToDays(trainedTimeOf(run.record, seconds, now), out.totals.days);
  }
  for (Act& act : workspace::actsInFolders(store.home())) acts.push_back(std::move(act));
  out.history = composedHistory(std::move(acts), runs);
  return out;
}

}  // namespace

ActivityViewModel::ActivityViewModel(const Services& services, QObject* parent) : QObject(parent), m_services(services) {}

void ActivityViewModel::refresh() {
  m_reading.ask([this] { readNow(); });
}

void ActivityViewModel::readNow() {
  m_services.store.ask(this, readAll, [this](Result<Reading> reading) {
    m_reading.answered();
    if (!reading.ok()) return Q_EMIT failed(errorText(reading.error()));
    m_history = std::move(reading->history);
    m_totals = std::move(reading->totals);
    m_wasRead = true;
    Q_EMIT changed();
  });
}

std::vector<Act> ActivityViewModel::historyOf(ActGroup group) const {
  if (group == ActGroup::All) return m_history;
  std::vector<Act> out;
  for (const Act& act : m_history) {
    if (groupOf(act.kind) == group) out.push_back(act);
  }
  return out;
}

}  // namespace graft::ui
