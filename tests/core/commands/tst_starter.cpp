// SPDX-License-Identifier: Apache-2.0
// The starter experiment before training: its data, its settings, and a wrong flag.
#include <filesystem>

#include "core/commands/train/runs.hpp"
#include "core/data/dataset.hpp"
#include "tests/support/verbs.hpp"

namespace graft::cli {
namespace {

using StarterVerb = tests::VerbTest;

TEST_F(StarterVerb, TakesItsOwnDataAndSettings) {
  ASSERT_VALUE(const auto request, commands::starterRequest(home / "home", "fp32"));
  EXPECT_EQ(request.name, "starter");
  EXPECT_TRUE(request.adapter.empty());
  EXPECT_TRUE(request.model.ends_with("SmolLM2-135M-Instruct.Q4_1.gguf")) << request.model;
  EXPECT_EQ(request.settings.rank, 16);
  EXPECT_EQ(request.settings.epochs, 2);
  EXPECT_EQ(request.settings.rowsPerStep, 8);
  EXPECT_EQ(request.settings.dtype, DType::Fp32);
  ASSERT_VALUE(const auto dataset, findDataset("starter", home / "home", {}));
  EXPECT_EQ(dataset.folder(), request.dataset);
  EXPECT_EQ(dataset.manifest().rowsOk, 720u);
  EXPECT_EQ(dataset.manifest().distinctAnswers, 12u) << "intents";
  EXPECT_EQ(dataset.manifest().train + dataset.manifest().heldout, 720u);
}

TEST_F(StarterVerb, ImportsItsDataOnce) {
  ASSERT_VALUE(const auto first, commands::starterRequest(home / "home", "auto"));
  ASSERT_VALUE(const auto second, commands::starterRequest(home / "home", "auto"));
  EXPECT_EQ(second.dataset, first.dataset);
  EXPECT_FALSE(std::filesystem::exists(home / "home/datasets/starter/2"));
}

TEST_F(StarterVerb, RefusesAnUnknownType_WithoutARun) {
  const auto refused = run({"starter", "--dtype", "fp8"});
  ASSERT_FALSE(refused.ok());
  EXPECT_EQ(refused.error().code, Code::BadUsage);
  EXPECT_EQ(refused.error().hint.text(), "Known: auto, fp32, bf16.");
  EXPECT_FALSE(std::filesystem::exists(home / "home/runs"));
}

}  // namespace
}  // namespace graft::cli
