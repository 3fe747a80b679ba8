// SPDX-License-Identifier: Apache-2.0
// The job "together": trains runs over common rows, whose adapters share the products with the base. Each run keeps its own folder with its
// own lock, events, commands, checkpoints and record. It is therefore watched, stopped, and resumed (alone) like any other.
#include <fcntl.h>
#include <unistd.h>

#include "app/worker/train_run.hpp"
#include "core/base/system.hpp"

namespace graft::worker {
namespace {

/// A descriptor without input that discards output. The members communicate through their folders only.
class Nowhere {
 public:
  Nowhere() : m_descriptor(::open("/dev/null", O_RDWR | O_CLOEXEC)) {}
  ~Nowhere() { ::close(m_descriptor); }
  Nowhere(const Nowhere&) = delete;
  Nowhere& operator=(const Nowhere&) = delete;
  int descriptor() const { return m_descriptor; }

 private:
  int m_descriptor;
};

/// A run of the group, with everything that a separate run has.
struct GroupedRun {
  GroupedRun(const Nowhere& nowhere, const std::string& folder, FolderLock taken) : lock(std::move(taken)), events(nowhere.descriptor()) {
    commands.emplace(nowhere.descriptor(), folder, changeCpuUse);
  }
  std::optional<FolderLock> lock;
  Events events;
  CpuUseReport cpuUse{events};  // the runs share the process, so each gets the event
  std::optional<CommandReader> commands;
  std::optional<Run> run;
  std::optional<LoraAdapter> adapter;
  std::optional<TrainRun> work;
  TrainHooks hooks;
  Json result = nullptr;  ///< entry in the job's result, once the run has ended

  void end(const Result<Json>& how) {
    events.emit(how.ok() ? FrameType::Result : FrameType::Failure, how.ok() ? *how : toJson(how.error()));
    result = how.ok() ? *how : Json{{"state", "failed"}, {"error", toJson(how.error())}};
    result["run"] = get<std::string>(run->spec, "name", "");
    // Releases the run's folder while the group goes on.
    work.reset();
    commands.reset();
    lock.reset();
  }
};

class RunGroup {
 public:
  RunGroup(const Json& specs, const Channel& channel) : m_specs(specs), m_channel(channel) {}
  Status prepare();
  void train();
  void tellFailure(const Error& error) {
    for (auto& one : m_runs) one->events.emit(FrameType::Failure, toJson(error));
  }
  Json results() const {
    Json out = Json::array();
    for (const auto& one : m_runs) out.push_back(one->result);
    return out;
  }

 private:
  Status takeFolders();
  Status describe();
  Trained adapters() {
    Trained out;
    for (auto& one : m_runs) out.push_back(&*one->adapter);
    return out;
  }

