// SPDX-License-Identifier: Apache-2.0
// File access: reading, mapping, and durable writes.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/result.hpp"

namespace graft {

/// Reads a whole file. Larger than `maxBytes` is an error.
Result<std::string> readFile(const std::string& path, size_t maxBytes = 64u << 20);

/// Writes a temporary file next to `path`, syncs it, renames it and syncs the folder. After a crash the old or the new content is there,
/// never a part. On failure the old file is untouched.
Status writeFileAtomic(const std::string& path, std::string_view bytes);

/// Writes and syncs a file that is not visible yet (in a folder that is published later).
Status writeFileSynced(const std::string& path, std::string_view bytes);
/// Publishes a finished folder under its name: sync, rename, sync of the parent. `to` must not exist, and does not exist after a failure.
Status publishFolder(const std::string& from, const std::string& to);
/// Overwrites bytes inside a file that is not visible yet, and syncs it.
Status patchFile(const std::string& path, const std::vector<std::pair<uint64_t, std::string>>& places);
Status renameEntry(const std::string& from, const std::string& to);
/// Removes a folder that holds only files. A missing folder is not an error.
Status removeFlatFolder(const std::string& path);
Status syncFolder(const std::string& path);

/// Creates the folder and its parents, and syncs every folder that got a new entry, so that they survive a power cut.
Status makeFolder(const std::string& path);
/// Makes an Error from errno for `path`. Full disk and quota give Code::DoesNotFit, the rest Code::BadInput.
Error fileError(const std::string& path, const Message& action);

/// Read-only mapping of a file. Movable. The bytes live as long as the object.
class MappedFile {
 public:
  static Result<MappedFile> open(const std::string& path);
  MappedFile(MappedFile&& other) noexcept;
  MappedFile& operator=(MappedFile&& other) noexcept;
  ~MappedFile();
  std::string_view bytes() const { return {static_cast<const char*>(m_data), m_size}; }
  /// Evicts whole pages of a mapping from memory. They are read again on the next access.
  static void forget(std::string_view piece);

 private:
  MappedFile(void* data, size_t size) : m_data(data), m_size(size) {}
  void* m_data = nullptr;
  size_t m_size = 0;
};

/// Buffered output file. Bytes that a full disk rejected stay pending and are written by the next flush, so a writer can wait for space. At
/// most 1 MiB is kept; more is lost and reported by `close`. Any other error is permanent.
class OutputFile {
 public:
  static Result<OutputFile> create(const std::string& path);
  /// Continues an existing file after its first `bytes` bytes, and truncates the rest.
  static Result<OutputFile> continueAt(const std::string& path, uint64_t bytes);
  OutputFile(OutputFile&& other) noexcept;
  OutputFile& operator=(OutputFile&& other) noexcept;
  ~OutputFile();
  void write(std::string_view bytes);
  /// Fails with DoesNotFit while the disk is full.
  Status flush();
  Status sync();
  Status close();
  /// Copies the readable and the pending bytes to a new file that replaces this one. Needed after a failed sync: the kernel may have
  /// dropped pages, and a second sync would not report it.
  Status renew();
  uint64_t written() const { return m_written; }
  /// True if the last flush met a full disk and nothing is lost yet.
  bool waitsForSpace() const { return m_waits; }

 private:
  OutputFile(int fd, std::string path) : m_fd(fd), m_path(std::move(path)) {}
  static Result<OutputFile> openAs(const std::string& path, int flags);
  int m_fd = -1, m_error = 0;
  bool m_waits = false;
  std::string m_path, m_pending;
  uint64_t m_written = 0;
};

/// Exclusive lock (flock) on a folder. The kernel releases it when the process ends, for any reason.
class FolderLock {
 public:
  /// Fails with Refused if another process holds the lock.
  static Result<FolderLock> take(const std::string& folder);
  /// Process id of the lock's holder, or 0.
  static int64_t holder(const std::string& folder);
  FolderLock(FolderLock&& other) noexcept;
  FolderLock& operator=(FolderLock&& other) noexcept;
  ~FolderLock();

 private:
  explicit FolderLock(int fd) : m_fd(fd) {}
  int m_fd = -1;
};

}  // namespace graft
