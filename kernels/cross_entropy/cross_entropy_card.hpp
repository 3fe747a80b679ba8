// SPDX-License-Identifier: Apache-2.0
// Cross entropy on the GPU, one thread block per row: the largest logit, the sum of exponentials, the gradient in place. Memory bound.
#pragma once

#include "kernels/card/eights.hpp"
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
    const auto forEights = [&](auto body) {
      for (int64_t i = t.thread() * kEight; i < a.vocab; i += t.threads() * kEight) {
        const int64_t count = a.vocab - i < kEight ? a.vocab - i : kEight;
        float z[kEight];
        loadEight<E>(a.logits, begin + i, count, z);
        body(i, count, z);
      }
    };
    float most = -INFINITY, sum = 0;
    forEights([&](int64_t, int64_t count, const float(&z)[kEight]) {
      GRAFT_UNROLL
      for (int i = 0; i < kEight; ++i) most = i < count ? Most{}(most, z[i]) : most;
    });
    most = overBlock(t, most, room, Most{});
    forEights([&](int64_t, int64_t count, const float(&z)[kEight]) {
      GRAFT_UNROLL
      for (int i = 0; i < kEight; ++i) sum += i < count ? expf(z[i] - most) : 0;
    });
    sum = overBlock(t, sum, room, Sum{});
    const float wanted = at<E>(a.logits, begin + target);
    t.barrier();  // all threads read the target logit before it is overwritten
    if (t.thread() == 0) a.losses[t.block()] = static_cast<double>(most) + log(static_cast<double>(sum)) - static_cast<double>(wanted);
    if (a.gradient == Gradient::None) return;
    const float scale = static_cast<float>(a.factor) / sum;
    forEights([&](int64_t first, int64_t count, const float(&z)[kEight]) {
      float dz[kEight];
      GRAFT_UNROLL
      for (int i = 0; i < kEight; ++i) dz[i] = expf(z[i] - most) * scale - (first + i == target ? static_cast<float>(a.factor) : 0.0f);
      storeEight<E>(a.logits, begin + first, count, dz);
    });
  }
};

}  // namespace graft::kernels::card
