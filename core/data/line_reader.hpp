// SPDX-License-Identifier: Apache-2.0
// Lines of a TextSource; LF, CRLF and CR end a line, the last one needs no end.
#pragma once

#include <memory>
#include <string>

#include "core/data/text_source.hpp"

namespace graft {

class LineReader {
 public:
  explicit LineReader(std::unique_ptr<TextSource> source);
  /// False at the end. `line` is without its ending.
  Result<bool> next(std::string& line);
  uint64_t number() const { return m_number; }  ///< 1-based, of the line that `next` gave last
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
