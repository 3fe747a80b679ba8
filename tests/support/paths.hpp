// SPDX-License-Identifier: Apache-2.0
// Paths of the source tree, the programs, the embedded model and shared data.
#pragma once

#include <cstdlib>
#include <filesystem>
#include <string>

#include <gtest/gtest.h>

namespace graft::tests {

inline std::string environment(const char* name) {
  const char* value = std::getenv(name);
  return value ? value : "";
}
inline std::string source(const std::string& path) { return environment("GRAFT_SOURCE") + "/" + path; }
inline std::string data(const std::string& path) { return source("tests/data/" + path); }
/// Random models of each family in data("golden/tiny/"). All but the first two are made by tests/reference/make_tiny.py.
inline constexpr const char* kTinyModels[] = {"llama_untied_sharded", "llama_bias_tied", "qwen2_tied",
                                              "qwen3_wide_heads",     "gemma3_local",    "gemma3_pictures",
                                              "smollm3_unrotated",    "granite_scaled",  "qwen3_yarn"};
inline std::string embeddedModel() { return environment("GRAFT_MODEL"); }
/// Path of data that may not ship: next to the checkout, or in GRAFT_TEST_DATA. Empty if absent.
inline std::string shared(const std::string& path) {
  const std::string root = environment("GRAFT_TEST_DATA").empty() ? source("../shared/data") : environment("GRAFT_TEST_DATA");
  return std::filesystem::exists(root + "/" + path) ? root + "/" + path : "";
}

/// Temporary folder of one test, removed at the end.
class TemporaryFolder {
 public:
  explicit TemporaryFolder(const std::filesystem::path& parent = std::filesystem::temp_directory_path()) {
    std::string pattern = (parent / "graft-test-XXXXXX").string();
    m_path = mkdtemp(pattern.data());
  }
  ~TemporaryFolder() {
    std::error_code error;
    std::filesystem::remove_all(m_path, error);
  }
  std::string operator/(const std::string& name) const { return m_path + "/" + name; }
  const std::string& path() const { return m_path; }

 private:
  std::string m_path;
};

}  // namespace graft::tests

/// Unwraps a Result in a test; fails with its error text.
#define ASSERT_VALUE(target, expression)                                                     \
  auto GRAFT_JOIN(got_, __LINE__) = (expression);                                            \
  ASSERT_TRUE(GRAFT_JOIN(got_, __LINE__).ok()) << GRAFT_JOIN(got_, __LINE__).error().text(); \
  target = std::move(GRAFT_JOIN(got_, __LINE__)).value()

/// Skips the test if shared data is absent. On CI that is a failure.
#define NEED_SHARED(path)                                                                 \
  if (graft::tests::shared(path).empty()) {                                               \
    if (graft::tests::environment("CI") == "true") FAIL() << path << " is missing on CI"; \
    GTEST_SKIP() << path << " is not beside this checkout";                               \
  }
