// SPDX-License-Identifier: Apache-2.0
// Preload library that simulates a power cut for one folder. It records written but unsynced data. Instead of the N-th call that
// changes something below the folder, it undoes that data and kills the process.
//   GRAFT_POWER_FOLDER  the folder; only paths below it count
//   GRAFT_POWER_CUT     N, from 1; 0 never cuts
//   GRAFT_POWER_SEED    0: all unsynced data is lost; else a random part of it, folder entries in their order
//   GRAFT_POWER_COUNT   a file that receives the number of calls if the process ends normally
// A file's content is durable once the file was synced, its name once its folder was. This is the worst that POSIX allows; ext4 loses less.
#include <dlfcn.h>
#include <fcntl.h>
#include <signal.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cstdarg>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <filesystem>
#include <map>
#include <mutex>
#include <random>
#include <set>
#include <string>
#include <vector>

namespace {

/// The C library's function, looked up on each call, because other libraries open files before this one is initialized.
template <class Function>
struct Real {
  const char* name;
  template <class... Arguments>
  auto operator()(Arguments... arguments) const {
    return reinterpret_cast<Function>(::dlsym(RTLD_NEXT, name))(arguments...);
  }
};
constexpr Real<int (*)(const char*, int, ...)> realOpen{"open"};
constexpr Real<ssize_t (*)(int, const void*, size_t)> realWrite{"write"};
constexpr Real<ssize_t (*)(int, const void*, size_t, off_t)> realPwrite{"pwrite"};
constexpr Real<int (*)(int)> realFsync{"fsync"};
constexpr Real<int (*)(int)> realFdatasync{"fdatasync"};
constexpr Real<int (*)(const char*, const char*)> realRename{"rename"};
constexpr Real<int (*)(const char*)> realUnlink{"unlink"};
constexpr Real<int (*)(const char*, mode_t)> realMkdir{"mkdir"};
constexpr Real<int (*)(const char*)> realRmdir{"rmdir"};
constexpr Real<int (*)(int, off_t)> realFtruncate{"ftruncate"};

using Identity = std::pair<dev_t, ino_t>;
struct OldBytes {
  off_t at;
  std::string bytes;
};
/// A file with unsynced content: the bytes to restore, newest last, and its original length.
struct Content {
  int fd = -1;
  off_t length = 0;
  std::vector<OldBytes> old;
};
enum class Act { Create, Unlink, Rename, MakeFolder, RemoveFolder };
/// A change of folder entries that may be lost. `kept` is an open descriptor of the file that had the name before.
struct Entry {
  Act act;
  std::string path, to;
  int kept = -1;
  std::set<Identity> folders;  ///< folders still to be synced
};

struct State {
  std::mutex mutex;
  std::string folder;
  long cutAt = 0, calls = 0;
  unsigned seed = 0;
  std::map<Identity, Content> contents;
  std::vector<Entry> entries;
};
State& state() {
  static State& s = *new State;  // outlives every destructor that writes
  static const bool once = [] {
    if (const char* text = std::getenv("GRAFT_POWER_FOLDER")) s.folder = std::string(text) + "/";
    if (const char* text = std::getenv("GRAFT_POWER_CUT")) s.cutAt = std::atol(text);
    if (const char* text = std::getenv("GRAFT_POWER_SEED")) s.seed = static_cast<unsigned>(std::atol(text));
    return true;
  }();
  (void)once;
  return s;
}

bool isInside(const std::string& path) { return !state().folder.empty() && path.rfind(state().folder, 0) == 0; }
std::string pathOf(int fd) {
  char text[4096];
  const ssize_t n = ::readlink(("/proc/self/fd/" + std::to_string(fd)).c_str(), text, sizeof text);
  return n > 0 ? std::string(text, static_cast<size_t>(n)) : std::string();
}
std::string parentOf(const std::string& path) { return path.substr(0, path.rfind('/')); }
Identity identityOf(const struct stat& info) { return {info.st_dev, info.st_ino}; }
Identity identityOf(const std::string& path) {
  struct stat info{};
  return ::stat(path.c_str(), &info) == 0 ? identityOf(info) : Identity{};
}
std::string contentOf(int fd) {
  struct stat info{};
  ::fstat(fd, &info);
  std::string bytes(static_cast<size_t>(info.st_size), '\0');
  const ssize_t n = ::pread(fd, bytes.data(), bytes.size(), 0);
  bytes.resize(n > 0 ? static_cast<size_t>(n) : 0);
  return bytes;
}

void writeContent(const std::string& path, const std::string& bytes) {
  const int fd = realOpen(path.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0644);
  if (fd >= 0 && realWrite(fd, bytes.data(), bytes.size()) < 0) ::perror("power_cut");
  if (fd >= 0) ::close(fd);
}

void undo(const Content& content) {
  for (auto it = content.old.rbegin(); it != content.old.rend(); ++it) {
    if (realPwrite(content.fd, it->bytes.data(), it->bytes.size(), it->at) < 0) ::perror("power_cut");
  }
  if (realFtruncate(content.fd, content.length) != 0) ::perror("power_cut");
}

void undo(const Entry& entry) {
  std::error_code error;
  switch (entry.act) {
    case Act::Create: realUnlink(entry.path.c_str()); break;
    case Act::Unlink: writeContent(entry.path, contentOf(entry.kept)); break;
    case Act::Rename:
      realRename(entry.to.c_str(), entry.path.c_str());
      if (entry.kept >= 0) writeContent(entry.to, contentOf(entry.kept));
      break;
    case Act::MakeFolder: std::filesystem::remove_all(entry.path, error); break;
    case Act::RemoveFolder: realMkdir(entry.path.c_str(), 0755); break;
  }
}

[[noreturn]] void cut(State& s) {
  std::mt19937 random(s.seed);
  for (const auto& [id, content] : s.contents) {
    if (s.seed == 0 || random() % 2 == 0) undo(content);
  }
  size_t lost = s.entries.size();
  if (s.seed != 0 && lost > 0) lost = random() % (lost + 1);
  for (size_t i = 0; i < lost; ++i) undo(s.entries[s.entries.size() - 1 - i]);
  ::raise(SIGKILL);
  ::_exit(137);
}

/// Counts a call that will change something below the folder; cuts at the N-th.
void count(State& s) {
  if (++s.calls == s.cutAt) cut(s);
}

/// Saves the bytes from `at` on before they are overwritten or truncated.
void rememberContent(State& s, int fd, off_t at, size_t size) {
  struct stat info{};
  if (::fstat(fd, &info) != 0 || !S_ISREG(info.st_mode)) return;
  Content& content = s.contents[identityOf(info)];
  if (content.fd < 0) {
    content.fd = realOpen(("/proc/self/fd/" + std::to_string(fd)).c_str(), O_RDWR | O_CLOEXEC);
    content.length = info.st_size;
  }
  if (at >= content.length || size == 0) return;
  OldBytes old{at, std::string(std::min<size_t>(size, static_cast<size_t>(content.length - at)), '\0')};
  const ssize_t n = ::pread(content.fd, old.bytes.data(), old.bytes.size(), at);
  old.bytes.resize(n > 0 ? static_cast<size_t>(n) : 0);
  content.old.push_back(std::move(old));
}

void synced(State& s, int fd) {
  struct stat info{};
  if (::fstat(fd, &info) != 0) return;
  const Identity id = identityOf(info);
  if (const auto found = s.contents.find(id); found != s.contents.end()) {
    ::close(found->second.fd);
    s.contents.erase(found);
  }
  std::vector<Entry> left;
  for (Entry& entry : s.entries) {
    entry.folders.erase(id);
    if (!entry.folders.empty()) {
      left.push_back(std::move(entry));
    } else if (entry.kept >= 0) {
      ::close(entry.kept);
    }
  }
  s.entries = std::move(left);
}

int keepOpen(const std::string& path) {
  struct stat info{};
  return ::stat(path.c_str(), &info) == 0 && S_ISREG(info.st_mode) ? realOpen(path.c_str(), O_RDONLY | O_CLOEXEC) : -1;
}

int openTracked(const char* path, int flags, mode_t mode) {
  State& s = state();
  const std::lock_guard lock(s.mutex);
  struct stat info{};
  const bool inside = isInside(path), exists = ::stat(path, &info) == 0;
  const bool creates = inside && (flags & O_CREAT) && !exists, cuts = inside && exists && (flags & O_TRUNC) && info.st_size > 0;
  if (creates || cuts) count(s);
  if (cuts) {
    const int fd = realOpen(path, O_RDWR | O_CLOEXEC);
    rememberContent(s, fd, 0, static_cast<size_t>(info.st_size));
    ::close(fd);
  }
  const int fd = realOpen(path, flags, mode);
  if (creates && fd >= 0) s.entries.push_back({Act::Create, path, {}, -1, {identityOf(parentOf(path))}});
  return fd;
}

void writing(int fd, off_t at, size_t size) {
  State& s = state();
  if (s.folder.empty() || !isInside(pathOf(fd))) return;
  const std::lock_guard lock(s.mutex);
  count(s);
  rememberContent(s, fd, at, size);
}

void syncing(int fd) {
  State& s = state();
  if (s.folder.empty() || !isInside(pathOf(fd) + "/")) return;
  const std::lock_guard lock(s.mutex);
  count(s);
  synced(s, fd);
}

/// Writes the number of calls if the process ends normally.
struct Counter {
  ~Counter() {
    if (const char* path = std::getenv("GRAFT_POWER_COUNT")) writeContent(path, std::to_string(state().calls));
  }
} counter;

}  // namespace

