// SPDX-License-Identifier: Apache-2.0
// SHA-256 for identity (files, rows, versions) and a fast 64-bit mix for shuffles and splits.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

#include "core/base/result.hpp"

struct evp_md_ctx_st;

namespace graft {

/// Streaming SHA-256 (FIPS 180-4) over OpenSSL. One thread.
class Sha256 {
 public:
  Sha256();
  ~Sha256();
  Sha256(Sha256&&) noexcept;
  Sha256& operator=(Sha256&&) noexcept;
  void add(std::string_view bytes);
  /// Returns lower-case hex. The object must not be used afterwards.
  std::string hex();

 private:
  evp_md_ctx_st* m_context;
};

std::string sha256(std::string_view bytes);
Result<std::string> sha256OfFile(const std::string& path);

/// SplitMix64's finaliser: a bijection of 64-bit values with good mixing.
constexpr uint64_t mix64(uint64_t x) {
  x += 0x9e3779b97f4a7c15ull;
  x = (x ^ (x >> 30)) * 0xbf58476d1ce4e5b9ull;
  x = (x ^ (x >> 27)) * 0x94d049bb133111ebull;
  return x ^ (x >> 31);
}
/// 64-bit hash of bytes, identical on every machine and in every version (splits depend on it).
uint64_t hash64(std::string_view bytes, uint64_t seed = 0);

}  // namespace graft
