// SPDX-License-Identifier: Apache-2.0
// Tests NF4 against the output of bitsandbytes 0.50.2 for the same weight on a CPU (tests/data/golden/blocks/nf4.safetensors).
#include <cstring>

#include <gtest/gtest.h>

#include "core/base/hash.hpp"
#include "kernels/nf4/nf4.hpp"
#include "kernels/nf4/nf4_card.hpp"
#include "tests/kernels/card_runner.hpp"
#include "tests/support/recorded_blocks.hpp"

namespace graft {
namespace {

using namespace kernels;

class Nf4 : public testing::Test {
 protected:
  template <class T>
  std::vector<T> read(const std::string& name) const {
    const auto bytes = file.tensor(name);
    std::vector<T> out(bytes.size() / sizeof(T));
    std::memcpy(out.data(), bytes.data(), bytes.size());
    return out;
  }
  const graft::tests::RecordedBlocks file = graft::tests::RecordedBlocks::load("nf4.safetensors");
};

/// The GPU decodes to the same bits, with float and double-quantized scales and with partial last blocks.
TEST_F(Nf4, ACardDecodesToTheSameBits) {
  auto weight = read<float>("weight");
  while (weight.size() < 40'000) weight.push_back(3 * weight[weight.size() % 15'013]);  // several nested blocks
  for (const int64_t count : {int64_t{1}, int64_t{63}, int64_t{64}, int64_t{39'999}}) {
    for (const auto kind : {Nf4Scales::Float, Nf4Scales::Double}) {
      const auto t = nf4Quantize(weight.data(), count, kind);
      std::vector<float> expected(static_cast<size_t>(count)), got(expected.size() + 100, 7);
      nf4Dequantize({Element::F32, &t, expected.data()}, SerialRunner(Isa::Plain));
      const std::vector<float> levels(nf4ScaleLevels(), nf4ScaleLevels() + 256);
      kernels::tests::CardRunner().card()->run(Nf4OnCard{Element::F32, count, t.codes.data(), t.scaleCodes.data(), t.nestedScales.data(),
                                                         levels.data(), t.scales.empty() ? nullptr : t.scales.data(), t.offset,
                                                         got.data()});
      EXPECT_EQ(std::memcmp(got.data(), expected.data(), expected.size() * 4), 0) << count;
      EXPECT_EQ(got[expected.size()], 7) << "nothing is written behind the end";
    }
  }
}

TEST_F(Nf4, CodesAndScalesEqualBitsandbytes) {
  const auto weight = read<float>("weight");
  const auto single = nf4Quantize(weight.data(), static_cast<int64_t>(weight.size()), Nf4Scales::Float);
  EXPECT_EQ(single.codes, read<uint8_t>("single.codes"));
  EXPECT_EQ(single.scales, read<float>("single.absmax"));
  const auto twice = nf4Quantize(weight.data(), static_cast<int64_t>(weight.size()));
  EXPECT_EQ(twice.codes, read<uint8_t>("double.codes"));
  EXPECT_EQ(twice.offset, read<float>("double.offset")[0]);
  EXPECT_EQ(twice.nestedScales, read<float>("double.nested_absmax"));
  EXPECT_EQ(twice.scaleCodes, read<uint8_t>("double.absmax"));
}

TEST_F(Nf4, LevelsEqualBitsandbytes) {
  EXPECT_EQ(std::vector<float>(kNf4Levels.of, kNf4Levels.of + 16), read<float>("map"));
  EXPECT_EQ(std::vector<float>(nf4ScaleLevels(), nf4ScaleLevels() + 256), read<float>("double.nested_map"));
}

TEST_F(Nf4, DecodesToTheSameBitsOnEveryInstructionSet) {
  const auto weight = read<float>("weight");
  for (const bool isDouble : {false, true}) {
    const auto tensor = nf4Quantize(weight.data(), static_cast<int64_t>(weight.size()), isDouble ? Nf4Scales::Double : Nf4Scales::Float);
    const auto expected = read<float>(isDouble ? "double.decoded" : "single.decoded");
    for (int isa = 0; isa <= static_cast<int>(bestIsa()); ++isa) {
      std::vector<float> out(weight.size());
      nf4Dequantize({Element::F32, &tensor, out.data()}, SerialRunner(static_cast<Isa>(isa)));
      EXPECT_EQ(out, expected) << isDouble << " " << nameOf(static_cast<Isa>(isa));
      std::vector<Bf16> half(weight.size());
      nf4Dequantize({Element::BF16, &tensor, half.data()}, SerialRunner(static_cast<Isa>(isa)));
      for (size_t i = 0; i < half.size(); ++i) ASSERT_EQ(half[i].bits, toBf16(expected[i]).bits) << i;
    }
  }
}

/// A weight with several nested blocks. The output of bitsandbytes is recorded by tests/reference/nf4_of_large.py.
TEST_F(Nf4, ALargeWeightHasTheBytesOfBitsandbytes) {
  std::vector<float> weight(1536 * 576);
  for (uint64_t i = 0; i < weight.size(); ++i) {
    const double x = static_cast<double>(i * 2654435761ULL % (1ULL << 32)) / 4294967296.0 - 0.5;
    weight[i] = static_cast<float>(x * x * x);
  }
  const auto hash = [](const void* data, size_t bytes) { return sha256({static_cast<const char*>(data), bytes}); };
  const auto t = nf4Quantize(weight.data(), static_cast<int64_t>(weight.size()));
  EXPECT_EQ(hash(t.codes.data(), t.codes.size()), "b392e1d8008bc0457dbbcbcb195aff28867381a483f31e92046008922c95f99e");
  EXPECT_EQ(hash(t.scaleCodes.data(), t.scaleCodes.size()), "411d482e25c1d91859db5cc9d7d3621f983f6b4e562cd5d4a078fb7fd82397d3");
  EXPECT_EQ(hash(t.nestedScales.data(), t.nestedScales.size() * 4), "cde6b34d71ab16138a5ad26a5835001ca0782cff528c6656b37bd3c59b1d16b5");
  EXPECT_EQ(t.offset, 0x1.f3046ep-4f);
  std::vector<float> decoded(weight.size());
  nf4Dequantize({Element::F32, &t, decoded.data()}, SerialRunner());
  EXPECT_EQ(hash(decoded.data(), decoded.size() * 4), "5be3b904149ab5565e9770cd92b9bfc345283c57d18fbc4efe25e29d4dfa9fd6");
}

/// The predicted size equals the real one, for full and partial last blocks.
TEST_F(Nf4, BytesAreKnownBeforehand) {
  for (const int64_t count : {1, 63, 64, 65, 16'384, 16'385, 100'000}) {
    const std::vector<float> values(static_cast<size_t>(count), 0.5f);
    EXPECT_EQ(Nf4Tensor::bytesOf(count), nf4Quantize(values.data(), count).bytes()) << count;
  }
}

TEST_F(Nf4, OddSizesAndZeros) {
  for (const int64_t count : {0, 1, 63, 64, 65, 200}) {
    std::vector<float> values(static_cast<size_t>(count));
    for (int64_t i = 0; i < count; ++i) values[static_cast<size_t>(i)] = i < 64 ? 0.0f : static_cast<float>(i % 7) - 3.0f;
    const auto tensor = nf4Quantize(values.data(), count);
    std::vector<float> out(values.size(), 99);
    nf4Dequantize({Element::F32, &tensor, out.data()}, SerialRunner());
    for (size_t i = 0; i < out.size(); ++i) EXPECT_NEAR(out[i], values[i], 0.6) << count << " " << i;
  }
  const std::vector<float> large(1 << 20, 0.5f);
  EXPECT_NEAR(static_cast<double>(nf4Quantize(large.data(), 1 << 20).bytes()) * 8 / (1 << 20), 4.127, 0.001);
}

}  // namespace
}  // namespace graft
