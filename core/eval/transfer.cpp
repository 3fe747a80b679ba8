// SPDX-License-Identifier: Apache-2.0
#include "core/eval/transfer.hpp"

#include <cmath>

#include "core/base/statistics.hpp"

namespace graft {

TransferJudgement judgeTransfer(const TransferMeasured& m) {
  constexpr double kKept = 0.9, kSome = 0.25, kSure = 0.05;
  if (m.rows == 0) return {TransferVerdict::Unknown, 0, msg("There are no held-out rows to tell by: name a dataset.")};
  const double own = m.oldBase - m.oldAdapter, other = m.newBase - m.newAdapter;
  if (!std::isfinite(own) || !std::isfinite(other))
    return {TransferVerdict::No, 0, msg("A loss is not a number: it does not work on that base.")};
  if (own <= 0) return {TransferVerdict::No, 0, msg("The adapter does not help on its own base either.")};
  TransferJudgement out{TransferVerdict::Partly, other / own, {}};
  const Message kept = msg("%1 % of what it takes off the held-out loss of its own base", std::lround(100 * out.gainKept));
  const bool worse = m.becameWrong > m.becameRight && signTest(m.becameRight, m.becameWrong) < kSure;
  if (other <= 0) {
    out.verdict = TransferVerdict::No;
    out.sentence = msg("It does not help there: with it the held-out loss is not lower than without. Train it again on the new base.");
  } else if (out.gainKept < kSome) {
    out.verdict = TransferVerdict::No;
    out.sentence = msg("It hardly helps there: it keeps %1. Train it again on the new base.", kept);
  } else if (out.gainKept >= kKept && !worse) {
    out.verdict = TransferVerdict::Yes;
    out.sentence = msg("It carries over: it keeps %1.", kept);
  } else if (worse) {
    out.sentence =
        msg("It helps there and answers worse than on its own base (%1 answers became wrong, %2 right). Train it again on the new base.",
            m.becameWrong, m.becameRight);
  } else {
    out.sentence = msg("It helps there less: it keeps %1. Train it further on the new base, or again.", kept);
  }
  return out;
}

}  // namespace graft
