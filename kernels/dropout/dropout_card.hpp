// SPDX-License-Identifier: Apache-2.0
// Dropout on the GPU: one thread per element.
#pragma once

#include "kernels/card/thread.hpp"
#include "kernels/dropout/dropout.hpp"
#include "kernels/dropout/dropout_hash.hpp"

namespace graft::kernels::card {

template <class E>
struct DropoutBody {
  Dropout a;
  template <class Thread>
  GRAFT_DEVICE_FN void operator()(Thread& t) const {
    const int64_t i = elementOf(t);
    if (i >= a.count) return;
    const float kept =
        dropoutDraw(a.noise, i) < dropoutLimit(a.probability) ? 0.0f : at<E>(a.x, i) * static_cast<float>(1 / (1 - a.probability));
    set<E>(a.y, i, a.mode == DropoutMode::Add ? at<E>(a.y, i) + kept : kept);
  }
};

}  // namespace graft::kernels::card
