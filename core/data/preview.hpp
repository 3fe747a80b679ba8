// SPDX-License-Identifier: Apache-2.0
// Shows the first rows of files as an import would read them, without writing anything. Any thread.
#pragma once

#include "core/data/dataset.hpp"

namespace graft {

struct PreviewRow {
  uint64_t line = 0;
  std::string raw;    ///< as JSON
  Message problem;    ///< reason why it would be skipped, or empty
  Json example;       ///< canonical, if there is no problem
  uint16_t file = 0;  ///< index into `Preview::files`
};
struct Preview {
  std::string format, encoding;      ///< of the first file
  std::vector<std::string> sheets;   ///< sheet names, if the first file is a workbook
  char separator = 0;                ///< of the first file, if it is a text table
  std::vector<std::string> files;    ///< file names, if there are several; the held-out file is last
  std::vector<std::string> columns;  ///< columns of tables, else the keys of the first rows
  Mapping mapping;                   ///< of the first file, with the guessed parts
  /// Not empty if no mapping could be guessed for a file and the user must assign the columns. Its rows then hold only `raw`.
  Message question;
  std::vector<Message> remarks;  ///< remarks for the user on how the files are read
  std::vector<PreviewRow> rows;
};
/// Returns at most `most` rows, equally many from each file. Fails if a whole file is rejected.
Result<Preview> previewFiles(const ImportOptions& options, size_t most);

}  // namespace graft
