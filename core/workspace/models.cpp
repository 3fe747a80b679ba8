// SPDX-License-Identifier: Apache-2.0
#include "core/workspace/models.hpp"

#include <algorithm>
#include <filesystem>
#include <set>

#include "core/base/file.hpp"
#include "core/base/json.hpp"
#include "core/weights/gguf.hpp"
#include "core/weights/hub_name.hpp"
#include "core/workspace/places.hpp"

namespace graft::workspace {
namespace fs = std::filesystem;
namespace {

constexpr size_t kMostEntries = 2000;  // entries per folder; a folder with more is not a model folder

/// Entries of a folder by name; empty if it is unreadable.
std::vector<fs::path> entriesOf(const fs::path& folder) {
  std::vector<fs::path> out;
  std::error_code error;
  for (fs::directory_iterator it(folder, error), end; !error && it != end && out.size() < kMostEntries; it.increment(error))
    out.push_back(it->path());
  std::sort(out.begin(), out.end());
  return out;
}
std::vector<fs::path> foldersOf(const fs::path& folder) {
  auto out = entriesOf(folder);
  std::erase_if(out, [](const fs::path& path) {
    std::error_code error;
    return !fs::is_directory(path, error);
  });
  return out;
}
/// The first part represents a split model.
bool isModelFile(const fs::path& path) {
  const auto part = ggufPartName(path.string());
  return path.extension() == ".gguf" && (!part || part->number == 1);
}
bool isModelFolder(const fs::path& path) {
  std::error_code error;
  return fs::exists(path / "config.json", error);
}

fs::path folderOf(const char* variable, const fs::path& otherwise) {
  const char* said = std::getenv(variable);
  return said && *said ? fs::path(said) : otherwise;
}
fs::path userFolder() { return folderOf("HOME", "/"); }
fs::path cacheFolder() { return folderOf("XDG_CACHE_HOME", userFolder() / ".cache"); }

void addGgufs(const fs::path& folder, const std::string& prefix, const char* program, std::vector<ModelPlace>& out) {
  for (const auto& file : entriesOf(folder)) {
    if (isModelFile(file)) out.push_back({prefix + file.filename().string(), program, file.string()});
  }
}

void addHuggingFace(std::vector<ModelPlace>& out) {
  const fs::path hub = folderOf("HF_HUB_CACHE", folderOf("HF_HOME", cacheFolder() / "huggingface") / "hub");
  for (const auto& repository : foldersOf(hub)) {
    const std::string name = hubName(repository.string());
    const auto commits = foldersOf(repository / "snapshots");
    if (name.empty() || commits.empty()) continue;
    // Uses the commit that refs/main points to, else any.
    const auto main = readFile((repository / "refs/main").string(), 256);
    const auto wanted = main.ok() ? repository / "snapshots" / fs::path(main->substr(0, main->find('\n'))).filename() : fs::path();
    const fs::path& snapshot = std::find(commits.begin(), commits.end(), wanted) != commits.end() ? wanted : commits.back();
    if (isModelFolder(snapshot)) {
      out.push_back({name, "Hugging Face", snapshot.string()});
    } else {
      addGgufs(snapshot, name + "/", "Hugging Face", out);
    }
  }
}

/// manifests/HOST/SPACE/MODEL/TAG lists the layers. The model's layer is a GGUF file among the blobs.
void addOllamaManifest(const fs::path& root, const fs::path& file, std::vector<ModelPlace>& out) {
  const auto manifest = readJsonFile(file.string());
  if (!manifest.ok() || !manifest->contains("layers") || !(*manifest)["layers"].is_array()) return;
  for (const auto& layer : (*manifest)["layers"]) {
    if (get<std::string>(layer, "mediaType", "") != "application/vnd.ollama.image.model") continue;
    std::string digest = get<std::string>(layer, "digest", "");
    std::replace(digest.begin(), digest.end(), ':', '-');
    const fs::path blob = root / "blobs" / fs::path(digest).filename();
    std::error_code error;
    if (digest.empty() || !fs::is_regular_file(blob, error)) continue;
    const fs::path model = file.parent_path(), space = model.parent_path(), host = space.parent_path();
    std::string name = model.filename().string() + ":" + file.filename().string();
    if (space.filename() != "library") name = space.filename().string() + "/" + name;
    if (host.filename() != "registry.ollama.ai") name = host.filename().string() + "/" + name;
    out.push_back({name, "Ollama", blob.string()});
  }
}

void addOllama(const fs::path& root, std::vector<ModelPlace>& out) {
  for (const auto& host : foldersOf(root / "manifests")) {
    for (const auto& space : foldersOf(host)) {
      for (const auto& model : foldersOf(space)) {
        for (const auto& tag : entriesOf(model)) addOllamaManifest(root, tag, out);
      }
    }
  }
}

void addLmStudio(const fs::path& root, std::vector<ModelPlace>& out) {
  for (const auto& owner : foldersOf(root)) {
    for (const auto& model : foldersOf(owner))
      addGgufs(model, owner.filename().string() + "/" + model.filename().string() + "/", "LM Studio", out);
  }
}

/// Name of a link in HOME/models: without separators, and with the extension of a GGUF file.
std::string linkName(const ModelPlace& place) {
  std::string name = place.name;
  if (const size_t last = name.rfind('/'); last != std::string::npos) name.erase(0, last + 1);
  std::replace(name.begin(), name.end(), ':', '-');
  std::error_code error;
  if (!fs::is_directory(place.path, error) && !name.ends_with(".gguf")) name += ".gguf";
  return name;
}

}  // namespace

std::vector<ModelPlace> modelsOfHome(const std::string& home) {
  std::vector<ModelPlace> out = {{}};
  for (const auto& path : entriesOf(fs::path(home) / "models")) {
    if (isModelFile(path) || isModelFolder(path)) out.push_back({path.filename().string(), {}, path.string()});
  }
  return out;
}

std::vector<ModelPlace> modelsOfOtherPrograms(const std::string& home) {
  std::vector<ModelPlace> all;
  const fs::path user = userFolder();
  addHuggingFace(all);
  if (const fs::path said = folderOf("OLLAMA_MODELS", {}); !said.empty()) {
    addOllama(said, all);
  } else {
    addOllama(user / ".ollama/models", all);
    addOllama("/usr/share/ollama/.ollama/models", all);
  }
  addLmStudio(user / ".lmstudio/models", all);
  addLmStudio(cacheFolder() / "lm-studio/models", all);
  addGgufs(folderOf("LLAMA_CACHE", cacheFolder() / "llama.cpp"), {}, "llama.cpp", all);
  addGgufs(user / ".local/share/nomic.ai/GPT4All", {}, "GPT4All", all);
  std::set<std::string> known;
  for (const auto& place : modelsOfHome(home)) known.insert(canonicalOf(place.path));
  std::vector<ModelPlace> out;
  for (auto& place : all) {
    if (known.insert(canonicalOf(place.path)).second) out.push_back(std::move(place));
  }
  std::stable_sort(out.begin(), out.end(), [](const auto& a, const auto& b) { return a.name < b.name; });
  return out;
}

ModelFacts factsOf(const ModelPlace& place, const std::string& home, Look look) {
  ModelFacts out;
  out.place = place;
  out.name = place.name;
  std::error_code error;
  out.isLink = place.program.empty() && !place.path.empty() && fs::is_symlink(place.path, error);
  const auto take = [&](const ModelFile& modelFile) {
    const auto& config = modelFile.config();
    if (place.program.empty()) out.name = modelFile.name();
    out.parameters = config.parameters();
    out.context = config.context;
    out.layers = config.layers;
    out.width = config.hidden;
    out.bytes = static_cast<int64_t>(modelFile.weightBytes());
    out.architecture = config.modelType;
    out.license = modelFile.license();
    out.need = memoryNeedOf(config);
  };
  if (look == Look::Text) {
    if (const auto model = openTextModel(place.path, home); model.ok()) {
      take(model->modelFile);
      if (model->renderer) out.mask = model->renderer->maskSource();
    } else {
      out.problem = model.error();
    }
    return out;
  }
  const auto path = findModel(place.path, home);
  const auto modelFile = path.ok() ? ModelFile::open(*path) : Result<ModelFile>(path.error());
  if (modelFile.ok())
    take(*modelFile);
  else
    out.problem = modelFile.error();
  return out;
}

Status addModel(const ModelPlace& place, const std::string& home) {
  GRAFT_TRY(const auto model, openTextModel(place.path, home));
  GRAFT_CHECK(makeFolder(home + "/models"));
  std::error_code error;
  const fs::path link = fs::path(home) / "models" / linkName(place);
  if (canonicalOf(link.string()) == canonicalOf(place.path)) return Done{};
  fs::create_symlink(fs::absolute(place.path, error), link, error);
  if (error)
    return Error{Code::BadInput, msg("the model cannot be added: %1", error.message()), link.string(), msg("Nothing was changed."),
                 msg("Choose another file.")};
  return Done{};
}

Result<std::string> removeModel(const std::string& name, const std::string& home) {
  const fs::path link = fs::path(home) / "models" / name;
  std::error_code error;
  if (name.empty() || name.find('/') != std::string::npos || !fs::is_symlink(link, error))
    return Error{Code::Refused, msg("the model lies in Graft's own folder, not behind a link"), link.string(), msg("Nothing was changed."),
                 msg("Move or delete its files yourself where you no longer need them.")};
  const std::string target = fs::read_symlink(link, error).string();
  if (!fs::remove(link, error))
    return Error{Code::BadInput, msg("the link cannot be removed: %1", error.message()), link.string(), msg("Nothing was changed."),
                 msg("Check the rights of the folder.")};
  return target;
}

}  // namespace graft::workspace
