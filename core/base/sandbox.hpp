// SPDX-License-Identifier: Apache-2.0
// Restrictions that a process puts on itself before it reads untrusted files. They cannot be undone, and threads started later inherit
// them.
#pragma once

#include <string>
#include <vector>

namespace graft {

/// Restrictions that took effect. False if the kernel is too old or has the feature disabled.
struct Sandbox {
  bool noNewPrivileges = false;
  bool noNetwork = false;     ///< no sockets, no exec, no ptrace (seccomp)
  bool ownFilesOnly = false;  ///< files can be written, created, renamed and removed only below the given folders (Landlock)
};
/// `writable` lists folders. Reading stays unrestricted. Call it before starting threads: Landlock covers the calling thread and its
/// children.
Sandbox enterSandbox(const std::vector<std::string>& writable);

}  // namespace graft
