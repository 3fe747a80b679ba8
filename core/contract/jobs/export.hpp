// SPDX-License-Identifier: Apache-2.0
// The job export, its certificate, and the kinds of files it writes.
#pragma once

#include "core/contract/adapter_entry.hpp"
#include "core/contract/frame_type.hpp"
#include "core/contract/jobs/comparison.hpp"
#include "core/contract/jobs/job.hpp"
#include "core/contract/rating.hpp"

namespace graft {

enum class ExportKind {
  Peft,        ///< folder for PEFT: adapter_config.json, adapter_model.safetensors, README.md
  GgufLora,    ///< single .gguf file that llama.cpp loads together with its base
  Merged,      ///< folder for transformers: whole model in 16 bit, tokenizer, template
  MergedGguf,  ///< single .gguf file: whole model, tokenizer, template
  Ollama,      ///< folder with a Modelfile and a whole model, or only the adapter if the base's name in Ollama is given
};
template <>
struct EnumNames<ExportKind> {
  static constexpr const char* from = "--to";
  static constexpr ExportKind last = ExportKind::Ollama;
  static constexpr const char* names[] = {"peft", "gguf-lora", "merged", "merged-gguf", "ollama"};
};

/// Written file, with its path relative to the export's folder.
struct ExportedFile {
  std::string name;
  uint64_t bytes = 0;
  std::string sha256;
  static constexpr auto fields =
      std::tuple{Field{"name", &ExportedFile::name}, Field{"bytes", &ExportedFile::bytes}, Field{"sha256", &ExportedFile::sha256}};
};
/// SHA-256 of an export's inputs.
struct ExportHashes {
  std::string base, adapter, tokenizer;
  Nullable<std::string> chatTemplate;
  std::string data;  ///< empty if the run is not known
  static constexpr auto fields =
      std::tuple{Field{"base", &ExportHashes::base}, Field{"adapter", &ExportHashes::adapter}, Field{"tokenizer", &ExportHashes::tokenizer},
                 Field{"template", &ExportHashes::chatTemplate}, Field{"data", &ExportHashes::data}};
};
/// Content of certificate.json.
struct Certificate {
  static constexpr const char* kFormat = "graft-certificate/1";
  std::string format, graft, made, adapter, kind, type;
  double strength = 1;
  std::string base, baseLicense;
  Rating verdict = Rating::Red;
  Message sentence;
  Nullable<Comparison> comparison;  ///< empty if memory did not suffice
  ExportHashes hashes;
  std::vector<ExportedFile> files;
  static constexpr auto fields = std::tuple{Field{"format", &Certificate::format},
                                            Field{"graft", &Certificate::graft},
                                            Field{"made", &Certificate::made},
                                            Field{"adapter", &Certificate::adapter},
                                            Field{"kind", &Certificate::kind},
                                            Field{"type", &Certificate::type},
                                            Field{"strength", &Certificate::strength},
                                            Field{"base", &Certificate::base},
                                            Field{"base_license", &Certificate::baseLicense},
                                            Field{"verdict", &Certificate::verdict},
                                            Field{"sentence", &Certificate::sentence},
                                            Field{"comparison", &Certificate::comparison},
                                            Field{"hashes", &Certificate::hashes},
                                            Field{"files", &Certificate::files}};
};

/// Share of the tensors that are written.
struct WritingEvent {
  static constexpr FrameType type = FrameType::Text;
  std::string tensor;
  double share = 0;
  static constexpr auto fields = std::tuple{Field{"tensor", &WritingEvent::tensor}, Field{"share", &WritingEvent::share}};
};
struct ExportResult {
  std::vector<ExportedFile> files;
  Certificate certificate;
  double writingPeakMib = 0, peakRssMib = 0;
  static constexpr auto fields =
      std::tuple{Field{"files", &ExportResult::files}, Field{"certificate", &ExportResult::certificate},
                 Field{"writing_peak_mib", &ExportResult::writingPeakMib}, Field{"peak_rss_mib", &ExportResult::peakRssMib}};
};
struct ExportJob {
  using Result = ExportResult;
  static constexpr const char* jobName = "export";
  std::string model, adapter, adapterName = "adapter", baseName, ollamaBase;
  ExportKind kind = ExportKind::Peft;
  std::string type;      ///< one of exportTypes(kind)
  std::string writable;  ///< staging folder, the only one that the worker may write to
  std::string fileName;  ///< of a single output file
  std::string dataset;   ///< folder of a version whose held-out rows are asked; may be empty
  double strength = 1;
  uint64_t shardBytes = 5'000'000'000;
  CpuUse cpuUse = CpuUse::Normal;
  int64_t threads = 0;
  CardFacts facts;
  static constexpr auto fields = std::tuple{Field{"model", &ExportJob::model},
                                            Field{"adapter", &ExportJob::adapter},
                                            Field{"adapter_name", &ExportJob::adapterName},
                                            Field{"base_name", &ExportJob::baseName},
                                            Field{"ollama_base", &ExportJob::ollamaBase},
                                            Field{"to", &ExportJob::kind},
                                            Field{"type", &ExportJob::type},
                                            Field{"writable", &ExportJob::writable},
                                            Field{"file_name", &ExportJob::fileName},
                                            Field{"dataset", &ExportJob::dataset},
                                            Field{"strength", &ExportJob::strength},
                                            Field{"shard_bytes", &ExportJob::shardBytes},
                                            Field{"cpu_use", &ExportJob::cpuUse},
                                            Field{"threads", &ExportJob::threads},
                                            Field{"facts", &ExportJob::facts}};
};

/// Export at its final place.
struct PublishedExport {
  std::vector<std::string> files;  ///< full paths
  Json hashes = Json::object();    ///< SHA-256 by full path
  Certificate certificate;
  std::vector<std::string> certificateFiles;  ///< JSON, then HTML
  std::string out;
  double writingPeakMib = 0, peakRssMib = 0;
  std::optional<std::string> notNoted;  ///< reason why the adapter's history has no entry
  static constexpr auto fields = std::tuple{Field{"files", &PublishedExport::files},
                                            Field{"hashes", &PublishedExport::hashes},
                                            Field{"certificate", &PublishedExport::certificate},
                                            Field{"certificate_files", &PublishedExport::certificateFiles},
                                            Field{"out", &PublishedExport::out},
                                            Field{"writing_peak_mib", &PublishedExport::writingPeakMib},
                                            Field{"peak_rss_mib", &PublishedExport::peakRssMib},
                                            Field{"not_noted", &PublishedExport::notNoted}};
};

}  // namespace graft
