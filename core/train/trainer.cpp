// SPDX-License-Identifier: Apache-2.0
#include "core/train/trainer.hpp"

#include <cmath>

#include "core/base/hash.hpp"
#include "core/base/system.hpp"

namespace graft {
namespace {

constexpr int kMostSkipped = 3;  // steps in a row that may be left out as not finite

std::vector<at::Tensor> tensorsOf(const LoraAdapter& adapter) {
  std::vector<at::Tensor> out;
  for (const auto& named : adapter.parameters()) out.push_back(named.tensor);
  return out;
}

void clip(const std::vector<at::Tensor>& parameters, double norm, double limit) {
  if (limit <= 0 || norm <= limit) return;
  const at::NoGradGuard noGradients;
  for (const auto& parameter : parameters) {
    if (parameter.grad().defined()) parameter.mutable_grad().mul_(limit / (norm + 1e-6));  // as clip_grad_norm_
  }
}

/// The best state so far by held-out loss, and how long ago it was.
class Best {
 public:
  explicit Best(const std::vector<at::Tensor>& parameters) : m_parameters(parameters) {}
  void offer(const Evaluation& evaluation) {
    constexpr double kLeastGain = 0.005;
    if (std::isfinite(evaluation.loss) && (!m_loss || evaluation.loss < *m_loss)) {
      m_waited = m_loss && evaluation.loss > *m_loss * (1 - kLeastGain) ? m_waited + 1 : 0;
      m_loss = evaluation.loss;
      m_evaluation = evaluation;
      m_saved.clear();
      for (const auto& parameter : m_parameters) m_saved.push_back(parameter.detach().clone());
    } else {
      ++m_waited;
    }
  }
  int64_t waited() const { return m_waited; }
  void restore(std::optional<Evaluation>& last) const {
    const at::NoGradGuard noGradients;
    for (size_t i = 0; i < m_saved.size(); ++i) m_parameters[i].copy_(m_saved[i]);
    if (m_evaluation) last = m_evaluation;
  }

 private:
  std::vector<at::Tensor> m_parameters, m_saved;
  std::optional<double> m_loss;
  std::optional<Evaluation> m_evaluation;
  int64_t m_waited = 0;
};

}  // namespace

std::vector<size_t> rowsOfStep(const TrainSettings& settings, size_t rowCount, int64_t step) {
  const auto perStep = static_cast<uint64_t>(settings.rowsPerStep);
  const uint64_t perEpoch = (rowCount + perStep - 1) / perStep;  // the last step of an epoch may be smaller
  const uint64_t epoch = static_cast<uint64_t>(step - 1) / perEpoch, place = static_cast<uint64_t>(step - 1) % perEpoch;
  const auto order = epochOrder(rowCount, settings.seed, epoch, settings.shuffle);
  const size_t begin = place * perStep, end = std::min<size_t>(rowCount, begin + perStep);
  return {order.begin() + static_cast<std::ptrdiff_t>(begin), order.begin() + static_cast<std::ptrdiff_t>(end)};
}

double accumulateGradients(const LlamaModel& model, const LoraAdapter& adapter, const std::vector<const TrainRow*>& rows, const TrainSettings& settings, int64_t step) {
  size_t supervised = 0;
  for (const auto* row : rows) supervised += row->supervised();
  double sum = 0;
  uint64_t pass = 0;
  for (const auto& part : divideStep(rows, static_cast<size_t>(settings.microTokens), settings.pack)) {
    const uint64_t noise = mix64(settings.seed ^ mix64(static_cast<uint64_t>(step) << 20 | pass++));
    const at::Tensor loss = model.lossSum(packRows(part), &adapter, noise) / static_cast<double>(supervised);
    loss.backward();
    sum += loss.item<double>();
  }
  return sum;
}

double gradientNorm(const std::vector<at::Tensor>& parameters) {
  double sum = 0;
  for (const auto& parameter : parameters) {
    if (!parameter.grad().defined()) continue;
    const double norm = parameter.grad().norm().item<double>();
    sum += norm * norm;
  }
  return std::sqrt(sum);
}

Result<TrainOutcome> train(const LlamaModel& model, LoraAdapter& adapter, const std::vector<TrainRow>& rows, const TrainSettings& settings, const TrainHooks& hooks) {
  adapter.setTrainable(true);
  const auto parameters = tensorsOf(adapter);
  AdamW optimizer(parameters, settings.weightDecay);
  Best best(parameters);
  TrainOutcome out;
  const int64_t total = totalSteps(settings, rows.size());
  const auto evaluate = [&](int64_t step) {
    if (!hooks.evaluate) return;
    out.last = hooks.evaluate(step);
    if (hooks.onEvaluation) hooks.onEvaluation(*out.last);
    if (settings.earlyStop > 0) best.offer(*out.last);
  };
  int skippedInARow = 0;
  for (int64_t step = 1; step <= total; ++step) {
    const double stepBegan = monotonicSeconds();
    StepReport report;
    report.step = step;
    report.lr = learningRate(settings, step, total);
    std::vector<const TrainRow*> taken;
    for (const size_t index : rowsOfStep(settings, rows.size(), step)) {
      taken.push_back(&rows[index]);
      report.rows.push_back(rows[index].row);
      report.tokens += rows[index].ids.size();
      report.supervised += rows[index].supervised();
    }
    report.loss = accumulateGradients(model, adapter, taken, settings, step);
    report.gradNorm = gradientNorm(parameters);
    report.skipped = !std::isfinite(report.loss) || !std::isfinite(report.gradNorm);
    if (report.skipped) {
      optimizer.clearGradients();
    } else {
      clip(parameters, report.gradNorm, settings.clip);
      optimizer.step(report.lr);
    }
    skippedInARow = report.skipped ? skippedInARow + 1 : 0;
    report.seconds = monotonicSeconds() - stepBegan;
    const double perEpoch = std::ceil(static_cast<double>(rows.size()) / static_cast<double>(settings.rowsPerStep));
    report.epoch = static_cast<double>(step) / perEpoch;
    if (step == 1) out.lossFirst = report.loss;
    if (!report.skipped) out.lossLast = report.loss;
    out.steps = step;
    out.tokens += report.tokens;
    out.supervised += report.supervised;
    out.seconds += report.seconds;
    if (hooks.onStep) hooks.onStep(report);
    if (skippedInARow >= kMostSkipped) {
      return Error{Code::Engine, "loss or gradient was not finite in " + std::to_string(kMostSkipped) + " steps in a row (last: step " + std::to_string(step) + ")", "training",
                   "The adapter of the last good step is kept.", "Use a lower --lr (half of " + Json(settings.lr).dump() + " is a good next try)."};
    }
    if (hooks.stopAsked && hooks.stopAsked()) {
      out.stoppedByUser = step < total;
      if (out.stoppedByUser) break;
    }
    if (step == total || (settings.evalEvery > 0 && step % settings.evalEvery == 0)) evaluate(step);
    if (settings.earlyStop > 0 && best.waited() >= settings.earlyStop && step < total) {
      out.stoppedEarly = true;
      break;
    }
  }
  if (settings.earlyStop > 0 && !out.stoppedByUser) best.restore(out.last);
  return out;
}

}  // namespace graft
