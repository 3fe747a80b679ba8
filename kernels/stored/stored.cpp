// SPDX-License-Identifier: Apache-2.0
#include "kernels/stored/stored.hpp"

#include <vector>

#include "kernels/card/card_kernels.hpp"
#include "kernels/common/plain.hpp"

namespace graft::kernels {

int64_t rowBytes(const StoredRows& w) {
  const auto* format = storedFormat(static_cast<int>(w.type));
  return w.width / format->blockElements * format->blockBytes;
}

namespace {

constexpr int64_t kTaskRows = 16;

void decodeRow(const StoredRows& w, int64_t row, float* target) {
  const int64_t stored = w.order ? w.order[row] : row;
  dequantize(w.type, w.bytes + stored * rowBytes(w), target, static_cast<size_t>(w.width));
}

template <class Body>
void inTasksOfRows(const StoredRows& w, int64_t first, int64_t count, const Runner& runner, Body&& body) {
  inPlainTasks(runner, (count + kTaskRows - 1) / kTaskRows, [&](int64_t task) {
    std::vector<float> line(static_cast<size_t>(w.width));
    for (int64_t row = task * kTaskRows; row < count && row < (task + 1) * kTaskRows; ++row) {
      decodeRow(w, first + row, line.data());
      body(row, line.data());
    }
  });
}

void plain(const FewRowsProduct& a, const Runner& runner) {
  withElement(a.type, [&](auto e) {
    using E = decltype(e);
    int64_t column = 0;
    for (int64_t part = 0; part < a.count; ++part) {
      const StoredRows& w = a.weights[part];
      inTasksOfRows(w, 0, w.rows, runner, [&](int64_t row, const float* line) {
        for (int64_t n = 0; n < a.n; ++n) {
          double sum = 0;
          for (int64_t i = 0; i < w.width; ++i) sum += static_cast<double>(toFloat(*at<E>(a.x, n * w.width + i))) * line[i];
          *at<E>(a.y, n * a.yStride + column + row) = fromFloat<E>(sum);
        }
      });
      column += w.rows;
    }
  });
}

void plain(const DecodeRows& a, const Runner& runner) {
  withElement(a.type, [&](auto e) {
    using E = decltype(e);
    inTasksOfRows(a.weight, a.first, a.count, runner, [&](int64_t row, const float* line) {
      for (int64_t i = 0; i < a.weight.width; ++i) *at<E>(a.target, row * a.weight.width + i) = fromFloat<E>(line[i]);
    });
  });
}

Isa isaOf(Element type, const StoredRows& w, const Runner& runner) {
  return w.width % 32 == 0 ? isaFor(type, runner, w.width) : Isa::Plain;
}

}  // namespace

void fewRowsProduct(const FewRowsProduct& a, const Runner& runner) {
  GRAFT_ROUND_CALL(isaOf(a.type, a.weights[0], runner), plain(a, runner), fewRowsProduct, a, runner)
}
void decodeRows(const DecodeRows& a, const Runner& runner) {
  if (runner.card() && a.type != Element::F64) return runner.card()->run(a);
  GRAFT_ROUND_CALL(isaOf(a.type, a.weight, runner), plain(a, runner), decodeRows, a, runner)
}

}  // namespace graft::kernels
