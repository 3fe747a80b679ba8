// SPDX-License-Identifier: Apache-2.0
#include "core/base/hash.hpp"

#include <cstdio>
#include <cstring>
#include <utility>
#include <vector>

#include <openssl/evp.h>

#include "core/base/file.hpp"

namespace graft {

Sha256::Sha256() : m_context(EVP_MD_CTX_new()) { EVP_DigestInit_ex(m_context, EVP_sha256(), nullptr); }
Sha256::~Sha256() { EVP_MD_CTX_free(m_context); }
Sha256::Sha256(Sha256&& other) noexcept : m_context(std::exchange(other.m_context, nullptr)) {}
Sha256& Sha256::operator=(Sha256&& other) noexcept {
  std::swap(m_context, other.m_context);
  return *this;
}

void Sha256::add(std::string_view bytes) { EVP_DigestUpdate(m_context, bytes.data(), bytes.size()); }

std::string Sha256::hex() {
  unsigned char digest[32];
  unsigned size = 0;
  EVP_DigestFinal_ex(m_context, digest, &size);
  static constexpr char kDigits[] = "0123456789abcdef";
  std::string out;
  for (unsigned char byte : digest) {
    out += kDigits[byte >> 4];
    out += kDigits[byte & 15];
  }
  return out;
}

std::string sha256(std::string_view bytes) {
  Sha256 hash;
  hash.add(bytes);
  return hash.hex();
}

Result<std::string> sha256OfFile(const std::string& path) {
  // Read in pieces, because the pages of a mapping would count towards this process's memory.
  const std::unique_ptr<std::FILE, int (*)(std::FILE*)> file(std::fopen(path.c_str(), "rbe"), std::fclose);
  if (!file) return fileError(path, msg("opening"));
  Sha256 hash;
  std::vector<char> piece(1 << 20);
  while (const size_t n = std::fread(piece.data(), 1, piece.size(), file.get())) hash.add({piece.data(), n});
  if (std::ferror(file.get())) return fileError(path, msg("reading"));
  return hash.hex();
}

uint64_t hash64(std::string_view bytes, uint64_t seed) {
  uint64_t h = mix64(seed ^ bytes.size());
  const char* p = bytes.data();
  size_t left = bytes.size();
  for (; left >= 8; p += 8, left -= 8) {
    uint64_t word;
    std::memcpy(&word, p, 8);
    h = mix64(h ^ word);
  }
  uint64_t tail = 0;
  std::memcpy(&tail, p, left);
  return mix64(h ^ tail);
}

}  // namespace graft
