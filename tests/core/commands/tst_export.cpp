// SPDX-License-Identifier: Apache-2.0
// The verb export with a worker: files with their certificate, and targets that it does not touch.
#include <filesystem>
#include <fstream>

#include "core/base/hash.hpp"
#include "core/commands/export/export.hpp"
#include "tests/support/verbs.hpp"

namespace graft::cli {
namespace {

namespace fs = std::filesystem;

class ExportVerb : public tests::VerbTest {
 protected:
  const std::string model = tests::data("golden/tiny/llama_untied_sharded");
  Result<Json> exported(const std::string& kind, const std::string& out, const std::vector<std::string>& flags = {}) {
    return run(words(kind, out, flags));
  }
  std::vector<std::string> words(const std::string& kind, const std::string& out, const std::vector<std::string>& flags = {}) const {
    std::vector<std::string> all = {"export", model + "/final", "--to", kind, "--out", out, "--model", model, "--threads", "1"};
    all.insert(all.end(), flags.begin(), flags.end());
    return all;
  }
  /// True if a folder holds no staging folder of an export.
  static bool isTidy(const std::string& folder) {
    for (const auto& entry : fs::directory_iterator(folder)) {
      if (entry.path().filename().string().starts_with(".graft-export-")) return false;
    }
    return true;
  }
};

TEST_F(ExportVerb, WritesAFolderForPeft_WithItsCertificate) {
  const std::string out = home / "out";
  ASSERT_VALUE(const Json found, exported("peft", out));
  EXPECT_EQ(found["out"], out);
  EXPECT_EQ(found["certificate"]["verdict"], "green");
  EXPECT_EQ(found["certificate"]["comparison"]["max_logit_difference"], 0);
  EXPECT_EQ(found["certificate_files"][0], out + "/certificate.json");
  ASSERT_EQ(found["files"].size(), 3u);
  for (const Json& file : found["files"]) {
    const std::string path = file.get<std::string>();
    ASSERT_VALUE(const std::string hash, sha256OfFile(path));
    EXPECT_EQ(found["hashes"][path], hash);
  }
  ASSERT_VALUE(const std::string before, sha256OfFile(model + "/final/adapter_model.safetensors"));
  EXPECT_EQ(found["hashes"][out + "/adapter_model.safetensors"], before) << "the tensors are those that were trained";
  EXPECT_TRUE(isTidy(home.path()));
}

TEST_F(ExportVerb, MergesIntoOneFile_AndSaysWhatRoundingCosts) {
  ASSERT_VALUE(const Json exact, exported("merged-gguf", home / "exact.gguf", {"--type", "F32"}));
  EXPECT_EQ(exact["certificate"]["verdict"], "green");
  ASSERT_VALUE(const Json small, exported("merged-gguf", home / "small.gguf", {"--type", "Q8_0"}));
  EXPECT_EQ(small["certificate"]["type"], "Q8_0");
  EXPECT_LT(small["certificate"]["files"][0]["bytes"].get<int64_t>(), exact["certificate"]["files"][0]["bytes"].get<int64_t>());
  EXPECT_GE(small["certificate"]["comparison"]["mean_kl"].get<double>(), exact["certificate"]["comparison"]["mean_kl"].get<double>());
  EXPECT_TRUE(fs::exists(home / "small.gguf.certificate.html"));
  ASSERT_VALUE(const Json read, run({"inspect", "model", home / "small.gguf"}));
  EXPECT_EQ(read["parameters"], 108864);
}

TEST_F(ExportVerb, ReplacesAnEarlierExport_OnlyWhenAsked) {
  const std::string out = home / "out";
  ASSERT_TRUE(exported("peft", out).ok());
  const auto twice = exported("peft", out);
  ASSERT_FALSE(twice.ok());
  EXPECT_EQ(twice.error().code, Code::Refused);
  EXPECT_EQ(twice.error().kept.text(), "Nothing was written.");
  EXPECT_EQ(twice.error().hint.text(), "Choose another --out, or add --overwrite.");
  EXPECT_TRUE(exported("peft", out, {"--overwrite"}).ok());
  fs::create_directories(home / "foreign");
  write("foreign/notes.txt", "mine");
  EXPECT_EQ(exported("peft", home / "foreign", {"--overwrite"}).error().code, Code::Refused) << "it is no export";
  EXPECT_TRUE(fs::exists(home / "foreign/notes.txt"));
  EXPECT_TRUE(isTidy(home.path()));
}

TEST_F(ExportVerb, WritesIntoNoModelAndNoHome) {
  fs::create_directories(home / "home/runs");
  for (const std::string& out : {model + "/final/x", model, tests::data("golden/tiny"), home / "home/runs/x"}) {
    const auto refused = exported("peft", out, {"--overwrite"});
    ASSERT_FALSE(refused.ok()) << out;
    EXPECT_EQ(refused.error().code, Code::Refused) << out;
    EXPECT_NE(refused.error().hint.text().find("--out"), std::string::npos) << out;
  }
  EXPECT_EQ(exported("peft", home / "missing/x").error().code, Code::BadInput);
}

TEST_F(ExportVerb, NamesWhatIsPermitted) {
  const auto refusal = [&](const std::string& kind, const std::vector<std::string>& flags) {
    const auto refused = exported(kind, home / "out", flags);
    return refused.ok() ? std::string("it was accepted") : std::string(codeName(refused.error().code)) + ": " + refused.error().text();
  };
  EXPECT_TRUE(refusal("onnx", {}).starts_with("bad-usage: --to 'onnx' is not known. Known: peft")) << refusal("onnx", {});
  EXPECT_NE(refusal("merged", {"--type", "Q8_0"}).find("One of BF16, F16."), std::string::npos);
  EXPECT_NE(refusal("gguf-lora", {}).find("--out must end in .gguf"), std::string::npos);
  EXPECT_NE(refusal("peft", {"--strength", "0"}).find("--strength must be over 0"), std::string::npos);
  EXPECT_NE(refusal("peft", {"--shard-gb", "0"}).find("--shard-gb"), std::string::npos);
  EXPECT_FALSE(fs::exists(home / "out"));
}

TEST_F(ExportVerb, AsksForTheLicenceOfARestrictedBase) {
  EXPECT_TRUE(commands::restrictsUse("llama3.2"));
  EXPECT_FALSE(commands::restrictsUse("Apache-2.0"));
  EXPECT_FALSE(commands::restrictsUse("")) << "a file without a licence counts as free";
  const std::string copy = home / "llama_untied_sharded";
  fs::copy(model, copy, fs::copy_options::recursive);
  std::ofstream(copy + "/README.md") << "---\nlicense: llama3.2\n---\n";
  const std::vector<std::string> order = {"export",     model + "/final", "--to", "peft",      "--out",
                                          home / "out", "--model",        copy,   "--threads", "1"};
  const auto refused = run(order);
  ASSERT_FALSE(refused.ok());
  EXPECT_EQ(refused.error().code, Code::Refused);
  EXPECT_NE(refused.error().hint.text().find("--accept-license 'llama3.2'"), std::string::npos) << refused.error().text();
  std::vector<std::string> accepting = order;
  accepting.emplace_back("--accept-license");
  accepting.emplace_back("llama3.2");
  ASSERT_VALUE(const Json found, run(accepting));
  EXPECT_EQ(found["certificate"]["base_license"], "llama3.2");
}

TEST_F(ExportVerb, StandsInTheHistoryOfAKeptAdapter) {
  ASSERT_TRUE(run({"adapters", "add", model + "/final", "--task", "shelf", "--model", model}).ok());
  ASSERT_TRUE(run({"export", "shelf@1", "--to", "peft", "--out", home / "out", "--model", model, "--threads", "1"}).ok());
  ASSERT_VALUE(const Json found, run({"adapters", "history", "shelf"}));
  ASSERT_EQ(found["history"].size(), 2u);
  EXPECT_EQ(found["history"][1]["what"], "exported");
  EXPECT_EQ(found["history"][1]["verdict"], "green");
}

}  // namespace
}  // namespace graft::cli