// Functions that replace those of the C library. The names with 64 are equal on this platform.
extern "C" {
int open(const char* path, int flags, ...) {
  va_list rest;
  va_start(rest, flags);
  const mode_t mode = (flags & O_CREAT) ? va_arg(rest, mode_t) : 0;
  va_end(rest);
  return openTracked(path, flags, mode);
}
int open64(const char* path, int flags, ...) __attribute__((alias("open")));
ssize_t write(int fd, const void* data, size_t size) {
  struct stat info{};
  const bool appends = ::fcntl(fd, F_GETFL) & O_APPEND;
  if (!state().folder.empty() && ::fstat(fd, &info) == 0 && S_ISREG(info.st_mode))
    writing(fd, appends ? info.st_size : ::lseek(fd, 0, SEEK_CUR), size);
  return realWrite(fd, data, size);
}
ssize_t pwrite(int fd, const void* data, size_t size, off_t at) {
  writing(fd, at, size);
  return realPwrite(fd, data, size, at);
}
ssize_t pwrite64(int fd, const void* data, size_t size, off64_t at) __attribute__((alias("pwrite")));
int ftruncate(int fd, off_t length) {
  struct stat info{};
  if (::fstat(fd, &info) == 0 && length < info.st_size) writing(fd, length, static_cast<size_t>(info.st_size - length));
  return realFtruncate(fd, length);
}
int ftruncate64(int fd, off64_t length) noexcept __attribute__((alias("ftruncate")));
int fsync(int fd) {
  const int done = realFsync(fd);
  syncing(fd);
  return done;
}
int fdatasync(int fd) {
  const int done = realFdatasync(fd);
  syncing(fd);
  return done;
}
int rename(const char* from, const char* to) {
  State& s = state();
  const std::lock_guard lock(s.mutex);
  if (!isInside(from)) return realRename(from, to);
  count(s);
  Entry entry{Act::Rename, from, to, keepOpen(to), {identityOf(parentOf(from)), identityOf(parentOf(to))}};
  const int done = realRename(from, to);
  if (done == 0) s.entries.push_back(std::move(entry));
  return done;
}
int unlink(const char* path) {
  State& s = state();
  const std::lock_guard lock(s.mutex);
  if (!isInside(path)) return realUnlink(path);
  count(s);
  Entry entry{Act::Unlink, path, {}, keepOpen(path), {identityOf(parentOf(path))}};
  const int done = realUnlink(path);
  if (done == 0) s.entries.push_back(std::move(entry));
  return done;
}
int mkdir(const char* path, mode_t mode) {
  State& s = state();
  const std::lock_guard lock(s.mutex);
  const int done = realMkdir(path, mode);
  if (done == 0 && isInside(path)) s.entries.push_back({Act::MakeFolder, path, {}, -1, {identityOf(parentOf(path))}});
  return done;
}
int rmdir(const char* path) {
  State& s = state();
  const std::lock_guard lock(s.mutex);
  const int done = realRmdir(path);
  if (done == 0 && isInside(path)) s.entries.push_back({Act::RemoveFolder, path, {}, -1, {identityOf(parentOf(path))}});
  return done;
}
}
