// SPDX-License-Identifier: Apache-2.0
// The safetensors reader against crafted and damaged files (F1 to F4, F11, F17 of the bad-input catalogue).
#include "core/weights/safetensors.hpp"

#include <cstring>
#include <filesystem>
#include <fstream>

#include "core/weights/checkpoint.hpp"
#include "tests/support/paths.hpp"

namespace graft {
namespace {

std::string withHeader(const std::string& header, size_t dataBytes, uint64_t claimed = 0) {
  std::string out(8, '\0');
  const uint64_t size = claimed ? claimed : header.size();
  std::memcpy(out.data(), &size, 8);
  return out + header + std::string(dataBytes, '\1');
}

Result<SafetensorsFile> openBytes(const std::string& bytes) {
  static const tests::TemporaryFolder folder;
  const std::string path = folder / "x.safetensors";
  std::ofstream(path, std::ios::binary) << bytes;
  return SafetensorsFile::open(path);
}

TEST(Safetensors, ReadsWhatItWrites) {
  const std::vector<float> values = {1, 2, 3, 4, 5, 6};
  ASSERT_VALUE(const auto file, openBytes(safetensorsBytes({{"b", {3, 2}, values}, {"a", {1}, {values.data(), 1}}})));
  ASSERT_EQ(file.tensors().size(), 2u);
  EXPECT_EQ(file.find("b")->shape, (std::vector<int64_t>{3, 2}));
  EXPECT_EQ(std::memcmp(file.find("b")->bytes.data(), values.data(), 24), 0);
}

TEST(Safetensors, DamagedHeadersAreRefused) {
  const std::string good = R"({"a":{"dtype":"F32","shape":[2],"data_offsets":[0,8]}})";
  EXPECT_TRUE(openBytes(withHeader(good, 8)).ok());
  const std::vector<std::string> bad = {
      "",
      "1234567",
      withHeader(good, 8, 101'000'000),
      withHeader(good, 8, ~0ull),
      withHeader(good, 8, 5000),
      withHeader("[]", 0),
      withHeader(" " + good, 8),
      withHeader("{not json", 0),
      withHeader("\xff{}", 0),
      withHeader(good, 7),
      withHeader(good, 9),
      withHeader(R"({"a":{"dtype":"F32","shape":[2],"data_offsets":[8,0]}})", 8),
      withHeader(R"({"a":{"dtype":"F32","shape":[2],"data_offsets":[4,12]}})", 12),
      withHeader(R"({"a":{"dtype":"F32","shape":[2],"data_offsets":[0,8]},"b":{"dtype":"F32","shape":[2],"data_offsets":[4,12]}})", 12),
      withHeader(R"({"a":{"dtype":"F32","shape":[2],"data_offsets":[0,8]},"a":{"dtype":"F32","shape":[2],"data_offsets":[0,8]}})", 8),
      withHeader(R"({"a":{"dtype":"F32","shape":[4294967296,4294967296],"data_offsets":[0,8]}})", 8),
      withHeader(R"({"a":{"dtype":"F32","shape":[-2],"data_offsets":[0,8]}})", 8),
      withHeader(R"({"a":{"dtype":"F4","shape":[2],"data_offsets":[0,1]}})", 1),
      withHeader(R"({"a":{"dtype":"F32","shape":[3],"data_offsets":[0,8]}})", 8),
      withHeader(R"({"__metadata__":{"x":1},"a":{"dtype":"F32","shape":[2],"data_offsets":[0,8]}})", 8)};
  for (const auto& bytes : bad) {
    const auto file = openBytes(bytes);
    ASSERT_FALSE(file.ok()) << bytes.substr(0, 120);
    EXPECT_EQ(file.error().code, Code::BadInput);
    EXPECT_NE(file.error().where.find("x.safetensors"), std::string::npos);
  }
}

TEST(Safetensors, EmptyTensorsAndScalarsAreLegal) {
  EXPECT_TRUE(
      openBytes(
          withHeader(R"({"e":{"dtype":"F32","shape":[0,3],"data_offsets":[0,0]},"s":{"dtype":"F32","shape":[],"data_offsets":[0,4]}})", 4))
          .ok());
}

TEST(Safetensors, EveryTruncationIsRefused) {
  ASSERT_VALUE(const auto whole, readFile(tests::data("golden/tiny/llama_untied_sharded/init/adapter_model.safetensors")));
  const size_t header = 8 + *reinterpret_cast<const uint64_t*>(whole.data());
  for (size_t cut = 0; cut < whole.size(); cut += cut < header ? 1 : 997) EXPECT_FALSE(openBytes(whole.substr(0, cut)).ok()) << cut;
}

TEST(Shards, IndexMayNotLeadOut) {
  namespace fs = std::filesystem;
  const std::string source = tests::data("golden/tiny/llama_untied_sharded");
  for (const std::string name : {"../model.safetensors", "/etc/passwd", "", ".hidden", "missing.safetensors"}) {
    const tests::TemporaryFolder folder;
    fs::copy(source, folder / "m", fs::copy_options::recursive);
    Json index = readJsonFile(folder / "m/model.safetensors.index.json").value();
    index["weight_map"]["lm_head.weight"] = name;
    std::ofstream(folder / "m/model.safetensors.index.json") << index.dump();
    EXPECT_FALSE(Checkpoint::open(folder / "m").ok()) << name;
  }
  // An index that names the wrong file for a tensor.
  const tests::TemporaryFolder folder;
  fs::copy(source, folder / "m", fs::copy_options::recursive);
  Json index = readJsonFile(folder / "m/model.safetensors.index.json").value();
  index["weight_map"]["lm_head.weight"] = "model-00001-of-00007.safetensors";
  std::ofstream(folder / "m/model.safetensors.index.json") << index.dump();
  EXPECT_FALSE(Checkpoint::open(folder / "m").ok());
}

TEST(Checkpoint, PickleIsRefusedWithTheReason) {
  const tests::TemporaryFolder folder;
  std::filesystem::copy(tests::data("golden/tiny/llama_bias_tied"), folder / "m");
  std::filesystem::remove(folder / "m/model.safetensors");
  std::ofstream(folder / "m/pytorch_model.bin") << "x";
  const auto opened = Checkpoint::open(folder / "m");
  ASSERT_FALSE(opened.ok());
  EXPECT_NE(opened.error().what.find("pickle"), std::string::npos);
}

TEST(Checkpoint, ShapeThatContradictsTheConfigIsNamed) {
  const tests::TemporaryFolder folder;
  std::filesystem::copy(tests::data("golden/tiny/llama_bias_tied"), folder / "m");
  Json config = readJsonFile(folder / "m/config.json").value();
  config["vocab_size"] = 321;
  std::ofstream(folder / "m/config.json") << config.dump();
  const auto opened = Checkpoint::open(folder / "m");
  ASSERT_FALSE(opened.ok());
  EXPECT_NE(opened.error().what.find("model.embed_tokens.weight"), std::string::npos);
}

/// A checkpoint of bitsandbytes with one thing wrong: refused with the tensor named.
TEST(Bitsandbytes, DamagedCheckpointsAreRefused) {
  namespace fs = std::filesystem;
  const std::string good = readFile(tests::data("golden/tiny/bitsandbytes_1/model.safetensors")).value();
  const auto open = [&](const std::string& from, const std::string& to) {
    const tests::TemporaryFolder folder;
    fs::copy(tests::data("golden/tiny/bitsandbytes_1"), folder / "model", fs::copy_options::recursive);
    std::string bytes = good;
    const size_t at = bytes.find(from);
    EXPECT_NE(at, std::string::npos) << from;
    EXPECT_EQ(from.size(), to.size());
    bytes.replace(at, from.size(), to);
    fs::remove(folder / "model/model.safetensors");
    std::ofstream(folder / "model/model.safetensors", std::ios::binary) << bytes;
    return Checkpoint::open(folder / "model");
  };
  EXPECT_TRUE(open("weight", "weight").ok());
  const std::pair<std::string, std::string> damages[] = {{R"("quant_type": "nf4")", R"("quant_type": "fp4")"},
                                                         {R"("blocksize": 64)", R"("blocksize": 32)"},
                                                         {R"("nested_blocksize": 256)", R"("nested_blocksize": 128)"},
                                                         {"weight.absmax", "weight.absmaX"},
                                                         {"weight.nested_absmax", "weight.nested_absmaX"},
                                                         {"weight.nested_quant_map", "weight.nested_quant_maX"},
                                                         {R"("shape": [)", R"("shapE": [)"},
                                                         {"quant_state.bitsandbytes__nf4", "quant_state.bitsandbytes__fp4"}};
  for (const auto& [from, to] : damages) {
    const auto opened = open(from, to);
    ASSERT_FALSE(opened.ok()) << from;
    EXPECT_EQ(opened.error().code, Code::BadInput) << from;
    EXPECT_NE(opened.error().what.find("model.layers."), std::string::npos) << opened.error().text();
  }
}

}  // namespace
}  // namespace graft
