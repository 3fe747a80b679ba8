// SPDX-License-Identifier: Apache-2.0
// Writes GGUF version 3 front to back: keys, tensor table, then the tensors' bytes, each padded to the alignment required by ggml
// (docs/gguf.md). Holds no more in memory than the argument of `write`.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/weights/gguf.hpp"

namespace graft {

/// Metadata in insertion order. Setting a key again keeps its position.
class GgufKeys {
 public:
  void text(const std::string& key, std::string_view value);
  void u32(const std::string& key, uint32_t value);
  void f32(const std::string& key, float value);
  void boolean(const std::string& key, bool value);
  void texts(const std::string& key, const std::vector<std::string>& values);
  void i32s(const std::string& key, const std::vector<int32_t>& values);
  void f32s(const std::string& key, const std::vector<float>& values);
  /// Copies a value from another file.
  void copy(const std::string& key, const GgufValue& value);

  size_t count() const { return m_entries.size(); }
  std::string bytes() const;

 private:
  void set(const std::string& key, GgufType type, std::string_view value);
  std::vector<std::pair<std::string, std::string>> m_entries;  // key; type and value as bytes
};

struct GgufTensorPlan {
  std::string name;
  kernels::StoredType type = kernels::StoredType::F32;
  std::vector<int64_t> shape;  ///< slowest dimension first
  uint64_t bytes() const;
};

class GgufWriter {
 public:
  static constexpr uint64_t kAlignment = 32;
  /// Size of a file with these tensors and keys.
  static uint64_t fileSize(const GgufKeys& keys, const std::vector<GgufTensorPlan>& tensors);
  /// Writes keys and table. `keys` must not set a different general.alignment.
  static Result<GgufWriter> create(const std::string& path, const GgufKeys& keys, std::vector<GgufTensorPlan> tensors);
  /// Writes the next bytes of the tensors, in the order of the plan. Padding is added automatically.
  void write(std::string_view bytes);
  /// Syncs the file. Fails with Refused if a tensor is incomplete.
  Status finish();

 private:
  GgufWriter(OutputFile file, std::vector<GgufTensorPlan> tensors) : m_file(std::move(file)), m_tensors(std::move(tensors)) {}
  OutputFile m_file;
  std::vector<GgufTensorPlan> m_tensors;
  size_t m_current = 0;
  uint64_t m_inCurrent = 0;
};

}  // namespace graft
