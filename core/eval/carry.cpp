// SPDX-License-Identifier: Apache-2.0
#include "core/eval/carry.hpp"

#include <cmath>

#include "core/base/statistics.hpp"

namespace graft {

Carry judgeCarry(const CarryMeasured& m) {
  constexpr double kKept = 0.9, kSome = 0.25, kSure = 0.05;
  if (m.rows == 0) return {CarryVerdict::Unknown, 0, "There are no held-out rows to tell by: name a dataset."};
  const double own = m.oldBase - m.oldAdapter, other = m.newBase - m.newAdapter;
  if (!std::isfinite(own) || !std::isfinite(other)) return {CarryVerdict::No, 0, "A loss is not a number: it does not work on that base."};
  if (own <= 0) return {CarryVerdict::No, 0, "The adapter does not help on its own base either."};
  Carry out{CarryVerdict::Partly, other / own, {}};
  const std::string kept = std::to_string(std::lround(100 * out.gainKept)) + " % of what it takes off the held-out loss of its own base";
  const bool worse = m.becameWrong > m.becameRight && signTest(m.becameRight, m.becameWrong) < kSure;
  if (other <= 0) {
    out.verdict = CarryVerdict::No;
    out.sentence = "It does not help there: with it the held-out loss is not lower than without. Train it again on the new base.";
  } else if (out.gainKept < kSome) {
    out.verdict = CarryVerdict::No;
    out.sentence = "It hardly helps there: it keeps " + kept + ". Train it again on the new base.";
  } else if (out.gainKept >= kKept && !worse) {
    out.verdict = CarryVerdict::Yes;
    out.sentence = "It carries over: it keeps " + kept + ".";
  } else if (worse) {
    out.sentence = "It helps there and answers worse than on its own base (" + std::to_string(m.becameWrong) + " answers became wrong, " +
                   std::to_string(m.becameRight) + " right). Train it again on the new base.";
  } else {
    out.sentence = "It helps there less: it keeps " + kept + ". Train it further on the new base, or again.";
  }
  return out;
}

const char* carryName(CarryVerdict verdict) {
  switch (verdict) {
    case CarryVerdict::Yes: return "carries over";
    case CarryVerdict::Partly: return "partly";
    case CarryVerdict::No: return "does not carry over";
    case CarryVerdict::Unknown: break;
  }
  return "cannot tell";
}

}  // namespace graft
