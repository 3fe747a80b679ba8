// SPDX-License-Identifier: Apache-2.0
// AdamW and the gradient norm on the GPU. One thread handles one value. The norm is summed in parts of a fixed length, which one thread
// adds up in order. A step can be launched before the previous one is known: its correction records whether it was an update.
#pragma once

#include "kernels/adamw/adamw.hpp"
#include "kernels/card/thread.hpp"

namespace graft::kernels::card {

struct AdamWBody {
  AdamWStep a;
  float rates[2], roots2[2];  ///< lr / (1 - b1^t) and (1 - b2^t)^-1/2 for t = leastUpdates and the next, in double before launch
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
