// SPDX-License-Identifier: Apache-2.0
// One thread a value; the norm in parts of a fixed length, whose sums one thread adds up in order. Nothing of a step has to be known
// before the next is started: whether it was an update stands in its correction.
#pragma once

#include "kernels/adamw/adamw.hpp"
#include "kernels/card/thread.hpp"

namespace graft::kernels::card {

struct AdamWBody {
  AdamWStep a;
  float rates[2], roots2[2];  ///< lr / (1 - b1^t) and (1 - b2^t)^-1/2 of leastUpdates and the next, computed in double before the start
  template <class Thread>
  GRAFT_DEVICE_FN void operator()(Thread& t) const {
    const int64_t i = elementOf(t);
    if (i >= a.count) return;
    const double factor = a.correction->factor;
    if (factor != factor) return;
    const bool isNext = a.correction->updates > static_cast<double>(a.leastUpdates);
    float *p = static_cast<float*>(a.parameter) + i, *m = static_cast<float*>(a.first) + i, *v = static_cast<float*>(a.second) + i;
    const float g = static_cast<const float*>(a.gradient)[i] * static_cast<float>(factor);
    *m += static_cast<float>(1 - a.beta1) * (g - *m);
    *v = *v * static_cast<float>(a.beta2) + static_cast<float>(1 - a.beta2) * (g * g);
    *p = *p * static_cast<float>(1 - a.lr * a.decay) -
         (isNext ? rates[1] : rates[0]) * *m / (sqrtf(*v) * (isNext ? roots2[1] : roots2[0]) + static_cast<float>(a.epsilon));
  }
};

struct NormPartsBody {
  SquaredNorm a;
  template <class Thread>
  GRAFT_DEVICE_FN void operator()(Thread& t) const {
    float* room = t.shared(kWarp * 4);
    const int64_t begin = t.block() * kNormPart, end = begin + kNormPart < a.count ? begin + kNormPart : a.count;
    float squares = 0;
    for (int64_t i = begin + t.thread(); i < end; i += t.threads()) {
      const float x = static_cast<const float*>(a.values)[i];
      squares += x * x;
    }
    squares = overBlock(t, squares, room, Sum{});
    if (t.thread() == 0) a.parts[t.block()] = static_cast<double>(squares);
  }
};

struct NormSumBody {
  SquaredNorm a;
  template <class Thread>
  GRAFT_DEVICE_FN void operator()(Thread& t) const {
    if (t.thread() == 0) correctByParts(a);
  }
};

}  // namespace graft::kernels::card
