// SPDX-License-Identifier: Apache-2.0
// Tests encodings, tables without a header row, and near-duplicate rows.
#include <algorithm>
#include <fstream>

#include "core/data/dataset.hpp"
#include "core/data/near_duplicates.hpp"
#include "tests/support/imports.hpp"

namespace graft {
namespace {

class Reading : public tests::Imports {
 protected:
  Result<Json> import(const std::string& path, ReadOptions read = {}) {
    ImportOptions options;
    options.read = std::move(read);
    return Imports::import(path, std::move(options));
  }
  Json firstRow(const Json& manifest) {
    const auto data = dataset(manifest);
    return data.ok() ? data->row(0).value() : Json();
  }
  static std::string question(const Json& row) { return row["messages"][0]["content"].get<std::string>(); }
};

TEST_F(Reading, personalDataIsCountedByKind) {
  const auto manifest = import(write("p.csv",
                                     "prompt,completion\n"
                                     "write to ana.b@example.org.,ok\n"          // an address in front of a full stop
                                     "card 4111 1111 1111 1111 please,ok\n"      // standard test card number
                                     "IBAN DE89 3704 0044 0532 0130 00 OK,ok\n"  // example of the IBAN standard
                                     "call +49 (30) 901820 now,ok\n"
                                     "4111 1111 1111 1112 and 1764000000000,ok\n"  // wrong check digit; a timestamp in milliseconds
                                     "DE88 3704 0044 0532 0130 00,ok\n"            // wrong check digits
                                     "@home 5+3=8 a@b x@1.2 3.14159265358979,ok\n"));
  ASSERT_TRUE(manifest.ok()) << manifest.error().text();
  EXPECT_EQ((*manifest)["personal_data"], (Json{{"rows", 4}, {"email", 1}, {"card", 1}, {"iban", 1}, {"phone", 1}}));
  EXPECT_NE(dump((*manifest)["warnings"]).find("4 rows hold what looks like personal data"), std::string::npos);
}

TEST_F(Reading, windows1252IsReadWhenAskedFor) {
  const auto path = write("w.csv",
                          "prompt;completion\nGr\xFC\xDF"
                          "e f\xFCr 5 \x80 \x96 \x84gut\x93;ja\n");
  const auto refused = import(path);
  ASSERT_FALSE(refused.ok());
  EXPECT_NE(refused.error().hint.text().find("--encoding windows-1252"), std::string::npos);
  ASSERT_VALUE(const Json manifest, import(path, {{}, "windows-1252"}));
  EXPECT_EQ(question(firstRow(manifest)), "Grüße für 5 € – „gut“");
  EXPECT_EQ(manifest["encoding"], "windows-1252");
}

TEST_F(Reading, aByteThatWindows1252DoesNotHaveIsNamed) {
  const auto outcome = import(write("w.csv", "prompt;completion\na\x81;b\n"), {{}, "windows-1252"});
  ASSERT_FALSE(outcome.ok());
  EXPECT_NE(outcome.error().what.text().find("byte 19"), std::string::npos) << outcome.error().what.text();
  EXPECT_TRUE(import(home / "w.csv", {{}, "latin-1"}).ok());
}

TEST_F(Reading, utf16WithoutMark) {
  std::string wide;
  for (const char c : std::string("prompt,completion\nask,answer\n")) wide += c, wide += '\0';
  ASSERT_VALUE(const Json manifest, import(write("u.csv", wide), {{}, "utf-16le"}));
  EXPECT_EQ(question(firstRow(manifest)), "ask");
}

TEST_F(Reading, unknownEncodingIsBadUsage) {
  const auto outcome = import(write("u.csv", "prompt,completion\na,b\n"), {{}, "ebcdic"});
  ASSERT_FALSE(outcome.ok());
  EXPECT_EQ(outcome.error().code, Code::BadUsage);
}

TEST_F(Reading, tablesWithoutHeader) {
  const auto path = write("h.csv", "Where is my card?,card_arrival\nHow do I change my PIN?,change_pin\n");
  ASSERT_VALUE(const Json guessed, import(path));
  EXPECT_EQ(guessed["rows_ok"].get<int>(), 1);
  const auto warnings = guessed["warnings"].dump();
  EXPECT_NE(warnings.find("--no-header"), std::string::npos) << warnings;
  ASSERT_VALUE(const Json manifest, import(path, {{}, {}, false}));
  EXPECT_EQ(manifest["rows_ok"].get<int>(), 2);
  EXPECT_EQ(question(firstRow(manifest)), "Where is my card?");
  EXPECT_EQ(manifest["warnings"].dump().find("--no-header"), std::string::npos);
}

constexpr const char* kBase =
    "I ordered a new card two weeks ago and it still has not arrived, could you please tell me where it is and when I can expect it";

TEST_F(Reading, similarRowsAreCountedAndKeptOnOneSide) {
  // Each question occurs twice with one word changed. Different questions have little in common.
  const char* things[] = {"parcel", "transfer", "refund", "statement", "cheque", "passport", "invoice", "mortgage", "voucher", "insurance"};
  const char* places[] = {"Berlin", "Oslo", "Madrid", "Vienna", "Lisbon", "Athens", "Dublin", "Prague", "Warsaw", "Zurich"};
  std::string rows;
  for (int i = 0; i < 100; ++i) {
    const std::string about = std::string("The ") + things[i % 10] + " number " + std::to_string(7919 * (i + 1)) +
                              " which was promised to our office in " + places[i / 10] + " before Easter " +
                              std::string(static_cast<size_t>(i % 7), 'x') + " is missing since " + std::to_string(i * i + 17) + " days";
    rows += Json{{"prompt", about + ", please advise"}, {"completion", "ok"}}.dump() + "\n" +
            Json{{"prompt", about + ", kindly advise"}, {"completion", "ok"}}.dump() + "\n";
  }
  ASSERT_VALUE(const Json manifest, import(write("s.jsonl", rows)));
  EXPECT_EQ(manifest["near_duplicates"].get<int>(), 0);
  EXPECT_GE(manifest["similar"].get<int>(), 95);
  ASSERT_VALUE(const auto data, Dataset::open(home / "datasets/s/1"));
  size_t split = 0, held = 0;
  for (size_t i = 0; i < data.rows(); i += 2)
    split += data.entry(i).side != data.entry(i + 1).side, held += data.entry(i).side == Split::HeldOut;
  EXPECT_LE(split, 2u) << "of 100 pairs; an estimate may miss one";
  EXPECT_GT(held, 5u);
  EXPECT_EQ(manifest["heldout"].get<size_t>(), data.side(Split::HeldOut).size());
}

TEST(SimilarTexts, findsAChangedWordAndNotAnotherText) {
  SimilarTexts texts;
  std::string other = kBase;
  other.replace(other.find("two weeks"), 9, "three weeks");
  texts.add(0, plainText(kBase));
  texts.add(
      1, plainText("The exchange rate that was used for my holiday purchase in Norway is not the one that the app had shown to me before"));
  texts.add(2, plainText(other));
  texts.add(3, plainText("short"));
  texts.add(4, plainText("short"));
  ASSERT_EQ(texts.groups().size(), 1u);
  EXPECT_EQ(texts.groups()[0], (std::vector<uint32_t>{0, 2}));
}

TEST(SimilarTexts, aMillionLettersAndAllAlikeRowsTakeLinearTime) {
  SimilarTexts texts;
  texts.add(0, std::string(1'000'000, 'a'));
  for (uint32_t i = 1; i < 50'000; ++i) texts.add(i, plainText(kBase));
  const auto groups = texts.groups();
  ASSERT_EQ(groups.size(), 1u);
  EXPECT_EQ(groups[0].size(), 49'999u);
}

}  // namespace
}  // namespace graft
