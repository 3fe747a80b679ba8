// SPDX-License-Identifier: Apache-2.0
// Does an adapter do on another base of the same shape what it does on its own? Pure functions of what was measured.
#pragma once

#include <cstdint>
#include <string>

namespace graft {

struct CarryMeasured {
  double oldBase = 0, oldAdapter = 0, newBase = 0, newAdapter = 0;  ///< held-out loss, nats
  size_t rows = 0;                                                  ///< held-out rows; 0: nothing was measured
  int64_t becameRight = 0, becameWrong = 0;                         ///< answers, from the adapter on its own base to it on the other
};
enum class CarryVerdict { Yes, Partly, No, Unknown };
struct Carry {
  CarryVerdict verdict = CarryVerdict::Unknown;
  double gainKept = 0;  ///< share of the loss that the adapter takes off its own base and takes off the other one too
  std::string sentence;
};
/// Yes: 90 % of the gain or more, and answers did not become worse (sign test, p under 0.05). No: it keeps less than a quarter.
Carry judgeCarry(const CarryMeasured& measured);
const char* carryName(CarryVerdict verdict);  ///< "carries over", "partly", "does not carry over", "cannot tell"

}  // namespace graft
