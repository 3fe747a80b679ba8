// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/services/run_service.hpp"

#include <algorithm>

#include <filesystem>
#include <fstream>

#include <unistd.h>

#include "core/protocol/launcher.hpp"

namespace graft::ui {
namespace fs = std::filesystem;
namespace {

// Phases change quickly before the training. Later, each look takes time from the run.
constexpr int kLookMs = 400, kCalmMs = 1500;
constexpr const char* kCpuUseSetting = "cpu_use";

/// Resident memory of another process, MiB; 0 if it is gone.
double residentMib(int64_t pid) {
  std::ifstream statm("/proc/" + std::to_string(pid) + "/statm");
  int64_t all = 0, resident = 0;
  if (!(statm >> all >> resident)) return 0;
  return static_cast<double>(resident) * static_cast<double>(::sysconf(_SC_PAGESIZE)) / (1 << 20);
}

}  // namespace

RunService::RunService(StoreService& store, QObject* parent)
    : QObject(parent), m_store(store), m_thread(std::make_unique<Background>()) {
  m_timer.setInterval(kLookMs);
  connect(&m_timer, &QTimer::timeout, this, &RunService::look);
  findWorking();
  readQueue();
}
RunService::~RunService() = default;

std::string RunService::folderOf(const QString& run) const { return m_store.home() + "/runs/" + run.toStdString(); }

const LiveRun* RunService::current() const {
  for (const auto& [name, run] : m_live) {
    if (run.isWorking) return &run;
  }
  return m_live.empty() ? nullptr : &m_live.begin()->second;
}
const LiveRun* RunService::live(const QString& run) const {
  const auto found = m_live.find(run);
  return found == m_live.end() ? nullptr : &found->second;
}

void RunService::startStarter() {
  launchNew([home = m_store.home()] { return workspace::starterRequest(home, "auto"); });
}
void RunService::start(workspace::TrainRequest request) {
  launchNew([request = std::move(request)]() -> Result<workspace::TrainRequest> { return request; });
}
void RunService::extend(const QString& run) {
  launchNew([home = m_store.home(), run = run.toStdString()] { return workspace::extension(run, 1, home); });
}
void RunService::launchNew(std::function<Result<workspace::TrainRequest>()> ask) {
  launch([home = m_store.home(), use = m_cpuUse, ask = std::move(ask)]() -> Result<std::string> {
    GRAFT_TRY(auto request, ask());
    request.settings[kCpuUseSetting] = use;
    return workspace::makeRun(request, home);
  });
}
void RunService::goOn(const QString& run) {
  launch([folder = folderOf(run)]() -> Result<std::string> { return folder; });
}

void RunService::launch(std::function<Result<std::string>()> makeFolder, bool isNext) {
  ++m_starting;
  Q_EMIT startingChanged();
  m_thread->run(
      this,
      [makeFolder = std::move(makeFolder)]() -> Result<std::string> {
        GRAFT_TRY(const std::string folder, makeFolder());
        GRAFT_TRY(const auto start, workspace::startOf(folder));
        GRAFT_CHECK(detachWorker({start.spec, folder + start.specFile, folder + "/worker.log", {}}, folder));
        return folder;
      },
      [this, isNext](Result<std::string> folder) {
        --m_starting;
        Q_EMIT startingChanged();
        if (!folder.ok()) {
          Q_EMIT refused(folder.error());
          if (m_worksQueue && !m_queue.empty() && !current()) {  // a run that cannot start does not stop the rest
            changeQueue([run = m_queue.front().run](const RunQueue& queue) { return queue.remove(run); }, [this] { workQueue(); });
          }
          return;
        }
        const QString run = QString::fromStdString(fs::path(*folder).filename().string());
        watch(run);
        Q_EMIT started(run, isNext);
      });
}

void RunService::tell(const QString& run, Command command) {
  m_thread->run(
      this, [folder = folderOf(run), command] { return sendCommand(folder, command); },
      [this, run](Status told) {
        if (told.ok()) return;
        if (const auto found = m_live.find(run); found != m_live.end()) found->second.cpuUseBefore.reset();
        Q_EMIT refused(told.error());
      });
}

void RunService::changeCpuUse(const QString& run, CpuUse use) {
  const auto found = m_live.find(run);
  if (found == m_live.end()) return;
  LiveRun& live = found->second;
  if (!live.cpuUseBefore) live.cpuUseBefore = live.cpuUse;
  live.cpuUse = use;
  tell(run, commandFor(use));
  Q_EMIT progressed(run);
}

void RunService::findWorking() {
  m_thread->run(
      this,
      [home = m_store.home()] {
        QStringList working;
        std::error_code error;
        for (const auto& entry : fs::directory_iterator(home + "/runs", error)) {
          if (FolderLock::holder(entry.path().string()) != 0) working << QString::fromStdString(entry.path().filename().string());
        }
        return working;
      },
      [this](const QStringList& working) {
        for (const QString& run : working) watch(run);
      });
}

void RunService::watch(const QString& run) {
  LiveRun& live = m_live[run];
  live.name = run;
  live.isWorking = true;
  m_store.catchUp(run.toStdString());
  m_timer.start();
  Q_EMIT progressed(run);
}

/// Occasionally also finds runs that another program has started.
void RunService::look() {
  constexpr int kFindEvery = 12;
  if (++m_looks % kFindEvery == 0) findWorking();
  if (m_unanswered > 0) return;  // skips the look while a slow disk has not answered the last one
  for (const auto& [run, live] : m_live) {
    ++m_unanswered;
    m_store.catchUp(run.toStdString());
    m_store.ask(
        this,
        [watchers = m_watchers, name = run, folder = folderOf(run)](store::Store& store) -> Result<Seen> {
          return lookAt(store, *watchers, name, folder);
        },
        [this](Result<Seen> seen) {
          --m_unanswered;
          if (seen.ok()) take(*seen);
        });
  }
}

RunService::Seen RunService::lookAt(store::Store& store, Watchers& watchers, const QString& run, const std::string& folder) {
  Seen seen;
  seen.run = run;
  seen.holder = FolderLock::holder(folder);
  seen.memoryMib = seen.holder ? residentMib(seen.holder) : 0;
  workspace::RunWatcher& watcher = watchers.try_emplace(run, folder).first->second;
  watcher.look();
  seen.phase = watcher.phase();
  if (watcher.cpuUse()) seen.cpuUse = watcher.cpuUse()->use;
  if (const auto progress = store::progressOf(store, run.toStdString()); progress.ok()) seen.progress = *progress;
  // The record is read after the lock: before a worker releases the lock, it writes how the run ended.
  const auto record = readJsonFile(folder + "/run.json");
  seen.state = record.ok() ? workspace::stateOf(*record, folder) : "failed";
  if (seen.holder) return seen;
  watchers.erase(run);
  if (seen.state != "finished" && seen.state != "stopped early" && seen.state != "stopped" && seen.state != "paused") {
    const auto told = followRun(folder, [](const Frame&) {});
    if (!told.ok()) seen.failure = told.error();
  }
  return seen;
}

void RunService::take(const Seen& seen) {
  const auto found = m_live.find(seen.run);
  if (found == m_live.end()) return;
  LiveRun& live = found->second;
  live.phase = seen.phase;
  // A look may be older than the user's choice.
  if (seen.cpuUse != live.cpuUseBefore) {
    live.cpuUse = seen.cpuUse;
    live.cpuUseBefore.reset();
  }
  live.step = seen.progress.step;
  live.steps = seen.progress.steps;
  live.secondsPerStep = seen.progress.secondsPerStep;
  live.memoryMib = seen.memoryMib;
  live.isWorking = seen.holder != 0;
  const bool isCalm = std::all_of(m_live.begin(), m_live.end(), [](const auto& one) { return one.second.phase.phase == Phase::Training; });
  m_timer.setInterval(isCalm ? kCalmMs : kLookMs);
  if (live.isWorking) return Q_EMIT progressed(seen.run);
  m_live.erase(found);
  if (m_live.empty()) m_timer.stop();
  m_store.catchUp(seen.run.toStdString());
  Q_EMIT progressed(seen.run);
  Q_EMIT ended(seen.run, QString::fromStdString(seen.state));
  if (seen.failure) Q_EMIT refused(seen.failure->at(seen.run.toStdString()));
  if (!m_worksQueue) return;
  // A run that the user stopped or paused keeps its place in the queue, as do the runs behind it.
  if (seen.state == "stopped" || seen.state == "paused") {
    m_worksQueue = false;
    m_queueLock.clear();
    return;
  }
  changeQueue(
      [run = seen.run.toStdString()](const RunQueue& queue) -> Status {
        const Status removed = queue.remove(run);
        return removed.ok() || removed.error().code == Code::BadInput ? Status(Done{}) : removed;
      },
      [this] { workQueue(); });
}

void RunService::readQueue() { changeQueue({}); }

void RunService::changeQueue(std::function<Status(const RunQueue&)> change, std::function<void()> then) {
  m_thread->run(
      this,
      [home = m_store.home(), change = std::move(change)]() -> Result<std::vector<QueueEntry>> {
        const RunQueue queue(home);
        if (change) GRAFT_CHECK(change(queue));
        return queue.list();
      },
      [this, then = std::move(then)](Result<std::vector<QueueEntry>> entries) {
        if (!entries.ok()) return Q_EMIT refused(entries.error());
        m_queue = std::move(*entries);
        Q_EMIT queueChanged();
        if (then) then();
      });
}

void RunService::enqueue(workspace::TrainRequest request) {
  request.settings[kCpuUseSetting] = m_cpuUse;
  changeQueue(
      [home = m_store.home(), request = std::move(request)](const RunQueue& queue) -> Status {
        GRAFT_TRY(const std::string folder, workspace::makeRun(request, home));
        return queue.add({fs::path(folder).filename().string(), {}});
      },
      [this] { workQueue(Asked::ByItself); });
}

void RunService::sweep(std::vector<workspace::TrainRequest> requests) {
  for (auto& request : requests) request.settings[kCpuUseSetting] = m_cpuUse;
  ++m_starting;
  Q_EMIT startingChanged();
  m_thread->run(
      this, [home = m_store.home(), requests = std::move(requests)] { return workspace::makeSweep(requests, home); },
      [this](Result<workspace::Sweep> made) {
        --m_starting;
        Q_EMIT startingChanged();
        if (!made.ok()) Q_EMIT refused(made.error());
        QStringList runs;
        if (made.ok()) std::transform(made->runs.begin(), made->runs.end(), std::back_inserter(runs), QString::fromStdString);
        changeQueue({}, [this] { workQueue(Asked::ByItself); });
        if (made.ok()) Q_EMIT swept(runs);
      });
}

/// Starts the first run of the queue if no run is active. The end of each starts the next.
void RunService::workQueue(Asked asked) {
  if (m_queue.empty()) {
    m_worksQueue = false;
    m_queueLock.clear();
    return;
  }
  if (m_queueLock.empty()) {
    auto lock = RunQueue(m_store.home()).startWorking();
    // Another program that works off the queue will reach the added runs too.
    if (!lock.ok() && (asked == Asked::ByPerson || lock.error().code != Code::Refused)) Q_EMIT refused(lock.error());
    if (!lock.ok()) return;
    m_queueLock.push_back(std::move(*lock));
  }
  m_worksQueue = true;
  if (current() || isStarting()) return;
  launch([folder = folderOf(QString::fromStdString(m_queue.front().run))]() -> Result<std::string> { return folder; }, true);
}

void RunService::removeFromQueue(const QString& run) {
  changeQueue([run = run.toStdString()](const RunQueue& queue) { return queue.remove(run); });
}
void RunService::moveInQueue(const QString& run, size_t place) {
  changeQueue([run = run.toStdString(), place](const RunQueue& queue) { return queue.move(run, place); });
}

}  // namespace graft::ui
