// SPDX-License-Identifier: Apache-2.0
// The verb receipt: cost of a run, the estimate for full tuning, and the return.
#include <algorithm>
#include <filesystem>

#include "app/cli/resolve.hpp"
#include "core/workspace/receipt.hpp"

namespace graft::cli {
namespace {

struct ReceiptFlags {
  std::string name, currency;
  double perKwh = -1, perMachineHour = -1, months = -1;
  std::vector<std::string> value, cost;
};

Status takeEntries(const std::vector<std::string>& given, const char* flag, const std::vector<std::pair<std::string, std::string>>& kinds,
                   std::map<std::string, double>& out) {
  for (const auto& one : given) {
    const size_t equals = one.find('=');
    const std::string key = one.substr(0, equals);
    const bool known = std::any_of(kinds.begin(), kinds.end(), [&](const auto& kind) { return kind.first == key; });
    std::string all;
    for (const auto& [name, meaning] : kinds) all += (all.empty() ? "" : ", ") + name;
    if (!known)
      return Error{Code::BadUsage, msg("%1: '%2' is not known", flag, key), {}, msg("Nothing was changed."), msg("There are %1.", all)};
    if (equals == std::string::npos || equals + 1 == one.size()) {
      out.erase(key);  // an unset value is unknown again
      continue;
    }
    double amount = 0;
    if (!CLI::detail::lexical_cast(one.substr(equals + 1), amount))
      return Error{Code::BadUsage, msg("%1: '%2' is not a number", flag, one.substr(equals + 1)), {}, msg("Nothing was changed."), {}};
    out[key] = amount;
  }
  return Done{};
}

Result<std::string> runFolderOf(const std::string& name, Context& context) {
  if (const auto run = workspace::findRun(name, context.home); run.ok()) return *run;
  GRAFT_TRY(const auto adapter, workspace::findAdapter(name, context.home));
  auto run = workspace::runOfAdapter(adapter, context.home);
  if (run.empty())
    return Error{Code::BadInput, msg("the run that made this adapter is not here, so nothing is known about its cost"), name, {}, {}};
  return run;
}

std::string amount(const Json& number, const std::string& unit, int places = 2) {
  return number.is_number() ? decimals(number.get<double>(), places) + " " + unit : "unknown";
}
std::string kwh(const Json& joules) { return joules.is_number() ? decimals(joules.get<double>() / 3.6e6, 4) + " kWh" : "unknown"; }
std::string listed(const Json& names) {
  std::string out;
  for (const auto& name : names) out += (out.empty() ? "" : ", ") + name.get<std::string>();
  return out.empty() ? "nothing" : out;
}

void showReceipt(const Json& r, Context& context) {
  auto& t = context.terminal;
  const auto currency = get<std::string>(r, "currency", "");
  const Json &cost = r["cost"], &all = r["all_runs"], &full = r["full_tuning"], &back = r["return"];
  t.line(t.bold(get<std::string>(r, "run", "")));
  t.table({{"", "this run", "all " + std::to_string(get<int64_t>(all, "runs", 0)) + " runs over these examples"},
           {"time", duration(get<double>(cost, "seconds", 0)), duration(get<double>(all, "seconds", 0))},
           {"energy", kwh(cost["joules"]), kwh(all["joules"])},
           {"money", amount(cost["money"], currency, 4), amount(all["money"], currency, 4)}});
  t.line(t.dim("  energy: " + get<std::string>(cost, "energy_method", "")));
  if (cost["money"].is_null())
    t.line(
        t.dim("  money: energy and tariff (--per-kwh), or the machine's price (--per-machine-hour), are not known; without a meter say "
              "--per-kwh 0 when the machine's price holds the energy"));
  if (full.is_object()) {
    t.line();
    t.table({{"", "this adapter", "full tuning of the same model", "formula"},
             {"weights trained", percent(get<double>(full, "trained_share", 0)), percent(1), ""},
             {"time", duration(get<double>(cost, "seconds", 0)), duration(get<double>(full, "full_seconds", 0)), "(1)"},
             {"memory of weights", decimals(get<double>(full, "memory_mib", 0), 0) + " MiB",
              decimals(get<double>(full, "full_memory_mib", 0), 0) + " MiB", "(2)"},
             {"stored", decimals(get<double>(full, "stored_mib", 0), 0) + " MiB",
              decimals(get<double>(full, "full_stored_mib", 0), 0) + " MiB", "(3)"}});
    t.line(t.dim("  (1) " + get<std::string>(full, "time_formula", "") + "; " + get<std::string>(full, "operations_formula", "")));
    t.line(t.dim("  (2) " + get<std::string>(full, "memory_formula", "")));
    t.line(t.dim("  (3) " + get<std::string>(full, "storage_formula", "")));
  }
  t.line();
  t.table({{"return", ""},
           {"value in " + decimals(get<double>(back, "months", 12), 0) + " months", amount(back["value"], currency)},
           {"cost", amount(back["cost"], currency)},
           {"return on it", back["return"].is_number() ? percent(back["return"].get<double>()) : "unknown"},
           {"pays for itself after", amount(back["break_even_months"], "months", 1)},
           {"value not known of", listed(back["unknown_value"])},
           {"cost not known of", listed(back["unknown_cost"])}},
          100);
  t.line(t.dim("  " + get<std::string>(back, "return_formula", "")));
}

Result<Json> receipt(const ReceiptFlags& f, Context& context) {
  GRAFT_TRY(const auto folder, runFolderOf(f.name, context));
  const std::string run = std::filesystem::path(folder).filename().string();
  GRAFT_TRY(auto prices, workspace::readPrices(context.home));
  GRAFT_TRY(auto entries, workspace::readReturn(run, context.home));
  GRAFT_CHECK(takeEntries(f.value, "--value", workspace::valueKinds(), entries.value));
  GRAFT_CHECK(takeEntries(f.cost, "--cost", workspace::costKinds(), entries.cost));
  if (!f.currency.empty()) prices.currency = f.currency;
  if (f.perKwh >= 0) prices.perKwh = f.perKwh;
  if (f.perMachineHour >= 0) prices.perMachineHour = f.perMachineHour;
  if (f.months >= 0) entries.months = f.months;
  if (!f.currency.empty() || f.perKwh >= 0 || f.perMachineHour >= 0) GRAFT_CHECK(workspace::writePrices(prices, context.home));
  if (!f.value.empty() || !f.cost.empty() || f.months >= 0) GRAFT_CHECK(workspace::writeReturn(run, entries, context.home));
  GRAFT_TRY(const auto result, workspace::receiptOf(folder, context.home));
  showReceipt(result, context);
  return result;
}

}  // namespace

void addReceiptCommand(CLI::App& app, Context& context) {
  auto f = std::make_shared<ReceiptFlags>();
  auto* r = addVerb(app, context, "receipt", "What a run cost, what full tuning would have taken, what comes back",
                    "graft receipt tickets-1 --per-kwh 0.32 --per-machine-hour 0.10 --value labour=300 --cost engineering=800",
                    [f, &context] { return receipt(*f, context); });
  r->add_option("NAME", f->name, "run, or kept adapter")->required();
  r->add_option("--currency", f->currency, "of all amounts; kept for the next time, as all entries are");
  r->add_option("--per-kwh", f->perKwh, "price of a kilowatt-hour")->check(CLI::NonNegativeNumber);
  r->add_option("--per-machine-hour", f->perMachineHour, "price of an hour of this machine")->check(CLI::NonNegativeNumber);
  std::string values, costs;
  for (const auto& [key, meaning] : workspace::valueKinds()) values += "\n  " + key + ": " + meaning;
  for (const auto& [key, meaning] : workspace::costKinds()) costs += "\n  " + key + ": " + meaning;
  r->add_option("--value", f->value, "KIND=AMOUNT a month (KIND= is unknown again); may be repeated:" + values);
  r->add_option("--cost", f->cost, "KIND=AMOUNT once; may be repeated:" + costs);
  r->add_option("--months", f->months, "over which the value is counted; 12 at first");
}

}  // namespace graft::cli
