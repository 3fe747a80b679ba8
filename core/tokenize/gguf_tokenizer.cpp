// SPDX-License-Identifier: Apache-2.0
#include "core/tokenize/gguf_tokenizer.hpp"

#include <cstring>
#include <set>

#include "core/base/hash.hpp"
#include "core/base/json.hpp"

namespace graft {
namespace {

/// llama.cpp's token types.
constexpr int32_t kNormal = 1, kUnknown = 2, kControl = 3, kUserDefined = 4, kUnused = 5, kByte = 6;

/// List of strings for the bridge: concatenated bytes, and the end offset of each.
struct StringList {
  std::string bytes;
  std::vector<size_t> ends;
  explicit StringList(const std::vector<std::string>& values) {
    for (const auto& value : values) {
      bytes += value;
      ends.push_back(bytes.size());
    }
  }
};

/// Calls `entry` with the keys in the bridge's layout.
template <class Entry>
Result<std::string> withParts(const GgufTokenizerKeys& k, Entry&& entry) {
  const StringList tokens(k.tokens), merges(k.merges);
  const GraftGgufTokenizer parts{bridge::bytesOf(k.model),
                                 k.model.size(),
                                 bridge::bytesOf(k.pre),
                                 k.pre.size(),
                                 bridge::bytesOf(tokens.bytes),
                                 tokens.ends.data(),
                                 tokens.ends.size(),
                                 bridge::bytesOf(merges.bytes),
                                 merges.ends.data(),
                                 merges.ends.size(),
                                 k.types.data(),
                                 k.types.size(),
                                 k.scores.data(),
                                 k.scores.size(),
                                 k.bos,
                                 k.eos,
                                 k.unknown,
                                 k.addBos,
                                 k.addEos,
                                 k.addSpacePrefix};
  return bridge::call([&](GraftBytes* out) { return entry(parts, out); });
}

std::vector<std::string> texts(const GgufValue* value) {
  std::vector<std::string> out;
  if (!value) return out;
  for (const auto piece : value->strings()) out.emplace_back(piece);
  return out;
}

/// Values of an array of 4-byte elements.
template <class T>
std::vector<T> numbers(const GgufValue* value) {
  std::vector<T> out;
  if (!value || value->type != GgufType::Array || value->raw.size() != value->count * sizeof(T)) return out;
  out.resize(value->count);
  std::memcpy(out.data(), value->raw.data(), value->raw.size());
  return out;
}

/// Texts for which the known pre-tokenizers differ: digits, contractions, runs of blanks, line ends, marks, scripts, emoji.
constexpr const char* kProbes[] = {"The year 2026 has 1234567 hours, 3.14159 of them mine.",
                                   "It's we'll THEY'VE I'd don't DON'T o'clock",
                                   "a  b   c\n\n\nd \t e\r\n  f ",
                                   "CamelCaseWords snake_case_words mixedUPPERlower x2y3z",
                                   "def f(x): return {'a': [1, 22, 333]}  # ok?!",
                                   "Grüße, façade naïve Ångström e\xcc\x81t\xc3\xa9",
                                   "Привет мир 12 度 今天天气很好。日本語のテキスト 한국어",
                                   "مرحبا ١٢٣ नमस्ते ४५६ สวัสดี",
                                   "\xf0\x9f\x98\x80\xf0\x9f\x91\x8d\xf0\x9f\x8f\xbd \xe2\x80\x94 \xe2\x82\xac 5 \xc2\xbd \xe2\x85\xa7",
                                   "http://a.example/b?c=d&e=f//g  ...!!!???",
                                   " leading and trailing ",
                                   "ALLCAPS WORDS And Title Case\u00a0nbsp"};

Result<bool> sameIds(const Tokenizer& a, const Tokenizer& b) {
  for (const char* probe : kProbes) {
    GRAFT_TRY(const auto one, a.encode(probe));
    GRAFT_TRY(const auto other, b.encode(probe));
    if (one.size() != other.size()) return false;
    for (size_t i = 0; i < one.size(); ++i) {
      if (one[i].id != other[i].id) return false;
    }
  }
  return true;
}

std::string tokenText(const Json& config, const char* key) {
  if (!config.contains(key)) return {};
  return config[key].is_object() ? get<std::string>(config[key], "content", "") : get<std::string>(config, key, "");
}

/// Reads vocabulary, added tokens and merges of a tokenizer.json.
Status takeVocabulary(const Json& json, int64_t vocab, GgufTokenizerKeys& k) {
  const Json& model = json.contains("model") ? json["model"] : json;
  if (get<std::string>(model, "type", "BPE") != "BPE" || !model.contains("vocab") || !model["vocab"].is_object())
    return Error{Code::Refused,
                 msg("the tokenizer is not a BPE vocabulary, which is what GGUF can hold here"),
                 "tokenizer.json",
                 {},
                 msg("Export a merged Hugging Face folder (--to merged) instead.")};
  k.model = get<bool>(model, "byte_fallback", false) ? "llama" : "gpt2";
  k.tokens.assign(static_cast<size_t>(vocab), "");
  k.types.assign(static_cast<size_t>(vocab), kUnused);
  const auto put = [&](const std::string& text, const Json& id, int32_t type) -> Status {
    if (!id.is_number_integer() || id.get<int64_t>() < 0 || id.get<int64_t>() >= vocab)
      return Error{Code::BadInput,
                   msg("the token '%1' has an id outside the model's vocabulary", text),
                   "tokenizer.json",
                   {},
                   msg("Get the complete model again: tokenizer and weights belong together.")};
    k.tokens[id.get<size_t>()] = text;
    k.types[id.get<size_t>()] = type;
    return Done{};
  };
  for (const auto& [text, id] : model["vocab"].items()) {
    const bool byte = k.model == "llama" && text.size() == 6 && text.starts_with("<0x") && text.ends_with(">");
    GRAFT_CHECK(put(text, id, byte ? kByte : kNormal));
  }
  for (const auto& added : addedTokensWithin(json, vocab)) {
    GRAFT_CHECK(put(get<std::string>(added, "content", ""), added.contains("id") ? added["id"] : Json(),
                    get<bool>(added, "special", false) ? kControl : kUserDefined));
  }
  for (size_t i = 0; i < k.tokens.size(); ++i) {
    if (k.types[i] == kUnused) k.tokens[i] = "[PAD" + std::to_string(i) + "]";
  }
  for (const auto& merge : model.contains("merges") ? model["merges"] : Json::array()) {
    if (merge.is_string()) {
      k.merges.push_back(merge.get<std::string>());
    } else if (merge.is_array() && merge.size() == 2 && merge[0].is_string() && merge[1].is_string()) {
      k.merges.push_back(merge[0].get<std::string>() + " " + merge[1].get<std::string>());
    } else {
      return Error{Code::BadInput, msg("a merge is neither a text nor a pair"), "tokenizer.json", {}, msg("Get the complete model again.")};
    }
  }
  return Done{};
}

/// SentencePiece merges by score. A vocabulary converted from it is in descending order of scores.
void giveScores(GgufTokenizerKeys& k) {
  float next = 0;
  for (const int32_t type : k.types) k.scores.push_back(type == kNormal ? next-- : 0.0f);
}

}  // namespace

Json addedTokensWithin(const Json& tokenizer, int64_t rows) {
  Json out = Json::array();
  for (const auto& added : tokenizer.value("added_tokens", Json::array())) {
    if (get<int64_t>(added, "id", 0) < rows) out.push_back(added);
  }
  return out;
}

Result<GgufTokenizerKeys> GgufTokenizerKeys::read(const GgufFile& file) {
  GgufTokenizerKeys k;
  k.model = file.text("tokenizer.ggml.model");
  k.pre = file.text("tokenizer.ggml.pre", "default");
  k.tokens = texts(file.find("tokenizer.ggml.tokens"));
  k.merges = texts(file.find("tokenizer.ggml.merges"));
  k.types = numbers<int32_t>(file.find("tokenizer.ggml.token_type"));
  k.scores = numbers<float>(file.find("tokenizer.ggml.scores"));
  if (k.tokens.empty())
    return Error{Code::BadInput,
                 msg("the GGUF file has no tokenizer (tokenizer.ggml.tokens is missing)"),
                 {},
                 {},
                 msg("Get a GGUF file that has its tokenizer inside.")};
  const bool llama = k.model == "llama";
  k.bos = static_cast<int64_t>(file.number("tokenizer.ggml.bos_token_id", -1));
  k.eos = static_cast<int64_t>(file.number("tokenizer.ggml.eos_token_id", -1));
  k.unknown = static_cast<int64_t>(file.number("tokenizer.ggml.unknown_token_id", llama ? 0 : -1));
  k.padding = static_cast<int64_t>(file.number("tokenizer.ggml.padding_token_id", -1));
  // llama.cpp's defaults for missing keys.
  static const std::set<std::string> kWithBos = {"llama-bpe", "llama3", "llama-v3", "falcon3", "pixtral", "tekken"};
  k.addBos = file.number("tokenizer.ggml.add_bos_token", llama || kWithBos.contains(k.pre) ? 1 : 0) != 0;
  k.addEos = file.number("tokenizer.ggml.add_eos_token", 0) != 0;
  k.addSpacePrefix = file.number("tokenizer.ggml.add_space_prefix", llama ? 1 : 0) != 0;
  return k;
}

Result<GgufTokenizerKeys> GgufTokenizerKeys::make(const ModelFile& modelFile, const Tokenizer& tokenizer) {
  GRAFT_TRY(const Json json, parseJson(modelFile.tokenizerJson()));
  GgufTokenizerKeys k;
  GRAFT_CHECK(takeVocabulary(json, modelFile.config().vocab, k));
  const Json& config = modelFile.tokenizerConfig();
  const auto idOf = [&](const char* key, int64_t fallback) {
    const auto text = tokenText(config, key);
    for (size_t i = 0; !text.empty() && i < k.tokens.size(); ++i) {
      if (k.tokens[i] == text) return static_cast<int64_t>(i);
    }
    return fallback;
  };
  const auto& eosIds = modelFile.config().eosIds;
  k.bos = idOf("bos_token", modelFile.config().bosId);
  k.eos = idOf("eos_token", eosIds.empty() ? -1 : eosIds[0]);
  k.unknown = idOf("unk_token", -1);
  k.padding = idOf("pad_token", -1);
  if (k.model == "llama" && k.unknown >= 0) k.types[static_cast<size_t>(k.unknown)] = kUnknown;
  if (k.model == "llama") giveScores(k);
  GRAFT_TRY(const auto around, tokenizer.encode("a", {}, SpecialTokens::Add));
  k.addBos = !around.empty() && k.bos >= 0 && around.front().id == static_cast<uint32_t>(k.bos);
  k.addEos = !around.empty() && k.eos >= 0 && around.back().id == static_cast<uint32_t>(k.eos);
  // Several names fit many vocabularies, so the family's own name comes first.
  std::vector<const char*> names = {"smollm", "llama-bpe", "qwen2", "gpt-4o", "tekken", "gpt-2"};
  if (modelFile.config().ggufArchitecture().starts_with("qwen")) names.insert(names.begin(), "qwen2");
  for (const char* name : names) {
    k.pre = k.model == "llama" ? "default" : name;
    for (const bool prefix : {true, false}) {
      if (prefix && k.model != "llama") continue;
      k.addSpacePrefix = prefix;
      const auto candidate = Tokenizer::fromGguf(k);
      if (!candidate.ok()) return candidate.error();
      GRAFT_TRY(const bool same, sameIds(tokenizer, *candidate));
      if (same) return k;
    }
    if (k.model == "llama") break;
  }
  return Error{Code::Refused,
               msg("this tokenizer splits text in a way that has no known name in GGUF"),
               modelFile.path(),
               {},
               msg("Export a merged Hugging Face folder (--to merged) and convert that with the program that will load it.")};
}

Result<std::string> GgufTokenizerKeys::json() const {
  return withParts(*this, [](const GraftGgufTokenizer& parts, GraftBytes* out) { return graft_tokenizer_gguf_json(&parts, out); });
}

void GgufTokenizerKeys::writeTo(GgufKeys& keys) const {
  keys.text("tokenizer.ggml.model", model);
  keys.text("tokenizer.ggml.pre", pre);
  keys.texts("tokenizer.ggml.tokens", tokens);
  if (!scores.empty()) keys.f32s("tokenizer.ggml.scores", scores);
  keys.i32s("tokenizer.ggml.token_type", types);
  if (!merges.empty()) keys.texts("tokenizer.ggml.merges", merges);
  for (const auto& [key, id] :
       {std::pair{"bos", bos}, std::pair{"eos", eos}, std::pair{"unknown", unknown}, std::pair{"padding", padding}}) {
    if (id >= 0) keys.u32(std::string("tokenizer.ggml.") + key + "_token_id", static_cast<uint32_t>(id));
  }
  keys.boolean("tokenizer.ggml.add_bos_token", addBos);
  keys.boolean("tokenizer.ggml.add_eos_token", addEos);
  keys.boolean("tokenizer.ggml.add_space_prefix", addSpacePrefix);
}

Result<Tokenizer> Tokenizer::fromGguf(const GgufTokenizerKeys& keys) {
  GraftTokenizer* handle = nullptr;
  GRAFT_CHECK(
      withParts(keys, [&](const GraftGgufTokenizer& parts, GraftBytes* out) { return graft_tokenizer_from_gguf(&parts, &handle, out); }));
  Tokenizer tokenizer;
  tokenizer.m_handle.reset(handle, bridge::Free());
  Sha256 sum;
  sum.add(keys.model);
  sum.add(keys.pre);
  for (const auto* list : {&keys.tokens, &keys.merges}) {
    for (const auto& text : *list) sum.add(text);
  }
  tokenizer.m_hash = sum.hex();
  GRAFT_CHECK(tokenizer.readFacts());
  return tokenizer;
}

}  // namespace graft
