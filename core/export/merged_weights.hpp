// SPDX-License-Identifier: Apache-2.0
// Streams W + scale * B A in pieces. No whole tensor is in memory, so any model can be merged on any machine.
#pragma once

#include <functional>
#include <string>

#include "core/adapter/lora_adapter.hpp"
#include "core/weights/model_file.hpp"

namespace graft {

/// Row order required by a writer.
enum class RowOrder { HuggingFace, Gguf };

class MergedWeights {
 public:
  /// Borrows base and adapter. A null `adapter` gives the base unchanged.
  MergedWeights(const ModelFile& base, const LoraAdapter* adapter) : m_base(base), m_adapter(adapter) {}
  /// True if the adapter changes this tensor.
  bool isChanged(const std::string& name) const;
  /// Passes the rows of a tensor as float32, a few million elements at a time, front to back. A piece consists of whole heads if the order
  /// matters. Pieces are borrowed for the call. A non-finite value is an error.
  Status forEachPiece(const std::string& name, RowOrder order,
                      const std::function<Status(const float* rows, int64_t count, int64_t width)>& take) const;
  /// Like `forEachPiece`, encoded in a stored format.
  Status encode(const std::string& name, RowOrder order, kernels::StoredType type,
                const std::function<Status(std::string_view)>& take) const;

  const ModelFile& base() const { return m_base; }

 private:
  Status addDelta(const std::string& name, int64_t begin, at::Tensor& rows) const;
  const ModelFile& m_base;
  const LoraAdapter* m_adapter;
};

}  // namespace graft
