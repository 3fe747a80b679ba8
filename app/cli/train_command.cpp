// SPDX-License-Identifier: Apache-2.0
// train: a run folder with its spec, then the worker, now or from the queue.
#include <filesystem>

#include "app/cli/train_flags.hpp"
#include "app/cli/train_view.hpp"
#include "core/base/file.hpp"
#include "core/run/queue.hpp"

namespace graft::cli {
namespace fs = std::filesystem;
namespace {

Result<Json> trainVerb(const TrainFlags& flags, Context& context) {
  GRAFT_TRY(auto input, openInput(flags, context));
  if (input.settings.size() > 1)
    return Error{Code::BadUsage,
                 "a setting has several values, which make " + std::to_string(input.settings.size()) + " runs",
                 {},
                 {},
                 "Use graft sweep with the same flags."};
  const TrainRequest request{input.dataset.folder(),       input.model,  input.adapter,     input.name,
                             std::move(input.settings[0]), flags.detach, input.memoryLimit, {}};
  if (!flags.queue) return runTraining(request, context);
  GRAFT_TRY(const auto folder, makeRun(request, context));
  const std::string run = fs::path(folder).filename().string();
  GRAFT_CHECK(RunQueue(context.home).add({run, {}}));
  context.terminal.line("Run " + run + " is in the queue. Start it with: graft queue start");
  return Json{{"run", run}, {"state", "queued"}};
}

}  // namespace

Result<std::filesystem::path> freshNumberedFolder(const std::filesystem::path& parent, const std::string& wanted) {
  std::string stem;
  for (const char c : wanted) stem += std::isalnum(static_cast<unsigned char>(c)) || c == '-' || c == '_' || c == '.' ? c : '-';
  const fs::path within = fs::absolute(parent);
  GRAFT_CHECK(makeFolder(within.string()));
  for (int i = 1;; ++i) {
    const fs::path folder = within / (stem + "-" + std::to_string(i));
    std::error_code error;
    if (fs::exists(within.parent_path() / "bin" / folder.filename(), error)) continue;  // it can still come back under that name
    if (fs::create_directory(folder, error)) {
      GRAFT_CHECK(syncFolder(within.string()));  // else a power cut may take the whole folder, however well its files are kept
      return folder;
    }
    if (!error || error == std::errc::file_exists) continue;
    errno = error.value();
    return fileError(folder.string(), "creating the folder");
  }
}

Result<std::string> makeRun(const TrainRequest& request, Context& context) {
  GRAFT_TRY(const fs::path made, freshNumberedFolder(fs::path(context.home) / "runs", request.name));
  const std::string name = made.filename().string(), folder = made.string();
  Json spec = {{"job", "train"},
               {"name", name},
               {"model", request.model},
               {"dataset", fs::absolute(request.dataset).string()},
               {"adapter", request.adapter},
               {"run", folder},
               {"templates", resourceFolder() + "/templates"},
               {"dtype", request.settings["dtype"]},
               {"threads", request.settings["threads"]},
               {"settings", request.settings},
               {"memory_limit_mib", request.memoryLimitMib},
               {"parent", request.parent}};
  GRAFT_CHECK(writeFileAtomic(folder + "/spec.json", dump(spec, 1) + "\n"));
  return folder;
}

Result<Json> runTraining(const TrainRequest& request, Context& context) {
  GRAFT_TRY(const auto folder, makeRun(request, context));
  return startOrResume(folder, request.detach ? Watch::No : Watch::Yes, context);
}

void addTrainCommands(CLI::App& app, Context& context) {
  auto flags = std::make_shared<TrainFlags>();
  auto* verb = addVerb(app, context, "train", "Fine-tune an adapter", "graft train --data tickets.csv --epochs 3 --rank 16",
                       [flags, &context] { return trainVerb(*flags, context); });
  addTrainFlags(*verb, flags);
}

}  // namespace graft::cli
