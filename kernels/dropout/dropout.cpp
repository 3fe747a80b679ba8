// SPDX-License-Identifier: Apache-2.0
#include "kernels/dropout/dropout.hpp"

#include "kernels/common/plain.hpp"

namespace graft::kernels {
namespace {

uint32_t mixed(uint32_t h) {
  h = (h ^ (h >> 16)) * 0x85ebca6bu;
  h = (h ^ (h >> 13)) * 0xc2b2ae35u;
  return h ^ (h >> 16);
}

template <class E>
void drop(const Dropout& a, int64_t begin, int64_t end) {
  const auto limit = static_cast<uint32_t>(a.probability * 4294967296.0);
  const auto low = static_cast<uint32_t>(a.noise), high = static_cast<uint32_t>(a.noise >> 32);
  const Wide<E> up = static_cast<Wide<E>>(1 / (1 - a.probability));
  for (int64_t i = begin; i < end; ++i) {
    const uint32_t draw = mixed(mixed(static_cast<uint32_t>(i) ^ low) + high + static_cast<uint32_t>(i >> 32));
    const Wide<E> kept = draw < limit ? 0 : widen(*at<E>(a.x, i)) * up;
    E* y = at<E>(a.y, i);
    *y = narrow<E>(a.mode == DropoutMode::Add ? widen(*y) + kept : kept);
  }
}

}  // namespace

void dropout(const Dropout& a, const Runner& runner) {
  constexpr int64_t kPart = 32'768;
  withElement(a.type, [&](auto e) {
    inPlainTasks(runner, (a.count + kPart - 1) / kPart, [&](int64_t task) {
      drop<decltype(e)>(a, task * kPart, task * kPart + kPart < a.count ? task * kPart + kPart : a.count);
    });
  });
}

}  // namespace graft::kernels
