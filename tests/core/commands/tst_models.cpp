// SPDX-License-Identifier: Apache-2.0
// The verb models: those of the home and of other programs, and those that cannot be trained here.
#include <filesystem>

#include "core/base/json.hpp"
#include "tests/support/verbs.hpp"

namespace graft::cli {
namespace {

namespace fs = std::filesystem;

class ModelsVerb : public tests::VerbTest {
 protected:
  /// Points the folders of other programs to empty ones of this test.
  void SetUp() override {
    for (const char* name : {"HF_HUB_CACHE", "OLLAMA_MODELS", "HOME"}) m_before.emplace_back(name, tests::environment(name));
    ::setenv("HF_HUB_CACHE", (home / "hub").c_str(), 1);
    ::setenv("OLLAMA_MODELS", (home / "ollama").c_str(), 1);
    ::setenv("HOME", (home / "user").c_str(), 1);
  }
  void TearDown() override {
    for (const auto& [name, value] : m_before) {
      if (value.empty())
        ::unsetenv(name);
      else
        ::setenv(name, value.c_str(), 1);
    }
  }
  Json listed(const std::string& name) {
    const auto all = run({std::string("models")});
    EXPECT_TRUE(all.ok());
    for (const Json& one : (*all)["models"]) {
      if (one["name"] == name) return one;
    }
    return nullptr;
  }
  static void copyModel(const std::string& to) {
    fs::create_directories(fs::path(to).parent_path());
    fs::copy(tests::data("golden/tiny/llama_untied_sharded"), to, fs::copy_options::recursive);
  }

 private:
  std::vector<std::pair<const char*, std::string>> m_before;
};

TEST_F(ModelsVerb, ListsAModelOfTheHome_ByTheNameThatOtherVerbsTake) {
  copyModel(home / "home/models/tiny");
  const Json one = listed("tiny");
  ASSERT_TRUE(one.is_object());
  EXPECT_EQ(one["program"], "Graft");
  EXPECT_EQ(one["usable"], true);
  EXPECT_EQ(one["parameters"], 108864);
  EXPECT_EQ(one["context"], 512);
  ASSERT_VALUE(const Json found, run({"inspect", "model", "tiny"}));
  EXPECT_EQ(found["parameters"], 108864);
}

TEST_F(ModelsVerb, FindsModelsOfTheHub) {
  copyModel(home / "hub/models--someone--tiny/snapshots/0123abc");
  const Json one = listed("someone/tiny");
  ASSERT_TRUE(one.is_object());
  EXPECT_EQ(one["program"], "Hugging Face");
  EXPECT_EQ(one["usable"], true);
  EXPECT_TRUE(run({"inspect", "model", "someone/tiny"}).ok());
}

TEST_F(ModelsVerb, SaysWhyAModelCannotBeTrained) {
  fs::create_directories(home / "home/models/odd");
  write("home/models/odd/config.json", R"({"model_type": "mamba", "architectures": ["MambaForCausalLM"]})");
  const Json one = listed("odd");
  ASSERT_TRUE(one.is_object());
  EXPECT_EQ(one["usable"], false);
  EXPECT_FALSE(one["problem"].get<std::string>().empty());
  EXPECT_FALSE(one.contains("parameters"));
  const std::string brief = shown({std::string("models")}), whole = shown({"models", "--all"});
  EXPECT_NE(brief.find("graft models --all says why"), std::string::npos) << brief;
  EXPECT_EQ(brief.find(one["problem"].get<std::string>().substr(0, 20)), std::string::npos);
  EXPECT_NE(whole.find(one["problem"].get<std::string>().substr(0, 20)), std::string::npos) << whole;
}

}  // namespace
}  // namespace graft::cli
