// SPDX-License-Identifier: Apache-2.0
// Opens the files of an import and reads their first rows. Any thread.
#pragma once

#include "core/data/dataset.hpp"

namespace graft {

struct InputFile {
  std::string path;
  std::string name;  ///< without its folder, or with the last folder if two names are equal
  std::unique_ptr<RowSource> rows;
  bool isFurther = false, isHeldOut = false;
  Mapping asked;                    ///< the import's mapping, adapted to these rows
  Mapping mapping;                  ///< with the guessed parts
  uint64_t taken = 0, leftOut = 0;  ///< row counts, updated during the import
};

/// Opens all files of an import, the held-out file last, so that nothing is written before each was opened.
Result<std::vector<InputFile>> openInputs(const ImportOptions& options);

/// Rows from which the mapping is guessed.
struct FirstRows {
  std::string path;
  std::vector<RawRow> rows;
  bool isAll = false;      ///< the file has no more rows
  bool isFurther = false;  ///< not the first file of the import
  /// Guesses the parts that `asked` leaves open. If `asked` fits no row of a further file, that file is guessed independently and may have
  /// another shape. Fails if no row is readable or no shape fits.
  Result<Mapping> guess(const Mapping& asked) const;
};
/// Reads the first rows of a file. Fails if it has none.
Result<FirstRows> firstRows(InputFile& file);

}  // namespace graft
