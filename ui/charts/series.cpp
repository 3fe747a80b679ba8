// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/charts/series.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

namespace graft::ui {
namespace {

bool isDrawable(double y, YScale scale) { return std::isfinite(y) && (scale == YScale::Linear || y > 0); }

/// Range of indices of the points between the edges, and one more on each side.
std::pair<size_t, size_t> visibleRange(CurveView curve, Span1d visible) {
  const auto begin = std::lower_bound(curve.x.begin(), curve.x.end(), visible.low);
  const auto end = std::upper_bound(begin, curve.x.end(), visible.high);
  const auto from = static_cast<size_t>(begin - curve.x.begin()), to = static_cast<size_t>(end - curve.x.begin());
  return {from > 0 ? from - 1 : 0, std::min(to + 1, curve.x.size())};
}

}  // namespace

std::vector<Column> columnsOf(CurveView curve, Span1d visible, int columns, YScale scale) {
  std::vector<Column> out;
  if (columns < 1 || !(visible.size() > 0)) return out;
  const auto [from, to] = visibleRange(curve, visible);
  const double perColumn = visible.size() / columns;
  double columnEnds = -std::numeric_limits<double>::infinity();
  for (size_t i = from; i < to; ++i) {
    const double x = curve.x[i], y = curve.y[i];
    if (!isDrawable(y, scale)) continue;
    if (x >= columnEnds || out.empty()) {
      out.push_back({x, y, y, y, y});
      columnEnds = visible.low + perColumn * (std::floor((x - visible.low) / perColumn) + 1);
      continue;
    }
    Column& c = out.back();
    c.low = std::min(c.low, y);
    c.high = std::max(c.high, y);
    c.last = y;
  }
  return out;
}

std::vector<QPointF> lineOf(const std::vector<Column>& columns) {
  std::vector<QPointF> out;
  out.reserve(columns.size() * 2);
  for (const Column& c : columns) {
    out.emplace_back(c.x, c.first);
    const bool upFirst = std::abs(c.first - c.high) < std::abs(c.first - c.low);
    const double one = upFirst ? c.high : c.low, other = upFirst ? c.low : c.high;
    if (one != c.first) out.emplace_back(c.x, one);
    if (other != one) out.emplace_back(c.x, other);
    if (c.last != other) out.emplace_back(c.x, c.last);
  }
  return out;
}

std::vector<double> smoothed(const std::vector<double>& y, double weight) {
  std::vector<double> out;
  smoothInto(y, weight, out);
  return out;
}

void smoothInto(const std::vector<double>& y, double weight, std::vector<double>& out) {
  if (weight <= 0) {
    out = y;
    return;
  }
  out.assign(y.size(), std::numeric_limits<double>::quiet_NaN());
  double average = 0, there = 1;
  size_t i = 0;
  for (; i < y.size() && 1 - there != 1; ++i) {
    if (!std::isfinite(y[i])) continue;
    average = weight * average + (1 - weight) * y[i];
    there *= weight;
    out[i] = average / (1 - there);
  }
  // The correction for missing values has reached 1, so the division is left out for the many values that remain.
  const double rest = 1 - weight;
  for (; i < y.size(); ++i) {
    if (std::isfinite(y[i])) out[i] = average = weight * average + rest * y[i];
  }
}

double calmWeight(size_t count) {
  constexpr double kShare = 25, kMost = 0.995;
  return std::clamp(1 - kShare / static_cast<double>(std::max<size_t>(1, count)), 0.0, kMost);
}

YRange rangeOf(const Curve& curve, Span1d visible, YScale scale) {
  YRange out;
  double low = std::numeric_limits<double>::infinity(), high = -low;
  const auto begin = std::lower_bound(curve.x.begin(), curve.x.end(), visible.low);
  for (auto i = static_cast<size_t>(begin - curve.x.begin()); i < curve.x.size() && curve.x[i] <= visible.high; ++i) {
    if (!isDrawable(curve.y[i], scale)) {
      ++out.leftOut;
      continue;
    }
    low = std::min(low, curve.y[i]);
    high = std::max(high, curve.y[i]);
    ++out.drawn;
  }
  if (out.drawn > 0) out.span = {low, high};
  return out;
}

YRange withoutOutliers(const Curve& curve, Span1d visible, YScale scale) {
  YRange all = rangeOf(curve, visible, scale);
  constexpr size_t kFew = 20;
  constexpr double kCut = 0.02, kMuch = 1.6;
  if (all.drawn < kFew) return all;
  std::vector<double> values;
  values.reserve(all.drawn);
  for (size_t i = 0; i < curve.x.size(); ++i) {
    if (curve.x[i] >= visible.low && curve.x[i] <= visible.high && isDrawable(curve.y[i], scale)) values.push_back(curve.y[i]);
  }
  const auto at = [&](double share) {
    const auto place = values.begin() + static_cast<std::ptrdiff_t>(share * static_cast<double>(values.size() - 1));
    std::nth_element(values.begin(), place, values.end());
    return *place;
  };
  const Span1d most = {at(kCut), at(1 - kCut)};
  if (most.size() > 0 && all.span.size() > kMuch * most.size()) all.span = most;
  return all;
}

std::ptrdiff_t nearest(const Curve& curve, double x) {
  if (curve.empty()) return -1;
  const auto above = std::lower_bound(curve.x.begin(), curve.x.end(), x);
  if (above == curve.x.begin()) return 0;
  if (above == curve.x.end()) return static_cast<std::ptrdiff_t>(curve.x.size()) - 1;
  const auto index = above - curve.x.begin();
  return x - *(above - 1) < *above - x ? index - 1 : index;
}

Ticks ticksFor(Span1d span, int about, Widen widen) {
  if (!(span.size() > 0)) {
    const double room = span.low == 0 ? 1 : std::abs(span.low) * 0.1;
    span = {span.low - room, span.low + room};
  }
  const double rough = span.size() / std::max(1, about), power = std::pow(10.0, std::floor(std::log10(rough)));
  const double lead = rough / power;
  Ticks out{span, power * (lead <= 1 ? 1 : lead <= 2 ? 2 : lead <= 5 ? 5 : 10)};
  if (widen == Widen::Yes) out.span = {std::floor(span.low / out.step) * out.step, std::ceil(span.high / out.step) * out.step};
  return out;
}

int decimalsOf(double step) { return step > 0 && step < 1 ? static_cast<int>(std::ceil(-std::log10(step) - 1e-9)) : 0; }

}  // namespace graft::ui
