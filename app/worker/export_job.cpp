// SPDX-License-Identifier: Apache-2.0
// The job "export": writes the files, loads them again and compares, in the only folder that this process may write to. The certificate
// holds the result. Publishing happens elsewhere.
#include <filesystem>

#include "app/worker/comparing.hpp"
#include "core/base/file.hpp"
#include "core/base/hash.hpp"
#include "core/base/system.hpp"
#include "core/export/export.hpp"

namespace graft::worker {
namespace fs = std::filesystem;
namespace {

struct Compared {
  Json numbers = nullptr;
  Judgement judgement;
};

Compared notCompared(double needed, double free) {
  return {nullptr,
          {Agreement::Amber, "The files were written and their hashes taken, but not compared: that needs " +
                                 std::to_string(static_cast<int64_t>(needed)) + " MiB of memory, " +
                                 std::to_string(static_cast<int64_t>(free)) + " MiB are free."}};
}

/// Loads the written files and compares answers of both sides. One model is in memory at a time.
Result<Compared> compareWritten(const ExportRequest& request, const Base& base, const LoraAdapter& adapter, const std::string& opened,
                                const std::string& dataset, const Channel& channel) {
  Events& events = channel.events;
  const auto goOn = [&] { return channel.goesOn(); };
  const double needed = 1.15 * static_cast<double>(base.modelFile.config().parameters()) * 4 / (1 << 20) + 400, free = availableMemoryMib();
  if (needed > free) return notCompared(needed, free);
  GRAFT_TRY(const auto questions, questionsFor(dataset, base));
  const bool alone = request.kind == ExportKind::Peft || request.kind == ExportKind::GgufLora || !request.ollamaBase.empty();
  events.phase(Phase::AskingAdapter);
  std::optional<LlamaModel> model;
  GRAFT_TRY(model, LlamaModel::load(base.modelFile, at::kFloat));
  const Answers trained = answersOf(*model, &adapter, questions, nullptr, goOn);
  if (!goOn()) return exportStopped();
  Answers written;
  bool sameText = true;
  if (alone) {
    GRAFT_TRY(const auto back, LoraAdapter::open(opened, base.modelFile.config()));
    events.phase(Phase::AskingExport);
    written = answersOf(*model, &back, questions, &trained, goOn);
  } else {
    model.reset();
    GRAFT_TRY(const auto back, openBase(opened));
    GRAFT_TRY(sameText, hasSameText(base, back));
    GRAFT_TRY(model, LlamaModel::load(back.modelFile, at::kFloat));
    events.phase(Phase::AskingExport);
    written = answersOf(*model, nullptr, questions, &trained, goOn);
  }
  if (!goOn()) return exportStopped();
  Compared out;
  out.numbers = comparison(trained, written, questions);
  out.numbers["same_text"] = sameText;
  out.judgement = judge(out.numbers, alone && request.type == "F32", sameText);
  return out;
}

Result<Json> filesOf(const std::string& folder, const std::vector<std::string>& names) {
  Json out = Json::array();
  for (const auto& name : names) {
    GRAFT_TRY(const auto hash, sha256OfFile(folder + "/" + name));
    std::error_code error;  // the file was hashed just before
    out.push_back({{"name", name}, {"bytes", fs::file_size(folder + "/" + name, error)}, {"sha256", hash}});
  }
  return out;
}

ExportRequest requestOf(const Json& spec, const ModelFile& base, ExportKind kind) {
  ExportRequest request;
  request.kind = kind;
  request.type = get<std::string>(spec, "type", "");
  request.folder = get<std::string>(spec, "writable", "");
  request.fileName = get<std::string>(spec, "file_name", "");
  request.adapterName = get<std::string>(spec, "adapter_name", "adapter");
  request.baseName = get<std::string>(spec, "base_name", "");
  if (request.baseName.empty()) request.baseName = base.publicName();
  request.ollamaBase = get<std::string>(spec, "ollama_base", "");
  request.strength = get<double>(spec, "strength", 1);
  request.shardBytes = get<uint64_t>(spec, "shard_bytes", 5'000'000'000);
  if (spec.contains("facts")) request.facts = spec["facts"];
  return request;
}

}  // namespace

Result<Json> exportJob(const Json& spec, const Channel& channel) {
  Events& events = channel.events;
  GRAFT_CHECK(useProcessors(spec));
  events.phase(Phase::ReadingAdapter);
  GRAFT_TRY(const auto kind, exportKindFromName(get<std::string>(spec, "to", "")));
  GRAFT_TRY(const auto base, openBase(get<std::string>(spec, "model", "")));
  const auto adapterPath = get<std::string>(spec, "adapter", "");
  GRAFT_TRY(auto adapter, LoraAdapter::open(adapterPath, base.modelFile.config()));
  const ExportRequest request = requestOf(spec, base.modelFile, kind);
  adapter.strengthen(request.strength);
  events.phase(Phase::WritingFiles);
  ExportSource source{base.modelFile, base.tokenizer, adapter, [&](const std::string& tensor, double share) {
                        events.emit(FrameType::Text, {{"tensor", tensor}, {"share", share}});
                        return channel.goesOn();
                      }};
  GRAFT_TRY(const auto names, writeExport(request, source));
  const double writingPeak = peakRssMib();
  const std::string opened = kind == ExportKind::Peft || kind == ExportKind::Merged ? request.folder : request.folder + "/" + names[0];
  GRAFT_TRY(const auto compared, compareWritten(request, base, adapter, opened, get<std::string>(spec, "dataset", ""), channel));
  events.phase(Phase::Hashing);
  GRAFT_TRY(const Json files, filesOf(request.folder, names));
  GRAFT_TRY(const auto baseHash, base.modelFile.hash());
  GRAFT_TRY(const auto trainedHash, adapterHash(adapterPath));
  const Json certificate = {
      {"format", "graft-certificate/1"},
      {"graft", GRAFT_VERSION},
      {"made", utcNow()},
      {"adapter", request.adapterName},
      {"kind", exportKindName(kind)},
      {"type", request.type},
      {"strength", request.strength},
      {"base", request.baseName},
      {"base_license", base.modelFile.license()},
      {"verdict", agreementName(compared.judgement.agreement)},
      {"sentence",
       adapter.isZero() ? "The adapter is zero: it answers as the base does. " + compared.judgement.sentence : compared.judgement.sentence},
      {"comparison", compared.numbers},
      {"hashes",
       {{"base", baseHash},
        {"adapter", trainedHash},
        {"tokenizer", base.tokenizer.hash()},
        {"template", base.renderer ? Json(base.renderer->templateHash()) : Json(nullptr)},
        {"data", get<std::string>(request.facts, "data_hash", "")}}},
      {"files", files}};
  const std::string stem = request.folder + "/" + (isSingleFile(kind) ? request.fileName + ".certificate" : "certificate");
  GRAFT_CHECK(writeFileSynced(stem + ".json", dump(certificate, 2) + "\n"));
  GRAFT_CHECK(writeFileSynced(stem + ".html", certificateHtml(certificate)));
  return Json{{"files", files}, {"certificate", certificate}, {"writing_peak_mib", writingPeak}, {"peak_rss_mib", peakRssMib()}};
}

}  // namespace graft::worker
