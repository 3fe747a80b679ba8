// SPDX-License-Identifier: GPL-3.0-or-later
// Data of a curve, and its reduction to what is drawn. No painting and no Qt Charts, so it is tested alone.
#pragma once

#include <cstddef>
#include <span>
#include <vector>

#include <QPointF>

namespace graft::ui {

/// x ascends; y may hold NaN for missing values. Both have one length.
struct Curve {
  std::vector<double> x, y;
  bool empty() const { return x.empty(); }
};

/// View of a curve, or of other values at its places, without a copy. The data must not change meanwhile.
struct CurveView {
  CurveView(const Curve& curve) : x(curve.x), y(curve.y) {}
  CurveView(std::span<const double> places, std::span<const double> values) : x(places), y(values) {}
  std::span<const double> x, y;
};

struct Span1d {
  double low = 0, high = 1;
  bool operator==(const Span1d&) const = default;
  double size() const { return high - low; }
};

enum class YScale { Linear, Log };

/// A column of pixels: exact extent of the curve in it.
struct Column {
  double x = 0;  ///< x of the first point
  double first = 0, low = 0, high = 0, last = 0;
};
/// Reduces the visible part of a curve to at most `columns` columns, with every minimum and maximum. Values that cannot be drawn (NaN,
/// infinity, and with Log also zero and below) are left out. One point beyond each edge is kept, so that lines leave the picture.
std::vector<Column> columnsOf(CurveView curve, Span1d visible, int columns, YScale scale);
/// Line through columns: first, low and high in the shorter order, last.
std::vector<QPointF> lineOf(const std::vector<Column>& columns);

/// Exponential moving average with bias correction (as in Adam); NaN is skipped. Runs on all data, before any reduction. `weight`: 0 is no
/// smoothing, 0.9 is ten steps.
std::vector<double> smoothed(const std::vector<double>& y, double weight);
/// Writes the smoothed values into `out` and reuses its memory.
void smoothInto(const std::vector<double>& y, double weight, std::vector<double>& out);
/// Smoothing weight for `count` values that look calm and still follow: a window of about a twenty-fifth of them.
double calmWeight(size_t count);

/// Smallest and largest drawable y among the visible x; {0, 1} if there is none. `leftOut`: number of values that cannot be drawn.
struct YRange {
  Span1d span;
  size_t drawn = 0, leftOut = 0;
};
YRange rangeOf(const Curve& curve, Span1d visible, YScale scale);
/// Range from the 2nd to the 98th percentile of the visible values if that is much less than all; else all.
YRange withoutOutliers(const Curve& curve, Span1d visible, YScale scale);

/// Index of the point nearest to x; -1 if there is none.
std::ptrdiff_t nearest(const Curve& curve, double x);

/// Round numbers for an axis: the step is 1, 2 or 5 times a power of ten. With `widen` the span extends to whole steps.
struct Ticks {
  Span1d span;
  double step = 1;
};
enum class Widen { No, Yes };
Ticks ticksFor(Span1d span, int about, Widen widen);
/// Decimals needed to distinguish two ticks.
int decimalsOf(double step);

}  // namespace graft::ui
