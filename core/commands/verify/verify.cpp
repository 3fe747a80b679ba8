// SPDX-License-Identifier: Apache-2.0
#include "core/commands/verify/verify.hpp"

#include <algorithm>
#include <filesystem>
#include <set>

#include "core/base/hash.hpp"
#include "core/contract/jobs/export.hpp"
#include "core/registry/signature.hpp"
#include "core/run/checkpoints.hpp"
#include "core/weights/adapter_file.hpp"
#include "core/workspace/base_question.hpp"
#include "core/workspace/places.hpp"

namespace graft::commands {
namespace fs = std::filesystem;
namespace {

class Checks {
 public:
  void add(const std::string& name, bool ok, const Message& detail) { m_list.push_back({name, ok, detail}); }
  VerifyResult result(const std::string& path, const char* kind) const {
    const bool all = !m_list.empty() && std::all_of(m_list.begin(), m_list.end(), [](const VerifiedPart& part) { return part.ok; });
    return {path, kind, all, m_list};
  }

 private:
  std::vector<VerifiedPart> m_list;
};

bool isPlainName(const std::string& name) { return !name.empty() && name.find('/') == std::string::npos && name != "." && name != ".."; }

/// Checks every file of the certificate against size and SHA-256.
void checkFiles(const Certificate& certificate, const fs::path& folder, Checks& checks) {
  if (certificate.files.empty()) return checks.add("certificate", false, msg("it lists no files"));
  for (const ExportedFile& file : certificate.files) {
    if (!isPlainName(file.name)) {
      checks.add(file.name, false, msg("the certificate names a file outside its folder"));
      continue;
    }
    const auto hash = sha256OfFile((folder / file.name).string());
    if (!hash.ok())
      checks.add(file.name, false, msg("cannot be read: %1", hash.error().what));
    else
      checks.add(file.name, *hash == file.sha256,
                 *hash == file.sha256 ? msg("SHA-256 as certified")
                                      : msg("changed since it was certified: SHA-256 is %1, certified %2", *hash, file.sha256));
  }
}

VerifyResult verifyCertified(const fs::path& certificateFile, const fs::path& folder, const std::string& path) {
  Checks checks;
  const auto read = readJsonFile(certificateFile.string());
  const auto certificate = read.ok() ? fromJson<Certificate>(*read) : Certificate();
  if (!read.ok() || !read->is_object() || certificate.format != Certificate::kFormat) {
    checks.add("certificate", false, read.ok() ? msg("it has a format that this Graft does not know") : Message(read.error().what));
    return checks.result(path, "export");
  }
  checkFiles(certificate, folder, checks);
  checks.add("agreement", certificate.verdict != Rating::Red, msg("%1: %2", nameOf(certificate.verdict), certificate.sentence));
  return checks.result(path, "export");
}

Result<VerifyResult> verifyAdapter(const std::string& path, const std::string& model, const std::string& home,
                                   const std::string& acceptedBase) {
  GRAFT_TRY(const auto base, workspace::findModel(model, home));
  GRAFT_TRY(const auto modelFile, ModelFile::open(base));
  Checks checks;
  const auto file = AdapterFile::open(path, modelFile.config());
  if (!file.ok()) {
    checks.add("adapter", false, file.error().text());
    return checks.result(path, "adapter");
  }
  const auto other = workspace::otherBaseOf(path, base, home);
  checks.add("named base", !other || other->claimed == acceptedBase,
             other ? msg("it says that it belongs to '%1', the base here is '%2' (--model, --accept-base)", other->claimed, other->base)
                   : msg("not another one than the base here"));
  size_t zero = 0;
  for (const auto& pair : file->pairs()) zero += pair.isZero;
  checks.add("adapter", true, msg("%1 modules fit %2, every value is finite", file->pairs().size(), modelFile.name()));
  checks.add("modules of the configuration", file->remark().empty(),
             file->remark().empty() ? msg("all are in the file") : Message(file->remark()));
  checks.add("unmatched tensors", file->unmatched().empty(),
             file->unmatched().empty() ? msg("none") : msg("%1, first %2", file->unmatched().size(), file->unmatched()[0]));
  checks.add("effect", !file->isZero(),
             file->isZero() ? msg("%1 of %2 modules are zero: it answers as the base does", zero, file->pairs().size())
                            : msg("%1 of %2 modules are zero", zero, file->pairs().size()));
  return checks.result(path, "adapter");
}

/// Checks a signed bundle or export: every file, and the signer.
Result<VerifyResult> verifySigned(const std::string& folder, const std::string& key) {
  GRAFT_TRY(const auto found, checkSignature(folder, key));
  Checks checks;
  checks.add("signature", found.keyMatches,
             found.keyMatches ? msg("made with the private half of this key")
                              : msg("not made with the private half of this key, or changed since"));
  for (const auto& [names, what] :
       {std::pair{&found.changed, msg("changed since it was signed")}, std::pair{&found.missing, msg("signed, but not there")},
        std::pair{&found.unsigned_, msg("there, but not signed")}}) {
    for (const auto& name : *names) checks.add(name, false, what);
  }
  if (found.ok()) checks.add("files", true, msg("every file is as it was signed"));
  return checks.result(folder, "signed folder");
}

VerifyResult verifyModel(const std::string& path) {
  Checks checks;
  const auto modelFile = ModelFile::open(path);
  if (!modelFile.ok()) {
    checks.add("model", false, modelFile.error().text());
    return checks.result(path, "model");
  }
  checks.add("model", true, msg("%1 tensors, all of the configuration's shapes", modelFile->tensorCount()));
  const auto tokenizer = Tokenizer::load(*modelFile);
  checks.add("tokenizer", tokenizer.ok(), tokenizer.ok() ? msg("%1 tokens", tokenizer->vocabSize()) : Message(tokenizer.error().text()));
  return checks.result(path, "model");
}

}  // namespace

Result<VerifyResult> verify(const std::string& path, const std::string& model, const std::string& key, const std::string& home,
                            const std::string& acceptedBase) {
  std::error_code error;
  const fs::path at = path;
  if (!key.empty()) return verifySigned(path, key);
  if (fs::exists(at.string() + ".certificate.json", error))
    return verifyCertified(at.string() + ".certificate.json", fs::absolute(at, error).parent_path(), path);
  if (fs::exists(at / "certificate.json", error)) return verifyCertified(at / "certificate.json", at, path);
  if (fs::exists(at / "manifest.json", error) && fs::exists(at / "state.json", error)) {
    Checks checks;
    const auto opened = openCheckpoint(path);
    checks.add("checkpoint", opened.ok(), opened.ok() ? msg("every byte is as it was saved") : Message(opened.error().text()));
    return checks.result(path, "checkpoint");
  }
  if (fs::exists(at / "config.json", error) && !fs::exists(at / "adapter_config.json", error)) return verifyModel(path);
  if (fs::is_regular_file(at, error)) {
    GRAFT_TRY(const auto file, GgufFile::open(path));
    return file.text("general.type") == "adapter" ? verifyAdapter(path, model, home, acceptedBase)
                                                  : Result<VerifyResult>(verifyModel(path));
  }
  GRAFT_TRY(const auto adapter, workspace::findAdapter(path, home));
  GRAFT_TRY(const auto base, workspace::findBase(adapter, model, home));
  return verifyAdapter(adapter, base, home, acceptedBase);
}

}  // namespace graft::commands
