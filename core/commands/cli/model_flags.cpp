// SPDX-License-Identifier: Apache-2.0
#include "core/commands/cli/model_flags.hpp"

namespace graft::cli {

void addModelFlags(CLI::App& verb, ModelFlags& f) {
  verb.add_option(kAcceptBase, f.acceptedBases, kAcceptBaseHelp);
  verb.add_option("--model", f.model, "GGUF file or Hugging Face folder; default: that of the adapter's run, else the embedded one");
  verb.add_option("--dtype", f.dtype, "auto, fp32 or bf16")->capture_default_str();
  verb.add_option("--base", f.base, "full; int8: kept in eight bits; nf4: in four (QLoRA); stored: as its file has it")
      ->capture_default_str();
  verb.add_option("--device", f.device, "auto (a graphics card that works, else the processor), cpu or card")->capture_default_str();
  addCpuFlags(verb, f.cpu);
}

void addStrength(CLI::App& verb, double& strength) {
  verb.add_option("--strength", strength, "how much of the adapters, 0 to 4; 1 is as they were trained")->capture_default_str();
}

Result<ModelOptions> modelOptions(const ModelFlags& f, const Context& context) {
  ModelOptions out;
  GRAFT_TRY(out.dtype, valueNamed<DType>(f.dtype));
  GRAFT_TRY(out.base, valueNamed<BaseFormat>(f.base));
  GRAFT_TRY(out.device, valueNamed<Where>(f.device));
  GRAFT_TRY(const CpuOrder cpu, cpuOrderOf(f.cpu));
  out.threads = cpu.threads;
  out.cpuUse = cpu.use;
  GRAFT_TRY(const auto adapters, adapterRefs(f, context));
  GRAFT_TRY(out.model, workspace::findBase(adapters.empty() ? "" : adapters[0].folder, f.model, context.home));
  for (const AdapterRef& adapter : adapters)
    GRAFT_CHECK(workspace::mustBeItsBase(adapter.folder, out.model, f.acceptedBases, context.home));
  return out;
}

Result<std::string> oneAdapter(const ModelFlags& f, const Context& context) {
  if (f.adapters.size() > 1)
    return Error{Code::BadUsage,
                 msg("--adapter stands twice, and this verb asks one adapter"),
                 {},
                 {},
                 msg("graft compare asks several, side by side.")};
  return f.adapters.empty() ? Result<std::string>(std::string()) : workspace::findAdapter(f.adapters[0], context.home);
}

Result<std::vector<AdapterRef>> adapterRefs(const ModelFlags& f, const Context& context) {
  std::vector<AdapterRef> out;
  for (const auto& name : f.adapters) {
    GRAFT_TRY(const auto folder, workspace::findAdapter(name, context.home));
    out.push_back({name, folder});
  }
  return out;
}

}  // namespace graft::cli
