// SPDX-License-Identifier: Apache-2.0
#include "core/data/dataset_info.hpp"

#include <filesystem>

namespace graft {
namespace fs = std::filesystem;
namespace {

/// Maps LLaMA-Factory's column names to Graft's fields, by formatting.
void mapColumns(const Json& entry, Mapping& mapping) {
  const Json columns = entry.contains("columns") && entry["columns"].is_object() ? entry["columns"] : Json::object();
  const bool share = get<std::string>(entry, "formatting", "alpaca") == "sharegpt";
  const bool ranking = get<bool>(entry, "ranking", false);
  const auto take = [&](const char* theirs, const char* ours) {
    if (const auto name = get<std::string>(columns, theirs, ""); !name.empty()) mapping.columns[ours] = name;
  };
  const Json tags = entry.contains("tags") && entry["tags"].is_object() ? entry["tags"] : Json::object();
  mapping.roleTag = get<std::string>(tags, "role_tag", mapping.roleTag);
  mapping.contentTag = get<std::string>(tags, "content_tag", mapping.contentTag);
  const struct {
    const char* tag;
    const char* fallback;
    const char* role;
  } kRoles[] = {{"user_tag", "human", "user"},
                {"assistant_tag", "gpt", "assistant"},
                {"system_tag", "system", "system"},
                {"observation_tag", "observation", "tool"},
                {"function_tag", "function_call", "assistant"}};
  for (const auto& row : kRoles) mapping.roles[get<std::string>(tags, row.tag, row.fallback)] = row.role;
  for (const char* field : {"system", "tools", "history", "chosen", "rejected"}) take(field, field);
  take("kto_tag", "label");
  if (share) {
    take("messages", mapping.roleTag == "role" ? "messages" : "conversations");
    if (mapping.roleTag == "role" && mapping.contentTag == "content")
      mapping.shape = Shape::Messages;
    else
      mapping.shape = Shape::ShareGpt;
  } else {
    take("prompt", "instruction");
    take("query", "input");
    take("response", "output");
    mapping.shape = Shape::Alpaca;
    // Plain texts are declared as {"prompt": "text"}, without an answer.
    if (mapping.columns.contains("instruction") && !mapping.columns.contains("output") && columns.size() == 1) {
      mapping.columns = {{"text", mapping.columns["instruction"]}};
      mapping.shape = Shape::Text;
    }
  }
  if (ranking) mapping.shape = Shape::Preference;
  if (columns.contains("kto_tag")) mapping.shape = Shape::Kto;
}

}  // namespace

Status resolveDatasetInfo(ImportOptions& options) {
  GRAFT_TRY(const Json info, readJsonFile(options.file));
  const fs::path folder = fs::path(options.file).parent_path();
  std::string local;
  for (const auto& [name, entry] : info.items()) {
    const auto file = get<std::string>(entry, "file_name", "");
    if (std::error_code error; !file.empty() && fs::exists(folder / file, error)) local += (local.empty() ? "" : ", ") + name;
  }
  const Message hint = local.empty() ? msg("None of its files lies beside it.") : msg("Entries whose file lies beside it: %1.", local);
  if (options.member.empty())
    return Error{Code::BadUsage, msg("which of its %1 entries? Say --entry NAME", info.size()), options.file, {}, hint};
  const auto it = info.find(options.member);
  if (it == info.end()) return Error{Code::BadInput, msg("there is no entry '%1'", options.member), options.file, {}, hint};
  const auto file = get<std::string>(*it, "file_name", "");
  if (file.empty())
    return Error{
        Code::BadInput, msg("the entry '%1' is loaded from the network, which Graft never does", options.member), options.file, {}, hint};
  if (file.find("..") != std::string::npos || file.front() == '/')
    return Error{Code::BadInput,
                 msg("the file name '%1' leads out of the folder", file),
                 options.file,
                 {},
                 msg("Put the file beside it, and name it without a path.")};
  if (options.name.empty()) options.name = options.member;
  mapColumns(*it, options.mapping);
  options.file = (folder / file).string();
  return Done{};
}

}  // namespace graft
