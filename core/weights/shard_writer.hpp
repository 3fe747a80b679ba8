// SPDX-License-Identifier: Apache-2.0
// A model's weights as safetensors, in one file or in shards with an index (huggingface_hub, serialization/_torch.py), written
// front to back. Tensors go to shards in the order given; inside a shard they lie in the order given too.
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
  /// Plans files of at most `shardBytes` of tensors each (a tensor is never cut).
  ShardWriter(std::string folder, std::vector<ShardTensor> tensors, uint64_t shardBytes);
  /// Sizes of everything that will be written.
  uint64_t totalBytes() const;
  /// The next bytes of the tensors, in their order. Errors show in `finish`.
  Status write(std::string_view bytes);
  /// Closes the last file and writes the index when there are several.
  Status finish();
  /// Names of the files, without folder.
  std::vector<std::string> files() const;

 private:
  struct Shard {
    std::string file;
    size_t begin = 0, end = 0;  // of m_tensors
    uint64_t bytes = 0;
  };
  std::string headOf(const Shard& shard) const;
  std::string indexText() const;
  Status closeShard();
  std::string m_folder;
  std::vector<ShardTensor> m_tensors;
  std::vector<Shard> m_shards;
  std::vector<OutputFile> m_open;  // none or one
  size_t m_shard = 0;
  uint64_t m_written = 0;  // of the current shard's tensors
};

}  // namespace graft
