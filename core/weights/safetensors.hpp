// SPDX-License-Identifier: Apache-2.0
// safetensors (huggingface/safetensors, README "Format"), read and written.
#pragma once

#include <map>
#include <span>
#include <string>
#include <vector>

#include "core/base/file.hpp"
#include "core/weights/tensor_view.hpp"

namespace graft {

/// Whether tensors of plain bytes (U8) are let through; only quantised checkpoints have them.
enum class RawBytes { Refuse, Keep };

class SafetensorsFile {
 public:
  /// Header rules as in the reference: at most 100 MB, no holes, no overlap, no repeated name, exact file size.
  static Result<SafetensorsFile> open(const std::string& path, RawBytes raw = RawBytes::Refuse);
  const std::vector<TensorView>& tensors() const { return m_tensors; }
  const TensorView* find(std::string_view name) const;
  /// Tensors of types that are not read (F64, I64, BOOL ...), by name: their type. Needed ones are refused by `notRead`.
  const std::map<std::string, std::string>& others() const { return m_others; }
  static Error notRead(const std::string& tensor, const std::string& dtype);

 private:
  explicit SafetensorsFile(MappedFile file) : m_file(std::move(file)) {}
  Status parse(RawBytes raw);
  MappedFile m_file;
  std::vector<TensorView> m_tensors;
  std::map<std::string, std::string> m_others;
};

/// A float32 tensor to be written; `data` is borrowed.
struct NamedTensor {
  std::string name;
  std::vector<int64_t> shape;
  std::span<const float> data;
};

/// Content of a safetensors file with metadata format=pt, tensors ordered by name.
std::string safetensorsBytes(std::vector<NamedTensor> tensors);

}  // namespace graft
