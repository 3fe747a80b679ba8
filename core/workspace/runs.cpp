// SPDX-License-Identifier: Apache-2.0
#include "core/workspace/runs.hpp"

#include "core/base/file.hpp"
#include "core/contract/train_settings.hpp"
#include "core/data/dataset.hpp"
#include "core/run/queue.hpp"
#include "core/workspace/base_question.hpp"
#include "core/workspace/places.hpp"

namespace graft::workspace {
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
  if (!request.adapter.empty()) GRAFT_CHECK(mustBeItsBase(request.adapter, request.model, {request.acceptedBase}, home));
  GRAFT_TRY(const fs::path made, freshNumberedFolder(fs::path(home) / "runs", request.name));
  const std::string name = made.filename().string(), folder = made.string();
  Json spec = {{"job", "train"},
               {"name", name},
               {"model", request.model},
               {"dataset", fs::absolute(request.dataset).string()},
               {"adapter", request.adapter},
               {"run", folder},
               {"dtype", request.settings["dtype"]},
               {"threads", request.settings["threads"]},
               {"settings", request.settings},
               {"memory_limit_mib", request.memoryLimitMib},
               {"parent", request.parent}};
  if (!request.acceptedBase.empty()) spec["accepted_base"] = request.acceptedBase;
  GRAFT_CHECK(writeFileAtomic(folder + "/spec.json", dump(spec, 1) + "\n"));
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
  GRAFT_TRY(const auto folder, findRun(run, home));
  GRAFT_TRY(const auto adapter, findAdapter(folder, home));
  GRAFT_TRY(const Json spec, readJsonFile(folder + "/spec.json"));
  if (FolderLock::holder(folder) != 0)
    return Error{Code::Refused, msg("the run is still going on"), folder, msg("Nothing was changed."),
                 msg("Wait for it, or stop it first: graft stop %1.", run)};
  TrainRequest request;
  request.dataset = get<std::string>(spec, "dataset", "");
  request.model = get<std::string>(spec, "model", "");
  request.adapter = adapter;
  request.name = run;
  request.settings = spec["settings"];
  request.memoryLimitMib = get<double>(spec, "memory_limit_mib", 0);
  request.settings["epochs"] = epochs;
  request.settings["steps"] = 0;
  request.parent = fs::path(folder).filename().string();
  GRAFT_CHECK(settingsFromJson(request.settings));
  return request;
}

Result<TrainRequest> starterRequest(const std::string& home, const std::string& dtype) {
  const std::string folder = resourceFolder() + "/starter";
  ImportOptions options;
  options.file = folder + "/train.csv";
  options.heldoutFile = folder + "/heldout.csv";
  options.name = "starter";
  GRAFT_TRY(const Json manifest, importFile(options, home));
  GRAFT_TRY(const auto dataset, findDataset("starter@" + std::to_string(get<int>(manifest, "version", 1)), home, {}));
  GRAFT_TRY(const auto model, findModel("", home));
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
  return TrainRequest{dataset.folder(), model, "", "starter", toJson(settings)};
}

Result<Start> startOf(const std::string& folder) {
  const std::string name = fs::path(folder).filename().string();
  GRAFT_TRY(Json spec, readJsonFile(folder + "/spec.json"));
  if (const auto pid = FolderLock::holder(folder); pid != 0)
    return Error{Code::Refused, msg("the run is being worked on by process %1", pid), folder, msg("Nothing was changed."),
                 msg("Stop it first: graft stop %1.", name)};
  // A run interrupted before its first plan has no record. Its spec then holds everything.
  const auto record = readJsonFile(folder + "/run.json");
  const auto state = record.ok() ? get<std::string>(*record, "state", "") : "";
  if (state == "finished" || state == "stopped early")
    return Error{Code::Refused, msg("the run is %1, so there is nothing to resume", state), folder, msg("Nothing was changed."),
                 msg("Train on from its adapter: graft resume %1 --extend 1.", name)};
  spec["run"] = folder;
  if (!record.ok()) return Start{std::move(spec), "/spec.json", false};
  spec["resume"] = true;
  // Sums depend on the compute type, so it is kept. They do not depend on the number of threads.
  if (record->contains("plan")) spec["dtype"] = get<std::string>((*record)["plan"], "dtype", "auto");
  return Start{std::move(spec), "/resume.json", true};
}

std::string stateOf(const std::string& recorded, const std::string& folder) {
  return recorded == "running" && FolderLock::holder(folder) == 0 ? "interrupted" : recorded;
}
std::string stateOf(const Json& record, const std::string& folder) { return stateOf(get<std::string>(record, "state", ""), folder); }

void RunWatcher::look() {
  const auto file = MappedFile::open(m_file);
  if (!file.ok() || file->bytes().size() <= m_read) return;
  m_frames.feed(file->bytes().substr(m_read));
  m_read = file->bytes().size();
  for (Frame frame;;) {
    const auto more = m_frames.next(frame);
    if (!more.ok() || !*more) return;
    if (auto phase = eventIn<PhaseEvent>(frame)) m_phase = std::move(*phase);
    if (const auto use = eventIn<CpuUseEvent>(frame)) m_cpuUse = use;
  }
}

}  // namespace graft::workspace
