// SPDX-License-Identifier: Apache-2.0
// Scalar reference of attention: one query after the other, in double.
#include "kernels/attention/attention.hpp"

#include <vector>

#include "kernels/card/card_kernels.hpp"
#include "kernels/common/plain.hpp"

namespace graft::kernels {
namespace {

constexpr int64_t kMostHeadDim = 256;

template <class E>
double dot(const E* a, const E* b, int64_t n) {
  double sum = 0;
  for (int64_t i = 0; i < n; ++i) sum += static_cast<double>(toFloat(a[i])) * toFloat(b[i]);
  return sum;
}

/// Segment 0 is the shared prefix, which may be empty.
struct Segment {
  int64_t begin, end;
};
Segment segmentOf(const AttentionShape& a, int64_t index) {
  return index == 0 ? Segment{0, a.prefix} : Segment{a.starts[index - 1], a.starts[index]};
}

/// Calls body with every key that token t of a segment sees.
template <class Body>
void forEachKey(const AttentionShape& a, const Segment& segment, int64_t t, Body&& body) {
  const auto isNear = [&](int64_t between) { return a.window == 0 || between < a.window; };
  if (segment.begin > 0) {
    for (int64_t u = 0; u < a.prefix; ++u) {
      if (isNear(t - segment.begin + a.prefix - u)) body(u);
    }
  }
  for (int64_t u = segment.begin; u <= t; ++u) {
    if (isNear(t - u)) body(u);
  }
}

template <class E>
void forwardHead(const AttentionForward& a, int64_t index, int64_t head) {
  const Segment segment = segmentOf(a, index);
  const int64_t D = a.headDim, kvHead = head / (a.heads / a.kvHeads);
  std::vector<double> p(static_cast<size_t>(a.tokens)), sum(static_cast<size_t>(D));
  for (int64_t t = segment.begin; t < segment.end; ++t) {
    const E* q = at<E>(a.q, t * a.qStride + head * D);
    double top = -HUGE_VAL, total = 0;
    forEachKey(a, segment, t, [&](int64_t u) {
      p[static_cast<size_t>(u)] = a.scale * dot(q, at<E>(a.k, u * a.kStride + kvHead * D), D);
      top = std::fmax(top, p[static_cast<size_t>(u)]);
    });
    std::fill(sum.begin(), sum.end(), 0.0);
    forEachKey(a, segment, t, [&](int64_t u) {
      const double weight = std::exp(p[static_cast<size_t>(u)] - top);
      const E* v = at<E>(a.v, u * a.vStride + kvHead * D);
      total += weight;
      for (int64_t i = 0; i < D; ++i) sum[static_cast<size_t>(i)] += weight * toFloat(v[i]);
    });
    E* out = at<E>(a.out, t * a.outStride + head * D);
    for (int64_t i = 0; i < D; ++i) out[i] = fromFloat<E>(sum[static_cast<size_t>(i)] / total);
    if (a.logsumexp) *at<AccumType<E>>(a.logsumexp, t * a.heads + head) = static_cast<AccumType<E>>(top + std::log(total));
  }
}

/// Backward pass of one key/value head over the whole sequence. Its query heads add to shared key and value gradients.
template <class E>
void backwardGroup(const AttentionBackward& a, int64_t kvHead) {
  const int64_t D = a.headDim, group = a.heads / a.kvHeads;
  std::vector<double> dk(static_cast<size_t>(a.tokens * D)), dv(dk.size()), dq(static_cast<size_t>(D));
  for (int64_t head = kvHead * group; head < (kvHead + 1) * group; ++head) {
    for (int64_t index = 0; index <= a.segments; ++index) {
      const Segment segment = segmentOf(a, index);
      for (int64_t t = segment.begin; t < segment.end; ++t) {
        const E *q = at<E>(a.q, t * a.qStride + head * D), *dout = at<E>(a.dout, t * a.doutStride + head * D);
        const double delta = dot(dout, at<E>(a.out, t * a.outStride + head * D), D);
        const double logsumexp = *at<AccumType<E>>(a.logsumexp, t * a.heads + head);
        std::fill(dq.begin(), dq.end(), 0.0);
        forEachKey(a, segment, t, [&](int64_t u) {
          const E *k = at<E>(a.k, u * a.kStride + kvHead * D), *v = at<E>(a.v, u * a.vStride + kvHead * D);
          const double p = std::exp(a.scale * dot(q, k, D) - logsumexp), ds = a.scale * p * (dot(dout, v, D) - delta);
          for (int64_t i = 0; i < D; ++i) {
            dv[static_cast<size_t>(u * D + i)] += p * toFloat(dout[i]);
            dk[static_cast<size_t>(u * D + i)] += ds * toFloat(q[i]);
            dq[static_cast<size_t>(i)] += ds * toFloat(k[i]);
          }
        });
        E* out = at<E>(a.dq, t * a.dqStride + head * D);
        for (int64_t i = 0; i < D; ++i) out[i] = fromFloat<E>(dq[static_cast<size_t>(i)]);
      }
    }
  }
  for (int64_t u = 0; u < a.tokens; ++u) {
    for (int64_t i = 0; i < D; ++i) {
      at<E>(a.dk, u * a.dkStride + kvHead * D)[i] = fromFloat<E>(dk[static_cast<size_t>(u * D + i)]);
      at<E>(a.dv, u * a.dvStride + kvHead * D)[i] = fromFloat<E>(dv[static_cast<size_t>(u * D + i)]);
    }
  }
}

void plain(const AttentionForward& a, const Runner& runner) {
  withElement(a.type, [&](auto e) {
    inPlainTasks(runner, (a.segments + 1) * a.heads, [&](int64_t task) { forwardHead<decltype(e)>(a, task / a.heads, task % a.heads); });
  });
}
void plain(const AttentionBackward& a, const Runner& runner) {
  withElement(a.type, [&](auto e) { inPlainTasks(runner, a.kvHeads, [&](int64_t task) { backwardGroup<decltype(e)>(a, task); }); });
}

template <class E>
void stepHead(const AttentionStep& a, int64_t row, int64_t head) {
  const int64_t D = a.headDim, width = a.kvHeads * D, kvHead = head / (a.heads / a.kvHeads), length = a.lengths[row];
  const int64_t first = a.sequences[row] * a.sequenceStride + kvHead * D;
  const E* q = at<E>(a.q, row * a.qStride + head * D);
  const int64_t begin = a.window > 0 && a.window < length ? length - a.window : 0;
  std::vector<double> p(static_cast<size_t>(length)), sum(static_cast<size_t>(D));
  double top = -HUGE_VAL, total = 0;
  for (int64_t u = begin; u < length; ++u) {
    p[static_cast<size_t>(u)] = a.scale * dot(q, at<E>(a.keys, first + u * width), D);
    top = std::fmax(top, p[static_cast<size_t>(u)]);
  }
  for (int64_t u = begin; u < length; ++u) {
    const double weight = std::exp(p[static_cast<size_t>(u)] - top);
    total += weight;
    for (int64_t i = 0; i < D; ++i) sum[static_cast<size_t>(i)] += weight * toFloat(*at<E>(a.values, first + u * width + i));
  }
  for (int64_t i = 0; i < D; ++i) *at<E>(a.out, (row * a.heads + head) * D + i) = fromFloat<E>(sum[static_cast<size_t>(i)] / total);
}

void plain(const AttentionStep& a, const Runner& runner) {
  withElement(a.type, [&](auto e) {
    inPlainTasks(runner, a.rows * a.heads, [&](int64_t task) { stepHead<decltype(e)>(a, task / a.heads, task % a.heads); });
  });
}

Isa isaOf(const AttentionShape& a, const Runner& runner) {
  return a.headDim > kMostHeadDim ? Isa::Plain : pairsFor(a.type, runner, a.headDim);
}

}  // namespace

int64_t attentionScratch(const AttentionShape& a) {
  constexpr int64_t kBuffers = 4;  // float gradients of q (two buffers), k and v per query head; the forward pass needs one for keys
  // The pair versions keep transposed keys or values behind the float buffers.
  const int64_t padded = a.tokens + (a.segments + 1) * 64;
  return kBuffers * padded * a.heads * a.headDim * 4 + (a.type == Element::BF16 ? padded * a.kvHeads * a.headDim * 2 : 0);
}

void attention(const AttentionForward& a, const Runner& runner) {
  if (runner.card() && a.type != Element::F64) return runner.card()->run(a);
  const Isa isa = isaOf(a, runner);
  GRAFT_PAIRS_CALL(isa, attention, a, runner)
  GRAFT_SIMD_CALL(isa, plain(a, runner), attention, a, runner)
}
void attention(const AttentionBackward& a, const Runner& runner) {
  if (runner.card() && a.type != Element::F64) return runner.card()->run(a);
  const Isa isa = isaOf(a, runner);
  GRAFT_PAIRS_CALL(isa, attention, a, runner)
  GRAFT_SIMD_CALL(isa, plain(a, runner), attention, a, runner)
}

void attention(const AttentionStep& a, const Runner& runner) {
  if (runner.card() && a.type != Element::F64) return runner.card()->run(a);
  GRAFT_SIMD_CALL(a.headDim > kMostHeadDim ? Isa::Plain : isaFor(a.type, runner, a.headDim), plain(a, runner), attention, a, runner)
}

}  // namespace graft::kernels
