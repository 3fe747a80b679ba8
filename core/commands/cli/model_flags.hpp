// SPDX-License-Identifier: Apache-2.0
// Flags of the verbs that load a model: base, adapters, devices, and how answers are generated.
#pragma once

#include "core/commands/cli/tools.hpp"

namespace graft::cli {

inline constexpr const char* kAdapterHelp = "run, kept adapter, PEFT folder or GGUF adapter";

struct ModelFlags {
  std::string model, dtype = nameOf(DType::Auto), base = nameOf(BaseFormat::Full), device = nameOf(Where::Auto);
  std::vector<std::string> adapters, acceptedBases;
  CpuFlags cpu;
};
void addModelFlags(CLI::App& verb, ModelFlags& flags);
void addStrength(CLI::App& verb, double& strength);

/// Base model of the flags: the named one, else that of the first adapter's run, else the embedded one. Refused if an adapter names another
/// base.
Result<ModelOptions> modelOptions(const ModelFlags& flags, const Context& context);
/// Path of the one adapter; empty if none is named. BadUsage if several are named.
Result<std::string> oneAdapter(const ModelFlags& flags, const Context& context);
/// All adapters, by the names that the user gave.
Result<std::vector<AdapterRef>> adapterRefs(const ModelFlags& flags, const Context& context);

/// Job with the base model of the flags.
template <class Job>
Result<Job> jobWithModel(const ModelFlags& flags, const Context& context) {
  Job job;
  GRAFT_TRY(static_cast<ModelOptions&>(job), modelOptions(flags, context));
  return job;
}

}  // namespace graft::cli
