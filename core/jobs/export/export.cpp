// SPDX-License-Identifier: Apache-2.0
// The job "export": writes the files, loads them again and compares, in the only folder that this process may write to. The certificate
// holds the result. Publishing happens elsewhere.
#include "core/export/export.hpp"

#include <filesystem>

#include "core/base/file.hpp"
#include "core/base/hash.hpp"
#include "core/jobs/cpu_use.hpp"
#include "core/jobs/loaded_model.hpp"
#include "core/jobs/questions.hpp"
#include "core/jobs/registry.hpp"

namespace graft::jobs {
namespace fs = std::filesystem;
namespace {

struct Compared {
  Nullable<Comparison> numbers;
  Judgement judgement;
};

Compared notCompared(double needed, double free) {
  const auto whole = [](double mib) { return static_cast<int64_t>(mib); };
  return {
      {},
      {Rating::Amber, msg("The files were written and their hashes taken, but not compared: that needs %1 MiB of memory, %2 MiB are free.",
                          whole(needed), whole(free))}};
}

/// Loads the written files and compares answers of both sides. One model is in memory at a time.
Result<Compared> compareWritten(const ExportRequest& request, const TextModel& base, const LoraAdapter& adapter, const std::string& opened,
                                const std::string& dataset, const JobContext& context) {
  FrameWriter& events = context.events;
  const auto goOn = [&] { return context.goesOn(); };
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
    GRAFT_TRY(const auto back, openTextModel(opened));
    GRAFT_TRY(sameText, hasSameText(base, back));
    GRAFT_TRY(model, LlamaModel::load(back.modelFile, at::kFloat));
    events.phase(Phase::AskingExport);
    written = answersOf(*model, nullptr, questions, &trained, goOn);
  }
  if (!goOn()) return exportStopped();
  Comparison numbers = comparison(trained, written, questions);
  numbers.sameText = sameText;
  return Compared{numbers, judge(numbers, alone && request.type == "F32", sameText)};
}

Result<std::vector<ExportedFile>> filesOf(const std::string& folder, const std::vector<std::string>& names) {
  std::vector<ExportedFile> out;
  for (const auto& name : names) {
    GRAFT_TRY(const auto hash, sha256OfFile(folder + "/" + name));
    std::error_code error;  // the file was hashed just before
    out.push_back({name, fs::file_size(folder + "/" + name, error), hash});
  }
  return out;
}

ExportRequest requestOf(const ExportJob& job, const ModelFile& base) {
  ExportRequest request;
  request.kind = job.kind;
  request.type = job.type;
  request.folder = job.writable;
  request.fileName = job.fileName;
  request.adapterName = job.adapterName;
  request.baseName = job.baseName.empty() ? base.publicName() : job.baseName;
  request.ollamaBase = job.ollamaBase;
  request.strength = job.strength;
  request.shardBytes = job.shardBytes;
  request.facts = job.facts;
  return request;
}

Result<ExportHashes> hashesOf(const ExportJob& job, const TextModel& base) {
  ExportHashes out;
  GRAFT_TRY(out.base, base.modelFile.hash());
  GRAFT_TRY(out.adapter, adapterHash(job.adapter));
  out.tokenizer = base.tokenizer.hash();
  if (base.chat()) out.chatTemplate = base.chat()->templateHash();
  out.data = job.facts.dataHash.value_or("");
  return out;
}

Result<ExportResult> run(const ExportJob& job, const JobContext& context) {
  FrameWriter& events = context.events;
  if (job.writable.empty())
    return Error{Code::BadUsage, msg("the job names no folder to write to"), "job file", {}, msg("Use graft export.")};
  GRAFT_CHECK(useProcessors(job.cpuUse, job.threads));
  events.phase(Phase::ReadingAdapter);
  GRAFT_TRY(const auto base, openTextModel(job.model));
  GRAFT_TRY(auto adapter, LoraAdapter::open(job.adapter, base.modelFile.config()));
  const ExportRequest request = requestOf(job, base.modelFile);
  adapter.strengthen(request.strength);
  events.phase(Phase::WritingFiles);
  ExportSource source{base.modelFile, base.tokenizer, adapter, [&](const std::string& tensor, double share) {
                        events.emit(WritingEvent{tensor, share});
                        return context.goesOn();
                      }};
  GRAFT_TRY(const auto names, writeExport(request, source));
  ExportResult out;
  out.writingPeakMib = peakRssMib();
  const bool isFolder = job.kind == ExportKind::Peft || job.kind == ExportKind::Merged;
  const std::string opened = isFolder ? request.folder : request.folder + "/" + names[0];
  GRAFT_TRY(const auto compared, compareWritten(request, base, adapter, opened, job.dataset, context));
  events.phase(Phase::Hashing);
  Certificate& c = out.certificate;
  GRAFT_TRY(c.files, filesOf(request.folder, names));
  GRAFT_TRY(c.hashes, hashesOf(job, base));
  c.format = Certificate::kFormat;
  c.graft = GRAFT_VERSION;
  c.made = utcNow();
  c.adapter = request.adapterName;
  c.kind = nameOf(job.kind);
  c.type = request.type;
  c.strength = request.strength;
  c.base = request.baseName;
  c.baseLicense = base.modelFile.license();
  c.verdict = compared.judgement.rating;
  c.sentence = adapter.isZero() ? msg("The adapter is zero: it answers as the base does. %1", compared.judgement.sentence)
                                : compared.judgement.sentence;
  c.comparison = compared.numbers;
  const std::string stem = request.folder + "/" + (isSingleFile(job.kind) ? request.fileName + ".certificate" : "certificate");
  GRAFT_CHECK(writeFileSynced(stem + ".json", dump(toJson(c), 2) + "\n"));
  GRAFT_CHECK(writeFileSynced(stem + ".html", certificateHtml(c)));
  out.files = c.files;
  out.peakRssMib = peakRssMib();
  return out;
}

}  // namespace

JobType jobOfExport() { return jobType<ExportJob>(run); }

}  // namespace graft::jobs
