// SPDX-License-Identifier: GPL-3.0-or-later
// Training runs of the window. They are started so that they outlive it, watched through their folders, and controlled by commands. Main
// thread.
#pragma once

#include <map>

#include <QElapsedTimer>
#include <QTimer>

#include "core/base/system.hpp"
#include "core/commands/queue/queue_runner.hpp"
#include "core/commands/train/run_estimate.hpp"
#include "core/protocol/commands.hpp"
#include "ui/services/store_service.hpp"

namespace graft::ui {

/// Command that a run has not carried out yet.
struct AskedCommand {
  Command command;
  QElapsedTimer since;
};

/// A run with an active worker, or one that was just started.
struct LiveRun {
  QString name;
  commands::RunNews news;
  std::optional<CpuUse> cpuUse;        ///< empty while unknown
  std::optional<CpuUse> cpuUseBefore;  ///< previous value, if the user has chosen another and the run has not confirmed yet
  commands::RunPosition position;
  double memoryMib = 0;
  double began = monotonicSeconds();  ///< when this window saw it first
  bool isWorking = false;             ///< its worker holds the folder's lock
  std::optional<AskedCommand> asked;
  bool isAsked(Command command) const { return asked && asked->command == command; }
  commands::RunEstimate estimate() const { return commands::estimateOf(news, position); }
};

/// Closing the window, losing the display or a crash of the window ends no run. The next window finds the runs that go on.
class RunService : public QObject {
  Q_OBJECT
 public:
  explicit RunService(StoreService& store, QObject* parent = nullptr);
  ~RunService() override;

  void startStarter();
  void start(commands::TrainRequest request);
  /// Trains one more epoch from the run's adapter, as a new run.
  void extend(const QString& run);
  /// Resumes from the newest checkpoint.
  void goOn(const QString& run);
  /// Sends a command; `live` shows at once that it was asked for.
  void tell(const QString& run, Command command);
  /// Asks every active run to stop and save; `allAsked` or `refused` follows.
  void stopAll();
  /// Ends the worker without waiting for anything. The run can be resumed from its last save.
  void stopNow(const QString& run);
  /// Requests another CPU use of an active run; `live` shows it at once.
  void changeCpuUse(const QString& run, CpuUse use);
  /// CPU use of later runs: gentle, normal or all.
  void setCpuUse(CpuUse use) { m_cpuUse = use; }

  /// Puts a run at the end of the queue, which starts if no run is active. One run follows the other; a failed one does not stop the rest.
  void enqueue(commands::TrainRequest request);
  /// Puts the runs of a sweep at the end of the queue; `swept` is emitted when they are there.
  void sweep(std::vector<commands::TrainRequest> requests);
  void workQueue() { workQueue(Asked::ByPerson); }
  void removeFromQueue(const QString& run);
  void moveInQueue(const QString& run, size_t place);  ///< `place` counts from 1
  const std::vector<QueueEntry>& queue() const { return m_queue; }
  void readQueue();

  /// The active run, if any.
  const LiveRun* current() const;
  const LiveRun* live(const QString& run) const;
  bool isStarting() const { return m_starting > 0; }
  std::string folderOf(const QString& run) const;

 Q_SIGNALS:
  void startingChanged();
  /// `isNext`: started from the queue, not by the user.
  void started(const QString& run, bool isNext);
  void swept(const QStringList& runs);
  /// An action failed; `error` is worded for the user.
  void refused(const graft::Error& error);
  void progressed(const QString& run);
  void allAsked();  ///< the stop of `stopAll` has reached the runs
  /// `state` as `graft runs` shows it: finished, stopped, paused, interrupted, failed ...
  void ended(const QString& run, const QString& state);
  void queueChanged();

 private:
  struct Seen {
    QString run;
    commands::RunNews news;
    std::string state;
    int64_t holder = 0;
    double memoryMib = 0;
    commands::RunPosition position;
    std::optional<Error> failure;  ///< reason of a bad end
  };
  enum class Asked { ByPerson, ByItself };
  void workQueue(Asked asked);
  /// Creates the requested run, with the current CPU use, and starts it.
  void launchNew(std::function<Result<commands::TrainRequest>()> ask);
  /// `queued`: name in the queue of the run that is started, if it comes from there.
  void launch(std::function<Result<commands::Start>()> prepare, const QString& queued = {});
  /// Runs that were started, or the error. On the thread.
  static Result<QStringList> startWorker(const commands::Start& start);
  /// Starts the next turn of the queue after `run` has ended with `state`.
  void turnQueue(const QString& run, const std::string& state);
  void leaveQueue();
  /// Lets the first run of a refused group go on alone. Returns false if `seen` is no such end.
  bool retryAlone(const Seen& seen);
  void note(const QString& run, Command command);
  void findWorking();
  void watch(const QString& run);
  void look();
  using Watchers = std::map<QString, commands::RunWatcher>;
  static Seen lookAt(store::Store& store, Watchers& watchers, const QString& run, const std::string& folder);
  void take(const Seen& seen);

  /// Changes the queue on the thread, then reads it again.
  void changeQueue(std::function<Status(const RunQueue&)> change, std::function<void()> then = {});
  StoreService& m_store;
  std::vector<QueueEntry> m_queue;
  std::shared_ptr<commands::QueueRunner> m_runner;  // while this window works off the queue; used on the thread
  CpuUse m_cpuUse = CpuUse::Normal;
  std::map<QString, LiveRun> m_live;
  std::shared_ptr<Watchers> m_watchers = std::make_shared<Watchers>();  // used on the store's thread, which may outlive this object
  QTimer m_timer;
  bool m_isTakingTurn = false, m_isAskedByPerson = false;
  int m_queueRound = 0;                                             // counts the times that the queue was left
  std::optional<std::pair<QString, std::string>> m_endedMeanwhile;  // run and state, while a turn is taken
  QStringList m_group;                                              // runs of the queue that were started together
  int m_starting = 0, m_looks = 0, m_unanswered = 0;
  std::unique_ptr<Background> m_thread;
};

}  // namespace graft::ui
