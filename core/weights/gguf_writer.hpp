// SPDX-License-Identifier: Apache-2.0
// GGUF version 3, written front to back: keys, the table of tensors, then their bytes one after the other, each padded to the
// alignment, as ggml's own reader demands it (docs/gguf.md). Nothing larger than what `write` is given is held in memory.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/weights/gguf.hpp"

namespace graft {

/// Metadata in the order in which it was set; a key that is set again keeps its place.
class GgufKeys {
 public:
  void text(const std::string& key, std::string_view value);
  void u32(const std::string& key, uint32_t value);
  void f32(const std::string& key, float value);
  void boolean(const std::string& key, bool value);
  void texts(const std::string& key, const std::vector<std::string>& values);
  void i32s(const std::string& key, const std::vector<int32_t>& values);
  void f32s(const std::string& key, const std::vector<float>& values);
  /// As it stands in another file.
  void copy(const std::string& key, const GgufValue& value);

  size_t count() const { return m_entries.size(); }
  std::string bytes() const;

 private:
  void set(const std::string& key, GgufType type, std::string_view value);
  std::vector<std::pair<std::string, std::string>> m_entries;  // key, type and value as bytes
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
  /// Bytes that a file of these tensors has, keys included.
  static uint64_t fileSize(const GgufKeys& keys, const std::vector<GgufTensorPlan>& tensors);
  /// Writes keys and table. `keys` must not say another general.alignment.
  static Result<GgufWriter> create(const std::string& path, const GgufKeys& keys, std::vector<GgufTensorPlan> tensors);
  /// The next bytes of the tensors, in the order of the plan. Padding goes in by itself.
  void write(std::string_view bytes);
  /// Refused when a tensor is not complete. Synced.
  Status finish();

 private:
  GgufWriter(OutputFile file, std::vector<GgufTensorPlan> tensors) : m_file(std::move(file)), m_tensors(std::move(tensors)) {}
  OutputFile m_file;
  std::vector<GgufTensorPlan> m_tensors;
  size_t m_current = 0;
  uint64_t m_inCurrent = 0;
};

}  // namespace graft
