// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/services/run_service.hpp"

#include <algorithm>
#include <csignal>
#include <filesystem>
#include <fstream>

#include <unistd.h>

#include "core/protocol/launcher.hpp"
#include "core/store/history.hpp"

namespace graft::ui {
namespace fs = std::filesystem;
namespace {

// Phases change quickly before the training. Later, each look takes time from the run.
constexpr int kLookMs = 400, kCalmMs = 1000;

/// Resident memory of another process, MiB; 0 if it is gone.
double residentMib(int64_t pid) {
  std::ifstream statm("/proc/" + std::to_string(pid) + "/statm");
  int64_t all = 0, resident = 0;
  if (!(statm >> all >> resident)) return 0;
  return static_cast<double>(resident) * static_cast<double>(::sysconf(_SC_PAGESIZE)) / (1 << 20);
}

}  // namespace

RunService::RunService(StoreService& store, QObject* parent) : QObject(parent), m_store(store), m_thread(std::make_unique<Background>()) {
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
  launchNew([home = m_store.home()] { return commands::starterRequest(home, "auto"); });
}
void RunService::start(commands::TrainRequest request) {
  launchNew([request = std::move(request)]() -> Result<commands::TrainRequest> { return request; });
}
void RunService::extend(const QString& run) {
  launchNew([home = m_store.home(), run = run.toStdString()] { return commands::extension(run, 1, home); });
}
void RunService::launchNew(std::function<Result<commands::TrainRequest>()> ask) {
  launch([home = m_store.home(), use = m_cpuUse, ask = std::move(ask)]() -> Result<commands::Start> {
    GRAFT_TRY(auto request, ask());
    request.settings.cpuUse = use;
    GRAFT_TRY(const std::string folder, commands::makeRun(request, home));
    return commands::startOf(folder);
  });
}
void RunService::goOn(const QString& run) {
  launch([folder = folderOf(run)] { return commands::startOf(folder); });
}

Result<QStringList> RunService::startWorker(const commands::Start& start) {
  GRAFT_CHECK(detachWorker({start.job(), start.specFile, start.folder() + "/worker.log", {}}, start.folder()));
  QStringList runs;
  for (const RunSpec& run : start.runs) runs << QString::fromStdString(run.name);
  return runs;
}

void RunService::launch(std::function<Result<commands::Start>()> prepare, const QString& queued) {
  ++m_starting;
  Q_EMIT startingChanged();
  m_thread->run(
      this,
      [prepare = std::move(prepare)]() -> Result<QStringList> {
        GRAFT_TRY(const auto start, prepare());
        return startWorker(start);
      },
      [this, queued](const Result<QStringList>& runs) {
        --m_starting;
        Q_EMIT startingChanged();
        if (!runs.ok()) {
          Q_EMIT refused(runs.error());
          if (m_runner && !queued.isEmpty()) return turnQueue(queued, nameOf(EndState::Failed));
          if (m_runner) workQueue(Asked::ByItself);
          return;
        }
        if (!queued.isEmpty()) m_group = *runs;
        for (const QString& run : *runs) {
          watch(run);
          Q_EMIT started(run, !queued.isEmpty());
        }
      });
}

/// Writes a pause or resume to the audit log. Every other command shows in the run's own record.
void RunService::note(const QString& run, Command command) {
  if (command != Command::Pause && command != Command::Resume) return;
  const auto kind = command == Command::Pause ? ActKind::RunPaused : ActKind::RunResumed;
  m_store.ask(
      this, [kind, run = run.toStdString()](store::Store& store) { return store::noteAct(store, kind, run); }, [](const Status&) {});
}

void RunService::tell(const QString& run, Command command) {
  const bool isShown = command == Command::Pause || command == Command::Resume || command == Command::Stop;
  if (const auto found = m_live.find(run); isShown && found != m_live.end()) {
    found->second.asked = AskedCommand{command, {}};
    found->second.asked->since.start();
    Q_EMIT progressed(run);
  }
  m_thread->run(
      this, [folder = folderOf(run), command] { return sendCommand(folder, command); },
      [this, run, command](Status told) {
        if (told.ok()) return note(run, command);
        if (const auto found = m_live.find(run); found != m_live.end()) {
          found->second.cpuUseBefore.reset();
          found->second.asked.reset();
          Q_EMIT progressed(run);
        }
        Q_EMIT refused(told.error());
      });
}

void RunService::stopAll() {
  std::vector<std::string> folders;
  for (auto& [name, live] : m_live) {
    if (!live.isWorking) continue;
    folders.push_back(folderOf(name));
    live.asked = AskedCommand{Command::Stop, {}};
    live.asked->since.start();
    Q_EMIT progressed(name);
  }
  m_thread->run(
      this,
      [folders]() -> Status {
        for (const auto& folder : folders) GRAFT_CHECK(sendCommand(folder, Command::Stop));
        return Done{};
      },
      [this](const Status& told) {
        if (told.ok()) return Q_EMIT allAsked();
        Q_EMIT refused(told.error());
      });
}

void RunService::stopNow(const QString& run) {
  m_thread->run(
      this,
      [folder = folderOf(run)] {
        const int64_t holder = FolderLock::holder(folder);
        return holder > 0 && ::kill(static_cast<pid_t>(holder), SIGKILL) == 0;
      },
      [](bool) {});  // a worker that is gone already is seen by the next look
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
  commands::RunWatcher& watcher = watchers.try_emplace(run, folder).first->second;
  watcher.look();
  seen.news = watcher.news();
  if (const auto progress = store::progressOf(store, run.toStdString()); progress.ok())
    seen.position = {progress->step, progress->steps, progress->secondsPerStep, 0};
  // The record is read after the lock: before a worker releases the lock, it writes how the run ended.
  const auto record = workspace::readRunRecord(folder);
  seen.state = record.ok() ? workspace::stateOf(*record, folder) : nameOf(EndState::Failed);
  if (const auto settings = record.ok() ? settingsFromJson(record->settings) : Result<TrainSettings>(record.error()); settings.ok())
    seen.position.evalEvery = settings->evalEvery;
  if (seen.holder) return seen;
  watchers.erase(run);
  // A resume that was refused leaves the state of the run's last end.
  const auto end = valueNamed<EndState>(seen.state);
  if (!end.ok() || (*end != EndState::Finished && *end != EndState::StoppedEarly)) {
    const auto told = followRun(folder, [](const Frame&) {});
    if (!told.ok()) seen.failure = told.error();
  }
  return seen;
}

void RunService::take(const Seen& seen) {
  const auto found = m_live.find(seen.run);
  if (found == m_live.end()) return;
  LiveRun& live = found->second;
  live.news = seen.news;
  const auto cpuUse = seen.news.cpuUse ? std::optional(seen.news.cpuUse->use) : std::nullopt;
  // A look may be older than the user's choice.
  if (cpuUse != live.cpuUseBefore) {
    live.cpuUse = cpuUse;
    live.cpuUseBefore.reset();
  }
  live.position = seen.position;
  live.memoryMib = seen.memoryMib;
  live.isWorking = seen.holder != 0;
  const bool isPaused = live.news.phase.phase == Phase::Paused;
  if ((live.isAsked(Command::Pause) && isPaused) || (live.isAsked(Command::Resume) && !isPaused)) live.asked.reset();
  const bool isCalm =
      std::all_of(m_live.begin(), m_live.end(), [](const auto& one) { return one.second.news.phase.phase == Phase::Training; });
  m_timer.setInterval(isCalm ? kCalmMs : kLookMs);
  if (live.isWorking) return Q_EMIT progressed(seen.run);
  m_live.erase(found);
  if (m_live.empty()) m_timer.stop();
  m_store.catchUp(seen.run.toStdString());
  Q_EMIT progressed(seen.run);
  Q_EMIT ended(seen.run, QString::fromStdString(seen.state));
  if (retryAlone(seen)) return;
  if (seen.failure) Q_EMIT refused(seen.failure->at(seen.run.toStdString()));
  if (m_runner)
    turnQueue(seen.run, seen.failure ? nameOf(EndState::Failed) : seen.state);
  else if (m_isTakingTurn)
    m_endedMeanwhile.emplace(seen.run, seen.state);
}

/// For example memory has become scarce, or a checkpoint of another run is damaged.
bool RunService::retryAlone(const Seen& seen) {
  const bool isRefused = seen.failure && (seen.failure->code == Code::Refused || seen.failure->code == Code::DoesNotFit);
  if (!m_runner || !isRefused || m_group.size() < 2 || !m_group.contains(seen.run)) return false;
  const QStringList group = std::exchange(m_group, {});
  for (const QString& run : group) {  // they shared a process, so all have ended
    if (run != seen.run && m_live.erase(run) > 0) Q_EMIT ended(run, QString::fromStdString(seen.state));
  }
  launch([folder = folderOf(group.front())] { return commands::startOf(folder); }, group.front());
  return true;
}

void RunService::leaveQueue() {
  ++m_queueRound;
  m_group.clear();
  // The runner is destroyed on the thread, behind its last use.
  m_thread->run(
      this,
      [runner = std::move(m_runner)]() mutable {
        runner.reset();
        return 0;
      },
      [](int) {});
  m_runner.reset();
}

void RunService::turnQueue(const QString& run, const std::string& state) {
  m_thread->run(
      this, [runner = m_runner, run = run.toStdString(), state] { return runner->ended(run, state); },
      [this](const Result<bool>& goesOn) {
        if (!goesOn.ok()) Q_EMIT refused(goesOn.error());
        if (!goesOn.ok() || !*goesOn) leaveQueue();
        changeQueue({}, [this] {
          if (m_runner) workQueue(Asked::ByItself);
        });
      });
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

void RunService::enqueue(commands::TrainRequest request) {
  request.settings.cpuUse = m_cpuUse;
  changeQueue(
      [home = m_store.home(), request = std::move(request)](const RunQueue& queue) -> Status {
        GRAFT_TRY(const std::string folder, commands::makeRun(request, home));
        return queue.add({fs::path(folder).filename().string(), {}});
      },
      [this] { workQueue(Asked::ByItself); });
}

void RunService::sweep(std::vector<commands::TrainRequest> requests) {
  for (auto& request : requests) request.settings.cpuUse = m_cpuUse;
  ++m_starting;
  Q_EMIT startingChanged();
  m_thread->run(
      this, [home = m_store.home(), requests = std::move(requests)] { return commands::makeSweep(requests, home); },
      [this](Result<commands::Sweep> made) {
        --m_starting;
        Q_EMIT startingChanged();
        if (!made.ok()) Q_EMIT refused(made.error());
        QStringList runs;
        if (made.ok()) std::transform(made->runs.begin(), made->runs.end(), std::back_inserter(runs), QString::fromStdString);
        changeQueue({}, [this] { workQueue(Asked::ByItself); });
        if (made.ok()) Q_EMIT swept(runs);
      });
}

/// Starts the next runs of the queue, at once or after the active run. The end of each starts the next.
void RunService::workQueue(Asked asked) {
  if (m_queue.empty()) return leaveQueue();
  const bool isBusy = current() || isStarting();
  if (m_isTakingTurn && asked == Asked::ByPerson) m_isAskedByPerson = true;
  if (m_isTakingTurn || (m_runner && isBusy)) return;
  m_isTakingTurn = true;
  m_isAskedByPerson = asked == Asked::ByPerson;
  struct Turn {
    std::shared_ptr<commands::QueueRunner> runner;
    Result<std::optional<commands::QueueRunner::Turn>> next;
  };
  m_thread->run(
      this,
      [runner = m_runner, isBusy, home = m_store.home()]() mutable -> Turn {
        if (!runner) {
          auto begun = commands::QueueRunner::begin(home);
          if (!begun.ok()) return {nullptr, begun.error()};
          runner = std::make_shared<commands::QueueRunner>(std::move(*begun));
        }
        if (isBusy) return {std::move(runner), std::optional<commands::QueueRunner::Turn>()};
        auto next = runner->next();
        return {std::move(runner), std::move(next)};
      },
      [this, isBusy, round = m_queueRound](const Turn& turn) {
        m_isTakingTurn = false;
        const Asked asked = m_isAskedByPerson ? Asked::ByPerson : Asked::ByItself;
        const auto endedMeanwhile = std::exchange(m_endedMeanwhile, {});
        if (round != m_queueRound) return;  // the user has stopped a run of the queue meanwhile
        m_runner = turn.runner;
        // Another program that works off the queue will reach the added runs too.
        if (!turn.next.ok() && (asked == Asked::ByPerson || turn.next.error().code != Code::Refused)) Q_EMIT refused(turn.next.error());
        if (!turn.next.ok()) return leaveQueue();
        if (endedMeanwhile) return turnQueue(endedMeanwhile->first, endedMeanwhile->second);
        if (isBusy && !current() && !isStarting()) return workQueue(asked);  // the active run ended meanwhile
        if (current() || isStarting()) return;
        if (!*turn.next) return leaveQueue();
        const auto& [runs, end] = **turn.next;
        if (end) return turnQueue(QString::fromStdString(runs[0]), nameOf(end->state));
        launch([folder = folderOf(QString::fromStdString(runs[0])), runs = runs] { return commands::startWithGroup(folder, runs); },
               QString::fromStdString(runs[0]));
      });
}

void RunService::removeFromQueue(const QString& run) {
  changeQueue([run = run.toStdString()](const RunQueue& queue) { return queue.remove(run); });
}
void RunService::moveInQueue(const QString& run, size_t place) {
  changeQueue([run = run.toStdString(), place](const RunQueue& queue) { return queue.move(run, place); });
}

}  // namespace graft::ui
