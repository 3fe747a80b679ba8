// SPDX-License-Identifier: Apache-2.0
#include "core/data/text_source.hpp"

#include <algorithm>
#include <cstring>
#include <vector>

#include <sys/stat.h>

#include <simdjson.h>

#include "core/base/file.hpp"

namespace graft {
namespace {

constexpr size_t kHead = 64 << 10;

void appendUtf8(uint32_t c, char*& out) {
  if (c < 0x80) {
    *out++ = static_cast<char>(c);
  } else if (c < 0x800) {
    *out++ = static_cast<char>(0xC0 | (c >> 6));
    *out++ = static_cast<char>(0x80 | (c & 63));
  } else if (c < 0x10000) {
    *out++ = static_cast<char>(0xE0 | (c >> 12));
    *out++ = static_cast<char>(0x80 | ((c >> 6) & 63));
    *out++ = static_cast<char>(0x80 | (c & 63));
  } else {
    *out++ = static_cast<char>(0xF0 | (c >> 18));
    *out++ = static_cast<char>(0x80 | ((c >> 12) & 63));
    *out++ = static_cast<char>(0x80 | ((c >> 6) & 63));
    *out++ = static_cast<char>(0x80 | (c & 63));
  }
}

}  // namespace

size_t firstInvalidUtf8(std::string_view text) {
  if (simdjson::validate_utf8(text.data(), text.size())) return std::string_view::npos;
  size_t low = 0;
  // Sequences are at most 4 bytes, so the first bad one is found by growing a valid prefix character by character.
  while (low < text.size()) {
    const auto byte = static_cast<unsigned char>(text[low]);
    const size_t length = byte < 0x80 ? 1 : byte >= 0xF0 ? 4 : byte >= 0xE0 ? 3 : 2;
    if (low + length > text.size() || !simdjson::validate_utf8(text.data() + low, length)) return low;
    low += length;
  }
  return low;
}

Result<std::unique_ptr<TextSource>> TextSource::open(const std::string& path, const std::string& encoding) {
  std::unique_ptr<TextSource> source(new TextSource);
  source->m_path = path;
  source->m_file.reset(std::fopen(path.c_str(), "rbe"));
  if (!source->m_file) return fileError(path, "opening");
  struct stat info {};
  if (fstat(fileno(source->m_file.get()), &info) != 0 || !S_ISREG(info.st_mode))
    return Error{Code::BadInput, "not a regular file", path, {}, "Give a file, not a folder."};
  source->m_size = static_cast<uint64_t>(info.st_size);
  unsigned char mark[3] = {0, 0, 0};
  const size_t n = std::fread(mark, 1, 3, source->m_file.get());
  size_t skip = 0;
  if (n == 3 && mark[0] == 0xEF && mark[1] == 0xBB && mark[2] == 0xBF) {
    skip = 3;
    source->m_encoding = "utf-8 with byte-order mark";
  } else if (n >= 2 && ((mark[0] == 0xFF && mark[1] == 0xFE) || (mark[0] == 0xFE && mark[1] == 0xFF))) {
    skip = 2;
    source->m_utf16 = true;
    source->m_bigEndian = mark[0] == 0xFE;
    source->m_encoding = source->m_bigEndian ? "utf-16be" : "utf-16le";
  }
  GRAFT_CHECK(source->setEncoding(encoding, skip));
  std::fseek(source->m_file.get(), static_cast<long>(skip), SEEK_SET);
  source->m_consumed = skip;
  source->m_head.resize(kHead);
  GRAFT_TRY(const size_t got, source->readDecoded(source->m_head.data(), kHead));
  source->m_head.resize(got);
  return source;
}

/// What was asked for, unless a byte-order mark says otherwise: a mark is never part of the text.
Status TextSource::setEncoding(const std::string& encoding, size_t markBytes) {
  if (encoding.empty() || encoding == "utf-8") return Done{};
  const bool single = encoding == "windows-1252" || encoding == "latin-1", wide = encoding == "utf-16le" || encoding == "utf-16be";
  if (!single && !wide)
    return Error{
        Code::BadUsage, "--encoding '" + encoding + "' is not known", {}, {}, "Known: utf-8, utf-16le, utf-16be, windows-1252, latin-1."};
  if (markBytes > 0)
    return m_encoding == encoding ? Status(Done{})
                                  : Error{Code::BadUsage,
                                          "the file's byte-order mark says " + m_encoding + ", not " + encoding,
                                          m_path,
                                          {},
                                          "Leave --encoding out."};
  m_encoding = encoding;
  m_singleByte = single;
  m_utf16 = wide;
  m_bigEndian = encoding == "utf-16be";
  return Done{};
}

Result<size_t> TextSource::readSingleBytes(char* buffer, size_t size) {
  // The 32 places in which Windows-1252 differs from Latin-1 (WHATWG Encoding, index windows-1252); 0: not defined.
  static constexpr uint16_t kWindows[32] = {0x20AC, 0,      0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021, 0x02C6, 0x2030, 0x0160,
                                            0x2039, 0x0152, 0,      0x017D, 0,      0,      0x2018, 0x2019, 0x201C, 0x201D, 0x2022,
                                            0x2013, 0x2014, 0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0,      0x017E, 0x0178};
  const bool windows = m_encoding == "windows-1252";
  std::vector<unsigned char> bytes(size / 3);  // one byte is at most three in UTF-8
  const size_t n = std::fread(bytes.data(), 1, bytes.size(), m_file.get());
  if (n == 0 && std::ferror(m_file.get())) return fileError(m_path, "reading");
  char* out = buffer;
  for (size_t i = 0; i < n; ++i) {
    const unsigned char byte = bytes[i];
    const uint32_t c = windows && byte >= 0x80 && byte < 0xA0 ? kWindows[byte - 0x80] : byte;
    if (c == 0 && byte != 0)
      return Error{Code::BadInput,
                   "not valid Windows-1252 at byte " + std::to_string(m_consumed + i),
                   m_path,
                   {},
                   "Check which encoding the file has."};
    appendUtf8(c, out);
  }
  m_consumed += n;
  return static_cast<size_t>(out - buffer);
}

Result<size_t> TextSource::readUtf16(char* buffer, size_t size) {
  char* out = buffer;
  char* const end = buffer + size;
  const auto unit = [&]() -> int32_t {
    unsigned char pair[2];
    const size_t n = std::fread(pair, 1, 2, m_file.get());
    m_consumed += n;
    if (n < 2) return n == 0 ? -1 : -2;
    return m_bigEndian ? pair[0] << 8 | pair[1] : pair[1] << 8 | pair[0];
  };
  const auto bad = [&]() {
    return Error{Code::BadInput,
                 "not valid UTF-16 at byte " + std::to_string(m_consumed),
                 m_path,
                 {},
                 "Save the file as UTF-8 and import it again."};
  };
  while (out + 4 <= end) {
    const int32_t first = unit();
    if (first == -1) break;
    if (first < 0 || (first >= 0xDC00 && first < 0xE000)) return bad();
    auto c = static_cast<uint32_t>(first);
    if (c >= 0xD800 && c < 0xDC00) {
      const int32_t second = unit();
      if (second < 0xDC00 || second >= 0xE000) return bad();
      c = 0x10000 + ((c - 0xD800) << 10) + (static_cast<uint32_t>(second) - 0xDC00);
    }
    appendUtf8(c, out);
  }
  return static_cast<size_t>(out - buffer);
}

Result<size_t> TextSource::readDecoded(char* buffer, size_t size) {
  if (m_utf16) return readUtf16(buffer, size);
  if (m_singleByte) return readSingleBytes(buffer, size);
  const size_t n = std::fread(buffer, 1, size, m_file.get());
  m_consumed += n;
  if (n == 0 && std::ferror(m_file.get())) return fileError(m_path, "reading");
  return n;
}

Result<size_t> TextSource::read(char* buffer, size_t size) {
  if (m_headAt < m_head.size()) {
    const size_t n = std::min(size, m_head.size() - m_headAt);
    std::memcpy(buffer, m_head.data() + m_headAt, n);
    m_headAt += n;
    return n;
  }
  return readDecoded(buffer, size);
}

}  // namespace graft
