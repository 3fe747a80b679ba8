// SPDX-License-Identifier: Apache-2.0
#include "core/registry/signature.hpp"

#include <algorithm>
#include <filesystem>
#include <map>
#include <memory>

#include <openssl/bio.h>
#include <openssl/ec.h>
#include <openssl/evp.h>
#include <openssl/pem.h>
#include <sys/stat.h>

#include "core/base/file.hpp"
#include "core/base/hash.hpp"

namespace graft {
namespace fs = std::filesystem;
namespace {

constexpr const char* kPayloadType = "application/vnd.in-toto+json";
constexpr const char* kPredicate = "https://model_signing/signature/v1.0";

struct Free {
  void operator()(EVP_PKEY* key) const { EVP_PKEY_free(key); }
  void operator()(BIO* bio) const { BIO_free(bio); }
  void operator()(EVP_MD_CTX* context) const { EVP_MD_CTX_free(context); }
};
using Key = std::unique_ptr<EVP_PKEY, Free>;
using Bio = std::unique_ptr<BIO, Free>;
using Context = std::unique_ptr<EVP_MD_CTX, Free>;

std::string textOf(BIO* bio) {
  char* data = nullptr;
  const long size = BIO_get_mem_data(bio, &data);
  return {data, static_cast<size_t>(std::max(size, 0L))};
}

/// Rejects encrypted keys, for which OpenSSL would prompt on the terminal.
int noPassword(char*, int, int, void*) { return 0; }

Result<Key> readKey(const std::string& file, bool isPrivate) {
  GRAFT_TRY(const auto text, readFile(file, 64u << 10));
  const Bio bio(BIO_new_mem_buf(text.data(), static_cast<int>(text.size())));
  Key key(isPrivate ? PEM_read_bio_PrivateKey(bio.get(), nullptr, noPassword, nullptr)
                    : PEM_read_bio_PUBKEY(bio.get(), nullptr, noPassword, nullptr));
  if (!key)
    return Error{Code::BadInput,
                 isPrivate ? msg("this is not a private key in a PEM file without password")
                           : msg("this is not a public key in a PEM file without password"),
                 file,
                 {},
                 msg("graft adapters key makes a pair.")};
  if (EVP_PKEY_base_id(key.get()) != EVP_PKEY_EC || EVP_PKEY_bits(key.get()) != 256)
    return Error{Code::BadInput, msg("the key is not an EC key on the curve P-256"), file, {}, msg("graft adapters key makes a pair.")};
  return key;
}

std::string publicPem(EVP_PKEY* key) {
  const Bio bio(BIO_new(BIO_s_mem()));
  PEM_write_bio_PUBKEY(bio.get(), key);
  return textOf(bio.get());
}

std::string base64(std::string_view bytes) {
  std::string out(4 * ((bytes.size() + 2) / 3), '\0');
  EVP_EncodeBlock(reinterpret_cast<unsigned char*>(out.data()), reinterpret_cast<const unsigned char*>(bytes.data()),
                  static_cast<int>(bytes.size()));
  return out;
}

Result<std::string> fromBase64(const std::string& text) {
  std::string out(3 * (text.size() / 4), '\0');
  const int size = EVP_DecodeBlock(reinterpret_cast<unsigned char*>(out.data()), reinterpret_cast<const unsigned char*>(text.data()),
                                   static_cast<int>(text.size()));
  if (size < 0 || text.size() % 4 != 0)
    return Error{Code::BadInput, msg("the signature holds damaged base64"), {}, {}, msg("Get the bundle again from where it was whole.")};
  out.resize(static_cast<size_t>(size) - (text.ends_with("==") ? 2 : text.ends_with("=") ? 1 : 0));
  return out;
}

std::string bytesOfHex(const std::string& hex) {
  std::string out;
  for (size_t i = 0; i + 1 < hex.size(); i += 2) out += static_cast<char>(std::stoi(hex.substr(i, 2), nullptr, 16));
  return out;
}

/// Bytes that a DSSE signature covers.
std::string preAuthEncoding(const std::string& payload) {
  return "DSSEv1 " + std::to_string(std::string(kPayloadType).size()) + " " + kPayloadType + " " + std::to_string(payload.size()) + " " +
         payload;
}

/// Maps paths below the folder to SHA-256, in the order of path parts.
Result<std::map<fs::path, std::string>> digestsOf(const std::string& folder) {
  std::map<fs::path, std::string> out;
  std::error_code error;
  for (auto it = fs::recursive_directory_iterator(folder, error); it != fs::recursive_directory_iterator(); it.increment(error)) {
    const fs::path name = fs::relative(it->path(), folder, error);
    if (name == kSignatureFile || *name.begin() == ".git") continue;
    if (it->is_symlink(error))
      return Error{Code::Refused, msg("a folder with links is not signed"), it->path().string(), msg("Nothing was changed."),
                   msg("Put the file itself there.")};
    if (!it->is_regular_file(error)) continue;
    GRAFT_TRY(out[name], sha256OfFile(it->path().string()));
  }
  if (error) return Error{Code::BadInput, msg("the folder cannot be read: %1", error.message()), folder, {}, msg("Check its permissions.")};
  if (out.empty()) return Error{Code::BadInput, msg("the folder holds no files"), folder, {}, msg("Choose the folder of the bundle.")};
  return out;
}

std::string statementFor(const std::string& name, const std::map<fs::path, std::string>& digests) {
  Json resources = Json::array();
  std::string all;
  for (const auto& [path, digest] : digests) {
    resources.push_back({{"algorithm", "sha256"}, {"digest", digest}, {"name", path.generic_string()}});
    all += bytesOfHex(digest);
  }
  return dump(Json{{"_type", "https://in-toto.io/Statement/v1"},
                   {"subject", Json::array({{{"name", name}, {"digest", {{"sha256", sha256(all)}}}}})},
                   {"predicateType", kPredicate},
                   {"predicate",
                    {{"serialization",
                      {{"allow_symlinks", false},
                       {"ignore_paths", {kSignatureFile, ".git", ".gitattributes", ".github", ".gitignore"}},
                       {"method", "files"},
                       {"hash_type", "sha256"}}},
                     {"resources", resources}}}},
              2);
}

/// Files of the statement and their digests. Their combined hash must equal the statement's subject.
Result<std::map<fs::path, std::string>> signedDigests(const std::string& payload, const std::string& where) {
  GRAFT_TRY(const Json statement, parseJson(payload));
  const auto bad = [&](const Message& what) {
    return Error{Code::BadInput, what, where, {}, msg("Get the bundle again, with its signature, from where it was signed.")};
  };
  if (get<std::string>(statement, "predicateType", "") != kPredicate) return bad(msg("the signature is not one over a model's files"));
  const Json empty = Json::object();
  const Json& predicate = statement.contains("predicate") ? statement["predicate"] : empty;
  if (!predicate.contains("resources") || !predicate["resources"].is_array()) return bad(msg("the signature lists no files"));
  std::map<fs::path, std::string> out;
  std::string all;
  for (const auto& resource : predicate["resources"]) {
    const auto name = get<std::string>(resource, "name", ""), digest = get<std::string>(resource, "digest", "");
    if (get<std::string>(resource, "algorithm", "") != "sha256" || digest.size() != 64 ||
        digest.find_first_not_of("0123456789abcdef") != std::string::npos)
      return bad(msg("the signature uses a digest that is not SHA-256"));
    all += bytesOfHex(digest);
    out[fs::path(name)] = digest;
  }
  const bool named = statement.contains("subject") && statement["subject"].is_array() && statement["subject"].size() == 1 &&
                     statement["subject"][0].contains("digest");
  if (!named || get<std::string>(statement["subject"][0]["digest"], "sha256", "") != sha256(all))
    return bad(msg("the signature does not hash to what it says"));
  return out;
}

}  // namespace

Status makeSigningKey(const std::string& file) {
  std::error_code error;
  for (const auto& name : {file, file + ".pub"}) {
    if (fs::exists(fs::symlink_status(name, error)))
      return Error{Code::Refused, msg("the file exists already"), name, msg("Nothing was changed."),
                   msg("A key that was used once is wanted again: choose another name.")};
  }
  const Key key(EVP_EC_gen("P-256"));
  const Bio bio(BIO_new(BIO_s_mem()));
  if (!key || !PEM_write_bio_PrivateKey(bio.get(), key.get(), nullptr, nullptr, 0, nullptr, nullptr))
    return Error{Code::Internal, msg("no key could be made"), file, {}, {}};
  const mode_t before = ::umask(077);
  const Status written = writeFileAtomic(file, textOf(bio.get()));
  ::umask(before);
  GRAFT_CHECK(written);
  ::chmod(file.c_str(), 0600);
  return writeFileAtomic(file + ".pub", publicPem(key.get()));
}

Status signFolder(const std::string& folder, const std::string& privateKeyFile) {
  GRAFT_TRY(const auto key, readKey(privateKeyFile, true));
  GRAFT_TRY(const auto digests, digestsOf(folder));
  std::error_code error;
  const std::string payload = statementFor(fs::weakly_canonical(folder, error).filename().string(), digests),
                    message = preAuthEncoding(payload);
  const Context context(EVP_MD_CTX_new());
  size_t size = 256;
  std::string signature(size, '\0');
  if (EVP_DigestSignInit(context.get(), nullptr, EVP_sha256(), nullptr, key.get()) != 1 ||
      EVP_DigestSign(context.get(), reinterpret_cast<unsigned char*>(signature.data()), &size,
                     reinterpret_cast<const unsigned char*>(message.data()), message.size()) != 1)
    return Error{Code::Internal, msg("signing did not work"), privateKeyFile, {}, {}};
  signature.resize(size);
  const Json bundle = {{"mediaType", "application/vnd.dev.sigstore.bundle.v0.3+json"},
                       {"verificationMaterial", {{"publicKey", {{"hint", sha256(publicPem(key.get()))}}}, {"tlogEntries", Json::array()}}},
                       {"dsseEnvelope",
                        {{"payload", base64(payload)},
                         {"payloadType", kPayloadType},
                         {"signatures", Json::array({{{"sig", base64(signature)}, {"keyid", ""}}})}}}};
  return writeFileAtomic(folder + "/" + kSignatureFile, dump(bundle));
}

Result<SignatureCheck> checkSignature(const std::string& folder, const std::string& publicKeyFile) {
  const std::string file = folder + "/" + kSignatureFile;
  GRAFT_TRY(const auto key, readKey(publicKeyFile, false));
  GRAFT_TRY(const Json bundle, readJsonFile(file));
  const Json empty = Json::object();
  const Json& envelope = bundle.contains("dsseEnvelope") ? bundle["dsseEnvelope"] : empty;
  if (get<std::string>(envelope, "payloadType", "") != kPayloadType || !envelope.contains("signatures") ||
      envelope["signatures"].size() != 1)
    return Error{Code::BadInput,
                 msg("this is not a signature in the form of OpenSSF Model Signing"),
                 file,
                 {},
                 msg("Choose the .sig file that came with the bundle.")};
  GRAFT_TRY(const auto payload, fromBase64(get<std::string>(envelope, "payload", "")));
  GRAFT_TRY(const auto signature, fromBase64(get<std::string>(envelope["signatures"][0], "sig", "")));
  const std::string message = preAuthEncoding(payload);
  const Context context(EVP_MD_CTX_new());
  SignatureCheck check;
  check.keyMatches = EVP_DigestVerifyInit(context.get(), nullptr, EVP_sha256(), nullptr, key.get()) == 1 &&
                     EVP_DigestVerify(context.get(), reinterpret_cast<const unsigned char*>(signature.data()), signature.size(),
                                      reinterpret_cast<const unsigned char*>(message.data()), message.size()) == 1;
  if (!check.keyMatches) return check;  // without a matching key the statement is untrusted, so nothing is compared with it
  GRAFT_TRY(const auto claimed, signedDigests(payload, file));
  GRAFT_TRY(const auto found, digestsOf(folder));
  for (const auto& [name, digest] : claimed) {
    const auto it = found.find(name);
    if (it == found.end())
      check.missing.push_back(name.generic_string());
    else if (it->second != digest)
      check.changed.push_back(name.generic_string());
  }
  for (const auto& [name, digest] : found) {
    if (!claimed.contains(name)) check.unsigned_.push_back(name.generic_string());
  }
  return check;
}

}  // namespace graft
