// SPDX-License-Identifier: Apache-2.0
// Costs of a run, of equivalent full fine-tuning, and the return, from measurements and the user's entries. Unknown values stay null. Every
// calculated figure includes its formula. Any thread.
#pragma once

#include <string>
#include <vector>

#include "core/commands/receipt/figures.hpp"

namespace graft::commands {

/// Keys with their descriptions.
const std::vector<std::pair<std::string, std::string>>& valueKinds();
const std::vector<std::pair<std::string, std::string>>& costKinds();

Result<Prices> readPrices(const std::string& home);
Status writePrices(const Prices& prices, const std::string& home);
Result<ReturnEntries> readReturn(const std::string& run, const std::string& home);
Status writeReturn(const std::string& run, const ReturnEntries& entries, const std::string& home);

/// Receipt of a run folder. It covers this run, all finished runs over its dataset (the effort for an accepted adapter), and the share of
/// trained weights. It adds full tuning by formula, and the return.
Result<Receipt> receiptOf(const std::string& runFolder, const std::string& home);

// Parts of the receipt, public for tests.
RunCost costOf(const RunRecord& record, const Prices& prices);
/// Empty if the numbers of weights are not known.
Nullable<FullTuning> fullTuningOf(const RunRecord& record);
ReturnFigures returnOf(const ReturnEntries& entries, std::optional<double> compute);

}  // namespace graft::commands
