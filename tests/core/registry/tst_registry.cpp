// SPDX-License-Identifier: Apache-2.0
// Tests kept adapters: versions, aliases, history and signatures. tests/data/signed was signed with OpenSSF Model Signing 1.1.1.
#include <filesystem>
#include <fstream>

#include "core/registry/registry.hpp"
#include "core/registry/signature.hpp"
#include "tests/support/paths.hpp"

namespace graft {
namespace {

namespace fs = std::filesystem;

const ModelFile& base() {
  static const ModelFile modelFile = std::move(ModelFile::open(tests::data("golden/tiny/llama_bias_tied"))).value();
  return modelFile;
}
std::string adapter(const char* which) { return tests::data(std::string("golden/tiny/llama_bias_tied/") + which); }

struct Registered {
  tests::TemporaryFolder home;
  Registry registry{home.path()};
  RegistryVersion add(const char* which) {
    return std::move(registry.add({"task", adapter(which), AdapterOrigin{which}, {}}, base())).value();
  }
  void answer(const RegistryVersion& version) {
    CardAnswers card;
    for (const auto& [key, question] : kCardQuestions) card[key] = "said";
    EXPECT_TRUE(registry.setCard(version, card).ok());
  }
  RegistryVersion at(const std::string& name) { return std::move(registry.find(name)).value(); }
};

std::string why(const Status& status) { return status.ok() ? "" : status.error().text(); }
template <class T>
std::string why(const Result<T>& result) {
  return result.ok() ? "" : result.error().text();
}

TEST(Registry, VersionsAliasesAndOneStepBack) {
  Registered r;
  const auto one = r.add("init"), two = r.add("final");
  EXPECT_EQ(one.number, 1);
  EXPECT_EQ(two.number, 2);
  EXPECT_EQ(r.at("task").number, 2);  // no champion yet: returns the newest version
  EXPECT_NE(why(r.registry.promote(r.at("task@1"), "champion", "Ann", "")).find("open questions"), std::string::npos);
  r.answer(one);
  r.answer(two);
  EXPECT_NE(why(r.registry.promote(r.at("task@1"), "champion", "", "")).find("--reviewer"), std::string::npos);
  ASSERT_TRUE(r.registry.promote(r.at("task@1"), "champion", "Ann", "").ok());
  EXPECT_EQ(r.at("task").number, 1);
  EXPECT_EQ(r.at("task@champion").number, 1);
  ASSERT_TRUE(r.registry.promote(r.at("task@2"), "champion", "Ann", "").ok());
  EXPECT_NE(why(r.registry.promote(r.at("task@2"), "champion", "Ann", "")).find("already"), std::string::npos);
  ASSERT_TRUE(r.registry.promote(r.at("task@1"), "challenger", "Ann", "").ok());
  EXPECT_EQ(r.at("task").number, 2);
  ASSERT_VALUE(const auto back, r.registry.rollBack("task", "champion", "Bob", "worse"));
  EXPECT_EQ(back, 1);
  EXPECT_EQ(r.at("task@1").aliases, (std::vector<std::string>{"challenger", "champion"}));
  EXPECT_FALSE(r.registry.rollBack("task", "champion", "Bob", "").ok());  // the first champion has no predecessor
  EXPECT_FALSE(r.registry.find("task@3").ok());
  EXPECT_FALSE(r.registry.find("other").ok());
}

TEST(Registry, TheSameAdapterTwiceAndAForeignBaseAreRefused) {
  Registered r;
  r.add("init");
  EXPECT_NE(why(r.registry.add({"task", adapter("init"), {}, {}}, base())).find("kept already"), std::string::npos);
  EXPECT_FALSE(r.registry.add({"../task", adapter("final"), {}, {}}, base()).ok());
  const tests::TemporaryFolder folder;
  fs::copy(adapter("final"), folder / "a");
  Json json = readJsonFile(folder / "a/adapter_config.json").value();
  json["base_model_name_or_path"] = "meta-llama/Llama-3.2-1B";
  std::ofstream(folder / "a/adapter_config.json") << json.dump();
  const auto refused = r.registry.add({"task", folder / "a", {}, {}}, base());
  ASSERT_FALSE(refused.ok());
  EXPECT_EQ(refused.error().code, Code::Refused);
  EXPECT_NE(refused.error().hint.text().find("--accept-base"), std::string::npos);
  EXPECT_FALSE(r.registry.add({"task", folder / "a", {}, "another name"}, base()).ok());
  EXPECT_TRUE(r.registry.add({"task", folder / "a", {}, "meta-llama/Llama-3.2-1B"}, base()).ok());
}

TEST(Registry, AChangedHistoryOrAdapterIsNoticed) {
  Registered r;
  const auto version = r.add("init");
  r.answer(version);
  r.add("final");
  const std::string path = r.home / "adapters/task/history.jsonl", whole = readFile(path).value();
  for (const auto& [from, to] : {std::pair{"\"said\"", "\"never\""}, std::pair{"card", "carb"}}) {
    std::string text = whole;
    text.replace(text.find(from), std::string(from).size(), to);
    std::ofstream(path) << text;
    EXPECT_FALSE(r.registry.history("task").ok()) << from;
    EXPECT_FALSE(r.registry.promote(version, "challenger", "Ann", "").ok()) << from;
  }
  std::ofstream(path) << whole.substr(whole.find('\n') + 1);  // first line removed
  EXPECT_FALSE(r.registry.history("task").ok());
  std::ofstream(path) << whole;
  EXPECT_EQ(r.registry.history("task")->size(), 3u);
  std::ofstream(version.folder + "/adapter_model.safetensors", std::ios::app) << "x";
  EXPECT_NE(why(r.registry.promote(version, "challenger", "Ann", "")).find("changed since"), std::string::npos);
}

TEST(Registry, ABundleComesInElsewhereWithCardAndLineage) {
  Registered here, there;
  const auto version = here.add("final");
  here.answer(version);
  const tests::TemporaryFolder folder;
  ASSERT_TRUE(here.registry.pack(here.at("task"), folder / "bundle").ok());
  EXPECT_FALSE(here.registry.pack(here.at("task"), folder / "bundle").ok());
  ASSERT_VALUE(const auto taken, there.registry.unpack(folder / "bundle"));
  EXPECT_EQ(taken.entry.adapterHash, version.entry.adapterHash);
  EXPECT_TRUE(openQuestions(taken.card).empty());
  EXPECT_TRUE(fs::exists(taken.folder + "/history_before.jsonl"));
  EXPECT_EQ(there.registry.history("task")->back().act(), AdapterAct::TakenIn);
  EXPECT_FALSE(there.registry.unpack(folder / "bundle").ok());  // already present
  std::ofstream(folder / "bundle/adapter_model.safetensors", std::ios::app) << "x";
  Registered third;
  EXPECT_FALSE(third.registry.unpack(folder / "bundle").ok());
  EXPECT_TRUE(third.registry.versions().empty());
}

TEST(Signature, ThatOfTheReferenceProgramHoldsAndEveryChangeIsNamed) {
  const tests::TemporaryFolder folder;
  fs::copy(tests::data("signed"), folder / "s", fs::copy_options::recursive);
  const std::string key = folder / "s/key.pub", signedFolder = folder / "s/folder";
  ASSERT_VALUE(const auto whole, checkSignature(signedFolder, key));
  EXPECT_TRUE(whole.ok());
  std::ofstream(signedFolder + "/sub/b.bin") << "other";
  fs::remove(signedFolder + "/a.txt");
  std::ofstream(signedFolder + "/new.txt") << "new";
  ASSERT_VALUE(const auto changed, checkSignature(signedFolder, key));
  EXPECT_TRUE(changed.keyMatches);
  EXPECT_EQ(changed.changed, std::vector<std::string>{"sub/b.bin"});
  EXPECT_EQ(changed.missing, std::vector<std::string>{"a.txt"});
  EXPECT_EQ(changed.unsigned_, std::vector<std::string>{"new.txt"});
}

TEST(Signature, OwnKeysSignAndOthersDoNotFit) {
  const tests::TemporaryFolder folder;
  ASSERT_TRUE(makeSigningKey(folder / "mine").ok());
  ASSERT_TRUE(makeSigningKey(folder / "theirs").ok());
  EXPECT_FALSE(makeSigningKey(folder / "mine").ok());
  EXPECT_EQ(fs::status(folder / "mine").permissions() & fs::perms::all, fs::perms::owner_read | fs::perms::owner_write);
  fs::create_directory(folder / "f");
  std::ofstream(folder / "f/a") << "a";
  ASSERT_TRUE(signFolder(folder / "f", folder / "mine").ok());
  EXPECT_TRUE(checkSignature(folder / "f", folder / "mine.pub")->ok());
  EXPECT_FALSE(checkSignature(folder / "f", folder / "theirs.pub")->keyMatches);
  // A changed byte of the signature file gives an error, a key mismatch, or affects only text outside the signed payload.
  const std::string path = folder / "f/model.sig", original = readFile(path).value();
  const size_t begin = original.find("\"payload\":\"") + 11, end = original.find('"', begin);
  for (size_t i = begin; i < end; i += 7) {
    std::string text = original;
    text[i] = text[i] == 'A' ? 'B' : 'A';
    std::ofstream(path) << text;
    const auto checked = checkSignature(folder / "f", folder / "mine.pub");
    ASSERT_FALSE(checked.ok() && checked->ok()) << i;
  }
  EXPECT_FALSE(signFolder(folder / "f", folder / "mine.pub").ok());
  EXPECT_FALSE(checkSignature(folder / "f", folder / "mine").ok());
}

}  // namespace
}  // namespace graft
