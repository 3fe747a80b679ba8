// SPDX-License-Identifier: Apache-2.0
// Reads and writes safetensors (huggingface/safetensors, README "Format").
#pragma once

#include <map>
#include <span>
#include <string>
#include <vector>

#include "core/base/file.hpp"
#include "core/weights/tensor_view.hpp"

namespace graft {

/// Policy for tensors of plain bytes (U8). Only quantised checkpoints contain them.
enum class RawBytes { Refuse, Keep };

class SafetensorsFile {
 public:
  /// Enforces the header rules of the reference: at most 100 MB, no holes, no overlap, no repeated name, exact file size.
  static Result<SafetensorsFile> open(const std::string& path, RawBytes raw = RawBytes::Refuse);
  const std::vector<TensorView>& tensors() const { return m_tensors; }
  const TensorView* find(std::string_view name) const;
  /// Tensors of unsupported types (F64, I64, BOOL ...): name to type. `notRead` makes the error if one is required.
  const std::map<std::string, std::string>& others() const { return m_others; }
  static Error notRead(const std::string& tensor, const std::string& dtype);

 private:
  explicit SafetensorsFile(MappedFile file) : m_file(std::move(file)) {}
  Status parse(RawBytes raw);
  MappedFile m_file;
  std::vector<TensorView> m_tensors;
  std::map<std::string, std::string> m_others;
};

/// Float32 tensor to be written. `data` is borrowed.
struct NamedTensor {
  std::string name;
  std::vector<int64_t> shape;
  std::span<const float> data;
};

/// Bytes of a safetensors file with metadata format=pt, tensors ordered by name.
std::string safetensorsBytes(std::vector<NamedTensor> tensors);

}  // namespace graft
