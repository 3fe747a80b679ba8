// SPDX-License-Identifier: Apache-2.0
// The verb verify: exports of a worker, adapters, models, and signed folders, whole and changed.
#include <filesystem>
#include <fstream>

#include "tests/support/verbs.hpp"

namespace graft::cli {
namespace {

namespace fs = std::filesystem;

class VerifyVerb : public tests::VerbTest {
 protected:
  const std::string model = tests::data("golden/tiny/llama_untied_sharded");
  /// Returns the refusal's sentence; empty if all is in order.
  std::string fault(const std::vector<std::string>& flags) {
    std::vector<std::string> words = {"verify"};
    words.insert(words.end(), flags.begin(), flags.end());
    const auto found = run(words);
    if (found.ok()) return {};
    EXPECT_EQ(found.error().code, Code::BadInput) << found.error().text();
    return found.error().what.text();
  }
};

TEST_F(VerifyVerb, FindsAChangedFileOfAnExport) {
  const std::string out = home / "out";
  ASSERT_TRUE(run({"export", model + "/final", "--to", "peft", "--out", out, "--model", model, "--threads", "1"}).ok());
  ASSERT_VALUE(const Json whole, run({"verify", out}));
  EXPECT_EQ(whole["kind"], "export");
  EXPECT_EQ(whole["ok"], true);
  ASSERT_EQ(whole["checks"].size(), 4u) << "three files, and whether it answers as the adapter";
  EXPECT_EQ(whole["checks"][0]["detail"], "SHA-256 as certified");
  std::ofstream(out + "/README.md", std::ios::app) << "more";
  EXPECT_TRUE(fault({out}).starts_with("this export is not in order. README.md: changed since it was certified"));
  fs::remove(out + "/README.md");
  EXPECT_TRUE(fault({out}).starts_with("this export is not in order. README.md: cannot be read"));
  std::ofstream(out + "/certificate.json") << "{}";
  EXPECT_TRUE(fault({out}).starts_with("this export is not in order. certificate: "));
}

TEST_F(VerifyVerb, TellsWhetherAnAdapterFitsAndHasAnEffect) {
  ASSERT_VALUE(const Json whole, run({"verify", model + "/final", "--model", model}));
  EXPECT_EQ(whole["kind"], "adapter");
  std::string names;
  for (const Json& one : whole["checks"]) names += one["name"].get<std::string>() + ", ";
  EXPECT_EQ(names, "named base, adapter, modules of the configuration, unmatched tensors, effect, ");
  EXPECT_NE(fault({model + "/init", "--model", model}).find("14 of 14 modules are zero: it answers as the base does"), std::string::npos);
  const std::string other = tests::data("golden/tiny/llama_bias_tied");
  EXPECT_NE(fault({model + "/final", "--model", other}).find("it says that it belongs to 'llama_untied_sharded'"), std::string::npos);
  EXPECT_EQ(fault({model + "/final", "--model", other, "--accept-base", "llama_untied_sharded"}), "");
}

TEST_F(VerifyVerb, ReadsAModel) {
  ASSERT_VALUE(const Json whole, run({"verify", model}));
  EXPECT_EQ(whole["kind"], "model");
  EXPECT_EQ(whole["checks"][1]["detail"], "320 tokens");
  fs::copy(model, home / "cut", fs::copy_options::recursive);
  fs::resize_file(home / "cut/model-00003-of-00007.safetensors", 20000);
  EXPECT_TRUE(fault({home / "cut"}).starts_with("this model is not in order. model: "));
  EXPECT_EQ(fault({std::string("nothing-here")}), "there is no adapter and no run of this name");
}

TEST_F(VerifyVerb, ChecksASignature) {
  const std::string key = tests::data("signed/key.pub");
  ASSERT_VALUE(const Json whole, run({"verify", tests::data("signed/folder"), "--key", key}));
  EXPECT_EQ(whole["kind"], "signed folder");
  EXPECT_EQ(whole["ok"], true);
  const std::string copy = home / "copy";
  fs::copy(tests::data("signed/folder"), copy, fs::copy_options::recursive);
  std::ofstream(copy + "/a.txt", std::ios::app) << "more";
  EXPECT_EQ(fault({copy, "--key", key}), "this signed folder is not in order. a.txt: changed since it was signed");
  ASSERT_VALUE(const Json keys, run({"adapters", "key", "--out", home / "other.pem"}));
  EXPECT_NE(fault({tests::data("signed/folder"), "--key", keys["public"].get<std::string>()}).find("signature: not made with"),
            std::string::npos);
}

}  // namespace
}  // namespace graft::cli
