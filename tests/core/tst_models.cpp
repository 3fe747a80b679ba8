// SPDX-License-Identifier: Apache-2.0
// Base models that other programs keep: found where those programs document that they lie, named as there, added by a link.
#include <cstdlib>
#include <filesystem>

#include "core/base/file.hpp"
#include "core/weights/checkpoint.hpp"
#include "core/weights/hub_name.hpp"
#include "core/workspace/models.hpp"
#include "core/workspace/places.hpp"
#include "tests/support/paths.hpp"

namespace graft::workspace {
namespace {

namespace fs = std::filesystem;

/// A user's folder, and nothing said by variables of where programs keep their models.
class OtherPrograms : public testing::Test {
 protected:
  void SetUp() override {
    for (const char* name : {"HF_HUB_CACHE", "HF_HOME", "XDG_CACHE_HOME", "OLLAMA_MODELS", "LLAMA_CACHE"}) unsetenv(name);
    m_before = tests::environment("HOME");
    setenv("HOME", m_user.path().c_str(), 1);
  }
  void TearDown() override { setenv("HOME", m_before.c_str(), 1); }

  std::string made(const std::string& folder) const {
    fs::create_directories(m_user / folder);
    return m_user / folder;
  }
  void write(const std::string& file, const std::string& bytes) const {
    made(fs::path(file).parent_path().string());
    ASSERT_TRUE(writeFileSynced(m_user / file, bytes).ok());
  }
  void copyGguf(const std::string& to) const {
    made(fs::path(to).parent_path().string());
    fs::copy_file(tests::data("fuzz/gguf/qwen3.gguf"), m_user / to);
  }
  /// As huggingface_hub does it: files among the blobs, a commit of links.
  void cache(const std::string& repository, const std::string& commit, const std::string& model) const {
    const std::string blobs = made(".cache/huggingface/hub/" + repository + "/blobs");
    const std::string snapshot = made(".cache/huggingface/hub/" + repository + "/snapshots/" + commit);
    for (const char* name : {"config.json", "model.safetensors", "tokenizer.json", "tokenizer_config.json", "chat_template.jinja"}) {
      const std::string blob = commit + "-" + name;
      fs::copy_file(tests::data("golden/tiny/" + model + "/" + name), blobs + "/" + blob);
      fs::create_symlink("../../blobs/" + blob, snapshot + "/" + name);
    }
  }
  std::string home() const { return m_user / "graft"; }
  std::vector<std::string> names() const {
    std::vector<std::string> out;
    for (const auto& place : modelsOfOtherPrograms(home())) out.push_back(place.program + " " + place.name);
    return out;
  }

  tests::TemporaryFolder m_user;
  std::string m_before;
};

TEST_F(OtherPrograms, AreFoundAndAdded) {
  EXPECT_TRUE(names().empty());
  const std::string hub = ".cache/huggingface/hub/";
  cache("models--acme--tiny--chat", "c1", "qwen3_wide_heads");
  cache("models--acme--tiny--chat", "c2", "qwen2_tied");
  write(hub + "models--acme--tiny--chat/refs/main", "c1");
  made(hub + "models--acme--begun/snapshots");
  made(hub + "datasets--acme--rows/snapshots/c1");
  copyGguf(hub + "models--acme--files/snapshots/c1/some.Q8_0.gguf");
  copyGguf(".ollama/models/blobs/sha256-0123");
  const std::string manifests = ".ollama/models/manifests/registry.ollama.ai/";
  write(manifests + "library/tiny/0.6b", R"({"layers":[{"mediaType":"application/vnd.ollama.image.template","digest":"sha256:77"},
    {"mediaType":"application/vnd.ollama.image.model","digest":"sha256:0123"}]})");
  write(manifests + "someone/gone/latest", R"({"layers":[{"mediaType":"application/vnd.ollama.image.model","digest":"sha256:4567"}]})");
  write(manifests + "someone/up/latest", R"({"layers":[{"mediaType":"application/vnd.ollama.image.model","digest":"../../../../graft"}]})");
  write(manifests + "someone/odd/latest", R"({"layers":[7,{"mediaType":7}]})");
  write(manifests + "someone/odd/other", "no JSON");
  copyGguf(".lmstudio/models/acme/tiny/tiny.gguf");
  copyGguf(".cache/llama.cpp/here.gguf");
  write(".local/share/nomic.ai/GPT4All/broken.gguf", "GGUF but not really");
  EXPECT_EQ(names(),
            (std::vector<std::string>{"Hugging Face acme/files/some.Q8_0.gguf", "Hugging Face acme/tiny--chat",
                                      "LM Studio acme/tiny/tiny.gguf", "GPT4All broken.gguf", "llama.cpp here.gguf", "Ollama tiny:0.6b"}));
  // A name is enough for every command.
  ASSERT_VALUE(const auto path, findModel("acme/tiny--chat", home()));
  EXPECT_TRUE(path.ends_with("/snapshots/c1")) << path;
  EXPECT_EQ(hubName(path), "acme/tiny--chat");
  EXPECT_EQ(hubName("/models/some.gguf"), "");
  ASSERT_VALUE(const auto checkpoint, Checkpoint::open(path));
  EXPECT_EQ(checkpoint.name(), "tiny--chat");
  EXPECT_EQ(checkpoint.config().modelType, "qwen3");
  ASSERT_TRUE(findModel("tiny:0.6b", home()).ok());
  EXPECT_FALSE(findModel("acme/begun", home()).ok());

