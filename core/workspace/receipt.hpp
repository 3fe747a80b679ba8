// SPDX-License-Identifier: Apache-2.0
// Costs of a run, of equivalent full fine-tuning, and the return, from measurements and the user's entries. Unknown values stay null. Every
// calculated figure includes its formula. Any thread.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "core/base/json.hpp"

namespace graft::workspace {

/// Prices entered once for all runs (HOME/receipts/prices.json).
struct Prices {
  std::string currency = "EUR";
  std::optional<double> perKwh;          ///< electricity tariff
  std::optional<double> perMachineHour;  ///< depreciation or rent
};
/// The user's entries for one adapter, in that currency (HOME/receipts/RUN.json). Missing entries are unknown.
struct ReturnEntries {
  std::map<std::string, double> value;  ///< per month; keys of valueKinds
  std::map<std::string, double> cost;   ///< once; keys of costKinds. Without "compute" the run's own cost is used
  double months = 12;                   ///< period over which the value is counted
};
/// Keys with their descriptions.
const std::vector<std::pair<std::string, std::string>>& valueKinds();
const std::vector<std::pair<std::string, std::string>>& costKinds();

Result<Prices> readPrices(const std::string& home);
Status writePrices(const Prices& prices, const std::string& home);
Result<ReturnEntries> readReturn(const std::string& run, const std::string& home);
Status writeReturn(const std::string& run, const ReturnEntries& entries, const std::string& home);

/// Receipt of a run folder (format graft-receipt/1). It covers this run, all finished runs over its dataset (the effort for an accepted
/// adapter), and the share of trained weights. It adds full tuning by formula, and the return.
Result<Json> receiptOf(const std::string& runFolder, const std::string& home);

// Parts of the receipt, public for tests.
Json costOf(const Json& record, const Prices& prices);
Json fullTuningOf(const Json& record);
Json returnOf(const ReturnEntries& entries, std::optional<double> compute);

}  // namespace graft::workspace
