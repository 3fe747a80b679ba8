// SPDX-License-Identifier: Apache-2.0
// Runner for tests of GPU kernels: the emulator, or in tst_card_library the GPU opened from a kernel library
// (tests/kernels/library_card.cpp).
#pragma once

#if defined(GRAFT_TESTS_A_LIBRARY)
#include "kernels/card/card_kernels.hpp"
#include "kernels/common/runner.hpp"

namespace graft::kernels::tests {

/// Waits for each call. C++ allocations are in GPU memory.
class CardRunner : public SerialRunner {
 public:
  const CardKernels* card() const override;
};
/// Runs the body once; the GPU decides when copies complete.
template <class Body>
void withEachArrival(const Body& body) {
  body();
}

}  // namespace graft::kernels::tests
#else
#include "tests/kernels/card_emulator.hpp"

namespace graft::kernels::tests {
using CardRunner = EmulatedRunner;
}  // namespace graft::kernels::tests
#endif
