// SPDX-License-Identifier: Apache-2.0
// Tests the block formats against values recorded with gguf-py (tests/data/golden/blocks).
#include <cmath>
#include <cstring>

#include "kernels/dequant/dequant.hpp"
#include "tests/support/recorded_blocks.hpp"

namespace graft {
namespace {

using kernels::StoredType;

class Block : public testing::TestWithParam<std::pair<const char*, StoredType>> {};

TEST_P(Block, DecodesToTheRecordedValues) {
  const auto recorded = tests::RecordedBlocks::load();
  const std::string name = GetParam().first;
  const auto bytes = recorded.tensor(name + ".bytes"), decoded = recorded.tensor(name + ".decoded");
  const size_t n = decoded.size() / 4;
  ASSERT_GT(n, 0u);
  std::vector<float> mine(n), expected(n);
  std::memcpy(expected.data(), decoded.data(), decoded.size());
  ASSERT_TRUE(kernels::dequantize(GetParam().second, bytes.data(), mine.data(), n));
  for (size_t i = 0; i < n; ++i) {
    if (std::isnan(expected[i])) {
      EXPECT_TRUE(std::isnan(mine[i]));
    } else {
      // The rounding of one product is tolerated, because gguf-py multiplies the scales of k-quants in another order.
      EXPECT_LE(std::abs(mine[i] - expected[i]), 1e-6f * std::abs(expected[i]) + 1e-30f) << name << " element " << i;
    }
  }
}

INSTANTIATE_TEST_SUITE_P(Types, Block,
                         testing::Values(std::pair{"Q4_0", StoredType::Q4_0}, std::pair{"Q4_1", StoredType::Q4_1},
                                         std::pair{"Q5_0", StoredType::Q5_0}, std::pair{"Q5_1", StoredType::Q5_1},
                                         std::pair{"Q8_0", StoredType::Q8_0}, std::pair{"Q4_K", StoredType::Q4_K},
                                         std::pair{"Q5_K", StoredType::Q5_K}, std::pair{"Q6_K", StoredType::Q6_K},
                                         std::pair{"F16", StoredType::F16}, std::pair{"BF16", StoredType::BF16}));

TEST(Block, PartialBlocksAreRefused) {
  float out[32] = {};
  EXPECT_FALSE(kernels::dequantize(StoredType::Q4_0, out, out, 31));
}

TEST(Half, SpecialValues) {
  EXPECT_EQ(kernels::halfToFloat(0x3C00), 1.0f);
  EXPECT_EQ(kernels::halfToFloat(0x8000), -0.0f);
  EXPECT_TRUE(std::signbit(kernels::halfToFloat(0x8000)));
  EXPECT_EQ(kernels::halfToFloat(0x0001), 0x1p-24f);
  EXPECT_TRUE(std::isinf(kernels::halfToFloat(0x7C00)));
  EXPECT_TRUE(std::isnan(kernels::halfToFloat(0x7C01)));
}

}  // namespace
}  // namespace graft
