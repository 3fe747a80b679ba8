// SPDX-License-Identifier: Apache-2.0
// Tests products and decoding of weights in every stored format and on every instruction set, against `dequantize`.
#include <cmath>
#include <cstring>

#include <gtest/gtest.h>

#include "kernels/quant/quant.hpp"
#include "kernels/stored/stored.hpp"
#include "tests/kernels/card_runner.hpp"

namespace graft::kernels {
namespace {

constexpr StoredType kTypes[] = {StoredType::F32,  StoredType::F16,  StoredType::BF16, StoredType::Q4_0, StoredType::Q4_1, StoredType::Q5_0,
                                 StoredType::Q5_1, StoredType::Q8_0, StoredType::Q4_K, StoredType::Q5_K, StoredType::Q6_K};

struct Weight {
  std::vector<uint8_t> bytes;
  std::vector<float> decoded;
  std::vector<int32_t> order;
  StoredRows rows(StoredType type, int64_t count, int64_t width) const { return {type, bytes.data(), count, width, order.data()}; }
};

/// Makes a weight with permuted rows. `decoded` holds them in the order given by `order`.
Weight make(StoredType type, int64_t rows, int64_t width) {
  std::vector<float> values(static_cast<size_t>(rows * width));
  for (size_t i = 0; i < values.size(); ++i) values[i] = std::sin(static_cast<float>(i * 7 % 1013)) * static_cast<float>(1 + i % 5);
  const auto* format = storedFormat(static_cast<int>(type));
  const auto rowBytes = static_cast<size_t>(width / format->blockElements * format->blockBytes);
  Weight w;
  w.bytes.resize(rowBytes * static_cast<size_t>(rows));
  EXPECT_TRUE(quantize(type, values.data(), w.bytes.data(), values.size()));
  w.decoded.resize(values.size());
  for (int64_t row = 0; row < rows; ++row) {
    w.order.push_back(static_cast<int32_t>((row * 5 + 2) % rows));
    dequantize(type, w.bytes.data() + static_cast<size_t>(w.order.back()) * rowBytes, w.decoded.data() + row * width,
               static_cast<size_t>(width));
  }
  return w;
}

class Stored : public testing::TestWithParam<StoredType> {
 protected:
  static constexpr int64_t kRows = 37, kWidth = 512;
  const Weight weight = make(GetParam(), kRows, kWidth);
};

TEST_P(Stored, RowsDecodeToTheBitsOfDequantize) {
  for (int isa = 0; isa <= static_cast<int>(bestIsa()); ++isa) {
    const SerialRunner runner(static_cast<Isa>(isa));
    std::vector<float> out(static_cast<size_t>(11 * kWidth));
    decodeRows({Element::F32, weight.rows(GetParam(), kRows, kWidth), 20, 11, out.data()}, runner);
    for (size_t i = 0; i < out.size(); ++i) {
      // A product and a sum may be fused into one rounding: half a unit in the last place.
      const float expected = weight.decoded[20 * kWidth + i];
      ASSERT_NEAR(out[i], expected, std::fabs(expected) * 1.2e-7f + 1e-6f) << nameOf(static_cast<Isa>(isa)) << " " << i;
    }
  }
}

/// The GPU writes the same bits in fp32 and bf16, and nothing beyond the end.
TEST_P(Stored, ACardDecodesToTheSameBits) {
  constexpr float kGuard = 12345;
  const StoredRows rows = weight.rows(GetParam(), kRows, kWidth);
  std::vector<float> out(11 * kWidth + 300, kGuard);
  std::vector<Bf16> halves(out.size(), toBf16(kGuard));
  decodeRows({Element::F32, rows, 20, 11, out.data()}, tests::CardRunner());
  decodeRows({Element::BF16, rows, 20, 11, halves.data()}, tests::CardRunner());
  for (size_t i = 0; i < out.size(); ++i) {
    const float expected = i < 11 * kWidth ? weight.decoded[20 * kWidth + i] : kGuard;
    ASSERT_EQ(std::memcmp(&out[i], &expected, 4), 0) << i << ": " << out[i] << " " << expected;
    ASSERT_EQ(halves[i].bits, toBf16(expected).bits) << i;
  }
}

TEST_P(Stored, ProductsOfAFewRows) {
  std::vector<double> x(static_cast<size_t>(kFewRows * kWidth));
  for (size_t i = 0; i < x.size(); ++i) x[i] = std::cos(static_cast<double>(i) * 0.37);
  for (int isa = 0; isa <= static_cast<int>(bestIsa()); ++isa) {
    for (const Element type : {Element::F32, Element::BF16}) {
      for (const int64_t n : {1, 2, 3, 7, 8}) {
        std::vector<float> xs(x.begin(), x.end()), ys(static_cast<size_t>(n * (kRows + 3)), -7);
        std::vector<Bf16> xh, yh(ys.size(), toBf16(-7));
        for (const float v : xs) xh.push_back(toBf16(v));
        const bool isHalf = type == Element::BF16;
        // Passed as two weights; the second one starts at row 20.
        const StoredRows whole = weight.rows(GetParam(), kRows, kWidth);
        const StoredRows parts[] = {{whole.type, whole.bytes, 20, kWidth, whole.order},
                                    {whole.type, whole.bytes, kRows - 20, kWidth, whole.order + 20}};
        fewRowsProduct({type, n, isHalf ? static_cast<void*>(xh.data()) : xs.data(), n % 2 ? parts : &whole, n % 2 ? 2 : 1,
                        isHalf ? static_cast<void*>(yh.data()) : ys.data(), kRows + 3},
                       SerialRunner(static_cast<Isa>(isa)));
        for (int64_t row = 0; row < n; ++row) {
          for (int64_t o = 0; o < kRows; ++o) {
            double sum = 0, size = 0;
            for (int64_t i = 0; i < kWidth; ++i) {
              const auto place = static_cast<size_t>(row * kWidth + i);
              const double product =
                  static_cast<double>(isHalf ? toFloat(xh[place]) : xs[place]) * weight.decoded[static_cast<size_t>(o * kWidth + i)];
              sum += product;
              size += std::fabs(product);
            }
            const auto place = static_cast<size_t>(row * (kRows + 3) + o);
            const double got = isHalf ? static_cast<double>(toFloat(yh[place])) : static_cast<double>(ys[place]);
            ASSERT_NEAR(got, sum, isHalf ? std::fabs(sum) * 4e-3 + size * 1e-6 : size * 1e-6)
                << nameOf(static_cast<Isa>(isa)) << " " << n << " " << row << " " << o;
          }
          ASSERT_EQ(
              isHalf ? toFloat(yh[static_cast<size_t>(row * (kRows + 3) + kRows)]) : ys[static_cast<size_t>(row * (kRows + 3) + kRows)], -7)
              << "nothing is written beside the result";
        }
      }
    }
  }
}

std::string typeName(const testing::TestParamInfo<StoredType>& entry) { return storedFormat(static_cast<int>(entry.param))->name; }
INSTANTIATE_TEST_SUITE_P(Types, Stored, testing::ValuesIn(kTypes), typeName);

}  // namespace
}  // namespace graft::kernels
