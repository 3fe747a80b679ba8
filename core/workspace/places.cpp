// SPDX-License-Identifier: Apache-2.0
#include "core/workspace/places.hpp"

#include <filesystem>

#include "core/base/system.hpp"
#include "core/registry/registry.hpp"
#include "core/workspace/models.hpp"

namespace graft::workspace {
namespace fs = std::filesystem;

static constexpr const char* kEmbeddedModel = "SmolLM2-135M-Instruct.Q4_1.gguf";

std::string resourceFolder() {
  const fs::path program = executableFolder();
  std::error_code error;
  for (const fs::path& candidate : {program / "../share/graft", program / "../../resources", program / "../../../resources"}) {
    if (fs::is_directory(candidate / "starter", error)) return fs::weakly_canonical(candidate, error).string();
  }
  return (program / "../share/graft").string();
}

std::string licenseFolder() {
  const fs::path program = executableFolder();
  std::error_code error;
  for (const fs::path& candidate : {program / "../share/doc/graft/licenses", program / "../../LICENSES", program / "../../../LICENSES"}) {
    if (fs::is_directory(candidate, error)) return fs::weakly_canonical(candidate, error).string();
  }
  return {};
}

std::string canonicalOf(const std::string& path) {
  std::error_code error;
  const fs::path whole = fs::weakly_canonical(fs::absolute(path, error), error);
  return (whole.has_filename() ? whole : whole.parent_path()).string();
}

Result<std::string> findModel(const std::string& name, const std::string& home) {
  std::error_code error;
  if (name.empty()) {
    const fs::path program = executableFolder();
    for (const fs::path& candidate : {fs::path(resourceFolder()) / "models" / kEmbeddedModel, program / "../deps/models" / kEmbeddedModel,
                                      program / "../../deps/models" / kEmbeddedModel}) {
      if (fs::exists(candidate, error)) return fs::weakly_canonical(candidate, error).string();
    }
    return Error{Code::BadInput,
                 msg("the embedded model is missing"),
                 kEmbeddedModel,
                 {},
                 msg("Run packaging/setup, or name a model with --model.")};
  }
  if (fs::exists(name, error)) return fs::absolute(name, error).string();
  const fs::path named = fs::path(home) / "models" / name;
  if (name.find('/') == std::string::npos && fs::exists(named, error)) return named.string();
  for (const auto& place : modelsOfOtherPrograms(home)) {
    if (place.name == name) return place.path;
  }
  return Error{Code::BadInput,
               msg("there is no such model"),
               name,
               {},
               msg("Give a .gguf file, a Hugging Face folder, or a name that graft models lists.")};
}

Result<std::string> findRun(const std::string& name, const std::string& home) {
  std::error_code error;
  const fs::path runs = fs::path(home) / "runs";
  if (name.find('/') == std::string::npos && fs::exists(runs / name / "spec.json", error)) return (runs / name).string();
  if (fs::exists(fs::path(name) / "spec.json", error)) return name;
  std::vector<std::string> candidates;
  for (const auto& entry : fs::directory_iterator(runs, error)) {
    const auto run = entry.path().filename().string();
    if (!name.empty() && run.rfind(name, 0) == 0) candidates.push_back(run);
  }
  if (candidates.size() == 1) return (runs / candidates[0]).string();
  std::string list;
  for (const auto& candidate : candidates) list += (list.empty() ? "" : ", ") + candidate;
  return Error{candidates.empty() ? Code::BadInput : Code::Refused,
               candidates.empty() ? msg("there is no run of this name") : msg("the name fits several runs"),
               name,
               {},
               list.empty() ? msg("See graft runs.") : msg("Candidates: %1.", list)};
}

Result<std::string> findAdapter(const std::string& name, const std::string& home) {
  std::error_code error;
  if (fs::exists(fs::path(name) / "adapter_config.json", error)) return fs::absolute(name, error).string();
  if (fs::is_regular_file(name, error) && fs::path(name).extension() == ".gguf") return fs::absolute(name, error).string();
  const bool isRun = fs::exists(fs::path(home) / "runs" / name / "spec.json", error);
  if (const auto kept = Registry(home).find(name); kept.ok()) {
    if (!isRun) return kept->adapter;
    return Error{Code::Refused,
                 msg("the name fits a run and a task of kept adapters"),
                 name,
                 {},
                 msg("Say %1, or the run's folder.", kept->label())};
  } else if (name.find('@') != std::string::npos) {
    return kept.error();
  }
  auto run = findRun(name, home);
  if (run.ok() && fs::exists(fs::path(*run) / "adapter/adapter_config.json", error)) return fs::absolute(*run, error).string() + "/adapter";
  if (run.ok()) return Error{Code::BadInput, msg("this run has no adapter"), *run, {}, msg("Let it train first, or choose another.")};
  if (run.error().code == Code::Refused) return run.error();
  const bool isFolder = fs::is_directory(name, error);
  const auto has = [&](const char* file) { return isFolder && fs::exists(fs::path(name) / file, error); };
  if (has("adapter_model.safetensors"))
    return Error{Code::BadInput,
                 msg("the folder has no adapter_config.json"),
                 name,
                 {},
                 msg("PEFT's save_pretrained writes it beside the tensors: put it there.")};
  if (has("config.json"))
    return Error{Code::BadInput, msg("this is the folder of a model, not of an adapter"), name, {}, msg("Name it with --model.")};
  if (isFolder) {
    for (fs::directory_iterator inside(name, error), end; !error && inside != end; inside.increment(error)) {
      std::error_code missing;
      if (fs::exists(inside->path() / "adapter_config.json", missing))
        return Error{
            Code::BadInput, msg("the adapter lies in a folder inside this one"), name, {}, msg("Name %1.", inside->path().string())};
    }
  }
  if (name.ends_with(".safetensors") && fs::exists(name, error))
    return Error{Code::BadInput,
                 msg("this is a file of an adapter's tensors"),
                 name,
                 {},
                 msg("Name its folder, in which adapter_config.json lies.")};
  return Error{Code::BadInput,
               msg("there is no adapter and no run of this name"),
               name,
               {},
               msg("Give a run (graft runs), a kept adapter (graft adapters), a folder with adapter_config.json, or a GGUF adapter.")};
}

std::string runOfAdapter(const std::string& adapter, const std::string& home) {
  std::error_code error;
  fs::path folder = adapter;
  if (folder.filename() == "adapter" && fs::exists(folder.parent_path() / "spec.json", error)) return folder.parent_path().string();
  if (folder.filename() == "adapter.gguf") folder = folder.parent_path();
  const auto entry = readJsonFile((folder / "entry.json").string());
  const auto run = entry.ok() ? get<std::string>(*entry, "run", "") : "";
  if (run.empty() || run.find('/') != std::string::npos) return {};
  const fs::path place = fs::path(home) / "runs" / run;
  const auto record = readJsonFile((place / "run.json").string());
  const bool same = record.ok() && record->contains("hashes") &&
                    get<std::string>((*record)["hashes"], "adapter", "-") == get<std::string>(*entry, "adapter_hash", "");
  return same ? place.string() : "";
}

Result<std::string> findBase(const std::string& adapter, const std::string& wanted, const std::string& home) {
  const auto run = wanted.empty() ? runOfAdapter(adapter, home) : "";
  const auto spec = run.empty() ? Result<Json>(Json::object()) : readJsonFile(run + "/spec.json");
  return findModel(spec.ok() && wanted.empty() ? get<std::string>(*spec, "model", "") : wanted, home);
}

Result<TextModel> openTextModel(const std::string& model, const std::string& home) {
  GRAFT_TRY(const auto path, findModel(model, home));
  return graft::openTextModel(path);
}

}  // namespace graft::workspace
