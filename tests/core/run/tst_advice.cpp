// SPDX-License-Identifier: Apache-2.0
// Tests each warning rule with a run that must raise it and a similar one that must not.
#include "core/run/advice.hpp"
#include "core/run/schedule.hpp"

#include <cmath>
#include <filesystem>
#include <fstream>
#include <functional>

#include "tests/support/paths.hpp"

namespace graft {
namespace {

std::set<int> rulesOf(const std::vector<WarningEvent>& list) {
  std::set<int> out;
  for (const auto& a : list) {
    out.insert(a.rule);
    EXPECT_FALSE(a.text.empty());
    EXPECT_FALSE(a.action.empty()) << "rule " << a.rule << " says what to do";
  }
  return out;
}

/// The suggested settings of a warning are valid, and applying them silences it.
void expectMends(TrainSettings settings, const PlanFacts& facts, size_t trainRows, int rule) {
  const auto list = adviceBefore(settings, facts);
  const auto found = std::find_if(list.begin(), list.end(), [&](const auto& a) { return a.rule == rule; });
  ASSERT_NE(found, list.end()) << rule;
  ASSERT_FALSE(found->change.empty()) << rule;
  Json json = toJson(settings);
  json.update(found->change);
  const auto mended = settingsFromJson(json);
  ASSERT_TRUE(mended.ok()) << mended.error().text();
  PlanFacts after = facts;
  after.steps = totalSteps(*mended, trainRows);
  EXPECT_FALSE(rulesOf(adviceBefore(*mended, after)).contains(rule)) << rule;
}

std::set<int> before(const std::function<void(TrainSettings&, PlanFacts&)>& change) {
  TrainSettings s;
  PlanFacts f{200, 135'000'000, 600, 0, 0, 60, 1000, 8000};
  change(s, f);
  return rulesOf(adviceBefore(s, f));
}

TEST(Advice, beforeTheStart) {
  EXPECT_TRUE(before([](auto&, auto&) {}).empty());
  EXPECT_EQ(before([](auto&, auto& f) { f.steps = 99; }), std::set<int>{10});
  EXPECT_EQ(before([](auto& s, auto&) { s.rowsPerStep = 33; }), std::set<int>{11});
  EXPECT_EQ(before([](auto& s, auto&) { s.targets = {"q_proj", "v_proj"}; }), std::set<int>{12});
  EXPECT_TRUE(before([](auto& s, auto&) { s.targets = {"q_proj", "up_proj"}; }).empty());
  EXPECT_EQ(before([](auto& s, auto&) { s.lr = 9e-6; }), std::set<int>{13});
  EXPECT_EQ(before([](auto& s, auto&) { s.lr = 3e-3; }), std::set<int>{13});
  EXPECT_EQ(before([](auto& s, auto& f) { s.lr = 1e-3, f.parameters = 7'000'000'000; }), std::set<int>{13});
  EXPECT_EQ(before([](auto& s, auto&) { s.rank = 4; }), std::set<int>{13});
  EXPECT_EQ(before([](auto&, auto& f) { f.personal = 1; }), std::set<int>{21});
  EXPECT_EQ(before([](auto&, auto& f) { f.cardNotUsed = std::string("no driver"); }), std::set<int>{24});
  EXPECT_EQ(before([](auto&, auto& f) { f.dropped = 1; }), std::set<int>{14});
  EXPECT_EQ(before([](auto&, auto& f) { f.cut = 31; }), std::set<int>{14});
  EXPECT_TRUE(before([](auto&, auto& f) { f.cut = 30; }).empty());
  EXPECT_EQ(before([](auto&, auto& f) { f.heldout = 0; }), std::set<int>{17});
  EXPECT_EQ(before([](auto&, auto& f) { f.memoryMib = 7300; }), std::set<int>{18});
  EXPECT_EQ(before([](auto&, auto& f) { f.recompute = Recompute::Mlp; }), std::set<int>{23});
  EXPECT_TRUE(before([](auto&, auto& f) { f.recompute = Recompute::None; }).empty());
}

TEST(Advice, whatIsOfferedMends) {
  const PlanFacts facts{200, 135'000'000, 600, 0, 0, 60, 1000, 8000};
  const auto few = [&](size_t rows, int64_t perStep, double epochs) {
    TrainSettings s;
    s.rowsPerStep = perStep, s.epochs = epochs;
    PlanFacts f = facts;
    f.rows = rows, f.steps = totalSteps(s, rows);
    expectMends(s, f, rows, 10);
  };
  few(600, 8, 1);
  few(20, 8, 1);
  few(10, 1, 1);
  TrainSettings s;
  s.rowsPerStep = 64;
  expectMends(s, facts, 600, 11);
  for (const double lr : {1e-6, 0.5}) {
    TrainSettings fast;
    fast.lr = lr;
    expectMends(fast, facts, 600, 13);
  }
  TrainSettings loud;
  loud.rank = 4;
  expectMends(loud, facts, 600, 13);
  // A run whose step count was requested explicitly raises no warning about it.
  TrainSettings trial;
  trial.steps = 60;
  PlanFacts sixty = facts;
  sixty.steps = 60;
  EXPECT_TRUE(adviceBefore(trial, sixty).empty());
  // Suggestions during a run: half the learning rate if it is too high, twice if nothing changes, half the epochs if rows are memorized.
  TrainSettings run;
  run.warmup = 10;
  const auto changeOf = [&](const std::function<double(int64_t)>& loss, int rule) {
    TrainingMonitor watch(run, 200, 400, false);
    for (int64_t step = 1; step <= 200; ++step) {
      for (const auto& a : watch.step({step, loss(step), 0.5, !std::isfinite(loss(step)), {1}}))
        if (a.rule == rule) return a.change;
    }
    return Json(nullptr);
  };
  EXPECT_EQ(changeOf([](int64_t step) { return step == 70 ? NAN : 2.0; }, 1), (Json{{"lr", 1e-4}}));
  EXPECT_EQ(changeOf([](int64_t step) { return step < 60 ? 2.0 : 5.0; }, 2), (Json{{"lr", 1e-4}}));
  EXPECT_EQ(changeOf([](int64_t) { return 2.5; }, 4), (Json{{"lr", 4e-4}}));
  EXPECT_EQ(changeOf([](int64_t step) { return 0.05 + 3 * std::exp(-static_cast<double>(step) / 15); }, 6), (Json{{"epochs", 1.0}}));
}

/// Runs 200 steps, 50 an epoch, with an evaluation every 20 steps.
std::set<int> during(const std::function<double(int64_t)>& loss, const std::function<double(int64_t)>& heldout = {},
                     double gradNorm = 0.5) {
  TrainSettings s;
  s.warmup = 10;
  TrainingMonitor watch(s, 200, 400, static_cast<bool>(heldout));
  std::vector<WarningEvent> all;
  const auto take = [&](std::vector<WarningEvent> more) { all.insert(all.end(), more.begin(), more.end()); };
  std::optional<double> last;
  for (int64_t step = 1; step <= 200; ++step) {
    take(watch.step({step, loss(step), gradNorm, !std::isfinite(loss(step)), {1, 2}}));
    if (heldout && step % 20 == 0) {
      last = heldout(step);
      take(watch.evaluation(step, *last));
    }
  }
  take(watch.end(200, 3.0, last, false));
  std::set<int> once;
  for (const auto& a : all) EXPECT_TRUE(once.insert(a.rule).second) << "rule " << a.rule << " spoke twice";
  return rulesOf(all);
}
double falling(int64_t step) { return 1.0 + 2.0 * std::exp(-static_cast<double>(step) / 30); }

TEST(Advice, aHealthyRunIsQuiet) {
  EXPECT_TRUE(during(falling, [](int64_t s) { return 1.1 + 2.0 * std::exp(-static_cast<double>(s) / 30); }).empty());
}
TEST(Advice, notFiniteNamesTheRows) {
  EXPECT_EQ(during([](int64_t s) { return s == 70 ? NAN : falling(s); }), std::set<int>{1});
}
TEST(Advice, unstable) {
  EXPECT_EQ(during([](int64_t s) { return s < 60 ? falling(s) : 5.0; }), std::set<int>{2});
}
TEST(Advice, spikes) {
  EXPECT_EQ(during([](int64_t s) { return s > 50 && s % 20 == 0 ? 4 * falling(s) : falling(s); }), std::set<int>{3});
  EXPECT_TRUE(during([](int64_t s) { return s == 60 || s == 90 ? 4 * falling(s) : falling(s); }).empty());
}
TEST(Advice, notLearning) {
  EXPECT_EQ(during([](int64_t s) { return 2.5 + 0.01 * static_cast<double>(s % 3); }), std::set<int>{4});
}
TEST(Advice, memorising) {
  const auto rising = [](int64_t s) { return 1.4 + 0.005 * static_cast<double>(s); };
  const auto rules = during(falling, rising);
  EXPECT_TRUE(rules.contains(5));
  EXPECT_FALSE(during(falling, [](int64_t) { return 1.4; }).contains(5));
}
TEST(Advice, learnedByHeart) {
  const auto low = [](int64_t s) { return 0.05 + 3 * std::exp(-static_cast<double>(s) / 15); };
  EXPECT_TRUE(during(low).contains(6)) << "nothing is held out";
  EXPECT_TRUE(during(low, [](int64_t) { return 1.2; }).contains(6));
  EXPECT_FALSE(during(low, [&](int64_t s) { return low(s); }).contains(6)) << "held-out rows are answered as well";
}
TEST(Advice, aSmallTaskThatIsLearnedWellIsQuiet) {
  // The starter experiment: the loss falls to almost zero with small jumps, and the held-out loss is as low.
  const auto learned = [](int64_t s) { return 0.005 + 5 * std::exp(-static_cast<double>(s) / 12) + (s % 17 == 0 ? 0.1 : 0.0); };
  EXPECT_TRUE(during(learned, [](int64_t s) { return 0.007 + 5 * std::exp(-static_cast<double>(s) / 12); }).empty());
}
TEST(Advice, theGapWidens) {
  EXPECT_TRUE(during(falling, [](int64_t) { return 1.9; }).contains(7));
}
TEST(Advice, staircase) {
  EXPECT_TRUE(during([](int64_t s) { return 3.0 * std::pow(0.4, static_cast<double>((s - 1) / 50)); }).contains(8));
}
TEST(Advice, stillFalling) {
  const auto rules = during(falling, [](int64_t s) { return 3.0 - 0.005 * static_cast<double>(s); });
  EXPECT_TRUE(rules.contains(9));
}
TEST(Advice, clippedMostOfTheTime) { EXPECT_EQ(during(falling, {}, 1.5), std::set<int>{19}); }
TEST(Advice, anAdapterThatChangesNothing) {
  TrainingMonitor watch({}, 100, 100, true);
  EXPECT_EQ(rulesOf(watch.end(100, 2.5, 2.5, false)), std::set<int>{20});
  EXPECT_EQ(rulesOf(TrainingMonitor({}, 100, 100, true).end(100, 2.5, 2.4, true)), std::set<int>{20});
  EXPECT_TRUE(TrainingMonitor({}, 100, 100, true).end(100, 2.5, 2.4, false).empty());
}

TEST(Advice, heatIsSaidAfterAMinuteOfIt) {
  const auto hot = [](double celsius) { return Heat{celsius, 100.0, {}}; };
  TrainingMonitor watch({}, 100, 100, false);
  std::set<int> rules;
  const auto look = [&](TrainingMonitor& at, double seconds, const Heat& heat) { rules.merge(rulesOf(at.heat(seconds, heat))); };
  for (double t = 0; t < 59; t += 5) look(watch, t, hot(96));
  look(watch, 58, hot(60));  // less than five seconds after the previous reading, so it is ignored
  look(watch, 60, hot(94));  // a single cool reading
  for (double t = 65; t < 124; t += 5) look(watch, t, hot(95));
  EXPECT_TRUE(rules.empty());
  look(watch, 125, hot(95));
  EXPECT_EQ(rules, std::set<int>{22});
  // Throttling counters, on machines without a temperature reading.
  rules.clear();
  TrainingMonitor slowed({}, 100, 100, false);
  for (uint64_t n = 0; n <= 14; ++n) look(slowed, 5.0 * static_cast<double>(n), Heat{{}, {}, 7 + n});
  EXPECT_EQ(rules, std::set<int>{22});
  rules.clear();
  TrainingMonitor steady({}, 100, 100, false);
  for (uint64_t n = 0; n <= 40; ++n) look(steady, 5.0 * static_cast<double>(n), Heat{90.0, {}, 7});
  EXPECT_TRUE(rules.empty());
}

TEST(Heat, isReadFromTheKernelsFiles) {
  const tests::TemporaryFolder folder;
  const auto file = [&](const std::string& name, const std::string& text) {
    std::filesystem::create_directories(std::filesystem::path(folder / name).parent_path());
    std::ofstream(folder / name) << text;
  };
  EXPECT_TRUE(HeatSensors(folder.path()).isEmpty());
  file("class/hwmon/hwmon0/name", "nvme\n");
  file("class/hwmon/hwmon0/temp1_input", "99000\n");
  file("class/hwmon/hwmon1/name", "coretemp\n");
  file("class/hwmon/hwmon1/temp1_input", "71000\n");
  file("class/hwmon/hwmon1/temp1_crit", "100000\n");
  file("class/hwmon/hwmon2/name", "coretemp\n");
  file("class/hwmon/hwmon2/temp1_input", "64500\n");
  file("devices/system/cpu/cpu0/thermal_throttle/core_throttle_count", "3\n");
  file("devices/system/cpu/cpu1/thermal_throttle/core_throttle_count", "4\n");
  file("devices/system/cpu/cpufreq/boost", "1\n");
  const HeatSensors sensors(folder.path());
  const Heat heat = sensors.read();
  EXPECT_EQ(heat.celsius, 71.0);
  EXPECT_EQ(heat.critical, 100.0);
  EXPECT_EQ(heat.throttleCount, 7u);
  file("class/hwmon/hwmon1/temp1_input", "garbage\n");
  EXPECT_EQ(sensors.read().celsius, 64.5);
}

}  // namespace
}  // namespace graft
