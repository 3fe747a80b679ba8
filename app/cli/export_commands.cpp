// SPDX-License-Identifier: Apache-2.0
// The verbs export and verify: write adapters for other programs and check the written files.
#include "app/cli/resolve.hpp"
#include "core/workspace/exports.hpp"
#include "core/workspace/verify.hpp"

namespace graft::cli {
namespace {

struct ExportFlags {
  workspace::ExportOrder order;
  std::string to, data;
  double shardGb = 5;
};

std::string sizeText(uint64_t bytes) {
  return bytes >= (10u << 20) ? grouped(bytes >> 20) + " MiB" : grouped((bytes + 1023) >> 10) + " KiB";
}

void showExport(const Json& result, Context& context) {
  auto& t = context.terminal;
  const Json& certificate = result["certificate"];
  const auto verdict = get<std::string>(certificate, "verdict", "red");
  std::vector<std::vector<std::string>> rows = {{"written", "size", "SHA-256"}};
  for (const auto& file : certificate["files"])
    rows.push_back({get<std::string>(file, "name", ""), sizeText(get<uint64_t>(file, "bytes", 0)),
                    get<std::string>(file, "sha256", "").substr(0, 16)});
  t.table(rows, 60);
  t.line();
  const std::string sentence = get<std::string>(certificate, "sentence", "");
  if (verdict == "green")
    t.line(t.bold("green") + "  " + sentence);
  else
    t.warning(verdict + ": " + sentence);
  t.line(t.dim("  " + get<std::string>(result, "out", "")));
  t.line(t.dim("  certificate: " + result["certificate_files"][1].get<std::string>()));
}

Result<Json> exportVerb(const ExportFlags& flags, Context& context) {
  workspace::ExportOrder order = flags.order;
  GRAFT_TRY(order.kind, exportKindFromName(flags.to));
  if (!(flags.shardGb >= 0.001)) return Error{Code::BadUsage, msg("--shard-gb must be at least 0.001"), {}, {}, {}};
  order.shardBytes = static_cast<uint64_t>(flags.shardGb * 1e9);
  GRAFT_TRY(order.dataset, datasetFolder(flags.data, context));
  GRAFT_TRY(auto job, workspace::ExportJob::prepare(order, context.home));
  auto done = runJob(job.spec(), context, [&](const Frame& frame) {
    if (context.terminal.json) return;
    showPhase(frame, context);
    if (frame.type == FrameType::Text)
      context.terminal.progress(get<double>(frame.payload, "share", 0), "writing " + get<std::string>(frame.payload, "tensor", ""));
  });
  context.terminal.endProgress();
  if (!done.ok()) {
    Error error = done.error();
    if (error.kept.empty()) error.kept = msg("Nothing stands under %1 that did not stand there before.", order.out);
    return error;
  }
  GRAFT_TRY(const auto result, job.publish(std::move(done).value()));
  showExport(result, context);
  if (result.contains("not_noted"))
    context.terminal.warning("the history of the adapter has no line about this: " + get<std::string>(result, "not_noted", ""));
  return result;
}

Result<Json> verifyVerb(const std::string& path, const std::string& model, const std::string& key, const std::string& acceptedBase,
                        Context& context) {
  GRAFT_TRY(const auto result, workspace::verify(path, model, key, context.home, acceptedBase));
  auto& t = context.terminal;
  std::vector<std::vector<std::string>> rows = {{"", "checked", ""}};
  for (const auto& check : result["checks"])
    rows.push_back(
        {get<bool>(check, "ok", false) ? "ok" : "WRONG", get<std::string>(check, "name", ""), get<std::string>(check, "detail", "")});
  t.table(rows, 100);
  if (get<bool>(result, "ok", false)) return result;
  std::string first;
  for (const auto& check : result["checks"]) {
    if (first.empty() && !get<bool>(check, "ok", false))
      first = get<std::string>(check, "name", "") + ": " + get<std::string>(check, "detail", "");
  }
  return Error{Code::BadInput,
               msg("this %1 is not in order. %2", get<std::string>(result, "kind", ""), first),
               path,
               {},
               msg("Export it again, or take it from where it was whole.")};
}

}  // namespace

void addExportCommands(CLI::App& app, Context& context) {
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
  addCpuFlags(*e, f->order.cpu);
  e->add_option("--accept-license", f->order.acceptedLicense, "the licence of the base, when it restricts use and you keep to it");
  e->add_flag("--overwrite", f->order.overwrite, "replace an earlier export at --out");
  auto path = std::make_shared<std::string>(), model = std::make_shared<std::string>(), key = std::make_shared<std::string>(),
       accepted = std::make_shared<std::string>();
  auto* v = addVerb(app, context, "verify", "Is an export, adapter, model or checkpoint whole and unchanged?", "graft verify tickets.gguf",
                    [path, model, key, accepted, &context] { return verifyVerb(*path, *model, *key, *accepted, context); });
  v->add_option("PATH", *path, "export, PEFT folder, GGUF file, checkpoint folder, or a run")->required();
  v->add_option("--key", *key, "public key file: checks the signature of the folder (model.sig) instead");
  v->add_option("--model", *model, "base of an adapter without certificate; default: the run's, else the embedded one");
  v->add_option(kAcceptBase, *accepted, kAcceptBaseHelp);
}

}  // namespace graft::cli
