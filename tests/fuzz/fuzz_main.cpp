// SPDX-License-Identifier: Apache-2.0
// Entry point of a libFuzzer target. The program's name, fuzz_NAME, selects the target.
#include <cstdio>
#include <cstdlib>
#include <filesystem>

#include "tests/fuzz/targets.hpp"

static const graft::fuzz::Target* g_target = nullptr;

extern "C" int LLVMFuzzerInitialize(int*, char*** argv) {
  const std::string name = std::filesystem::path((*argv)[0]).filename().string();
  g_target = name.starts_with("fuzz_") ? graft::fuzz::find(name.substr(5)) : nullptr;
  if (!g_target) {
    std::fprintf(stderr, "%s: there is no such target\n", name.c_str());
    std::exit(2);
  }
  return 0;
}

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  if (size <= g_target->largest) g_target->run({reinterpret_cast<const char*>(data), size});
  return 0;
}
