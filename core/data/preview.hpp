// SPDX-License-Identifier: Apache-2.0
// The first rows of a file as an import would read them, before anything is written. Any thread.
#pragma once

#include "core/data/dataset.hpp"

namespace graft {

struct PreviewRow {
  uint64_t line = 0;
  std::string raw;      ///< as JSON
  std::string problem;  ///< why it would be left out, or empty
  Json example;         ///< canonical, when there is no problem
};
struct Preview {
  std::string format, encoding;
  std::vector<std::string> columns;  ///< of a table, else the keys of the first rows
  Mapping mapping;                   ///< with what was guessed
  /// Not empty: nothing could be guessed, and somebody has to say which column is what; rows then hold `raw` alone.
  std::string question;
  std::vector<PreviewRow> rows;
};
/// At most `most` rows. An error when the file as a whole is refused.
Result<Preview> previewFile(const ImportOptions& options, size_t most);

/// Fields that a shape needs and may have, by the names that Mapping::columns uses.
struct ShapeFields {
  std::vector<std::string> needed, optional;
};
ShapeFields fieldsOf(Shape shape);

}  // namespace graft
