// SPDX-License-Identifier: Apache-2.0
#include "core/base/file.hpp"

#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <filesystem>

#include <fcntl.h>
#include <sys/file.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include "core/base/fault.hpp"

namespace graft {
namespace fs = std::filesystem;

namespace {

/// strerror's text, with full sentences for the errors that users meet.
Message systemMessage(int code) {
  switch (code) {
    case ENOENT: return msg("No such file or directory");
    case EACCES: return msg("Permission denied");
    case EPERM: return msg("Operation not permitted");
    case ENOSPC: return msg("No space left on device");
    case EDQUOT: return msg("Disk quota exceeded");
    case EROFS: return msg("Read-only file system");
    case EIO: return msg("Input/output error");
    case EISDIR: return msg("Is a directory");
    case ENOTDIR: return msg("Not a directory");
    case ENAMETOOLONG: return msg("File name too long");
    case EEXIST: return msg("File exists");
    case EMFILE: return msg("Too many open files");
    default: return std::string(std::strerror(code));
  }
}

}  // namespace

Error fileError(const std::string& path, const Message& action) {
  const int code = errno;
  const bool full = code == ENOSPC || code == EDQUOT;
  Message hint = msg("Check the disk and what connects it, and try again.");
  if (full) hint = msg("Free some space or choose another folder with --home, then start again.");
  if (code == ENOENT) hint = msg("Check the path and its spelling.");
  if (code == EACCES || code == EPERM || code == EROFS) hint = msg("Check the permissions of the file and its folder.");
  return {full ? Code::DoesNotFit : Code::BadInput, msg("%1 failed: %2", action, systemMessage(code)), path, {}, hint};
}

Result<std::string> readFile(const std::string& path, size_t maxBytes) {
  GRAFT_TRY(const auto file, MappedFile::open(path));
  if (file.bytes().size() > maxBytes) {
    return Error{Code::BadInput,
                 msg("the file is larger than the limit of %1 MiB", maxBytes >> 20),
                 path,
                 {},
                 msg("Check that this is the right file.")};
  }
  return std::string(file.bytes());
}

namespace {

/// Writes and syncs. A failed sync is never retried on one file, because the kernel may have dropped the pages.
Status writeAll(int fd, std::string_view bytes, const std::string& path) {
  while (!bytes.empty()) {
    const ssize_t n = io::write(fd, bytes.data(), bytes.size());
    if (n < 0 && errno == EINTR) continue;
    if (n <= 0) return fileError(path, msg("writing"));
    bytes.remove_prefix(static_cast<size_t>(n));
  }
  return Done{};
}

/// Removes the unfinished file and returns the first error.
Status abandon(const std::string& temporary, Status failure) {
  io::unlink(temporary.c_str());
  return failure;
}

}  // namespace

Status syncFolder(const std::string& path) {
  const int fd = io::open(path.empty() ? "." : path.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC, 0);
  if (fd < 0) return fileError(path, msg("opening the folder"));
  // Some file systems cannot sync a folder and report EINVAL. This is accepted.
  const bool synced = io::sync(fd) == 0 || errno == EINVAL;
  const Status outcome = synced ? Status(Done{}) : fileError(path, msg("syncing the folder"));
  io::close(fd);
  return outcome;
}

Status makeFolder(const std::string& path) {
  std::error_code error;
  if (path.empty() || fs::is_directory(path, error)) return Done{};
  const std::string parent = fs::path(path).parent_path().string();
  GRAFT_CHECK(makeFolder(parent == path ? "" : parent));
  if (::mkdir(path.c_str(), 0777) != 0 && (errno != EEXIST || !fs::is_directory(path, error)))
    return fileError(path, msg("creating the folder"));
  // An entry is durable only after its parent folder is synced. A folder without read permission cannot be opened for that.
  return ::access(parent.empty() ? "." : parent.c_str(), R_OK) == 0 ? syncFolder(parent) : Status(Done{});
}

Status writeFileSynced(const std::string& path, std::string_view bytes) {
  const int fd = io::open(path.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0644);
  if (fd < 0) return fileError(path, msg("creating the file"));
  Status written = writeAll(fd, bytes, path);
  if (written.ok() && io::sync(fd) != 0) written = fileError(path, msg("syncing"));
  if (io::close(fd) != 0 && written.ok()) written = fileError(path, msg("closing"));
  return written.ok() ? written : abandon(path, written);
}

Status writeFileAtomic(const std::string& path, std::string_view bytes) {
  const std::string temporary = path + ".part";
  if (const Status written = writeFileSynced(temporary, bytes); !written.ok()) {
    Error e = written.error();
    e.where = path;
    return e;
  }
  if (io::rename(temporary.c_str(), path.c_str()) != 0) return abandon(temporary, fileError(path, msg("renaming")));
  return syncFolder(fs::path(path).parent_path().string());
}

Status patchFile(const std::string& path, const std::vector<std::pair<uint64_t, std::string>>& places) {
  const int fd = io::open(path.c_str(), O_WRONLY | O_CLOEXEC, 0);
  if (fd < 0) return fileError(path, msg("opening"));
  Status written = Done{};
  for (const auto& [offset, bytes] : places) {
    if (written.ok() && ::lseek(fd, static_cast<off_t>(offset), SEEK_SET) < 0) written = fileError(path, msg("seeking"));
    if (written.ok()) written = writeAll(fd, bytes, path);
  }
  if (written.ok() && io::sync(fd) != 0) written = fileError(path, msg("syncing"));
  if (io::close(fd) != 0 && written.ok()) written = fileError(path, msg("closing"));
  return written;
}

Status renameEntry(const std::string& from, const std::string& to) {
  if (io::rename(from.c_str(), to.c_str()) != 0) return fileError(to, msg("renaming"));
  return Done{};
}

Status publishFolder(const std::string& from, const std::string& to) {
  GRAFT_CHECK(syncFolder(from));
  GRAFT_CHECK(renameEntry(from, to));
  Status synced = syncFolder(fs::path(to).parent_path().string());
  // A failed publish must not leave the folder under its final name. Bypasses the io layer, so that an injected fault cannot hit the
  // rollback.
  if (!synced.ok() && ::rename(to.c_str(), from.c_str()) != 0) return fileError(to, msg("taking back what could not be synced"));
  return synced;
}

Status removeFlatFolder(const std::string& path) {
  std::error_code error;
  for (const auto& entry : fs::directory_iterator(path, error)) {
    if (io::unlink(entry.path().c_str()) != 0) return fileError(entry.path().string(), msg("removing"));
  }
  if (::rmdir(path.c_str()) != 0 && errno != ENOENT) return fileError(path, msg("removing the folder"));
  return Done{};
}

Result<MappedFile> MappedFile::open(const std::string& path) {
  const int fd = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
  if (fd < 0) return fileError(path, msg("opening"));
  struct stat info{};
  if (::fstat(fd, &info) != 0 || !S_ISREG(info.st_mode)) {
    ::close(fd);
    return Error{Code::BadInput,
                 S_ISDIR(info.st_mode) ? msg("this is a folder, a file was expected") : msg("not a regular file"),
                 path,
                 {},
                 msg("Check that this is the right file.")};
  }
  const size_t size = static_cast<size_t>(info.st_size);
  void* data = size == 0 ? nullptr : ::mmap(nullptr, size, PROT_READ, MAP_PRIVATE, fd, 0);
  ::close(fd);
  if (data == MAP_FAILED) return fileError(path, msg("mapping"));
  return MappedFile(data, size);
}

void MappedFile::forget(std::string_view piece) {
  const auto page = static_cast<uintptr_t>(::sysconf(_SC_PAGESIZE));
  const auto begin = (reinterpret_cast<uintptr_t>(piece.data()) + page - 1) / page * page;
  const auto end = (reinterpret_cast<uintptr_t>(piece.data()) + piece.size()) / page * page;
  if (begin < end) ::madvise(reinterpret_cast<void*>(begin), end - begin, MADV_DONTNEED);
}

MappedFile::MappedFile(MappedFile&& other) noexcept
    : m_data(std::exchange(other.m_data, nullptr)), m_size(std::exchange(other.m_size, 0)) {}
MappedFile& MappedFile::operator=(MappedFile&& other) noexcept {
  std::swap(m_data, other.m_data);
  std::swap(m_size, other.m_size);
  return *this;
}
MappedFile::~MappedFile() {
  if (m_data) ::munmap(m_data, m_size);
}

Result<OutputFile> OutputFile::openAs(const std::string& path, int flags) {
  const int fd = io::open(path.c_str(), O_WRONLY | O_CREAT | O_CLOEXEC | flags, 0644);
  if (fd < 0) return fileError(path, msg("creating the file"));
  return OutputFile(fd, path);
}
Result<OutputFile> OutputFile::create(const std::string& path) {
  GRAFT_TRY(auto file, openAs(path, O_TRUNC));
  // Devices have no folder to sync and lose nothing.
  struct stat info{};
  if (::fstat(file.m_fd, &info) == 0 && S_ISREG(info.st_mode)) GRAFT_CHECK(syncFolder(fs::path(path).parent_path().string()));
  return file;
}
Result<OutputFile> OutputFile::continueAt(const std::string& path, uint64_t bytes) {
  GRAFT_TRY(auto file, openAs(path, O_APPEND));
  struct stat info{};
  if (::fstat(file.m_fd, &info) != 0) return fileError(path, msg("reading the size"));
  if (static_cast<uint64_t>(info.st_size) < bytes)
    return Error{Code::BadInput,
                 msg("the file has %1 bytes, %2 were written before", info.st_size, bytes),
                 path,
                 {},
                 msg("Somebody else changed it: get it again from where it was whole.")};
  if (::ftruncate(file.m_fd, static_cast<off_t>(bytes)) != 0) return fileError(path, msg("cutting the file"));
  file.m_written = bytes;
  return file;
}

OutputFile::OutputFile(OutputFile&& other) noexcept
    : m_fd(std::exchange(other.m_fd, -1)),
      m_error(other.m_error),
      m_waits(other.m_waits),
      m_path(std::move(other.m_path)),
      m_pending(std::move(other.m_pending)),
      m_written(other.m_written) {}
OutputFile& OutputFile::operator=(OutputFile&& other) noexcept {
  std::swap(m_fd, other.m_fd);
  std::swap(m_error, other.m_error);
  std::swap(m_waits, other.m_waits);
  std::swap(m_path, other.m_path);
  std::swap(m_pending, other.m_pending);
  std::swap(m_written, other.m_written);
  return *this;
}
OutputFile::~OutputFile() {
  if (m_fd >= 0) io::close(m_fd);
}

void OutputFile::write(std::string_view bytes) {
  constexpr size_t kBuffer = 256u << 10;
  m_pending.append(bytes);
  m_written += bytes.size();
  if (m_pending.size() >= kBuffer) (void)flush().ok();
}

Status OutputFile::flush() {
  constexpr size_t kMostWaiting = 1u << 20;
  size_t taken = 0;
  m_waits = false;
  while (m_error == 0 && !m_waits && taken < m_pending.size()) {
    const ssize_t n = io::write(m_fd, m_pending.data() + taken, m_pending.size() - taken);
    if (n < 0 && errno == EINTR) continue;
    if (n > 0) {
      taken += static_cast<size_t>(n);
    } else {
      const int reason = n < 0 && errno != 0 ? errno : EIO;
      m_waits = (reason == ENOSPC || reason == EDQUOT) && m_pending.size() - taken <= kMostWaiting;
      if (!m_waits) m_error = reason;
    }
  }
  m_pending.erase(0, taken);
  if (m_pending.size() > kMostWaiting) m_pending.clear();
  if (m_error == 0 && !m_waits) return Done{};
  errno = m_waits ? ENOSPC : m_error;
  return fileError(m_path, msg("writing"));
}

Status OutputFile::sync() {
  GRAFT_CHECK(flush());
  if (io::sync(m_fd) == 0) return Done{};
  m_error = errno;
  return fileError(m_path, msg("syncing"));
}

Status OutputFile::close() {
  const Status synced = sync();
  const int closed = io::close(std::exchange(m_fd, -1));
  if (synced.ok() && closed != 0) return fileError(m_path, msg("closing"));
  return synced;
}

Status OutputFile::renew() {
  constexpr size_t kMost = size_t{1} << 30;
  GRAFT_TRY(std::string content, readFile(m_path, kMost));
  if (content.size() + m_pending.size() != m_written)
    return Error{Code::BadInput, msg("what was written can no longer be read"), m_path, {}, msg("Check the disk, and try again.")};
  GRAFT_CHECK(writeFileAtomic(m_path, content + m_pending));
  GRAFT_TRY(auto fresh, continueAt(m_path, m_written));
  *this = std::move(fresh);
  return Done{};
}

Result<FolderLock> FolderLock::take(const std::string& folder) {
  const std::string path = folder + "/lock";
  FolderLock lock(::open(path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0644));
  if (lock.m_fd < 0) return fileError(path, msg("creating the lock"));
  if (::flock(lock.m_fd, LOCK_EX | LOCK_NB) != 0) {
    if (errno != EWOULDBLOCK) return fileError(path, msg("locking"));
    return Error{Code::Refused,
                 holder(folder) > 0 ? msg("another process (%1) is working in this folder", holder(folder))
                                    : msg("another process is working in this folder"),
                 folder, msg("Nothing was changed."), msg("Wait for it, or stop it with graft stop.")};
  }
  const std::string pid = std::to_string(::getpid()) + "\n";
  if (::ftruncate(lock.m_fd, 0) != 0 || ::pwrite(lock.m_fd, pid.data(), pid.size(), 0) != static_cast<ssize_t>(pid.size()))
    return fileError(path, msg("writing the lock"));
  return lock;
}

int64_t FolderLock::holder(const std::string& folder) {
  const FolderLock probe(::open((folder + "/lock").c_str(), O_RDONLY | O_CLOEXEC));
  if (probe.m_fd < 0 || ::flock(probe.m_fd, LOCK_SH | LOCK_NB) == 0) return 0;
  char text[32] = {};
  return ::pread(probe.m_fd, text, sizeof text - 1, 0) > 0 ? std::atoll(text) : 0;
}

FolderLock::FolderLock(FolderLock&& other) noexcept : m_fd(std::exchange(other.m_fd, -1)) {}
FolderLock& FolderLock::operator=(FolderLock&& other) noexcept {
  std::swap(m_fd, other.m_fd);
  return *this;
}
FolderLock::~FolderLock() {
  if (m_fd >= 0) ::close(m_fd);
}

}  // namespace graft
