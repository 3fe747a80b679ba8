// SPDX-License-Identifier: Apache-2.0
// Near-duplicate detection: by a key without case, spaces and punctuation, and by similarity of longer texts.
#pragma once

#include <array>
#include <cstdint>
#include <deque>
#include <string>
#include <string_view>
#include <vector>

namespace graft {

/// Reduces a text to lower-case letters, digits and all non-ASCII bytes. A text without any of them is returned unchanged.
std::string plainText(std::string_view text);

/// Groups similar texts with 64-bin one-permutation MinHash over 5-byte shingles (Li, Owen and Zhang 2012) and 8 bands of 4 bins. Empty
/// bins are filled as in Shrivastava 2017. Two texts are similar if 48 of 64 bins agree. That is a Jaccard similarity of about 0.75: one
/// word changed in twenty. Deterministic. Takes 68 bytes per text, at most kMostTexts; later texts are ignored.
class SimilarTexts {
 public:
  static constexpr size_t kMostTexts = 1'000'000;
  static constexpr size_t kLeastBytes = 40;   ///< bytes of plain text; shorter questions may differ in a word and in meaning
  static constexpr size_t kMostBytes = 4096;  ///< examined bytes of a text
  static constexpr size_t kBins = 64;

  /// `row` is an arbitrary number that identifies the text.
  void add(uint32_t row, std::string_view plain);
  /// Groups of at least two rows, each in insertion order.
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
