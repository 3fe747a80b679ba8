// SPDX-License-Identifier: Apache-2.0
// Rows that say nearly the same: by a key without case, spaces and punctuation, and by similarity of longer texts.
#pragma once

#include <array>
#include <cstdint>
#include <deque>
#include <string>
#include <string_view>
#include <vector>

namespace graft {

/// Lower-case letters, digits and all non-ASCII bytes of a text; of a text that has none of them, the text itself.
std::string plainText(std::string_view text);

/// Finds groups of similar texts with 64-bin one-permutation MinHash over 5-byte shingles (Li, Owen and Zhang 2012; empty
/// bins filled as in Shrivastava 2017) and 8 bands of 4 bins. Two texts are similar when 48 of 64 bins agree, which is a
/// Jaccard similarity of about 0.75: one word changed in twenty. Deterministic. 68 bytes a text, at most kMostTexts; later ones are not
/// looked at.
class SimilarTexts {
 public:
  static constexpr size_t kMostTexts = 1'000'000;
  static constexpr size_t kLeastBytes = 40;   ///< of plain text; short questions differ in a word and mean another thing
  static constexpr size_t kMostBytes = 4096;  ///< of a text that are looked at
  static constexpr size_t kBins = 64;

  /// `row`: any number that names the text later.
  void add(uint32_t row, std::string_view plain);
  /// Groups of at least two rows, each in the order of adding.
  std::vector<std::vector<uint32_t>> groups() const;
  bool isFull() const { return m_texts.size() >= kMostTexts; }

 private:
  struct Text {
    uint32_t row;
    std::array<uint8_t, kBins> bins;
  };
  std::deque<Text> m_texts;
};

}  // namespace graft
