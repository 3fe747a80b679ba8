// SPDX-License-Identifier: Apache-2.0
#include "core/registry/registry.hpp"

#include <algorithm>
#include <filesystem>
#include <map>

#include "core/base/hash.hpp"
#include "core/base/system.hpp"
#include "core/registry/signature.hpp"
#include "core/weights/base_claim.hpp"

namespace graft {
namespace fs = std::filesystem;
namespace {

constexpr const char* kAdapterFiles[] = {"adapter_config.json", "adapter_model.safetensors", "adapter.gguf"};

Error refused(const Message& what, const std::string& where, const Message& hint) {
  return {Code::Refused, what, where, msg("Nothing was changed."), hint};
}

Status checkName(const std::string& name, const char* what) {
  const bool fine = !name.empty() && name.size() <= 100 && name.front() != '.' &&
                    name.find_first_not_of("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_.") == std::string::npos;
  if (fine) return Done{};
  return Error{
      Code::BadUsage, msg("%1 '%2' may hold letters, digits, - _ and . alone", flag(what), name), {}, {}, msg("Choose another name.")};
}

std::map<std::string, int64_t> aliasesOf(const std::vector<AdapterHistoryLine>& history) {
  std::map<std::string, int64_t> out;
  for (const auto& line : history) {
    if (line.alias && !line.alias->empty()) out[*line.alias] = line.version.value_or(0);
  }
  return out;
}

}  // namespace

std::vector<Message> openQuestions(const CardAnswers& card) {
  std::vector<Message> out;
  for (const auto& [key, question] : kCardQuestions) {
    if (const auto answer = card.find(key); answer == card.end() || answer->second.empty()) out.push_back(question);
  }
  return out;
}

AdapterFit fitOf(const AdapterFile& file, const ModelFile& base) {
  AdapterFit fit;
  fit.matched = file.pairs().size();
  fit.zero = static_cast<size_t>(std::count_if(file.pairs().begin(), file.pairs().end(), [](const auto& pair) { return pair.isZero; }));
  fit.unmatched = file.unmatched();
  fit.remark = file.remark();
  fit.claimedBase = file.baseName();
  fit.isNamedBase = isNameOf(fit.claimedBase, base);
  return fit;
}

std::optional<RegistryVersion> Registry::read(const std::string& task, int64_t number) const {
  RegistryVersion out;
  out.task = task;
  out.number = number;
  out.folder = m_folder + "/" + task + "/" + std::to_string(number);
  const auto entry = readJsonFile(out.folder + "/entry.json");
  if (!entry.ok()) return {};
  out.entry = fromJson<AdapterEntry>(*entry);
  if (const auto card = readJsonFile(out.folder + "/card.json"); card.ok()) fields::read(*card, out.card);
  std::error_code error;
  out.adapter = fs::exists(out.folder + "/adapter.gguf", error) ? out.folder + "/adapter.gguf" : out.folder;
  return out;
}

std::vector<RegistryVersion> Registry::versions() const {
  std::vector<RegistryVersion> out;
  std::error_code error;
  for (const auto& task : fs::directory_iterator(m_folder, error)) {
    const auto name = task.path().filename().string();
    const auto lines = history(name);
    const auto aliases = lines.ok() ? aliasesOf(*lines) : std::map<std::string, int64_t>();
    for (const auto& folder : fs::directory_iterator(task.path(), error)) {
      const auto number = folder.path().filename().string();
      if (number.empty() || number.size() > 9 || number.find_first_not_of("0123456789") != std::string::npos) continue;
      auto version = read(name, std::stoll(number));
      if (!version) continue;
      for (const auto& [alias, of] : aliases) {
        if (of == version->number) version->aliases.push_back(alias);
      }
      out.push_back(std::move(*version));
    }
  }
  std::sort(out.begin(), out.end(), [](const auto& a, const auto& b) { return std::tie(a.task, a.number) < std::tie(b.task, b.number); });
  return out;
}

Result<RegistryVersion> Registry::find(const std::string& name) const {
  const size_t at = name.find('@');
  const std::string task = name.substr(0, at), which = at == std::string::npos ? "" : name.substr(at + 1);
  std::optional<RegistryVersion> newest;
  for (auto& version : versions()) {
    if (version.task != task) continue;
    const bool hasAlias =
        std::find(version.aliases.begin(), version.aliases.end(), which.empty() ? "champion" : which) != version.aliases.end();
    if (hasAlias || std::to_string(version.number) == which) return version;
    newest = std::move(version);
  }
  if (which.empty() && newest) return *newest;
  return Error{Code::BadInput,
               newest ? msg("the task has no such version or alias") : msg("no adapter is kept under this name"),
               name,
               {},
               msg("See graft adapters.")};
}

namespace {

/// History of a task, as stored in the file.
struct Chain {
  std::string text, last;  // last: hash of the last line, empty before the first
  std::vector<AdapterHistoryLine> lines;
};

Result<Chain> readChain(const std::string& path) {
  Chain out;
  std::error_code error;
  if (!fs::exists(path, error)) return out;
  GRAFT_TRY(out.text, readFile(path));
  for (size_t begin = 0; begin < out.text.size();) {
    const size_t end = std::min(out.text.find('\n', begin), out.text.size());
    const std::string line = out.text.substr(begin, end - begin);
    auto parsed = parseJson(line);
    if (!parsed.ok() || get<std::string>(*parsed, "before", "") != out.last)
      return Error{Code::BadInput, msg("line %1 does not follow from the one before: the history was changed", out.lines.size() + 1), path,
                   msg("The adapters are untouched."), msg("Take the file from a backup.")};
    out.last = sha256(line);
    out.lines.push_back(fromJson<AdapterHistoryLine>(*parsed));
    begin = end + 1;
  }
  return out;
}

}  // namespace

std::string Registry::historyFile(const std::string& task) const { return m_folder + "/" + task + "/history.jsonl"; }

Result<std::vector<AdapterHistoryLine>> Registry::history(const std::string& task) const {
  GRAFT_TRY(auto chain, readChain(historyFile(task)));
  return std::move(chain.lines);
}

/// Appends one line. The caller holds the task's lock.
Status Registry::write(const std::string& task, AdapterHistoryLine line) const {
  GRAFT_TRY(const auto chain, readChain(historyFile(task)));
  line.at = utcNow();
  line.before = chain.last;
  return writeFileAtomic(historyFile(task), chain.text + dump(toJson(line)) + "\n");
}

Result<RegistryVersion> Registry::publish(const std::string& task, const std::vector<std::pair<std::string, std::string>>& files,
                                          AdapterEntry entry, const CardAnswers& card, AdapterHistoryLine line) const {
  const std::string taskFolder = m_folder + "/" + task;
  GRAFT_CHECK(makeFolder(taskFolder));
  GRAFT_TRY(const auto lock, FolderLock::take(taskFolder));
  int64_t number = 1;
  for (const auto& other : versions()) {
    if (other.task != task) continue;
    if (entry.adapterHash && other.entry.adapterHash == entry.adapterHash)
      return refused(msg("this adapter is kept already, as %1", other.label()), taskFolder, msg("Nothing is to be done."));
    number = std::max(number, other.number + 1);
  }
  entry.task = task;
  entry.version = number;
  entry.added = utcNow();
  const std::string staging = taskFolder + "/.new", target = taskFolder + "/" + std::to_string(number);
  std::error_code error;
  fs::remove_all(staging, error);
  GRAFT_CHECK(makeFolder(staging));
  for (const auto& [from, name] : files) {
    GRAFT_TRY(const auto mapped, MappedFile::open(from));
    GRAFT_CHECK(writeFileSynced(staging + "/" + name, mapped.bytes()));
  }
  GRAFT_CHECK(writeFileSynced(staging + "/card.json", dump(fields::written(card), 2) + "\n"));
  GRAFT_CHECK(writeFileSynced(staging + "/entry.json", dump(toJson(entry), 2) + "\n"));
  GRAFT_CHECK(publishFolder(staging, target));
  line.version = number;
  GRAFT_CHECK(write(task, std::move(line)));
  return *read(task, number);
}

Result<RegistryVersion> Registry::add(const Addition& addition, const ModelFile& base) const {
  GRAFT_CHECK(checkName(addition.task, "--task"));
  GRAFT_TRY(const auto file, AdapterFile::open(addition.adapter, base.config()));
  GRAFT_CHECK(file.mustFitWhole());
  const AdapterFit fit = fitOf(file, base);
  if (!fit.isNamedBase && addition.acceptedBase != fit.claimedBase) return namesOtherBase(fit.claimedBase, base.name(), addition.adapter);
  AdapterEntry entry{addition.origin};
  GRAFT_TRY(entry.adapterHash, sha256OfFile(file.tensorFile()));
  GRAFT_TRY(entry.baseHash, base.hash());
  entry.base = base.name();
  entry.baseLicense = base.license();
  entry.rank = file.options().rank;
  entry.alpha = file.options().alpha;
  entry.matched = fit.matched;
  entry.zero = fit.zero;
  std::vector<std::pair<std::string, std::string>> files;
  if (file.isGguf()) {
    files.emplace_back(addition.adapter, "adapter.gguf");
  } else {
    files.emplace_back(addition.adapter + "/adapter_config.json", "adapter_config.json");
    files.emplace_back(file.tensorFile(), "adapter_model.safetensors");
  }
  return publish(addition.task, files, std::move(entry), {}, {nameOf(AdapterAct::Added)});
}

Status Registry::setCard(const RegistryVersion& version, const CardAnswers& card) const {
  GRAFT_TRY(const auto lock, FolderLock::take(m_folder + "/" + version.task));
  GRAFT_CHECK(writeFileAtomic(version.folder + "/card.json", dump(fields::written(card), 2) + "\n"));
  AdapterHistoryLine line{nameOf(AdapterAct::CardChanged), version.number};
  line.card = card;
  return write(version.task, std::move(line));
}

Status Registry::checkFiles(const RegistryVersion& version) {
  const std::string tensors = adapterTensorFile(version.adapter);
  GRAFT_TRY(const auto hash, sha256OfFile(tensors));
  if (hash == version.entry.adapterHash) return Done{};
  return Error{Code::BadInput,
               msg("the tensors of %1 were changed since it was added", version.label()),
               tensors,
               {},
               msg("Add the adapter again from its run, or take it from a bundle.")};
}

Status Registry::promote(const RegistryVersion& version, const std::string& alias, const std::string& reviewer,
                         const std::string& note) const {
  GRAFT_CHECK(checkName(alias, "--as"));
  if (alias.find_first_not_of("0123456789") == std::string::npos)
    return Error{Code::BadUsage, msg("an alias cannot be a number"), {}, {}, msg("Choose a word; numbers name versions.")};
  if (reviewer.empty())
    return refused(msg("a promotion names who has looked at the answers"), version.label(), msg("Add %1 NAME.", flag("--reviewer")));
  GRAFT_TRY(const auto now, find(version.label()));
  if (std::find(now.aliases.begin(), now.aliases.end(), alias) != now.aliases.end())
    return refused(msg("%1 is the %2 already", version.label(), alias), version.folder, msg("Nothing is to be done."));
  GRAFT_CHECK(checkFiles(version));
  if (const auto open = openQuestions(version.card); alias == "champion" && !open.empty())
    return refused(msg("the model card of %1 has open questions: %2", version.label(), open[0]), version.folder,
                   msg("Answer them with graft adapters card %1.", version.label()));
  GRAFT_TRY(const auto lock, FolderLock::take(m_folder + "/" + version.task));
  return write(version.task, {nameOf(AdapterAct::Promoted), version.number, alias, {}, reviewer, note});
}

Result<int64_t> Registry::rollBack(const std::string& task, const std::string& alias, const std::string& reviewer,
                                   const std::string& note) const {
  if (reviewer.empty()) return refused(msg("a rollback names who wants it"), task, msg("Add %1 NAME.", flag("--reviewer")));
  GRAFT_TRY(const auto lines, history(task));
  // Works like an editor's undo: a rollback reverts one promotion, a second rollback the promotion before it.
  std::vector<int64_t> holders;
  for (const auto& line : lines) {
    if (line.alias != alias) continue;
    if (line.act() != AdapterAct::RolledBack)
      holders.push_back(line.version.value_or(0));
    else if (!holders.empty())
      holders.pop_back();
  }
  if (holders.size() < 2)
    return refused(msg("nothing had the alias '%1' before", alias), task, msg("See graft adapters history %1.", task));
  const int64_t back = holders[holders.size() - 2];
  GRAFT_TRY(const auto lock, FolderLock::take(m_folder + "/" + task));
  GRAFT_CHECK(write(task, {nameOf(AdapterAct::RolledBack), back, alias, holders.back(), reviewer, note}));
  return back;
}

Status Registry::noteExport(const RegistryVersion& version, const Certificate& certificate) const {
  GRAFT_TRY(const auto lock, FolderLock::take(m_folder + "/" + version.task));
  AdapterHistoryLine line{nameOf(AdapterAct::Exported), version.number};
  line.kind = certificate.kind;
  line.type = certificate.type;
  line.strength = certificate.strength;
  line.verdict = certificate.verdict;
  auto& files = line.files.emplace();
  for (const ExportedFile& file : certificate.files) files[file.name] = file.sha256;
  return write(version.task, std::move(line));
}

Status Registry::pack(const RegistryVersion& version, const std::string& out) const {
  std::error_code error;
  if (fs::exists(fs::symlink_status(out, error)))
    return refused(msg("the target exists already"), out, msg("Choose another %1.", flag("--out")));
  GRAFT_CHECK(checkFiles(version));
  GRAFT_TRY(const auto chain, readChain(historyFile(version.task)));
  const fs::path whole = fs::absolute(out, error);
  const std::string staging = (whole.parent_path() / ("." + whole.filename().string() + ".new")).string();
  fs::remove_all(staging, error);
  GRAFT_CHECK(makeFolder(staging));
  const auto copied = [&]() -> Status {
    for (const auto& file : fs::directory_iterator(version.folder, error)) {
      GRAFT_TRY(const auto mapped, MappedFile::open(file.path().string()));
      GRAFT_CHECK(writeFileSynced(staging + "/" + file.path().filename().string(), mapped.bytes()));
    }
    GRAFT_CHECK(writeFileSynced(staging + "/history.jsonl", chain.text));
    return publishFolder(staging, whole.string());
  }();
  if (!copied.ok()) fs::remove_all(staging, error);
  return copied;
}

Result<RegistryVersion> Registry::unpack(const std::string& bundle, const std::string& publicKey) const {
  if (!publicKey.empty()) {
    GRAFT_TRY(const auto signature, checkSignature(bundle, publicKey));
    if (!signature.ok())
      return Error{
          Code::Refused,
          signature.keyMatches ? msg("files of the bundle are not those that were signed") : msg("the bundle was signed with another key"),
          bundle, msg("Nothing was taken in."), msg("Get bundle and key again from where they come. graft verify names the files.")};
  }
  GRAFT_TRY(const Json entryJson, readJsonFile(bundle + "/entry.json"));
  GRAFT_TRY(const Json cardJson, readJsonFile(bundle + "/card.json"));
  auto entry = fromJson<AdapterEntry>(entryJson);
  CardAnswers card;
  fields::read(cardJson, card);
  const std::string task = entry.task;
  GRAFT_CHECK(checkName(task, "the task of the bundle"));
  std::vector<std::pair<std::string, std::string>> files;
  std::error_code error;
  for (const char* name : kAdapterFiles) {
    if (fs::is_regular_file(fs::symlink_status(bundle + "/" + name, error))) files.emplace_back(bundle + "/" + name, name);
  }
  const auto tensors = std::find_if(files.begin(), files.end(), [](const auto& file) { return file.second != "adapter_config.json"; });
  if (tensors == files.end())
    return Error{Code::BadInput, msg("the bundle holds no adapter"), bundle, {}, msg("Choose the folder that graft adapters pack wrote.")};
  GRAFT_TRY(const auto hash, sha256OfFile(tensors->first));
  if (hash != entry.adapterHash)
    return Error{Code::BadInput, msg("the tensors of the bundle are not those that its entry names"), tensors->first,
                 msg("Nothing was taken in."), msg("Get the bundle again from where it was whole.")};
  const auto lineage = readFile(bundle + "/history.jsonl");
  AdapterHistoryLine line{nameOf(AdapterAct::TakenIn)};
  line.bundleVersion = entry.version;
  line.bundleHistory = lineage.ok() ? sha256(*lineage) : "";
  if (lineage.ok()) files.emplace_back(bundle + "/history.jsonl", "history_before.jsonl");
  return publish(task, files, std::move(entry), card, std::move(line));
}

}  // namespace graft
