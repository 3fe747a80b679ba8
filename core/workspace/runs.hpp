// SPDX-License-Identifier: Apache-2.0
// Runs as folders: making one, the job file with which it starts or goes on, what it is doing. What the command line and the
// workbench share, so that a run is the same whoever started it. Any thread.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "core/protocol/frame_writer.hpp"

namespace graft::workspace {

/// A training run that somebody wants.
struct TrainRequest {
  std::string dataset, model, adapter, name;  ///< dataset: folder of a version; adapter: to start from, may be empty
  Json settings;
  bool detach = false;        ///< leave the worker running and return
  double memoryLimitMib = 0;  ///< 0: what is free
  std::string parent;         ///< run or sweep it comes from
  std::string acceptedBase = {};  ///< that the adapter names, when it is another one and wanted all the same
};
/// Makes PARENT/NAME-N with the first free N; two programs that ask at once get different ones.
Result<std::filesystem::path> freshNumberedFolder(const std::filesystem::path& parent, const std::string& wanted);
/// Only makes the run's folder with its spec; the folder's path. Refused for an adapter that names another base (unless `acceptedBase` is
/// that name).
Result<std::string> makeRun(const TrainRequest& request, const std::string& home);
/// Runs that are tried beside each other and wait in the queue.
struct Sweep {
  std::string name;               ///< what the runs come from
  std::filesystem::path folder;   ///< HOME/sweeps/NAME
  std::vector<std::string> runs;  ///< their names, in the order of the requests
};
/// Named after the first request. What was made before an error stays, and waits.
Result<Sweep> makeSweep(const std::vector<TrainRequest>& requests, const std::string& home);
/// More passes over the same data, as a run of its own that starts from the run's adapter. Refused while somebody works on it.
Result<TrainRequest> extension(const std::string& run, double epochs, const std::string& home);
/// Imports the starter data (again: nothing happens) and asks for the starter experiment.
Result<TrainRequest> starterRequest(const std::string& home, const std::string& dtype);

/// The job with which a worker starts the run of a folder, or goes on with it after its newest checkpoint.
struct Start {
  Json spec;
  std::string specFile;  ///< below the folder
  bool goesOn = false;
};
/// Refused when it is finished, or when somebody is working on it.
Result<Start> startOf(const std::string& folder);

/// What a run is doing now: one that is recorded as "running" while nobody works on it was cut off ("interrupted").
std::string stateOf(const std::string& recorded, const std::string& folder);
std::string stateOf(const Json& record, const std::string& folder);
/// Newest phase and use of the processor of a run, from its recorded events. Each look reads only what has been added. One thread.
class RunWatcher {
 public:
  explicit RunWatcher(const std::string& folder) : m_file(latestEventFile(folder)) {}
  void look();
  /// As of the last look; unknown where none was told yet.
  const PhaseEvent& phase() const { return m_phase; }
  const std::optional<CpuUseEvent>& cpuUse() const { return m_cpuUse; }

 private:
  std::string m_file;
  PhaseEvent m_phase;
  std::optional<CpuUseEvent> m_cpuUse;
  size_t m_read = 0;
  FrameReader m_frames;
};

}  // namespace graft::workspace
