// SPDX-License-Identifier: Apache-2.0
// Tests base models kept by other programs: found in their documented folders, listed with their names, added by a link.
#include <cstdlib>
#include <filesystem>

#include "core/base/file.hpp"
#include "core/base/json.hpp"
#include "core/commands/check/check.hpp"
#include "core/commands/export/export.hpp"
#include "core/commands/train/runs.hpp"
#include "core/commands/transfer/transfer.hpp"
#include "core/commands/verify/verify.hpp"
#include "core/registry/registry.hpp"
#include "core/weights/hub_name.hpp"
#include "core/weights/model_file.hpp"
#include "core/workspace/base_question.hpp"
#include "core/workspace/models.hpp"
#include "core/workspace/places.hpp"
#include "tests/support/paths.hpp"

namespace graft::workspace {
using namespace commands;
namespace {

namespace fs = std::filesystem;

/// An empty user folder; no environment variable points to another program's models.
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
  /// Layout of huggingface_hub: files among the blobs, a snapshot folder of links.
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
  // The name alone identifies the model for every command.
  ASSERT_VALUE(const auto path, findModel("acme/tiny--chat", home()));
  EXPECT_TRUE(path.ends_with("/snapshots/c1")) << path;
  EXPECT_EQ(hubName(path), "acme/tiny--chat");
  EXPECT_EQ(hubName("/models/some.gguf"), "");
  ASSERT_VALUE(const auto modelFile, ModelFile::open(path));
  EXPECT_EQ(modelFile.name(), "tiny--chat");
  EXPECT_EQ(modelFile.config().modelType, "qwen3");
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
  ASSERT_VALUE(const auto linked, ModelFile::open(home() + "/models/tiny--chat"));
  EXPECT_EQ(hubName(linked.path()), "acme/tiny--chat");
  // Adding the same model again succeeds. Another model with that name is refused, and the link stays.
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

TEST_F(OtherPrograms, AModelInPartsIsListedOnce) {
  for (const char* part : {"big-00001-of-00002.gguf", "big-00002-of-00002.gguf"}) copyGguf(std::string(".cache/llama.cpp/") + part);
  EXPECT_EQ(names(), std::vector<std::string>{"llama.cpp big-00001-of-00002.gguf"});
}

/// The final adapter of llama_bias_tied, with another base named in its configuration.
class BaseQuestions : public testing::Test {
 protected:
  void SetUp() override {
    fs::copy(m_tiny + "/final", adapter());
    claim("acme/Other-7B");
  }
  std::string home() const { return m_folder / "home"; }
  std::string adapter() const { return m_folder / "a"; }
  void claim(const std::string& name) const {
    Json json = readJsonFile(adapter() + "/adapter_config.json").value();
    json["base_model_name_or_path"] = name;
    ASSERT_TRUE(writeFileSynced(adapter() + "/adapter_config.json", dump(json)).ok());
  }
  bool isAsked(const std::string& path) const { return otherBaseOf(path, m_tiny, home()).has_value(); }
  template <class T>
  static std::string why(const Result<T>& outcome) {
    return outcome.ok() ? "" : outcome.error().text();
  }
  const std::string m_tiny = tests::data("golden/tiny/llama_bias_tied");
  tests::TemporaryFolder m_folder;
};

TEST_F(BaseQuestions, AreAskedByEveryOrder) {
  const std::string words = "the adapter says that it belongs to 'acme/Other-7B', the base here is 'llama_bias_tied'";
  ASSERT_TRUE(isAsked(adapter()));
  EXPECT_NE(why(mustBeItsBase(adapter(), m_tiny, {}, home())).find(words), std::string::npos);
  EXPECT_FALSE(mustBeItsBase(adapter(), m_tiny, {"another"}, home()).ok());
  EXPECT_TRUE(mustBeItsBase(adapter(), m_tiny, {"another", "acme/Other-7B"}, home()).ok());

  CheckOrder check;
  check.adapter = adapter();
  check.model = m_tiny;
  EXPECT_NE(why(checkJobOf(check, home())).find(words), std::string::npos);
  check.acceptedBase = "acme/Other-7B";
  EXPECT_TRUE(checkJobOf(check, home()).ok());

  TransferOrder carry;
  carry.adapter = adapter();
  carry.model = m_tiny;
  carry.otherModel = tests::data("golden/tiny/qwen2_tied");
  EXPECT_NE(why(transferJobOf(carry, home())).find(words), std::string::npos);
  carry.acceptedBase = "acme/Other-7B";
  EXPECT_TRUE(transferJobOf(carry, home()).ok());

  ExportOrder order;
  order.adapter = adapter();
  order.model = m_tiny;
  order.out = m_folder / "out";
  EXPECT_NE(why(PreparedExport::prepare(order, home())).find(words), std::string::npos);
  EXPECT_FALSE(fs::exists(m_folder / "out"));
  order.acceptedBase = "acme/Other-7B";
  EXPECT_EQ(why(PreparedExport::prepare(order, home())), "");

  TrainRequest request;
  request.dataset = m_folder / "data";
  request.model = m_tiny;
  request.adapter = adapter();
  request.name = "r";
  EXPECT_NE(why(makeRun(request, home())).find(words), std::string::npos);
  EXPECT_FALSE(fs::exists(home() + "/runs/r-1"));
  request.acceptedBase = "acme/Other-7B";
  ASSERT_VALUE(const auto run, makeRun(request, home()));
  EXPECT_EQ(readJsonFile(run + "/spec.json").value()["accepted_base"], "acme/Other-7B");

  ASSERT_VALUE(const auto seen, verify(adapter(), m_tiny, {}, home()));
  EXPECT_FALSE(seen.ok);
  ASSERT_VALUE(const auto accepted, verify(adapter(), m_tiny, {}, home(), "acme/Other-7B"));
  EXPECT_TRUE(accepted.ok) << toJson(accepted);
}

TEST_F(BaseQuestions, AreNotAskedWhereTheAnswerIsKnown) {
  claim("");
  EXPECT_FALSE(isAsked(adapter()));
  claim("D:\\models\\llama_bias_tied");  // a missing path with the same last component
  EXPECT_FALSE(isAsked(adapter()));
  claim("acme/Other-7B");
  EXPECT_FALSE(otherBaseOf(m_folder / "nothing", m_tiny, home()));  // opening reports the error later
  EXPECT_FALSE(otherBaseOf(adapter(), m_folder / "no model", home()));

  // A kept adapter needs no confirmation for its base; that happened when it was added.
  ASSERT_VALUE(const auto base, ModelFile::open(m_tiny));
  ASSERT_VALUE(const auto kept, Registry(home()).add({"task", adapter(), AdapterOrigin{}, "acme/Other-7B"}, base));
  EXPECT_FALSE(isAsked(kept.adapter));
  EXPECT_TRUE(otherBaseOf(kept.adapter, tests::data("golden/tiny/qwen2_tied"), home()));
  // The base's bytes in a folder with another name.
  fs::copy(m_tiny, m_folder / "renamed");
  EXPECT_FALSE(otherBaseOf(kept.adapter, m_folder / "renamed", home()));

  // The base on which the adapter's run was trained.
  fs::create_directories(home() + "/runs/r-1");
  fs::copy(adapter(), home() + "/runs/r-1/adapter");
  ASSERT_TRUE(writeFileSynced(home() + "/runs/r-1/spec.json", dump(Json{{"model", m_tiny}})).ok());
  EXPECT_FALSE(isAsked(home() + "/runs/r-1/adapter"));
  EXPECT_TRUE(otherBaseOf(home() + "/runs/r-1/adapter", tests::data("golden/tiny/qwen2_tied"), home()));
}

}  // namespace
}  // namespace graft::workspace
