// SPDX-License-Identifier: Apache-2.0
// The verb export: writes adapters for other programs.
#include "core/commands/cli/tools.hpp"
#include "core/commands/export/export.hpp"

namespace graft::cli {
namespace {

struct ExportFlags {
  commands::ExportOrder order;
  std::string to, data;
  double shardGb = 5;
  CpuFlags cpu;
};

std::string sizeText(uint64_t bytes) {
  return bytes >= (10u << 20) ? grouped(bytes >> 20) + " MiB" : grouped((bytes + 1023) >> 10) + " KiB";
}

void showExport(const PublishedExport& result, Terminal& t) {
  const Certificate& certificate = result.certificate;
  std::vector<std::vector<std::string>> rows = {{"written", "size", "SHA-256"}};
  for (const ExportedFile& file : certificate.files) rows.push_back({file.name, sizeText(file.bytes), file.sha256.substr(0, 16)});
  t.table(rows, 60);
  t.line();
  const std::string verdict = nameOf(certificate.verdict), sentence = certificate.sentence.text();
  if (certificate.verdict == Rating::Green)
    t.line(t.bold(verdict) + "  " + sentence);
  else
    t.warning(verdict + ": " + sentence);
  t.line(t.dim("  " + result.out));
  t.line(t.dim("  certificate: " + result.certificateFiles[1]));
}

Result<Json> exportVerb(const ExportFlags& flags, Context& context) {
  commands::ExportOrder order = flags.order;
  GRAFT_TRY(order.kind, valueNamed<ExportKind>(flags.to));
  if (!(flags.shardGb >= 0.001)) return Error{Code::BadUsage, msg("--shard-gb must be at least 0.001"), {}, {}, msg("5 is the default.")};
  order.shardBytes = static_cast<uint64_t>(flags.shardGb * 1e9);
  GRAFT_TRY(order.dataset, datasetFolder(flags.data, context));
  GRAFT_TRY(order.cpu, cpuOrderOf(flags.cpu));
  GRAFT_TRY(auto prepared, commands::PreparedExport::prepare(order, context.home));
  const auto onFrame = [&](const Frame& frame) {
    if (context.terminal.json) return;
    showPhase(frame, context);
    if (const auto event = eventIn<WritingEvent>(frame)) context.terminal.progress(event->share, "writing " + event->tensor);
  };
  const auto done = runJob(prepared.job(), context, onFrame);
  if (!done.ok()) {
    Error error = done.error();
    if (error.kept.empty()) error.kept = msg("Nothing stands under %1 that did not stand there before.", order.out);
    return error;
  }
  GRAFT_TRY(const auto result, prepared.publish(*done));
  showExport(result, context.terminal);
  if (result.notNoted) context.terminal.warning("the history of the adapter has no line about this: " + *result.notNoted);
  return toJson(result);
}

void add(CLI::App& app, Context& context) {
  auto f = std::make_shared<ExportFlags>();
  auto* e =
      addVerb(app, context, "export", "Files for other programs, read back and compared with the trained adapter",
              "graft export tickets-1 --to merged-gguf --type Q8_0 --out tickets.gguf", [f, &context] { return exportVerb(*f, context); });
  e->add_option("ADAPTER", f->order.adapter, "run, kept adapter, PEFT folder or GGUF adapter")->required();
  e->add_option("--to", f->to, "peft, gguf-lora, merged (Hugging Face folder), merged-gguf, ollama")->required();
  e->add_option("--out", f->order.out, "folder to make, or .gguf file for gguf-lora and merged-gguf")->required();
  e->add_option("--type", f->order.type,
                "number format; peft F32; gguf-lora F32, F16; merged BF16, F16; GGUF models F16, BF16, Q8_0, Q6_K, Q5_K, Q5_1, Q5_0, Q4_K, "
                "Q4_1, Q4_0, F32");
  e->add_option("--strength", f->order.strength, "factor on what the adapter adds, over 0 to 4")->capture_default_str();
  e->add_option("--model", f->order.model, "base; default: the one that the run was trained on, else the embedded one");
  e->add_option(kAcceptBase, f->order.acceptedBase, kAcceptBaseHelp);
  e->add_option("--data", f->data, "dataset whose held-out rows are asked; default: the run's");
  e->add_option("--base-name", f->order.baseName, "as the files shall name the base, for example HuggingFaceTB/SmolLM2-135M-Instruct");
  e->add_option("--ollama-base", f->order.ollamaBase, "the base's name in Ollama; then only the adapter is shipped (--to ollama)");
  e->add_option("--shard-gb", f->shardGb, "largest weight file of a merged folder, GB")->capture_default_str();
  addCpuFlags(*e, f->cpu);
  e->add_option("--accept-license", f->order.acceptedLicense, "the licence of the base, when it restricts use and you keep to it");
  e->add_flag("--overwrite", f->order.overwrite, "replace an earlier export at --out");
}

}  // namespace

VerbEntry verbOfExport() { return {160, add}; }

}  // namespace graft::cli
