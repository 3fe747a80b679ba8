// SPDX-License-Identifier: Apache-2.0
// Files: reading, mapping, and the one way in which Graft writes what must not be lost.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/result.hpp"

namespace graft {

/// Whole file, refused over `maxBytes`.
Result<std::string> readFile(const std::string& path, size_t maxBytes = 64u << 20);

/// Writes to a temporary file beside `path`, syncs, renames, syncs the folder: after a crash the old or the new
/// content stands there, never a part. On failure the old file is untouched.
Status writeFileAtomic(const std::string& path, std::string_view bytes);

/// Writes and syncs a file that nobody else can see yet (inside a folder that is published later).
Status writeFileSynced(const std::string& path, std::string_view bytes);
/// Makes a finished folder appear under its name: sync, rename, sync of the parent. `to` must not exist, and
/// does not on failure.
Status publishFolder(const std::string& from, const std::string& to);
/// Overwrites bytes in the middle of a file that nobody else can see yet, and syncs it.
Status patchFile(const std::string& path, const std::vector<std::pair<uint64_t, std::string>>& places);
Status renameEntry(const std::string& from, const std::string& to);
/// Removes a folder that holds files only. What is not there any more is no error.
Status removeFlatFolder(const std::string& path);
Status syncFolder(const std::string& path);

/// Creates the folder and its parents, and syncs what got a new entry: after a power cut they are there.
Status makeFolder(const std::string& path);
/// An Error from errno for `path`: full disk and quota are Code::DoesNotFit, the rest Code::BadInput.
Error fileError(const std::string& path, const Message& action);

/// A read-only mapping of a file. Movable; the bytes live as long as the object.
class MappedFile {
 public:
  static Result<MappedFile> open(const std::string& path);
  MappedFile(MappedFile&& other) noexcept;
  MappedFile& operator=(MappedFile&& other) noexcept;
  ~MappedFile();
  std::string_view bytes() const { return {static_cast<const char*>(m_data), m_size}; }
  /// Takes whole pages of a mapping out of memory; they are read again when they are looked at again.
  static void forget(std::string_view piece);

 private:
  MappedFile(void* data, size_t size) : m_data(data), m_size(size) {}
  void* m_data = nullptr;
  size_t m_size = 0;
};

/// A buffered output file. What a full disk did not take stays pending and goes out with the next flush, so that a writer can
/// wait for space (up to 1 MiB; what is beyond that is lost, and said by `close`). Any other error stays.
class OutputFile {
 public:
  static Result<OutputFile> create(const std::string& path);
  /// Goes on after the first `bytes` bytes of an existing file; what stands behind them is cut off.
  static Result<OutputFile> continueAt(const std::string& path, uint64_t bytes);
  OutputFile(OutputFile&& other) noexcept;
  OutputFile& operator=(OutputFile&& other) noexcept;
  ~OutputFile();
  void write(std::string_view bytes);
  /// DoesNotFit as long as the disk is full.
  Status flush();
  Status sync();
  Status close();
  /// After a failed sync the kernel may have dropped pages, and a second sync would not tell: what can be read and what is
  /// pending are written to a new file that takes this one's place.
  Status renew();
  uint64_t written() const { return m_written; }
  /// The last flush met a full disk, and nothing is lost yet.
  bool waitsForSpace() const { return m_waits; }

 private:
  OutputFile(int fd, std::string path) : m_fd(fd), m_path(std::move(path)) {}
  static Result<OutputFile> openAs(const std::string& path, int flags);
  int m_fd = -1, m_error = 0;
  bool m_waits = false;
  std::string m_path, m_pending;
  uint64_t m_written = 0;
};

/// One process at a time works in a folder. The lock (flock) goes with the process, however that ends.
class FolderLock {
 public:
  /// Refused when another process holds it.
  static Result<FolderLock> take(const std::string& folder);
  /// Process id of who holds the lock, 0 when nobody does.
  static int64_t holder(const std::string& folder);
  FolderLock(FolderLock&& other) noexcept;
  FolderLock& operator=(FolderLock&& other) noexcept;
  ~FolderLock();

 private:
  explicit FolderLock(int fd) : m_fd(fd) {}
  int m_fd = -1;
};

}  // namespace graft
