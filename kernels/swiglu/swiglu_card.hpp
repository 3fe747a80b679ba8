// SPDX-License-Identifier: Apache-2.0
// SwiGLU and GEGLU on the GPU: one thread per eight elements. Memory bound.
#pragma once

#include "kernels/card/eights.hpp"
#include "kernels/swiglu/swiglu.hpp"

namespace graft::kernels::card {

GRAFT_DEVICE_FN inline float gateOf(const GatedActivation& c, float g) {
  return 1.0f / (1.0f + expf(-(c.linear * g + c.cubic * g * g * g)));
}

template <class E>
struct SwigluForwardBody {
  SwigluForward a;
  template <class Thread>
  GRAFT_DEVICE_FN void operator()(Thread& t) const {
    const EightOf p(t, a.width);
    if (p.row >= a.rows) return;
    const int64_t place = p.row * 2 * a.width + p.column;
    float gate[kEight], up[kEight];
    loadEight<E>(a.gateUp, place, p.count, gate);
    loadEight<E>(a.gateUp, place + a.width, p.count, up);
    GRAFT_UNROLL
    for (int i = 0; i < kEight; ++i) up[i] *= gate[i] * gateOf(a.curve, gate[i]);
    storeEight<E>(a.y, p.row * a.width + p.column, p.count, up);
  }
};

template <class E>
struct SwigluBackwardBody {
  SwigluBackward a;
  template <class Thread>
  GRAFT_DEVICE_FN void operator()(Thread& t) const {
    const EightOf p(t, a.width);
    if (p.row >= a.rows) return;
    const int64_t place = p.row * 2 * a.width + p.column;
    float gate[kEight], up[kEight], dy[kEight];
    loadEight<E>(a.gateUp, place, p.count, gate);
    loadEight<E>(a.gateUp, place + a.width, p.count, up);
    loadEight<E>(a.dy, p.row * a.width + p.column, p.count, dy);
    GRAFT_UNROLL
    for (int i = 0; i < kEight; ++i) {
      const float g = gate[i], s = gateOf(a.curve, g), slope = a.curve.linear + 3.0f * a.curve.cubic * g * g;
      gate[i] = up[i] * dy[i] * s * (1.0f + g * (1.0f - s) * slope);
      up[i] = g * s * dy[i];
    }
    storeEight<E>(a.gateUp, place, p.count, gate);
    storeEight<E>(a.gateUp, place + a.width, p.count, up);
  }
};

}  // namespace graft::kernels::card
