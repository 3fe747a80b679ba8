// SPDX-License-Identifier: Apache-2.0
// Converts text to token ids with byte offsets, and back, using Hugging Face's tokenizers library (core/bridge).
#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "core/bridge/bridge.hpp"
#include "core/weights/model_file.hpp"

namespace graft {

/// Byte range [begin, end) of a text.
struct Span {
  size_t begin = 0, end = 0;
};

struct Token {
  uint32_t id = 0;
  Span bytes;            ///< position in the text; byte-level tokens of one character share its span
  bool special = false;  ///< a special token
};

enum class SpecialTokens { Leave, Add };

struct GgufTokenizerKeys;

/// Immutable and thread-safe.
class Tokenizer {
 public:
  /// Loads tokenizer.json, or the GGUF keys of the checkpoint. Every id that it returns has a row in the model.
  static Result<Tokenizer> load(const ModelFile& modelFile);
  static Result<Tokenizer> fromJson(std::string_view tokenizerJson);
  static Result<Tokenizer> fromGguf(const GgufTokenizerKeys& keys);

  /// Special tokens inside the spans `literals` (users' own text) are read as ordinary text. SpecialTokens::Add adds the tokenizer's own
  /// tokens around a text (bos, eos).
  Result<std::vector<Token>> encode(std::string_view text, const std::vector<Span>& literals = {},
                                    SpecialTokens add = SpecialTokens::Leave) const;
  Result<std::string> decode(const std::vector<uint32_t>& ids, bool skipSpecial) const;

  size_t vocabSize() const { return m_vocabSize; }
  /// Special tokens: text to id.
  const std::map<std::string, uint32_t>& specials() const { return m_specials; }
  /// Other added tokens: text to id. They are also recognised inside users' own text.
  const std::map<std::string, uint32_t>& addedTokens() const { return m_added; }
  /// Text of the tokens that begin and end a text; empty if the model has none.
  const std::string& beginText() const { return m_begin; }
  const std::string& endText() const { return m_end; }
  /// SHA-256 of the definition (tokenizer.json, or the GGUF keys).
  const std::string& hash() const { return m_hash; }

 private:
  Tokenizer() = default;
  Status readFacts();
  void nameEnds(const ModelFile& modelFile);
  bool fits(int64_t rows) const;
  std::shared_ptr<GraftTokenizer> m_handle;
  std::map<std::string, uint32_t> m_specials, m_added;
  size_t m_vocabSize = 0;
  std::string m_hash, m_begin, m_end;
};

}  // namespace graft
