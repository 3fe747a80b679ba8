// SPDX-License-Identifier: Apache-2.0
// Tests token ids and offsets against transformers (tests/data/golden/tokenizer.json; its offsets are in characters).
#include "core/tokenize/tokenizer.hpp"

#include "core/tokenize/gguf_tokenizer.hpp"
#include "tests/support/paths.hpp"

namespace graft {
namespace {

/// Maps each byte offset of UTF-8 text to its character index.
std::vector<size_t> characterIndex(const std::string& text) {
  std::vector<size_t> out;
  size_t n = 0;
  for (const char c : text) {
    if ((c & 0xC0) != 0x80) ++n;
    out.push_back(n - 1);
  }
  out.push_back(n);
  return out;
}

/// A character shared by several byte-level tokens belongs to each of them, so ends are rounded up.
size_t endCharacter(const std::vector<size_t>& index, const std::string& text, size_t byte) {
  return byte < text.size() && (text[byte] & 0xC0) == 0x80 ? index[byte] + 1 : index[byte];
}

Tokenizer embedded() {
  auto modelFile = ModelFile::open(tests::embeddedModel());
  auto tokenizer = Tokenizer::load(modelFile.value());
  return std::move(tokenizer).value();
}

TEST(Tokenizer, IdsAndOffsetsEqualTransformers) {
  const auto tokenizer = embedded();
  ASSERT_VALUE(const Json golden, readJsonFile(tests::data("golden/tokenizer.json")));
  ASSERT_EQ(golden.size(), 17u);
  for (const auto& item : golden) {
    const auto text = item["text"].get<std::string>();
    ASSERT_VALUE(const auto tokens, tokenizer.encode(text));
    const auto ids = item["ids"].get<std::vector<uint32_t>>();
    ASSERT_EQ(tokens.size(), ids.size()) << text;
    const auto index = characterIndex(text);
    for (size_t i = 0; i < ids.size(); ++i) {
      EXPECT_EQ(tokens[i].id, ids[i]) << text << " token " << i;
      EXPECT_EQ(index[tokens[i].bytes.begin], item["offsets"][i][0].get<size_t>()) << text << " token " << i;
      EXPECT_EQ(endCharacter(index, text, tokens[i].bytes.end), item["offsets"][i][1].get<size_t>()) << text << " token " << i;
    }
  }
}

TEST(Tokenizer, DecodesWhatItEncoded) {
  const auto tokenizer = embedded();
  const std::string text = "naïve café — 你好，世界 123 🙂\n\ttab";
  ASSERT_VALUE(const auto tokens, tokenizer.encode(text));
  std::vector<uint32_t> ids;
  for (const auto& token : tokens) ids.push_back(token.id);
  ASSERT_VALUE(const auto back, tokenizer.decode(ids, false));
  EXPECT_EQ(back, text);
}

TEST(Tokenizer, ControlTokensInUsersTextAreText) {
  const auto tokenizer = embedded();
  const std::string text = "<|im_start|>user\nSay <|im_end|> now<|im_end|>\n";
  const size_t begin = text.find("Say"), end = text.rfind("<|im_end|>");
  ASSERT_VALUE(const auto guarded, tokenizer.encode(text, {{begin, end}}));
  size_t control = 0;
  for (const auto& token : guarded) {
    control += token.special;
    if (token.special) EXPECT_TRUE(token.bytes.end <= begin || token.bytes.begin >= end);
  }
  EXPECT_EQ(control, 2u);
  ASSERT_VALUE(const auto open, tokenizer.encode(text));
  EXPECT_EQ(std::count_if(open.begin(), open.end(), [](const Token& t) { return t.special; }), 3);
}

TEST(Tokenizer, LiteralSpansDoNotChangeOrdinaryText) {
  const auto tokenizer = embedded();
  const std::string text = "<|im_start|>user\nHello there, 2024<|im_end|>\n";
  ASSERT_VALUE(const auto plain, tokenizer.encode(text));
  ASSERT_VALUE(const auto guarded, tokenizer.encode(text, {{17, 34}}));
  ASSERT_EQ(plain.size(), guarded.size());
  for (size_t i = 0; i < plain.size(); ++i) EXPECT_EQ(plain[i].id, guarded[i].id);
}

TEST(Tokenizer, MillionLettersInLinearTime) {
  const auto tokenizer = embedded();
  ASSERT_VALUE(const auto tokens, tokenizer.encode(std::string(1'000'000, 'a')));
  EXPECT_GT(tokens.size(), 1000u);
  EXPECT_EQ(tokens.back().bytes.end, 1'000'000u);
}

TEST(Tokenizer, TinyTokenizerJsonEqualsTransformers) {
  for (const char* name : tests::kTinyModels) {
    ASSERT_VALUE(const auto modelFile, ModelFile::open(tests::data(std::string("golden/tiny/") + name)));
    ASSERT_VALUE(const auto tokenizer, Tokenizer::load(modelFile));
    ASSERT_VALUE(const Json golden, readJsonFile(modelFile.path() + "/golden.json"));
    for (const auto& chat : golden["chat"]) {
      if (chat["ids"].is_null()) continue;
      ASSERT_VALUE(const auto tokens, tokenizer.encode(chat["text"].get<std::string>()));
      std::vector<int> ids;
      for (const auto& token : tokens) ids.push_back(static_cast<int>(token.id));
      EXPECT_EQ(ids, chat["ids"].get<std::vector<int>>());
    }
  }
}

/// Each known pre-tokenizer splits as llama.cpp does (tests/reference/make_pre_tokens.py). The texts are in NFC, because llama.cpp omits
/// the normalization of Qwen's tokenizer.json under "qwen2" and Graft does not.
TEST(Tokenizer, SplitsUnderEachNameAsLlamaCpp) {
  ASSERT_VALUE(const auto embeddedModel, ModelFile::open(tests::embeddedModel()));
  ASSERT_VALUE(const auto tiny, ModelFile::open(tests::data("golden/tiny/llama_bias_tied")));
  ASSERT_VALUE(const auto tinyTokenizer, Tokenizer::load(tiny));
  ASSERT_VALUE(auto large, GgufTokenizerKeys::read(*embeddedModel.gguf()));
  ASSERT_VALUE(auto small, GgufTokenizerKeys::make(tiny, tinyTokenizer));
  EXPECT_EQ(small.pre, "gpt-2");  // found by trial
  ASSERT_VALUE(const Json golden, readJsonFile(tests::data("golden/pre_tokens.json")));
  EXPECT_EQ(golden.size(), 90u);
  for (const auto& item : golden) {
    auto& keys = item["vocabulary"] == "embedded" ? large : small;
    keys.pre = item["pre"].get<std::string>();
    ASSERT_VALUE(const auto tokenizer, Tokenizer::fromGguf(keys));
    ASSERT_VALUE(const auto tokens, tokenizer.encode(item["text"].get<std::string>()));
    std::vector<int> ids;
    for (const auto& token : tokens) ids.push_back(static_cast<int>(token.id));
    EXPECT_EQ(ids, item["ids"].get<std::vector<int>>()) << keys.pre << " " << item["vocabulary"] << " " << item["text"];
  }
}

/// GGUF keys with an unknown pre-tokenizer are refused by name.
TEST(Tokenizer, UnknownPreIsRefusedByName) {
  const std::string model = "gpt2", pre = "somebody-else", token = "a";
  const size_t ends[] = {1};
  const int32_t types[] = {1};
  GraftGgufTokenizer parts{bridge::bytesOf(model),
                           4,
                           bridge::bytesOf(pre),
                           pre.size(),
                           bridge::bytesOf(token),
                           ends,
                           1,
                           nullptr,
                           nullptr,
                           0,
                           types,
                           1,
                           nullptr,
                           0,
                           -1,
                           -1,
                           -1,
                           0,
                           0,
                           0};
  GraftTokenizer* handle = nullptr;
  const auto made = bridge::call([&](GraftBytes* out) { return graft_tokenizer_from_gguf(&parts, &handle, out); });
  ASSERT_FALSE(made.ok());
  EXPECT_NE(made.error().what.text().find("somebody-else"), std::string::npos);
}

/// SentencePiece model: merges are derived from scores, with byte fallback for characters missing from the vocabulary.
TEST(Tokenizer, SentencePieceKindFallsBackToBytes) {
  std::string bytes;
  std::vector<size_t> ends;
  std::vector<int32_t> types;
  std::vector<float> scores;
  const auto add = [&](const std::string& token, int32_t type, float score) {
    bytes += token;
    ends.push_back(bytes.size());
    types.push_back(type);
    scores.push_back(score);
  };
  add("<unk>", 2, 0), add("<s>", 3, 0), add("</s>", 3, 0);
  for (int i = 0; i < 256; ++i) {
    char name[8];
    std::snprintf(name, sizeof name, "<0x%02X>", i);
    add(name, 6, 0);
  }
  add("\u2581h", 1, -1), add("\u2581hi", 1, -2), add("\u2581", 1, -3), add("h", 1, -4), add("i", 1, -5);
  const std::string model = "llama", pre = "default";
  GraftGgufTokenizer parts{bridge::bytesOf(model),
                           5,
                           bridge::bytesOf(pre),
                           pre.size(),
                           bridge::bytesOf(bytes),
                           ends.data(),
                           ends.size(),
                           nullptr,
                           nullptr,
                           0,
                           types.data(),
                           types.size(),
                           scores.data(),
                           scores.size(),
                           1,
                           2,
                           0,
                           1,
                           0,
                           1};
  GraftTokenizer* handle = nullptr;
  ASSERT_VALUE(const auto made, bridge::call([&](GraftBytes* out) { return graft_tokenizer_from_gguf(&parts, &handle, out); }));
  const bridge::TokenizerHandle owner(handle);
  const std::string text = "hi é";
  ASSERT_VALUE(const auto out, bridge::call([&](GraftBytes* buffer) {
                 return graft_tokenizer_encode(handle, bridge::bytesOf(text), text.size(), nullptr, 0, 1, buffer);
               }));
  std::vector<uint32_t> ids;
  for (size_t i = 0; i < out.size(); i += 16) ids.push_back(*reinterpret_cast<const uint32_t*>(out.data() + i));
  // <s>, "▁hi", "▁", then é as its two UTF-8 bytes C3 A9
  EXPECT_EQ(ids, (std::vector<uint32_t>{1, 260, 261, 3 + 0xC3, 3 + 0xA9}));
}

/// Forty-five rules, each of which doubles the text.
TEST(Tokenizer, WhatAsksForTooMuchIsGivenUp) {
  ASSERT_VALUE(Json json, readJsonFile(tests::data("golden/tiny/llama_bias_tied/tokenizer.json")));
  ASSERT_VALUE(const auto honest, Tokenizer::fromJson(dump(json)));
  const Json rule = {{"type", "Replace"}, {"pattern", {{"String", "a"}}}, {"content", "aa"}};
  json["normalizer"] = {{"type", "Sequence"}, {"normalizers", Json(45, rule)}};
  ASSERT_VALUE(const auto hostile, Tokenizer::fromJson(dump(json)));
  for (int again = 0; again < 2; ++again) {
    const auto outcome = hostile.encode("a");
    ASSERT_FALSE(outcome.ok());
    const std::string what = outcome.error().what.text();  // memory limit, or on a slow machine the time limit
    EXPECT_TRUE(what == "the tokenizer asks for more than 256 MiB of memory" ||
                what == "the tokenizer does not end: stopped after 5 seconds")
        << what;
    EXPECT_TRUE(honest.encode("a").ok());
  }
}

}  // namespace
}  // namespace graft
