// SPDX-License-Identifier: Apache-2.0
#include "core/workspace/checks.hpp"

#include <algorithm>
#include <filesystem>

#include "core/base/file.hpp"
#include "core/base/hash.hpp"
#include "core/weights/adapter_file.hpp"
#include "core/workspace/base_question.hpp"
#include "core/workspace/places.hpp"

namespace graft::workspace {
namespace fs = std::filesystem;
namespace {

Result<std::string> fileOf(const std::string& hash, const std::string& home) {
  const bool isHash = hash.size() == 64 && hash.find_first_not_of("0123456789abcdef") == std::string::npos;
  if (!isHash) return Error{Code::BadInput, msg("this is not the hash of an adapter"), hash, {}, msg("Name the adapter instead.")};
  return home + "/checks/" + hash + ".json";
}

/// Resolves the adapter, its base, and its run's data unless others are given.
Result<Json> specOf(const char* job, const std::string& name, const std::string& wantedModel, const std::string& wantedData,
                    const std::string& acceptedBase, const std::string& home) {
  GRAFT_TRY(const auto adapter, findAdapter(name, home));
  GRAFT_TRY(const auto model, findBase(adapter, wantedModel, home));
  GRAFT_CHECK(mustBeItsBase(adapter, model, {acceptedBase}, home));
  const auto run = runOfAdapter(adapter, home);
  const auto trained = run.empty() ? Result<Json>(Json::object()) : readJsonFile(run + "/spec.json");
  std::string dataset = wantedData.empty() && trained.ok() ? get<std::string>(*trained, "dataset", "") : wantedData;
  std::error_code error;
  if (wantedData.empty() && !fs::exists(fs::path(dataset) / "manifest.json", error)) dataset.clear();  // the data may have been deleted
  return Json{{"job", job}, {"adapter", adapter}, {"model", model}, {"dataset", dataset}, {"dtype", "auto"}};
}

}  // namespace

Result<Json> checkSpec(const CheckOrder& order, const std::string& home) {
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
  GRAFT_TRY(Json spec, specOf("check", order.adapter, order.model, order.dataset, order.acceptedBase, home));
  spec["passages"] = resourceFolder() + "/general/passages.txt";
  spec["strengths"] = strengths;
  spec["rows"] = order.rows;
  spec["threads"] = order.cpu.threads;
  spec["cpu_use"] = order.cpu.use;
  return spec;
}

Result<Json> carrySpec(const CarryOrder& order, const std::string& home) {
  GRAFT_TRY(Json spec, specOf("carry", order.adapter, order.model, order.dataset, order.acceptedBase, home));
  GRAFT_TRY(const auto other, findModel(order.otherModel, home));
  std::error_code error;
  if (fs::equivalent(other, get<std::string>(spec, "model", ""), error))
    return Error{Code::BadUsage, msg("the other base is the adapter's own base"), other, {}, msg("Name the new version with --to.")};
  spec["other_model"] = other;
  spec["rows"] = order.rows;
  spec["threads"] = order.cpu.threads;
  spec["cpu_use"] = order.cpu.use;
  return spec;
}

Status keepCheck(const Json& result, const std::string& home) {
  GRAFT_TRY(const auto file, fileOf(get<std::string>(result, "adapter_hash", ""), home));
  GRAFT_CHECK(makeFolder(home + "/checks"));
  return writeFileSynced(file, dump(result, 2) + "\n");
}

Json lastCheckOf(const std::string& adapter, const std::string& home) {
  const auto hash = sha256OfFile(adapterTensorFile(adapter));
  const auto file = hash.ok() ? fileOf(*hash, home) : Result<std::string>(hash.error());
  if (!file.ok()) return nullptr;
  auto kept = readJsonFile(*file);
  return kept.ok() ? std::move(kept).value() : Json(nullptr);
}

}  // namespace graft::workspace
