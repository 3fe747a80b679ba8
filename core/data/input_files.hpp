// SPDX-License-Identifier: Apache-2.0
// The files of one import, opened, and their first rows. Any thread.
#pragma once

#include "core/data/dataset.hpp"

namespace graft {

struct InputFile {
  std::string path;
  std::string name;  ///< without its folder, or with the last one where two have the same name
  std::unique_ptr<RowSource> rows;
  bool isFurther = false, isHeldOut = false;
  Mapping asked;    ///< of the import, as it fits these rows
  Mapping mapping;  ///< with what was guessed
  uint64_t taken = 0, leftOut = 0;  ///< rows, as an import goes on
};

/// Opens all files of an import, the held-out one as the last, so that nothing is made before each could be opened.
Result<std::vector<InputFile>> openInputs(const ImportOptions& options);

/// What is looked at to decide which column is what.
struct FirstRows {
  std::string path;
  std::vector<RawRow> rows;
  bool isAll = false;      ///< the file has no more
  bool isFurther = false;  ///< not the first file of the import
  /// What `asked` leaves open is guessed. A further file of which `asked` fits no row is taken for itself: it may be of another shape.
  /// An error when no row can be read, or nothing fits.
  Result<Mapping> guess(const Mapping& asked) const;
};
/// Takes the first rows of a file. An error when it has none.
Result<FirstRows> firstRows(InputFile& file);

}  // namespace graft
