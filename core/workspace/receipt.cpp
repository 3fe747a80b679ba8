// SPDX-License-Identifier: Apache-2.0
#include "core/workspace/receipt.hpp"

#include <cmath>
#include <filesystem>

#include "core/base/file.hpp"

namespace graft::workspace {
namespace fs = std::filesystem;
namespace {

Json orNull(std::optional<double> value) { return value ? Json(*value) : Json(nullptr); }
std::optional<double> numberIn(const Json& object, const char* key) {
  return object.is_object() && object.contains(key) && object[key].is_number() ? std::optional(object[key].get<double>()) : std::nullopt;
}
Json part(const Json& object, const char* key) { return object.is_object() && object.contains(key) ? object[key] : Json::object(); }

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

std::map<std::string, double> amountsIn(const Json& object, const std::vector<std::pair<std::string, std::string>>& kinds) {
  std::map<std::string, double> out;
  for (const auto& [key, meaning] : kinds) {
    if (const auto amount = numberIn(object, key.c_str())) out[key] = *amount;
  }
  return out;
}

/// Summarises the finished runs over these examples, including this run.
Json allRunsOf(const Json& record, const Prices& prices, const std::string& home) {
  double seconds = 0, joules = 0, money = 0;
  int64_t runs = 0, unknownEnergy = 0, unknownMoney = 0;
  std::error_code error;
  for (const auto& entry : fs::directory_iterator(home + "/runs", error)) {
    const auto other = readJsonFile((entry.path() / "run.json").string());
    if (!other.ok() || get<std::string>(*other, "dataset", "") != get<std::string>(record, "dataset", "-") || !other->contains("result"))
      continue;
    const Json cost = costOf(*other, prices);
    ++runs;
    seconds += get<double>(cost, "seconds", 0);
    joules += get<double>(cost, "joules", 0);
    money += get<double>(cost, "money", 0);
    unknownEnergy += cost["joules"].is_null();
    unknownMoney += cost["money"].is_null();
  }
  return {{"runs", runs},
          {"seconds", seconds},
          {"joules", unknownEnergy ? Json(nullptr) : Json(joules)},
          {"money", unknownMoney ? Json(nullptr) : Json(money)}};
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
  return Prices{get<std::string>(read, "currency", "EUR"), numberIn(read, "per_kwh"), numberIn(read, "per_machine_hour")};
}
Status writePrices(const Prices& prices, const std::string& home) {
  GRAFT_CHECK(checkAmount(prices.perKwh.value_or(0), "the price of a kilowatt-hour"));
  GRAFT_CHECK(checkAmount(prices.perMachineHour.value_or(0), "the price of a machine hour"));
  GRAFT_CHECK(makeFolder(home + "/receipts"));
  return writeFileAtomic(
      home + "/receipts/prices.json",
      dump(Json{{"currency", prices.currency}, {"per_kwh", orNull(prices.perKwh)}, {"per_machine_hour", orNull(prices.perMachineHour)}},
           2) +
          "\n");
}

Result<ReturnEntries> readReturn(const std::string& run, const std::string& home) {
  GRAFT_TRY(const auto file, fileOf(run, home));
  std::error_code error;
  if (!fs::exists(file, error)) return ReturnEntries{};
  GRAFT_TRY(const Json read, readJsonFile(file));
  return ReturnEntries{amountsIn(part(read, "value"), valueKinds()), amountsIn(part(read, "cost"), costKinds()),
                       numberIn(read, "months").value_or(12)};
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
  return writeFileAtomic(file, dump(Json{{"value", entries.value}, {"cost", entries.cost}, {"months", entries.months}}, 2) + "\n");
}

Json costOf(const Json& record, const Prices& prices) {
  constexpr double kJoulesPerKwh = 3.6e6, kSecondsPerHour = 3600;
  const Json result = part(record, "result"), energy = part(result, "energy");
  const double seconds = get<double>(result, "seconds", 0);
  const auto joules = numberIn(energy, "joules");
  std::optional<double> energyMoney, machineMoney, money;
  if (joules && prices.perKwh) energyMoney = *joules / kJoulesPerKwh * *prices.perKwh;
  if (prices.perMachineHour) machineMoney = seconds / kSecondsPerHour * *prices.perMachineHour;
  // Without an energy meter the machine's price alone is not the cost, unless energy is free.
  if (machineMoney && (energyMoney || (prices.perKwh && *prices.perKwh == 0))) money = *machineMoney + energyMoney.value_or(0);
  if (!machineMoney && energyMoney) money = energyMoney;
  return {{"seconds", seconds},
          {"tokens", get<int64_t>(result, "tokens", 0)},
          {"joules", orNull(joules)},
          {"energy_seconds", orNull(numberIn(energy, "seconds"))},
          {"energy_method", get<std::string>(energy, "method", "this run was made before energy was looked at")},
          {"energy_money", orNull(energyMoney)},
          {"machine_money", orNull(machineMoney)},
          {"money", orNull(money)}};
}

Json fullTuningOf(const Json& record) {
  const Json plan = part(record, "plan"), result = part(record, "result");
  const double all = get<double>(plan, "model_parameters", 0), trained = get<double>(plan, "trained_parameters", 0),
               seconds = get<double>(result, "seconds", 0), tokens = get<double>(result, "tokens", 0);
  if (all <= 0 || trained <= 0) return nullptr;
  constexpr double kMib = 1 << 20, kTrainedBytes = 16;
  const double frozen = get<std::string>(plan, "dtype", "") == "bf16" ? 2 : 4;
  const double ours = (4 * all + 6 * trained) * tokens, theirs = 6 * all * tokens;
  return {
      {"parameters", all},
      {"trained_parameters", trained},
      {"trained_share", trained / all},
      {"operations", ours},
      {"full_operations", theirs},
      {"operations_formula",
       "a token takes 2 operations a weight forwards, 2 backwards through it, and 2 more for the gradient of a weight that is trained: 6 x "
       "all weights instead of 4 x all + 6 x trained, times the tokens"},
      {"full_seconds", seconds * theirs / ours},
      {"time_formula", "time of this run x operations of full tuning / operations of this run"},
      {"memory_mib", (frozen * all + kTrainedBytes * trained) / kMib},
      {"full_memory_mib", kTrainedBytes * all / kMib},
      {"memory_formula", "a weight that is trained takes 16 bytes (value, gradient and the two moments of AdamW, 4 each), a frozen one " +
                             std::to_string(static_cast<int>(frozen)) + "; activations come on top in both cases"},
      {"stored_mib", 4 * trained / kMib},
      {"full_stored_mib", 2 * all / kMib},
      {"storage_formula", "4 bytes a trained weight for the adapter, 2 bytes a weight for a whole model in 16 bit"}};
}

Json returnOf(const ReturnEntries& entries, std::optional<double> compute) {
  std::map<std::string, double> costs = entries.cost;
  const bool computed = !costs.contains("compute") && compute;
  if (computed) costs["compute"] = *compute;
  double monthly = 0, cost = 0;
  Json unknownValue = Json::array(), unknownCost = Json::array();
  for (const auto& [key, meaning] : valueKinds()) {
    if (const auto it = entries.value.find(key); it != entries.value.end())
      monthly += it->second;
    else
      unknownValue.push_back(key);
  }
  for (const auto& [key, meaning] : costKinds()) {
    if (const auto it = costs.find(key); it != costs.end())
      cost += it->second;
    else
      unknownCost.push_back(key);
  }
  const double value = monthly * entries.months;
  const bool known = !entries.value.empty() && !costs.empty() && cost > 0;
  return {{"value", entries.value.empty() ? Json(nullptr) : Json(value)},
          {"value_per_month", entries.value.empty() ? Json(nullptr) : Json(monthly)},
          {"months", entries.months},
          {"cost", costs.empty() ? Json(nullptr) : Json(cost)},
          {"compute_from_run", computed},
          {"return", known ? Json((value - cost) / cost) : Json(nullptr)},
          {"break_even_months", known && monthly > 0 ? Json(cost / monthly) : Json(nullptr)},
          {"return_formula", "(value - cost) / cost, value = entries a month x months; break-even after cost / entries a month"},
          {"unknown_value", unknownValue},
          {"unknown_cost", unknownCost}};
}

Result<Json> receiptOf(const std::string& runFolder, const std::string& home) {
  GRAFT_TRY(const Json record, readJsonFile(runFolder + "/run.json"));
  if (!record.contains("result"))
    return Error{Code::BadInput,
                 msg("this run has not ended, so there is no receipt yet"),
                 runFolder,
                 {},
                 msg("Let it finish, or stop it and keep what it has.")};
  const std::string run = get<std::string>(record, "run", fs::path(runFolder).filename().string());
  GRAFT_TRY(const auto prices, readPrices(home));
  GRAFT_TRY(const auto entries, readReturn(run, home));
  const Json cost = costOf(record, prices), all = allRunsOf(record, prices, home);
  return Json{{"format", "graft-receipt/1"},
              {"run", run},
              {"processor", get<std::string>(record, "processor", "")},
              {"currency", prices.currency},
              {"per_kwh", orNull(prices.perKwh)},
              {"per_machine_hour", orNull(prices.perMachineHour)},
              {"cost", cost},
              {"all_runs", all},
              {"full_tuning", fullTuningOf(record)},
              {"entries", {{"value", entries.value}, {"cost", entries.cost}}},
              {"return", returnOf(entries, numberIn(all, "money"))}};
}

}  // namespace graft::workspace
