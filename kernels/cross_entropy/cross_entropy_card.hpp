// SPDX-License-Identifier: Apache-2.0
// One block a row: the largest logit, the sum of exponentials, the gradient in place. Memory bound.
#pragma once

#include "kernels/card/thread.hpp"
#include "kernels/cross_entropy/cross_entropy.hpp"

namespace graft::kernels::card {

constexpr Launch crossEntropyLaunch(int64_t rows) { return {rows, 256, kWarp * 4}; }

template <class E>
struct CrossEntropyBody {
  CrossEntropy a;
  template <class Thread>
  GRAFT_DEVICE_FN void operator()(Thread& t) const {
    float* room = t.shared(kWarp * 4);
    const int64_t begin = t.block() * a.vocab, target = a.targets[t.block()];
    float most = -INFINITY, sum = 0;
    for (int64_t i = t.thread(); i < a.vocab; i += t.threads()) most = Most{}(most, at<E>(a.logits, begin + i));
    most = overBlock(t, most, room, Most{});
    for (int64_t i = t.thread(); i < a.vocab; i += t.threads()) sum += expf(at<E>(a.logits, begin + i) - most);
    sum = overBlock(t, sum, room, Sum{});
    const float wanted = at<E>(a.logits, begin + target);
    t.barrier();  // nobody writes the wanted logit over before all have read it
    if (t.thread() == 0) a.losses[t.block()] = static_cast<double>(most) + log(static_cast<double>(sum)) - static_cast<double>(wanted);
    if (a.gradient == Gradient::None) return;
    const float scale = static_cast<float>(a.factor) / sum;
    for (int64_t i = t.thread(); i < a.vocab; i += t.threads())
      set<E>(a.logits, begin + i, expf(at<E>(a.logits, begin + i) - most) * scale - (i == target ? static_cast<float>(a.factor) : 0.0f));
  }
};

}  // namespace graft::kernels::card
