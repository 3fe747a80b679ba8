// SPDX-License-Identifier: Apache-2.0
// GGUF version 2 and 3 (llama.cpp, docs/gguf.md). Every count, offset and product is checked against the size of the
// file before anything is allocated from it.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/file.hpp"
#include "core/weights/tensor_view.hpp"

namespace graft {

enum class GgufType : uint32_t { U8, I8, U16, I16, U32, I32, F32, Bool, String, Array, U64, I64, F64 };

/// One metadata value; strings and arrays are views into the file.
struct GgufValue {
  GgufType type = GgufType::U8;
  GgufType elementType = GgufType::U8;  ///< of an array
  uint64_t count = 0;                   ///< of an array
  std::string_view raw;                 ///< bytes of a scalar, of a string, or of all elements of an array

  double number() const;  ///< of a scalar, 0 for others
  std::vector<std::string_view> strings() const;
};

class GgufFile {
 public:
  static Result<GgufFile> open(const std::string& path);
  const std::map<std::string, GgufValue, std::less<>>& metadata() const { return m_metadata; }
  const std::vector<TensorView>& tensors() const { return m_tensors; }
  std::string_view bytes() const { return m_file.bytes(); }

  const GgufValue* find(std::string_view key) const;
  std::string text(std::string_view key, std::string fallback = {}) const;
  double number(std::string_view key, double fallback) const;

 private:
  explicit GgufFile(MappedFile file) : m_file(std::move(file)) {}
  Status parse();
  MappedFile m_file;
  std::map<std::string, GgufValue, std::less<>> m_metadata;
  std::vector<TensorView> m_tensors;
};

}  // namespace graft
