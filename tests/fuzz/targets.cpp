// SPDX-License-Identifier: Apache-2.0
#include "tests/fuzz/targets.hpp"

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <string>

#include <unistd.h>

#include "core/bridge/bridge.h"
#include "core/chat/chat.hpp"
#include "core/data/preview.hpp"
#include "core/data/row_source.hpp"
#include "core/protocol/frames.hpp"
#include "core/tokenize/gguf_tokenizer.hpp"
#include "core/tokenize/tokenizer.hpp"
#include "core/weights/adapter_file.hpp"

namespace graft::fuzz {
namespace {

namespace fs = std::filesystem;

std::string source(const std::string& path) {
  const char* root = std::getenv("GRAFT_SOURCE");
  return std::string(root ? root : ".") + "/" + path;
}

/// Temporary folder, in memory if /dev/shm exists. It is removed at the end of the process.
class Scratch {
 public:
  Scratch() {
    graft_bridge_init();
    std::error_code error;
    const fs::path parent = fs::is_directory("/dev/shm", error) ? fs::path("/dev/shm") : fs::temp_directory_path();
    m_path = parent / ("graft-fuzz-" + std::to_string(::getpid()));
    fs::create_directories(m_path);
  }
  ~Scratch() {
    std::error_code error;
    fs::remove_all(m_path, error);
  }
  std::string write(const std::string& name, std::string_view bytes) const {
    const fs::path path = m_path / name;
    std::ofstream(path, std::ios::binary | std::ios::trunc).write(bytes.data(), static_cast<std::streamsize>(bytes.size()));
    return path.string();
  }
  /// Copies a folder of the test data for one target, once.
  std::string folder(const std::string& from, const std::string& target) const {
    const fs::path path = m_path / target;
    std::error_code error;
    if (!fs::exists(path, error)) fs::copy(source(from), path, fs::copy_options::recursive);
    return path.string();
  }

