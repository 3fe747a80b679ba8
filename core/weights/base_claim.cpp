// SPDX-License-Identifier: Apache-2.0
#include "core/weights/base_claim.hpp"

#include <algorithm>
#include <cctype>
#include <filesystem>

#include "core/weights/hub_name.hpp"

namespace graft {
namespace fs = std::filesystem;
namespace {

/// True for number formats at the end of GGUF file names: "Q4_K_M", "F16", "IQ4_XS".
bool isGgufType(std::string name) {
  std::transform(name.begin(), name.end(), name.begin(), [](unsigned char c) { return static_cast<char>(std::toupper(c)); });
  if (name == "F16" || name == "F32" || name == "BF16") return true;
  if (name.starts_with("I")) name.erase(0, 1);
  return name.size() >= 3 && name[0] == 'Q' && std::isdigit(static_cast<unsigned char>(name[1])) && name[2] == '_';
}

/// Reduces "HuggingFaceTB/SmolLM2-135M-Instruct", "SmolLM2-135M-Instruct.Q4_1" and "SmolLM2 135M Instruct" to one name.
std::string plainName(std::string name) {
  while (name.ends_with('/') || name.ends_with('\\')) name.pop_back();
  name = name.substr(name.find_last_of("/\\") + 1);
  if (name.ends_with(".gguf")) name.resize(name.size() - 5);
  if (const size_t dot = name.rfind('.'); dot != std::string::npos && isGgufType(name.substr(dot + 1))) name.resize(dot);
  std::transform(name.begin(), name.end(), name.begin(),
                 [](unsigned char c) { return c == ' ' || c == '_' ? '-' : static_cast<char>(std::tolower(c)); });
  return name;
}

}  // namespace

std::string claimedBase(const std::string& adapter) {
  std::error_code error;
  if (fs::is_directory(adapter, error)) {
    const auto config = readJsonFile(adapter + "/adapter_config.json");
    return config.ok() ? get<std::string>(*config, "base_model_name_or_path", "") : "";
  }
  const auto file = GgufFile::open(adapter);
  return file.ok() ? file->text("general.base_model.0.name") : "";
}

bool isNameOf(const std::string& claim, const ModelFile& base) {
  if (claim.empty()) return true;
  std::error_code error;
  if (fs::exists(claim, error) && fs::equivalent(claim, base.path(), error)) return true;
  // In Hugging Face's cache the last part of a path is a commit.
  const std::string inCache = hubName(claim), wanted = plainName(inCache.empty() ? claim : inCache);
  const std::string names[] = {base.name(), base.publicName(), base.gguf() ? base.gguf()->text("general.name") : std::string()};
  return std::any_of(std::begin(names), std::end(names),
                     [&](const std::string& name) { return !name.empty() && plainName(name) == wanted; });
}

Error namesOtherBase(const std::string& claim, const std::string& base, const std::string& adapter) {
  return {Code::Refused, msg("the adapter says that it belongs to '%1', the base here is '%2'", claim, base), adapter,
          msg("Nothing was changed."), msg("Name the right base with --model, or say --accept-base '%1' when you know better.", claim)};
}

}  // namespace graft
