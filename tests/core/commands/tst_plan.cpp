// SPDX-License-Identifier: Apache-2.0
// The verb plan with a worker: memory by format of the base, and refusals.
#include "tests/support/verbs.hpp"

namespace graft::cli {
namespace {

class PlanVerb : public tests::VerbTest {
 protected:
  const std::string model = tests::data("golden/tiny/llama_untied_sharded");
};

TEST_F(PlanVerb, PlansEachFormatAndLevel) {
  ASSERT_VALUE(const Json found, run({"plan", "--model", model, "--rank", "4", "--dtype", "fp32"}));
  EXPECT_EQ(found["where"], "processor");
  EXPECT_EQ(found["parameters"], 108864);
  // Two layers of seven projections: q, o 64x64, k, v 64x32, gate, up, down 64x112.
  EXPECT_EQ(found["trained_parameters"], 2 * 4 * (2 * 128 + 2 * 96 + 3 * 176));
  ASSERT_EQ(found["plans"].size(), 9u);
  for (const Json& row : found["plans"]) {
    const auto part = [&](const char* key) { return row[key].get<double>(); };
    EXPECT_NEAR(part("total_mib"), part("weights_mib") + part("states_mib") + part("pass_mib") + part("program_mib"), 1e-9);
  }
  EXPECT_EQ(found["plans"][0]["base"], "full");
  EXPECT_NEAR(found["plans"][0]["weights_mib"].get<double>(), 4 * 108864.0 / (1 << 20), 1e-6) << "four bytes a weight";
}

TEST_F(PlanVerb, PlansForACardThatIsNotHere) {
  ASSERT_VALUE(const Json found, run({"plan", "--model", model, "--card", "1", "--targets", "q_proj,v_proj"}));
  EXPECT_EQ(found["where"], "card");
  EXPECT_EQ(found["room_mib"], 1024);
  EXPECT_EQ(found["dtype"], "bf16");
  EXPECT_EQ(found["rank"], 16);
  EXPECT_EQ(found["trained_parameters"], 2 * 16 * (128 + 96)) << "q and v alone";
  EXPECT_EQ(found["plans"][0]["fits"], true);
  const std::string text = shown({"plan", "--model", model, "--card", "0.25"});
  EXPECT_NE(text.find("256 MiB on the card"), std::string::npos) << text;
  EXPECT_NE(text.find("too large"), std::string::npos) << "the driver alone takes more";
}

TEST_F(PlanVerb, NamesWhatIsPermitted) {
  for (const auto& [flag, value, hint] : {std::tuple{"--card", "5000", "--card 24"},
                                          {"--card", "-1", "--card 24"},
                                          {"--targets", "head", "q_proj"},
                                          {"--rank", "0", "Choose another value."},
                                          {"--dtype", "fp8", "auto, fp32, bf16"}}) {
    const auto refused = run({"plan", "--model", model, flag, value});
    ASSERT_FALSE(refused.ok()) << flag << " " << value;
    EXPECT_EQ(refused.error().code, Code::BadUsage) << flag;
    EXPECT_NE(refused.error().hint.text().find(hint), std::string::npos) << refused.error().text();
  }
  EXPECT_EQ(run({"plan", "--model", "nowhere.gguf"}).error().code, Code::BadInput);
}

}  // namespace
}  // namespace graft::cli
