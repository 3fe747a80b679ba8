// SPDX-License-Identifier: Apache-2.0
// Tests deferred step results. On a GPU a step is reported while the next one runs, and the result of training does not depend on that.
#include <deque>
#include <limits>
#include <map>
#include <numeric>
#include <set>

#include "core/ops/card.hpp"
#include "core/train/trainer.hpp"
#include "tests/support/emulated_card.hpp"
#include "tests/support/paths.hpp"

namespace graft {
namespace {

/// Runs AdamW with up to `ahead` steps in flight before the oldest one is finished.
struct Taken {
  at::Tensor values, first, second;
  std::vector<double> norms;
  int64_t updates;
};
Taken optimise(const std::vector<at::Tensor>& gradients, size_t ahead) {
  const at::Tensor values = at::ones({50'000}, at::kFloat);
  AdamW optimizer(values, 0.1);
  optimizer.setSteps(3);
  std::deque<int64_t> pending;
  Taken out{values, optimizer.firstMoments(), optimizer.secondMoments(), {}, 0};
  for (size_t i = 0; i < gradients.size() || !pending.empty(); ++i) {
    if (i < gradients.size()) {
      optimizer.start(gradients[i], 1e-2, 1);
      pending.push_back(ops::mark());
    }
    while (pending.size() > (i + 1 < gradients.size() ? ahead : 0)) {
      ops::settle(pending.front());
      out.norms.push_back(optimizer.finish());
      pending.pop_front();
    }
  }
  ops::settle();
  out.updates = optimizer.steps();
  for (at::Tensor* t : {&out.values, &out.first, &out.second}) *t = t->clone();
  return out;
}

/// Gradients that are clipped, unclipped and non-finite: at several positions, and twice in a row.
std::vector<at::Tensor> someGradients() {
  std::vector<at::Tensor> out;
  for (const double size : {1.0, 1e-4, 1.0, 1.0, 2.0, 1.0, 1e-3}) {
    auto generator = at::detail::createCPUGenerator(out.size() + 1);
    out.push_back(at::empty({50'000}, at::kFloat).uniform_(-size, size, generator));
  }
  out[2][49'999] = std::numeric_limits<float>::infinity();
  out[4][0] = std::numeric_limits<float>::quiet_NaN();
  out[5][17] = -std::numeric_limits<float>::infinity();
  return out;
}

TEST(Late, AStepThatIsLeftOutIsLeftOutBeforeItIsTold) {
  const Taken expected = optimise(someGradients(), 0);
  EXPECT_EQ(expected.updates, 3 + 4);
  EXPECT_TRUE(std::isinf(expected.norms[2]) && std::isnan(expected.norms[4]) && std::isfinite(expected.norms[3]));
  ops::useCard(std::make_shared<tests::EmulatedCard>());
  const Taken atOnce = optimise(someGradients(), 0), late = optimise(someGradients(), 1);
  ops::useCard(nullptr);
  EXPECT_EQ(atOnce.updates, expected.updates);
  EXPECT_EQ(late.updates, expected.updates);
  for (const auto part : {&Taken::values, &Taken::first, &Taken::second}) {
    EXPECT_TRUE(at::equal(late.*part, atOnce.*part)) << "when it is told changes nothing";
    EXPECT_LT((atOnce.*part - expected.*part).abs().max().item<double>(), 1e-6 * (expected.*part).abs().max().item<double>());
  }
}

class LateTraining : public testing::Test {
 protected:
  void SetUp() override {
    ops::useCard(card);
    rows.resize(7);
    for (size_t i = 0; i < rows.size(); ++i) {
      for (size_t k = 0; k < 4 + i * 5 % 11; ++k) rows[i].ids.push_back(static_cast<int64_t>(3 + (i * 37 + k * 13) % 250));
      rows[i].labels = rows[i].ids;
      rows[i].row = i;
    }
    settings.epochs = 4;
    settings.rowsPerStep = 2;
    settings.lr = 1e-2;
    settings.dropout = 0.2;
    settings.evalEvery = 0;
    settings.microTokens = 512;
  }
  void TearDown() override { ops::useCard(nullptr); }

  struct Learnt {
    at::Tensor values;
    std::vector<StepEvent> reports;
    std::vector<size_t> waiting;  ///< unfinished GPU work when each step was reported
    std::vector<int64_t> waits;   ///< full synchronizations until then
  };
  Learnt learn(const TrainHooks& also) {
    auto modelFile = ModelFile::open(tests::data("golden/tiny/llama_untied_sharded"));
    auto model = LlamaModel::load(*modelFile, at::kFloat);
    auto adapter = LoraAdapter::create(model->config(), {.rank = 4, .alpha = 8}, 1);
    adapter.setDropout(settings.dropout);
    Learnt out;
    TrainHooks hooks = also;
    hooks.onStep = [&](const StepEvent& report) {
      out.reports.push_back(report);
      out.waiting.push_back(card->unfinished());
      out.waits.push_back(card->waits);
    };
    const auto outcome = train(*model, adapter, rows, settings, hooks);
    EXPECT_TRUE(outcome.ok());
    EXPECT_EQ(outcome->steps, 16);
    out.values = adapter.values().clone();
    return out;
  }
  std::shared_ptr<tests::EmulatedCard> card = std::make_shared<tests::EmulatedCard>();
  std::vector<TrainRow> rows;
  TrainSettings settings;
};

TEST_F(LateTraining, TheCardHasWorkWhileAStepIsTold) {
  const Learnt late = learn({});
  ASSERT_EQ(late.reports.size(), 16u);
  for (size_t i = 0; i < 16; ++i) {
    EXPECT_EQ(late.reports[i].step, static_cast<int64_t>(i) + 1);
    EXPECT_EQ(late.waiting[i] > 0, i + 1 < 16) << "step " << i + 1;
  }
  EXPECT_EQ(late.waits[14], late.waits[0]) << "a step waits for no more than the one before it";
  // If every step has a save due, no step starts before the save is done.
  TrainHooks each;
  std::vector<int64_t> asked;
  each.saveDue = [&](int64_t step) {
    asked.push_back(step);
    return true;
  };
  std::vector<int64_t> saved;
  each.save = [&](const Snapshot& snapshot) { saved.push_back(snapshot.step); };
  const Learnt atOnce = learn(each);
  for (const size_t waiting : atOnce.waiting) EXPECT_EQ(waiting, 0u);
  std::vector<int64_t> all(16);
  std::iota(all.begin(), all.end(), 1);
  EXPECT_EQ(asked, all) << "each step once, as a save that was asked for is told once";
  all.push_back(16);  // the final save
  EXPECT_EQ(saved, all);
  EXPECT_TRUE(at::equal(late.values, atOnce.values));
  for (size_t i = 0; i < 16; ++i) {
    EXPECT_EQ(late.reports[i].loss, atOnce.reports[i].loss);
    EXPECT_EQ(late.reports[i].gradNorm, atOnce.reports[i].gradNorm);
  }
  ops::useCard(nullptr);
  const Learnt processor = learn({});
  ops::useCard(card);
  for (size_t i = 0; i < 16; ++i) EXPECT_NEAR(late.reports[i].loss, processor.reports[i].loss, 1e-4 * processor.reports[i].loss);
}

/// A stop or save refers to the step after which it was requested, and contains its result.
TEST_F(LateTraining, WhatIsSavedIsWhatTheStepMade) {
  settings.microTokens = 10;  // several micro-batches in a step
  const auto snapshotsOf = [&](std::set<int64_t> steps) {
    std::map<int64_t, std::string> out;
    TrainHooks hooks;
    hooks.saveDue = [=](int64_t step) { return steps.contains(step); };
    hooks.save = [&](const Snapshot& snapshot) { out[snapshot.step] = snapshot.tensors; };
    learn(hooks);
    return out;
  };
  const auto some = snapshotsOf({5, 6, 11}), all = snapshotsOf({1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16});
  ASSERT_EQ(some.size(), 4u);
  for (const auto& [step, tensors] : some) EXPECT_EQ(tensors, all.at(step)) << step;
}

}  // namespace
}  // namespace graft
