// SPDX-License-Identifier: Apache-2.0
// Tests adapter files found in the wild: names of raw state dicts, patterns, initializations that change the base, empty tensors, and the
// named base. The adapters of golden/raw_names were written by PEFT 0.21.2 and renamed to the keys of its raw state dict.
#include "core/weights/adapter_file.hpp"

#include <chrono>
#include <filesystem>
#include <fstream>
#include <functional>

#include "core/weights/base_claim.hpp"
#include "core/weights/tensor_names.hpp"
#include "tests/support/paths.hpp"

namespace graft {
namespace {

namespace fs = std::filesystem;

const ModelFile& base(const char* name) {
  static std::map<std::string, ModelFile> opened;
  const auto it = opened.find(name);
  if (it != opened.end()) return it->second;
  return opened.emplace(name, std::move(ModelFile::open(tests::data(std::string("golden/tiny/") + name))).value()).first->second;
}

/// Copy of the final adapter of llama_bias_tied with changed configuration, tensor names or shapes.
class Changed {
 public:
  Changed() { fs::copy(tests::data("golden/tiny/llama_bias_tied/final"), m_folder / "a"); }
  std::string path() const { return m_folder / "a"; }
  const tests::TemporaryFolder& folder() const { return m_folder; }
  void config(const std::function<void(Json&)>& change) const {
    Json json = readJsonFile(path() + "/adapter_config.json").value();
    change(json);
    std::ofstream(path() + "/adapter_config.json") << json.dump();
  }
  void set(const char* key, const Json& value) const {
    config([&](Json& json) { json[key] = value; });
  }
  void tensors(const std::function<void(std::vector<NamedTensor>&)>& change) const {
    const auto file = SafetensorsFile::open(tests::data("golden/tiny/llama_bias_tied/final/adapter_model.safetensors"));
    std::vector<NamedTensor> all;
    for (const auto& t : file->tensors())
      all.push_back({t.name, t.shape, {reinterpret_cast<const float*>(t.bytes.data()), static_cast<size_t>(t.elements())}});
    change(all);
    std::ofstream(path() + "/adapter_model.safetensors", std::ios::binary) << safetensorsBytes(all);
  }
  void rename(const std::function<std::string(const std::string&)>& renamed) const {
    tensors([&](auto& all) {
      for (auto& t : all) t.name = renamed(t.name);
    });
  }
  Result<AdapterFile> open() const { return AdapterFile::open(path(), base("llama_bias_tied").config()); }
  /// Error text of opening the adapter; empty if it opens.
  std::string why() const {
    const auto file = open();
    return file.ok() ? "" : file.error().text();
  }

