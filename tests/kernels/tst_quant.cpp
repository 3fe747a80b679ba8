// SPDX-License-Identifier: Apache-2.0
// Tests encoders against the bytes of gguf-py, and searching encoders against the error of ggml's own (tests/data/golden/blocks).
#include <algorithm>
#include <cmath>
#include <limits>

#include "kernels/quant/quant.hpp"
#include "tests/support/recorded_blocks.hpp"

namespace graft {
namespace {

using kernels::StoredType;
using tests::RecordedBlocks;

std::string encoded(StoredType type, const std::vector<float>& values) {
  const auto* format = kernels::storedFormat(static_cast<int>(type));
  std::string out(values.size() / static_cast<size_t>(format->blockElements) * static_cast<size_t>(format->blockBytes), '\0');
  EXPECT_TRUE(kernels::quantize(type, values.data(), out.data(), values.size()));
  return out;
}

/// Squared error after encoding and decoding, relative to the squared values, summed over rows of 256. Each row has equal weight.
double relativeError(StoredType type, const std::vector<float>& values, std::string_view bytes) {
  std::vector<float> back(values.size());
  EXPECT_TRUE(kernels::dequantize(type, bytes.data(), back.data(), back.size()));
  double sum = 0;
  for (size_t row = 0; row < values.size(); row += 256) {
    double wrong = 0, all = 0;
    for (size_t i = row; i < row + 256; ++i) {
      wrong += std::pow(static_cast<double>(values[i]) - static_cast<double>(back[i]), 2);
      all += std::pow(static_cast<double>(values[i]), 2);
    }
    sum += wrong / all;
  }
  return sum;
}

double squaredError(StoredType type, const std::vector<float>& values, std::string_view bytes) {
  std::vector<float> back(values.size());
  EXPECT_TRUE(kernels::dequantize(type, bytes.data(), back.data(), back.size()));
  double sum = 0;
  for (size_t i = 0; i < values.size(); ++i) sum += std::pow(static_cast<double>(values[i]) - static_cast<double>(back[i]), 2);
  return sum;
}

class SimpleFormat : public testing::TestWithParam<std::pair<const char*, StoredType>> {};

TEST_P(SimpleFormat, GivesTheBytesOfTheReference) {
  const auto recorded = RecordedBlocks::load();
  const auto mine = encoded(GetParam().second, recorded.floats("values"));
  const auto expected = recorded.tensor(std::string(GetParam().first) + ".bytes");
  ASSERT_EQ(mine.size(), expected.size());
  for (size_t i = 0; i < mine.size(); ++i) ASSERT_EQ(mine[i], expected[i]) << GetParam().first << " byte " << i;
}

INSTANTIATE_TEST_SUITE_P(Types, SimpleFormat,
                         testing::Values(std::pair{"Q4_0", StoredType::Q4_0}, std::pair{"Q4_1", StoredType::Q4_1},
                                         std::pair{"Q5_0", StoredType::Q5_0}, std::pair{"Q5_1", StoredType::Q5_1},
                                         std::pair{"Q8_0", StoredType::Q8_0}, std::pair{"F16", StoredType::F16},
                                         std::pair{"BF16", StoredType::BF16}));

class BlockFormat : public testing::TestWithParam<std::pair<const char*, StoredType>> {};

/// `ggml.safetensors` holds weights of a real model and odd rows, with the bytes of ggml's library.
TEST_P(BlockFormat, GivesTheBytesOfGgmlForRealWeights) {
  const auto recorded = RecordedBlocks::load("ggml.safetensors");
  EXPECT_TRUE(encoded(GetParam().second, recorded.floats("values")) == recorded.tensor(std::string(GetParam().first) + ".bytes"));
}

INSTANTIATE_TEST_SUITE_P(Types, BlockFormat,
                         testing::Values(std::pair{"Q4_0", StoredType::Q4_0}, std::pair{"Q4_1", StoredType::Q4_1},
                                         std::pair{"Q5_0", StoredType::Q5_0}, std::pair{"Q5_1", StoredType::Q5_1},
                                         std::pair{"Q8_0", StoredType::Q8_0}));

class SearchedFormat : public testing::TestWithParam<std::pair<const char*, StoredType>> {};

TEST_P(SearchedFormat, ErrorIsNotOverThatOfGgml) {
  const auto recorded = RecordedBlocks::load("ggml.safetensors");
  const auto values = recorded.floats("values");
  const double ours = relativeError(GetParam().second, values, encoded(GetParam().second, values));
  const double theirs = relativeError(GetParam().second, values, recorded.tensor(std::string(GetParam().first) + ".bytes"));
  RecordProperty("ours", std::to_string(ours));
  RecordProperty("ggml", std::to_string(theirs));
  EXPECT_LE(ours, theirs) << GetParam().first;
}

TEST_P(SearchedFormat, WhatTheFormatHoldsExactlyStaysExact) {
  for (const float value : {0.0f, 1.0f, -1.0f, 0.375f}) {
    const std::vector<float> same(256, value);
    EXPECT_LE(squaredError(GetParam().second, same, encoded(GetParam().second, same)), 256 * std::pow(1e-3 * static_cast<double>(value), 2))
        << GetParam().first << " of " << value;
  }
}

INSTANTIATE_TEST_SUITE_P(Types, SearchedFormat,
                         testing::Values(std::pair{"Q4_K", StoredType::Q4_K}, std::pair{"Q5_K", StoredType::Q5_K},
                                         std::pair{"Q6_K", StoredType::Q6_K}));

/// Scales that overflow or underflow a half still decode to finite values of the right magnitude.
TEST(Quant, ScalesAtTheEdgesOfAHalfStayFinite) {
  for (const float size : {1e-12f, 1e-7f, 1e-3f, 3000.0f}) {
    for (const auto type : {StoredType::Q4_0, StoredType::Q4_1, StoredType::Q5_0, StoredType::Q5_1, StoredType::Q8_0, StoredType::Q4_K,
                            StoredType::Q5_K, StoredType::Q6_K}) {
      std::vector<float> values(256);
      for (size_t i = 0; i < values.size(); ++i) values[i] = size * (static_cast<float>(i % 31) / 15.0f - 1.0f);
      std::vector<float> back(256);
      ASSERT_TRUE(kernels::dequantize(type, encoded(type, values).data(), back.data(), back.size()));
      for (const float v : back) ASSERT_LE(std::abs(v), 1.1f * size + 1e-6f) << static_cast<int>(type) << " at " << size;
    }
  }
}

TEST(Quant, HalfRoundsToTheNearestAndTiesToEven) {
  for (uint32_t bits = 0; bits < 0x10000; ++bits) {  // every half round-trips
    const float value = kernels::halfToFloat(static_cast<uint16_t>(bits));
    if (!std::isnan(value)) ASSERT_EQ(kernels::floatToHalf(value), bits);
  }
  EXPECT_EQ(kernels::floatToHalf(1.0f + 0x1p-11f), 0x3C00);      // tie between 1 and its upper neighbour: rounds to even
  EXPECT_EQ(kernels::floatToHalf(1.0f + 3 * 0x1p-11f), 0x3C02);  // next tie: rounds up
  EXPECT_EQ(kernels::floatToHalf(65519.0f), 0x7BFF);
  EXPECT_EQ(kernels::floatToHalf(65520.0f), 0x7C00);
  EXPECT_EQ(kernels::floatToHalf(0x1p-25f), 0x0000);  // half the smallest subnormal: ties to even, which is zero
  EXPECT_EQ(kernels::floatToHalf(-0x1.8p-24f), 0x8002);
  EXPECT_EQ(kernels::floatToHalf(std::numeric_limits<float>::quiet_NaN()) & 0x7E00, 0x7E00);
}

TEST(Quant, NothingIsWrittenBehindTheEnd) {
  const std::vector<float> values(512, 0.75f);
  for (const StoredType type : {StoredType::F32, StoredType::F16, StoredType::BF16, StoredType::Q4_0, StoredType::Q4_1, StoredType::Q5_0,
                                StoredType::Q5_1, StoredType::Q8_0, StoredType::Q4_K, StoredType::Q5_K, StoredType::Q6_K}) {
    const auto* format = kernels::storedFormat(static_cast<int>(type));
    const auto bytes = values.size() / static_cast<size_t>(format->blockElements) * static_cast<size_t>(format->blockBytes);
    std::vector<uint8_t> target(bytes + 64, 0xAB);
    ASSERT_TRUE(kernels::quantize(type, values.data(), target.data(), values.size()));
    EXPECT_EQ(std::count(target.begin() + static_cast<std::ptrdiff_t>(bytes), target.end(), 0xAB), 64) << format->name;
  }
}

TEST(Quant, PartialBlocksAreRefused) {
  const std::vector<float> values(255);
  std::vector<uint8_t> out(1024);
  EXPECT_FALSE(kernels::quantize(StoredType::Q4_0, values.data(), out.data(), 31));
  EXPECT_FALSE(kernels::quantize(StoredType::Q6_K, values.data(), out.data(), 255));
}

}  // namespace
}  // namespace graft
