// SPDX-License-Identifier: Apache-2.0
#include "core/base/file.hpp"

#include <cerrno>
#include <cstring>
#include <filesystem>

#include <fcntl.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

namespace graft {
namespace fs = std::filesystem;

Error fileError(const std::string& path, const std::string& action) {
  const int code = errno;
  const bool full = code == ENOSPC || code == EDQUOT;
  std::string hint;
  if (full) hint = "Free some space or choose another folder with --home, then start again.";
  if (code == ENOENT) hint = "Check the path and its spelling.";
  if (code == EACCES || code == EPERM || code == EROFS) hint = "Check the permissions of the file and its folder.";
  return {full ? Code::DoesNotFit : Code::BadInput, action + " failed: " + std::strerror(code), path, {}, hint};
}

Result<std::string> readFile(const std::string& path, size_t maxBytes) {
  GRAFT_TRY(const auto file, MappedFile::open(path));
  if (file.bytes().size() > maxBytes) {
    return Error{Code::BadInput, "the file is larger than the limit of " + std::to_string(maxBytes >> 20) + " MiB", path, {}, {}};
  }
  return std::string(file.bytes());
}

Status makeFolder(const std::string& path) {
  std::error_code error;
  fs::create_directories(path, error);
  if (error) {
    errno = error.value();
    return fileError(path, "creating the folder");
  }
  return Done{};
}

namespace {

Status writeAll(int fd, std::string_view bytes, const std::string& path) {
  while (!bytes.empty()) {
    const ssize_t n = ::write(fd, bytes.data(), bytes.size());
    if (n < 0 && errno == EINTR) continue;
    if (n <= 0) return fileError(path, "writing");
    bytes.remove_prefix(static_cast<size_t>(n));
  }
  if (::fsync(fd) != 0) return fileError(path, "syncing");
  return Done{};
}

void syncFolderOf(const std::string& path) {
  const std::string folder = fs::path(path).parent_path().string();
  const int fd = ::open(folder.empty() ? "." : folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  if (fd < 0) return;
  ::fsync(fd);
  ::close(fd);
}

}  // namespace

Status writeFileAtomic(const std::string& path, std::string_view bytes) {
  const std::string temporary = path + ".part";
  const int fd = ::open(temporary.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0644);
  if (fd < 0) return fileError(path, "creating the file");
  Status written = writeAll(fd, bytes, path);
  if (::close(fd) != 0 && written.ok()) written = fileError(path, "closing");
  if (written.ok() && ::rename(temporary.c_str(), path.c_str()) != 0) written = fileError(path, "renaming");
  if (!written.ok()) {
    ::unlink(temporary.c_str());
    return written;
  }
  syncFolderOf(path);
  return Done{};
}

Result<MappedFile> MappedFile::open(const std::string& path) {
  const int fd = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
  if (fd < 0) return fileError(path, "opening");
  struct stat info {};
  if (::fstat(fd, &info) != 0 || !S_ISREG(info.st_mode)) {
    ::close(fd);
    return Error{Code::BadInput, S_ISDIR(info.st_mode) ? "this is a folder, a file was expected" : "not a regular file", path, {}, {}};
  }
  const size_t size = static_cast<size_t>(info.st_size);
  void* data = size == 0 ? nullptr : ::mmap(nullptr, size, PROT_READ, MAP_PRIVATE, fd, 0);
  ::close(fd);
  if (data == MAP_FAILED) return fileError(path, "mapping");
  return MappedFile(data, size);
}

MappedFile::MappedFile(MappedFile&& other) noexcept : m_data(std::exchange(other.m_data, nullptr)), m_size(std::exchange(other.m_size, 0)) {}
MappedFile& MappedFile::operator=(MappedFile&& other) noexcept {
  std::swap(m_data, other.m_data);
  std::swap(m_size, other.m_size);
  return *this;
}
MappedFile::~MappedFile() {
  if (m_data) ::munmap(m_data, m_size);
}

Result<OutputFile> OutputFile::openAs(const std::string& path, const char* mode) {
  std::FILE* file = std::fopen(path.c_str(), mode);
  if (!file) return fileError(path, "creating the file");
  return OutputFile(file, path);
}
Result<OutputFile> OutputFile::create(const std::string& path) { return openAs(path, "wbe"); }
Result<OutputFile> OutputFile::append(const std::string& path) { return openAs(path, "abe"); }

void OutputFile::write(std::string_view bytes) {
  if (m_error == 0 && std::fwrite(bytes.data(), 1, bytes.size(), m_file.get()) != bytes.size()) m_error = errno ? errno : EIO;
}
void OutputFile::flush() {
  if (m_error == 0 && std::fflush(m_file.get()) != 0) m_error = errno;
}
Status OutputFile::close() {
  flush();
  if (m_error == 0 && ::fsync(fileno(m_file.get())) != 0) m_error = errno;
  m_file.reset();
  if (m_error != 0) {
    errno = m_error;
    return fileError(m_path, "writing");
  }
  return Done{};
}

}  // namespace graft
