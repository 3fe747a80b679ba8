// SPDX-License-Identifier: Apache-2.0
// W + scale * B A, piece by piece: a whole tensor is never in memory, so that any model can be merged on any machine.
#pragma once

#include <functional>
#include <string>

#include "core/adapter/lora_adapter.hpp"
#include "core/weights/checkpoint.hpp"

namespace graft {

/// Order of the rows that a writer wants.
enum class RowOrder { HuggingFace, Gguf };

class MergedWeights {
 public:
  /// Borrows both. `adapter` may be null: then the base as it is.
  MergedWeights(const Checkpoint& base, const LoraAdapter* adapter) : m_base(base), m_adapter(adapter) {}
  /// True when the adapter changes this tensor.
  bool isChanged(const std::string& name) const;
  /// Gives the rows of a tensor as float32, a few million elements a time, front to back; each piece holds whole heads where the order
  /// matters. The pieces are borrowed for the call. A value that is not finite is an error.
  Status forEachPiece(const std::string& name, RowOrder order,
                      const std::function<Status(const float* rows, int64_t count, int64_t width)>& take) const;
  /// The same as bytes of a stored format.
  Status encode(const std::string& name, RowOrder order, kernels::StoredType type,
                const std::function<Status(std::string_view)>& take) const;

  const Checkpoint& base() const { return m_base; }

 private:
  Status addDelta(const std::string& name, int64_t begin, at::Tensor& rows) const;
  const Checkpoint& m_base;
  const LoraAdapter* m_adapter;
};

}  // namespace graft