 private:
  tests::TemporaryFolder m_folder;
};

std::string replaced(std::string text, const std::string& from, const std::string& to) {
  if (const size_t at = text.find(from); at != std::string::npos) text.replace(at, from.size(), to);
  return text;
}
bool says(const std::string& text, const std::string& words) { return text.find(words) != std::string::npos; }

TEST(TensorNames, WrappersAreTakenOff) {
  const struct {
    const char *name, *bare, *wrappers;
  } cases[] = {{"model.norm.weight", "model.norm.weight", ""},
               {"_orig_mod.model.norm.weight", "model.norm.weight", "_orig_mod."},
               {"model.layers.0._orig_mod.mlp.up_proj.weight", "model.layers.0.mlp.up_proj.weight", "_orig_mod."},
               {"module._orig_mod.model.norm.weight", "model.norm.weight", "_orig_mod.module."},
               {"base_model.model.model.norm.weight", "model.norm.weight", "base_model.model."},
               {"module.base_model.model.lm_head.weight", "lm_head.weight", "module.base_model.model."},
               {"model._fsdp_wrapped_module.norm._checkpoint_wrapped_module.weight", "model.norm.weight",
                "_fsdp_wrapped_module._checkpoint_wrapped_module."},
               {"model.module.weight", "model.module.weight", ""},
               {"modules.weight", "modules.weight", ""},
               {"", "", ""}};
  for (const auto& c : cases) {
    const auto bare = withoutWrappers(c.name);
    EXPECT_EQ(bare.name, c.bare) << c.name;
    EXPECT_EQ(bare.wrappers, c.wrappers) << c.name;
  }
}

TEST(TensorNames, HalvesOfPairs) {
  const struct {
    const char *name, *module;
    char half;
    const char* adapter;
  } cases[] = {{"base_model.model.model.layers.0.mlp.up_proj.lora_A.weight", "model.layers.0.mlp.up_proj", 'A', ""},
               {"base_model.model.model.layers.0.mlp.up_proj.lora_B.default.weight", "model.layers.0.mlp.up_proj", 'B', "default"},
               {"model.layers.0.mlp.up_proj.lora_B.weight", "model.layers.0.mlp.up_proj", 'B', ""},
               {"module._orig_mod.layers.0.mlp.up_proj.lora_A.my-one.weight", "layers.0.mlp.up_proj", 'A', "my-one"}};
  for (const auto& c : cases) {
    const auto name = loraTensorName(c.name);
    ASSERT_TRUE(name) << c.name;
    EXPECT_EQ(name->module, c.module);
    EXPECT_EQ(name->half, c.half);
    EXPECT_EQ(name->adapter, c.adapter);
  }
  for (const char* other : {"", "lora_A.weight", "a.lora_A", "a.lora_A.", "a.lora_A..weight", "a.lora_C.weight", "a.lora_B.bias",
                            "a.lora_A.two.names.weight", "a.lora_magnitude_vector", "model.norm.weight"})
    EXPECT_FALSE(loraTensorName(other)) << other;
  EXPECT_EQ(inTextModel("layers.3.mlp.up_proj"), "model.layers.3.mlp.up_proj");
  EXPECT_EQ(inTextModel("model.language_model.layers.3.mlp.up_proj"), "model.layers.3.mlp.up_proj");
  EXPECT_EQ(inTextModel("language_model.model.layers.3.mlp.up_proj"), "model.layers.3.mlp.up_proj");
  EXPECT_FALSE(inTextModel("model.vision_tower.encoder.layers.3.mlp.up_proj"));
  EXPECT_FALSE(inTextModel("lm_head"));
}

/// Expected values come from `re.match(rf"(.*\.)?({key})$", path)` in Python 3.11.
TEST(ModulePattern, FitsAsPythonsExpressions) {
  const std::string path = "model.layers.11.self_attn.q_proj";
  for (const char* key : {"q_proj", R"(.*\.layers\.1\d\..*(q_proj|k_proj))", R"(layers\.\d+\.self_attn\.[kq]_proj)", "(?:q|v)_proj",
                          R"(model\.layers\.(1|11)\..*)", "^model.*", R"(\w+_proj$)", "q_pro?j", "[^v]_proj", "q_{1}proj", "(q_proj|)",
                          ".*", R"(layers\.1{2}\..+?)", R"(\bq_proj\b)", "(?P<name>q)_proj", "[]q]_proj", R"(\x71_proj)"}) {
    const auto pattern = ModulePattern::parse(key);
    ASSERT_TRUE(pattern.ok()) << key << ": " << pattern.error().what.text();
    EXPECT_TRUE(pattern->fits(path)) << key;
  }
  for (const char* key :
       {"proj", "v_proj", R"(layers\.1\..*)", "^layers.*", "q_proj$.", R"([0-9]+)", "q_{2}proj", R"(\Bq_proj)", "Q_PROJ"}) {
    const auto pattern = ModulePattern::parse(key);
    ASSERT_TRUE(pattern.ok()) << key << ": " << pattern.error().what.text();
    EXPECT_FALSE(pattern->fits(path)) << key;
  }
}

TEST(ModulePattern, OthersAreRefused) {
  for (const char* key : {"(", ")", "a)", "(a", "[a", "[b-a]", "*", "a**", "a{2}{3}", "a{3,2}", "\\", R"(\q)", R"([a-\d])", "(?P<a", "^*"})
    EXPECT_EQ(ModulePattern::parse(key).error().what.text(), "it is not a regular expression") << key;
  for (const char* key : {"(?=a)", "(?!a)", "(?<=a)", "(?i)a", R"((a)\1)", "(?P=a)"})
    EXPECT_TRUE(says(ModulePattern::parse(key).error().what.text(), "looks ahead")) << key;
  EXPECT_FALSE(ModulePattern::parse("q_pr\xC3\xB6j").ok());
}

/// Patterns that would keep a backtracking engine busy for years.
TEST(ModulePattern, BombsEndAtOnce) {
  const auto began = std::chrono::steady_clock::now();
  const std::string path(200, 'a');
  for (const char* key : {"(a*)*b", "(a|a)*b", "(a|aa)+b", "(.*)(.*)(.*)(.*)(.*)b", "((a*)*)*b", "(a?){100}b", "()*b", "(()*)*b"}) {
    const auto pattern = ModulePattern::parse(key);
    ASSERT_TRUE(pattern.ok()) << key;
    EXPECT_FALSE(pattern->fits(path)) << key;
  }
  for (const std::string& key : {std::string("((a{100}){100}){100}"), std::string("(((){9000}){9000}){9000}"),
                                 std::string("a{999999999999}"), std::string(60, '(') + "a" + std::string(60, ')'), std::string(1001, 'a')})
    EXPECT_EQ(ModulePattern::parse(key).error().what.text(), "it is too large") << key.substr(0, 40);
  EXPECT_LT(std::chrono::steady_clock::now() - began, std::chrono::seconds(5));
}

TEST(AdapterNames, RawStateDictsAreRead) {
  const auto& config = base("llama_untied_sharded").config();
  for (const char* name : {"default_in_names", "no_base_model_prefix"}) {
    ASSERT_VALUE(const auto file, AdapterFile::open(tests::data(std::string("golden/raw_names/") + name), config));
    EXPECT_EQ(file.pairs().size(), 14u) << name;
    EXPECT_TRUE(file.unmatched().empty()) << name;
  }
  for (const auto& [from, to] : {std::pair{"base_model.model.", "module.base_model.model."},
                                 {"base_model.model.", "_orig_mod.base_model.model."},
                                 {".layers.", "._orig_mod.layers."},
                                 {".weight", ".my_adapter.weight"},
                                 {"base_model.model.model.", "base_model.model."}}) {
    const Changed adapter;
    adapter.rename([&](const std::string& name) { return replaced(name, from, to); });
    ASSERT_VALUE(const auto file, adapter.open());
    EXPECT_EQ(file.pairs().size(), 14u) << to;
    EXPECT_TRUE(file.mustFitWhole().ok()) << to;
  }
}

TEST(AdapterNames, TwoAdaptersAndDoubledTensorsAreRefused) {
  const Changed two;
  two.tensors([](auto& all) {
    for (size_t i = 0; i < all.size(); ++i) all[i].name = replaced(all[i].name, ".weight", i < 2 ? ".german.weight" : ".default.weight");
  });
  EXPECT_TRUE(says(two.why(), "two adapters, 'default' and 'german'")) << two.why();
  const Changed unnamed;
  unnamed.tensors([](auto& all) { all[0].name = replaced(all[0].name, ".weight", ".default.weight"); });
  EXPECT_TRUE(says(unnamed.why(), "'default' and one without a name")) << unnamed.why();
  const Changed doubled;
  doubled.tensors([](auto& all) {
    auto again = all[0];
    again.name = "module." + again.name;
    all.push_back(again);
  });
  EXPECT_TRUE(says(doubled.why(), "mean the same place")) << doubled.why();
}

TEST(AdapterPatterns, ExpressionsSetRankAndScaleOfTheirModules) {
  const auto& config = base("llama_untied_sharded").config();
  ASSERT_VALUE(const auto file, AdapterFile::open(tests::data("golden/raw_names/rank_pattern_regex"), config));
  for (const auto& pair : file.pairs()) {
    const bool isNarrow = pair.place.layer == 1 && pair.place.kind < 2;  // q_proj and k_proj
    EXPECT_EQ(pair.rank, isNarrow ? 8 : 4);
    EXPECT_DOUBLE_EQ(pair.scale, isNarrow ? 4 : 2);
    EXPECT_DOUBLE_EQ(file.options().scaleOf(modulePath(pair.place, config)), pair.scale);
    EXPECT_EQ(file.options().rankOf(modulePath(pair.place, config)), pair.rank);
  }
  EXPECT_EQ(file.options().rankPattern.size(), 2u);
  EXPECT_EQ(file.options().rankPattern[0].first, "model.layers.1.self_attn.q_proj");
}

TEST(AdapterPatterns, TheFirstThatFitsCountsAndBadOnesAreNamed) {
  const Changed adapter;
  adapter.set("alpha_pattern", {{"q_proj", 3}, {R"(.*\.self_attn\..*)", 5}, {"mlp.*_proj", 7}});
  ASSERT_VALUE(const auto file, adapter.open());
  for (const auto& pair : file.pairs()) EXPECT_DOUBLE_EQ(pair.scale * 4, pair.place.kind == 0 ? 3 : pair.place.kind < 4 ? 5 : 7);
  for (const auto& [pattern, words] :
       {std::pair{"(?=q_proj)", "looks ahead"}, {"(q_proj", "not a regular expression"}, {"((a{100}){100}){9}", "too large"}}) {
    adapter.set("alpha_pattern", {{pattern, 3}});
    EXPECT_TRUE(says(adapter.why(), std::string("'") + pattern + "'") && says(adapter.why(), words)) << adapter.why();
  }
  Json many = Json::object();
  for (int i = 0; i < 30; ++i) many["(a|b){900}" + std::to_string(i)] = 1;
  adapter.set("alpha_pattern", many);
  EXPECT_TRUE(says(adapter.why(), "too large together")) << adapter.why();
  adapter.set("alpha_pattern", {{".*", "eight"}});
  EXPECT_TRUE(says(adapter.why(), "has no number")) << adapter.why();
  adapter.set("alpha_pattern", Json::object());
  adapter.set("rank_pattern", {{".*q_proj", 0}});
  EXPECT_TRUE(says(adapter.why(), "rank_pattern: the rank of '.*q_proj'")) << adapter.why();
}

TEST(AdapterStart, ThoseThatChangeTheBaseAreRefusedWithTheWayOut) {
  const Changed adapter;
  for (const Json& plain : {Json(true), Json(false), Json(nullptr), Json("gaussian"), Json("orthogonal"), Json("eva"), Json("mica")}) {
    adapter.set("init_lora_weights", plain);
    EXPECT_EQ(adapter.why(), "") << plain;
  }
  for (const char* kind : {"pissa", "pissa_niter_4", "olora", "OLoRA", "corda", "lora_ga"}) {
    adapter.set("init_lora_weights", kind);
    EXPECT_TRUE(says(adapter.why(), std::string("init_lora_weights is '") + kind + "'")) << adapter.why();
    EXPECT_TRUE(says(adapter.why(), "path_initial_model_for_weight_conversion")) << adapter.why();
    EXPECT_FALSE(says(adapter.why(), "another base model")) << adapter.why();
  }
  adapter.set("init_lora_weights", "loftq");
  EXPECT_TRUE(says(adapter.why(), "quantised weights") && !says(adapter.why(), "path_initial_model")) << adapter.why();
  adapter.set("init_lora_weights", "magic");
  EXPECT_TRUE(says(adapter.why(), "'magic', which is not known")) << adapter.why();
  for (const Json& odd : {Json(3), Json::array(), Json::object()}) {
    adapter.set("init_lora_weights", odd);
    EXPECT_TRUE(says(adapter.why(), "neither true, false nor a name")) << adapter.why();
  }
  adapter.config([](Json& json) { json.erase("init_lora_weights"); });
  EXPECT_EQ(adapter.why(), "");
}

TEST(AdapterStart, TheStartThatLiesHereIsNamed) {
  const Changed adapter;
  adapter.set("init_lora_weights", "pissa");
  fs::create_directory(adapter.folder() / "pissa_init");
  EXPECT_FALSE(says(adapter.why(), "looks like START"));
  fs::copy(adapter.path() + "/adapter_config.json", adapter.folder() / "pissa_init/adapter_config.json");
  EXPECT_TRUE(says(adapter.why(), "The folder pissa_init, which lies here")) << adapter.why();
  // PEFT does not convert adapters with rsLoRA or an alpha pattern.
  adapter.set("use_rslora", true);
  adapter.set("alpha_pattern", {{"q_proj", 3}});
  EXPECT_TRUE(says(adapter.why(), "merge_and_unload") && !says(adapter.why(), "looks like START")) << adapter.why();
}

TEST(AdapterShapes, EachCauseHasItsOwnWords) {
  const Changed empty;
  empty.tensors([](auto& all) {
    for (auto& t : all) t.shape = {0}, t.data = {};
  });
  EXPECT_TRUE(says(empty.why(), "was saved empty") && says(empty.why(), "ZeRO-3") && !says(empty.why(), "another base")) << empty.why();
  const Changed rank;
  rank.set("r", 5);
  EXPECT_TRUE(says(rank.why(), "rank 5 needs") && !says(rank.why(), "another base")) << rank.why();
  const auto other = AdapterFile::open(tests::data("golden/init"), base("llama_bias_tied").config());
  ASSERT_FALSE(other.ok());
  EXPECT_EQ(other.error().code, Code::Refused);
  EXPECT_TRUE(says(other.error().text(), "[4, 576]") && says(other.error().hint.text(), "another base model")) << other.error().text();
  const Changed foreign;
  foreign.rename([](const std::string& name) { return replaced(name, "model.layers", "transformer.h"); });
  EXPECT_TRUE(says(foreign.why(), "the first is base_model.model.transformer.h.0") && says(foreign.why(), "self_attn.q_proj.lora_A.weight"))
      << foreign.why();
  const Changed longer;
  longer.tensors([](auto& all) {
    auto more = all[0];
    more.name = replaced(more.name, "layers.0", "layers.30");
    all.push_back(more);
  });
  ASSERT_VALUE(const auto file, longer.open());
  EXPECT_EQ(file.unmatched().size(), 1u);
  EXPECT_EQ(file.mustFitWhole().error().hint.text(), "The adapter belongs to another base model.");
  const Changed none;
  none.tensors([](auto& all) { all.clear(); });
  EXPECT_TRUE(says(none.why(), "holds no tensors")) << none.why();
}

TEST(AdapterFiles, EveryTruncationIsRefused) {
  const Changed adapter;
  const std::string path = adapter.path() + "/adapter_model.safetensors", whole = readFile(path).value();
  for (size_t cut = 0; cut < whole.size(); cut += 1009) {
    std::ofstream(path, std::ios::binary | std::ios::trunc) << whole.substr(0, cut);
    ASSERT_FALSE(adapter.open().ok()) << cut;
  }
}

/// A quoted value used to fall back silently to the default (alpha 8 for "16": logits off by 0.93).
TEST(AdapterConfig, ValuesOfAnotherKindAreNoDefaults) {
  for (const auto& [key, value] : {std::pair<const char*, Json>{"lora_alpha", "16"},
                                   {"lora_alpha", nullptr},
                                   {"r", "8"},
                                   {"use_rslora", "true"},
                                   {"use_rslora", 1},
                                   {"use_dora", 1},
                                   {"alpha_pattern", Json::array()},
                                   {"target_modules", 7}}) {
    const Changed adapter;
    adapter.set(key, value);
    EXPECT_TRUE(says(adapter.why(), key)) << key << " " << value << " " << adapter.why();
  }
}

/// PEFT drops tensors that the configuration does not name, and warns about modules that the file does not hold.
TEST(AdapterConfig, NamesTheModulesOfTheFile) {
  const Changed less;
  less.set("target_modules", {"q_proj"});
  EXPECT_TRUE(says(less.why(), "which the configuration does not name")) << less.why();
  const Changed excluded;
  excluded.set("exclude_modules", {"layers.0.self_attn.q_proj"});
  EXPECT_TRUE(says(excluded.why(), "model.layers.0.self_attn.q_proj, which the configuration does not name")) << excluded.why();
  const Changed layers;
  layers.set("layers_to_transform", 0);
  EXPECT_TRUE(says(layers.why(), "which the configuration does not name")) << layers.why();
  const Changed half;
  half.tensors([](auto& all) { std::erase_if(all, [](const auto& t) { return t.name.find("layers.0.") != std::string::npos; }); });
  ASSERT_VALUE(const auto file, half.open());
  EXPECT_TRUE(says(file.remark().text(), "the first that is missing is model.layers.0.")) << file.remark().text();
  EXPECT_FALSE(file.options().layers.empty());  // written into the configuration when the adapter is saved again
  ASSERT_VALUE(const auto whole, Changed().open());
  EXPECT_TRUE(whole.remark().empty());
  EXPECT_TRUE(whole.options().layers.empty());
  const Changed mlx;
  mlx.config([](Json& json) { json = {{"fine_tune_type", "lora"}, {"lora_parameters", {{"rank", 8}}}}; });
  EXPECT_TRUE(says(mlx.why(), "mlx-lm")) << mlx.why();
}

TEST(BaseClaim, NamesAreComparedWithoutOwnerFormatAndCase) {
  const ModelFile& tiny = base("llama_bias_tied");
  for (const std::string& claim :
       {std::string(), std::string("llama_bias_tied"), std::string("acme/Llama_Bias_Tied"), std::string("D:\\LLM\\llama_bias_tied"),
        std::string("/gone/llama_bias_tied/"), std::string("llama-bias-tied.Q8_0.gguf"), std::string("llama bias tied"), tiny.path()})
    EXPECT_TRUE(isNameOf(claim, tiny)) << claim;
  for (const char* claim : {"llama_untied_sharded", "meta-llama/Llama-3.2-1B", "llama_bias_tied/other", ".", "llama_bias_tied.Instruct",
                            "llama_bias_tied.Base"})
    EXPECT_FALSE(isNameOf(claim, tiny)) << claim;
  const Changed adapter;
  adapter.set("base_model_name_or_path", "acme/some");
  EXPECT_EQ(claimedBase(adapter.path()), "acme/some");
  adapter.set("base_model_name_or_path", nullptr);
  EXPECT_EQ(claimedBase(adapter.path()), "");
  EXPECT_EQ(claimedBase(adapter.folder() / "nothing"), "");
  const Error asked = namesOtherBase("a/b", "c", "where");
  EXPECT_EQ(asked.code, Code::Refused);
  EXPECT_TRUE(says(asked.text(), "--accept-base 'a/b'"));
}

}  // namespace
}  // namespace graft