  const Json& m_specs;
  const Channel& m_channel;
  Nowhere m_nowhere;
  std::optional<LoadedModel> m_loaded;
  std::vector<std::unique_ptr<GroupedRun>> m_runs;
};

Status RunGroup::takeFolders() {
  for (const Json& spec : m_specs) {
    const auto folder = get<std::string>(spec, "run", "");
    if (readJsonFile(folder + "/run.json").ok())
      return Error{Code::Refused, msg("a run that has begun goes on alone"), folder, msg("Nothing was started."),
                   msg("Go on with graft resume.")};
    GRAFT_TRY(auto lock, FolderLock::take(folder));
    m_runs.push_back(std::make_unique<GroupedRun>(m_nowhere, folder, std::move(lock)));
    recordEvents(folder, m_runs.back()->events);
    m_runs.back()->events.emit(FrameType::Hello, {{"program", "graft-worker"}, {"version", GRAFT_VERSION}, {"build", buildId()}});
  }
  return Done{};
}

/// The inputs are common to all runs and are hashed once.
Status RunGroup::describe() {
  Json names = Json::array();
  for (const Json& spec : m_specs) names.push_back(get<std::string>(spec, "name", ""));
  GRAFT_TRY(const Json first, describeRun(*m_runs[0]->run, *m_loaded));
  for (auto& one : m_runs) {
    Run& run = *one->run;
    run.record = first;
    run.record["run"] = get<std::string>(run.spec, "name", "");
    run.record["parent"] = get<std::string>(run.spec, "parent", "");
    run.record["settings"] = toJson(run.settings);
    run.record["together"] = names;
    run.record["warnings"] = Json::array();
  }
  return Done{};
}

Status RunGroup::prepare() {
  GRAFT_CHECK(takeFolders());
  GRAFT_TRY(m_loaded, loadModel(m_specs[0], m_channel.events));
  for (size_t i = 0; i < m_runs.size(); ++i) {
    GroupedRun& one = *m_runs[i];
    GRAFT_TRY(one.run, i == 0 ? prepareRun(m_specs[0], *m_loaded, m_channel.events) : prepareBeside(*m_runs[0]->run, m_specs[i]));
    GRAFT_TRY(one.adapter, startAdapter(*one.run, *m_loaded));
  }
  GRAFT_CHECK(describe());
  const Run& first = *m_runs[0]->run;
  const int64_t tokens = passTokens(first, *m_loaded, adapters());
  for (auto& one : m_runs) one->run->settings.microTokens = tokens;
  const Recompute recompute = recomputeThatFits(first, *m_loaded, adapters());
  for (auto& one : m_runs) one->run->settings.recompute = recompute;
  GRAFT_CHECK(checkFits(first, *m_loaded, adapters()));
  m_channel.events.phase(Phase::ProbingMemory);
  GRAFT_TRY(const Json forecast, forecast(first, *m_loaded, adapters()));
  m_channel.events.emit(FrameType::Forecast, forecast);
  for (auto& one : m_runs) {
    Run& run = *one->run;
    run.record["plan"] = planOf(run, *m_loaded, *one->adapter);
    run.record["forecast"] = forecast;
    one->events.emit(FrameType::Plan, run.record["plan"]);
    one->work.emplace(run, *m_loaded, *one->adapter, Channel{one->events, *one->commands, &m_channel.commands});
    one->work->setGroupSize(m_runs.size());
    one->work->report(adviceFor(run, *m_loaded, run.record["plan"]));
    one->events.emit(FrameType::Forecast, forecast);
    GRAFT_CHECK(one->work->begin(false));
    GRAFT_CHECK(writeFileAtomic(run.folder + "/run.json", dump(run.record, 1) + "\n"));
  }
  return Done{};
}

void RunGroup::train() {
  m_channel.events.phase(Phase::EvaluatingBase);
  m_runs[0]->work->evaluateBase();
  for (size_t i = 1; i < m_runs.size(); ++i) m_runs[i]->work->reuseBaseEvaluation(*m_runs[0]->work);
  std::vector<GroupTask> members;
  for (auto& one : m_runs) {
    one->events.phase(Phase::Training);
    one->hooks = one->work->hooks();
    members.push_back({*one->adapter, one->run->settings, one->hooks});
  }
  m_channel.events.phase(Phase::Training);
  int64_t steps = 0;
  for (const auto& one : m_runs) steps = std::max(steps, get<int64_t>(one->run->record["plan"], "steps", 0));
  const double began = monotonicSeconds();
  trainTogether(m_loaded->model, m_runs[0]->run->train->rows, members,
                {[&](int64_t step) { m_channel.events.emit(GroupStepEvent{step, steps, monotonicSeconds() - began}); },
                 [this](size_t i, Result<TrainOutcome> outcome) {
                   GroupedRun& one = *m_runs[i];
                   const Status kept = outcome.ok() ? Status(Done{}) : one.work->keepAfterFailure();
                   one.end(outcome.ok() ? one.work->finish(*outcome) : Result<Json>(kept.ok() ? outcome.error() : kept.error()));
                 }});
}

}  // namespace

Result<Json> togetherJob(const Json& spec, const Channel& channel) {
  const Json specs = spec.contains("runs") && spec["runs"].is_array() ? spec["runs"] : Json::array();
  if (specs.size() < 2)
    return Error{Code::BadUsage, msg("there are no runs to train together"), {}, msg("Nothing was started."), msg("Name at least two.")};
  RunGroup group(specs, channel);
  if (const Status ready = group.prepare(); !ready.ok()) {
    group.tellFailure(ready.error());
    return ready.error();
  }
  group.train();
  return Json{{"runs", group.results()}, {"peak_rss_mib", peakRssMib()}};
}

}  // namespace graft::worker
