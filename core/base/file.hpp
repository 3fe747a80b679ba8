// SPDX-License-Identifier: Apache-2.0
// Files: reading, mapping, and the one way in which Graft writes what must not be lost.
#pragma once

#include <cstdio>
#include <memory>
#include <string>
#include <string_view>

#include "core/base/result.hpp"

namespace graft {

/// Whole file, refused over `maxBytes`.
Result<std::string> readFile(const std::string& path, size_t maxBytes = 64u << 20);

/// Writes to a temporary file beside `path`, syncs, renames, syncs the folder: after a crash the old or the new
/// content stands there, never a part. On failure the old file is untouched.
Status writeFileAtomic(const std::string& path, std::string_view bytes);

/// Creates the folder and its parents.
Status makeFolder(const std::string& path);
/// An Error from errno for `path`: full disk and quota are Code::DoesNotFit, the rest Code::BadInput.
Error fileError(const std::string& path, const std::string& action);

/// A read-only mapping of a file. Movable; the bytes live as long as the object.
class MappedFile {
 public:
  static Result<MappedFile> open(const std::string& path);
  MappedFile(MappedFile&& other) noexcept;
  MappedFile& operator=(MappedFile&& other) noexcept;
  ~MappedFile();
  std::string_view bytes() const { return {static_cast<const char*>(m_data), m_size}; }

 private:
  MappedFile(void* data, size_t size) : m_data(data), m_size(size) {}
  void* m_data = nullptr;
  size_t m_size = 0;
};

/// A buffered output file that remembers its first error; `close` syncs and reports it.
class OutputFile {
 public:
  static Result<OutputFile> create(const std::string& path);
  static Result<OutputFile> append(const std::string& path);
  void write(std::string_view bytes);
  void flush();
  Status close();

 private:
  struct Closer {
    void operator()(std::FILE* f) const { std::fclose(f); }
  };
  OutputFile(std::FILE* file, std::string path) : m_file(file), m_path(std::move(path)) {}
  static Result<OutputFile> openAs(const std::string& path, const char* mode);
  std::unique_ptr<std::FILE, Closer> m_file;
  std::string m_path;
  int m_error = 0;
};

}  // namespace graft
