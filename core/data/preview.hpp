// SPDX-License-Identifier: Apache-2.0
// The first rows of files as an import would read them, before anything is written. Any thread.
#pragma once

#include "core/data/dataset.hpp"

namespace graft {

struct PreviewRow {
  uint64_t line = 0;
  std::string raw;      ///< as JSON
  Message problem;      ///< why it would be left out, or empty
  Json example;         ///< canonical, when there is no problem
  uint16_t file = 0;    ///< which of `Preview::files`
};
struct Preview {
  std::string format, encoding;      ///< of the first file
  std::vector<std::string> sheets;   ///< of the first file, where it is a workbook
  char separator = 0;                ///< of the first file, where it is a table of text
  std::vector<std::string> files;    ///< names, where there are several; the held-out file is the last
  std::vector<std::string> columns;  ///< of the tables, else the keys of the first rows
  Mapping mapping;                   ///< of the first file, with what was guessed
  /// Not empty: of a file nothing could be guessed, and somebody has to say which column is what; its rows then hold `raw` alone.
  Message question;
  std::vector<Message> remarks;  ///< what a person is to know of how the files are read
  std::vector<PreviewRow> rows;
};
/// At most `most` rows, as many of each file. An error when a file as a whole is refused.
Result<Preview> previewFiles(const ImportOptions& options, size_t most);

}  // namespace graft
