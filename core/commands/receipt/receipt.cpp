// SPDX-License-Identifier: Apache-2.0
#include "core/commands/receipt/receipt.hpp"

#include <algorithm>
#include <cmath>
#include <filesystem>

#include "core/base/file.hpp"
#include "core/workspace/run_records.hpp"

namespace graft::commands {
namespace fs = std::filesystem;
namespace {

Status checkAmount(double amount, const std::string& what) {
  if (std::isfinite(amount) && amount >= 0 && amount < 1e12) return Done{};
  return Error{Code::BadUsage,
               msg("%1 must be a number from 0 on", what),
               {},
               msg("Nothing was changed."),
               msg("Enter a number, or nothing for unknown.")};
}

Result<std::string> fileOf(const std::string& name, const std::string& home) {
  if (name.empty() || name.find('/') != std::string::npos || name[0] == '.')
    return Error{Code::BadUsage, msg("this is not the name of a run"), name, {}, msg("See graft runs.")};
  return home + "/receipts/" + name + ".json";
}

/// Summarises the finished runs over these examples, including this run.
AllRuns allRunsOf(const RunRecord& record, const Prices& prices, const std::string& home) {
  double joules = 0, money = 0;
  AllRuns out;
  bool knowsEnergy = true, knowsMoney = true;
  std::error_code error;
  for (const auto& entry : fs::directory_iterator(home + "/runs", error)) {
    const auto other = workspace::readRunRecord(entry.path().string());
    if (!other.ok() || other->dataset != record.dataset || !other->result) continue;
    const RunCost cost = costOf(*other, prices);
    ++out.runs;
    out.seconds += cost.seconds;
    joules += cost.joules.value_or(0);
    money += cost.money.value_or(0);
    knowsEnergy = knowsEnergy && cost.joules;
    knowsMoney = knowsMoney && cost.money;
  }
  if (knowsEnergy) out.joules = joules;
  if (knowsMoney) out.money = money;
  return out;
}

}  // namespace

const std::vector<std::pair<std::string, std::string>>& valueKinds() {
  static const std::vector<std::pair<std::string, std::string>> kKinds = {{"labour", "work that is no longer done by hand"},
                                                                          {"time", "answers that come sooner"},
                                                                          {"revenue_kept", "customers and orders that stay"},
                                                                          {"fewer_errors", "mistakes that are not made"},
                                                                          {"earlier_deployment", "going live earlier"},
                                                                          {"cloud_cost", "rented models that are not paid for"},
                                                                          {"governance", "audits and data protection made easier"}};
  return kKinds;
}
const std::vector<std::pair<std::string, std::string>>& costKinds() {
  static const std::vector<std::pair<std::string, std::string>> kKinds = {{"compute", "energy and machine; left out: what the run cost"},
                                                                          {"engineering", "work of setting it up"},
                                                                          {"data_collection", "work of getting and cleaning the examples"},
                                                                          {"validation", "work of looking at its answers"},
                                                                          {"pipeline_changes", "work of putting it to use"}};
  return kKinds;
}

Result<Prices> readPrices(const std::string& home) {
  std::error_code error;
  if (!fs::exists(home + "/receipts/prices.json", error)) return Prices{};
  GRAFT_TRY(const Json read, readJsonFile(home + "/receipts/prices.json"));
  return fromJson<Prices>(read);
}
Status writePrices(const Prices& prices, const std::string& home) {
  GRAFT_CHECK(checkAmount(prices.perKwh.value_or(0), "the price of a kilowatt-hour"));
  GRAFT_CHECK(checkAmount(prices.perMachineHour.value_or(0), "the price of a machine hour"));
  GRAFT_CHECK(makeFolder(home + "/receipts"));
  return writeFileAtomic(home + "/receipts/prices.json", dump(toJson(prices), 2) + "\n");
}

Result<ReturnEntries> readReturn(const std::string& run, const std::string& home) {
  GRAFT_TRY(const auto file, fileOf(run, home));
  std::error_code error;
  if (!fs::exists(file, error)) return ReturnEntries{};
  GRAFT_TRY(const Json read, readJsonFile(file));
  auto entries = fromJson<ReturnEntries>(read);
  // Kinds of other versions are left out.
  const auto keepKnown = [](std::map<std::string, double>& amounts, const auto& kinds) {
    std::erase_if(amounts, [&](const auto& amount) {
      return std::none_of(kinds.begin(), kinds.end(), [&](const auto& kind) { return kind.first == amount.first; });
    });
  };
  keepKnown(entries.value, valueKinds());
  keepKnown(entries.cost, costKinds());
  return entries;
}
Status writeReturn(const std::string& run, const ReturnEntries& entries, const std::string& home) {
  GRAFT_TRY(const auto file, fileOf(run, home));
  for (const auto& [key, amount] : entries.value) GRAFT_CHECK(checkAmount(amount, key));
  for (const auto& [key, amount] : entries.cost) GRAFT_CHECK(checkAmount(amount, key));
  if (!(entries.months > 0 && entries.months <= 120))
    return Error{Code::BadUsage,
                 msg("the months must be over 0 and at most 120"),
                 {},
                 msg("Nothing was changed."),
                 msg("Enter a number of months.")};
  GRAFT_CHECK(makeFolder(home + "/receipts"));
  return writeFileAtomic(file, dump(toJson(entries), 2) + "\n");
}

RunCost costOf(const RunRecord& record, const Prices& prices) {
  constexpr double kJoulesPerKwh = 3.6e6, kSecondsPerHour = 3600;
  const TrainResult result = record.result.value_or(TrainResult());
  RunCost out;
  out.seconds = result.seconds;
  out.tokens = result.tokens;
  out.joules = result.energy.joules;
  if (result.energy.seconds > 0) out.energySeconds = result.energy.seconds;
  out.energyMethod = result.energy.method.empty() ? msg("this run was made before energy was looked at") : Message(result.energy.method);
  if (out.joules && prices.perKwh) out.energyMoney = *out.joules / kJoulesPerKwh * *prices.perKwh;
  if (prices.perMachineHour) out.machineMoney = out.seconds / kSecondsPerHour * *prices.perMachineHour;
  // Without an energy meter the machine's price alone is not the cost, unless energy is free.
  if (out.machineMoney && (out.energyMoney || (prices.perKwh && *prices.perKwh == 0)))
    out.money = *out.machineMoney + out.energyMoney.value_or(0);
  if (!out.machineMoney && out.energyMoney) out.money = out.energyMoney;
  return out;
}

Nullable<FullTuning> fullTuningOf(const RunRecord& record) {
  const PlanEvent plan = record.plan.value_or(PlanEvent());
  const TrainResult result = record.result.value_or(TrainResult());
  const auto all = static_cast<double>(plan.modelParameters), trained = static_cast<double>(plan.trainedParameters),
             tokens = static_cast<double>(result.tokens);
  if (all <= 0 || trained <= 0) return {};
  constexpr double kMib = 1 << 20, kTrainedBytes = 16;
  const double frozen = plan.dtype == "bf16" ? 2 : 4;
  FullTuning out;
  out.parameters = all;
  out.trainedParameters = trained;
  out.trainedShare = trained / all;
  out.operations = (4 * all + 6 * trained) * tokens;
  out.fullOperations = 6 * all * tokens;
  out.operationsFormula = msg(
      "a token takes 2 operations a weight forwards, 2 backwards through it, and 2 more for the gradient of a weight that is trained: 6 x "
      "all weights instead of 4 x all + 6 x trained, times the tokens");
  out.fullSeconds = result.seconds * out.fullOperations / out.operations;
  out.timeFormula = msg("time of this run x operations of full tuning / operations of this run");
  out.memoryMib = (frozen * all + kTrainedBytes * trained) / kMib;
  out.fullMemoryMib = kTrainedBytes * all / kMib;
  out.memoryFormula =
      msg("a weight that is trained takes 16 bytes (value, gradient and the two moments of AdamW, 4 each), a frozen one %1; "
          "activations come on top in both cases",
          static_cast<int>(frozen));
  out.storedMib = 4 * trained / kMib;
  out.fullStoredMib = 2 * all / kMib;
  out.storageFormula = msg("4 bytes a trained weight for the adapter, 2 bytes a weight for a whole model in 16 bit");
  return out;
}

ReturnFigures returnOf(const ReturnEntries& entries, std::optional<double> compute) {
  std::map<std::string, double> costs = entries.cost;
  ReturnFigures out;
  out.computeFromRun = !costs.contains("compute") && compute;
  if (out.computeFromRun) costs["compute"] = *compute;
  double monthly = 0, cost = 0;
  for (const auto& [key, meaning] : valueKinds()) {
    if (const auto it = entries.value.find(key); it != entries.value.end())
      monthly += it->second;
    else
      out.unknownValue.push_back(key);
  }
  for (const auto& [key, meaning] : costKinds()) {
    if (const auto it = costs.find(key); it != costs.end())
      cost += it->second;
    else
      out.unknownCost.push_back(key);
  }
  out.months = entries.months;
  const double value = monthly * entries.months;
  if (!entries.value.empty()) {
    out.value = value;
    out.valuePerMonth = monthly;
  }
  if (!costs.empty()) out.cost = cost;
  const bool known = !entries.value.empty() && !costs.empty() && cost > 0;
  if (known) out.share = (value - cost) / cost;
  if (known && monthly > 0) out.breakEvenMonths = cost / monthly;
  out.formula = msg("(value - cost) / cost, value = entries a month x months; break-even after cost / entries a month");
  return out;
}

Result<Receipt> receiptOf(const std::string& runFolder, const std::string& home) {
  GRAFT_TRY(const RunRecord record, workspace::readRunRecord(runFolder));
  if (!record.result)
    return Error{Code::BadInput,
                 msg("this run has not ended, so there is no receipt yet"),
                 runFolder,
                 {},
                 msg("Let it finish, or stop it and keep what it has.")};
  Receipt out;
  out.run = record.run.empty() ? fs::path(runFolder).filename().string() : record.run;
  GRAFT_TRY(const auto prices, readPrices(home));
  GRAFT_TRY(out.entries, readReturn(out.run, home));
  out.processor = record.processor;
  out.currency = prices.currency;
  out.perKwh = prices.perKwh;
  out.perMachineHour = prices.perMachineHour;
  out.cost = costOf(record, prices);
  out.allRuns = allRunsOf(record, prices, home);
  out.fullTuning = fullTuningOf(record);
  out.back = returnOf(out.entries, out.allRuns.money);
  return out;
}

}  // namespace graft::commands
