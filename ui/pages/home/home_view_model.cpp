// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/home/home_view_model.hpp"

#include <algorithm>
#include <filesystem>
#include <set>

#include <unistd.h>

#include "core/base/processors.hpp"
#include "core/base/system.hpp"
#include "core/commands/train/runs.hpp"
#include "core/registry/registry.hpp"
#include "core/store/datasets.hpp"
#include "core/store/run_details.hpp"
#include "core/workspace/datasets.hpp"
#include "core/workspace/places.hpp"
#include "ui/services/graphics_card.hpp"
#include "ui/services/job_service.hpp"
#include "ui/services/messages.hpp"
#include "ui/services/run_service.hpp"
#include "ui/services/words.hpp"

namespace graft::ui {
namespace {

namespace fs = std::filesystem;

constexpr double kFewMemoryMib = 2000, kFewDiskMib = 2000;
constexpr const char* kStarterData = "starter";

double totalMemoryMib() {
  return static_cast<double>(::sysconf(_SC_PHYS_PAGES)) * static_cast<double>(::sysconf(_SC_PAGE_SIZE)) / (1 << 20);
}

/// Inspects the machine, off the main thread because a disk may be slow.
std::vector<HealthItem> lookAtMachine(const std::string& home) {
  std::vector<HealthItem> out;
  out.push_back(
      {"chip",
       HomeViewModel::tr("%1, %n core(s)", nullptr, static_cast<int>(processors().cores)).arg(QString::fromStdString(processorName())),
       Tone::Neutral});
  const double free = availableMemoryMib(), total = std::max(free, totalMemoryMib()), disk = freeDiskMib(home);
  out.push_back({free < kFewMemoryMib ? "warn" : "table",
                 HomeViewModel::tr("Memory: %1 of %2 free").arg(memoryText(free), memoryText(total)),
                 free < kFewMemoryMib ? Tone::Warn : Tone::Neutral, 1 - free / total});
  out.push_back({disk < kFewDiskMib ? "warn" : "file", HomeViewModel::tr("Disk: %1 free").arg(memoryText(disk)),
                 disk < kFewDiskMib ? Tone::Warn : Tone::Neutral});
  const auto model = workspace::findModel("", home);
  if (!model.ok()) out.push_back({"bad", errorText(model.error()), Tone::Bad});
  return out;
}

}  // namespace

HomeViewModel::HomeViewModel(const Services& services, QObject* parent) : QObject(parent), m_services(services) {
  // The store emits `changed` with each step of a run. That is too often to list everything.
  constexpr int kRestMs = 2000;
  m_later.setSingleShot(true);
  m_later.setInterval(kRestMs);
  connect(&m_later, &QTimer::timeout, this, [this] { m_readRuns.ask([this] { readRuns(); }); });
  connect(&services.store, &StoreService::changed, this, [this](const QString& run) {
    if (!m_isShown) return;
    if (run.isEmpty()) return m_readRuns.ask([this] { readRuns(); });
    if (!m_later.isActive()) m_later.start();
  });
  connect(&services.runs, &RunService::startingChanged, this, &HomeViewModel::changed);
  connect(&services.runs, &RunService::progressed, this, &HomeViewModel::progressed);
  connect(&services.runs, &RunService::ended, this, [this] {
    if (m_isShown) refresh();
  });
}

void HomeViewModel::refresh() {
  m_readRuns.ask([this] { readRuns(); });
  m_readMachine.ask([this] { readMachine(); });
}

/// Newest first by the time of its folder: a store has no time of an import.
static const store::DatasetRow* newestOf(const std::vector<store::DatasetRow>& rows, const std::string& home) {
  const store::DatasetRow* newest = nullptr;
  fs::file_time_type when;
  for (const auto& row : rows) {
    std::error_code error;
    const auto made = fs::last_write_time(home + "/datasets/" + row.name + "/" + std::to_string(row.version) + "/manifest.json", error);
    if (error || (newest && made <= when)) continue;
    newest = &row;
    when = made;
  }
  return newest;
}

Result<HomeViewModel::Work> HomeViewModel::readWork(store::Store& store, const std::string& home, Ended& ended) {
  Work out;
  GRAFT_TRY(const auto rows, store::listRuns(store, {}));
  GRAFT_TRY(const auto datasets, store::listDatasets(store));
  if (const store::DatasetRow* newest = newestOf(datasets, home)) {
    out.datasetName = QString::fromStdString(newest->name);
    out.dataset = tr("%1, version %2").arg(out.datasetName).arg(newest->version);
    out.datasetFolder = QString::fromStdString(home + "/datasets/" + newest->name + "/" + std::to_string(newest->version));
    out.trainRows = static_cast<int64_t>(newest->manifest.train);
    out.heldoutRows = static_cast<int64_t>(newest->manifest.heldout);
    const std::string folder = out.datasetFolder.toStdString();
    out.isDatasetTrained = std::any_of(rows.begin(), rows.end(), [&](const store::RunRow& row) {
      // A run has the name that its dataset had then.
      return workspace::presentFolder(home + "/datasets/" + row.dataset + "/" + std::to_string(row.datasetVersion)) == folder;
    });
  }
  std::set<std::string> keptRuns;
  for (const auto& version : Registry(home).versions()) keptRuns.insert(version.entry.run.value_or(""));
  for (const store::RunRow& row : rows) {
    if (out.recent.size() == kRecent) break;
    RecentRun one;
    const std::string key = row.name + '\n' + row.ended;
    if (const auto known = ended.find(key); !row.ended.empty() && known != ended.end()) {
      one = known->second;
    } else if (const auto details = store::readRunDetails(store, row.name); details.ok()) {
      one.loss = details->of(store::Metric::Loss);
      if (const auto& samples = details->samples; !samples.empty() && !samples.back().answers.empty()) {
        const SampleAnswer& now = samples.back().answers.front();
        one.answer = {QString::fromStdString(now.prompt), QString::fromStdString(samples.front().answers.front().answer),
                      samples.size() > 1 ? QString::fromStdString(now.answer) : QString()};
      }
      if (!row.ended.empty()) ended[key] = one;
    }
    const std::string folder = home + "/runs/" + row.name;
    std::error_code error;
    one.row = row;
    one.row.state = workspace::stateOf(row.state, folder);
    one.hasAdapter = fs::exists(folder + "/adapter/adapter_model.safetensors", error);
    one.isKept = keptRuns.count(row.name) > 0;
    out.recent.push_back(std::move(one));
  }
  return out;
}

void HomeViewModel::readRuns() {
  m_services.store.ask(
      this, [home = m_services.store.home(), ended = m_ended](store::Store& store) { return readWork(store, home, *ended); },
      [this](Result<Work> work) {
        m_readRuns.answered();
        if (!work.ok()) return Q_EMIT failed(errorText(work.error()));
        m_work = std::move(*work);
        m_wasRead = true;
        Q_EMIT changed();
      });
}

NextStep RecentRun::next() const {
  if (row.state == "running") return NextStep::Watch;
  if (row.state == "paused" || row.state == "interrupted") return NextStep::Resume;
  if (!hasAdapter) return NextStep::Open;
  return isKept ? NextStep::Export : NextStep::Compare;
}

const RecentRun* HomeViewModel::active() const {
  const LiveRun* live = m_services.runs.current();
  const auto is = [live](const RecentRun& run) { return live && run.row.name == live->name.toStdString(); };
  const auto found = std::find_if(m_work.recent.begin(), m_work.recent.end(), is);
  return found == m_work.recent.end() ? nullptr : &*found;
}

NextWork HomeViewModel::next() const {
  NextWork out;
  if (const LiveRun* live = m_services.runs.current()) return {NextStep::Watch, live->name, {}, {}, {}};
  const bool isOwn = !m_work.dataset.isEmpty() && m_work.datasetName != kStarterData;
  if (isOwn && !m_work.isDatasetTrained) {
    return {NextStep::Train, m_work.datasetName, m_work.datasetFolder, tr("Train on %1").arg(m_work.dataset),
            tr("%n row(s) to learn from", nullptr, static_cast<int>(m_work.trainRows)) + ", " +
                tr("%n held out to measure with", nullptr, static_cast<int>(m_work.heldoutRows)) + "."};
  }
  if (m_work.recent.empty()) return out;
  const RecentRun& newest = m_work.recent.front();
  out.step = newest.next() == NextStep::Watch ? NextStep::Open : newest.next();  // a run that another program watches
  out.subject = QString::fromStdString(newest.row.name);
  const auto &before = newest.row.exactMatchBefore, &after = newest.row.heldoutExactMatch;
  const QString result = before && after          ? exactMatchText(*before, *after)
                         : newest.row.heldoutLoss ? tr("Held-out loss %1.").arg(numberText(*newest.row.heldoutLoss))
                                                  : QString();
  switch (out.step) {
    case NextStep::Resume:
      out.headline = tr("%1 can go on").arg(out.subject);
      out.detail = tr("%1 after step %2. Resuming goes on from the last save.")
                       .arg(stateWords(QString::fromStdString(newest.row.state)).text, countText(static_cast<int64_t>(newest.loss.size())));
      break;
    case NextStep::Compare:
      out.headline = tr("See what %1 has learned").arg(out.subject);
      out.detail = result;
      break;
    case NextStep::Export:
      out.headline = tr("%1 is saved and can be used in other programs").arg(out.subject);
      out.detail = result;
      break;
    default:
      out.headline = out.subject + " · " + stateWords(QString::fromStdString(newest.row.state)).text;
      out.detail = tr("Its page says how far it came.");
  }
  return out;
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

bool HomeViewModel::canStart() const { return !m_services.runs.isStarting() && !m_services.runs.current(); }

}  // namespace graft::ui
