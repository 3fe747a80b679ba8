// SPDX-License-Identifier: Apache-2.0
// The GGUF reader against crafted and damaged files (F5 to F9, F17 of the bad-input catalogue).
#include "core/weights/gguf.hpp"

#include <cstring>
#include <fstream>

#include "core/weights/checkpoint.hpp"
#include "tests/support/paths.hpp"

namespace graft {
namespace {

/// Writes GGUF byte for byte, so that every field can lie.
struct Writer {
  std::string out;
  template <class T>
  Writer& put(T value) {
    out.append(reinterpret_cast<const char*>(&value), sizeof value);
    return *this;
  }
  Writer& text(const std::string& s) {
    put<uint64_t>(s.size());
    out += s;
    return *this;
  }
  static Writer header(uint64_t tensors, uint64_t keys, uint32_t version = 3) {
    Writer w;
    w.out = "GGUF";
    return w.put(version).put(tensors).put(keys);
  }
  Writer& tensor(const std::string& name, std::vector<uint64_t> dims, uint32_t type, uint64_t offset) {
    text(name).put<uint32_t>(static_cast<uint32_t>(dims.size()));
    for (const auto d : dims) put(d);
    return put(type).put(offset);
  }
  Writer& data(size_t n) {
    out.resize((out.size() + 31) / 32 * 32);
    out.append(n, '\0');
    return *this;
  }
};

Result<GgufFile> openBytes(const std::string& bytes) {
  static const tests::TemporaryFolder folder;
  std::ofstream(folder / "x.gguf", std::ios::binary) << bytes;
  return GgufFile::open(folder / "x.gguf");
}

TEST(Gguf, ReadsASmallFile) {
  auto w = Writer::header(2, 2);
  w.text("general.architecture").put<uint32_t>(8).text("llama");
  w.text("n").put<uint32_t>(4).put<uint32_t>(7);
  w.tensor("a", {32, 2}, 8, 0).tensor("b", {4}, 0, 96).data(96 + 16);
  ASSERT_VALUE(const auto file, openBytes(w.out));
  EXPECT_EQ(file.text("general.architecture"), "llama");
  EXPECT_EQ(file.number("n", 0), 7);
  EXPECT_EQ(file.tensors()[0].shape, (std::vector<int64_t>{2, 32}));
  EXPECT_EQ(file.tensors()[0].bytes.size(), 68u);
}

TEST(Gguf, DamagedFilesAreRefusedWithKeyOrTensor) {
  const auto key = [](const std::string& name) { return Writer::header(0, 1).text(name); };
  const auto one = [](std::vector<uint64_t> dims, uint32_t type, uint64_t offset, size_t data) {
    return Writer::header(1, 0).tensor("bad", std::move(dims), type, offset).data(data).out;
  };
  const struct {
    std::string bytes;
    const char* says;
  } cases[] = {{"", "ends"},
               {"GGUX", "not a GGUF"},
               {Writer::header(0, 0, 1).out, "version 1"},
               {Writer::header(0, 0, 0x03000000).out, "big-endian"},
               {Writer::header(~0ull, 0).out, "claims"},
               {Writer::header(0, ~0ull).out, "claims"},
               {Writer::header(1ull << 62, 1).out, "claims"},
               {Writer::header(0, 1).put<uint64_t>(~0ull).out, "string claims"},
               {key("").out, "key of 0"},
               {key("k").put<uint32_t>(99).out, "type 99"},
               {key("k").put<uint32_t>(8).put<uint64_t>(1ull << 40).out, "string claims"},
               {key("k").put<uint32_t>(9).put<uint32_t>(4).put<uint64_t>(1ull << 62).out, "more than the file"},
               {key("k").put<uint32_t>(9).put<uint32_t>(9).put<uint64_t>(1).out, "type 9"},
               {key("k").put<uint32_t>(9).put<uint32_t>(77).put<uint64_t>(1).out, "type 77"},
               {Writer::header(0, 2).text("k").put<uint32_t>(0).put<uint8_t>(1).text("k").put<uint32_t>(0).put<uint8_t>(1).out, "twice"},
               {one({}, 0, 0, 4), "0 dimensions"},
               {one({1, 1, 1, 1, 1}, 0, 0, 4), "5 dimensions"},
               {one({0}, 0, 0, 4), "overflows or is zero"},
               {one({1ull << 33, 1ull << 33}, 0, 0, 4), "overflows"},
               {one({1ull << 63}, 0, 0, 4), "overflows"},
               {one({4}, 4, 0, 4), "type 4"},
               {one({33}, 2, 0, 64), "whole Q4_0 blocks"},
               {one({4}, 0, 32, 64), "expected 0"},
               {one({64}, 0, 0, 255), "beyond the end"},
               {Writer::header(2, 0).tensor("a", {4}, 0, 0).tensor("a", {4}, 0, 32).data(48).out, "twice"},
               {Writer::header(2, 0).tensor("a", {4}, 0, 0).tensor("b", {4}, 0, 16).data(48).out, "expected 32"}};
  for (const auto& c : cases) {
    const auto file = openBytes(c.bytes);
    ASSERT_FALSE(file.ok()) << c.says;
    EXPECT_EQ(file.error().code, Code::BadInput);
    EXPECT_NE(file.error().text().find(c.says), std::string::npos) << file.error().text();
  }
}

TEST(Gguf, AlignmentMustBeAPowerOfTwo) {
  for (const uint32_t alignment : {0u, 3u, 1u << 31}) {
    EXPECT_FALSE(openBytes(Writer::header(0, 1).text("general.alignment").put<uint32_t>(4).put(alignment).data(0).out).ok()) << alignment;
  }
  EXPECT_TRUE(openBytes(Writer::header(0, 1).text("general.alignment").put<uint32_t>(4).put(1u).data(0).out).ok());
}

TEST(Gguf, EveryTruncationOfTheHeaderIsRefused) {
  auto w = Writer::header(1, 2);
  w.text("general.architecture")
      .put<uint32_t>(8)
      .text("llama")
      .text("list")
      .put<uint32_t>(9)
      .put<uint32_t>(8)
      .put<uint64_t>(2)
      .text("x")
      .text("y");
  w.tensor("a", {4}, 0, 0).data(16);
  ASSERT_TRUE(openBytes(w.out).ok());
  for (size_t cut = 0; cut < w.out.size(); ++cut) EXPECT_FALSE(openBytes(w.out.substr(0, cut)).ok()) << cut;
}

/// A scale of the embedded model's first Q4_1 tensor is made infinite: found at load, tensor named.
TEST(Gguf, InfiniteScaleIsFoundAtLoad) {
  ASSERT_VALUE(const auto good, Checkpoint::open(tests::embeddedModel()));
  const TensorView* victim = nullptr;
  for (const auto& tensor : good.gguf()->tensors()) {
    if (tensor.name == "blk.3.ffn_up.weight") victim = &tensor;
  }
  ASSERT_NE(victim, nullptr);
  ASSERT_VALUE(auto bytes, readFile(tests::embeddedModel(), 1u << 30));
  const size_t at = static_cast<size_t>(victim->bytes.data() - good.gguf()->bytes().data());
  bytes[at] = '\0';
  bytes[at + 1] = '\x7C';
  const tests::TemporaryFolder folder;
  std::ofstream(folder / "patched.gguf", std::ios::binary) << bytes;
  ASSERT_VALUE(const auto patched, Checkpoint::open(folder / "patched.gguf"));
  std::vector<float> values(static_cast<size_t>(victim->elements()));
  const auto read = patched.read("model.layers.3.mlp.up_proj.weight", values.data());
  ASSERT_FALSE(read.ok());
  EXPECT_NE(read.error().what.find("blk.3.ffn_up.weight"), std::string::npos);
}

/// Of Qwen3 as DeepSeek stretched it, of odd turns, and of factors that say the scale of cosines (tests/reference/make_yarn.py).
TEST(ModelConfig, YarnEqualsTransformers) {
  ASSERT_VALUE(const Json golden, readJsonFile(tests::data("golden/yarn.json")));
  ASSERT_EQ(golden.size(), 3u);
  for (const auto& item : golden) {
    ASSERT_VALUE(const auto config, configFromHuggingFace(item["config"]));
    ASSERT_EQ(config.inverseFrequencies.size(), item["frequencies"].size());
    for (size_t i = 0; i < config.inverseFrequencies.size(); ++i)
      EXPECT_NEAR(config.inverseFrequencies[i], item["frequencies"][i].get<float>(), 2e-6f * config.inverseFrequencies[i]) << i;
    EXPECT_NEAR(config.rotaryScale(), item["attention"].get<double>(), 1e-12);
  }
  for (const auto& [key, value] : {std::pair<const char*, Json>{"factor", 0.5},
                                   {"beta_slow", 0},
                                   {"beta_fast", 0.1},
                                   {"original_max_position_embeddings", 0},
                                   {"attention_factor", 1e9},
                                   {"truncate", false}}) {
    Json odd = golden[0]["config"];
    odd["rope_scaling"][key] = value;
    EXPECT_FALSE(configFromHuggingFace(odd).ok()) << key;
  }
}

}  // namespace
}  // namespace graft
