// SPDX-License-Identifier: Apache-2.0
// The verb doctor with a worker: each check by its name, and a home that cannot be written.
#include <filesystem>

#include "tests/support/verbs.hpp"

namespace graft::cli {
namespace {

class DoctorVerb : public tests::VerbTest {
 protected:
  static Json checkNamed(const Json& found, const std::string& name) {
    for (const Json& one : found["checks"]) {
      if (one["name"] == name) return one;
    }
    return Json::object();
  }
};

TEST_F(DoctorVerb, ChecksEachPart) {
  ASSERT_VALUE(const Json found, run({std::string("doctor")}));
  std::string names;
  bool isAllWell = true;
  for (const Json& one : found["checks"]) {
    names += one["name"].get<std::string>() + " ";
    isAllWell = isAllWell && one["ok"].get<bool>();
  }
  EXPECT_EQ(names, "processor device memory disk home store model sandbox engine ");
  EXPECT_EQ(found["ok"], isAllWell) << "well means that every check is";
  EXPECT_EQ(checkNamed(found, "home")["detail"], "writable");
  EXPECT_EQ(checkNamed(found, "store")["detail"], "whole");
  EXPECT_EQ(checkNamed(found, "model")["detail"], "SmolLM2-135M-Instruct.Q4_1");
  const Json engine = checkNamed(found, "engine");
  EXPECT_EQ(engine["ok"], true) << engine["detail"];
  EXPECT_TRUE(engine["detail"].get<std::string>().starts_with("LibTorch ")) << engine["detail"];
  EXPECT_FALSE(std::filesystem::exists(home / "home/.doctor")) << "it leaves nothing behind";
}

TEST_F(DoctorVerb, MarksWhatFails_AndGoesOn) {
  write("home", "a file where a folder is needed");
  const std::string text = shown({std::string("doctor")});
  EXPECT_NE(text.find("FAIL  home"), std::string::npos) << text;
  EXPECT_NE(text.find("  model"), std::string::npos) << "later checks are made all the same";
  EXPECT_NE(text.find("Something is missing; see the lines marked FAIL."), std::string::npos) << text;
}

}  // namespace
}  // namespace graft::cli
