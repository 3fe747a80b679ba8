// SPDX-License-Identifier: Apache-2.0
// What a run cost, what full tuning would have taken, and what comes back: from what was measured and what a person enters. What nobody
// knows stays unknown (null); every figure that is calculated has its formula beside it. Any thread.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "core/base/json.hpp"

namespace graft::workspace {

/// What a person says once, for all runs (HOME/receipts/prices.json).
struct Prices {
  std::string currency = "EUR";
  std::optional<double> perKwh;          ///< tariff
  std::optional<double> perMachineHour;  ///< wear, or rent
};
/// What a person says about one adapter, in that currency (HOME/receipts/RUN.json). What is missing is unknown.
struct ReturnEntries {
  std::map<std::string, double> value;  ///< a month; keys of valueKinds
  std::map<std::string, double> cost;   ///< once; keys of costKinds. "compute" left out: what the run itself cost
  double months = 12;                   ///< over which the value is counted
};
/// Keys with what they mean.
const std::vector<std::pair<std::string, std::string>>& valueKinds();
const std::vector<std::pair<std::string, std::string>>& costKinds();

Result<Prices> readPrices(const std::string& home);
Status writePrices(const Prices& prices, const std::string& home);
Result<ReturnEntries> readReturn(const std::string& run, const std::string& home);
Status writeReturn(const std::string& run, const ReturnEntries& entries, const std::string& home);

/// The receipt of a run folder (format graft-receipt/1): this run, all finished runs over the same dataset (what it took to get an adapter
/// that was accepted), the share of the weights that was trained, full tuning by formula, the return.
Result<Json> receiptOf(const std::string& runFolder, const std::string& home);

// The parts, for tests.
Json costOf(const Json& record, const Prices& prices);
Json fullTuningOf(const Json& record);
Json returnOf(const ReturnEntries& entries, std::optional<double> compute);

}  // namespace graft::workspace
