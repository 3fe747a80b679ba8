// SPDX-License-Identifier: Apache-2.0
// Writes a model's weights as safetensors, in one file or in shards with an index (huggingface_hub, serialization/_torch.py), front to
// back. Tensors keep the given order across and inside shards.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "core/base/file.hpp"
#include "core/weights/tensor_view.hpp"

namespace graft {

struct ShardTensor {
  std::string name;
  kernels::StoredType type = kernels::StoredType::F16;  ///< F32, F16 or BF16
  std::vector<int64_t> shape;
  uint64_t bytes() const;
};

class ShardWriter {
 public:
  /// Plans files with at most `shardBytes` of tensors each. A tensor is never split.
  ShardWriter(std::string folder, std::vector<ShardTensor> tensors, uint64_t shardBytes);
  /// Total size of all files.
  uint64_t totalBytes() const;
  /// Writes the next bytes of the tensors, in order. Errors are reported by `finish`.
  Status write(std::string_view bytes);
  /// Closes the last file, and writes the index if there are several.
  Status finish();
  /// File names without the folder.
  std::vector<std::string> files() const;

 private:
  struct Shard {
    std::string file;
    size_t begin = 0, end = 0;  // range in m_tensors
    uint64_t bytes = 0;
  };
  std::string headOf(const Shard& shard) const;
  std::string indexText() const;
  Status closeShard();
  std::string m_folder;
  std::vector<ShardTensor> m_tensors;
  std::vector<Shard> m_shards;
  std::vector<OutputFile> m_open;  // zero or one element
  size_t m_shard = 0;
  uint64_t m_written = 0;  // bytes written of the current shard's tensors
};

}  // namespace graft
