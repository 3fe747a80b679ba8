// SPDX-License-Identifier: Apache-2.0
// Tests the acceptance check: a GPU is used only if its results equal the CPU's.
#include <fstream>

#include "core/model/llama.hpp"
#include "core/ops/card.hpp"
#include "core/ops/open_card.hpp"
#include "core/ops/product.hpp"
#include "tests/support/emulated_card.hpp"
#include "tests/support/paths.hpp"

namespace graft {
namespace {

using tests::FaultyCard;
using Fault = FaultyCard::Fault;

TEST(OpenCard, OnlyOneThatComputesIsUsed) {
  FaultyCard works(Fault::None);
  EXPECT_TRUE(ops::complaintOf(works).empty());
  for (const auto fault : {Fault::Product, Fault::Transpose, Fault::Memory}) {
    FaultyCard card(fault);
    EXPECT_NE(ops::complaintOf(card).text().find("something else"), std::string::npos) << static_cast<int>(fault);
  }
  FaultyCard says(Fault::Fails);
  EXPECT_NE(ops::complaintOf(says).text().find("illegal memory access"), std::string::npos);
}

TEST(OpenCard, AMissingLibraryIsNoFaultAndABrokenOneIs) {
  const tests::TemporaryFolder folder;
  EXPECT_TRUE(ops::openCard(folder / "none.so").reason.empty());
  std::ofstream(folder / "text.so") << "no library";
  EXPECT_FALSE(ops::openCard(folder / "text.so").reason.empty());
  EXPECT_FALSE(ops::openCard(folder / "text.so").card);
}

/// The emulator detects errors of real GPUs: results read too early, and host memory passed to a kernel.
TEST(EmulatedCard, RefusesWhatACardWouldNotForgive) {
  const auto card = std::make_shared<tests::EmulatedCard>();
  ops::useCard(card);
  {
    const at::Tensor x = at::ones({4, 8}), w = at::ones({8, 8}), y = at::zeros({4, 8});
    ops::product(x, w, ops::Transpose::No, y);
    EXPECT_EQ(y[0][0].item<float>(), 0) << "only started";
    ops::settle();
    EXPECT_EQ(y[0][0].item<float>(), 8);
    std::vector<float> own(32, 1);
    ops::product(at::from_blob(own.data(), {4, 8}), w, ops::Transpose::No, y);
    EXPECT_THROW(ops::settle(), ops::CardFailure);
  }
  EXPECT_THROW(ops::settle(), ops::CardFailure) << "a card that failed says so until it is left";
  ops::useCard(nullptr);
  EXPECT_NO_THROW(ops::settle());
}

/// Rows of a GGUF file are permuted, and the GPU must apply that order. Uses the embedded model with its stored blocks.
TEST(EmulatedCard, ReadsAGgufInItsOrder) {
  ASSERT_VALUE(const auto modelFile, ModelFile::open(tests::embeddedModel()));
  TrainRow row;
  row.ids = {1, 20, 33, 46};
  const auto hidden = [&] {
    auto model = LlamaModel::load(modelFile, at::kFloat, BaseFormat::Stored);
    return model->forward(packRows({&row}), nullptr).clone();
  };
  const at::Tensor expected = hidden();
  const auto card = std::make_shared<tests::EmulatedCard>();
  ops::useCard(card);
  const at::Tensor got = hidden();
  ops::useCard(nullptr);
  EXPECT_LT((got - expected).abs().max().item<double>(), 1e-4 * expected.abs().max().item<double>());
}

}  // namespace
}  // namespace graft
