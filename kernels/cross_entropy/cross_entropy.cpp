// SPDX-License-Identifier: Apache-2.0
#include "kernels/cross_entropy/cross_entropy.hpp"

#include <limits>

#include "kernels/card/card_kernels.hpp"
#include "kernels/common/plain.hpp"

namespace graft::kernels {
namespace {

template <class E>
void lossRow(const CrossEntropy& a, int64_t row) {
  E* z = at<E>(a.logits, row * a.vocab);
  double top = -std::numeric_limits<double>::infinity(), sum = 0;
  for (int64_t i = 0; i < a.vocab; ++i) top = std::fmax(top, static_cast<double>(toFloat(z[i])));
  for (int64_t i = 0; i < a.vocab; ++i) sum += std::exp(toFloat(z[i]) - top);
  const double logsumexp = top + std::log(sum);
  a.losses[row] = logsumexp - toFloat(z[a.targets[row]]);
  if (a.gradient == Gradient::None) return;
  for (int64_t i = 0; i < a.vocab; ++i)
    z[i] = fromFloat<E>(a.factor * (std::exp(toFloat(z[i]) - logsumexp) - (i == a.targets[row] ? 1 : 0)));
}

void plain(const CrossEntropy& a, const Runner& runner) {
  withElement(a.type, [&](auto e) { inPlainTasks(runner, a.rows, [&](int64_t row) { lossRow<decltype(e)>(a, row); }); });
}

}  // namespace

void crossEntropy(const CrossEntropy& a, const Runner& runner) {
  if (runner.card() && a.type != Element::F64) return runner.card()->run(a);
  GRAFT_ROUND_CALL(isaFor(a.type, runner, a.vocab), plain(a, runner), crossEntropy, a, runner)
}

}  // namespace graft::kernels
