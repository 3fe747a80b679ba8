// SPDX-License-Identifier: Apache-2.0
#include "core/base/sandbox.hpp"

#include <algorithm>
#include <cerrno>
#include <cstddef>
#include <iterator>

#include <fcntl.h>
#include <linux/audit.h>
#include <linux/filter.h>
#include <linux/landlock.h>
#include <linux/seccomp.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <unistd.h>

namespace graft {
namespace {

#if defined(__x86_64__)
constexpr unsigned kArchitecture = AUDIT_ARCH_X86_64;
#elif defined(__aarch64__)
constexpr unsigned kArchitecture = AUDIT_ARCH_AARCH64;
#else
constexpr unsigned kArchitecture = 0;
#endif

constexpr unsigned kRefused[] = {SYS_socket,   SYS_connect, SYS_bind,  SYS_listen,  SYS_accept,           SYS_accept4,           SYS_execve,
                                 SYS_execveat, SYS_ptrace,  SYS_mount, SYS_umount2, SYS_process_vm_readv, SYS_process_vm_writev, SYS_bpf};

/// Makes each of these calls fail with "not permitted". A process of another architecture (32-bit calls) is killed.
bool refuseCalls() {
  if (kArchitecture == 0) return false;
  constexpr size_t count = std::size(kRefused);
  sock_filter program[count + 6];
  size_t n = 0;
  program[n++] = BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(seccomp_data, arch));
  program[n++] = BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, kArchitecture, 1, 0);
  program[n++] = BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_KILL_PROCESS);
  program[n++] = BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(seccomp_data, nr));
  for (size_t i = 0; i < count; ++i)
    program[n++] = BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, kRefused[i], static_cast<unsigned char>(count - i), 0);
  program[n++] = BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ALLOW);
  program[n++] = BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ERRNO | EPERM);
  const sock_fprog whole{static_cast<unsigned short>(n), program};
  return ::syscall(SYS_seccomp, SECCOMP_SET_MODE_FILTER, SECCOMP_FILTER_FLAG_TSYNC, &whole) == 0;
}

bool allow(int rules, const char* path, unsigned long long access) {
  const int fd = ::open(path, O_PATH | O_CLOEXEC);
  if (fd < 0) return false;
  landlock_path_beneath_attr beneath{};
  beneath.allowed_access = access;
  beneath.parent_fd = fd;
  const bool added = ::syscall(SYS_landlock_add_rule, rules, LANDLOCK_RULE_PATH_BENEATH, &beneath, 0) == 0;
  ::close(fd);
  return added;
}

bool keepToFolders(const std::vector<std::string>& writable) {
  const long version = ::syscall(SYS_landlock_create_ruleset, nullptr, 0, LANDLOCK_CREATE_RULESET_VERSION);
  if (version < 1) return false;
  unsigned long long changes = LANDLOCK_ACCESS_FS_WRITE_FILE | LANDLOCK_ACCESS_FS_REMOVE_DIR | LANDLOCK_ACCESS_FS_REMOVE_FILE |
                               LANDLOCK_ACCESS_FS_MAKE_CHAR | LANDLOCK_ACCESS_FS_MAKE_DIR | LANDLOCK_ACCESS_FS_MAKE_REG |
                               LANDLOCK_ACCESS_FS_MAKE_SOCK | LANDLOCK_ACCESS_FS_MAKE_FIFO | LANDLOCK_ACCESS_FS_MAKE_BLOCK |
                               LANDLOCK_ACCESS_FS_MAKE_SYM;
  // Version 1 refuses every rename between folders. Later versions allow it where the rule permits.
  if (version >= 2) changes |= 1ull << 13;  // LANDLOCK_ACCESS_FS_REFER
  if (version >= 3) changes |= 1ull << 14;  // LANDLOCK_ACCESS_FS_TRUNCATE
  landlock_ruleset_attr attributes{};
  attributes.handled_access_fs = changes;
  const int rules = static_cast<int>(::syscall(SYS_landlock_create_ruleset, &attributes, sizeof attributes, 0));
  if (rules < 0) return false;
  const bool added =
      std::all_of(writable.begin(), writable.end(), [&](const auto& folder) { return allow(rules, folder.c_str(), changes); }) &&
      allow(rules, "/dev/null", LANDLOCK_ACCESS_FS_WRITE_FILE | (version >= 3 ? 1ull << 14 : 0));
  const bool entered = added && ::syscall(SYS_landlock_restrict_self, rules, 0) == 0;
  ::close(rules);
  return entered;
}

}  // namespace

Sandbox enterSandbox(const std::vector<std::string>& writable) {
  Sandbox out;
  out.noNewPrivileges = ::prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) == 0;
  out.ownFilesOnly = out.noNewPrivileges && keepToFolders(writable);
  out.noNetwork = out.noNewPrivileges && refuseCalls();
  return out;
}

}  // namespace graft
