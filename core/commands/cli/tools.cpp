// SPDX-License-Identifier: Apache-2.0
#include "core/commands/cli/tools.hpp"

#include <filesystem>

#include "core/contract/settings_table.hpp"
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

void showPhase(const Frame& frame, Context& context) {
  if (const auto phase = eventIn<PhaseEvent>(frame); phase && !context.terminal.json)
    context.terminal.progress(0, englishOf(*phase) + " ...");
}

void addCpuFlags(CLI::App& verb, CpuFlags& flags) {
  verb.add_option("--cpu-use", flags.use, findSetting("cpu_use")->help)->capture_default_str();
  verb.add_option("--threads", flags.threads, findSetting("threads")->help)->capture_default_str();
}

Result<CpuOrder> cpuOrderOf(const CpuFlags& flags) {
  GRAFT_TRY(const CpuUse use, valueNamed<CpuUse>(flags.use));
  return CpuOrder{flags.threads, use};
}

}  // namespace graft::cli
