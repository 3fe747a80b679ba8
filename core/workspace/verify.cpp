// SPDX-License-Identifier: Apache-2.0
#include "core/workspace/verify.hpp"

#include <filesystem>
#include <set>

#include "core/base/hash.hpp"
#include "core/registry/signature.hpp"
#include "core/run/checkpoints.hpp"
#include "core/weights/adapter_file.hpp"
#include "core/workspace/base_question.hpp"
#include "core/workspace/places.hpp"

namespace graft::workspace {
namespace fs = std::filesystem;
namespace {

class Checks {
 public:
  void add(const std::string& name, bool ok, const std::string& detail) {
    m_list.push_back({{"name", name}, {"ok", ok}, {"detail", detail}});
  }
  Json result(const std::string& path, const char* kind) const {
    bool all = !m_list.empty();
    for (const auto& check : m_list) all = all && check["ok"].get<bool>();
    return {{"path", path}, {"kind", kind}, {"ok", all}, {"checks", m_list}};
  }

 private:
  Json m_list = Json::array();
};

bool isPlainName(const std::string& name) { return !name.empty() && name.find('/') == std::string::npos && name != "." && name != ".."; }

/// Every file that the certificate lists, against size and SHA-256.
void checkFiles(const Json& certificate, const fs::path& folder, Checks& checks) {
  if (!certificate.contains("files") || !certificate["files"].is_array() || certificate["files"].empty())
    return checks.add("certificate", false, "it lists no files");
  for (const auto& file : certificate["files"]) {
    const auto name = get<std::string>(file, "name", ""), wanted = get<std::string>(file, "sha256", "");
    if (!isPlainName(name)) {
      checks.add(name, false, "the certificate names a file outside its folder");
      continue;
    }
    const auto hash = sha256OfFile((folder / name).string());
    if (!hash.ok())
      checks.add(name, false, "cannot be read: " + hash.error().what);
    else
      checks.add(
          name, *hash == wanted,
          *hash == wanted ? "SHA-256 as certified" : "changed since it was certified: SHA-256 is " + *hash + ", certified " + wanted);
  }
}

Json verifyCertified(const fs::path& certificateFile, const fs::path& folder, const std::string& path) {
  Checks checks;
  const auto certificate = readJsonFile(certificateFile.string());
  if (!certificate.ok() || get<std::string>(*certificate, "format", "") != "graft-certificate/1") {
    checks.add("certificate", false, certificate.ok() ? "it has a format that this Graft does not know" : certificate.error().what);
    return checks.result(path, "export");
  }
  checkFiles(*certificate, folder, checks);
  const auto verdict = get<std::string>(*certificate, "verdict", "red");
  checks.add("agreement", verdict != "red", verdict + ": " + get<std::string>(*certificate, "sentence", ""));
  return checks.result(path, "export");
}

Result<Json> verifyAdapter(const std::string& path, const std::string& model, const std::string& home, const std::string& acceptedBase) {
  GRAFT_TRY(const auto base, findModel(model, home));
  GRAFT_TRY(const auto checkpoint, Checkpoint::open(base));
  Checks checks;
  const auto file = AdapterFile::open(path, checkpoint.config());
  if (!file.ok()) {
    checks.add("adapter", false, file.error().text());
    return checks.result(path, "adapter");
  }
  const auto other = otherBaseOf(path, base, home);
  checks.add("named base", !other || other->claimed == acceptedBase,
             other ? "it says that it belongs to '" + other->claimed + "', the base here is '" + other->base + "' (--model, --accept-base)"
                   : "not another one than the base here");
  size_t zero = 0;
  for (const auto& pair : file->pairs()) zero += pair.isZero;
  checks.add("adapter", true, std::to_string(file->pairs().size()) + " modules fit " + checkpoint.name() + ", every value is finite");
  checks.add("modules of the configuration", file->remark().empty(), file->remark().empty() ? "all are in the file" : file->remark());
  checks.add("unmatched tensors", file->unmatched().empty(),
             file->unmatched().empty() ? "none" : std::to_string(file->unmatched().size()) + ", first " + file->unmatched()[0]);
  checks.add("effect", !file->isZero(),
             std::to_string(zero) + " of " + std::to_string(file->pairs().size()) + " modules are zero" +
                 (file->isZero() ? ": it answers as the base does" : ""));
  return checks.result(path, "adapter");
}

/// A bundle or an export that was signed: every file, and whose word it is.
Result<Json> verifySigned(const std::string& folder, const std::string& key) {
  GRAFT_TRY(const auto found, checkSignature(folder, key));
  Checks checks;
  checks.add("signature", found.keyMatches,
             found.keyMatches ? "made with the private half of this key" : "not made with the private half of this key, or changed since");
  for (const auto& [names, what] :
       {std::pair{&found.changed, "changed since it was signed"}, std::pair{&found.missing, "signed, but not there"},
        std::pair{&found.unsigned_, "there, but not signed"}}) {
    for (const auto& name : *names) checks.add(name, false, what);
  }
  if (found.ok()) checks.add("files", true, "every file is as it was signed");
  return checks.result(folder, "signed folder");
}

Json verifyModel(const std::string& path) {
  Checks checks;
  const auto checkpoint = Checkpoint::open(path);
  if (!checkpoint.ok()) {
    checks.add("model", false, checkpoint.error().text());
    return checks.result(path, "model");
  }
  checks.add("model", true, std::to_string(checkpoint->tensorCount()) + " tensors, all of the configuration's shapes");
  const auto tokenizer = Tokenizer::load(*checkpoint);
  checks.add("tokenizer", tokenizer.ok(), tokenizer.ok() ? std::to_string(tokenizer->vocabSize()) + " tokens" : tokenizer.error().text());
  return checks.result(path, "model");
}

}  // namespace

Result<Json> verify(const std::string& path, const std::string& model, const std::string& key, const std::string& home,
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
    checks.add("checkpoint", opened.ok(), opened.ok() ? "every byte is as it was saved" : opened.error().text());
    return checks.result(path, "checkpoint");
  }
  if (fs::exists(at / "config.json", error) && !fs::exists(at / "adapter_config.json", error)) return verifyModel(path);
  if (fs::is_regular_file(at, error)) {
    GRAFT_TRY(const auto file, GgufFile::open(path));
    return file.text("general.type") == "adapter" ? verifyAdapter(path, model, home, acceptedBase) : Result<Json>(verifyModel(path));
  }
  GRAFT_TRY(const auto adapter, findAdapter(path, home));
  GRAFT_TRY(const auto base, findBase(adapter, model, home));
  return verifyAdapter(adapter, base, home, acceptedBase);
}

}  // namespace graft::workspace
