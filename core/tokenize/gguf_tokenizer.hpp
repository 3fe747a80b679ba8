// SPDX-License-Identifier: Apache-2.0
// Tokenizer keys of a GGUF file, read from one or made from a tokenizer.json. GGUF only names the pre-tokenizer (`tokenizer.ggml.pre`) and
// does not describe it.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "core/tokenize/tokenizer.hpp"
#include "core/weights/gguf_writer.hpp"

namespace graft {

/// Lists are indexed by token id. Ids are -1 if undefined.
struct GgufTokenizerKeys {
  std::string model, pre;  ///< "gpt2" (byte-level BPE) or "llama" (SentencePiece)
  std::vector<std::string> tokens, merges;
  std::vector<int32_t> types;
  std::vector<float> scores;
  int64_t bos = -1, eos = -1, unknown = -1, padding = -1;
  bool addBos = false, addEos = false, addSpacePrefix = false;

  static Result<GgufTokenizerKeys> read(const GgufFile& file);
  /// Makes the keys from a checkpoint's tokenizer.json and tokenizer_config.json. `pre` is the name with which the keys reproduce the
  /// original ids on texts that distinguish the known pre-tokenizers. Fails with Refused and a hint if no name does.
  static Result<GgufTokenizerKeys> make(const ModelFile& modelFile, const Tokenizer& tokenizer);
  /// Converts these keys to a tokenizer.json.
  Result<std::string> json() const;
  void writeTo(GgufKeys& keys) const;
};

/// Added tokens of a tokenizer.json whose ids are below `rows`. Gemma 3 1B's tokenizer has one more, for pictures, which llama.cpp's
/// converter also omits.
Json addedTokensWithin(const Json& tokenizer, int64_t rows);

}  // namespace graft
