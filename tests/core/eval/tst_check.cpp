// SPDX-License-Identifier: Apache-2.0
// Tests the adapter check. Its figures equal those of transformers and PEFT on the same passages (tests/reference/check_general.py). Its
// verdicts change at their limits, and it tells a recited row from a likely one.
#include <fstream>

#include "core/eval/check.hpp"
#include "core/eval/transfer.hpp"
#include "core/tokenize/tokenizer.hpp"
#include "tests/support/paths.hpp"

namespace graft {
namespace {

const auto always = [](double) { return true; };

struct Embedded {
  ModelFile modelFile;
  Tokenizer tokenizer;
  LlamaModel model;
  LoraAdapter adapter;
  static Embedded& get() {
    static Embedded made = [] {
      auto modelFile = std::move(ModelFile::open(tests::embeddedModel())).value();
      auto tokenizer = std::move(Tokenizer::load(modelFile)).value();
      auto model = std::move(LlamaModel::load(modelFile, at::kFloat)).value();
      auto adapter = std::move(LoraAdapter::open(tests::data("golden/final"), modelFile.config())).value();
      return Embedded{std::move(modelFile), std::move(tokenizer), std::move(model), std::move(adapter)};
    }();
    return made;
  }
};

std::string passagesFile() { return tests::source("resources/general/passages.txt"); }

TEST(Check, GeneralTextCostsWhatTransformersAndPeftSay) {
  auto& e = Embedded::get();
  ASSERT_VALUE(const auto passages, readPassages(passagesFile(), e.tokenizer, 256));
  ASSERT_VALUE(const Json reference, readJsonFile(tests::data("checks/general.json")));
  EXPECT_EQ(passages.size(), get<size_t>(reference, "passages", 0));
  size_t places = 0;
  for (const auto& passage : passages) places += passage.ids.size() - 1;
  EXPECT_EQ(places, get<size_t>(reference, "places", 0));
  ASSERT_VALUE(const auto points, measureStrengths({e.model, e.adapter, {}, passages, {0, 1}}, always));
  // fp32 in Graft and in the reference; sums over 2,568 positions in double.
  EXPECT_NEAR(points[0].generalLoss, get<double>(reference, "base_loss", 0), 2e-5);
  EXPECT_NEAR(points[1].generalLoss, get<double>(reference, "adapter_loss", 0), 2e-5);
  EXPECT_NEAR(points[1].generalKl, get<double>(reference, "kl", 0), 2e-5);
  EXPECT_EQ(points[0].generalKl, 0);
}

TEST(Check, StrengthsComeInTheOrderAskedAndLeaveTheAdapterAsItIs) {
  auto& e = Embedded::get();
  ASSERT_VALUE(auto passages, readPassages(passagesFile(), e.tokenizer, 64));
  passages.resize(3);
  std::vector<TrainRow> heldOut(passages.begin(), passages.begin() + 1);
  const double before = e.adapter.find(0, ops::LinearKind::Q)->scale;
  ASSERT_VALUE(const auto points, measureStrengths({e.model, e.adapter, heldOut, passages, {0, 0.5, 1}}, always));
  ASSERT_EQ(points.size(), 3u);
  EXPECT_EQ(points[1].strength, 0.5);
  EXPECT_LT(points[1].generalKl, points[2].generalKl);
  EXPECT_EQ(e.adapter.find(0, ops::LinearKind::Q)->scale, before);
  const auto half = [&] {
    LoraAdapter copy = e.adapter;
    copy.strengthen(0.5);
    return heldoutLoss(e.model, heldOut, &copy, 512).loss;
  }();
  EXPECT_EQ(points[1].heldOutLoss, half);
  const auto stopped = measureStrengths({e.model, e.adapter, heldOut, passages, {0, 1}}, [](double share) { return share < 0.5; });
  ASSERT_FALSE(stopped.ok());
  EXPECT_EQ(stopped.error().code, Code::Stopped);
}

TEST(Check, LightsChangeAtTheirLimits) {
  const StrengthPoint base{0, 0, 3.5, 0};
  const auto at = [&](double ratio, double kl) { return rateGeneralText(base, {1, 0, 3.5 + std::log(ratio), kl}); };
  EXPECT_EQ(at(1.0, 0.0), Rating::Green);
  EXPECT_EQ(at(0.9, 0.049), Rating::Green);
  EXPECT_EQ(at(1.03, 0.0), Rating::Amber);
  EXPECT_EQ(at(1.0, 0.06), Rating::Amber);
  EXPECT_EQ(at(1.11, 0.0), Rating::Red);
  EXPECT_EQ(at(1.0, 0.21), Rating::Red);
  EXPECT_EQ(at(1.0, std::nan("")), Rating::Red);
}

/// Continues 30 given tokens with the adapter's own output, in the form of a training row.
TrainRow rowThatIsSaid(const Embedded& e, const ops::LoraLookup* by) {
  const auto words = e.tokenizer.encode(
      "The report of the second quarter was read aloud in the small hall, and everyone who had come by the early train listened to it with "
      "care until the end of it.");
  TrainRow row;
  for (const auto& token : words.value()) row.ids.push_back(token.id);
  row.ids.resize(30);
  GenerateOptions options;
  options.maxNew = 30;
  const auto answer = generate(e.model, {row.ids}, by, options)[0];
  row.ids.insert(row.ids.end(), answer.ids.begin(), answer.ids.end());
  return row;
}

TEST(Check, ARowThatOnlyTheAdapterRecitesIsNamed) {
  auto& e = Embedded::get();
  TrainRow recited = rowThatIsSaid(e, &e.adapter), likely = rowThatIsSaid(e, nullptr), other = recited, brief = recited;
  ASSERT_NE(recited.ids, likely.ids) << "base and adapter say the same: the test says nothing";
  recited.row = 7;
  other.ids[40] = other.ids[40] + 1;
  brief.ids.resize(39);
  ASSERT_VALUE(const auto found, probeMemorization({e.model, e.adapter, e.tokenizer, {likely, recited, other, brief}}, always));
  EXPECT_EQ(found.tried, 3u);
  EXPECT_EQ(found.byBase, 1u);
  ASSERT_EQ(found.recited.size(), 1u);
  EXPECT_EQ(found.recited[0].row, 7u);
  EXPECT_EQ(found.recited[0].tokens, 30u);
  EXPECT_TRUE(found.recited[0].given.starts_with("The report of the second quarter"));
  EXPECT_EQ(rateMemorization(found), Rating::Amber);
  Memorization personal = found;
  personal.recited[0].personal = true;
  EXPECT_EQ(rateMemorization(personal), Rating::Red);
  EXPECT_EQ(rateMemorization({}), Rating::Green);
}

/// Qwen3 writes a thinking block before its answer, empty or not. Only the answer after it is judged.
TEST(Evaluate, ThinkingIsNoPartOfAnAnswer) {
  EXPECT_TRUE(isRightAnswer(" lost_card\n", "lost_card"));
  EXPECT_TRUE(isRightAnswer("<think>\n\n</think>\n\nlost_card", "lost_card"));
  EXPECT_TRUE(isRightAnswer("<think>\nIs it lost_card?\n</think>\n\nlost_card", "lost_card"));
  EXPECT_TRUE(isRightAnswer("<think>a</think>b", "<think>a</think>b"));
  EXPECT_FALSE(isRightAnswer("<think>c</think>b", "<think>a</think>b"));
  EXPECT_FALSE(isRightAnswer("<think>lost_card", "lost_card"));
  EXPECT_FALSE(isRightAnswer("other <think></think>lost_card", "lost_card"));
}

TEST(Check, PassagesAreDividedByEmptyLines) {
  auto& e = Embedded::get();
  const tests::TemporaryFolder folder;
  std::ofstream(folder / "t.txt") << "\n\nOne line\nand its second.\n\n\n  \n\nAnother.";
  ASSERT_VALUE(const auto rows, readPassages(folder / "t.txt", e.tokenizer, 256));
  EXPECT_EQ(rows.size(), 2u);
  std::ofstream(folder / "empty.txt") << "\n\n \n";
  EXPECT_FALSE(readPassages(folder / "empty.txt", e.tokenizer, 256).ok());
  EXPECT_FALSE(readPassages(folder / "none.txt", e.tokenizer, 256).ok());
}

TEST(Transfer, TellsByTheGainThatIsKeptAndByAnswers) {
  const auto verdict = [](double newBase, double newAdapter, int64_t right, int64_t wrong) {
    return judgeTransfer({5, 1, newBase, newAdapter, 100, right, wrong}).verdict;
  };
  EXPECT_EQ(verdict(5, 1, 0, 0), TransferVerdict::Yes);
  EXPECT_EQ(verdict(4.61, 1, 0, 0), TransferVerdict::Yes);    // a little over 90 %
  EXPECT_EQ(verdict(4.5, 1, 0, 0), TransferVerdict::Partly);  // 87.5 %
  EXPECT_EQ(verdict(5, 1, 2, 9), TransferVerdict::Yes);       // p = 0.065
  EXPECT_EQ(verdict(5, 1, 1, 9), TransferVerdict::Partly);    // p = 0.021
  EXPECT_EQ(verdict(3, 1.9, 0, 0), TransferVerdict::Partly);  // 27.5 %
  EXPECT_EQ(verdict(3, 2.1, 0, 0), TransferVerdict::No);      // 22.5 %
  EXPECT_EQ(verdict(1, 1.5, 0, 0), TransferVerdict::No);
  EXPECT_EQ(verdict(5, std::nan(""), 0, 0), TransferVerdict::No);
  EXPECT_EQ(judgeTransfer({1, 2, 5, 1, 100, 0, 0}).verdict, TransferVerdict::No);
  EXPECT_EQ(judgeTransfer({}).verdict, TransferVerdict::Unknown);
  EXPECT_NEAR(judgeTransfer({5, 1, 4.5, 1, 100, 0, 0}).gainKept, 0.875, 1e-12);
}

}  // namespace
}  // namespace graft
