// SPDX-License-Identifier: Apache-2.0
// Figures of a receipt. Unknown values are empty; each calculated figure includes its formula.
#pragma once

#include "core/contract/run_record.hpp"

namespace graft::commands {

/// Prices entered once for all runs (HOME/receipts/prices.json).
struct Prices {
  std::string currency = "EUR";
  Nullable<double> perKwh;          ///< electricity tariff
  Nullable<double> perMachineHour;  ///< depreciation or rent
  static constexpr auto fields = std::tuple{Field{"currency", &Prices::currency}, Field{"per_kwh", &Prices::perKwh},
                                            Field{"per_machine_hour", &Prices::perMachineHour}};
};
/// The user's entries for one adapter, in that currency (HOME/receipts/RUN.json). Missing entries are unknown.
struct ReturnEntries {
  std::map<std::string, double> value;  ///< per month; keys of valueKinds
  std::map<std::string, double> cost;   ///< once; keys of costKinds. Without "compute" the run's own cost is used
  double months = 12;                   ///< period over which the value is counted
  static constexpr auto fields =
      std::tuple{Field{"value", &ReturnEntries::value}, Field{"cost", &ReturnEntries::cost}, Field{"months", &ReturnEntries::months}};
};
/// Cost of one run.
struct RunCost {
  double seconds = 0;
  size_t tokens = 0;
  Nullable<double> joules, energySeconds;
  Message energyMethod;
  Nullable<double> energyMoney, machineMoney, money;
  static constexpr auto fields = std::tuple{Field{"seconds", &RunCost::seconds},
                                            Field{"tokens", &RunCost::tokens},
                                            Field{"joules", &RunCost::joules},
                                            Field{"energy_seconds", &RunCost::energySeconds},
                                            Field{"energy_method", &RunCost::energyMethod},
                                            Field{"energy_money", &RunCost::energyMoney},
                                            Field{"machine_money", &RunCost::machineMoney},
                                            Field{"money", &RunCost::money}};
};
/// Sum over the finished runs on one dataset.
struct AllRuns {
  int64_t runs = 0;
  double seconds = 0;
  Nullable<double> joules, money;
  static constexpr auto fields = std::tuple{Field{"runs", &AllRuns::runs}, Field{"seconds", &AllRuns::seconds},
                                            Field{"joules", &AllRuns::joules}, Field{"money", &AllRuns::money}};
};
/// This run beside the full tuning of its model, by formula.
struct FullTuning {
  double parameters = 0, trainedParameters = 0, trainedShare = 0;
  double operations = 0, fullOperations = 0;
  Message operationsFormula;
  double fullSeconds = 0;
  Message timeFormula;
  double memoryMib = 0, fullMemoryMib = 0;  ///< of weights, gradients and optimizer
  Message memoryFormula;
  double storedMib = 0, fullStoredMib = 0;
  Message storageFormula;
  static constexpr auto fields =
      std::tuple{Field{"parameters", &FullTuning::parameters},          Field{"trained_parameters", &FullTuning::trainedParameters},
                 Field{"trained_share", &FullTuning::trainedShare},     Field{"operations", &FullTuning::operations},
                 Field{"full_operations", &FullTuning::fullOperations}, Field{"operations_formula", &FullTuning::operationsFormula},
                 Field{"full_seconds", &FullTuning::fullSeconds},       Field{"time_formula", &FullTuning::timeFormula},
                 Field{"memory_mib", &FullTuning::memoryMib},           Field{"full_memory_mib", &FullTuning::fullMemoryMib},
                 Field{"memory_formula", &FullTuning::memoryFormula},   Field{"stored_mib", &FullTuning::storedMib},
                 Field{"full_stored_mib", &FullTuning::fullStoredMib},  Field{"storage_formula", &FullTuning::storageFormula}};
};
struct ReturnFigures {
  Nullable<double> value, valuePerMonth;
  double months = 12;
  Nullable<double> cost;
  bool computeFromRun = false;  ///< the run's own cost stands for the entry "compute"
  Nullable<double> share, breakEvenMonths;
  Message formula;
  std::vector<std::string> unknownValue, unknownCost;  ///< keys
  static constexpr auto fields = std::tuple{Field{"value", &ReturnFigures::value},
                                            Field{"value_per_month", &ReturnFigures::valuePerMonth},
                                            Field{"months", &ReturnFigures::months},
                                            Field{"cost", &ReturnFigures::cost},
                                            Field{"compute_from_run", &ReturnFigures::computeFromRun},
                                            Field{"return", &ReturnFigures::share},
                                            Field{"break_even_months", &ReturnFigures::breakEvenMonths},
                                            Field{"return_formula", &ReturnFigures::formula},
                                            Field{"unknown_value", &ReturnFigures::unknownValue},
                                            Field{"unknown_cost", &ReturnFigures::unknownCost}};
};
struct Receipt {
  std::string format = "graft-receipt/1", run, processor, currency;
  Nullable<double> perKwh, perMachineHour;
  RunCost cost;
  AllRuns allRuns;
  Nullable<FullTuning> fullTuning;
  ReturnEntries entries;
  ReturnFigures back;
  static constexpr auto fields = std::tuple{
      Field{"format", &Receipt::format},     Field{"run", &Receipt::run},          Field{"processor", &Receipt::processor},
      Field{"currency", &Receipt::currency}, Field{"per_kwh", &Receipt::perKwh},   Field{"per_machine_hour", &Receipt::perMachineHour},
      Field{"cost", &Receipt::cost},         Field{"all_runs", &Receipt::allRuns}, Field{"full_tuning", &Receipt::fullTuning},
      Field{"entries", &Receipt::entries},   Field{"return", &Receipt::back}};
};

}  // namespace graft::commands
