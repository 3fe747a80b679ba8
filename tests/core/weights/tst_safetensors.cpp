// SPDX-License-Identifier: Apache-2.0
// Tests the safetensors reader with crafted and damaged files (F1 to F4, F11, F17 of the bad-input catalogue).
#include "core/weights/safetensors.hpp"

#include <cstring>
#include <filesystem>
#include <fstream>
#include <functional>

#include "core/weights/model_file.hpp"
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

/// Tensors of other types (F64, I64, BOOL) do not make the file unreadable. They are listed separately.
TEST(Safetensors, OtherTypesAreListed) {
  ASSERT_VALUE(const auto file,
               openBytes(withHeader(
                   R"({"a":{"dtype":"F32","shape":[2],"data_offsets":[0,8]},"b":{"dtype":"I64","shape":[1],"data_offsets":[8,16]}})", 16)));
  EXPECT_EQ(file.tensors().size(), 1u);
  EXPECT_EQ(file.others(), (std::map<std::string, std::string>{{"b", "I64"}}));
}

TEST(Safetensors, OtherFilesAreNamed) {
  for (const auto& [bytes, words] :
       {std::pair{"version https://git-lfs.github.com/spec/v1\noid sha256:4d7a\nsize 8\n", "pointer of Git LFS"},
        {"<!doctype html><html>", "web page"},
        {"PK\x03\x04 archive/data.pkl", "pickle"}})
    EXPECT_NE(openBytes(bytes).error().what.text().find(words), std::string::npos) << openBytes(bytes).error().text();
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
    EXPECT_FALSE(ModelFile::open(folder / "m").ok()) << name;
  }
  // A wrong index entry, or one for a missing tensor, is ignored. Like transformers, the reader uses the files' contents.
  const tests::TemporaryFolder folder;
  fs::copy(source, folder / "m", fs::copy_options::recursive);
  Json index = readJsonFile(folder / "m/model.safetensors.index.json").value();
  std::swap(index["weight_map"]["lm_head.weight"], index["weight_map"]["model.embed_tokens.weight"]);
  index["weight_map"]["model.layers.0.self_attn.rotary_emb.inv_freq"] = "./model-00001-of-00007.safetensors";
  std::ofstream(folder / "m/model.safetensors.index.json") << index.dump();
  ASSERT_VALUE(const auto usual, ModelFile::open(source));
  ASSERT_VALUE(const auto odd, ModelFile::open(folder / "m"));
  EXPECT_TRUE(odd.stored("lm_head.weight")->bytes == usual.stored("lm_head.weight")->bytes);
  fs::remove(folder / "m/model.safetensors.index.json");
  ASSERT_VALUE(const auto without, ModelFile::open(folder / "m"));
  EXPECT_EQ(without.tensorCount(), usual.tensorCount());
  fs::remove(folder / "m/model-00003-of-00007.safetensors");
  EXPECT_FALSE(ModelFile::open(folder / "m").ok());
}

TEST(ModelFile, PickleIsRefusedWithTheReason) {
  const tests::TemporaryFolder folder;
  std::filesystem::copy(tests::data("golden/tiny/llama_bias_tied"), folder / "m");
  std::filesystem::remove(folder / "m/model.safetensors");
  std::ofstream(folder / "m/pytorch_model.bin") << "x";
  const auto opened = ModelFile::open(folder / "m");
  ASSERT_FALSE(opened.ok());
  EXPECT_NE(opened.error().what.text().find("pickle"), std::string::npos);
}

TEST(ModelFile, ShapeThatContradictsTheConfigIsNamed) {
  const tests::TemporaryFolder folder;
  std::filesystem::copy(tests::data("golden/tiny/llama_bias_tied"), folder / "m");
  Json config = readJsonFile(folder / "m/config.json").value();
  config["vocab_size"] = 321;
  std::ofstream(folder / "m/config.json") << config.dump();
  const auto opened = ModelFile::open(folder / "m");
  ASSERT_FALSE(opened.ok());
  EXPECT_NE(opened.error().what.text().find("model.embed_tokens.weight"), std::string::npos);
}