  for (const auto& place : modelsOfOtherPrograms(home())) {
    const auto facts = factsOf(place, home(), Look::Weights);
    EXPECT_EQ(facts.problem.has_value(), place.name == "broken.gguf") << place.name;
    if (!facts.problem) EXPECT_GT(facts.parameters, 100) << place.name;
    EXPECT_EQ(facts.name, place.name);
    EXPECT_EQ(addModel(place, home()).ok(), !facts.problem) << place.name;
  }
  EXPECT_EQ(names(), std::vector<std::string>{"GPT4All broken.gguf"});
  std::vector<std::string> own;
  for (const auto& place : modelsOfHome(home())) own.push_back(place.name);
  EXPECT_EQ(own, (std::vector<std::string>{"", "here.gguf", "some.Q8_0.gguf", "tiny--chat", "tiny-0.6b.gguf", "tiny.gguf"}));
  ASSERT_VALUE(const auto linked, Checkpoint::open(home() + "/models/tiny--chat"));
  EXPECT_EQ(hubName(linked.path()), "acme/tiny--chat");
  // The same once more is nothing new; another one under that name is refused, and the link stays.
  const ModelPlace same{"tiny--chat", {}, path}, other{"tiny--chat", {}, tests::data("golden/tiny/qwen2_tied")};
  EXPECT_TRUE(addModel(same, home()).ok());
  EXPECT_FALSE(addModel(other, home()).ok());
  EXPECT_TRUE(fs::canonical(home() + "/models/tiny--chat").string().ends_with("/snapshots/c1"));
}

TEST_F(OtherPrograms, LieWhereVariablesSay) {
  cache("models--acme--tiny", "c1", "qwen2_tied");
  fs::rename(m_user / ".cache/huggingface", m_user / "elsewhere");
  EXPECT_TRUE(names().empty());
  setenv("HF_HOME", (m_user / "elsewhere").c_str(), 1);
  EXPECT_EQ(names(), std::vector<std::string>{"Hugging Face acme/tiny"});
  setenv("HF_HUB_CACHE", (m_user / "nowhere").c_str(), 1);
  EXPECT_TRUE(names().empty());
  setenv("HF_HUB_CACHE", (m_user / "elsewhere/hub").c_str(), 1);
  EXPECT_EQ(names(), std::vector<std::string>{"Hugging Face acme/tiny"});
  copyGguf("mine/one.gguf");
  setenv("LLAMA_CACHE", (m_user / "mine").c_str(), 1);
  EXPECT_EQ(names(), (std::vector<std::string>{"Hugging Face acme/tiny", "llama.cpp one.gguf"}));
}

}  // namespace
}  // namespace graft::workspace
