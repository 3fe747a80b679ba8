// SPDX-License-Identifier: Apache-2.0
#include "core/data/text_source.hpp"

#include <algorithm>
#include <cstring>
#include <vector>

#include <sys/stat.h>

#include <simdjson.h>

#include "core/base/file.hpp"
#include "core/data/column_names.hpp"
#include "core/data/utf8.hpp"

namespace graft {
namespace {

constexpr size_t kHead = 64 << 10;

constexpr size_t kLookedAt = 64;

/// Detects "utf-16le" or "utf-16be" without a byte-order mark by zero bytes: ASCII characters have one in every pair. Else empty.
std::string wideEncodingOf(std::string_view start) {
  size_t even = 0, odd = 0;
  const size_t pairs = start.size() / 2;
  for (size_t i = 0; i < pairs; ++i) even += start[2 * i] == 0, odd += start[2 * i + 1] == 0;
  constexpr size_t kFewest = 4;
  if (pairs < kFewest) return {};
  const bool isLittle = even == 0 && 10 * odd >= 9 * pairs, isBig = odd == 0 && 10 * even >= 9 * pairs;
  return isLittle ? "utf-16le" : isBig ? "utf-16be" : "";
}

}  // namespace

size_t firstInvalidUtf8(std::string_view text) {
  if (simdjson::validate_utf8(text.data(), text.size())) return std::string_view::npos;
  size_t low = 0;
  // Sequences have at most 4 bytes, so the first invalid one is found by extending a valid prefix character by character.
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
  if (!source->m_file) return fileError(path, msg("opening"));
  struct stat info{};
  if (fstat(fileno(source->m_file.get()), &info) != 0 || !S_ISREG(info.st_mode))
    return Error{Code::BadInput, msg("not a regular file"), path, {}, msg("Give a file, not a folder.")};
  source->m_size = static_cast<uint64_t>(info.st_size);
  source->m_innerName = path.substr(path.rfind('/') + 1);
  char magic[6] = {};
  const size_t known = std::fread(magic, 1, sizeof magic, source->m_file.get());
  std::rewind(source->m_file.get());
  GRAFT_CHECK(source->openPacked({magic, known}));
  unsigned char mark[kLookedAt] = {};
  GRAFT_TRY(const size_t n, source->readRaw(mark, sizeof mark));
  size_t skip = 0;
  const std::string_view start(reinterpret_cast<const char*>(mark), n);
  if (start.starts_with(std::string_view("\xFF\xFE\0\0", 4)) || start.starts_with(std::string_view("\0\0\xFE\xFF", 4)))
    return Error{Code::BadInput, msg("the file is UTF-32, which is not read"), path, {}, msg("Save it as UTF-8.")};
  if (n >= 3 && mark[0] == 0xEF && mark[1] == 0xBB && mark[2] == 0xBF) {
    skip = 3;
    source->m_encoding = "utf-8 with byte-order mark";
  } else if (n >= 2 && ((mark[0] == 0xFF && mark[1] == 0xFE) || (mark[0] == 0xFE && mark[1] == 0xFF))) {
    skip = 2;
    source->m_utf16 = true;
    source->m_bigEndian = mark[0] == 0xFE;
    source->m_encoding = source->m_bigEndian ? "utf-16be" : "utf-16le";
  }
  GRAFT_CHECK(source->setEncoding(encoding.empty() && skip == 0 ? wideEncodingOf(start) : encoding, skip));
  source->m_ahead.assign(reinterpret_cast<const char*>(mark) + skip, n - skip);
  source->m_consumed = skip;
  source->m_head.resize(kHead);
  GRAFT_TRY(const size_t got, source->readDecoded(source->m_head.data(), kHead));
  source->m_head.resize(got);
  return source;
}

/// Decompresses a compressed file while it is read. A workbook, also a zip archive, is left unchanged.
Status TextSource::openPacked(std::string_view magic) {
  using namespace std::string_view_literals;
  const auto is = [&](std::string_view mark) { return magic.starts_with(mark); };
  if (!is("\x1f\x8b"sv) && !is("BZh"sv) &&
      !is("\xfd"
          "7zXZ\0"sv) &&
      !is("\x28\xb5\x2f\xfd"sv) && !is("PK\x03\x04"sv) && !is("PK\x05\x06"sv))
    return Done{};
  GraftUnpack* handle = nullptr;
  const auto opened =
      bridge::call([&](GraftBytes* out) { return graft_unpack_open(bridge::bytesOf(m_path), m_path.size(), &handle, out); });
  if (!opened.ok() && opened.error().what.pattern() == "workbook") return Done{};
  if (!opened.ok())
    return Error{Code::BadInput, opened.error().what, m_path, msg("Nothing was changed."), msg("Get the file again, or unpack it.")};
  m_unpack.reset(handle);
  GRAFT_TRY(const auto note, bridge::call([&](GraftBytes* out) { return graft_unpack_note(handle, out); }));
  const size_t line = note.find('\n');
  m_container = note.substr(0, line);
  if (line + 1 < note.size()) {
    m_innerName = note.substr(line + 1);
  } else {  // letters.csv.gz contains letters.csv; a compressed file named letters.csv keeps its name
    const std::string ending = lower(m_innerName.substr(std::min(m_innerName.size(), m_innerName.rfind('.'))));
    for (const char* packed : {".gz", ".gzip", ".bz2", ".xz", ".zst", ".zstd", ".z"}) {
      if (ending == packed) m_innerName.resize(m_innerName.size() - ending.size());
    }
  }
  return Done{};
}

/// Raw bytes of the file or of its decompressed content; 0 at the end.
Result<size_t> TextSource::readRaw(void* buffer, size_t size) {
  if (!m_ahead.empty()) {
    const size_t n = std::min(size, m_ahead.size());
    std::memcpy(buffer, m_ahead.data(), n);
    m_ahead.erase(0, n);
    if (n == size) return n;
    GRAFT_TRY(const size_t more, readRaw(static_cast<char*>(buffer) + n, size - n));
    return n + more;
  }
  if (m_unpack) {
    const auto bytes = bridge::call([&](GraftBytes* out) { return graft_unpack_read(m_unpack.get(), size, out); });
    if (!bytes.ok())
      return Error{Code::BadInput, bytes.error().what, m_path, msg("Nothing was changed."), msg("Get the file again, or unpack it.")};
    std::memcpy(buffer, bytes->data(), bytes->size());
    return bytes->size();
  }
  const size_t n = std::fread(buffer, 1, size, m_file.get());
  if (n == 0 && std::ferror(m_file.get())) return fileError(m_path, msg("reading"));
  return n;
}

/// Applies the requested encoding, unless a byte-order mark overrides it. The mark is never part of the text.
Status TextSource::setEncoding(const std::string& encoding, size_t markBytes) {
  if (encoding.empty() || encoding == "utf-8") return Done{};
  const bool single = encoding == "windows-1252" || encoding == "latin-1", wide = encoding == "utf-16le" || encoding == "utf-16be";
  if (!single && !wide)
    return Error{Code::BadUsage,
                 msg("--encoding '%1' is not known", encoding),
                 {},
                 {},
                 msg("Known: utf-8, utf-16le, utf-16be, windows-1252, latin-1.")};
  if (markBytes > 0)
    return m_encoding == encoding ? Status(Done{})
                                  : Error{Code::BadUsage,
                                          msg("the file's byte-order mark says %1, not %2", m_encoding, encoding),
                                          m_path,
                                          {},
                                          msg("Leave --encoding out.")};
  m_encoding = encoding;
  m_singleByte = single;
  m_utf16 = wide;
  m_bigEndian = encoding == "utf-16be";
  return Done{};
}

Result<size_t> TextSource::readSingleBytes(char* buffer, size_t size) {
  // The 32 code points by which Windows-1252 differs from Latin-1 (WHATWG Encoding, index windows-1252); 0: undefined.
  static constexpr uint16_t kWindows[32] = {0x20AC, 0,      0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021, 0x02C6, 0x2030, 0x0160,
                                            0x2039, 0x0152, 0,      0x017D, 0,      0,      0x2018, 0x2019, 0x201C, 0x201D, 0x2022,
                                            0x2013, 0x2014, 0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0,      0x017E, 0x0178};
  const bool windows = m_encoding == "windows-1252";
  std::vector<unsigned char> bytes(size / 3);  // a byte needs at most three bytes in UTF-8
  GRAFT_TRY(const size_t n, readRaw(bytes.data(), bytes.size()));
  char* out = buffer;
  for (size_t i = 0; i < n; ++i) {
    const unsigned char byte = bytes[i];
    const uint32_t c = windows && byte >= 0x80 && byte < 0xA0 ? kWindows[byte - 0x80] : byte;
    if (c == 0 && byte != 0)
      return Error{
          Code::BadInput, msg("not valid Windows-1252 at byte %1", m_consumed + i), m_path, {}, msg("Check which encoding the file has.")};
    appendUtf8(c, out);
  }
  m_consumed += n;
  return static_cast<size_t>(out - buffer);
}

Result<size_t> TextSource::readUtf16(char* buffer, size_t size) {
  char* out = buffer;
  // Two bytes need at most three in UTF-8, a surrogate pair four.
  std::vector<unsigned char> bytes(std::max<size_t>(4, size / 3) & ~size_t{1});
  GRAFT_TRY(size_t got, readRaw(bytes.data(), bytes.size()));
  size_t at = 0;
  const auto isHigh = [&](size_t place) { return (bytes[m_bigEndian ? place : place + 1] & 0xFC) == 0xD8; };
  if (got >= 2 && got % 2 == 0 && isHigh(got - 2)) {  // low half of a surrogate pair
    bytes.resize(got + 2);
    GRAFT_TRY(const size_t more, readRaw(bytes.data() + got, 2));
    got += more;
  }
  const auto unit = [&]() -> int32_t {
    const size_t left = got - at;
    m_consumed += std::min<size_t>(2, left);
    if (left < 2) return left == 0 ? -1 : -2;
    const unsigned char* pair = bytes.data() + at;
    at += 2;
    return m_bigEndian ? pair[0] << 8 | pair[1] : pair[1] << 8 | pair[0];
  };
  const auto bad = [&]() {
    return Error{
        Code::BadInput, msg("not valid UTF-16 at byte %1", m_consumed), m_path, {}, msg("Save the file as UTF-8 and import it again.")};
  };
  while (true) {
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
  GRAFT_TRY(const size_t n, readRaw(buffer, size));
  m_consumed += n;
  return n;
}

Result<size_t> TextSource::read(char* buffer, size_t size) {
  if (m_headAt < m_head.size()) {
    const size_t n = std::min(size, m_head.size() - m_headAt);
    std::memcpy(buffer, m_head.data() + m_headAt, n);
    m_headAt += n;
    return n;
  }
  constexpr size_t kRoom = 16;  // a decoder writes whole characters
  if (size < kRoom && (m_utf16 || m_singleByte))
    return Error{Code::Internal, msg("too small a buffer"), m_path, {}, msg("Please report this.")};
  return readDecoded(buffer, size);
}

}  // namespace graft