/// Copy of llama_bias_tied with renamed tensors and an optional extra one.
class Renamed {
 public:
  Renamed() { std::filesystem::copy(tests::data("golden/tiny/llama_bias_tied"), m_folder / "m"); }
  std::string path() const { return m_folder / "m"; }
  using Name = std::function<std::string(const std::string&)>;
  /// `more` names an extra tensor with the rows of the embedding, reversed if `backwards`, without data if `empty`.
  Result<ModelFile> open(const Name& renamed, const std::string& more = {}, bool backwards = false, bool empty = false) const {
    const std::string whole = readFile(tests::data("golden/tiny/llama_bias_tied/model.safetensors")).value();
    const size_t size = *reinterpret_cast<const uint64_t*>(whole.data());
    const Json old = parseJson(whole.substr(8, size)).value();
    std::string data = whole.substr(8 + size);
    Json header = Json::object();
    for (const auto& [name, entry] : old.items()) header[name == "__metadata__" ? name : renamed(name)] = entry;
    if (!more.empty()) {
      Json entry = old["model.embed_tokens.weight"];
      const size_t begin = entry["data_offsets"][0].get<size_t>(), bytes = entry["data_offsets"][1].get<size_t>() - begin,
                   rows = entry["shape"][0].get<size_t>(), row = bytes / rows, end = data.size();
      for (size_t i = 0; i < rows && !empty; ++i) data += data.substr(begin + (backwards ? rows - 1 - i : i) * row, row);
      entry["data_offsets"] = {end, data.size()};
      if (empty) entry["shape"] = {0};
      header[more] = entry;
    }
    std::ofstream(path() + "/model.safetensors", std::ios::binary | std::ios::trunc) << withHeader(header.dump(), 0) + data;
    return ModelFile::open(path());
  }
  void config(const char* key, const Json& value) const {
    Json json = readJsonFile(path() + "/config.json").value();
    json[key] = value;
    std::ofstream(path() + "/config.json") << json.dump();
  }

 private:
  tests::TemporaryFolder m_folder;
};
std::string asItIs(const std::string& name) { return name; }
std::string withoutModel(const std::string& name) { return name.starts_with("model.") ? name.substr(6) : name; }

TEST(FolderNames, WrappedAndHeadlessOnesAreRead) {
  const Renamed model;
  ASSERT_VALUE(const auto usual, ModelFile::open(tests::data("golden/tiny/llama_bias_tied")));
  EXPECT_EQ(usual.folderNames().takenOff + usual.folderNames().putOn, "");
  const std::pair<Renamed::Name, FolderNames> cases[] = {
      {withoutModel, {"", "model."}},
      {[](const std::string& name) { return "_orig_mod." + name; }, {"_orig_mod.", ""}},
      {[](const std::string& name) { return "module." + name; }, {"module.", ""}},
      {[](const std::string& name) { return "base_model.model." + name; }, {"base_model.model.", ""}},
      {[](const std::string& name) { return "_orig_mod." + withoutModel(name); }, {"_orig_mod.", "model."}}};
  for (const auto& [renamed, names] : cases) {
    ASSERT_VALUE(const auto read, model.open(renamed));
    EXPECT_EQ(read.folderNames().takenOff, names.takenOff);
    EXPECT_EQ(read.folderNames().putOn, names.putOn);
    for (const auto& spec : tensorTable(usual.config())) {
      ASSERT_TRUE(read.stored(spec.name)) << spec.name;
      EXPECT_TRUE(read.stored(spec.name)->bytes == usual.stored(spec.name)->bytes) << spec.name;
      EXPECT_EQ(read.nameInFolder(spec.name), spec.name);  // written names are the usual ones
    }
  }
}

TEST(FolderNames, OthersAreRefusedWithTheCause) {
  const Renamed model;
  const auto why = [](const Result<ModelFile>& opened) { return opened.ok() ? "" : opened.error().text(); };
  const auto foreign = why(model.open([](const std::string& name) { return "transformer." + name; }));
  EXPECT_NE(foreign.find("the first are transformer.model."), std::string::npos) << foreign;
  EXPECT_EQ(foreign.find("download it again"), std::string::npos) << foreign;
  const auto twice = why(model.open(asItIs, "_orig_mod.model.embed_tokens.weight"));
  EXPECT_NE(twice.find("model.embed_tokens.weight stands twice"), std::string::npos) << twice;
  const auto adapted = why(model.open(asItIs, "model.layers.0.self_attn.q_proj.lora_A.weight"));
  EXPECT_NE(adapted.find("merge_and_unload"), std::string::npos) << adapted;
  model.config("tie_word_embeddings", false);
  const auto headless = why(model.open(withoutModel));
  EXPECT_NE(headless.find("saved without its head"), std::string::npos) << headless;
  const auto emptied = why(model.open(asItIs, "lm_head.weight", false, true));
  EXPECT_NE(emptied.find("lm_head.weight was saved empty"), std::string::npos) << emptied;
  EXPECT_NE(emptied.find("ZeRO-3"), std::string::npos) << emptied;
}

