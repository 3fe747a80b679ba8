// SPDX-License-Identifier: Apache-2.0
// What a process can give up before it reads files that it does not trust. There is no way back, for any thread started later.
#pragma once

#include <string>
#include <vector>

namespace graft {

/// What the kernel took; false where it is too old or was told not to.
struct Sandbox {
  bool noNewPrivileges = false;
  bool noNetwork = false;     ///< no sockets, no programs, no debugging of others (seccomp)
  bool ownFilesOnly = false;  ///< files can be written, made, renamed and removed below such folders only (Landlock)
};
/// `writable`: folders. Reading stays as it is. Call it before threads are started: Landlock holds for the
/// calling thread and those that it starts.
Sandbox enterSandbox(const std::vector<std::string>& writable);

}  // namespace graft
