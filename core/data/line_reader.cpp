// SPDX-License-Identifier: Apache-2.0
#include "core/data/line_reader.hpp"

#include <cstring>

#include "core/data/row_source.hpp"

namespace graft {

LineReader::LineReader(std::unique_ptr<TextSource> source) : m_source(std::move(source)), m_buffer(1 << 16, '\0') {}

Status LineReader::fill() {
  GRAFT_TRY(m_end, m_source->read(m_buffer.data(), m_buffer.size()));
  m_at = 0;
  return Done{};
}

Result<bool> LineReader::next(std::string& line) {
  line.clear();
  bool any = false;
  while (true) {
    if (m_at == m_end) {
      GRAFT_CHECK(fill());
      if (m_end == 0) {
        if (any) ++m_number;
        return any;
      }
    }
    if (m_skipLf && m_buffer[m_at] == '\n') ++m_at;
    m_skipLf = false;
    if (m_at == m_end) continue;
    any = true;
    const char *begin = m_buffer.data() + m_at, *end = m_buffer.data() + m_end;
    const char* lf = static_cast<const char*>(std::memchr(begin, '\n', static_cast<size_t>(end - begin)));
    const char* limit = lf ? lf : end;
    const char* cr = static_cast<const char*>(std::memchr(begin, '\r', static_cast<size_t>(limit - begin)));
    const char* stop = cr ? cr : limit;
    line.append(begin, stop);
    if (line.size() > kMaxRowBytes) {
      return Error{Code::BadInput,
                   msg("line %1 is longer than the limit of %2 MiB", m_number + 1, kMaxRowBytes >> 20),
                   m_source->path(),
                   {},
                   msg("Split the row into smaller ones.")};
    }
    m_at = static_cast<size_t>(stop - m_buffer.data());
    if (stop == end) continue;
    m_skipLf = *stop == '\r';
    ++m_at;
    ++m_number;
    return true;
  }
}

}  // namespace graft
