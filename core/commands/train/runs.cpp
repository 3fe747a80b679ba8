// SPDX-License-Identifier: Apache-2.0
#include "core/commands/train/runs.hpp"

#include <algorithm>
#include <map>

#include "core/base/file.hpp"
#include "core/commands/adapter_inputs.hpp"
#include "core/contract/train_settings.hpp"
#include "core/data/dataset.hpp"
#include "core/run/checkpoints.hpp"
#include "core/run/queue.hpp"
#include "core/workspace/base_question.hpp"
#include "core/workspace/places.hpp"

namespace graft::commands {
namespace fs = std::filesystem;

Result<std::filesystem::path> freshNumberedFolder(const std::filesystem::path& parent, const std::string& wanted) {
  std::string stem;
  for (const char c : wanted) stem += std::isalnum(static_cast<unsigned char>(c)) || c == '-' || c == '_' || c == '.' ? c : '-';
  const fs::path within = fs::absolute(parent);
  GRAFT_CHECK(makeFolder(within.string()));
  for (int i = 1;; ++i) {
    const fs::path folder = within / (stem + "-" + std::to_string(i));
    std::error_code error;
    if (fs::exists(within.parent_path() / "bin" / folder.filename(), error)) continue;  // a binned run can be restored under that name
    if (fs::create_directory(folder, error)) {
      GRAFT_CHECK(syncFolder(within.string()));  // else a power cut could remove the whole folder, although its files are synced
      return folder;
    }
    if (!error || error == std::errc::file_exists) continue;
    errno = error.value();
    return fileError(folder.string(), msg("creating the folder"));
  }
}

Result<std::string> makeRun(const TrainRequest& request, const std::string& home) {
  if (!request.adapter.empty()) GRAFT_CHECK(workspace::mustBeItsBase(request.adapter, request.model, {request.acceptedBase}, home));
  GRAFT_TRY(const fs::path made, freshNumberedFolder(fs::path(home) / "runs", request.name));
  const std::string name = made.filename().string(), folder = made.string();
  TrainJob spec;
  spec.name = name;
  spec.model = request.model;
  spec.dataset = fs::absolute(request.dataset).string();
  spec.adapter = request.adapter;
  spec.run = folder;
  spec.dtype = request.settings.dtype;
  spec.threads = request.settings.threads;
  spec.settings = request.settings;
  spec.memoryLimitMib = request.memoryLimitMib;
  spec.parent = request.parent;
  if (!request.acceptedBase.empty()) spec.acceptedBase = request.acceptedBase;
  GRAFT_CHECK(writeFileAtomic(folder + "/spec.json", dump(jobToJson(spec), 1) + "\n"));
  return folder;
}

Result<Sweep> makeSweep(const std::vector<TrainRequest>& requests, const std::string& home) {
  Sweep sweep;
  GRAFT_TRY(sweep.folder, freshNumberedFolder(fs::path(home) / "sweeps", requests.at(0).name));
  sweep.name = sweep.folder.filename().string();
  for (TrainRequest request : requests) {
    request.parent = sweep.name;
    GRAFT_TRY(const std::string folder, makeRun(request, home));
    sweep.runs.push_back(fs::path(folder).filename().string());
    GRAFT_CHECK(RunQueue(home).add({sweep.runs.back(), sweep.name}));
  }
  return sweep;
}

Result<TrainRequest> extension(const std::string& run, double epochs, const std::string& home) {
  GRAFT_TRY(const auto folder, workspace::findRun(run, home));
  GRAFT_TRY(const auto adapter, workspace::findAdapter(folder, home));
  GRAFT_TRY(const RunSpec spec, readRunSpec(folder));
  if (FolderLock::holder(folder) != 0)
    return Error{Code::Refused, msg("the run is still going on"), folder, msg("Nothing was changed."),
                 msg("Wait for it, or stop it first: graft stop %1.", run)};
  TrainRequest request;
  request.dataset = spec.dataset;
  request.model = spec.model;
  request.adapter = adapter;
  request.name = run;
  request.settings = spec.settings;
  request.memoryLimitMib = spec.memoryLimitMib;
  request.settings.epochs = epochs;
  request.settings.steps = 0;
  request.parent = fs::path(folder).filename().string();
  GRAFT_CHECK(settingsFromJson(toJson(request.settings)));
  return request;
}

Result<TrainRequest> starterRequest(const std::string& home, const std::string& dtype) {
  const std::string folder = workspace::resourceFolder() + "/starter";
  ImportOptions options;
  options.file = folder + "/train.csv";
  options.heldoutFile = folder + "/heldout.csv";
  options.name = "starter";
  GRAFT_TRY(const auto manifest, importFile(options, home));
  GRAFT_TRY(const auto dataset, findDataset(manifest.label(), home, {}));
  GRAFT_TRY(const auto model, workspace::findModel("", home));
  TrainSettings settings;
  settings.rank = 16;
  settings.lr = 1e-3;
  settings.epochs = 2;
  settings.rowsPerStep = 8;
  settings.dropout = 0;
  settings.schedule = Schedule::Linear;
  settings.maxLength = 256;
  settings.answerTokens = 24;
  GRAFT_TRY(settings.dtype, valueNamed<DType>(dtype));
  return TrainRequest{dataset.folder(), model, "", "starter", settings};
}

Json Start::job() const {
  if (runs.size() > 1) return jobToJson(GroupJob{runs});
  return jobToJson(TrainJob{runs[0]});
}

Result<Start> startOf(const std::string& folder) {
  const std::string name = fs::path(folder).filename().string();
  GRAFT_TRY(RunSpec spec, readRunSpec(folder));
  if (const auto pid = FolderLock::holder(folder); pid != 0)
    return Error{Code::Refused, msg("the run is being worked on by process %1", pid), folder, msg("Nothing was changed."),
                 msg("Stop it first: graft stop %1.", name)};
  // A run interrupted before its first plan has no record. Its spec then holds everything.
  const auto record = workspace::readRunRecord(folder);
  if (record.ok() && workspace::hasEnded(*record))
    return Error{Code::Refused, msg("the run is %1, so there is nothing to resume", record->state), folder, msg("Nothing was changed."),
                 msg("Train on from its adapter: graft resume %1 --extend 1.", name)};
  spec.run = folder;
  spec.name = name;  // the folder may have been copied or renamed
  if (!record.ok()) return Start{{std::move(spec)}, folder + "/spec.json", false};
  spec.resume = true;
  // Sums depend on the compute type, so it is kept. They do not depend on the number of threads.
  if (record->plan) {
    GRAFT_TRY(spec.dtype, valueNamed<DType>(record->plan->dtype.empty() ? nameOf(DType::Auto) : record->plan->dtype));
  }
  return Start{{std::move(spec)}, folder + "/resume.json", true};
}

/// Runs that have a checkpoint of one step in common with `first`, and stopped without an end: as many as possible, at the newest step for
/// which there are so many.
static std::vector<RunSpec> groupOf(const RunSpec& first, const std::vector<RunSpec>& others) {
  const auto stepsOf = [](const RunSpec& run) { return CheckpointFolder(run.run).steps(); };
  const std::vector<int64_t> steps = stepsOf(first);
  std::map<int64_t, std::vector<RunSpec>> groups;
  std::vector<RunSpec> best;
  for (const RunSpec& other : others) {
    const auto theirs = stepsOf(other);
    for (const int64_t step : theirs) groups[step].push_back(other);
    // Runs that were cut off before the first checkpoint begin anew together.
    if (steps.empty() && theirs.empty()) best.push_back(other);
  }
  for (auto step = steps.rbegin(); step != steps.rend(); ++step) {
    if (groups[*step].size() > best.size()) best = groups[*step];
  }
  return best;
}

Result<Start> startWithGroup(const std::string& folder, const std::vector<std::string>& waiting) {
  GRAFT_TRY(Start start, startOf(folder));
  const auto record = workspace::readRunRecord(folder);
  if (!record.ok() || !record->together) return start;
  const fs::path runs = fs::path(folder).parent_path();
  std::vector<RunSpec> others;
  for (const std::string& name : *record->together) {
    if (name == start.runs[0].name || std::find(waiting.begin(), waiting.end(), name) == waiting.end()) continue;
    if (auto other = startOf((runs / name).string()); other.ok() && other->resumes) others.push_back(std::move(other->runs[0]));
  }
  for (RunSpec& one : groupOf(start.runs[0], others)) start.runs.push_back(std::move(one));
  if (start.runs.size() > 1) start.specFile = folder + "/together.json";
  return start;
}

Result<Start> startTogether(const std::vector<std::string>& folders) {
  Start out;
  for (const std::string& folder : folders) {
    GRAFT_TRY(Start one, startOf(folder));
    if (one.resumes)
      return Error{Code::Refused, msg("a run that has begun goes on alone, or with its whole group"), folder, msg("Nothing was started."),
                   msg("Go on with graft resume.")};
    out.runs.push_back(std::move(one.runs[0]));
  }
  out.specFile = out.folder() + "/together.json";
  return out;
}

void RunWatcher::look() {
  const auto file = MappedFile::open(m_file);
  if (!file.ok() || file->bytes().size() <= m_read) return;
  m_frames.feed(file->bytes().substr(m_read));
  m_read = file->bytes().size();
  for (Frame frame;;) {
    const auto more = m_frames.next(frame);
    if (!more.ok() || !*more) return;
    take(frame);
  }
}

void RunWatcher::take(const Frame& frame) {
  constexpr double kNanoseconds = 1e-9;
  if (auto phase = eventIn<PhaseEvent>(frame)) {
    m_news.phases.push_back({phase->phase, kNanoseconds * static_cast<double>(frame.timeNs)});
    if (phase->phase == Phase::Resuming) m_news.resumedAfter = phase->resumedAfter;
    m_news.phase = std::move(*phase);
    m_news.progress = {};
  }
  if (auto progress = eventIn<ProgressEvent>(frame)) {
    if (progress->answer) m_news.firstAnswers.push_back(std::move(*progress->answer));
    m_news.progress = std::move(*progress);
  }
  if (auto plan = eventIn<PlanEvent>(frame)) m_news.plan = std::move(plan);
  if (const auto forecast = eventIn<ForecastEvent>(frame)) m_news.forecast = forecast;
  if (const auto use = eventIn<CpuUseEvent>(frame)) m_news.cpuUse = use;
  if (frame.type == FrameType::Step) m_news.progress = {};
  if (frame.type == FrameType::Evaluation) ++m_news.evaluations, m_news.progress = {};
}

}  // namespace graft::commands
