// SPDX-License-Identifier: Apache-2.0
// Splits a TextSource into lines. LF, CRLF and CR end a line; the last line needs no terminator.
#pragma once

#include <memory>
#include <string>

#include "core/data/text_source.hpp"

namespace graft {

class LineReader {
 public:
  explicit LineReader(std::unique_ptr<TextSource> source);
  /// Returns false at the end. `line` excludes its terminator.
  Result<bool> next(std::string& line);
  uint64_t number() const { return m_number; }  ///< 1-based number of the line that `next` last returned
  TextSource& source() { return *m_source; }
  const TextSource& source() const { return *m_source; }

 private:
  Status fill();
  std::unique_ptr<TextSource> m_source;
  std::string m_buffer;
  size_t m_at = 0, m_end = 0;
  uint64_t m_number = 0;
  bool m_skipLf = false;
};

}  // namespace graft
