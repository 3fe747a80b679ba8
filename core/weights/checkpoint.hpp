// SPDX-License-Identifier: Apache-2.0
// A base model on disk, GGUF file or Hugging Face folder, behind one face: configuration, tensors by their Hugging
// Face name, tokenizer and template sources. Read-only; may be used from several threads.
#pragma once

#include <functional>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "core/weights/gguf.hpp"
#include "core/weights/model_config.hpp"
#include "core/weights/safetensors.hpp"

namespace graft {

class Checkpoint {
 public:
  /// `path`: a .gguf file, or a folder with config.json and safetensors.
  static Result<Checkpoint> open(const std::string& path);

  const std::string& path() const { return m_path; }
  const ModelConfig& config() const { return m_config; }
  const std::string& name() const { return m_name; }
  const std::string& license() const { return m_license; }
  const std::string& chatTemplate() const { return m_chatTemplate; }
  /// Empty for a GGUF file without an embedded tokenizer.json; then `gguf()` has the tokenizer keys.
  const std::string& tokenizerJson() const { return m_tokenizerJson; }
  /// tokenizer_config.json, an empty object for GGUF.
  const Json& tokenizerConfig() const { return m_tokenizerConfig; }
  const GgufFile* gguf() const { return m_gguf.get(); }
  /// Number of tensors by stored type.
  std::map<std::string, int> storedTypes() const;
  size_t tensorCount() const { return m_tensors.size(); }
  uint64_t weightBytes() const;

  /// Decodes one tensor of the table to float32, row-major, with the row order of Hugging Face (GGUF's permutation of
  /// q and k undone). `target` has the element count of the table's shape. A value that is not finite is an error.
  Status read(const std::string& name, float* target) const;
  /// SHA-256 over all weight files, in name order.
  Result<std::string> hash() const;

 private:
  Checkpoint() = default;
  Status openGguf();
  Status openFolder();
  Status readFolderTexts();
  Status openShards();
  Status checkTable() const;

  std::string m_path, m_name, m_license, m_chatTemplate, m_tokenizerJson;
  Json m_tokenizerConfig = Json::object();
  ModelConfig m_config;
  std::shared_ptr<GgufFile> m_gguf;
  std::vector<std::shared_ptr<SafetensorsFile>> m_shards;
  std::vector<std::string> m_weightFiles;
  std::map<std::string, const TensorView*> m_tensors;  // by Hugging Face name
};

/// GGUF name of a Hugging Face tensor name and back; empty when there is none.
std::string ggufTensorName(const std::string& huggingFaceName);

}  // namespace graft
