// SPDX-License-Identifier: Apache-2.0
#include "core/data/near_duplicates.hpp"

#include <algorithm>
#include <cstring>
#include <map>
#include <numeric>

#include "core/base/hash.hpp"

namespace graft {
namespace {

/// Normalised byte: lower-case letters, digits and all non-ASCII bytes, 0 for the rest. A table, because isalpha and tolower of the C
/// library took a third of an import.
constexpr std::array<char, 256> kPlainBytes = [] {
  std::array<char, 256> table{};
  for (int c = 0; c < 256; ++c) {
    const bool upper = c >= 'A' && c <= 'Z', kept = (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c >= 0x80;
    table[static_cast<size_t>(c)] = static_cast<char>(upper ? c + 32 : kept ? c : 0);
  }
  return table;
}();

constexpr size_t kShingle = 5, kBands = 8, kLeastAgreeing = 48;
constexpr uint32_t kEmpty = UINT32_MAX;

size_t agreeing(const std::array<uint8_t, SimilarTexts::kBins>& a, const std::array<uint8_t, SimilarTexts::kBins>& b) {
  size_t n = 0;
  for (size_t i = 0; i < a.size(); ++i) n += a[i] == b[i];
  return n;
}

/// Union-find. The root of a group is its first member.
class Groups {
 public:
  explicit Groups(size_t count) : m_parent(count) { std::iota(m_parent.begin(), m_parent.end(), 0u); }
  uint32_t rootOf(uint32_t i) {
    while (m_parent[i] != i) i = m_parent[i] = m_parent[m_parent[i]];
    return i;
  }
  void join(uint32_t a, uint32_t b) {
    a = rootOf(a), b = rootOf(b);
    m_parent[std::max(a, b)] = std::min(a, b);
  }

 private:
  std::vector<uint32_t> m_parent;
};

}  // namespace

std::string plainText(std::string_view text) {
  std::string plain(text.size(), '\0');
  size_t n = 0;
  for (const char c : text) {
    const char kept = kPlainBytes[static_cast<unsigned char>(c)];
    plain[n] = kept;
    n += kept != 0;
  }
  plain.resize(n);
  return plain.empty() ? std::string(text) : plain;
}

void SimilarTexts::add(uint32_t row, std::string_view plain) {
  if (plain.size() < kLeastBytes || isFull()) return;
  plain = plain.substr(0, kMostBytes);
  std::array<uint32_t, kBins> least;
  least.fill(kEmpty);
  uint64_t window = 0;
  for (size_t i = 0; i < plain.size(); ++i) {
    window = (window << 8 | static_cast<unsigned char>(plain[i])) & 0xff'ffff'ffffull;
    if (i + 1 < kShingle) continue;
    const uint64_t hash = (window ^ window >> 17) * 0x9e3779b97f4a7c15ull;
    uint32_t& bin = least[hash >> 58];
    bin = std::min(bin, static_cast<uint32_t>(hash >> 20) & 0x7fff'ffffu);
  }
  Text text{row, {}};
  for (size_t i = 0; i < kBins; ++i) {
    // Fills an empty bin from a non-empty one, chosen by a sequence that depends only on the bin.
    size_t from = i;
    for (uint64_t attempt = 1; least[from] == kEmpty; ++attempt) from = mix64(i << 32 | attempt) % kBins;
    text.bins[i] = static_cast<uint8_t>(mix64(static_cast<uint64_t>(least[from]) << 8 | i));
  }
  m_texts.push_back(text);
}

std::vector<std::vector<uint32_t>> SimilarTexts::groups() const {
  Groups groups(m_texts.size());
  std::vector<uint64_t> keyed(m_texts.size());  // key of the band, then text
  for (size_t band = 0; band < kBins; band += kBins / kBands) {
    for (uint32_t i = 0; i < keyed.size(); ++i) {
      uint32_t key;
      std::memcpy(&key, m_texts[i].bins.data() + band, sizeof key);
      keyed[i] = static_cast<uint64_t>(key) << 32 | i;
    }
    std::sort(keyed.begin(), keyed.end());
    // Compares each text with the first of its bucket and with its predecessor. Linear even if all rows are alike.
    for (size_t i = 1, first = 0; i < keyed.size(); ++i) {
      if (keyed[i] >> 32 != keyed[first] >> 32) {
        first = i;
        continue;
      }
      const auto one = static_cast<uint32_t>(keyed[i]);
      for (const auto other : {static_cast<uint32_t>(keyed[first]), static_cast<uint32_t>(keyed[i - 1])}) {
        if (groups.rootOf(one) != groups.rootOf(other) && agreeing(m_texts[one].bins, m_texts[other].bins) >= kLeastAgreeing)
          groups.join(one, other);
      }
    }
  }
  std::map<uint32_t, std::vector<uint32_t>> byRoot;
  for (uint32_t i = 0; i < m_texts.size(); ++i) {
    if (const uint32_t root = groups.rootOf(i); root != i) {
      auto& members = byRoot[root];
      if (members.empty()) members.push_back(m_texts[root].row);
      members.push_back(m_texts[i].row);
    }
  }
  std::vector<std::vector<uint32_t>> out;
  for (auto& [root, members] : byRoot) out.push_back(std::move(members));
  return out;
}

}  // namespace graft
