// SPDX-License-Identifier: Apache-2.0
// Tests the GGUF reader with crafted and damaged files (F5 to F9, F17 of the bad-input catalogue).
#include "core/weights/gguf.hpp"

#include <cstring>
#include <filesystem>
#include <fstream>

#include "core/weights/model_file.hpp"
#include "tests/support/paths.hpp"

namespace graft {
namespace {

/// Writes GGUF byte by byte, so that any field can hold a wrong value.
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

/// Part of a split GGUF file, as written by llama.cpp's gguf-split. The model's keys are in the first part only.
struct Part {
  uint16_t number = 0, count = 3;  ///< split.no counts from 0
  std::vector<std::string> tensors;
  int32_t held = 3;  ///< split.tensors.count
  std::string bytes() const {
    auto w = Writer::header(tensors.size(), number == 0 ? 4 : 3);
    w.text("split.no").put<uint32_t>(2).put(number);
    w.text("split.count").put<uint32_t>(2).put(count);
    w.text("split.tensors.count").put<uint32_t>(5).put(held);
    if (number == 0) w.text("general.architecture").put<uint32_t>(8).text("llama");
    for (size_t i = 0; i < tensors.size(); ++i) w.tensor(tensors[i], {4}, 0, 32 * i);
    if (!tensors.empty()) w.data(32 * (tensors.size() - 1) + 16);
    return w.out;
  }
};

class Parts : public testing::Test {
 protected:
  std::string place(int part, int count = 3) const { return m_folder / GgufPartName{"m", part, count}.of(part); }
  void write(const std::string& path, const Part& part) const { std::ofstream(path, std::ios::binary) << part.bytes(); }
  void SetUp() override {
    write(place(1), {0, 3, {}, 3});  // gguf-split --no-tensor-first-split
    write(place(2), {1, 3, {"a", "b"}, 3});
    write(place(3), {2, 3, {"c"}, 3});
  }
  std::string why(int part) const {
    const auto file = GgufFile::open(place(part));
    return file.ok() ? "" : file.error().text();
  }
  tests::TemporaryFolder m_folder;
};

TEST(GgufPartName, IsThatOfGgufSplit) {
  const auto name = ggufPartName("models/some-7B-00002-of-00003.gguf");
  ASSERT_TRUE(name);
  EXPECT_EQ(name->stem, "models/some-7B");
  EXPECT_EQ(name->number, 2);
  EXPECT_EQ(name->count, 3);
  EXPECT_EQ(name->of(1), "models/some-7B-00001-of-00003.gguf");
  for (const char* other : {"", "-00001-of-00002.gguf", "a-00000-of-00002.gguf", "a-00003-of-00002.gguf", "a-0001-of-00002.gguf",
                            "a-00001-of-00002.bin", "a-00001_of_00002.gguf", "a-0000x-of-00002.gguf"})
    EXPECT_FALSE(ggufPartName(other)) << other;
}

TEST_F(Parts, AnyOfThemOpensAll) {
  for (int part = 1; part <= 3; ++part) {
    ASSERT_VALUE(const auto file, GgufFile::open(place(part)));
    EXPECT_EQ(file.text("general.architecture"), "llama");
    EXPECT_EQ(file.files(), (std::vector<std::string>{place(1), place(2), place(3)}));
    ASSERT_EQ(file.tensors().size(), 3u);
    EXPECT_EQ(file.tensors()[2].name, "c");
    EXPECT_EQ(file.tensors()[2].bytes, std::string(16, '\0'));
  }
  // Opening a part through a symbolic link in another folder finds the remaining parts.
  const tests::TemporaryFolder elsewhere;
  std::filesystem::create_symlink(place(2), elsewhere / "linked.gguf");
  ASSERT_VALUE(const auto file, GgufFile::open(elsewhere / "linked.gguf"));
  EXPECT_EQ(file.tensors().size(), 3u);
}

TEST_F(Parts, AMissingOrForeignPartIsNamed) {
  std::filesystem::rename(place(3), place(3) + ".away");
  for (int part = 1; part <= 2; ++part)
    EXPECT_NE(why(part).find("part 3 of 3 is missing: m-00003-of-00003.gguf"), std::string::npos) << why(part);
  write(place(3), {1, 3, {"c"}, 3});
  EXPECT_NE(why(1).find("says otherwise inside"), std::string::npos) << why(1);
  write(place(3), {2, 4, {"c"}, 3});
  EXPECT_NE(why(1).find("says otherwise inside"), std::string::npos) << why(1);
  write(place(3), {2, 3, {"a"}, 3});
  EXPECT_NE(why(1).find("the tensor a stands in two parts"), std::string::npos) << why(1);
  write(place(3), {2, 3, {"c", "d"}, 3});
  EXPECT_NE(why(1).find("the parts hold 4 tensors, the first part says 3"), std::string::npos) << why(1);
  const std::string whole = Part{2, 3, {"c"}, 3}.bytes();
  for (size_t cut = 0; cut < whole.size(); cut += 7) {
    std::ofstream(place(3), std::ios::binary | std::ios::trunc) << whole.substr(0, cut);
    ASSERT_FALSE(GgufFile::open(place(1)).ok()) << cut;
  }
  std::filesystem::copy_file(place(2), m_folder / "blob");
  const auto unnamed = GgufFile::open(m_folder / "blob");
  ASSERT_FALSE(unnamed.ok());
  EXPECT_NE(unnamed.error().text().find("part 2 of 3, which its name does not say"), std::string::npos) << unnamed.error().text();
  EXPECT_EQ(unnamed.error().code, Code::BadInput);
  write(place(1), {65535, 65535, {}, 3});
  EXPECT_FALSE(GgufFile::open(place(1)).ok());
}

/// A model split into two parts equals the whole one in tensors, name, size and hash, whichever part is opened.
TEST(SplitModel, IsOpenedWhole) {
  ASSERT_VALUE(const auto whole, ModelFile::open(tests::data("fuzz/gguf/qwen3.gguf")));
  const tests::TemporaryFolder folder;
  const auto& file = *whole.gguf();
  const size_t half = file.tensors().size() / 2;
  const auto write = [&](uint16_t number, size_t begin, size_t end) {
    auto w = Writer::header(end - begin, (number == 0 ? file.metadata().size() : 0) + 3);
    w.text("split.no").put<uint32_t>(2).put(number);
    w.text("split.count").put<uint32_t>(2).put<uint16_t>(2);
    w.text("split.tensors.count").put<uint32_t>(5).put(static_cast<int32_t>(file.tensors().size()));
    for (const auto& [key, value] : file.metadata()) {
      if (number != 0) break;
      w.text(key).put(static_cast<uint32_t>(value.type));
      if (value.type == GgufType::String) w.put<uint64_t>(value.raw.size());
      if (value.type == GgufType::Array) w.put(static_cast<uint32_t>(value.elementType)).put(value.count);
      w.out += value.raw;
    }
    std::string bytes;
    for (size_t i = begin; i < end; ++i) {
      const auto& tensor = file.tensors()[i];
      std::vector<uint64_t> dims(tensor.shape.rbegin(), tensor.shape.rend());
      w.tensor(tensor.name, dims, static_cast<uint32_t>(tensor.type), bytes.size());
      bytes += tensor.bytes;
      bytes.resize((bytes.size() + 31) / 32 * 32);
    }
    w.out.resize((w.out.size() + 31) / 32 * 32);
    std::ofstream(folder / GgufPartName{"tiny", number + 1, 2}.of(number + 1), std::ios::binary) << w.out + bytes;
  };
  write(0, 0, half);
  write(1, half, file.tensors().size());
  std::string hash;
  for (const char* name : {"tiny-00001-of-00002.gguf", "tiny-00002-of-00002.gguf"}) {
    ASSERT_VALUE(const auto split, ModelFile::open(folder / name));
    EXPECT_EQ(split.name(), "tiny");
    EXPECT_EQ(split.weightBytes(), whole.weightBytes());
    EXPECT_EQ(split.weightFiles().size(), 2u);
    EXPECT_EQ(split.tensorCount(), whole.tensorCount());
    for (const auto& spec : tensorTable(whole.config()))
      EXPECT_TRUE(split.stored(spec.name)->bytes == whole.stored(spec.name)->bytes) << spec.name;
    ASSERT_VALUE(const auto own, split.hash());
    if (hash.empty()) hash = own;
    EXPECT_EQ(own, hash);
  }
}

/// An infinite scale in a Q4_1 tensor of the embedded model is detected at load, with the tensor named.
TEST(Gguf, InfiniteScaleIsFoundAtLoad) {
  ASSERT_VALUE(const auto good, ModelFile::open(tests::embeddedModel()));
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
  ASSERT_VALUE(const auto patched, ModelFile::open(folder / "patched.gguf"));
  std::vector<float> values(static_cast<size_t>(victim->elements()));
  const auto read = patched.read("model.layers.3.mlp.up_proj.weight", values.data());
  ASSERT_FALSE(read.ok());
  EXPECT_NE(read.error().what.text().find("blk.3.ffn_up.weight"), std::string::npos);
}

/// YaRN of three configurations: Qwen3 as stretched by DeepSeek, unusual beta values, and explicit mscale factors
/// (tests/reference/make_yarn.py).
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
