// SPDX-License-Identifier: Apache-2.0
// Base model on disk, a GGUF file or a Hugging Face folder, behind one interface: configuration, tensors by Hugging Face name, tokenizer
// and template sources. Read-only and thread-safe.
#pragma once

#include <functional>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "core/weights/gguf.hpp"
#include "core/weights/model_config.hpp"
#include "core/weights/nf4_weights.hpp"
#include "core/weights/safetensors.hpp"

namespace graft {

/// Differences between a folder's tensor names and those of transformers' model with its head. Empty if there are none.
struct FolderNames {
  std::string takenOff;  ///< wrapper prefixes in the names: "_orig_mod.", "module.", "base_model.model."
  std::string putOn;     ///< "model." if the model was saved without its head
};

class ModelFile {
 public:
  /// `path` is a .gguf file (any part of a split one), or a folder with config.json and safetensors. BadInput: a missing, truncated,
  /// damaged or empty file, missing tensors, shapes that differ from the configuration, an adapter next to its base.
  static Result<ModelFile> open(const std::string& path);

  const std::string& path() const { return m_path; }
  const ModelConfig& config() const { return m_config; }
  const std::string& name() const { return m_name; }
  /// Public name of the model, if its path or keys reveal it, else `name`.
  std::string publicName() const;
  /// Every file of weights.
  const std::vector<std::string>& weightFiles() const { return m_weightFiles; }
  const FolderNames& folderNames() const { return m_names; }
  /// True if the file has its own head despite `tie_word_embeddings: true`. It is used, as in transformers 5.
  bool hasOwnHead() const { return m_hasOwnHead; }
  const std::string& license() const { return m_license; }
  /// Template of the model. With several named ones, the one named default.
  const std::string& chatTemplate() const { return m_chatTemplate; }
  /// Template named tool_use, for conversations with tools; empty if there is none.
  const std::string& toolTemplate() const { return m_toolTemplate; }
  /// Empty for a GGUF file without an embedded tokenizer.json, whose tokenizer keys are in `gguf()`.
  const std::string& tokenizerJson() const { return m_tokenizerJson; }
  /// tokenizer_config.json, an empty object for GGUF.
  const Json& tokenizerConfig() const { return m_tokenizerConfig; }
  const GgufFile* gguf() const { return m_gguf.get(); }
  /// The text of config.json; empty for GGUF.
  const std::string& configText() const { return m_configText; }
  /// Number of tensors by stored type.
  std::map<std::string, int> storedTypes() const;
  size_t tensorCount() const { return m_tensors.size(); }
  uint64_t weightBytes() const;

  /// Decodes a tensor of the table to float32, row-major, in Hugging Face's layout. GGUF's permutation of q and k is undone, and its norms
  /// of Gemma are reduced by one. `target` has the element count of the table's shape. A non-finite value is an error.
  Status read(const std::string& name, float* target) const;
  /// Like `read`, for rows [begin, begin + count) of the first dimension, so that a writer needs no whole tensor in memory.
  Status readRows(const std::string& name, int64_t begin, int64_t count, float* target) const;
  /// Stored tensor (of a GGUF file: with its row order of q and k). Null if the table has no such name.
  const TensorView* stored(const std::string& name) const;
  /// Name of a tensor in the folder. In vision models it is longer than the table's name.
  std::string nameInFolder(const std::string& name) const;
  /// Names and shapes of the vision tensors in such a folder.
  std::vector<TensorSpec> ofPictures() const;
  /// Names in the file of stored tensors without a place in the model. transformers warns about these and continues.
  std::vector<std::string> unused() const;
  /// Returns the tensor if bitsandbytes saved it in NF4, else null.
  const Nf4Weight* nf4(const std::string& name) const;
  /// Index of the tensor's row in the file.
  int64_t storedRow(const std::string& name, int64_t row) const;
  /// Keeps the bytes of all tensors mapped while the result lives.
  std::shared_ptr<const void> mapping() const;
  /// Releases the memory mapped by reading this tensor.
  void forget(const std::string& name) const;
  /// SHA-256 over all weight files, in name order.
  Result<std::string> hash() const;

 private:
  ModelFile() = default;
  Status openGguf();
  Status openFolder();
  Status readFolderTexts();
  void takeNamedTemplates(const Json& list);
  Status openShards(RawBytes raw);
  Status takeWrappersOff();
  Status renameTextTensors();
  void untieOwnHead();
  bool holdsTheSame(const std::string& one, const std::string& other) const;
  Status checkTable() const;
  Message hintForMissing(const std::string& name) const;

  std::string m_path, m_name, m_license, m_chatTemplate, m_toolTemplate, m_tokenizerJson, m_configText;
  Json m_tokenizerConfig = Json::object();
  ModelConfig m_config;
  std::shared_ptr<GgufFile> m_gguf;
  std::vector<std::shared_ptr<SafetensorsFile>> m_shards;
  std::vector<std::unique_ptr<Nf4Weight>> m_nf4;
  std::vector<std::string> m_weightFiles;
  FolderNames m_names;
  bool m_hasOwnHead = false;
  bool m_indexListsHead = false;                       ///< the shard index lists a head
  std::map<std::string, const TensorView*> m_tensors;  // by Hugging Face name of a text-only model
  std::map<std::string, std::string> m_folderNames;    // for tensors with another name in the folder
};

/// GGUF name for a Hugging Face tensor name; empty if there is none.
std::string ggufTensorName(const std::string& huggingFaceName, const ModelConfig& config);
/// True if a Hugging Face folder stores this tensor reduced by one.
bool isNormLessOne(const std::string& huggingFaceName, const ModelConfig& config);
/// Number of heads whose rows llama.cpp's converter reorders. For its architecture "llama" these are q_proj and k_proj (weights, biases,
/// and B of an adapter). 0 for tensors that keep their order.
int64_t reorderedHeads(const std::string& huggingFaceName, const ModelConfig& config);
/// Hugging Face row stored at GGUF row `row`: within each head, 2i + half holds half * (headDim / 2) + i.
inline int64_t huggingFaceRow(int64_t row, int64_t headDim) {
  const int64_t head = row / headDim, at = row % headDim;
  return head * headDim + (at % 2) * (headDim / 2) + at / 2;
}
/// Inverse of `huggingFaceRow`.
inline int64_t ggufRow(int64_t row, int64_t headDim) {
  const int64_t head = row / headDim, at = row % headDim;
  return head * headDim + 2 * (at % (headDim / 2)) + at / (headDim / 2);
}

}  // namespace graft
