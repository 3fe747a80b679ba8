// SPDX-License-Identifier: GPL-3.0-or-later
// Data of a curve, and what is drawn of it. No painting, no Qt Charts: tested alone.
#pragma once

#include <cstddef>
#include <span>
#include <vector>

#include <QPointF>

namespace graft::ui {

/// x ascends; y may hold NaN where there is no value. Both of one length.
struct Curve {
  std::vector<double> x, y;
  bool empty() const { return x.empty(); }
};

/// A curve, or one with other values over the same places, without a copy; neither may change meanwhile.
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

/// One column of pixels: what of the curve lies in it, exactly.
struct Column {
  double x = 0;  ///< of the first point
  double first = 0, low = 0, high = 0, last = 0;
};
/// The visible part of a curve in at most `columns` columns: every minimum and maximum is in it. Values that cannot be drawn (NaN,
/// infinity, and with Log also zero and below) are left out. One point beyond each edge is kept, so that lines leave the picture.
std::vector<Column> columnsOf(CurveView curve, Span1d visible, int columns, YScale scale);
/// A line through columns: first, low and high in the order that keeps it short, last.
std::vector<QPointF> lineOf(const std::vector<Column>& columns);

/// Exponential moving average with the weight of what is not there yet taken out (as Adam does it); NaN is passed over. On all data,
/// before anything is left out. `weight`: 0 is none, 0.9 is ten steps.
std::vector<double> smoothed(const std::vector<double>& y, double weight);
/// The same into `out`, whose memory is used again.
void smoothInto(const std::vector<double>& y, double weight, std::vector<double>& out);
/// The weight with which `count` values look calm and still follow: about a twenty-fifth of them.
double calmWeight(size_t count);

/// Smallest and largest drawable y among the visible x; {0, 1} when there is none. `left out`: how many cannot be drawn.
struct YRange {
  Span1d span;
  size_t drawn = 0, leftOut = 0;
};
YRange rangeOf(const Curve& curve, Span1d visible, YScale scale);
/// From the 2nd to the 98th percentile of the visible values, when that is much less than all; else all.
YRange withoutOutliers(const Curve& curve, Span1d visible, YScale scale);

/// Index of the point nearest to x; -1 when there is none.
std::ptrdiff_t nearest(const Curve& curve, double x);

/// Round numbers for an axis: the step is 1, 2 or 5 times a power of ten, the span goes out to steps when `widen`.
struct Ticks {
  Span1d span;
  double step = 1;
};
enum class Widen { No, Yes };
Ticks ticksFor(Span1d span, int about, Widen widen);
/// Decimals that tell two ticks apart.
int decimalsOf(double step);

}  // namespace graft::ui
