// SPDX-License-Identifier: Apache-2.0
// One thread an element. Memory bound.
#pragma once

#include "kernels/card/thread.hpp"
#include "kernels/swiglu/swiglu.hpp"

namespace graft::kernels::card {

template <class E>
struct SwigluForwardBody {
  SwigluForward a;
  template <class Thread>
  GRAFT_DEVICE_FN void operator()(Thread& t) const {
    const int64_t element = elementOf(t);
    if (element >= a.rows * a.width) return;
    const int64_t place = element / a.width * 2 * a.width + element % a.width;
    const float g = at<E>(a.gateUp, place);
    set<E>(a.y, element, g / (1.0f + expf(-g)) * at<E>(a.gateUp, place + a.width));
  }
};

template <class E>
struct SwigluBackwardBody {
  SwigluBackward a;
  template <class Thread>
  GRAFT_DEVICE_FN void operator()(Thread& t) const {
    const int64_t element = elementOf(t);
    if (element >= a.rows * a.width) return;
    const int64_t place = element / a.width * 2 * a.width + element % a.width;
    const float g = at<E>(a.gateUp, place), u = at<E>(a.gateUp, place + a.width), d = at<E>(a.dy, element), s = 1.0f / (1.0f + expf(-g));
    set<E>(a.gateUp, place, u * d * s * (1.0f + g * (1.0f - s)));
    set<E>(a.gateUp, place + a.width, g * s * d);
  }
};

}  // namespace graft::kernels::card
