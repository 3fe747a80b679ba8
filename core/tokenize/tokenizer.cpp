// SPDX-License-Identifier: Apache-2.0
#include "core/tokenize/tokenizer.hpp"

#include <algorithm>
#include <cstring>
#include <type_traits>

#include "core/base/hash.hpp"
#include "core/base/json.hpp"
#include "core/tokenize/gguf_tokenizer.hpp"

namespace graft {
Result<Tokenizer> Tokenizer::fromJson(std::string_view json) {
  GraftTokenizer* handle = nullptr;
  GRAFT_CHECK(bridge::call([&](GraftBytes* out) { return graft_tokenizer_from_json(bridge::bytesOf(json), json.size(), &handle, out); }));
  Tokenizer tokenizer;
  tokenizer.m_handle.reset(handle, bridge::Free());
  tokenizer.m_hash = sha256(json);
  GRAFT_CHECK(tokenizer.readFacts());
  return tokenizer;
}

/// Drops added tokens without a row in the weights, so that they are read as text.
static Result<std::string> withoutTokensBeyond(int64_t rows, const std::string& tokenizerJson) {
  GRAFT_TRY(Json json, parseJson(tokenizerJson));
  json["added_tokens"] = addedTokensWithin(json, rows);
  return dump(json);
}

bool Tokenizer::fits(int64_t rows) const {
  const auto isWithin = [&](const auto& special) { return special.second < static_cast<uint64_t>(rows); };
  return m_vocabSize <= static_cast<uint64_t>(rows) && std::all_of(m_specials.begin(), m_specials.end(), isWithin);
}

Result<Tokenizer> Tokenizer::load(const ModelFile& modelFile) {
  Tokenizer tokenizer;
  if (!modelFile.tokenizerJson().empty()) {
    auto made = fromJson(modelFile.tokenizerJson());
    if (made.ok() && !made->fits(modelFile.config().vocab)) {
      GRAFT_TRY(const auto within, withoutTokensBeyond(modelFile.config().vocab, modelFile.tokenizerJson()));
      made = fromJson(within);
    }
    if (!made.ok()) return made.error().at(modelFile.path());
    tokenizer = std::move(made).value();
  } else if (modelFile.gguf()) {
    const auto keys = GgufTokenizerKeys::read(*modelFile.gguf());
    auto made = keys.ok() ? fromGguf(*keys) : Result<Tokenizer>(keys.error());
    if (!made.ok()) return made.error().at(modelFile.path());
    tokenizer = std::move(made).value();
  } else {
    return Error{Code::BadInput,
                 msg("there is no tokenizer.json in the folder"),
                 modelFile.path(),
                 {},
                 msg("Get the complete model; tokenizer.model alone is not enough.")};
  }
  tokenizer.nameEnds(modelFile);
  if (const int64_t rows = modelFile.config().vocab; !tokenizer.fits(rows)) {
    return Error{Code::BadInput,
                 msg("the tokenizer has %1 tokens, some with ids beyond the model's %2 rows", tokenizer.m_vocabSize, rows),
                 modelFile.path(),
                 {},
                 msg("Get the complete model again: tokenizer and weights belong together.")};
  }
  return tokenizer;
}

void Tokenizer::nameEnds(const ModelFile& modelFile) {
  const auto named = [&](const char* key, int64_t id) -> std::string {
    if (const auto it = modelFile.tokenizerConfig().find(key); it != modelFile.tokenizerConfig().end()) {
      if (it->is_string()) return it->get<std::string>();
      if (it->is_object()) return get<std::string>(*it, "content", "");
    }
    for (const auto* tokens : {&m_specials, &m_added}) {
      for (const auto& [text, known] : *tokens) {
        if (static_cast<int64_t>(known) == id) return text;
      }
    }
    return {};
  };
  const auto& eos = modelFile.config().eosIds;
  m_begin = named("bos_token", modelFile.config().bosId);
  m_end = named("eos_token", eos.empty() ? -1 : eos[0]);
}

Status Tokenizer::readFacts() {
  GRAFT_TRY(const auto text, bridge::call([&](GraftBytes* out) { return graft_tokenizer_info(m_handle.get(), out); }));
  GRAFT_TRY(const Json facts, parseJson(text));
  m_vocabSize = get<size_t>(facts, "vocab_size", 0);
  for (const auto& [special, id] : facts["specials"].items()) m_specials[special] = id.get<uint32_t>();
  for (const auto& [added, id] : facts["added"].items()) m_added[added] = id.get<uint32_t>();
  return Done{};
}

Result<std::vector<Token>> Tokenizer::encode(std::string_view text, const std::vector<Span>& literals, SpecialTokens add) const {
  static_assert(sizeof(Span) == 2 * sizeof(size_t) && std::is_standard_layout_v<Span>);
  const auto* pairs = reinterpret_cast<const size_t*>(literals.data());
  const auto entry = [&](GraftBytes* out) {
    return graft_tokenizer_encode(m_handle.get(), bridge::bytesOf(text), text.size(), pairs, literals.size(), add == SpecialTokens::Add,
                                  out);
  };
  GRAFT_TRY(const std::string bytes, bridge::call(entry, Code::Refused));  // abandoned for good, which is not caused by this text alone
  std::vector<Token> tokens(bytes.size() / 16);
  for (size_t i = 0; i < tokens.size(); ++i) {
    uint32_t row[4];
    std::memcpy(row, bytes.data() + 16 * i, 16);
    tokens[i] = {row[0], {row[1], row[2]}, row[3] != 0};
  }
  return tokens;
}

Result<std::string> Tokenizer::decode(const std::vector<uint32_t>& ids, bool skipSpecial) const {
  return bridge::call([&](GraftBytes* out) { return graft_tokenizer_decode(m_handle.get(), ids.data(), ids.size(), skipSpecial, out); });
}

}  // namespace graft
