// SPDX-License-Identifier: Apache-2.0
// The job "plan": memory by format of the base and level of recompute.
#include "core/contract/jobs/machine.hpp"
#include "core/weights/model_file.hpp"
#include "core/workspace/training_memory.hpp"
#include "tests/support/jobs.hpp"

namespace graft::jobs {
namespace {

class PlanJobTest : public tests::JobTest {
 protected:
  PlanJob job;
  void SetUp() override {
    job.model = modelFolder();
    job.settings.dtype = DType::Fp32;
  }
};

TEST_F(PlanJobTest, CoversEachFormatAndLevel) {
  ASSERT_VALUE(const PlanResult found, run(job));
  ASSERT_EQ(found.plans.size(), 9u);
  for (size_t base = 0; base < 3; ++base) {
    const MemoryPlanRow *none = &found.plans[3 * base], *mlp = none + 1, *layer = none + 2;
    EXPECT_EQ(none->recompute, Recompute::None);
    EXPECT_EQ(layer->recompute, Recompute::Layer);
    EXPECT_GE(none->passMib, mlp->passMib);
    EXPECT_GE(mlp->passMib, layer->passMib);
    EXPECT_LE(none->longest, layer->longest) << "what is computed again leaves room for longer rows";
    EXPECT_EQ(none->weightsMib, layer->weightsMib);
    EXPECT_EQ(none->totalMib, none->weightsMib + none->statesMib + none->passMib + none->programMib);
  }
  EXPECT_EQ(found.plans[0].base, BaseFormat::Full);
  EXPECT_GT(found.plans[0].weightsMib, found.plans[3].weightsMib) << "full above int8";
  EXPECT_GT(found.plans[3].weightsMib, found.plans[6].weightsMib) << "int8 above nf4";
}

TEST_F(PlanJobTest, CountsWhatIsTrained) {
  job.settings.rank = 4;
  ASSERT_VALUE(const PlanResult four, run(job));
  // Two layers of seven projections: q, o 64x64, k, v 64x32, gate, up, down 64x112.
  EXPECT_EQ(four.trainedParameters, 2 * 4 * (2 * 128 + 2 * 96 + 3 * 176));
  job.settings.rank = 8;
  ASSERT_VALUE(const PlanResult eight, run(job));
  EXPECT_EQ(eight.trainedParameters, 2 * four.trainedParameters);
  EXPECT_EQ(eight.context, 512);
}

TEST_F(PlanJobTest, ReadsNoWeights) {
  const std::string copy = home / "model";
  std::filesystem::copy(tests::data("golden/tiny/qwen2_tied"), copy, std::filesystem::copy_options::recursive);
  job.model = copy;
  ASSERT_VALUE(const PlanResult before, run(job));
  // Values of the last tensor in file order become noise; the header stays.
  std::fstream file(copy + "/model.safetensors", std::ios::in | std::ios::out | std::ios::binary);
  file.seekp(-64, std::ios::end);
  file.write(std::string(64, '\xff').data(), 64);
  file.close();
  ASSERT_VALUE(const PlanResult after, run(job));
  EXPECT_EQ(before.plans[0].weightsMib, after.plans[0].weightsMib);
  EXPECT_EQ(before.parameters, after.parameters);
}

TEST_F(PlanJobTest, PlansForACardThatIsNotThere) {
  job.cardGib = 1;
  ASSERT_VALUE(const PlanResult found, run(job));
  EXPECT_EQ(found.where, "card");
  EXPECT_EQ(found.roomMib, 1024);
  EXPECT_EQ(found.plans[0].programMib, 600);
  EXPECT_TRUE(found.plans[0].fits);
  job.cardGib = 0.25;
  ASSERT_VALUE(const PlanResult small, run(job));
  EXPECT_FALSE(small.plans[0].fits) << "the driver alone takes more";
}

/// The window tells which models fit without the engine; its formula must follow the plan.
TEST_F(PlanJobTest, IsWhatTheFormulaWithoutTheEngineSays) {
  constexpr double kMib = 1 << 20, kClose = 0.02;
  for (const char* model : {"llama_untied_sharded", "qwen3_wide_heads", "qwen2_tied", "gemma3_local"}) {
    job.model = tests::data(std::string("golden/tiny/") + model);
    ASSERT_VALUE(const auto file, ModelFile::open(job.model));
    for (const DType type : {DType::Fp32, DType::Bf16}) {
      job.settings.dtype = type;
      ASSERT_VALUE(const PlanResult found, run(job));
      for (const MemoryPlanRow& row : found.plans) {
        if (row.base == BaseFormat::Int8) continue;  // its rows are padded to whole blocks, much in models as small as these
        const auto formula = workspace::trainingMemory(file.config(), row.base, type, row.recompute, found.tokens);
        SCOPED_TRACE(std::string(model) + " " + nameOf(row.base) + " " + nameOf(row.recompute));
        EXPECT_NEAR(formula.weights / kMib, row.weightsMib, kClose * row.weightsMib);
        EXPECT_NEAR(formula.states / kMib, row.statesMib, kClose * row.statesMib);
        EXPECT_NEAR(formula.pass / kMib, row.passMib, kClose * row.passMib);
      }
    }
  }
}

}  // namespace
}  // namespace graft::jobs
