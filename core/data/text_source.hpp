// SPDX-License-Identifier: Apache-2.0
// Streams a file as UTF-8 bytes. Byte-order marks are removed, UTF-16 and single-byte encodings decoded. Memory use is independent of the
// file size.
#pragma once

#include <cstdint>
#include <cstdio>
#include <memory>
#include <string>

#include "core/base/result.hpp"
#include "core/bridge/bridge.hpp"

namespace graft {

class TextSource {
 public:
  /// `encoding` is utf-8, utf-16le, utf-16be, windows-1252 or latin-1. Empty selects the byte-order mark's encoding, else UTF-8.
  static Result<std::unique_ptr<TextSource>> open(const std::string& path, const std::string& encoding = {});
  /// Reads up to `size` bytes; 0 at the end. An error names the byte offset in the file.
  Result<size_t> read(char* buffer, size_t size);
  /// First bytes of the file (at most 64 KiB, decoded), without consuming them.
  const std::string& head() const { return m_head; }
  /// "utf-8", "utf-8 with byte-order mark", "utf-16le", "utf-16be", "windows-1252", "latin-1".
  const std::string& encoding() const { return m_encoding; }
  uint64_t sizeBytes() const { return m_size; }
  const std::string& path() const { return m_path; }
  /// "gzip", "bzip2", "xz", "zstd" or "zip" if the file is compressed, and the name of its content (the file's without the ending).
  const std::string& container() const { return m_container; }
  const std::string& innerName() const { return m_innerName; }
  /// Bytes of the file consumed so far, for progress.
  uint64_t consumedBytes() const { return m_unpack ? graft_unpack_consumed(m_unpack.get()) : m_consumed; }

 private:
  struct Closer {
    void operator()(std::FILE* f) const { std::fclose(f); }
  };
  TextSource() = default;
  Result<size_t> readDecoded(char* buffer, size_t size);
  Result<size_t> readUtf16(char* buffer, size_t size);
  Result<size_t> readSingleBytes(char* buffer, size_t size);
  Status setEncoding(const std::string& encoding, size_t markBytes);
  Status openPacked(std::string_view magic);
  Result<size_t> readRaw(void* buffer, size_t size);
  std::unique_ptr<std::FILE, Closer> m_file;
  bridge::UnpackHandle m_unpack;
  std::string m_path, m_container, m_innerName, m_head, m_encoding = "utf-8", m_ahead;
  size_t m_headAt = 0;
  uint64_t m_size = 0, m_consumed = 0;
  bool m_utf16 = false, m_bigEndian = false, m_singleByte = false;
};

/// Returns the offset of the first byte that is not valid UTF-8, or npos.
size_t firstInvalidUtf8(std::string_view text);

}  // namespace graft
