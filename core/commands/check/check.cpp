// SPDX-License-Identifier: Apache-2.0
#include "core/commands/check/check.hpp"

#include <algorithm>

#include "core/base/file.hpp"
#include "core/base/hash.hpp"
#include "core/commands/adapter_inputs.hpp"
#include "core/weights/adapter_file.hpp"
#include "core/workspace/places.hpp"

namespace graft::commands {
namespace {

Result<std::string> fileOf(const std::string& hash, const std::string& home) {
  const bool isHash = hash.size() == 64 && hash.find_first_not_of("0123456789abcdef") == std::string::npos;
  if (!isHash) return Error{Code::BadInput, msg("this is not the hash of an adapter"), hash, {}, msg("Name the adapter instead.")};
  return home + "/checks/" + hash + ".json";
}

}  // namespace

Result<CheckJob> checkJobOf(const CheckOrder& order, const std::string& home) {
  constexpr size_t kMost = 8;
  std::vector<double> strengths = {0, 1};
  for (const double strength : order.strengths) {
    if (!(strength >= 0 && strength <= 4))
      return Error{
          Code::BadUsage, msg("a strength must be between 0 and 4"), {}, {}, msg("0 is the base, 1 the adapter as it was trained.")};
    strengths.push_back(strength);
  }
  std::sort(strengths.begin(), strengths.end());
  strengths.erase(std::unique(strengths.begin(), strengths.end()), strengths.end());
  if (strengths.size() > kMost)
    return Error{Code::BadUsage, msg("at most %1 strengths at once, 0 and 1 among them", kMost), {}, {}, msg("Name fewer.")};
  GRAFT_TRY(const auto inputs, resolveAdapter(order.adapter, order.model, order.dataset, order.acceptedBase, home));
  CheckJob job;
  job.model = inputs.model;
  job.adapter = inputs.adapter;
  job.dataset = inputs.dataset;
  job.passages = workspace::resourceFolder() + "/general/passages.txt";
  job.strengths = strengths;
  job.rows = order.rows;
  job.threads = order.cpu.threads;
  job.cpuUse = order.cpu.use;
  return job;
}

Status keepCheck(const CheckResult& result, const std::string& home) {
  GRAFT_TRY(const auto file, fileOf(result.adapterHash, home));
  GRAFT_CHECK(makeFolder(home + "/checks"));
  return writeFileSynced(file, dump(toJson(result), 2) + "\n");
}

std::optional<CheckResult> lastCheckOf(const std::string& adapter, const std::string& home) {
  const auto hash = sha256OfFile(adapterTensorFile(adapter));
  const auto file = hash.ok() ? fileOf(*hash, home) : Result<std::string>(hash.error());
  if (!file.ok()) return std::nullopt;
  const auto kept = readJsonFile(*file);
  return kept.ok() && kept->is_object() ? std::optional(fromJson<CheckResult>(*kept)) : std::nullopt;
}

Message generalSentence(const CheckResult& result) {
  switch (result.generalVerdict) {
    case Rating::Green: return msg("General ability kept.");
    case Rating::Amber: return msg("General ability slightly reduced.");
    case Rating::Red: break;
  }
  return msg("General ability damaged.");
}

Message memorizationSentence(const MemorizationResult& found) {
  if (found.tried == 0) return msg("No row of the training data is long enough to be recited.");
  if (found.recited == 0) return msg("None of %1 trained rows is recited word for word.", found.tried);
  if (found.verdict == Rating::Red)
    return msg("%1 of %2 trained rows are recited word for word, with what looks like personal data among them.", found.recited,
               found.tried);
  return msg("%1 of %2 trained rows are recited word for word.", found.recited, found.tried);
}

}  // namespace graft::commands
