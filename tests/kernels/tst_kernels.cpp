// SPDX-License-Identifier: Apache-2.0
// Tests all kernels: every type, shape and instruction set against the reference in double, and gradients against central differences.
// Results must not depend on threads or alignment.
#include <cmath>
#include <cstdio>
#include <numeric>
#include <thread>

#include <gtest/gtest.h>

#include "kernels/adamw/adamw.hpp"
#include "kernels/dropout/dropout_hash.hpp"
#include "kernels/registry/registry.hpp"

namespace graft::kernels {
namespace {

constexpr Isa kIsas[] = {Isa::Plain, Isa::Sse2, Isa::Avx2, Isa::Avx512, Isa::Avx512Bf16, Isa::Amx};
bool isHere(Isa isa) { return static_cast<int>(isa) <= static_cast<int>(bestIsa()); }

/// Three threads that take tasks in turn, last task first.
class ThreadsRunner : public Runner {
 public:
  using Runner::Runner;
  void run(int64_t tasks, void (*task)(void*, int64_t), void* context) const override {
    std::vector<std::jthread> threads;
    for (int64_t begin = 0; begin < 3; ++begin) {
      threads.emplace_back([=] {
        for (int64_t i = tasks - 1 - begin; i >= 0; i -= 3) task(context, i);
      });
    }
  }
};

double largest(const std::vector<double>& values) {
  return std::accumulate(values.begin(), values.end(), 0.0, [](double a, double b) { return std::fmax(a, std::fabs(b)); });
}

std::string nameOf(const Shape& shape) {
  std::string out;
  for (const auto n : shape) out += (out.empty() ? "" : "x") + std::to_string(n);
  return out;
}

/// `plain` is for outputs of the tested type, `wide` for float outputs.
struct Tolerance {
  double plain, wide;
};

/// Every output is within `tolerance` of the largest expected value. Inputs are of the order of 1. If they cancel out (the gradient of a
/// query with one key is zero), the error is measured relative to 1e-2.
void expectNear(const std::vector<Buffer>& got, const std::vector<Buffer>& expected, Tolerance tolerance, const std::string& where) {
  ASSERT_EQ(got.size(), expected.size());
  for (size_t i = 0; i < got.size(); ++i) {
    const auto a = got[i].values(), b = expected[i].values();
    ASSERT_EQ(a.size(), b.size());
    const double limit = (got[i].type() == Element::F32 ? tolerance.wide : tolerance.plain) * std::fmax(1e-2, largest(b));
    for (size_t j = 0; j < a.size(); ++j) ASSERT_NEAR(a[j], b[j], limit) << where << ", output " << i << ", element " << j;
  }
}

std::vector<Buffer> asDouble(const std::vector<Buffer>& buffers) {
  std::vector<Buffer> out;
  for (const auto& buffer : buffers) out.emplace_back(Element::F64, buffer.values());
  return out;
}

Buffer upstreamOf(const Buffer& output, Element type, int shift = 0) {
  std::vector<double> values(output.size());
  for (size_t i = 0; i < values.size(); ++i) values[i] = std::sin(1.0 + static_cast<double>(i) * 0.7);
  return {type, values, shift};
}

struct Results {
  std::vector<Buffer> outputs, gradients;
};
Results runRow(const OpSpec& row, Element type, const Shape& shape, const std::vector<Buffer>& inputs, const Runner& runner,
               int shift = 0) {
  const Call call{type, shape, inputs, runner, shift};
  Results out{row.forward(call), {}};
  if (row.backward) out.gradients = row.backward(call, out.outputs, upstreamOf(out.outputs[0], out.outputs[0].type(), shift));
  return out;
}
/// Reference result in double, from values representable in `type`.
Results exactly(const OpSpec& row, Element type, const Shape& shape, const std::vector<Buffer>& inputs) {
  const auto wide = asDouble(inputs);
  const SerialRunner plain(Isa::Plain);
  const Call call{Element::F64, shape, wide, plain};
  Results out{row.forward(call), {}};
  if (row.backward) out.gradients = row.backward(call, out.outputs, asDouble({upstreamOf(out.outputs[0], type)})[0]);
  return out;
}

class Kernels : public testing::TestWithParam<const OpSpec*> {
 protected:
  const OpSpec& row() const { return *GetParam(); }
  template <class Body>
  void forEach(Body&& body) const {
    for (const Element type : row().types) {
      for (const auto& shape : row().shapes) body(type, shape, std::string(row().name) + " " + kernels::nameOf(type) + " " + nameOf(shape));
    }
  }
};

TEST_P(Kernels, EqualTheReferenceInDouble) {
  forEach([&](Element type, const Shape& shape, const std::string& where) {
    const auto inputs = drawInputs(row(), type, shape, 7);
    const auto exact = exactly(row(), type, shape, inputs);
    const double plain = type == Element::F64 ? 1e-12 : type == Element::F32 ? row().f32Error : row().bf16Error;
    const Tolerance tolerance{plain, type == Element::F64 ? plain : row().f32Error}, ofGradients{4 * tolerance.plain, 4 * tolerance.wide};
    for (const Isa isa : kIsas) {
      if (!isHere(isa)) continue;
      const auto got = runRow(row(), type, shape, inputs, SerialRunner(isa));
      expectNear(got.outputs, exact.outputs, tolerance, where + " " + kernels::nameOf(isa));
      expectNear(got.gradients, exact.gradients, ofGradients, where + " gradients " + kernels::nameOf(isa));
    }
  });
}

TEST_P(Kernels, GradientsEqualCentralDifferences) {
  if (!row().backward) return;
  const SerialRunner plain(Isa::Plain);
  for (const auto& shape : row().shapes) {
    auto inputs = drawInputs(row(), Element::F64, shape, 11);
    const auto results = runRow(row(), Element::F64, shape, inputs, plain);
    const auto weights = upstreamOf(results.outputs[0], Element::F64).values();
    const auto objective = [&] {
      const auto values = row().forward(Call{Element::F64, shape, inputs, plain})[0].values();
      return std::inner_product(values.begin(), values.end(), weights.begin(), 0.0);
    };
    for (size_t input = 0; input < row().differentiable; ++input) {
      const auto gradient = results.gradients[input].values();
      for (size_t place = 0; place < gradient.size(); place += std::max<size_t>(1, gradient.size() / 5)) {
        double& value = static_cast<double*>(inputs[input].data())[place];
        const double kept = value, h = 1e-5;
        value = kept + h;
        const double up = objective();
        value = kept - h;
        const double down = objective();
        value = kept;
        ASSERT_NEAR(gradient[place], (up - down) / (2 * h), 1e-6 * std::fmax(1, largest(gradient)))
            << row().name << " " << nameOf(shape) << ", input " << input << ", element " << place;
      }
    }
  }
}

TEST_P(Kernels, DoNotDependOnThreadsOrAlignment) {
  forEach([&](Element type, const Shape& shape, const std::string& where) {
    for (const Isa isa : kIsas) {
      if (!isHere(isa)) continue;
      const auto inputs = drawInputs(row(), type, shape, 3), shifted = drawInputs(row(), type, shape, 3, 1);
      const auto one = runRow(row(), type, shape, inputs, SerialRunner(isa));
      expectNear(runRow(row(), type, shape, inputs, ThreadsRunner(isa)).outputs, one.outputs, {0, 0}, where + " threads");
      expectNear(runRow(row(), type, shape, inputs, ThreadsRunner(isa)).gradients, one.gradients, {0, 0}, where + " threads, gradients");
      expectNear(runRow(row(), type, shape, shifted, SerialRunner(isa), 1).outputs, one.outputs, {0, 0}, where + " shifted");
      expectNear(runRow(row(), type, shape, shifted, SerialRunner(isa), 1).gradients, one.gradients, {0, 0}, where + " shifted, gradients");
    }
  });
}

std::string rowName(const testing::TestParamInfo<const OpSpec*>& entry) { return entry.param->name; }
INSTANTIATE_TEST_SUITE_P(Rows, Kernels, testing::ValuesIn(opRegistry()), rowName);

TEST(Isa, TheEnvironmentCanAskForLessButNotForMore) {
  for (const Isa isa : kIsas) {
    if (!isHere(isa)) continue;
    const std::string command = std::string("GRAFT_ISA=") + kernels::nameOf(isa) + " " + GRAFT_ISA_PROBE;
    FILE* pipe = popen(command.c_str(), "r");
    char said[32] = {};
    ASSERT_TRUE(pipe && std::fgets(said, sizeof said, pipe));
    pclose(pipe);
    EXPECT_EQ(std::string(said), kernels::nameOf(isa));
  }
}

/// Dropout draws must never change, because a resumed run depends on them. Expected values: MurmurHash3's own, and draws computed from its
/// text in Python.
TEST(Dropout, DrawsWhatItAlwaysDrew) {
  EXPECT_EQ(dropoutMix(1u), 0x514e28b7u);
  EXPECT_EQ(dropoutMix(0x12345678u), 0xe37cd1bcu);
  EXPECT_EQ(dropoutMix(0xffffffff), 0x81f16f39u);
  EXPECT_EQ(dropoutDraw(0, 1), 0x2fef5c8fu);
  EXPECT_EQ(dropoutDraw(9, 7), 0x0ea9547eu);
  EXPECT_EQ(dropoutDraw(0x0123456789abcdef, 5), 0xfa5da388u);
  EXPECT_EQ(dropoutDraw(0x0123456789abcdef, (int64_t{3} << 32) + 5), 0xf7521eaeu);
  EXPECT_EQ(dropoutDraw(uint64_t{1} << 32, 0), 0x514e28b7u);
}

/// clip_grad_norm_ of torch 2.11: max_norm / (norm + 1e-6), at most 1. All code paths share this function.
TEST(AdamW, CorrectsAsTorchClips) {
  const Correction cut = correctionOf(4, 1, 6), small = correctionOf(0.25, 1, 6), free = correctionOf(4, 0, 0);
  EXPECT_DOUBLE_EQ(cut.factor, 0.49999975000012499);
  EXPECT_EQ(cut.squares, 4);
  EXPECT_EQ(cut.updates, 7);
  EXPECT_EQ(small.factor, 1);
  EXPECT_EQ(free.factor, 1);
  EXPECT_EQ(free.updates, 1);
  for (const double squares : {double{INFINITY}, double{NAN}}) {
    const Correction none = correctionOf(squares, 1, 6);
    EXPECT_TRUE(std::isnan(none.factor));
    EXPECT_EQ(none.updates, 6);
  }
}

/// Special values of the rounding that all code paths share.
TEST(Element, Bf16RoundsToNearestEvenAndKeepsNan) {
  EXPECT_EQ(toBf16(1.0f).bits, 0x3f80);
  EXPECT_EQ(toBf16(1.00390625f).bits, 0x3f80);  // tie: rounds to even
  EXPECT_EQ(toBf16(1.01171875f).bits, 0x3f82);
  EXPECT_EQ(toBf16(3.4e38f).bits, 0x7f80);  // beyond the largest finite value
  EXPECT_TRUE(std::isnan(toFloat(toBf16(std::nanf("")))));
  EXPECT_EQ(toFloat(toBf16(-0.0f)), 0.0f);
}

}  // namespace
}  // namespace graft::kernels
