// SPDX-License-Identifier: Apache-2.0
#include <filesystem>
#include <fstream>

#include <sys/stat.h>
#include <unistd.h>

#include "core/base/file.hpp"
#include "core/base/hash.hpp"
#include "core/base/json.hpp"
#include "core/base/message_json.hpp"
#include "tests/support/paths.hpp"

namespace graft {
namespace {

TEST(Hash, Sha256OfTheStandardsExample) {
  EXPECT_EQ(sha256("abc"), "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");  // FIPS 180-4
}

TEST(Json, DepthAndRepeatedKeysAreRefused) {
  const auto deep = parseJson(std::string(100'000, '['));
  ASSERT_FALSE(deep.ok());
  EXPECT_NE(deep.error().what.text().find("nested deeper"), std::string::npos);
  const auto twice = parseJson(R"({"a":1,"b":{"a":2},"a":3})");
  ASSERT_FALSE(twice.ok());
  EXPECT_NE(twice.error().what.text().find("'a' stands twice"), std::string::npos);
  EXPECT_TRUE(parseJson(R"({"a":1,"b":{"a":2}})").ok());
  EXPECT_FALSE(parseJson("\"\xff\"").ok());
}

TEST(AtomicWrite, FailureLeavesTheOldFile) {
  const tests::TemporaryFolder folder;
  const std::string path = folder / "x";
  ASSERT_TRUE(writeFileAtomic(path, "old").ok());
  // A folder occupies the temporary file's name, so the file cannot be created.
  std::filesystem::create_directory(path + ".part");
  const auto written = writeFileAtomic(path, "new");
  ASSERT_FALSE(written.ok());
  EXPECT_FALSE(written.error().where.empty());
  ASSERT_VALUE(const auto text, readFile(path));
  EXPECT_EQ(text, "old");
}

TEST(AtomicWrite, FullDiskIsSaidAndKeepsNothingHalf) {
  const auto written = writeFileAtomic("/dev/full/x", "new");
  EXPECT_FALSE(written.ok());
  auto file = OutputFile::create("/dev/full");
  ASSERT_TRUE(file.ok());
  file->write("more than nothing");
  const auto closed = file->close();
  ASSERT_FALSE(closed.ok());
  EXPECT_EQ(closed.error().code, Code::DoesNotFit);
}

TEST(OutputFile, WhatAFullDiskDidNotTakeIsWrittenLater) {
  // A file-size limit would be a permanent error. /dev/full behaves as a full disk.
  auto file = OutputFile::create("/dev/full");
  ASSERT_TRUE(file.ok());
  file->write("kept");
  EXPECT_EQ(file->flush().error().code, Code::DoesNotFit);
  EXPECT_TRUE(file->waitsForSpace());
  EXPECT_EQ(file->written(), 4u);
  file->write(std::string(2u << 20, 'x'));  // more than the buffer keeps
  EXPECT_FALSE(file->flush().ok());
  EXPECT_FALSE(file->waitsForSpace());
}

TEST(OutputFile, RenewedFileHoldsEverything) {
  const tests::TemporaryFolder folder;
  const std::string path = folder / "log";
  ASSERT_VALUE(auto file, OutputFile::create(path));
  file.write("first\n");
  ASSERT_TRUE(file.flush().ok());
  file.write("second\n");
  ASSERT_TRUE(file.renew().ok());
  file.write("third\n");
  ASSERT_TRUE(file.close().ok());
  ASSERT_VALUE(const auto text, readFile(path));
  EXPECT_EQ(text, "first\nsecond\nthird\n");
}

TEST(MappedFile, FoldersAndMissingFilesAreErrors) {
  const tests::TemporaryFolder folder;
  EXPECT_FALSE(MappedFile::open(folder.path()).ok());
  const auto missing = MappedFile::open(folder / "nothing");
  ASSERT_FALSE(missing.ok());
  EXPECT_EQ(missing.error().code, Code::BadInput);
  EXPECT_FALSE(missing.error().hint.empty());
}

TEST(Message, FillsItsPlacesOnce) {
  const Message message = msg("'%1' has %2 rows, '%1' has no %3", "%2", 7, Message(std::string("100 %1")));
  EXPECT_EQ(message.text(), "'%2' has 7 rows, '%2' has no 100 %1");
  EXPECT_EQ(msg("50 % of %1", 0.25).text(), "50 % of 0.25");
  EXPECT_EQ(Message(std::string("%1")).text(), "%1");
  EXPECT_EQ(msg("%1 failed: %2", msg("reading"), "x").text(), "reading failed: x");
}

TEST(Message, GoesThroughJsonWithItsArguments) {
  const Message message = msg("%1: %2", "a.csv", msg("the sheet '%1' is empty", "S"));
  Json object = {{"exit", 3}};
  setMessage(object, "what", message);
  addMessage(object, "warnings", msg("no row is held out"));
  addMessage(object, "warnings", msg("only %1 steps are planned", 7));
  const auto read = parseJson(dump(object));
  ASSERT_TRUE(read.ok());
  EXPECT_EQ(get<std::string>(*read, "what", ""), "a.csv: the sheet 'S' is empty");
  EXPECT_EQ(getMessage(*read, "what"), message);
  EXPECT_FALSE(getMessage(*read, "what").arguments()[0].isSentence());
  const auto warnings = getMessages(*read, "warnings");
  ASSERT_EQ(warnings.size(), 2u);
  EXPECT_EQ(warnings[0], msg("no row is held out"));
  EXPECT_EQ(warnings[1].pattern(), "only %1 steps are planned");
}

TEST(Message, KeepsFlagsApartFromText) {
  const Message message = msg("use %1 or a lower %2, not %3", flag("--recompute", "layer"), flag("--lr"), "--lr");
  EXPECT_EQ(message.text(), "use --recompute layer or a lower --lr, not --lr");
  Json object = Json::object();
  setMessage(object, "hint", message);
  const Message read = getMessage(object, "hint");
  EXPECT_EQ(read, message);
  EXPECT_TRUE(read.arguments()[1].isFlag());
  EXPECT_FALSE(read.arguments()[2].isFlag());
  EXPECT_NE(flag("--lr"), Message(std::string("--lr")));
}

TEST(Message, ReadsEnglishOfOtherVersionsAndSurvivesOddJson) {
  EXPECT_EQ(getMessage(Json{{"what", "only 7 steps are planned"}}, "what").text(), "only 7 steps are planned");
  EXPECT_TRUE(getMessage(Json{{"what", 7}}, "what").empty());
  EXPECT_TRUE(getMessage(Json(7), "what").empty());
  EXPECT_EQ(getMessage(Json{{"what", "x"}, {"said", 7}}, "what").text(), "x");
  for (const Json& odd : {Json(7), Json::array(), Json::array({7}), Json(nullptr), Json::array({"other %1", "y"})})
    EXPECT_EQ(getMessage(Json{{"what", "x"}, {"said", {{"x", odd}}}}, "what"), Message::sentence("x", {}));
  // Each level would multiply the text by a hundred.
  Json bomb = "x";
  std::string many;
  for (int i = 0; i < 100; ++i) many += "%1";
  for (int i = 0; i < 30; ++i) bomb = Json::array({many, bomb});
  EXPECT_EQ(getMessage(Json{{"what", "xx"}, {"said", {{"xx", bomb}}}}, "what").text(), "xx");
  Json object = {{"said", "x"}};
  setMessage(object, "what", msg("row %1", 7));
  EXPECT_EQ(getMessage(object, "what"), msg("row %1", 7));
  Json deep = "end";
  for (int i = 0; i < 100; ++i) deep = Json::array({"%1", deep});
  EXPECT_EQ(messageFromJson(deep).text(), "");
}

TEST(Errors, ReadAsOneParagraph) {
  const Error e{Code::BadInput, msg("the header claims 9 bytes"), "file.x", msg("Nothing was changed."), msg("Download it again.")};
  EXPECT_EQ(e.text(), "file.x: the header claims 9 bytes. Nothing was changed. Download it again.");
  EXPECT_EQ(e.at("import").where, "import, file.x");
}

}  // namespace
}  // namespace graft
