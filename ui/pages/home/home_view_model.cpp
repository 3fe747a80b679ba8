// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/home/home_view_model.hpp"

#include <filesystem>

#include "core/base/processors.hpp"
#include "core/base/system.hpp"
#include "core/commands/train/runs.hpp"
#include "core/workspace/places.hpp"
#include "ui/services/job_service.hpp"
#include "ui/services/messages.hpp"
#include "ui/services/run_service.hpp"
#include "ui/services/words.hpp"

namespace graft::ui {
namespace {

constexpr double kFewMemoryMib = 2000, kFewDiskMib = 2000;

/// Inspects the machine, off the main thread because a disk may be slow.
std::vector<HealthItem> lookAtMachine(const std::string& home) {
  std::vector<HealthItem> out;
  out.push_back({"chip",
                 QString::fromStdString(processorName()) + HomeViewModel::tr(" · cores: %1").arg(processors().cores) +
                     (hasFastBf16() ? HomeViewModel::tr(" · fast 16-bit arithmetic") : QString()),
                 Tone::Neutral});
  const double memory = availableMemoryMib(), disk = freeDiskMib(home);
  out.push_back({memory < kFewMemoryMib ? "warn" : "good", HomeViewModel::tr("%1 of memory free").arg(memoryText(memory)),
                 memory < kFewMemoryMib ? Tone::Warn : Tone::Good});
  out.push_back({disk < kFewDiskMib ? "warn" : "good", HomeViewModel::tr("%1 of disk free").arg(memoryText(disk)),
                 disk < kFewDiskMib ? Tone::Warn : Tone::Good});
  const auto model = workspace::findModel("", home);
  out.push_back(model.ok() ? HealthItem{"good", HomeViewModel::tr("Starter model is in place"), Tone::Good}
                           : HealthItem{"bad", errorText(model.error()), Tone::Bad});
  return out;
}

/// Returns true if starting the engine to detect a GPU is worthwhile.
bool mayHaveCard() {
  std::error_code error;
  return qEnvironmentVariableIsSet("GRAFT_CARD") || std::filesystem::exists("/proc/driver/nvidia/version", error);
}

}  // namespace

HomeViewModel::HomeViewModel(const Services& services, QObject* parent) : QObject(parent), m_services(services) {
  // The store emits `changed` with each step of a run. That is too often to inspect the machine.
  connect(&services.store, &StoreService::changed, this, [this] { m_readRuns.ask([this] { readRuns(); }); });
  connect(&services.runs, &RunService::startingChanged, this, &HomeViewModel::changed);
  connect(&services.runs, &RunService::progressed, this, &HomeViewModel::changed);
  connect(&services.runs, &RunService::ended, this, &HomeViewModel::refresh);
}

void HomeViewModel::refresh() {
  m_readRuns.ask([this] { readRuns(); });
  m_readMachine.ask([this] { readMachine(); });
}

void HomeViewModel::readRuns() {
  m_services.store.ask(
      this,
      [home = m_services.store.home()](store::Store& store) -> Result<std::vector<store::RunRow>> {
        GRAFT_TRY(auto rows, store::listRuns(store, {}));
        if (rows.size() > kRecent) rows.resize(kRecent);
        for (auto& row : rows) row.state = workspace::stateOf(row.state, home + "/runs/" + row.name);
        return rows;
      },
      [this](Result<std::vector<store::RunRow>> rows) {
        m_readRuns.answered();
        if (!rows.ok()) return Q_EMIT failed(errorText(rows.error()));
        m_recent = std::move(*rows);
        m_wasRead = true;
        Q_EMIT changed();
      });
}

void HomeViewModel::readMachine() {
  m_services.files.run(
      this, [home = m_services.store.home()] { return std::pair(lookAtMachine(home), mayHaveCard()); },
      [this](std::pair<std::vector<HealthItem>, bool> looked) {
        m_readMachine.answered();
        m_health = std::move(looked.first);
        if (!m_card && !looked.second) m_card = cardItem(ProbeResult());
        if (m_card) m_health.push_back(*m_card);
        Q_EMIT changed();
        if (!m_card && !m_asksForCard) askForCard();
      });
}

void HomeViewModel::askForCard() {
  m_asksForCard = true;
  m_services.jobs.run(this, ProbeJob(), {}, [this](Result<ProbeResult> probe) {
    ProbeResult found;
    if (probe.ok())
      found = *probe;
    else
      found.cardNotUsed = probe.error().what;
    m_card = cardItem(found);
    m_health.push_back(*m_card);
    Q_EMIT changed();
  });
}

HealthItem HomeViewModel::cardItem(const ProbeResult& probe) {
  const QString device = QString::fromStdString(probe.device), reason = messageText(probe.cardNotUsed);
  if (device != "cpu") return {"good", tr("Graphics card: %1").arg(device), Tone::Good};
  if (!reason.isEmpty()) return {"warn", tr("The graphics card is not used: %1").arg(reason), Tone::Warn};
  return {"info", tr("No graphics card: training runs on the processor"), Tone::Neutral};
}

QString HomeViewModel::greeting(int hour) {
  return hour < 5 || hour >= 18 ? tr("Good evening.") : hour < 12 ? tr("Good morning.") : tr("Good afternoon.");
}

QString HomeViewModel::doing() const {
  const LiveRun* live = m_services.runs.current();
  if (!live) return m_services.runs.isStarting() ? tr("A run is starting.") : tr("Nothing is running.");
  return tr("%1 is at work: %2.").arg(live->name, phaseText(live->news.phase, live->news.progress).toLower());
}
bool HomeViewModel::canStart() const { return !m_services.runs.isStarting() && !m_services.runs.current(); }

}  // namespace graft::ui
