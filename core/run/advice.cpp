// SPDX-License-Identifier: Apache-2.0
#include "core/run/advice.hpp"

#include <algorithm>
#include <cmath>

#include <fmt/format.h>

namespace graft {
namespace {

constexpr double kSmoothing = 0.9;
constexpr int64_t kFewSteps = 100;
constexpr size_t kWindow = 100;
constexpr double kLeastJump = 0.3;    // nats; below, the small losses of a converged run would count as jumps
constexpr double kLeastStairs = 0.2;  // nats, for the fall at the beginning of an epoch

bool only(const std::vector<std::string>& targets, std::initializer_list<const char*> allowed) {
  return !targets.empty() && std::all_of(targets.begin(), targets.end(),
                                         [&](const auto& t) { return std::find(allowed.begin(), allowed.end(), t) != allowed.end(); });
}

double median(std::vector<double> values) {
  std::nth_element(values.begin(), values.begin() + static_cast<std::ptrdiff_t>(values.size() / 2), values.end());
  return values[values.size() / 2];
}

/// Closest change that gives a hundred steps: a smaller batch, and more epochs if one row per step is not small enough.
Json changeForSteps(const TrainSettings& s, int64_t steps) {
  if (s.steps > 0 || steps < 1) return Json::object();
  if (const int64_t rows = s.rowsPerStep * steps / kFewSteps; rows >= 1) return {{"rows_per_step", rows}};
  return {{"rows_per_step", 1},
          {"epochs", std::ceil(s.epochs * static_cast<double>(kFewSteps) / static_cast<double>(steps * s.rowsPerStep))}};
}
/// Halves the epochs if there are several.
Json changeForFewer(const TrainSettings& s) {
  return s.steps > 0 || s.epochs < 2 ? Json::object() : Json{{"epochs", std::floor(s.epochs / 2)}};
}

}  // namespace

std::vector<WarningEvent> adviceBefore(const TrainSettings& s, const PlanFacts& f) {
  std::vector<WarningEvent> out;
  const size_t all = f.rows + f.dropped;
  if (f.steps < kFewSteps && s.steps == 0)  // an explicitly requested number needs no warning
    out.push_back({10, Level::Warn, msg("only %1 steps are planned", f.steps),
                   msg("use a smaller %1 or more %2", flag("--rows-per-step"), flag("--epochs")), changeForSteps(s, f.steps)});
  if (s.rowsPerStep > 32)
    out.push_back({11, Level::Warn, msg("%1 rows go into one step (batch size); over 32 often learns worse with LoRA", s.rowsPerStep),
                   msg("use %1 32 or less", flag("--rows-per-step")), Json{{"rows_per_step", 32}}});
  if (only(s.targets, {"q_proj", "k_proj", "v_proj", "o_proj"}))
    out.push_back({12, Level::Warn, msg("only attention layers are adapted, which learns less than all layers even at a higher rank"),
                   msg("leave %1 out", flag("--targets"))});
  // Small models tolerate, and need, higher rates (1e-3 was tuned on the starter experiment).
  const double highest = f.parameters <= 1'500'000'000 ? 2e-3 : 5e-4, strength = s.alpha / static_cast<double>(s.rank);
  if (s.lr < 1e-5 || s.lr > highest)
    out.push_back({13, Level::Warn, msg("%3 %1 lies outside the usual range of 1e-5 to %2", s.lr, highest, flag("--lr")),
                   msg("use a rate in that range"), Json{{"lr", std::clamp(s.lr, 1e-5, highest)}}});
  if (strength > 4)
    out.push_back({13, Level::Warn, msg("the strength (alpha / rank) is %1, over 4", strength),
                   msg("use %2 %1", 2 * s.rank, flag("--alpha")), Json{{"alpha", 2 * s.rank}}});
  if (f.dropped > 0)
    out.push_back({14, Level::Error,
                   msg("%1 rows lost their whole answer at %3 %2 and are left out", f.dropped, s.maxLength, flag("--max-length")),
                   msg("raise %1 or split the rows", flag("--max-length")), Json{{"max_length", 2 * s.maxLength}}});
  if (f.cut * 20 > all)
    out.push_back({14, Level::Error, msg("%1 of %2 rows are cut at %4 %3", f.cut, all, s.maxLength, flag("--max-length")),
                   msg("raise %1 or split the rows", flag("--max-length")), Json{{"max_length", 2 * s.maxLength}}});
  if (f.refused > 0)
    out.push_back({25, Level::Warn, msg("the model's template refuses rows, which are left out: %1", f.refusal),
                   msg("correct them, or use another model; system text joins the question with graft data join-system")});
  if (!f.notWritten.empty())
    out.push_back({26, Level::Warn, msg("the model's template does not write everything that the rows hold: %1", f.notWritten),
                   msg("use a model whose template does, or look at the rows with graft inspect data")});
  if (f.heldout == 0)
    out.push_back({17, Level::Warn, msg("no row is held out: memorising cannot be told from learning"),
                   msg("import with %2 %1", 0.1, flag("--holdout"))});
  else if (f.heldout < 15 && f.rows >= 50)
    out.push_back({17, Level::Info,
                   msg("only %1 rows are held out; one answer more or less changes the result by %2 %", f.heldout,
                       fmt::format("{:.0f}", 100.0 / static_cast<double>(f.heldout))),
                   msg("import with %2 %1", 0.2, flag("--holdout"))});
  if (f.freeMemoryMib > 0 && f.memoryMib > 0.9 * f.freeMemoryMib)
    out.push_back({18, Level::Warn,
                   msg("the run may need %1 of %2 MiB free", fmt::format("{:.0f}", f.memoryMib), fmt::format("{:.0f}", f.freeMemoryMib)),
                   msg("use %2 %1", std::max<int64_t>(64, s.microTokens / 2), flag("--micro-tokens"))});
  if (f.recompute == Recompute::Mlp || f.recompute == Recompute::Layer)
    out.push_back({23, Level::Info,
                   f.recompute == Recompute::Mlp
                       ? msg("memory is short, so a part of each pass is computed once more; the adapter is the same, the run takes longer")
                       : msg("memory is short, so most of each pass is computed once more; the adapter is the same, the run takes longer"),
                   msg("close other programs, or use %2 %1", std::max<int64_t>(64, s.microTokens / 2), flag("--micro-tokens"))});
  if (!f.cardNotUsed.empty())
    out.push_back({24, Level::Info, msg("the card is not used: %1; the processor does the work", f.cardNotUsed),
                   msg("graft doctor tries the card again; runs are faster on one that works")});
  if (f.personal > 0)
    out.push_back({21, Level::Warn, msg("%1 rows hold what looks like personal data; a model can repeat it", f.personal),
                   msg("mask it in the file, or make sure that it may be trained on")});
  return out;
}

TrainingMonitor::TrainingMonitor(const TrainSettings& settings, int64_t totalSteps, size_t trainRows, bool hasHeldout)
    : m_settings(settings),
      m_hasHeldout(hasHeldout),
      m_total(totalSteps),
      m_warmupSteps(
          static_cast<int64_t>(std::ceil(settings.warmup < 1 ? settings.warmup * static_cast<double>(totalSteps) : settings.warmup))),
      m_perEpoch(std::max<int64_t>(1, (static_cast<int64_t>(trainRows) + settings.rowsPerStep - 1) / settings.rowsPerStep)) {}

void TrainingMonitor::report(std::vector<WarningEvent>& out, WarningEvent advice) {
  if (m_reported.insert(advice.rule).second) out.push_back(std::move(advice));
}

std::vector<WarningEvent> TrainingMonitor::step(const StepFacts& facts) {
  std::vector<WarningEvent> out;
  if (facts.skipped || !std::isfinite(facts.loss)) {
    std::string rows;
    for (size_t i = 0; i < facts.rows.size() && i < 8; ++i) rows += (i ? ", " : "") + std::to_string(facts.rows[i]);
    report(out, {1, Level::Stop, msg("step %1: the gradient is not finite; the step changed nothing (rows %2)", facts.step, rows),
                 msg("three in a row end the run; then use %2 %1", m_settings.lr / 2, flag("--lr")), Json{{"lr", m_settings.lr / 2}}});
    return out;
  }
  ++m_seen;
  m_smooth = m_smooth ? kSmoothing * *m_smooth + (1 - kSmoothing) * facts.loss : facts.loss;
  if (!m_atStart) m_atStart = facts.loss;
  spikes(facts, out);
  slope(facts, out);
  m_clipped += m_settings.clip > 0 && facts.gradNorm > m_settings.clip;
  if (m_seen >= 50 && m_seen >= m_total / 2 && 2 * m_clipped > m_seen)
    report(out,
           {19, Level::Info, msg("the gradient was cut to %4 %1 in %2 of %3 steps", m_settings.clip, m_clipped, m_seen, flag("--clip")),
            msg("the rate may be high; try %2 %1", m_settings.lr / 2, flag("--lr")), Json{{"lr", m_settings.lr / 2}}});
  return out;
}

/// Rule 3: single losses far above the rest.
void TrainingMonitor::spikes(const StepFacts& facts, std::vector<WarningEvent>& out) {
  if (m_recent.size() >= 20) {
    const std::vector<double> recent(m_recent.begin(), m_recent.end());
    const double middle = median(recent);
    std::vector<double> away;
    for (const double value : recent) away.push_back(std::abs(value - middle));
    // Nearly equal losses have no usable spread, so a twentieth of the median is the minimum. Consecutive high steps count as one jump.
    const bool isHigh = facts.loss > middle + std::max(kLeastJump, 8 * std::max(median(away), middle / 20));
    if (isHigh && !m_wasHigh) m_spikes.emplace_back(facts.step, facts.rows);
    m_wasHigh = isHigh;
  }
  m_recent.push_back(facts.loss);
  if (m_recent.size() > kWindow) m_recent.pop_front();
  while (!m_spikes.empty() && m_spikes.front().first <= facts.step - static_cast<int64_t>(kWindow)) m_spikes.pop_front();
  if (m_spikes.size() <= 3) return;
  std::string rows;
  for (const auto& [step, list] : m_spikes)
    rows += (rows.empty() ? "" : "; ") + fmt::format("step {}: rows {}", step, fmt::join(list, ", "));
  report(out, {3, Level::Warn, msg("the loss jumped %1 times in 100 steps", m_spikes.size()),
               msg("look at these rows with graft inspect data, or use a lower %2 (%1)", rows, flag("--lr"))});
}

/// Rules 2, 4, 6 and 8: trend of the smoothed loss.
void TrainingMonitor::slope(const StepFacts& facts, std::vector<WarningEvent>& out) {
  if (facts.step == std::max<int64_t>(1, m_warmupSteps)) m_afterWarmup = m_smooth;
  if (m_afterWarmup && facts.step > m_warmupSteps) {
    m_unstable = *m_smooth > 1.2 * *m_afterWarmup ? m_unstable + 1 : 0;
    if (m_unstable >= 20)
      report(out, {2, Level::Error,
                   msg("unstable: the loss is %1, it was %2 after the gentle start", fmt::format("{:.3f}", *m_smooth),
                       fmt::format("{:.3f}", *m_afterWarmup)),
                   msg("start again with %2 %1", m_settings.lr / 2, flag("--lr")), Json{{"lr", m_settings.lr / 2}}});
  }
  const int64_t early = std::max<int64_t>(30, m_total / 10);
  if (m_seen == early && *m_smooth > 0.99 * *m_atStart)
    report(out,
           {4, Level::Warn,
            msg("not learning: the loss went from %1 to %2 in %3 steps", fmt::format("{:.3f}", *m_atStart),
                fmt::format("{:.3f}", *m_smooth), early),
            msg("check with graft inspect tokens what is trained, or use a higher %1", flag("--lr")), Json{{"lr", 2 * m_settings.lr}}});
  const size_t back = static_cast<size_t>(std::max<int64_t>(5, m_total / 50));
  m_smoothed.push_back(*m_smooth);
  if (m_smoothed.size() > 2 * back) m_smoothed.pop_front();
  const int64_t intoPass = (facts.step - 1) % m_perEpoch;
  if (facts.step > m_perEpoch && intoPass < static_cast<int64_t>(back) && m_smoothed.size() == 2 * back &&
      m_perEpoch > 2 * static_cast<int64_t>(back)) {
    // Requires a fall that did not start before the epoch boundary. A steady descent is not a staircase, nor is the recovery from a jump.
    const double before = 1 - m_smoothed[back - 1] / m_smoothed.front(), now = 1 - m_smoothed.back() / m_smoothed[back - 1];
    if (m_smoothed.front() > kLeastStairs && before > -0.05 && now > 0.1 && now > 2 * before)
      report(out, {8, Level::Info, msg("the loss falls in steps at the beginning of each pass: rows are being repeated to it"),
                   msg("fewer %1 may do", flag("--epochs")), changeForFewer(m_settings)});
  }
  // Without held-out rows this cannot be checked; with them, an evaluation is required.
  const bool guarded = m_hasHeldout ? !m_evaluations.empty() && m_evaluations.back().second > 2 * *m_smooth : true;
  if (m_seen > 20 && *m_smooth < 0.2 && guarded && facts.step > m_perEpoch)
    report(out,
           {6, Level::Warn, msg("the training loss is %1: the rows are likely being learned by heart", fmt::format("{:.3f}", *m_smooth)),
            msg("fewer %1, or more rows", flag("--epochs")), changeForFewer(m_settings)});
}

std::vector<WarningEvent> TrainingMonitor::evaluation(int64_t step, double loss) {
  std::vector<WarningEvent> out;
  if (step == 0 || !std::isfinite(loss)) return out;
  m_evaluations.emplace_back(step, loss);
  if (!m_best || loss < *m_best) {
    m_best = loss;
    m_atBest = m_smooth;
    m_worse = 0;
  } else if (loss > 1.03 * *m_best && m_smooth && m_atBest && *m_smooth < *m_atBest) {
    if (++m_worse >= 2)
      report(out, {5, Level::Warn,
                   msg("memorising: the held-out loss is %1, its best was %2, while the training loss falls", fmt::format("{:.3f}", loss),
                       fmt::format("{:.3f}", *m_best)),
                   msg("the best adapter is kept; fewer %1 will do", flag("--epochs")), changeForFewer(m_settings)});
  }
  if (step > m_perEpoch && m_smooth && *m_smooth > 0.05 && loss > 1.5 * *m_smooth)
    report(out, {7, Level::Info,
                 msg("the held-out loss (%1) is %2 times the training loss (%3)", fmt::format("{:.3f}", loss),
                     fmt::format("{:.1f}", loss / *m_smooth), fmt::format("{:.3f}", *m_smooth)),
                 msg("more rows help more than more passes")});
  return out;
}

bool TrainingMonitor::wantsHeat(double seconds) const {
  constexpr double kEverySeconds = 5;
  return !m_lastLook || seconds >= *m_lastLook + kEverySeconds;
}

std::vector<WarningEvent> TrainingMonitor::heat(double seconds, const Heat& now) {
  constexpr double kLongSeconds = 60, kNearCritical = 5, kHotWithoutLimit = 95;
  std::vector<WarningEvent> out;
  if (!wantsHeat(seconds)) return out;
  m_lastLook = seconds;
  const bool slowed = m_throttled && now.throttleCount && *now.throttleCount > *m_throttled;
  const bool hot = now.celsius && *now.celsius >= (now.critical ? *now.critical - kNearCritical : kHotWithoutLimit);
  m_throttled = now.throttleCount;
  if (!slowed && !hot) {
    m_hotSince.reset();
    return out;
  }
  if (!m_hotSince) m_hotSince = seconds;
  if (seconds - *m_hotSince < kLongSeconds) return out;
  report(out, {22, Level::Info,
               now.celsius ? msg("the processor slows down because of heat (%1 °C); the run takes longer than was said",
                                 fmt::format("{:.0f}", *now.celsius))
                           : msg("the processor slows down because of heat; the run takes longer than was said"),
               msg("give the machine air, or use fewer %1", flag("--threads"))});
  return out;
}

std::vector<WarningEvent> TrainingMonitor::end(int64_t lastStep, std::optional<double> baseLoss, std::optional<double> adapterLoss,
                                               bool adapterIsZero) {
  std::vector<WarningEvent> out;
  if (adapterIsZero || (lastStep > 0 && baseLoss && adapterLoss && *baseLoss == *adapterLoss))
    report(out, {20, Level::Error, msg("the adapter answers exactly as the base does"),
                 msg("check %1, and with graft inspect tokens what is trained", flag("--lr"))});
  // Checks for a fall of over 1 % per fifth of the run.
  const auto before = std::find_if(m_evaluations.rbegin(), m_evaluations.rend(),
                                   [&](const auto& e) { return e.first <= lastStep - std::max<int64_t>(1, m_total / 5); });
  if (lastStep >= m_total && before != m_evaluations.rend() && m_evaluations.back().second < 0.99 * before->second &&
      m_evaluations.back().second == *m_best && m_evaluations.back().second > 0.05)
    report(out, {9, Level::Info,
                 msg("the held-out loss was still falling (%1 to %2 in the last fifth)", fmt::format("{:.3f}", before->second),
                     fmt::format("{:.3f}", m_evaluations.back().second)),
                 msg("one more pass may help")});
  return out;
}

}  // namespace graft
