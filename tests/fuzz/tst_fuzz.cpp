// SPDX-License-Identifier: Apache-2.0
// Replays the recorded inputs of every fuzz target: seeds, and inputs with new coverage found by libFuzzer (tests/data/fuzz). The test
// passes if it ends. Sanitizers also check for accesses out of bounds.
#include <filesystem>
#include <fstream>
#include <iterator>

#include "core/base/system.hpp"
#include "tests/fuzz/targets.hpp"
#include "tests/support/paths.hpp"

namespace graft {
namespace {

namespace fs = std::filesystem;

class Corpus : public testing::TestWithParam<const char*> {};

TEST_P(Corpus, EveryInputIsReadOrRefused) {
  const auto* target = fuzz::find(GetParam());
  ASSERT_TRUE(target);
  size_t seen = 0, taken = 0;
  for (const auto& entry : fs::directory_iterator(tests::data("fuzz/" + std::string(target->name)))) {
    std::ifstream in(entry.path(), std::ios::binary);
    const std::string bytes((std::istreambuf_iterator<char>(in)), {});
    SCOPED_TRACE(entry.path().string());
    ASSERT_LE(bytes.size(), target->largest);
    taken += target->run(bytes);
    // Truncated, and with one bit flipped, as on a damaged disk.
    for (size_t i = 1; i <= 4; ++i) {
      target->run(std::string_view(bytes).substr(0, bytes.size() * i / 5));
      std::string turned = bytes;
      if (!turned.empty()) turned[(bytes.size() * i / 5) % bytes.size()] ^= static_cast<char>(1 << (i % 8));
      target->run(turned);
    }
    ++seen;
  }
#if !defined(__SANITIZE_ADDRESS__)
  // Inputs are a few kilobytes. Using gigabytes means that a header's claim is trusted. The observed peak is 20 MiB.
  EXPECT_LT(peakRssMib(), 500);
#endif
  EXPECT_GE(seen, 2u);
  EXPECT_GE(taken, 1u) << "no input gets past the first check: the corpus says nothing";
}

std::vector<const char*> names() {
  std::vector<const char*> out;
  for (const auto& target : fuzz::kAll) out.push_back(target.name);
  return out;
}
INSTANTIATE_TEST_SUITE_P(Fuzz, Corpus, testing::ValuesIn(names()), [](const auto& one) { return std::string(one.param); });

}  // namespace
}  // namespace graft
