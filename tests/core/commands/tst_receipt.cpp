// SPDX-License-Identifier: Apache-2.0
// Tests the cost and return of a run against figures computed by hand. Unknown values stay unknown.
#include <filesystem>
#include <fstream>

#include "core/base/energy.hpp"
#include "core/commands/receipt/receipt.hpp"
#include "tests/support/paths.hpp"

namespace graft {
namespace {

namespace fs = std::filesystem;
using namespace commands;

void put(const fs::path& file, const std::string& text) {
  fs::create_directories(file.parent_path());
  std::ofstream(file) << text;
}

TEST(Energy, CountersAreAddedAndMayRunOver) {
  const tests::TemporaryFolder folder;
  const fs::path root = folder.path();
  for (const auto& [zone, name, at] : {std::tuple{"intel-rapl:0", "package-0", "900"},
                                       {"intel-rapl:0:0", "core", "5"},
                                       {"intel-rapl:0:1", "dram", "100"},
                                       {"intel-rapl:1", "psys", "7"}}) {
    put(root / zone / "name", name);
    put(root / zone / "energy_uj", at);
    put(root / zone / "max_energy_range_uj", "1000");
  }
  EnergyMeter meter({}, root.string());
  EXPECT_EQ(meter.method(), "processor counters (RAPL: package-0, dram), of the whole machine");
  put(root / "intel-rapl:0/energy_uj", "950");
  put(root / "intel-rapl:0:0/energy_uj", "500");  // nested inside its package, so not counted again
  meter.sample();
  EXPECT_NEAR(*meter.joules(), 50e-6, 1e-12);
  put(root / "intel-rapl:0/energy_uj", "20");  // counter overflow: 50 up to the maximum, then 20
  put(root / "intel-rapl:0:1/energy_uj", "130");
  meter.sample();
  EXPECT_NEAR(*meter.joules(), (50 + 70 + 30) * 1e-6, 1e-12);
}

TEST(Energy, WithoutCountersNothingIsGuessed) {
  const tests::TemporaryFolder folder;
  EnergyMeter none({}, folder / "nothing");
  none.sample();
  EXPECT_FALSE(none.joules());
  EXPECT_NE(none.method().find("no energy counters"), std::string::npos);
  put(folder.path() + "/intel-rapl:0/name", "package-0");  // present but unreadable
  EnergyMeter closed({}, folder.path());
  EXPECT_FALSE(closed.joules());
  EXPECT_NE(closed.method().find("administrator"), std::string::npos);
}

/// The energy of a GPU in use is included. Without its counter the sum would be too low, so no value is reported.
TEST(Energy, TheBoardOfACardThatWorksIsCounted) {
  const tests::TemporaryFolder folder;
  EnergyMeter board(cardEnergy("0000:01:00.0", GRAFT_FAKE_NVML), folder / "nothing");
  board.sample();
  EXPECT_NEAR(*board.joules(), 2.5, 1e-9);
  EXPECT_NE(board.method().find("NVML"), std::string::npos);
  const fs::path root = folder / "zones";
  put(root / "intel-rapl:0" / "name", "package-0");
  put(root / "intel-rapl:0" / "energy_uj", "0");
  put(root / "intel-rapl:0" / "max_energy_range_uj", "900000000");
  EnergyMeter both(cardEnergy("0000:01:00.0", GRAFT_FAKE_NVML), root.string());
  put(root / "intel-rapl:0" / "energy_uj", "4000000");
  both.sample();
  EXPECT_NEAR(*both.joules(), 6.5, 1e-9);
  both.sample();  // the GPU is lost
  EXPECT_FALSE(both.joules());
  for (const auto& counter : {cardEnergy("0000:02:00.0", GRAFT_FAKE_NVML), cardEnergy("0000:01:00.0", "libnothing.so")}) {
    EnergyMeter unknown(counter, root.string());
    unknown.sample();
    EXPECT_FALSE(unknown.joules());
    EXPECT_NE(unknown.method().find("card's energy counter cannot be read"), std::string::npos);
  }
}

Json recordJson(double seconds, const Json& joules) {
  return {{"run", "r"},
          {"dataset", "d"},
          {"plan", {{"model_parameters", 1000.0}, {"trained_parameters", 100.0}}},
          {"result", {{"seconds", seconds}, {"tokens", 10}, {"energy", {{"joules", joules}, {"seconds", seconds}, {"method", "m"}}}}}};
}

RunRecord recordOf(double seconds, const Json& joules) { return fromJson<RunRecord>(recordJson(seconds, joules)); }

TEST(Receipt, MoneyIsEnergyTimesTariffAndTimeTimesMachine) {
  const Json cost = toJson(costOf(recordOf(1800, 7.2e6), {"EUR", 0.5, 4.0}));  // half an hour, 2 kWh
  EXPECT_DOUBLE_EQ(cost["energy_money"].get<double>(), 1.0);
  EXPECT_DOUBLE_EQ(cost["machine_money"].get<double>(), 2.0);
  EXPECT_DOUBLE_EQ(cost["money"].get<double>(), 3.0);
  EXPECT_TRUE(toJson(costOf(recordOf(1800, 7.2e6), {"EUR", {}, {}}))["money"].is_null());
  EXPECT_DOUBLE_EQ(toJson(costOf(recordOf(1800, 7.2e6), {"EUR", 0.5, {}}))["money"].get<double>(), 1.0);
  // Without a meter the cost is unknown, because the machine's price leaves the energy out. An energy price of zero makes it known.
  EXPECT_TRUE(toJson(costOf(recordOf(1800, nullptr), {"EUR", 0.5, 4.0}))["money"].is_null());
  EXPECT_TRUE(toJson(costOf(recordOf(1800, nullptr), {"EUR", {}, 4.0}))["money"].is_null());
  EXPECT_DOUBLE_EQ(toJson(costOf(recordOf(1800, nullptr), {"EUR", 0.0, 4.0}))["money"].get<double>(), 2.0);
}

TEST(Receipt, FullTuningFollowsTheFormulasBesideIt) {
  const Json full = toJson(*fullTuningOf(recordOf(46, nullptr)));
  EXPECT_DOUBLE_EQ(full["trained_share"].get<double>(), 0.1);
  EXPECT_DOUBLE_EQ(full["operations"].get<double>(), (4 * 1000 + 6 * 100) * 10);
  EXPECT_DOUBLE_EQ(full["full_operations"].get<double>(), 6 * 1000 * 10);
  EXPECT_DOUBLE_EQ(full["full_seconds"].get<double>(), 60);
  EXPECT_DOUBLE_EQ(full["full_memory_mib"].get<double>(), 16000.0 / (1 << 20));
  EXPECT_DOUBLE_EQ(full["memory_mib"].get<double>(), (4 * 1000 + 16 * 100.0) / (1 << 20));
  EXPECT_DOUBLE_EQ(full["full_stored_mib"].get<double>(), 2000.0 / (1 << 20));
  EXPECT_FALSE(fullTuningOf(RunRecord()));
}

TEST(Receipt, TheReturnCountsWhatIsKnownAndNamesTheRest) {
  ReturnEntries entries{{{"labour", 100}, {"fewer_errors", 20}}, {{"engineering", 300}}, 10};
  const Json back = toJson(returnOf(entries, 60.0));
  EXPECT_DOUBLE_EQ(back["value"].get<double>(), 1200);
  EXPECT_DOUBLE_EQ(back["cost"].get<double>(), 360);
  EXPECT_DOUBLE_EQ(back["return"].get<double>(), (1200.0 - 360) / 360);
  EXPECT_DOUBLE_EQ(back["break_even_months"].get<double>(), 3);
  EXPECT_EQ(back["unknown_value"].size(), valueKinds().size() - 2);
  EXPECT_EQ(back["unknown_cost"].size(), costKinds().size() - 2);
  entries.cost["compute"] = 0;  // entered by the user; replaces the run's own figure
  EXPECT_DOUBLE_EQ(toJson(returnOf(entries, 60.0))["cost"].get<double>(), 300);
  const Json nothing = toJson(returnOf({}, {}));
  EXPECT_TRUE(nothing["value"].is_null() && nothing["cost"].is_null() && nothing["return"].is_null() &&
              nothing["break_even_months"].is_null());
  EXPECT_FALSE(returnOf({{{"labour", 5}}, {}, 12}, {}).share);
}

TEST(Receipt, EntriesAreKeptAndAllRunsOverTheDataAreAdded) {
  const tests::TemporaryFolder home;
  put(home / "runs/r/run.json", dump(recordJson(1800, 3.6e6)));
  put(home / "runs/r2/run.json", dump(recordJson(600, 3.6e6)));
  Json other = recordJson(9999, 1);
  other["dataset"] = "another";
  put(home / "runs/x/run.json", dump(other));
  ASSERT_TRUE(writePrices({"CHF", 0.25, 0.5}, home.path()).ok());
  ASSERT_TRUE(writeReturn("r", {{{"labour", 50}}, {{"validation", 10}}, 6}, home.path()).ok());
  ASSERT_VALUE(const auto figures, receiptOf(home / "runs/r", home.path()));
  const Json receipt = toJson(figures);
  EXPECT_EQ(get<std::string>(receipt, "currency", ""), "CHF");
  EXPECT_DOUBLE_EQ(receipt["cost"]["money"].get<double>(), 0.25 + 0.25);
  EXPECT_EQ(receipt["all_runs"]["runs"].get<int>(), 2);
  EXPECT_DOUBLE_EQ(receipt["all_runs"]["money"].get<double>(), 2 * 0.25 + 0.5 * 2400 / 3600);
  EXPECT_DOUBLE_EQ(receipt["return"]["cost"].get<double>(), 10 + receipt["all_runs"]["money"].get<double>());
  EXPECT_FALSE(writeReturn("r", {{{"labour", -1}}, {}, 6}, home.path()).ok());
  EXPECT_FALSE(writeReturn("../r", {}, home.path()).ok());
  EXPECT_FALSE(writePrices({"EUR", -1.0, {}}, home.path()).ok());
  // A single run without a meter makes the sum unknown.
  put(home / "runs/r2/run.json", dump(recordJson(600, nullptr)));
  ASSERT_VALUE(const auto laterFigures, receiptOf(home / "runs/r", home.path()));
  const Json later = toJson(laterFigures);
  EXPECT_TRUE(later["all_runs"]["money"].is_null() && later["all_runs"]["joules"].is_null());
  EXPECT_TRUE(later["return"]["unknown_cost"].size() == costKinds().size() - 1);
  Json going = recordJson(1, 1);
  going.erase("result");
  put(home / "runs/r3/run.json", dump(going));
  EXPECT_FALSE(receiptOf(home / "runs/r3", home.path()).ok());
}

}  // namespace
}  // namespace graft
