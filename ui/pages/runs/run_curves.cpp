// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>
#include <cmath>

#include "ui/pages/runs/run_view_model.hpp"

namespace graft::ui {
namespace {

/// Positions of steps 1 to the last on the axis.
std::vector<double> placesOf(const store::RunDetails& details, XAxis axis) {
  const size_t count = details.of(store::Metric::Loss).size();
  std::vector<double> x(count);
  double sum = 0;
  for (size_t i = 0; i < count; ++i) {
    const auto at = [&](store::Metric metric) {
      const auto& values = details.of(metric);
      return i < values.size() && std::isfinite(values[i]) ? values[i] : 0;
    };
    switch (axis) {
      case XAxis::Step: x[i] = static_cast<double>(i + 1); break;
      case XAxis::Epoch: x[i] = sum = std::max(sum, at(store::Metric::Epoch)); break;
      case XAxis::Tokens: x[i] = sum += at(store::Metric::Tokens); break;
      case XAxis::Minutes: x[i] = sum += at(store::Metric::Seconds) / 60; break;
    }
  }
  return x;
}

Curve curve(const std::vector<double>& x, const std::vector<double>& y) {
  const size_t count = std::min(x.size(), y.size());
  return {{x.begin(), x.begin() + static_cast<std::ptrdiff_t>(count)}, {y.begin(), y.begin() + static_cast<std::ptrdiff_t>(count)}};
}

}  // namespace

RunCurves curvesOf(const store::RunDetails& details, XAxis axis) {
  const auto x = placesOf(details, axis);
  RunCurves out;
  out.loss = curve(x, details.of(store::Metric::Loss));
  out.learningRate = curve(x, details.of(store::Metric::LearningRate));
  out.gradient = curve(x, details.of(store::Metric::GradNorm));
  out.speed = curve(x, details.of(store::Metric::Tokens));
  out.memory = curve(x, details.of(store::Metric::Memory));
  constexpr double kMbPerMib = 1.048576;  // the window says MB everywhere
  for (double& value : out.memory.y) value *= kMbPerMib;
  // Runs of older versions did not record memory.
  if (std::none_of(out.memory.y.begin(), out.memory.y.end(), [](double v) { return std::isfinite(v); })) out.memory = {};
  const auto& seconds = details.of(store::Metric::Seconds);
  for (size_t i = 0; i < out.speed.y.size(); ++i) out.speed.y[i] = i < seconds.size() && seconds[i] > 0 ? out.speed.y[i] / seconds[i] : NAN;
  std::vector<int64_t> steps;  // of the held-out measurements
  for (const auto& e : details.evaluations) {
    if (!e.loss) continue;
    steps.push_back(e.step);
    const auto place = static_cast<size_t>(e.step);
    out.heldout.x.push_back(place == 0 ? 0 : place <= x.size() ? x[place - 1] : x.empty() ? 0 : x.back());
    out.heldout.y.push_back(*e.loss);
  }
  if (const auto& y = out.heldout.y; y.size() > 1) {
    const auto index = static_cast<size_t>(std::min_element(y.begin(), y.end()) - y.begin());
    out.best = RunCurves::Best{index, steps[index]};
  }
  return out;
}

double placeOf(const store::RunDetails& details, XAxis axis, int64_t step) {
  const auto x = placesOf(details, axis);
  if (step <= 0 || x.empty()) return 0;
  return x[std::min(static_cast<size_t>(step), x.size()) - 1];
}

QString axisTitle(XAxis axis) {
  switch (axis) {
    case XAxis::Step: return RunViewModel::tr("step");
    case XAxis::Epoch: return RunViewModel::tr("epoch");
    case XAxis::Tokens: return RunViewModel::tr("tokens seen");
    case XAxis::Minutes: return RunViewModel::tr("minutes");
  }
  return {};
}

}  // namespace graft::ui
