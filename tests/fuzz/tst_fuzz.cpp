// SPDX-License-Identifier: Apache-2.0
// Recorded inputs of every fuzz target: seeds, and those that libFuzzer found to reach something new (tests/data/fuzz). That this ends is
// the test; under the sanitizers it also says that nothing was read beside its place.
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
    // Cut off anywhere and with one bit turned: what a damaged disk gives.
    for (size_t i = 1; i <= 4; ++i) {
      target->run(std::string_view(bytes).substr(0, bytes.size() * i / 5));
      std::string turned = bytes;
      if (!turned.empty()) turned[(bytes.size() * i / 5) % bytes.size()] ^= static_cast<char>(1 << (i % 8));
      target->run(turned);
    }
    ++seen;
  }
#if !defined(__SANITIZE_ADDRESS__)
  // Inputs are a few kilobytes: what takes gigabytes for one believes what a header claims. 20 MiB were seen.
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
