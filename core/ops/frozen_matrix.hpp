// SPDX-License-Identifier: Apache-2.0
// A frozen weight as it is kept: in the compute type, in 16 bits, in NF4, or in a stored format, of its file or in memory. Products with
// many rows take it decoded, into scratch that all layers share where it is not kept as it is needed; products with a few rows need no
// decoding.
#pragma once

#include "core/ops/torch.hpp"
#include "kernels/nf4/nf4.hpp"
#include "kernels/stored/stored.hpp"

namespace graft::ops {

/// How the frozen weights are kept: Full in the compute type; Nf4: linear layers in NF4 with double quantisation, embedding and head
/// in 16 bits (QLoRA, Dettmers et al. 2023); Int8: matrices in eight bits and a half, in ggml's blocks Q8_0; Stored: matrices stay in the
/// mapped file, in its own number format.
enum class BaseFormat { Full, Nf4, Int8, Stored };
/// Whose memory holds a matrix that a pass on a card reads. On the processor it is the same.
enum class Memory { OfPasses, OfProcessor };
/// How and where a base is kept.
struct BaseKeeping {
  BaseKeeping(BaseFormat how = BaseFormat::Full, Memory ofEmbeddings = Memory::OfPasses) : format(how), embeddings(ofEmbeddings) {}
  BaseFormat format;
  Memory embeddings;  ///< of a table that is not the head too
};

/// (rows, columns), immutable once filled. Copies share memory.
class FrozenMatrix {
 public:
  FrozenMatrix() = default;
  /// Kept as `stored` (the compute type or bfloat16) and used as `compute`.
  static FrozenMatrix plain(int64_t rows, int64_t columns, at::ScalarType stored, at::ScalarType compute, Memory memory = Memory::OfPasses);
  /// Of parts in NF4 that follow each other by rows; each must be given before use.
  static FrozenMatrix nf4(int64_t rows, int64_t columns, at::ScalarType compute, size_t parts);

  /// Parts that follow each other by rows, in a format of kernels/dequant.
  struct StoredPart {
    kernels::StoredRows rows;           ///< `order` is replaced by that of `order` below
    std::vector<int32_t> order;         ///< empty: as stored
    std::shared_ptr<const void> owner;  ///< keeps the bytes, which are null in an outline
    at::Tensor orderOnCard;             ///< a copy that a card sees; undefined on the processor
  };
  static FrozenMatrix inBlocks(int64_t rows, int64_t columns, at::ScalarType compute, size_t parts, Memory memory = Memory::OfPasses);

  int64_t rows() const { return m_rows; }
  int64_t columns() const { return m_columns; }
  at::ScalarType type() const { return m_compute; }
  bool isNf4() const { return m_nf4 != nullptr; }
  /// Where rows are filled in, of the stored type; only of a plain one.
  const at::Tensor& stored() const { return m_stored; }
  bool isInBlocks() const { return m_blocks != nullptr; }
  void setPart(size_t part, kernels::Nf4Tensor tensor) const;
  void setPart(size_t part, StoredPart stored) const;

  /// Bytes that it occupies (or will, when it is filled), and bytes of scratch for decoding `rows` of its rows (0 when it is kept in the
  /// compute type).
  int64_t bytes() const;
  int64_t scratchBytes(int64_t rows) const;
  /// The whole matrix in the compute type, in `scratch` unless it is kept so.
  at::Tensor decoded(void* scratch) const;
  /// y [n, rows] = x [n, columns] times the transpose, without decoding; false, and nothing done, when n is more than kFewRows or the
  /// weight is in NF4.
  bool productOfFew(const at::Tensor& x, const at::Tensor& y) const;
  /// The rows named by `index` into `out`, [n, columns] of the compute type; not of one in NF4. All that may be done with a matrix in the
  /// processor's memory.
  void rowsInto(const std::vector<int64_t>& index, const at::Tensor& out) const;
  /// Rows [first, first + count); not of one in NF4.
  at::Tensor decoded(int64_t first, int64_t count, void* scratch) const;

 private:
  /// A part in NF4, and a copy of it that a card sees.
  struct Nf4Part {
    kernels::Nf4Tensor tensor;
    at::Tensor codes, scaleCodes, nestedScales, scaleLevels, scales;
    int64_t bytes() const;
  };
  static void decode(const Nf4Part& part, kernels::Element type, void* target);
  void decodedInto(int64_t first, int64_t count, void* target) const;
  bool isOutOfReach() const;  ///< of the card that computes
  int64_t m_rows = 0, m_columns = 0;
  at::ScalarType m_compute = at::kFloat;
  Memory m_memory = Memory::OfPasses;
  at::Tensor m_stored;
  std::shared_ptr<std::vector<Nf4Part>> m_nf4;
  std::shared_ptr<std::vector<StoredPart>> m_blocks;
};

}  // namespace graft::ops