/// Unusual folders are read as by transformers 5.17 (field test, off by 0.4 to 3.1 before).
TEST(FolderNames, OddFoldersAreReadAsTransformersReadsThem) {
  namespace fs = std::filesystem;
  const auto why = [](const Result<ModelFile>& opened) { return opened.ok() ? "" : opened.error().text(); };
  const Renamed model;
  ASSERT_VALUE(const auto usual, ModelFile::open(tests::data("golden/tiny/llama_bias_tied")));
  // A tied model saved with its head only.
  ASSERT_VALUE(const auto head,
               model.open([](const std::string& name) { return name == "model.embed_tokens.weight" ? "lm_head.weight" : name; }));
  EXPECT_TRUE(head.stored("model.embed_tokens.weight")->bytes == usual.stored("model.embed_tokens.weight")->bytes);
  EXPECT_TRUE(head.config().tied);
  // An unused tensor is listed.
  ASSERT_VALUE(const auto more, model.open(asItIs, "score.weight"));
  EXPECT_EQ(more.unused(), std::vector<std::string>{"score.weight"});
  EXPECT_TRUE(usual.unused().empty());
  // model.safetensors takes precedence over an index next to it.
  std::ofstream(model.path() + "/model.safetensors.index.json") << R"({"weight_map":{"model.embed_tokens.weight":"gone.safetensors"}})";
  EXPECT_EQ(why(ModelFile::open(model.path())), "");
  // A folder with a base model and an adapter, and a folder with an adapter only.
  fs::copy(tests::data("golden/tiny/llama_bias_tied/final"), model.path());
  EXPECT_NE(why(ModelFile::open(model.path())).find("a model and an adapter lie in one folder"), std::string::npos);
  EXPECT_NE(why(ModelFile::open(tests::data("golden/tiny/llama_bias_tied/final"))).find("this is the folder of an adapter"),
            std::string::npos);
}

TEST(ModelConfig, ValuesOfAnotherKindAreNoDefaults) {
  for (const auto& [key, value] : {std::pair<const char*, Json>{"rms_norm_eps", "1e-2"},
                                   {"num_key_value_heads", "2"},
                                   {"tie_word_embeddings", "true"},
                                   {"num_attention_heads", 4.0},
                                   {"rope_scaling", {{"rope_type", "linear"}, {"factor", "2.0"}}}}) {
    const Renamed model;
    model.config(key, value);
    const auto opened = ModelFile::open(model.path());
    ASSERT_FALSE(opened.ok()) << key;
    EXPECT_NE(opened.error().what.text().find("was expected"), std::string::npos) << opened.error().what.text();
  }
  // A manually added rope_scaling takes precedence over rope_parameters, like in transformers 5.
  const Renamed model;
  ASSERT_VALUE(const auto usual, ModelFile::open(model.path()));
  model.config("rope_parameters", {{"rope_type", "default"}, {"rope_theta", usual.config().ropeTheta}});
  model.config("rope_scaling", {{"rope_type", "linear"}, {"factor", 4.0}, {"rope_theta", usual.config().ropeTheta}});
  ASSERT_VALUE(const auto scaled, ModelFile::open(model.path()));
  EXPECT_FLOAT_EQ(scaled.config().inverseFrequencies[0], usual.config().inverseFrequencies[0] / 4);
  model.config("rope_scaling", {{"rope_type", "linear"}, {"factor", 4.0}, {"rope_theta", 17.0}});
  EXPECT_NE(ModelFile::open(model.path()).error().what.text().find("do not agree on rope_theta"), std::string::npos);
  const Renamed swish;
  swish.config("hidden_act", "swish");
  EXPECT_TRUE(ModelFile::open(swish.path()).ok());
}

/// A head that differs from the embedding is not tied, as in transformers 5 (PreTrainedModel.tie_weights).
TEST(OwnHead, IsBelievedBesideTiedWords) {
  const Renamed model;
  ASSERT_VALUE(const auto same, model.open(asItIs, "lm_head.weight"));
  EXPECT_TRUE(same.config().tied);
  EXPECT_FALSE(same.hasOwnHead());
  for (const auto& renamed : {Renamed::Name(asItIs), Renamed::Name(withoutModel)}) {
    ASSERT_VALUE(const auto own, model.open(renamed, "lm_head.weight", true));
    EXPECT_FALSE(own.config().tied);
    EXPECT_TRUE(own.hasOwnHead());
    EXPECT_EQ(tensorTable(own.config()).size(), tensorTable(same.config()).size() + 1);
    const auto &head = *own.stored("lm_head.weight"), &embedding = *own.stored("model.embed_tokens.weight");
    const size_t row = head.bytes.size() / static_cast<size_t>(head.shape[0]);
    EXPECT_TRUE(head.bytes.substr(0, row) == embedding.bytes.substr(embedding.bytes.size() - row));
  }
  model.config("tie_word_embeddings", false);
  ASSERT_VALUE(const auto said, model.open(asItIs, "lm_head.weight", true));
  EXPECT_FALSE(said.config().tied || said.hasOwnHead());
}

/// A bitsandbytes checkpoint with a single defect is refused with the tensor named.
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
    return ModelFile::open(folder / "model");
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
    EXPECT_NE(opened.error().what.text().find("model.layers."), std::string::npos) << opened.error().text();
  }
}

}  // namespace
}  // namespace graft
