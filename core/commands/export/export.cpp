// SPDX-License-Identifier: Apache-2.0
#include "core/commands/export/export.hpp"

#include <algorithm>
#include <filesystem>

#include <unistd.h>

#include "core/base/file.hpp"
#include "core/commands/adapter_inputs.hpp"
#include "core/contract/run_record.hpp"
#include "core/registry/registry.hpp"
#include "core/workspace/places.hpp"

namespace graft::commands {
namespace fs = std::filesystem;
namespace {

constexpr const char* kStagingMark = ".graft-export-";

bool isInside(const fs::path& inner, const fs::path& outer) {
  const auto [mine, theirs] = std::mismatch(outer.begin(), outer.end(), inner.begin(), inner.end());
  return mine == outer.end();
}

Error refusal(const Message& what, const std::string& where, const Message& hint) {
  return {Code::Refused, what, where, msg("Nothing was written."), hint};
}

bool looksLikeExport(const fs::path& out, bool singleFile) {
  std::error_code error;
  return fs::exists(singleFile ? fs::path(out.string() + ".certificate.json") : out / "certificate.json", error);
}

Status checkTarget(const fs::path& out, const ExportOrder& order, const std::string& model, const ModelFile& base,
                   const std::string& adapter, const std::string& home) {
  std::error_code error;
  const std::string shown = out.string();
  if (isSingleFile(order.kind) && out.extension() != ".gguf")
    return Error{Code::BadUsage,
                 msg("%2 must end in .gguf for --to %1", graft::nameOf(order.kind), flag("--out")),
                 shown,
                 {},
                 msg("Example: %1 adapter.gguf.", flag("--out"))};
  std::vector<std::pair<fs::path, Message>> read = {{workspace::canonicalOf(model), msg("the base model")},
                                                    {workspace::canonicalOf(adapter), msg("the adapter")}};
  for (const auto& file : base.weightFiles()) read.emplace_back(workspace::canonicalOf(file), msg("the base model"));
  for (const auto& [path, name] : read) {
    if (out == path || isInside(path, out) || (fs::is_directory(path, error) && isInside(out, path)))
      return refusal(msg("the target is, holds or lies in %1", name), shown,
                     msg("Choose another %1; neither base nor adapter is ever written to.", flag("--out")));
  }
  for (const char* own : {"runs", "datasets", "store", "models", "bin"}) {
    if (isInside(out, workspace::canonicalOf((fs::path(home) / own).string())))
      return refusal(msg("the target lies among the files of Graft itself"), shown, msg("Choose another %1.", flag("--out")));
  }
  if (!fs::is_directory(out.parent_path(), error))
    return Error{Code::BadInput, msg("the folder of the target does not exist"), out.parent_path().string(), {}, msg("Make it first.")};
  if (!fs::exists(fs::symlink_status(out, error))) return Done{};
  if (fs::is_directory(out, error) && fs::is_empty(out, error)) return Done{};
  if (!order.overwrite)
    return refusal(msg("the target exists already"), shown, msg("Choose another %1, or add %2.", flag("--out"), flag("--overwrite")));
  if (fs::is_directory(out, error) == isSingleFile(order.kind) || !looksLikeExport(out, isSingleFile(order.kind)))
    return refusal(msg("what stands there is not an export of Graft, so it is not overwritten"), shown,
                   msg("Move it away, or choose another %1.", flag("--out")));
  return Done{};
}

/// Removes staging folders of dead processes, which a killed export leaves behind.
void removeLeftovers(const fs::path& parent) {
  std::error_code error;
  for (const auto& entry : fs::directory_iterator(parent, error)) {
    const auto name = entry.path().filename().string();
    if (!name.starts_with(kStagingMark)) continue;
    const auto pid = name.substr(std::string(kStagingMark).size());
    if (!pid.empty() && pid.find_first_not_of("0123456789") == std::string::npos && !fs::exists("/proc/" + pid, error))
      fs::remove_all(entry.path(), error);
  }
}

/// Display name of an adapter: its run, its task and version, or its file.
std::string nameOf(const std::string& adapter, const std::string& run) {
  if (fs::path(adapter).filename() == "adapter" && !run.empty()) return fs::path(run).filename().string();
  const fs::path folder = fs::path(adapter).filename() == "adapter.gguf" ? fs::path(adapter).parent_path() : fs::path(adapter);
  const auto entry = readJsonFile((folder / "entry.json").string());
  if (entry.ok()) {
    const auto kept = fromJson<AdapterEntry>(*entry);
    return kept.task + "-" + std::to_string(kept.version);
  }
  return fs::path(adapter).stem().string();
}

}  // namespace

bool restrictsUse(const std::string& license) {
  static constexpr const char* kFree[] = {"apache-2.0", "mit",      "bsd-2-clause", "bsd-3-clause", "bsd",          "isc",     "zlib",
                                          "unlicense",  "cc0-1.0",  "cc-by-4.0",    "cc-by-sa-4.0", "artistic-2.0", "mpl-2.0", "bsl-1.0",
                                          "ms-pl",      "wtfpl",    "afl-3.0",      "ecl-2.0",      "postgresql",   "ncsa",    "odc-by",
                                          "pddl",       "lgpl-3.0", "gpl-2.0",      "gpl-3.0",      "agpl-3.0"};
  std::string name = license;
  std::transform(name.begin(), name.end(), name.begin(), [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
  return !name.empty() && std::find(std::begin(kFree), std::end(kFree), name) == std::end(kFree);
}

AdapterOrigin originOfRun(const std::string& runFolder) {
  AdapterOrigin origin;
  const auto read = runFolder.empty() ? Result<Json>(Error{}) : readJsonFile(runFolder + "/run.json");
  if (!read.ok()) return origin;
  const auto record = fromJson<RunRecord>(*read);
  origin.run = record.run;
  if (!record.settings.empty()) origin.settings = record.settings;
  if (record.plan) origin.trainRows = record.plan->rows;
  origin.baseHash = record.hashes.model;
  origin.tokenizerHash = record.hashes.tokenizer;
  origin.templateHash = record.hashes.chatTemplate;
  origin.dataHash = record.hashes.data;
  origin.adapterHash = record.hashes.adapter;
  if (record.result) {
    origin.heldoutBefore = record.result->heldoutBefore;
    origin.heldoutAfter = record.result->heldoutAfter;
  }
  return origin;
}

Result<PreparedExport> PreparedExport::prepare(const ExportOrder& order, const std::string& home) {
  std::error_code error;
  GRAFT_TRY(const auto type, exportTypeFromName(order.kind, order.type));
  if (!(order.strength > 0 && order.strength <= 4))
    return Error{
        Code::BadUsage, msg("%1 must be over 0 and at most 4", flag("--strength")), {}, {}, msg("1 is the adapter as it was trained.")};
  GRAFT_TRY(const auto inputs, resolveAdapter(order.adapter, order.model, order.dataset, order.acceptedBase, home));
  const std::string &adapter = inputs.adapter, &model = inputs.model, &run = inputs.run;
  GRAFT_TRY(const auto base, ModelFile::open(model));
  if (restrictsUse(base.license()) && order.acceptedLicense != base.license())
    return refusal(
        msg("the licence of the base, '%1', restricts what may be done with a model made from it", base.license()), base.name(),
        msg("Read it where you got the model; when you keep to it, say --accept-license '%1'. It goes into the export.", base.license()));
  const fs::path out = workspace::canonicalOf(order.out);
  GRAFT_CHECK(checkTarget(out, order, model, base, adapter, home));
  removeLeftovers(out.parent_path());

  PreparedExport job;
  job.m_home = home;
  job.m_out = out.string();
  job.m_singleFile = isSingleFile(order.kind);
  job.m_scratch = (out.parent_path() / (kStagingMark + std::to_string(::getpid()))).string();
  job.m_staging = job.m_scratch + "/new";
  GRAFT_CHECK(makeFolder(job.m_staging));
  CardFacts facts{originOfRun(run), {}};
  if (const auto card =
          readJsonFile((fs::is_directory(adapter, error) ? fs::path(adapter) : fs::path(adapter).parent_path()).string() + "/card.json");
      card.ok())
    fields::read(*card, facts.card.emplace());
  const auto embedded = workspace::findModel("", home);
  const std::string baseName = order.baseName.empty() && embedded.ok() && workspace::canonicalOf(*embedded) == workspace::canonicalOf(model)
                                   ? workspace::kEmbeddedModelName
                                   : order.baseName;
  ExportJob& worker = job.m_job;
  worker.model = model;
  worker.adapter = adapter;
  worker.adapterName = nameOf(adapter, run);
  worker.kind = order.kind;
  worker.type = type;
  worker.writable = job.m_staging;
  worker.fileName = out.filename().string();
  worker.dataset = inputs.dataset;
  worker.baseName = baseName;
  worker.ollamaBase = order.ollamaBase;
  worker.strength = order.strength;
  worker.shardBytes = order.shardBytes;
  worker.threads = order.cpu.threads;
  worker.cpuUse = order.cpu.use;
  worker.facts = facts;
  return job;
}

PreparedExport::PreparedExport(PreparedExport&& other) noexcept
    : m_job(std::move(other.m_job)),
      m_home(std::move(other.m_home)),
      m_staging(std::move(other.m_staging)),
      m_out(std::move(other.m_out)),
      m_scratch(std::exchange(other.m_scratch, {})),
      m_singleFile(other.m_singleFile) {}

PreparedExport::~PreparedExport() {
  std::error_code error;
  if (!m_scratch.empty()) fs::remove_all(m_scratch, error);
}

/// A folder is renamed as a whole. For a single file the certificate is renamed first, so that a model never exists without it.
Status PreparedExport::publishFiles() {
  std::error_code error;
  if (m_singleFile) {
    const auto name = fs::path(m_out).filename().string();
    for (const char* ending : {".certificate.html", ".certificate.json", ""})
      GRAFT_CHECK(renameEntry(m_staging + "/" + name + ending, m_out + ending));
    return syncFolder(fs::path(m_out).parent_path().string());
  }
  const std::string old = m_scratch + "/old";
  const bool replaces = fs::exists(m_out, error);
  if (replaces) GRAFT_CHECK(renameEntry(m_out, old));
  auto published = publishFolder(m_staging, m_out);
  // Bypasses the io layer, so that an injected fault cannot hit the rollback
  if (!published.ok() && replaces) fs::rename(old, m_out, error);
  return published;
}

/// Records the export for a registered adapter; other adapters have no history.
Status PreparedExport::noteInHistory(const Certificate& certificate) const {
  const fs::path adapter = m_job.adapter;
  const auto entry = readJsonFile(((adapter.extension() == ".gguf" ? adapter.parent_path() : adapter) / "entry.json").string());
  if (!entry.ok() || !isInside(workspace::canonicalOf(adapter.string()), workspace::canonicalOf(m_home + "/adapters"))) return Done{};
  const Registry registry(m_home);
  const auto kept = fromJson<AdapterEntry>(*entry);
  GRAFT_TRY(const auto version, registry.find(kept.task + "@" + std::to_string(kept.version)));
  return registry.noteExport(version, certificate);
}

Result<PublishedExport> PreparedExport::publish(const ExportResult& result) {
  GRAFT_CHECK(publishFiles());
  PublishedExport out;
  if (const Status noted = noteInHistory(result.certificate); !noted.ok()) out.notNoted = noted.error().text();
  const fs::path folder = m_singleFile ? fs::path(m_out).parent_path() : fs::path(m_out);
  for (const ExportedFile& file : result.files) {
    const auto path = (folder / file.name).string();
    out.files.push_back(path);
    out.hashes[path] = file.sha256;
  }
  const std::string stem = m_singleFile ? m_out + ".certificate" : m_out + "/certificate";
  out.certificate = result.certificate;
  out.certificateFiles = {stem + ".json", stem + ".html"};
  out.out = m_out;
  out.writingPeakMib = result.writingPeakMib;
  out.peakRssMib = result.peakRssMib;
  return out;
}

}  // namespace graft::commands
