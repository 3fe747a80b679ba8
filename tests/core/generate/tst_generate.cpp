// SPDX-License-Identifier: Apache-2.0
// Tests generation with a key-value cache: equal to full recomputation, alone or in a batch, and repeatable.
#include "core/generate/generator.hpp"
#include "core/train/trainer.hpp"
#include "tests/support/paths.hpp"

namespace graft {
namespace {

LlamaModel tiny() {
  auto modelFile = ModelFile::open(tests::data("golden/tiny/llama_untied_sharded"));
  return std::move(LlamaModel::load(modelFile.value(), at::kFloat)).value();
}

const std::vector<std::vector<int64_t>> kPrompts = {{5, 9, 200}, {71}, {20, 21, 22, 23, 24, 25, 26, 27, 28}, {300, 12}};

TEST(Generate, CacheEqualsRecomputing) {
  const auto model = tiny();
  const auto answers = generate(model, kPrompts, nullptr, {.maxNew = 12});
  const c10::InferenceMode noGradients;
  for (size_t i = 0; i < kPrompts.size(); ++i) {
    TrainRow row;
    row.ids = kPrompts[i];
    for (int step = 0; step < 12; ++step) {
      const at::Tensor hidden = model.forward(packRows({&row}), nullptr);
      row.ids.push_back(model.logits(hidden.narrow(0, hidden.size(0) - 1, 1)).argmax().item<int64_t>());
    }
    EXPECT_EQ(answers[i].ids, std::vector<int64_t>(row.ids.end() - 12, row.ids.end())) << "prompt " << i;
  }
}

TEST(Generate, CompanyChangesNothing) {
  const auto model = tiny();
  const auto together = generate(model, kPrompts, nullptr, {.maxNew = 12});
  for (size_t i = 0; i < kPrompts.size(); ++i) EXPECT_EQ(generate(model, {kPrompts[i]}, nullptr, {.maxNew = 12})[0].ids, together[i].ids);
}

TEST(Generate, SamplingIsSeeded) {
  const auto model = tiny();
  const GenerateOptions warm{.maxNew = 16, .temperature = 1.0, .topP = 0.95, .seed = 7};
  const auto first = generate(model, {kPrompts[0]}, nullptr, warm), again = generate(model, {kPrompts[0]}, nullptr, warm);
  EXPECT_EQ(first[0].ids, again[0].ids);
  auto other = warm;
  other.seed = 8;
  EXPECT_NE(first[0].ids, generate(model, {kPrompts[0]}, nullptr, other)[0].ids);
}

TEST(Generate, StopTokensEndAnAnswerAndAreNotPartOfIt) {
  const auto model = tiny();
  const auto free = generate(model, {kPrompts[0]}, nullptr, {.maxNew = 6})[0].ids;
  const auto stopped = generate(model, {kPrompts[0]}, nullptr, {.maxNew = 6, .stopIds = {free[3]}})[0];
  EXPECT_TRUE(stopped.stopped);
  EXPECT_LE(stopped.ids.size(), 3u);
}

TEST(AnswerStream, GivesTheTokensOfGenerateAndSaysHowSure) {
  const auto model = tiny();
  const GenerateOptions warm{.maxNew = 10, .temperature = 0.8, .seed = 3};
  const auto whole = generate(model, {kPrompts[0]}, nullptr, warm)[0].ids;
  AnswerStream one(model, kPrompts[0], nullptr, warm), other(model, kPrompts[1], nullptr, warm);
  std::vector<int64_t> ids;
  while (const auto token = one.next()) {
    (void)other.next();  // interleaving a second stream changes nothing
    ids.push_back(token->id);
    TrainRow row;
    row.ids = kPrompts[0];
    row.ids.insert(row.ids.end(), ids.begin(), ids.end() - 1);
    const c10::InferenceMode noGradients;
    const at::Tensor hidden = model.forward(packRows({&row}), nullptr);
    const at::Tensor logits = model.logits(hidden.narrow(0, hidden.size(0) - 1, 1))[0];
    EXPECT_NEAR(token->probability, at::softmax(logits.to(at::kDouble), 0)[token->id].item<double>(), 1e-5);
  }
  EXPECT_EQ(ids, whole);
  auto ending = warm;
  ending.stopIds = {whole[2]};
  AnswerStream ends(model, kPrompts[0], nullptr, ending);
  size_t count = 0;
  while (ends.next()) ++count;
  EXPECT_TRUE(ends.stopped());
  EXPECT_LE(count, 2u);
}

/// A poisoned weight makes every loss NaN. Nothing is updated, and three such steps in a row end the run with a named error.
TEST(Guard, NonFiniteLossChangesNothingAndStops) {
  const auto model = tiny();
  TrainRow row;
  row.ids = {5, 6, 7};
  row.labels = row.ids;
  auto adapter = LoraAdapter::create(model.config(), {.rank = 2}, 1);
  {
    adapter.parameters()[0].tensor.fill_(NAN);
  }
  std::vector<at::Tensor> before;
  for (const auto& p : adapter.parameters()) before.push_back(p.tensor.clone());
  int skipped = 0;
  TrainHooks hooks;
  hooks.onStep = [&](const StepEvent& r) { skipped += r.skipped; };
  TrainSettings s;
  s.steps = 10;
  const auto outcome = train(model, adapter, {row}, s, hooks);
  ASSERT_FALSE(outcome.ok());
  EXPECT_EQ(outcome.error().code, Code::Engine);
  EXPECT_EQ(skipped, 3);
  for (size_t i = 0; i < before.size(); ++i) EXPECT_TRUE(at::equal(before[i].nan_to_num(0), adapter.parameters()[i].tensor.nan_to_num(0)));
  const tests::TemporaryFolder folder;
  EXPECT_FALSE(adapter.writePeft(folder / "a", "x").ok());
}

TEST(EarlyStop, KeepsTheBestAdapter) {
  const auto model = tiny();
  TrainRow row;
  row.ids = {5, 6, 7};
  row.labels = row.ids;
  auto adapter = LoraAdapter::create(model.config(), {.rank = 2}, 1);
  TrainSettings s;
  s.steps = 20;
  s.evalEvery = 1;
  s.earlyStop = 3;
  std::vector<at::Tensor> atBest;
  TrainHooks hooks;
  hooks.evaluate = [&](int64_t step) {
    if (step == 4)
      for (const auto& p : adapter.parameters()) atBest.push_back(p.tensor.clone());
    return Evaluation{.step = step, .loss = step <= 4 ? 5.0 - static_cast<double>(step) : 2.0, .rows = 1};
  };
  ASSERT_VALUE(const auto outcome, train(model, adapter, {row}, s, hooks));
  EXPECT_TRUE(outcome.stoppedEarly);
  EXPECT_EQ(outcome.steps, 7);
  EXPECT_EQ(outcome.last->step, 4);
  for (size_t i = 0; i < atBest.size(); ++i) EXPECT_TRUE(at::equal(atBest[i], adapter.parameters()[i].tensor));
}

}  // namespace
}  // namespace graft
