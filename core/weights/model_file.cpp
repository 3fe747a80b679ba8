// SPDX-License-Identifier: Apache-2.0
#include "core/weights/model_file.hpp"

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <filesystem>
#include <set>

#include "core/base/hash.hpp"
#include "core/weights/hub_name.hpp"
#include "core/weights/tensor_names.hpp"

namespace graft {
namespace fs = std::filesystem;

std::string ggufTensorName(const std::string& name, const ModelConfig& config) {
  if (name == "model.embed_tokens.weight") return "token_embd.weight";
  if (name == "model.norm.weight") return "output_norm.weight";
  if (name == "lm_head.weight") return "output.weight";
  static const std::string kPrefix = "model.layers.";
  if (name.rfind(kPrefix, 0) != 0) return {};
  const size_t dot = name.find('.', kPrefix.size());
  if (dot == std::string::npos) return {};
  static constexpr std::pair<const char*, const char*> kParts[] = {
      {"input_layernorm", "attn_norm"},    {"post_attention_layernorm", "ffn_norm"},
      {"self_attn.q_proj", "attn_q"},      {"self_attn.k_proj", "attn_k"},
      {"self_attn.v_proj", "attn_v"},      {"self_attn.o_proj", "attn_output"},
      {"self_attn.q_norm", "attn_q_norm"}, {"self_attn.k_norm", "attn_k_norm"},
      {"mlp.gate_proj", "ffn_gate"},       {"mlp.up_proj", "ffn_up"},
      {"mlp.down_proj", "ffn_down"}};
  static constexpr std::pair<const char*, const char*> kOutputNorms[] = {{"post_attention_layernorm", "post_attention_norm"},
                                                                         {"pre_feedforward_layernorm", "ffn_norm"},
                                                                         {"post_feedforward_layernorm", "post_ffw_norm"}};
  const size_t last = name.rfind('.');
  const std::string middle = name.substr(dot + 1, last - dot - 1), block = "blk." + name.substr(kPrefix.size(), dot - kPrefix.size()) + ".";
  for (const auto& [huggingFace, gguf] : kOutputNorms) {
    if (config.outputNorms && middle == huggingFace) return block + gguf + name.substr(last);
  }
  for (const auto& [huggingFace, gguf] : kParts) {
    if (middle == huggingFace) return block + gguf + name.substr(last);
  }
  return {};
}

Result<ModelFile> ModelFile::open(const std::string& path) {
  ModelFile modelFile;
  modelFile.m_path = path;
  std::error_code error;
  if (!fs::exists(path, error))
    return Error{Code::BadInput, msg("the model does not exist"), path, {}, msg("Check the path and its spelling.")};
  auto opened = fs::is_directory(path, error) ? modelFile.openFolder() : modelFile.openGguf();
  if (opened.ok()) opened = modelFile.checkTable();
  if (!opened.ok()) return opened.error().where.find(path) == std::string::npos ? opened.error().at(path) : opened.error();
  return modelFile;
}

Status ModelFile::openGguf() {
  GRAFT_TRY(auto file, GgufFile::open(m_path));
  m_gguf = std::make_shared<GgufFile>(std::move(file));
  if (m_gguf->text("general.type", "model") != "model")
    return Error{Code::BadInput, msg("this GGUF file holds an adapter, not a model"), {}, {}, msg("Give it to --adapter.")};
  GRAFT_TRY(m_config, configFromGguf(*m_gguf));
  m_name = fs::path(m_path).stem().string();
  if (const auto part = ggufPartName(m_path); part && m_gguf->files().size() > 1) m_name = fs::path(part->stem).filename().string();
  if (m_name.starts_with("sha256-")) m_name = m_gguf->text("general.name", m_name);  // name of a blob in Ollama's store
  m_license = m_gguf->text("general.license");
  m_chatTemplate = m_gguf->text("tokenizer.chat_template");
  m_toolTemplate = m_gguf->text("tokenizer.chat_template.tool_use");
  m_tokenizerJson = m_gguf->text("tokenizer.huggingface.json");
  m_weightFiles = m_gguf->files();
  std::map<std::string, const TensorView*> byName;
  for (const auto& tensor : m_gguf->tensors()) byName[tensor.name] = &tensor;
  for (const auto& spec : tensorTable(m_config)) {
    if (const auto it = byName.find(ggufTensorName(spec.name, m_config)); it != byName.end()) m_tensors[spec.name] = it->second;
  }
  return Done{};
}

/// Reads templates listed in tokenizer_config.json: [{"name": ..., "template": ...}, ...]. A separate template file takes precedence.
void ModelFile::takeNamedTemplates(const Json& list) {
  if (!list.is_array()) return;
  for (const Json& one : list) {
    const auto name = get<std::string>(one, "name", "");
    if (name == "default" && m_chatTemplate.empty()) m_chatTemplate = get<std::string>(one, "template", "");
    if (name == "tool_use" && m_toolTemplate.empty()) m_toolTemplate = get<std::string>(one, "template", "");
  }
}

Status ModelFile::readFolderTexts() {
  const auto optional = [&](const char* name) {
    auto text = readFile(m_path + "/" + name, 256u << 20);
    return text.ok() ? std::move(text).value() : std::string();
  };
  m_tokenizerJson = optional("tokenizer.json");
  if (const auto text = optional("tokenizer_config.json"); !text.empty()) {
    auto parsed = parseJson(text);
    if (!parsed.ok()) return parsed.error().at(m_path + "/tokenizer_config.json");
    m_tokenizerConfig = std::move(parsed).value();
  }
  m_chatTemplate = optional("chat_template.jinja");
  m_toolTemplate = optional("additional_chat_templates/tool_use.jinja");
  if (m_chatTemplate.empty()) m_chatTemplate = get<std::string>(m_tokenizerConfig, "chat_template", "");
  if (const auto list = m_tokenizerConfig.find("chat_template"); list != m_tokenizerConfig.end()) takeNamedTemplates(*list);
  const auto card = optional("README.md");
  if (const size_t at = card.find("\nlicense:"); at != std::string::npos) {
    m_license = card.substr(at + 9, card.find('\n', at + 9) - at - 9);
    m_license.erase(0, m_license.find_first_not_of(' '));
  }
  return Done{};
}

/// A name that no file can have counts as absent. Without the error code the call would throw.
static bool isThere(const fs::path& path) {
  std::error_code error;
  return fs::exists(path, error);
}
static bool isLink(const fs::path& path) {
  std::error_code error;
  return fs::is_symlink(path, error);
}

/// Finds model-00001-of-00003.safetensors and so on, if all are present. The index that transformers writes may have been lost.
static std::vector<std::string> shardsWithoutIndex(const std::string& folder) {
  constexpr int kMost = 1000;
  const auto nameOf = [](int part, int count) {
    char name[64];
    std::snprintf(name, sizeof name, "model-%05d-of-%05d.safetensors", part, count);
    return std::string(name);
  };
  std::vector<std::string> out;
  for (int count = 1; count <= kMost && out.empty(); ++count) {
    if (!isThere(folder + "/" + nameOf(1, count))) continue;
    for (int part = 1; part <= count; ++part) {
      if (!isThere(folder + "/" + nameOf(part, count))) return {};
      out.push_back(nameOf(part, count));
    }
  }
  return out;
}

Status ModelFile::openShards(RawBytes raw) {
  std::vector<std::string> names;
  const std::string index = m_path + "/model.safetensors.index.json";
  if (isThere(m_path + "/model.safetensors")) {  // like transformers: an index next to it belongs to an earlier save
    names = {"model.safetensors"};
  } else if (isThere(index)) {
    GRAFT_TRY(const Json json, readJsonFile(index));
    if (!json.contains("weight_map") || !json["weight_map"].is_object())
      return Error{Code::BadInput, msg("weight_map is missing"), index, {}, msg("Get the complete model again.")};
    std::set<std::string> files;
    for (const auto& [tensor, file] : json["weight_map"].items()) {
      std::string name = file.is_string() ? file.get<std::string>() : "";
      if (name.starts_with("./")) name.erase(0, 2);
      if (name.empty() || name.find('/') != std::string::npos || name.find('\\') != std::string::npos || name.front() == '.' ||
          name.find('\0') != std::string::npos) {
        return Error{Code::BadInput,
                     msg("the file name '%1' leads out of the folder", name),
                     index,
                     {},
                     msg("Put the file beside it, and name it without a path.")};
      }
      if (isLink(m_path + "/" + name) && !isThere(m_path + "/" + name))
        return Error{Code::BadInput, msg("the link %1 leads nowhere", name), index, {}, msg("Get the complete model again.")};
      files.insert(name);
      m_indexListsHead = m_indexListsHead || tensor == "lm_head.weight";
    }
    names.assign(files.begin(), files.end());
  } else if (names = shardsWithoutIndex(m_path); names.empty()) {
    const bool pickle = isThere(m_path + "/pytorch_model.bin") || isThere(m_path + "/pytorch_model.bin.index.json");
    return Error{Code::BadInput,
                 pickle ? msg("the weights are pickle files, which can run code and are not read")
                        : msg("there is no model.safetensors in the folder"),
                 m_path,
                 {},
                 msg("Get the safetensors version of this model.")};
  }
  for (const auto& name : names) {
    GRAFT_TRY(auto file, SafetensorsFile::open(m_path + "/" + name, raw));
    m_shards.push_back(std::make_shared<SafetensorsFile>(std::move(file)));
    m_weightFiles.push_back(m_path + "/" + name);
    for (const auto& tensor : m_shards.back()->tensors()) {
      if (!m_tensors.emplace(tensor.name, &tensor).second)
        return Error{Code::BadInput, msg("tensor %1 stands in two files", tensor.name), m_path, {}, msg("Get the complete model again.")};
    }
  }
  return Done{};
}

/// Rejects folders of adapters, of a model with an adapter, and of GGUF files, each with a hint.
static Status mustBeModelFolder(const std::string& path) {
  if (isThere(path + "/adapter_config.json") && !isThere(path + "/config.json"))
    return Error{Code::BadInput,
                 msg("this is the folder of an adapter, not of a model"),
                 path,
                 {},
                 msg("Name it with --adapter, and its base with --model.")};
  if (isThere(path + "/adapter_config.json") && isThere(path + "/adapter_model.safetensors"))
    return Error{Code::BadInput,
                 msg("a model and an adapter lie in one folder, and transformers would load both"),
                 path,
                 {},
                 msg("Move adapter_config.json and adapter_model.safetensors to a folder of their own, and name that with --adapter.")};
  if (isThere(path + "/config.json")) return Done{};
  std::error_code error;
  for (fs::directory_iterator file(path, error), end; !error && file != end; file.increment(error)) {
    if (file->path().extension() == ".gguf")
      return Error{Code::BadInput,
                   msg("the folder holds GGUF files and no config.json"),
                   path,
                   {},
                   msg("Name the file: of several parts the first (%1).", file->path().filename().string())};
  }
  return Done{};
}

Status ModelFile::openFolder() {
  GRAFT_CHECK(mustBeModelFolder(m_path));
  GRAFT_TRY(m_configText, readFile(m_path + "/config.json"));
  auto json = parseJson(m_configText);
  if (!json.ok()) return json.error().at(m_path + "/config.json");
  const Json config = std::move(json).value();
  auto parsed = configFromHuggingFace(config);
  if (!parsed.ok()) return parsed.error().at(m_path + "/config.json");
  m_config = std::move(parsed).value();
  m_name = fs::path(m_path).lexically_normal().filename().string();
  if (m_name.empty()) m_name = fs::path(m_path).lexically_normal().parent_path().filename().string();
  if (fs::path(m_path).lexically_normal().string().find("/snapshots/") != std::string::npos) {
    if (const fs::path hub = hubName(m_path); hub.has_parent_path()) m_name = hub.filename().string();
  }
  GRAFT_CHECK(readFolderTexts());
  const bool isQuantised = config.contains("quantization_config") && !config["quantization_config"].is_null();
  GRAFT_CHECK(openShards(isQuantised ? RawBytes::Keep : RawBytes::Refuse));
  GRAFT_CHECK(takeWrappersOff());
  if (isQuantised) {
    auto gathered = gatherNf4(m_tensors);
    if (!gathered.ok()) return gathered.error().at(m_path);
    m_nf4 = std::move(gathered).value();
  }
  if (m_config.textModule != "model") GRAFT_CHECK(renameTextTensors());
  if (const auto generation = readJsonFile(m_path + "/generation_config.json"); generation.ok() && generation->contains("eos_token_id")) {
    const Json& eos = (*generation)["eos_token_id"];
    for (const auto& id : eos.is_array() ? eos : Json::array({eos})) {
      if (id.is_number_integer()) m_config.addEnd(id.get<int64_t>());
    }
  }
  // Without the key the file decides. With "not tied" the head is required.
  if (!config.contains("tie_word_embeddings") && !m_tensors.contains("lm_head.weight") && !m_indexListsHead) m_config.tied = true;
  // A tied model may be saved with its head alone.
  if (m_config.tied && !m_tensors.contains("model.embed_tokens.weight")) {
    if (const auto head = m_tensors.find("lm_head.weight"); head != m_tensors.end()) m_tensors["model.embed_tokens.weight"] = head->second;
  }
  untieOwnHead();
  return Done{};
}

/// Renames the tensors to transformers' names.
Status ModelFile::takeWrappersOff() {
  std::map<std::string, const TensorView*> bare;
  for (const auto& [name, view] : m_tensors) {
    const auto [without, wrappers] = withoutWrappers(name);
    if (m_names.takenOff.empty()) m_names.takenOff = wrappers;
    if (!bare.emplace(without, view).second)
      return Error{Code::BadInput,
                   msg("tensor %1 stands twice, under names that differ by what a wrapper put in", without),
                   m_path,
                   {},
                   msg("Get the complete model again.")};
    if (loraTensorName(name))
      return Error{Code::BadInput,
                   msg("an adapter lies among the weights and was not merged into them (tensor %1)", name),
                   m_path,
                   {},
                   msg("Merge it first (PEFT's merge_and_unload) and save the model again, or save base and adapter apart.")};
  }
  if (m_config.textModule == "model" && bare.contains("embed_tokens.weight") && !bare.contains("model.embed_tokens.weight")) {
    m_names.putOn = "model.";
    std::map<std::string, const TensorView*> whole;
    for (const auto& [name, view] : bare) whole[(name.starts_with("lm_head.") ? "" : m_names.putOn) + name] = view;
    bare = std::move(whole);
  }
  m_tensors = std::move(bare);
  return Done{};
}

/// Like transformers 5 (PreTrainedModel.tie_weights), trusts the file: two different heads are not tied, whatever the configuration states.
void ModelFile::untieOwnHead() {
  static const std::string kHead = "lm_head.weight", kEmbedding = "model.embed_tokens.weight";
  const TensorView *head = stored(kHead), *embedding = stored(kEmbedding);
  if (!m_config.tied || !head || !embedding) return;
  if (head->shape == embedding->shape && holdsTheSame(kHead, kEmbedding)) return;
  m_config.tied = false;
  m_hasOwnHead = true;
}

/// Compares two tensors of equal shape.
bool ModelFile::holdsTheSame(const std::string& one, const std::string& other) const {
  const TensorView &a = *stored(one), &b = *stored(other);
  if (a.type == b.type && !nf4(one) && !nf4(other)) {
    const bool same = a.bytes == b.bytes;
    forget(one);
    forget(other);
    return same;
  }
  constexpr int64_t kPieceElements = 1 << 20;
  if (a.shape.size() != 2 || a.elements() == 0) return false;
  const int64_t rows = a.shape[0], width = a.shape[1], step = std::max<int64_t>(1, kPieceElements / width);
  std::vector<float> mine(static_cast<size_t>(step * width)), theirs(mine.size());
  for (int64_t begin = 0; begin < rows; begin += step) {
    const int64_t count = std::min(step, rows - begin);
    if (!readRows(one, begin, count, mine.data()).ok() || !readRows(other, begin, count, theirs.data()).ok()) return false;
    if (!std::equal(mine.begin(), mine.begin() + count * width, theirs.begin())) return false;
  }
  return true;
}

std::string ModelFile::publicName() const {
  if (auto name = hubName(m_path); !name.empty()) return name;
  if (!m_gguf) return m_name;
  static constexpr std::string_view kHub = "https://huggingface.co/";
  for (const char* key : {"general.base_model.0.repo_url", "general.repo_url", "general.source.url"}) {
    if (const auto url = m_gguf->text(key); url.starts_with(kHub)) return url.substr(kHub.size());
  }
  const auto name = m_gguf->text("general.name");
  return name.empty() ? m_name : name;
}

/// transformers has saved the text part of a vision model under two names.
Status ModelFile::renameTextTensors() {
  static constexpr std::pair<const char*, const char*> kPrefixes[] = {
      {"language_model.model.", "model."}, {"model.language_model.", "model."}, {"language_model.lm_head.", "lm_head."}};
  std::map<std::string, const TensorView*> renamed;
  for (const auto& [name, view] : m_tensors) {
    std::string text = name;
    for (const auto& [prefix, instead] : kPrefixes) {
      if (name.starts_with(prefix)) text = instead + name.substr(std::string_view(prefix).size());
    }
    if (!renamed.emplace(text, view).second)
      return Error{Code::BadInput, msg("tensor %1 stands in two files", text), m_path, {}, msg("Get the complete model again.")};
    if (text != name) m_folderNames[text] = name;
  }
  m_tensors = std::move(renamed);
  return Done{};
}

std::string ModelFile::nameInFolder(const std::string& name) const {
  const auto it = m_folderNames.find(name);
  return it == m_folderNames.end() ? name : it->second;
}

std::vector<TensorSpec> ModelFile::ofPictures() const {
  std::vector<TensorSpec> out;
  if (m_config.textModule == "model") return out;
  std::set<std::string> known;
  for (const auto& spec : tensorTable(m_config)) known.insert(spec.name);
  for (const auto& [name, view] : m_tensors) {
    if (!known.contains(name)) out.push_back({name, view->shape});
  }
  return out;
}

/// Hint for a missing tensor.
Message ModelFile::hintForMissing(const std::string& name) const {
  const std::pair<const char*, Message> signs[] = {
      {"qkv_proj", msg("Its projections are fused (qkv_proj), as Phi-3 and some converters write them; Graft reads them apart: take a "
                       "version with q_proj, k_proj and v_proj.")},
      {"W_pack", msg("Its projections are fused (W_pack); Graft reads them apart: take a version with q_proj, k_proj and v_proj.")},
      {"attn_qkv", msg("Its projections are fused (attn_qkv); Graft reads them apart: convert the model again as llama or qwen2.")},
      {"modules_to_save", msg("It was saved with PEFT's modules in it: merge them first (merge_and_unload), and save the model again.")},
      {"transformer.", msg("Its tensors are named as in another program's model: save it with transformers (save_pretrained), or get the "
                           "published model.")}};
  for (const auto& [sign, hint] : signs) {
    for (const auto& [stored, view] : m_tensors) {
      if (stored.find(sign) != std::string::npos || view->name.find(sign) != std::string::npos) return hint;
    }
  }
  if (name == "lm_head.weight")
    return msg(
        "The model was saved without its head, as a classifier or a bare model: save it with the class for causal language models, or get "
        "the published one.");
  return msg("The file is incomplete; download it again.");
}

Status ModelFile::checkTable() const {
  const auto table = tensorTable(m_config);
  const auto isThere = [&](const TensorSpec& spec) { return m_tensors.contains(spec.name); };
  if (!m_gguf && !m_tensors.empty() && std::none_of(table.begin(), table.end(), isThere)) {
    std::string first;
    for (auto it = m_tensors.begin(); it != m_tensors.end() && std::distance(m_tensors.begin(), it) < 2; ++it)
      first += (first.empty() ? "" : ", ") + it->second->name;
    return Error{Code::BadInput,
                 msg("none of the %1 tensors is named as in a %2 model: the first are %3, expected are names such as %4", m_tensors.size(),
                     m_config.modelType, first, table.front().name),
                 m_path,
                 {},
                 msg("Save it with transformers (save_pretrained), or get the published model.")};
  }
  for (const auto& spec : table) {
    const auto it = m_tensors.find(spec.name);
    const std::string shown = m_gguf ? ggufTensorName(spec.name, m_config) : spec.name;
    for (const auto& file : m_shards) {
      if (const auto other = file->others().find(spec.name); it == m_tensors.end() && other != file->others().end())
        return SafetensorsFile::notRead(spec.name, other->second).at(m_path);
    }
    if (it == m_tensors.end()) return Error{Code::BadInput, msg("the tensor %1 is missing", shown), m_path, {}, hintForMissing(spec.name)};
    if (it->second->elements() == 0) return savedEmpty(shown, m_path);
    if (it->second->shape != spec.shape) {
      return Error{Code::BadInput,
                   msg("tensor %1 has shape %2, the configuration says %3", shown, shapeText(it->second->shape), shapeText(spec.shape)),
                   m_path,
                   {},
                   msg("Get the complete model again: configuration and weights belong together.")};
    }
  }
  return Done{};
}

std::vector<std::string> ModelFile::unused() const {
  std::set<std::string> known;
  for (const auto& spec : tensorTable(m_config)) known.insert(m_gguf ? ggufTensorName(spec.name, m_config) : spec.name);
  known.insert("rope_freqs.weight");
  if (m_config.tied) known.insert("lm_head.weight");
  std::vector<std::string> out;
  if (m_gguf) {
    for (const auto& tensor : m_gguf->tensors()) {
      if (!known.contains(tensor.name)) out.push_back(tensor.name);
    }
    return out;
  }
  if (m_config.textModule != "model" || !m_nf4.empty()) return out;  // vision parts are kept, packed weights hold several tensors
  for (const auto& [name, view] : m_tensors) {
    if (!known.contains(name) && !name.ends_with("rotary_emb.inv_freq")) out.push_back(name);
  }
  for (const auto& file : m_shards) {
    for (const auto& [name, dtype] : file->others()) out.push_back(name);
  }
  return out;
}

std::map<std::string, int> ModelFile::storedTypes() const {
  std::map<std::string, int> out;
  for (const auto& [name, tensor] : m_tensors) ++out[kernels::storedFormat(static_cast<int>(tensor->type))->name];
  return out;
}

uint64_t ModelFile::weightBytes() const {
  uint64_t sum = 0;
  for (const auto& [name, tensor] : m_tensors) sum += tensor->bytes.size();
  return sum;
}

int64_t reorderedHeads(const std::string& name, const ModelConfig& config) {
  if (!config.ggufInterleavesRope()) return 0;
  if (name.find(".q_proj.") != std::string::npos) return config.heads;
  if (name.find(".k_proj.") != std::string::npos) return config.kvHeads;
  return 0;
}

bool isNormLessOne(const std::string& name, const ModelConfig& config) { return config.normLessOne && name.ends_with("norm.weight"); }

const TensorView* ModelFile::stored(const std::string& name) const {
  const auto it = m_tensors.find(name);
  return it == m_tensors.end() ? nullptr : it->second;
}

const Nf4Weight* ModelFile::nf4(const std::string& name) const {
  const TensorView* view = stored(name);
  for (const auto& weight : m_nf4) {
    if (&weight->view == view) return weight.get();
  }
  return nullptr;
}

void ModelFile::forget(const std::string& name) const {
  if (const auto* tensor = stored(name)) MappedFile::forget(tensor->bytes);
}

std::shared_ptr<const void> ModelFile::mapping() const {
  if (m_gguf) return m_gguf;
  return std::make_shared<std::vector<std::shared_ptr<SafetensorsFile>>>(m_shards);
}

int64_t ModelFile::storedRow(const std::string& name, int64_t row) const {
  return m_gguf && reorderedHeads(name, m_config) ? ggufRow(row, m_config.headDim) : row;
}

Status ModelFile::readRows(const std::string& name, int64_t begin, int64_t count, float* target) const {
  const TensorView* tensor = stored(name);
  if (!tensor || begin < 0 || count < 0 || begin + count > tensor->shape[0])
    return Error{Code::Internal, msg("no such rows of tensor %1", name), m_path, {}, {}};
  const auto rows = static_cast<size_t>(tensor->shape[0]);
  const size_t width = static_cast<size_t>(tensor->elements()) / rows, rowBytes = tensor->bytes.size() / rows;
  if (const Nf4Weight* packed = nf4(name)) {
    packed->decode(begin * static_cast<int64_t>(width), count * static_cast<int64_t>(width), target);
  } else if (m_gguf && reorderedHeads(name, m_config)) {
    for (int64_t i = 0; i < count; ++i)
      kernels::dequantize(tensor->type, tensor->bytes.data() + static_cast<size_t>(storedRow(name, begin + i)) * rowBytes,
                          target + static_cast<size_t>(i) * width, width);
  } else if (width == 1) {  // a vector: a block may hold several of its rows, and only whole blocks are decoded
    std::vector<float> all(rows);
    kernels::dequantize(tensor->type, tensor->bytes.data(), all.data(), rows);
    std::copy_n(all.begin() + begin, count, target);
  } else {
    kernels::dequantize(tensor->type, tensor->bytes.data() + static_cast<size_t>(begin) * rowBytes, target,
                        static_cast<size_t>(count) * width);
  }
  const float less = m_gguf && isNormLessOne(name, m_config) ? 1 : 0;
  for (size_t i = 0; i < static_cast<size_t>(count) * width; ++i) {
    target[i] -= less;
    if (!std::isfinite(target[i]))
      return Error{Code::BadInput,
                   msg("tensor %1 holds a value that is not finite (row %2)", tensor->name, begin + static_cast<int64_t>(i / width)),
                   m_path,
                   {},
                   msg("Download the model again.")};
  }
  return Done{};
}

Status ModelFile::read(const std::string& name, float* target) const {
  const TensorView* tensor = stored(name);
  if (!tensor) return Error{Code::Internal, msg("no tensor %1", name), m_path, {}, {}};
  return readRows(name, 0, tensor->shape[0], target);
}

Result<std::string> ModelFile::hash() const {
  if (m_weightFiles.size() == 1) return sha256OfFile(m_weightFiles[0]);
  Sha256 all;
  for (const auto& file : m_weightFiles) {
    GRAFT_TRY(const auto one, sha256OfFile(file));
    all.add(one);
  }
  return all.hex();
}

}  // namespace graft
