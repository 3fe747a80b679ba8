// SPDX-License-Identifier: Apache-2.0
// Tests GPU kernel bodies, emulated or from a library, against the references: every row, type and shape of the registry, forward and
// backward. Also tests that the emulator reports errors that a GPU would ignore.
#include <cmath>

#include <gtest/gtest.h>

#include "kernels/registry/registry.hpp"
#include "tests/kernels/card_runner.hpp"

namespace graft::kernels {
namespace {

class Card : public testing::TestWithParam<const OpSpec*> {};

double largest(const std::vector<double>& values) {
  double most = 1e-2;
  for (const double v : values) most = std::fmax(most, std::fabs(v));
  return most;
}

void expectNear(const std::vector<Buffer>& got, const std::vector<Buffer>& expected, double tolerance, const std::string& where) {
  ASSERT_EQ(got.size(), expected.size());
  for (size_t i = 0; i < got.size(); ++i) {
    const auto a = got[i].values(), b = expected[i].values();
    ASSERT_EQ(a.size(), b.size());
    const double limit = tolerance * largest(b);
    for (size_t j = 0; j < a.size(); ++j) ASSERT_NEAR(a[j], b[j], limit) << where << ", output " << i << ", element " << j;
  }
}

void expectReference(const OpSpec& row, Element type, const Shape& shape) {
  std::string where = std::string(row.name) + " " + nameOf(type);
  for (const auto n : shape) where += " " + std::to_string(n);
  const auto inputs = drawInputs(row, type, shape, 7);
  const SerialRunner plain(Isa::Plain);
  const tests::CardRunner card;
  const Call reference{type, shape, inputs, plain}, tried{type, shape, inputs, card};
  const auto expected = row.forward(reference);
  const double tolerance = type == Element::F32 ? 2 * row.f32Error : row.bf16Error;
  tests::withEachArrival([&] { expectNear(row.forward(tried), expected, tolerance, where); });
  if (!row.backward) return;
  std::vector<double> upstream(expected[0].size());
  for (size_t i = 0; i < upstream.size(); ++i) upstream[i] = std::sin(1.0 + static_cast<double>(i) * 0.7);
  const Buffer up(expected[0].type(), upstream);
  // Backward starts from the reference's outputs in each case, so only the backward kernels differ.
  const auto gradients = row.backward(reference, expected, up);
  tests::withEachArrival([&] { expectNear(row.backward(tried, expected, up), gradients, 4 * tolerance, where + " gradients"); });
}

TEST_P(Card, EqualsTheReference) {
  for (const Element type : GetParam()->types) {
    for (const auto& shape : GetParam()->shapes) {
      if (type != Element::F64) expectReference(*GetParam(), type, shape);
    }
  }
}

std::string rowName(const testing::TestParamInfo<const OpSpec*>& entry) { return entry.param->name; }
INSTANTIATE_TEST_SUITE_P(Rows, Card, testing::ValuesIn(opRegistry()), rowName);

#if !defined(GRAFT_TESTS_A_LIBRARY)
/// Runs a faulty kernel body and returns the emulator's error; empty if there is none.
template <class Body>
std::string complaintOf(const card::Launch& launch, const Body& body) {
  try {
    tests::EmulatorLauncher{}.launch(launch, body);
  } catch (const std::logic_error& e) {
    return e.what();
  }
  return {};
}

struct HalfBarrier {
  template <class Thread>
  void operator()(Thread& t) const {
    if (t.thread() < 40) t.barrier();
  }
};
struct HalfShuffle {
  template <class Thread>
  void operator()(Thread& t) const {
    if (t.thread() < 16) t.shuffleXor(1, 1);
  }
};
struct TooMuchShared {
  template <class Thread>
  void operator()(Thread& t) const {
    t.shared(256)[63] = 1;
  }
};
struct OddWord {
  const unsigned char* bytes;
  template <class Thread>
  void operator()(Thread&) const {
    card::load<uint32_t>(bytes + 2);
  }
};
struct OddMatrix {
  template <class Thread>
  void operator()(Thread& t) const {
    uint32_t words[4];
    t.matrices(reinterpret_cast<const Bf16*>(t.shared(1024)) + 4, words);
  }
};
/// Returns the contents of shared memory before and after waiting for the copy.
struct EarlyCopy {
  const Bf16* from;
  float* seen;
  template <class Thread>
  void operator()(Thread& t) const {
    Bf16* to = reinterpret_cast<Bf16*>(t.shared(1024)) + t.thread() * 8;
    t.startCopy(to, from, t.thread() % 2 == 0);
    t.closeCopies();
    const float before = toFloat(to[0]);
    t.template waitForCopies<0>();
    if (t.thread() < 2) seen[t.thread() * 2] = before, seen[t.thread() * 2 + 1] = toFloat(to[0]);
  }
};
/// c = a b of one warp with small integers, in the lane layout of words.hpp: a [16, 16], b [16, 8].
struct SmallProduct {
  const float *a, *b;
  float* c;
  template <class Thread>
  void operator()(Thread& t) const {
    const card::Lane lane(t.thread());
    uint32_t left[4], right[2];
    for (int i = 0; i < 4; ++i) {
      const float* at = a + (lane.row + i % 2 * 8) * 16 + lane.pair * 2 + i / 2 * 8;
      left[i] = card::pairOf(at[0], at[1]);
    }
    for (int i = 0; i < 2; ++i) {
      const float* at = b + (lane.pair * 2 + i * 8) * 8 + lane.row;
      right[i] = card::pairOf(at[0], at[8]);
    }
    float sums[4] = {};
    t.multiply(sums, left, right);
    for (int i = 0; i < 4; ++i) c[(lane.row + i / 2 * 8) * 8 + lane.pair * 2 + i % 2] = sums[i];
  }
};
struct Nothing {
  template <class Thread>
  void operator()(Thread&) const {}
};

#if defined(__SANITIZE_ADDRESS__)
struct BehindTheEnd {
  float* values;
  template <class Thread>
  void operator()(Thread& t) const {
    values[t.thread()] = 1;
  }
};
struct BehindShared {
  template <class Thread>
  void operator()(Thread& t) const {
    t.shared(128)[t.thread()] = 1;
  }
};
/// The address sanitizer detects every access beyond the buffers of a body.
TEST(Emulator, TheSanitizerSeesEveryAccess) {
  Buffer whole(Element::F32, std::vector<double>(64)), less(Element::F32, std::vector<double>(63));
  EXPECT_EQ(complaintOf({1, 64, 0}, BehindTheEnd{static_cast<float*>(whole.data())}), "");
  EXPECT_DEATH(complaintOf({1, 64, 0}, BehindTheEnd{static_cast<float*>(less.data())}), "heap-buffer-overflow");
  EXPECT_DEATH(complaintOf({1, 64, 128}, BehindShared{}), "heap-buffer-overflow");
}
#endif

TEST(Emulator, SeesWhatACardWouldNotTell) {
  EXPECT_NE(complaintOf({1, 64, 0}, HalfBarrier{}).find("barrier that 24 threads"), std::string::npos);
  EXPECT_NE(complaintOf({1, 64, 0}, HalfShuffle{}).find("only 16 threads"), std::string::npos);
  EXPECT_NE(complaintOf({1, 33, 0}, Nothing{}).find("whole warps"), std::string::npos);
  EXPECT_NE(complaintOf({1, 64, 1 << 20}, Nothing{}).find("shared memory"), std::string::npos);
  EXPECT_NE(complaintOf({1, 64, 128}, TooMuchShared{}).find("more shared memory than its launch"), std::string::npos);
  EXPECT_EQ(complaintOf({3, 64, 1024}, Nothing{}), "");
  alignas(16) unsigned char bytes[16] = {};
  EXPECT_NE(complaintOf({1, 32, 0}, OddWord{bytes}).find("address that is none of a word"), std::string::npos);
  EXPECT_NE(complaintOf({1, 32, 1024}, OddMatrix{}).find("none of 16 bytes"), std::string::npos);
}

TEST(Emulator, CopiesWhenItIsWaitedFor) {
  alignas(16) const Bf16 from[8] = {toBf16(3)};
  float seen[4];
  EXPECT_EQ(complaintOf({1, 64, 1024}, EarlyCopy{from, seen}), "");
  EXPECT_TRUE(std::isnan(seen[0]) && std::isnan(seen[2])) << "what is not waited for is not there";
  EXPECT_EQ(seen[1], 3);
  EXPECT_EQ(seen[3], 0) << "what is not there is zero";
  tests::copiesArrive = tests::CopyArrival::AtOnce;
  EXPECT_EQ(complaintOf({1, 64, 1024}, EarlyCopy{from, seen}), "");
  tests::copiesArrive = tests::CopyArrival::WhenAwaited;
  EXPECT_EQ(seen[0], 3) << "it may be there before";
}

TEST(Emulator, MultipliesSmallMatrices) {
  float a[256], b[128], c[128];
  for (int i = 0; i < 256; ++i) a[i] = static_cast<float>(i * 7 % 11 - 5);
  for (int i = 0; i < 128; ++i) b[i] = static_cast<float>(i * 5 % 9 - 4);
  EXPECT_EQ(complaintOf({1, 32, 0}, SmallProduct{a, b, c}), "");
  for (int m = 0; m < 16; ++m) {
    for (int n = 0; n < 8; ++n) {
      float sum = 0;
      for (int k = 0; k < 16; ++k) sum += a[m * 16 + k] * b[k * 8 + n];
      EXPECT_EQ(c[m * 8 + n], sum) << m << " " << n;
    }
  }
}
#endif

}  // namespace
}  // namespace graft::kernels
