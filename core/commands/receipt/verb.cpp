// SPDX-License-Identifier: Apache-2.0
// The verb receipt: cost of a run, the estimate for full tuning, and the return.
#include <algorithm>
#include <filesystem>

#include "core/commands/cli/tools.hpp"
#include "core/commands/receipt/receipt.hpp"

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
      return Error{Code::BadUsage,
                   msg("%1: '%2' is not a number", flag, one.substr(equals + 1)),
                   {},
                   msg("Nothing was changed."),
                   msg("Example: %1 %2=300.", flag, key)};
    out[key] = amount;
  }
  return Done{};
}

Result<std::string> runFolderOf(const std::string& name, Context& context) {
  if (const auto run = workspace::findRun(name, context.home); run.ok()) return *run;
  GRAFT_TRY(const auto adapter, workspace::findAdapter(name, context.home));
  auto run = workspace::runOfAdapter(adapter, context.home);
  if (run.empty())
    return Error{Code::BadInput,
                 msg("the run that made this adapter is not here, so nothing is known about its cost"),
                 name,
                 {},
                 msg("Name a run: graft runs.")};
  return run;
}

std::string amount(const std::optional<double>& number, const std::string& unit, int places = 2) {
  return number ? decimals(*number, places) + " " + unit : "unknown";
}
std::string kwh(const std::optional<double>& joules) { return joules ? decimals(*joules / 3.6e6, 4) + " kWh" : "unknown"; }
std::string listed(const std::vector<std::string>& names) {
  std::string out;
  for (const auto& name : names) out += (out.empty() ? "" : ", ") + name;
  return out.empty() ? "nothing" : out;
}

void showFullTuning(const commands::FullTuning& full, double seconds, Terminal& t) {
  const auto mib = [](double value) { return decimals(value, 0) + " MiB"; };
  t.line();
  t.table({{"", "this adapter", "full tuning of the same model", "formula"},
           {"weights trained", percent(full.trainedShare), percent(1), ""},
           {"time", duration(seconds), duration(full.fullSeconds), "(1)"},
           {"memory of weights", mib(full.memoryMib), mib(full.fullMemoryMib), "(2)"},
           {"stored", mib(full.storedMib), mib(full.fullStoredMib), "(3)"}});
  t.line(t.dim("  (1) " + full.timeFormula.text() + "; " + full.operationsFormula.text()));
  t.line(t.dim("  (2) " + full.memoryFormula.text()));
  t.line(t.dim("  (3) " + full.storageFormula.text()));
}

void showReceipt(const commands::Receipt& r, Terminal& t) {
  const commands::ReturnFigures& back = r.back;
  t.line(t.bold(r.run));
  t.table({{"", "this run",
            (r.allRuns.runs == 1 ? std::string("all runs") : "all " + std::to_string(r.allRuns.runs) + " runs") + " over these examples"},
           {"time", duration(r.cost.seconds), duration(r.allRuns.seconds)},
           {"energy", kwh(r.cost.joules), kwh(r.allRuns.joules)},
           {"money", amount(r.cost.money, r.currency, 4), amount(r.allRuns.money, r.currency, 4)}});
  t.line(t.dim("  energy: " + r.cost.energyMethod.text()));
  if (!r.cost.money)
    t.line(
        t.dim("  money: energy and tariff (--per-kwh), or the machine's price (--per-machine-hour), are not known; without a meter say "
              "--per-kwh 0 when the machine's price holds the energy"));
  if (r.fullTuning) showFullTuning(*r.fullTuning, r.cost.seconds, t);
  t.line();
  t.table({{"return", ""},
           {"value in " + decimals(back.months, 0) + " months", amount(back.value, r.currency)},
           {"cost", amount(back.cost, r.currency)},
           {"return on it", back.share ? percent(*back.share) : "unknown"},
           {"pays for itself after", amount(back.breakEvenMonths, "months", 1)},
           {"value not known of", listed(back.unknownValue)},
           {"cost not known of", listed(back.unknownCost)}},
          100);
  t.line(t.dim("  " + back.formula.text()));
}

Result<Json> receipt(const ReceiptFlags& f, Context& context) {
  GRAFT_TRY(const auto folder, runFolderOf(f.name, context));
  const std::string run = std::filesystem::path(folder).filename().string();
  GRAFT_TRY(auto prices, commands::readPrices(context.home));
  GRAFT_TRY(auto entries, commands::readReturn(run, context.home));
  GRAFT_CHECK(takeEntries(f.value, "--value", commands::valueKinds(), entries.value));
  GRAFT_CHECK(takeEntries(f.cost, "--cost", commands::costKinds(), entries.cost));
  if (!f.currency.empty()) prices.currency = f.currency;
  if (f.perKwh >= 0) prices.perKwh = f.perKwh;
  if (f.perMachineHour >= 0) prices.perMachineHour = f.perMachineHour;
  if (f.months >= 0) entries.months = f.months;
  if (!f.currency.empty() || f.perKwh >= 0 || f.perMachineHour >= 0) GRAFT_CHECK(commands::writePrices(prices, context.home));
  if (!f.value.empty() || !f.cost.empty() || f.months >= 0) GRAFT_CHECK(commands::writeReturn(run, entries, context.home));
  GRAFT_TRY(const auto result, commands::receiptOf(folder, context.home));
  showReceipt(result, context.terminal);
  return toJson(result);
}

}  // namespace

static void add(CLI::App& app, Context& context) {
  auto f = std::make_shared<ReceiptFlags>();
  auto* r = addVerb(app, context, "receipt", "What a run cost, what full tuning would have taken, what comes back",
                    "graft receipt tickets-1 --per-kwh 0.32 --per-machine-hour 0.10 --value labour=300 --cost engineering=800",
                    [f, &context] { return receipt(*f, context); });
  r->add_option("NAME", f->name, "run, or kept adapter")->required();
  r->add_option("--currency", f->currency, "of all amounts; kept for the next time, as all entries are");
  r->add_option("--per-kwh", f->perKwh, "price of a kilowatt-hour")->check(CLI::NonNegativeNumber);
  r->add_option("--per-machine-hour", f->perMachineHour, "price of an hour of this machine")->check(CLI::NonNegativeNumber);
  std::string values, costs;
  for (const auto& [key, meaning] : commands::valueKinds()) values += "\n  " + key + ": " + meaning;
  for (const auto& [key, meaning] : commands::costKinds()) costs += "\n  " + key + ": " + meaning;
  r->add_option("--value", f->value, "KIND=AMOUNT a month (KIND= is unknown again); may be repeated:" + values);
  r->add_option("--cost", f->cost, "KIND=AMOUNT once; may be repeated:" + costs);
  r->add_option("--months", f->months, "over which the value is counted; 12 at first");
}

VerbEntry verbOfReceipt() { return {200, add}; }

}  // namespace graft::cli
