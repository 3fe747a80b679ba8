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
#include "core/weights/nf4_weights.hpp"
#include "core/weights/safetensors.hpp"

namespace graft {

/// How the names in a folder differ from those that transformers gives a model with its head; empty where they do not.
struct FolderNames {
  std::string takenOff;  ///< parts of wrappers that stand in them: "_orig_mod.", "module.", "base_model.model."
  std::string putOn;     ///< "model.", where the model was saved without its head
};

class Checkpoint {
 public:
  /// `path`: a .gguf file (of several parts any one), or a folder with config.json and safetensors. BadInput: what is not there, cut
  /// short, damaged or saved empty, tensors that are missing or of other shapes than the configuration says, an adapter beside its base.
  static Result<Checkpoint> open(const std::string& path);

  const std::string& path() const { return m_path; }
  const ModelConfig& config() const { return m_config; }
  const std::string& name() const { return m_name; }
  /// As the model is known where it was published, as far as its place or its keys say it; else `name`.
  std::string publicName() const;
  /// Every file of weights.
  const std::vector<std::string>& weightFiles() const { return m_weightFiles; }
  const FolderNames& folderNames() const { return m_names; }
  /// Whether a head of its own stands beside `tie_word_embeddings: true`. It is used, as transformers 5 does.
  bool hasOwnHead() const { return m_hasOwnHead; }
  const std::string& license() const { return m_license; }
  /// The template of the model; of several named ones the one named default.
  const std::string& chatTemplate() const { return m_chatTemplate; }
  /// The one named tool_use, for conversations with tools; empty where there is none.
  const std::string& toolTemplate() const { return m_toolTemplate; }
  /// Empty for a GGUF file without an embedded tokenizer.json; then `gguf()` has the tokenizer keys.
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

  /// Decodes one tensor of the table to float32, row-major, as a Hugging Face folder has it (GGUF's permutation of
  /// q and k undone, its norms of Gemma less one). `target` has the element count of the table's shape. A value that is not finite is an
  /// error.
  Status read(const std::string& name, float* target) const;
  /// The same for rows [begin, begin + count) of the first dimension alone, so that a writer needs no whole tensor in memory.
  Status readRows(const std::string& name, int64_t begin, int64_t count, float* target) const;
  /// The tensor as it is stored (of a GGUF file: with its row order of q and k), null when the table has none of this name.
  const TensorView* stored(const std::string& name) const;
  /// What a folder calls a tensor: of a model that sees pictures too the table's tensors have longer names there.
  std::string nameInFolder(const std::string& name) const;
  /// Names and shapes of what such a folder holds for pictures.
  std::vector<TensorSpec> ofPictures() const;
  /// Names of stored tensors that the model has no place for, as the file has them; transformers warns of such and goes on.
  std::vector<std::string> unused() const;
  /// The tensor when bitsandbytes saved it in NF4, else null.
  const Nf4Weight* nf4(const std::string& name) const;
  /// Where a row of the tensor lies in the file.
  int64_t storedRow(const std::string& name, int64_t row) const;
  /// Keeps the bytes of all tensors mapped as long as it lives.
  std::shared_ptr<const void> mapping() const;
  /// Gives back the memory that reading this tensor has mapped.
  void forget(const std::string& name) const;
  /// SHA-256 over all weight files, in name order.
  Result<std::string> hash() const;

 private:
  Checkpoint() = default;
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
  bool m_indexListsHead = false;  ///< the index of the shards
  std::map<std::string, const TensorView*> m_tensors;  // by Hugging Face name, as a model of text alone has it
  std::map<std::string, std::string> m_folderNames;    // of those that are called otherwise in the folder
};

/// GGUF name of a Hugging Face tensor name; empty when there is none.
std::string ggufTensorName(const std::string& huggingFaceName, const ModelConfig& config);
/// Whether a Hugging Face folder holds this tensor less one.
bool isNormLessOne(const std::string& huggingFaceName, const ModelConfig& config);
/// Heads in whose order llama.cpp's converter stores the rows of a tensor: in its architecture "llama" of q_proj and k_proj (weights,
/// biases, and B of an adapter); 0 for tensors that keep their order.
int64_t reorderedHeads(const std::string& huggingFaceName, const ModelConfig& config);
/// Row of the Hugging Face tensor that stands at `row` of the GGUF one: within each head 2i + half holds half * (headDim / 2) + i.
inline int64_t huggingFaceRow(int64_t row, int64_t headDim) {
  const int64_t head = row / headDim, at = row % headDim;
  return head * headDim + (at % 2) * (headDim / 2) + at / 2;
}
/// The other direction.
inline int64_t ggufRow(int64_t row, int64_t headDim) {
  const int64_t head = row / headDim, at = row % headDim;
  return head * headDim + 2 * (at % (headDim / 2)) + at / (headDim / 2);
}

}  // namespace graft
