// SPDX-License-Identifier: Apache-2.0
#include "core/commands/adapter_inputs.hpp"

#include <filesystem>

#include "core/workspace/base_question.hpp"
#include "core/workspace/places.hpp"

namespace graft::commands {
namespace fs = std::filesystem;

Result<AdapterInputs> resolveAdapter(const std::string& name, const std::string& model, const std::string& dataset,
                                     const std::string& acceptedBase, const std::string& home) {
  AdapterInputs out;
  GRAFT_TRY(out.adapter, workspace::findAdapter(name, home));
  GRAFT_TRY(out.model, workspace::findBase(out.adapter, model, home));
  GRAFT_CHECK(workspace::mustBeItsBase(out.adapter, out.model, {acceptedBase}, home));
  out.run = workspace::runOfAdapter(out.adapter, home);
  out.dataset = dataset;
  if (!dataset.empty() || out.run.empty()) return out;
  // Only the path is needed, so settings of other versions do not matter.
  const auto spec = readJsonFile(out.run + "/spec.json");
  if (spec.ok()) out.dataset = fromJson<RunSpec>(*spec).dataset;
  std::error_code error;
  if (!fs::exists(fs::path(out.dataset) / "manifest.json", error)) out.dataset.clear();
  return out;
}

Result<RunSpec> readRunSpec(const std::string& runFolder) {
  GRAFT_TRY(const Json spec, readJsonFile(runFolder + "/spec.json"));
  GRAFT_TRY(const TrainJob job, jobFromJson<TrainJob>(spec));
  return RunSpec(job);
}

}  // namespace graft::commands
