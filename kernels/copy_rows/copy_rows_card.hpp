// SPDX-License-Identifier: Apache-2.0
// Row copies on the GPU: one thread block per row.
#pragma once

#include "kernels/card/thread.hpp"
#include "kernels/copy_rows/copy_rows.hpp"

namespace graft::kernels::card {

constexpr Launch copyRowsLaunch(int64_t rows) { return {rows, 128, 0}; }

template <class E>
struct CopyRowsBody {
  CopyRows a;
  template <class Thread>
  GRAFT_DEVICE_FN void operator()(Thread& t) const {
    const int64_t i = t.block(), from = a.source == From::First ? 0 : a.from ? a.from[i] : i, to = a.to ? a.to[i] : i;
    const E* x = static_cast<const E*>(a.x) + from * a.xStride;
    E* y = static_cast<E*>(a.y) + to * a.yStride;
    const float times = static_cast<float>(a.times);
    for (int64_t j = t.thread(); j < a.width; j += t.threads()) {
      if (times == 1) {
        y[j] = x[j];
      } else {
        set<E>(y, j, times * at<E>(x, j));
      }
    }
  }
};

}  // namespace graft::kernels::card
