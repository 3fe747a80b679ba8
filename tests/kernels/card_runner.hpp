// SPDX-License-Identifier: Apache-2.0
// The runner that tests of card kernels send their calls to: the emulator, or in tst_card_library what a library of card kernels opens
// (tests/kernels/library_card.cpp).
#pragma once

#if defined(GRAFT_TESTS_A_LIBRARY)
#include "kernels/card/card_kernels.hpp"
#include "kernels/common/runner.hpp"

namespace graft::kernels::tests {

/// Each call is waited for. Memory that C++ allocates is the card's.
class CardRunner : public SerialRunner {
 public:
  const CardKernels* card() const override;
};
/// Copies arrive as they do.
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
