// SPDX-License-Identifier: Apache-2.0
// The bodies of the card kernels, run by emulation or by a library, against the references: every row, type and shape of the registry,
// forward and backward. And the emulator itself: it must see what a card would let pass.
#include <cmath>

#include <gtest/gtest.h>

#include "kernels/registry/registry.hpp"
#include "tests/kernels/card_runner.hpp"

namespace graft::kernels {
namespace {

class Card : public testing::TestWithParam<const OpRow*> {};

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

TEST_P(Card, EqualsTheReference) {
  const OpRow& row = *GetParam();
  for (const Element type : row.types) {
    if (type == Element::F64) continue;
    for (const auto& shape : row.shapes) {
      std::string where = std::string(row.name) + " " + nameOf(type);
      for (const auto n : shape) where += " " + std::to_string(n);
      const auto inputs = drawInputs(row, type, shape, 7);
      const SerialRunner plain(Isa::Plain);
      const tests::CardRunner card;
      const Call reference{type, shape, inputs, plain}, tried{type, shape, inputs, card};
      const auto expected = row.forward(reference), got = row.forward(tried);
      const double tolerance = type == Element::F32 ? 2 * row.f32Error : row.bf16Error;
      expectNear(got, expected, tolerance, where);
      if (!row.backward) continue;
      std::vector<double> upstream(expected[0].size());
      for (size_t i = 0; i < upstream.size(); ++i) upstream[i] = std::sin(1.0 + static_cast<double>(i) * 0.7);
      const Buffer up(expected[0].type(), upstream);
      // Both from the reference's own outputs, so that only the backward kernels differ.
      expectNear(row.backward(tried, expected, up), row.backward(reference, expected, up), 4 * tolerance, where + " gradients");
    }
  }
}

std::string rowName(const testing::TestParamInfo<const OpRow*>& entry) { return entry.param->name; }
INSTANTIATE_TEST_SUITE_P(Rows, Card, testing::ValuesIn(opRows()), rowName);

#if !defined(GRAFT_TESTS_A_LIBRARY)
/// A body that a card would hang on, read garbage with, or spoil memory with.
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
/// With the memory sanitizer nothing goes beyond what a body was given.
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
}
#endif

}  // namespace
}  // namespace graft::kernels
