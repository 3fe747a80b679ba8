// SPDX-License-Identifier: Apache-2.0
// Frozen weight in the compute type, in 16 bits, in NF4, or in a stored format (of its file or in memory). Products with many rows decode
// it into scratch shared by all layers, unless it is stored in the compute type. Products with few rows need no decoding.
#pragma once

#include "core/contract/train_settings.hpp"
#include "core/ops/torch.hpp"
#include "kernels/nf4/nf4.hpp"
#include "kernels/stored/stored.hpp"

namespace graft::ops {

/// Memory that holds a matrix used on a GPU: device memory or host memory. Without a GPU there is no difference.
enum class Memory { Device, Host };
/// Format and memory of the base model's weights.
struct BaseKeeping {
  BaseKeeping(BaseFormat how = BaseFormat::Full, Memory ofEmbeddings = Memory::Device) : format(how), embeddings(ofEmbeddings) {}
  BaseFormat format;
  Memory embeddings;  ///< memory of an embedding table that is not tied to the head
};

/// Shape (rows, columns). Immutable once filled. Copies share memory.
class FrozenMatrix {
 public:
  FrozenMatrix() = default;
  /// Stored as `stored` (the compute type or bfloat16) and used as `compute`.
  static FrozenMatrix plain(int64_t rows, int64_t columns, at::ScalarType stored, at::ScalarType compute, Memory memory = Memory::Device);
  /// Consecutive row ranges in NF4. Each part must be set before use.
  static FrozenMatrix nf4(int64_t rows, int64_t columns, at::ScalarType compute, size_t parts);

  /// Consecutive row ranges in a format of kernels/dequant.
  struct StoredPart {
    kernels::StoredRows rows;           ///< `order` is overridden by the member `order`
    std::vector<int32_t> order;         ///< row permutation; empty: as stored
    std::shared_ptr<const void> owner;  ///< keeps the bytes alive; they are null in an outline
    at::Tensor orderOnCard;             ///< GPU-visible copy of `order`; undefined on the CPU
  };
  static FrozenMatrix inBlocks(int64_t rows, int64_t columns, at::ScalarType compute, size_t parts, Memory memory = Memory::Device);

  int64_t rows() const { return m_rows; }
  int64_t columns() const { return m_columns; }
  at::ScalarType type() const { return m_compute; }
  bool isNf4() const { return m_nf4 != nullptr; }
  /// Destination for the rows, in the stored type. Only for a plain matrix.
  const at::Tensor& stored() const { return m_stored; }
  bool isInBlocks() const { return m_blocks != nullptr; }
  void setPart(size_t part, kernels::Nf4Tensor tensor);
  void setPart(size_t part, StoredPart stored);

  /// Bytes of the weight (also before it is filled), and scratch bytes for decoding `rows` rows. The scratch is 0 for the compute type.
  int64_t bytes() const;
  int64_t scratchBytes(int64_t rows) const;
  /// The whole matrix in the compute type, in `scratch` unless it is stored in that type.
  at::Tensor decoded(void* scratch) const;
  /// Computes y [n, rows] = x [n, columns] W^T without decoding. Returns false and does nothing if n exceeds kFewRows or the weight is in
  /// NF4.
  bool productOfFew(const at::Tensor& x, const at::Tensor& y) const;
  /// Copies the rows in `index` to `out`, [n, columns] of the compute type. Not for NF4. The only operation allowed on a matrix in host
  /// memory.
  void rowsInto(const std::vector<int64_t>& index, const at::Tensor& out) const;
  /// Decodes rows [first, first + count). Not for NF4.
  at::Tensor decoded(int64_t first, int64_t count, void* scratch) const;

 private:
  /// Part in NF4, with its GPU-visible copy.
  struct Nf4Part {
    kernels::Nf4Tensor tensor;
    at::Tensor codes, scaleCodes, nestedScales, scaleLevels, scales;
    int64_t bytes() const;
  };
  static void decode(const Nf4Part& part, kernels::Element type, void* target);
  void decodedInto(int64_t first, int64_t count, void* target) const;
  bool isOutOfReach() const;  ///< true if the GPU in use cannot access it
  int64_t m_rows = 0, m_columns = 0;
  at::ScalarType m_compute = at::kFloat;
  Memory m_memory = Memory::Device;
  at::Tensor m_stored;
  std::shared_ptr<std::vector<Nf4Part>> m_nf4;
  std::shared_ptr<std::vector<StoredPart>> m_blocks;
};

}  // namespace graft::ops
