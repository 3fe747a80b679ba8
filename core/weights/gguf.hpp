// SPDX-License-Identifier: Apache-2.0
// Reads GGUF version 2 and 3 (llama.cpp, docs/gguf.md). Every count, offset and product is checked against the file size before it is used
// for an allocation.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/file.hpp"
#include "core/weights/tensor_view.hpp"

namespace graft {

enum class GgufType : uint32_t { U8, I8, U16, I16, U32, I32, F32, Bool, String, Array, U64, I64, F64 };

/// Metadata value. Strings and arrays are views into the file.
struct GgufValue {
  GgufType type = GgufType::U8;
  GgufType elementType = GgufType::U8;  ///< element type of an array
  uint64_t count = 0;                   ///< element count of an array
  std::string_view raw;                 ///< bytes of a scalar, of a string, or of all elements of an array

  double number() const;  ///< value of a scalar, 0 for others
  std::vector<std::string_view> strings() const;
  std::vector<double> numbers() const;  ///< values of an array of at most 4,096 numbers; empty for others
};

/// Name of a part of a split model, as written by llama.cpp's gguf-split: NAME-00002-of-00003.gguf.
struct GgufPartName {
  std::string stem;  ///< folder and NAME
  int number = 0;    ///< from 1
  int count = 0;
  std::string of(int part) const;
};
/// Returns nothing for other names.
std::optional<GgufPartName> ggufPartName(const std::string& path);

class GgufFile {
 public:
  /// Opens a model from any of its parts. Keys come from the first part, tensors from all. The parts must be next to `path` or to its link
  /// target. BadInput names a part that is missing or does not match.
  static Result<GgufFile> open(const std::string& path);
  /// All files that were read, in the order of the parts.
  const std::vector<std::string>& files() const { return m_paths; }
  const std::map<std::string, GgufValue, std::less<>>& metadata() const { return m_metadata; }
  const std::vector<TensorView>& tensors() const { return m_tensors; }
  /// Bytes of the first file.
  std::string_view bytes() const { return m_files.front().bytes(); }

  const GgufValue* find(std::string_view key) const;
  std::string text(std::string_view key, std::string fallback = {}) const;
  double number(std::string_view key, double fallback) const;

 private:
  explicit GgufFile(MappedFile file) { m_files.push_back(std::move(file)); }
  static Result<GgufFile> openOne(const std::string& path);
  static Result<GgufFile> openParts(const GgufPartName& name);
  Status parse();
  Status addPart(GgufFile part);
  std::vector<MappedFile> m_files;
  std::vector<std::string> m_paths;
  std::map<std::string, GgufValue, std::less<>> m_metadata;
  std::vector<TensorView> m_tensors;
};

}  // namespace graft
