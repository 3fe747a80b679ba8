// SPDX-License-Identifier: Apache-2.0
#include "core/jobs/train/run_group.hpp"

#include <fcntl.h>
#include <unistd.h>

#include <algorithm>

#include "core/base/system.hpp"
#include "core/contract/progress_event.hpp"
#include "core/jobs/cpu_use.hpp"

namespace graft::jobs {
namespace {

/// A descriptor without input that discards output. Runs of a larger group communicate through their folders only.
class NullDevice {
 public:
  NullDevice() : m_descriptor(::open("/dev/null", O_RDWR | O_CLOEXEC)) {}
  ~NullDevice() { ::close(m_descriptor); }
  NullDevice(const NullDevice&) = delete;
  NullDevice& operator=(const NullDevice&) = delete;
  int descriptor() const { return m_descriptor; }

 private:
  int m_descriptor;
};

/// Lock, events and commands of one run of a larger group.
struct OwnFolder {
  OwnFolder(const std::string& folder, FolderLock taken)
      : lock(std::move(taken)), events(null.descriptor()), commands(null.descriptor(), folder, changeCpuUse) {
    recordEvents(folder, events);
    events.emit(HelloEvent{"graft-worker", GRAFT_VERSION, buildId(), {}, {}});
    cpuUse.emplace(events);
  }
  NullDevice null;
  FolderLock lock;
  FrameWriter events;
  CommandReader commands;
  std::optional<CpuUseReport> cpuUse;  // the runs share the process, so each gets the event
};

Error begunAlready(const std::string& folder) {
  return {Code::Refused, msg("a run that has begun goes on alone, or with its whole group"), folder, msg("Nothing was started."),
          msg("Go on with graft resume.")};
}

ModelOptions modelOptions(const RunSpec& spec) {
  const TrainSettings& s = spec.settings;
  ModelOptions out{spec.model, spec.dtype, s.base, s.device, s.embeddings, s.cpuUse, spec.threads};
  if (out.device == Where::Card && spec.resumes()) out.device = Where::Auto;  // a run that has begun goes on where it can
  return out;
}

}  // namespace

struct GroupedRun {
  std::unique_ptr<OwnFolder> own;  ///< null in a group of one
  std::optional<Run> run;
  std::optional<RunRecord> before;  ///< record of a resumed run
  std::optional<LoraAdapter> adapter;
  std::optional<TrainRun> work;
  TrainHooks hooks;
  std::optional<Result<TrainResult>> result;
};

RunGroup::RunGroup(const std::vector<RunSpec>& specs, const JobContext& context) : m_specs(specs), m_context(context) {}
RunGroup::~RunGroup() = default;

const RunRecord& RunGroup::record(size_t run) const { return m_runs[run]->run->record; }

Trained RunGroup::adapters() {
  Trained out;
  for (auto& one : m_runs) out.push_back(&*one->adapter);
  return out;
}

void RunGroup::tellRuns(Phase phase) {
  for (auto& one : m_runs) {
    if (one->own) one->own->events.phase(phase);
  }
}

void RunGroup::tellFailure(const Error& error) {
  for (auto& one : m_runs) {
    if (one->own) one->own->events.emit(FrameType::Failure, toJson(error));
  }
}

Status RunGroup::prepare() {
  Status ready = prepareRuns();
  if (!ready.ok()) tellFailure(ready.error());
  return ready;
}

Status RunGroup::prepareRuns() {
  GRAFT_CHECK(openFolders());
  GRAFT_CHECK(loadCommonModel());
  tellRuns(Phase::ReadingData);
  for (size_t i = 0; i < m_runs.size(); ++i) {
    GroupedRun& one = *m_runs[i];
    GRAFT_TRY(one.run, i == 0 ? prepareRun(m_specs[0], *m_loaded, m_context.events) : prepareBeside(*m_runs[0]->run, m_specs[i]));
    GRAFT_TRY(one.adapter, startAdapter(*one.run, *m_loaded));
  }
  return planMemory();
}

Status RunGroup::openFolders() {
  m_resumes = m_specs[0].resumes();
  for (const RunSpec& spec : m_specs) {
    if (spec.resumes() != m_resumes) return begunAlready(spec.run);
    m_runs.push_back(std::make_unique<GroupedRun>());
  }
  if (!isLarger()) return Done{};
  // The caller waits for the lock of the first run, so that one is taken last, when all others are held.
  std::vector<std::optional<FolderLock>> locks(m_specs.size());
  for (size_t i = m_specs.size(); i-- > 0;) {
    GRAFT_TRY(locks[i], FolderLock::take(m_specs[i].run));
    if (!m_resumes && readJsonFile(m_specs[i].run + "/run.json").ok()) return begunAlready(m_specs[i].run);
  }
  for (size_t i = 0; i < m_specs.size(); ++i) m_runs[i]->own = std::make_unique<OwnFolder>(m_specs[i].run, std::move(*locks[i]));
  return Done{};
}

Status RunGroup::loadCommonModel() {
  tellRuns(Phase::LoadingModel);
  GRAFT_TRY(m_loaded, loadModel(modelOptions(m_specs[0]), m_context.events));
  if (!m_resumes) return Done{};
  for (size_t i = 0; i < m_specs.size(); ++i) {
    GRAFT_TRY(const Json record, readJsonFile(m_specs[i].run + "/run.json"));
    m_runs[i]->before = fromJson<RunRecord>(record);
    if (m_runs[i]->before->clock != m_runs[0]->before->clock)
      return Error{Code::Refused, msg("the runs began at different times, which their template writes"), m_specs[i].run,
                   msg("Nothing was started."), msg("Go on with each alone: graft resume.")};
  }
  // A template may write the date, so a resumed run keeps the clock of the day on which it began.
  if (const auto& clock = m_runs[0]->before->clock; m_loaded->chat() && !clock.empty()) m_loaded->renderer->setClock(clock);
  return Done{};
}

/// The inputs are common to all runs and are hashed once.
Status RunGroup::describe() {
  std::vector<std::string> names;
  for (const RunSpec& spec : m_specs) names.push_back(spec.name);
  GRAFT_TRY(const RunRecord common, describeRun(*m_runs[0]->run, *m_loaded));
  for (auto& one : m_runs) {
    Run& run = *one->run;
    run.record = common;
    run.record.run = run.spec.name;
    run.record.parent = run.spec.parent;
    run.record.settings = toJson(run.spec.settings);  // each part of a resumed run resolves them for itself
    if (isLarger()) run.record.together = names;
  }
  return Done{};
}

/// A resumed run keeps the times of its record. Sums in another order, on another CPU model or device or in another group, may differ in
/// the last bit.
Status RunGroup::continueRecord(GroupedRun& one) {
  RunRecord& record = one.run->record;
  const RunRecord& before = *one.before;
  GRAFT_CHECK(checkSameInputs(before, record));
  record.started = before.started;
  record.resumed = before.resumed.value_or(std::vector<std::string>());
  record.resumed->push_back(utcNow());
  record.bitComparable = before.processor == record.processor && before.bitComparable.value_or(true) &&
                         (before.plan ? before.plan->device : "cpu") == m_loaded->device.name && before.together == record.together;
  return Done{};
}

Status RunGroup::planRun(GroupedRun& one) {
  Run& run = *one.run;
  run.record.plan = planOf(run, *m_loaded, *one.adapter);
  if (m_resumes) GRAFT_CHECK(continueRecord(one));
  return Done{};
}

/// The shortest of the intervals that runs ask for, and the longest run.
std::shared_ptr<SaveClock> RunGroup::commonClock() const {
  int64_t every = 0, steps = 0;
  for (const auto& one : m_runs) {
    const TrainSettings& s = one->run->settings;
    if (s.checkpointEvery > 0) every = every > 0 ? std::min(every, s.checkpointEvery) : s.checkpointEvery;
    steps = std::max(steps, totalSteps(s, one->run->train->rows.size()));
  }
  return std::make_shared<SaveClock>(every, steps);
}

Status RunGroup::planMemory() {
  GRAFT_CHECK(describe());
  const Run& first = *m_runs[0]->run;
  const int64_t tokens = passTokens(first, *m_loaded, adapters());
  for (auto& one : m_runs) one->run->settings.microTokens = tokens;
  const Recompute recompute = recomputeThatFits(first, *m_loaded, adapters());
  for (auto& one : m_runs) one->run->settings.recompute = recompute;
  GRAFT_CHECK(checkFits(first, *m_loaded, adapters()));
  const auto clock = commonClock();
  for (auto& one : m_runs) {
    GRAFT_CHECK(planRun(*one));
    const JobContext context = one->own ? JobContext{one->own->events, one->own->commands, &m_context.commands} : m_context;
    one->work.emplace(*one->run, *m_loaded, *one->adapter, context, clock);
    one->work->setGroupSize(m_runs.size());
    // A larger group that does not fit is divided by its caller, so its runs must not look begun yet.
    if (!m_resumes && !isLarger()) GRAFT_CHECK(one->work->writeRecord());
    context.events.emit(*one->run->record.plan);
    one->work->report(adviceFor(*one->run, *m_loaded, *one->run->record.plan));
  }
  m_context.events.phase(Phase::ProbingMemory);
  tellRuns(Phase::ProbingMemory);
  const auto onPass = [this](size_t done, size_t total) {
    const ProgressEvent progress{ProgressPart::Passes, done, total, {}};
    m_context.events.emit(progress);
    for (auto& one : m_runs) {
      if (one->own) one->own->events.emit(progress);
    }
  };
  auto forecast = graft::jobs::forecast(first, *m_loaded, adapters(), [this] { return m_context.goesOn(); }, onPass);
  if (!forecast.ok() && forecast.error().code == Code::Stopped) return Done{};  // the loop sees it too, and saves a state to resume from
  GRAFT_TRY(m_forecast, std::move(forecast));
  m_context.events.emit(*m_forecast);
  for (auto& one : m_runs) {
    one->run->record.forecast = m_forecast;
    if (one->own) one->own->events.emit(*m_forecast);
  }
  return Done{};
}

/// Checkpoints from which resumed runs go on: of a larger group, those of the newest step of which each run has an intact one. Empty if
/// they start at the beginning.
Result<RunGroup::Checkpoints> RunGroup::findCheckpoints() const {
  const CheckpointFolder& first = m_runs[0]->work->checkpoints();
  const bool any = std::any_of(m_runs.begin(), m_runs.end(), [](const auto& one) { return one->work->checkpoints().any(); });
  if (!any) return Checkpoints();
  if (!isLarger()) {
    GRAFT_TRY(auto newest, first.newestWhole());
    return Checkpoints{std::move(newest)};
  }
  const std::vector<int64_t> steps = first.steps();
  for (auto step = steps.rbegin(); step != steps.rend(); ++step) {
    Checkpoints found;
    for (const auto& one : m_runs) {
      auto checkpoint = one->work->checkpoints().wholeAt(*step);
      if (!checkpoint.ok()) break;
      found.push_back(std::move(*checkpoint));
    }
    if (found.size() == m_runs.size()) return found;
  }
  return Error{Code::Refused, msg("the runs of the group have no checkpoint of one step in common"), m_specs[0].run,
               msg("Nothing was changed."), msg("Go on with each alone: graft resume.")};
}

Status RunGroup::begin() {
  Checkpoints checkpoints;
  if (m_resumes) {
    GRAFT_TRY(checkpoints, findCheckpoints());
  }
  for (size_t i = 0; i < m_runs.size(); ++i) {
    TrainRun& work = *m_runs[i]->work;
    const auto checkpoint = checkpoints.empty() ? std::nullopt : std::optional(checkpoints[i]);
    GRAFT_CHECK(m_resumes ? work.resumeFrom(checkpoint) : work.begin());
  }
  // Records are replaced only once it is certain that all runs go on. A refused resume leaves the records of their ends.
  for (auto& one : m_runs) {
    if (isLarger() && !checkpoints.empty()) GRAFT_CHECK(one->work->checkpoints().dropAfter(checkpoints[0].step));
    if (m_resumes || isLarger()) GRAFT_CHECK(one->work->writeRecord());
  }
  return Done{};
}

Status RunGroup::train() {
  if (Status begun = begin(); !begun.ok()) {
    tellFailure(begun.error());
    return begun;
  }
  if (m_runs[0]->work->needsBaseEvaluation()) {
    if (isLarger()) m_context.events.phase(Phase::EvaluatingBase);
    tellRuns(Phase::EvaluatingBase);
  }
  m_runs[0]->work->evaluateBase();
  for (size_t i = 1; i < m_runs.size(); ++i) m_runs[i]->work->reuseBaseEvaluation(*m_runs[0]->work);
  m_context.events.phase(Phase::Training);
  tellRuns(Phase::Training);
  std::vector<GroupTask> tasks;
  int64_t steps = 0;
  for (auto& one : m_runs) {
    one->hooks = one->work->hooks();
    tasks.push_back({*one->adapter, one->run->settings, one->hooks, one->work->from()});
    steps = std::max(steps, one->run->record.plan->steps);
  }
  const double began = monotonicSeconds();
  const auto onStep = [&](int64_t step) {
    if (isLarger()) m_context.events.emit(GroupStepEvent{step, steps, monotonicSeconds() - began});
  };
  const auto onEnd = [this](size_t i, Result<TrainOutcome> outcome) {
    GroupedRun& one = *m_runs[i];
    const Status kept = outcome.ok() ? Status(Done{}) : one.work->keepAfterFailure();
    one.result = outcome.ok() ? one.work->finish(*outcome) : Result<TrainResult>(kept.ok() ? outcome.error() : kept.error());
    one.work.reset();
    if (!one.own) return;
    const Result<TrainResult>& result = *one.result;
    one.own->events.emit(result.ok() ? FrameType::Result : FrameType::Failure, result.ok() ? toJson(*result) : toJson(result.error()));
    one.own.reset();  // releases the run's folder while the group goes on
  };
  trainTogether(m_loaded->model, m_runs[0]->run->train->rows, tasks, {onStep, onEnd});
  return Done{};
}

std::vector<Result<TrainResult>> RunGroup::takeResults() {
  std::vector<Result<TrainResult>> out;
  for (auto& one : m_runs) out.push_back(std::move(*one->result));
  return out;
}

}  // namespace graft::jobs
