// SPDX-License-Identifier: Apache-2.0
#include "app/cli/resolve.hpp"

#include <filesystem>

#include <unistd.h>

#include "core/base/file.hpp"
#include "core/data/dataset.hpp"

namespace graft::cli {
namespace fs = std::filesystem;

Result<store::Store> openStore(Context& context) {
  GRAFT_TRY(auto store, store::Store::open(context.home));
  GRAFT_CHECK(store.catchUp());
  for (const auto& notice : store.notices()) context.terminal.warning(notice);
  return store;
}

Result<std::string> datasetFolder(const std::string& name, const Context& context) {
  if (name.empty()) return std::string();
  GRAFT_TRY(const auto dataset, findDataset(name, context.home, ImportOptions()));
  return dataset.folder();
}

std::string folderOfRun(const std::string& run, const Context& context) {
  return fs::absolute(fs::path(context.home) / "runs" / run).string();
}

void showPhase(const Frame& frame, Context& context) {
  if (const auto phase = eventIn<PhaseEvent>(frame); phase && !context.terminal.json)
    context.terminal.progress(0, englishOf(*phase) + " ...");
}

void addCpuFlags(CLI::App& verb, CpuOrder& order) {
  verb.add_option("--cpu-use", order.use, findSetting("cpu_use")->help)->capture_default_str();
  verb.add_option("--threads", order.threads, findSetting("threads")->help)->capture_default_str();
}

Result<Json> runJob(Json spec, Context& context, const std::function<void(const Frame&)>& onFrame) {
  const fs::path folder = fs::path(context.home) / "tmp" / ("job-" + std::to_string(::getpid()));
  GRAFT_CHECK(makeFolder(folder.string()));
  auto outcome = runWorker({std::move(spec), (folder / "job.json").string(), (folder / "worker.log").string(), {}}, {onFrame, {}});
  std::error_code error;
  // The log of a failed job is kept, because the error message points to it.
  if (outcome.ok() || !outcome.error().isLogNamed) fs::remove_all(folder, error);
  return outcome;
}

}  // namespace graft::cli
