// SPDX-License-Identifier: Apache-2.0
#include "core/workspace/base_question.hpp"

#include <algorithm>
#include <filesystem>

#include "core/weights/base_claim.hpp"
#include "core/workspace/places.hpp"

namespace graft::workspace {
namespace fs = std::filesystem;
namespace {

/// Entry of a registered adapter; an empty object for others.
Json entryOf(const std::string& adapter) {
  const fs::path folder = fs::path(adapter).extension() == ".gguf" ? fs::path(adapter).parent_path() : fs::path(adapter);
  auto entry = readJsonFile((folder / "entry.json").string());
  return entry.ok() && entry->is_object() ? std::move(entry).value() : Json::object();
}

/// SHA-256 of the base with which the adapter was trained or registered. Empty if unknown.
std::string knownHash(const Json& entry, const std::string& run) {
  if (const auto kept = get<std::string>(entry, "base_hash", ""); !kept.empty()) return kept;
  const auto record = run.empty() ? Result<Json>(Json::object()) : readJsonFile(run + "/run.json");
  return record.ok() && record->contains("hashes") ? get<std::string>((*record)["hashes"], "model", "") : "";
}

}  // namespace

std::optional<OtherBase> otherBaseOf(const std::string& adapter, const std::string& model, const std::string& home) {
  const std::string claimed = claimedBase(adapter);
  if (claimed.empty()) return {};
  const std::string run = runOfAdapter(adapter, home);
  const auto spec = run.empty() ? Result<Json>(Json::object()) : readJsonFile(run + "/spec.json");
  if (const auto own = spec.ok() ? get<std::string>(*spec, "model", "") : ""; !own.empty() && canonicalOf(own) == canonicalOf(model))
    return {};
  const auto base = ModelFile::open(model);
  if (!base.ok() || isNameOf(claimed, *base)) return {};
  const Json entry = entryOf(adapter);
  if (get<std::string>(entry, "base", "") == base->name()) return {};
  // The names differ, but equal bytes are the same base. Hashing all of them takes a while, so it is the last check.
  if (const std::string known = knownHash(entry, run); !known.empty()) {
    if (const auto hash = base->hash(); hash.ok() && *hash == known) return {};
  }
  return OtherBase{claimed, base->name()};
}

Status mustBeItsBase(const std::string& adapter, const std::string& model, const std::vector<std::string>& accepted,
                     const std::string& home) {
  const auto other = otherBaseOf(adapter, model, home);
  if (!other || std::find(accepted.begin(), accepted.end(), other->claimed) != accepted.end()) return Done{};
  return namesOtherBase(other->claimed, other->base, adapter);
}

}  // namespace graft::workspace
