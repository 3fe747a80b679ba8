// SPDX-License-Identifier: Apache-2.0
#include "kernels/cross_entropy/cross_entropy.hpp"

#include "kernels/common/simd.hpp"

namespace graft::kernels::GRAFT_ISA {
namespace {

template <class E>
void losses(const CrossEntropy& a, const Runner& runner) {
  inTasks(runner, a.rows, [&](int64_t row) {
    E* z = static_cast<E*>(a.logits) + row * a.vocab;
    V top = load(z);
    for (int64_t i = W; i < a.vocab; i += W) top = larger(top, load(z + i));
    const float most = maxOf(top);
    double sum = 0;  // float sum per lane over a stretch, so that 100,000 small terms do not vanish beside a large sum
    for (int64_t begin = 0; begin < a.vocab; begin += 256 * W) {
      V part = {};
      for (int64_t i = begin; i < smaller(a.vocab, begin + 256 * W); i += W) part += expOf(load(z + i) - most);
      sum += static_cast<double>(sumOf(part));
    }
    const double logsumexp = static_cast<double>(most) + __builtin_log(sum);
    const int64_t target = a.targets[row];
    const float wanted = toFloat(z[target]);
    a.losses[row] = logsumexp - static_cast<double>(wanted);
    if (a.gradient == Gradient::None) return;
    const float scale = static_cast<float>(a.factor / sum);
    for (int64_t i = 0; i < a.vocab; i += W) store(z + i, expOf(load(z + i) - most) * scale);
    const float own = static_cast<float>(a.factor * (__builtin_exp(static_cast<double>(wanted) - logsumexp) - 1.0));
    if constexpr (sizeof(E) == 4) {
      z[target] = own;
    } else {
      z[target] = toBf16(own);
    }
  });
}

}  // namespace

void crossEntropy(const CrossEntropy& a, const Runner& runner) {
  a.type == Element::F32 ? losses<float>(a, runner) : losses<Bf16>(a, runner);
}

}  // namespace graft::kernels::GRAFT_ISA
