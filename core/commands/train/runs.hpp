// SPDX-License-Identifier: Apache-2.0
// Runs as folders: creation, the job file for start or resume, and the current state. Shared by the command line and the workbench, so that
// runs are identical. Any thread.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "core/contract/progress_event.hpp"
#include "core/protocol/frame_writer.hpp"
#include "core/workspace/run_records.hpp"

namespace graft::commands {

/// Request for a training run.
struct TrainRequest {
  std::string dataset, model, adapter, name;  ///< dataset: folder of a version; adapter: initial adapter, may be empty
  TrainSettings settings;
  bool detach = false;            ///< return and leave the worker running
  double memoryLimitMib = 0;      ///< 0: free memory
  std::string parent;             ///< run or sweep of its origin
  std::string acceptedBase = {};  ///< the adapter's claim, to accept it although it names another base
};
/// Creates PARENT/NAME-N with the first free N. Concurrent calls of several programs get different folders.
Result<std::filesystem::path> freshNumberedFolder(const std::filesystem::path& parent, const std::string& wanted);
/// Creates the run's folder with its spec and returns its path. Fails with Refused for an adapter that names another base (unless
/// `acceptedBase` is that name).
Result<std::string> makeRun(const TrainRequest& request, const std::string& home);
/// Group of runs for comparison, waiting in the queue.
struct Sweep {
  std::string name;               ///< source of the runs
  std::filesystem::path folder;   ///< HOME/sweeps/NAME
  std::vector<std::string> runs;  ///< names of the runs, in the order of the requests
};
/// Named after the first request. Runs created before an error remain in the queue.
Result<Sweep> makeSweep(const std::vector<TrainRequest>& requests, const std::string& home);
/// Request for further epochs over this data, as a new run that starts from the run's adapter. Fails with Refused while a worker holds the
/// run.
Result<TrainRequest> extension(const std::string& run, double epochs, const std::string& home);
/// Imports the starter data (idempotent) and returns the request for the starter experiment.
Result<TrainRequest> starterRequest(const std::string& home, const std::string& dtype);

/// Job that starts runs, or resumes them from their newest checkpoint, with the file for it.
struct Start {
  std::vector<RunSpec> runs;  ///< several: they are trained together
  std::string specFile;       ///< path of the job file
  bool resumes = false;
  Json job() const;  ///< the worker's job file
  const std::string& folder() const { return runs[0].run; }
};
/// Fails with Refused if the run is finished or a worker holds it.
Result<Start> startOf(const std::string& folder);
/// The run `folder`, then those of `waiting` that were trained together with it and have a checkpoint of one step in common with it. Only
/// this run if it was trained alone, or if there are no such others.
Result<Start> startWithGroup(const std::string& folder, const std::vector<std::string>& waiting);
/// Starts runs together for the first time.
Result<Start> startTogether(const std::vector<std::string>& folders);

/// A phase with the time of its start, seconds of the machine's monotonic clock.
struct TimedPhase {
  Phase phase = Phase::Unknown;
  double began = 0;
};
/// State of a working run, from the events that it has recorded.
struct RunNews {
  PhaseEvent phase;                        ///< unknown if none was recorded yet
  std::vector<TimedPhase> phases;          ///< in the order in which they began
  ProgressEvent progress;                  ///< of the current phase
  std::vector<SampleAnswer> firstAnswers;  ///< answers before training, as far as they are made
  std::optional<PlanEvent> plan;
  std::optional<ForecastEvent> forecast;
  std::optional<CpuUseEvent> cpuUse;
  size_t evaluations = 0;               ///< since the worker started
  std::optional<int64_t> resumedAfter;  ///< step of the checkpoint that it started from
};

/// Follows the recorded events of a run. Each poll reads only new data. One thread.
class RunWatcher {
 public:
  explicit RunWatcher(const std::string& folder) : m_file(latestEventFile(folder)) {}
  void look();
  /// Result of the last poll.
  const RunNews& news() const { return m_news; }
  const PhaseEvent& phase() const { return m_news.phase; }
  const std::optional<CpuUseEvent>& cpuUse() const { return m_news.cpuUse; }

 private:
  void take(const Frame& frame);
  std::string m_file;
  RunNews m_news;
  size_t m_read = 0;
  FrameReader m_frames;
};

}  // namespace graft::commands