 private:
  fs::path m_path;
};
const Scratch& scratch() {
  static const Scratch made;
  return made;
}

constexpr const char* kTiny = "tests/data/golden/tiny/llama_bias_tied";
constexpr const char* kSharded = "tests/data/golden/tiny/llama_untied_sharded";

const ModelConfig& tinyConfig() {
  static const ModelConfig config = ModelFile::open(source(kTiny)).value().config();
  return config;
}

/// Exercises every query on a weight file.
void readWeights(const ModelFile& modelFile) {
  (void)modelFile.storedTypes();
  (void)modelFile.weightBytes();
  for (const char* name : {"model.embed_tokens.weight", "model.norm.weight"}) {
    const TensorView* view = modelFile.stored(name);
    constexpr int64_t kMost = 1 << 22;
    if (!view || view->shape.empty() || view->elements() > kMost) continue;
    std::vector<float> values(static_cast<size_t>(view->elements()));
    (void)modelFile.read(name, values.data());
  }
}

bool gguf(std::string_view bytes) {
  const std::string path = scratch().write("model.gguf", bytes);
  const auto file = GgufFile::open(path);
  if (!file.ok()) return false;
  if (const auto keys = GgufTokenizerKeys::read(*file); keys.ok()) {
    const auto tokenizer = Tokenizer::fromGguf(*keys);
    if (tokenizer.ok()) (void)tokenizer->encode("Where is my card? 123 äöü");
  }
  const auto modelFile = ModelFile::open(path);
  if (modelFile.ok()) readWeights(*modelFile);
  const auto adapter = AdapterFile::open(path, tinyConfig());
  return modelFile.ok() || (adapter.ok() && adapter->mustFitWhole().ok());
}

bool safetensors(std::string_view bytes) {
  const std::string folder = scratch().folder(kTiny, "safetensors");
  const auto file = SafetensorsFile::open(scratch().write("one.safetensors", bytes));
  if (file.ok()) {
    for (const auto& tensor : file->tensors()) (void)tensor.elements();
  }
  std::ofstream(folder + "/model.safetensors", std::ios::binary | std::ios::trunc)
      .write(bytes.data(), static_cast<std::streamsize>(bytes.size()));
  const auto modelFile = ModelFile::open(folder);
  if (modelFile.ok()) readWeights(*modelFile);
  return file.ok();
}

bool shardIndex(std::string_view bytes) {
  const std::string folder = scratch().folder(kSharded, "shard_index");
  std::ofstream(folder + "/model.safetensors.index.json", std::ios::binary | std::ios::trunc)
      .write(bytes.data(), static_cast<std::streamsize>(bytes.size()));
  const auto modelFile = ModelFile::open(folder);
  if (modelFile.ok()) readWeights(*modelFile);
  return modelFile.ok();
}

bool adapterConfig(std::string_view bytes) {
  const std::string folder = scratch().folder(std::string(kTiny) + "/final", "adapter");
  std::ofstream(folder + "/adapter_config.json", std::ios::binary | std::ios::trunc)
      .write(bytes.data(), static_cast<std::streamsize>(bytes.size()));
  const auto adapter = AdapterFile::open(folder, tinyConfig());
  return adapter.ok() && adapter->mustFitWhole().ok();
}

bool tokenizerJson(std::string_view bytes) {
  const auto tokenizer = Tokenizer::fromJson(bytes);
  if (!tokenizer.ok()) return false;
  const auto ids = tokenizer->encode("Where is my card? 123 äöü \xF0\x9F\x98\x80");
  if (!ids.ok()) return false;
  std::vector<uint32_t> back;
  for (const auto& token : *ids) back.push_back(static_cast<uint32_t>(token.id));
  return tokenizer->decode(back, true).ok();
}

bool chatTemplate(std::string_view bytes) {
  static const Json kMessages = {{{"role", "system"}, {"content", "Be brief."}},
                                 {{"role", "user"}, {"content", "Where is {{ my }} card?"}},
                                 {{"role", "assistant"}, {"content", "Here."}}};
  const std::string folder = scratch().folder(kTiny, "template");
  std::ofstream(folder + "/chat_template.jinja", std::ios::binary | std::ios::trunc)
      .write(bytes.data(), static_cast<std::streamsize>(bytes.size()));
  const auto modelFile = ModelFile::open(folder);
  const auto tokenizer = modelFile.ok() ? Tokenizer::load(*modelFile) : Result<Tokenizer>(modelFile.error());
  if (!tokenizer.ok() || modelFile->chatTemplate().empty()) return false;
  const auto renderer = ChatRenderer::create(*modelFile, *tokenizer);
  if (!renderer.ok()) return false;
  (void)renderer->tokenize({{"messages", kMessages}}, *tokenizer);
  return renderer->render({{"messages", kMessages}}, Prompt::AskForAnswer).ok();
}

bool readRows(const std::string& path) {
  constexpr int kMost = 10'000;
  auto rows = openRows(path);
  RawRow row;
  for (int i = 0; rows.ok() && i < kMost; ++i) {
    const auto more = (*rows)->next(row);
    if (!more.ok() || !*more) break;
  }
  ImportOptions options;
  options.file = path;
  return previewFiles(options, 20).ok();
}
bool csv(std::string_view bytes) { return readRows(scratch().write("rows.csv", bytes)); }
bool jsonl(std::string_view bytes) { return readRows(scratch().write("rows.jsonl", bytes)); }
bool xlsx(std::string_view bytes) { return readRows(scratch().write("rows.xlsx", bytes)); }
bool arrow(std::string_view bytes) { return readRows(scratch().write("rows.arrow", bytes)); }
bool ods(std::string_view bytes) { return readRows(scratch().write("rows.ods", bytes)); }
/// Any compressed format, recognized by the first bytes.
bool packed(std::string_view bytes) { return readRows(scratch().write("rows.jsonl.gz", bytes)); }

/// Takes a data row through import and rendering: tool calls, thinking and marks of any form, with templates that use them.
bool conversation(std::string_view bytes) {
  static const std::string kTemplate =
      "{{ bos_token }}{% if tools %}{{ tools | tojson }}{% endif %}{% for m in messages %}<|{{ m.role }}|>{% if m.reasoning_content "
      "%}<think>{{ "
      "m.reasoning_content }}</think>{% endif %}{{ m.content | trim }}{% for c in m.tool_calls or [] %}<call>{{ c.function.name }}{% for "
      "k, v in "
      "c.function.arguments.items() %}{{ k }}={{ v }}{% endfor %}</call>{% endfor %}</s>{% endfor %}{% if add_generation_prompt "
      "%}<|assistant|>{% endif %}";
  static const auto kRenderer = ChatRenderer::fromSource(kTemplate, {{"bos_token", "<s>"}, {"eos_token", "</s>"}},
                                                         {AddedTokenFinder({"<s>", "</s>", "<call>", "</call>"}), {"</s>"}, "<s>"});
  const std::string row(bytes);
  const auto guessed = RowMapper::guess({row}, {});
  if (!guessed.ok()) return false;
  RowMapper mapper;
  mapper.use(*guessed);
  const auto example = mapper.map(row);
  if (!example.ok()) return false;
  const auto json = parseJson(example->json);
  if (!json.ok() || !RowMapper().canonical(example->json).ok()) std::abort();  // stored rows must be readable again
  return json->contains("messages") && kRenderer->render(*json).ok();
}
bool parquet(std::string_view bytes) { return readRows(scratch().write("rows.parquet", bytes)); }

/// Feeds the bytes whole and in pieces; the results must be equal.
bool frames(std::string_view bytes) {
  const auto count = [&](size_t piece) {
    FrameReader reader;
    Frame frame;
    size_t seen = 0;
    for (size_t at = 0; at < bytes.size(); at += piece) {
      reader.feed(bytes.substr(at, piece));
      for (auto more = reader.next(frame); more.ok() && *more; more = reader.next(frame)) {
        (void)textOf(frame);
        ++seen;
      }
    }
    return seen;
  };
  const size_t whole = bytes.empty() ? 0 : count(bytes.size());
  if (whole != count(7)) std::abort();
  return whole > 0;
}

}  // namespace

const Target kAll[kTargets] = {{"gguf", gguf, 1 << 18},
                               {"safetensors", safetensors, 1 << 16},
                               {"shard_index", shardIndex, 1 << 14},
                               {"adapter_config", adapterConfig, 1 << 13},
                               {"tokenizer_json", tokenizerJson, 1 << 15},
                               {"template", chatTemplate, 1 << 13},
                               {"csv", csv, 1 << 14},
                               {"jsonl", jsonl, 1 << 14},
                               {"xlsx", xlsx, 1 << 16},
                               {"parquet", parquet, 1 << 16},
                               {"arrow", arrow, 1 << 16},
                               {"ods", ods, 1 << 16},
                               {"packed", packed, 1 << 14},
                               {"conversation", conversation, 1 << 13},
                               {"frames", frames, 1 << 14}};

const Target* find(std::string_view name) {
  for (const auto& target : kAll) {
    if (name == target.name) return &target;
  }
  return nullptr;
}

}  // namespace graft::fuzz
