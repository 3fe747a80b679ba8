// SPDX-License-Identifier: Apache-2.0
// The tokenizer keys of a GGUF file, read from one or made from a tokenizer.json. GGUF names the way in which text is split before
// the vocabulary is used (`tokenizer.ggml.pre`) and does not describe it.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "core/tokenize/tokenizer.hpp"
#include "core/weights/gguf_writer.hpp"

namespace graft {

/// Lists share the index of the token. Ids are -1 where there is none.
struct GgufTokenizerKeys {
  std::string model, pre;  ///< "gpt2" (byte-level BPE) or "llama" (SentencePiece)
  std::vector<std::string> tokens, merges;
  std::vector<int32_t> types;
  std::vector<float> scores;
  int64_t bos = -1, eos = -1, unknown = -1, padding = -1;
  bool addBos = false, addEos = false, addSpacePrefix = false;

  static Result<GgufTokenizerKeys> read(const GgufFile& file);
  /// From a checkpoint's tokenizer.json and tokenizer_config.json. The name for `pre` is the one under which the keys give the ids of
  /// the original on texts that tell the known ways apart; Refused when there is none, with the way out.
  static Result<GgufTokenizerKeys> make(const Checkpoint& checkpoint, const Tokenizer& tokenizer);
  /// The tokenizer.json that stands for these keys.
  Result<std::string> json() const;
  void writeTo(GgufKeys& keys) const;
};

/// The added tokens of a tokenizer.json that a model of so many rows can be given. Gemma 3 1B's tokenizer has one more, for pictures;
/// llama.cpp's converter leaves it out too.
Json addedTokensWithin(const Json& tokenizer, int64_t rows);

}  // namespace graft
