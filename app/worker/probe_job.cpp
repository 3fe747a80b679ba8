// SPDX-License-Identifier: Apache-2.0
// The job "probe": the device that this process would compute with, and the rights that it no longer has. Each is tried, not assumed.
#include <cerrno>
#include <cstring>

#include <fcntl.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include "app/worker/device.hpp"
#include "core/base/system.hpp"

namespace graft::worker {
namespace {

bool canOpenSocket() {
  const int fd = ::socket(AF_INET, SOCK_STREAM, 0);
  if (fd >= 0) ::close(fd);
  return fd >= 0;
}

bool canStartPrograms() {
  const pid_t child = ::fork();
  if (child == 0) {
    ::execl("/bin/true", "true", static_cast<char*>(nullptr));
    ::_exit(errno == EPERM ? 1 : 0);
  }
  int status = 0;
  return child > 0 && ::waitpid(child, &status, 0) == child && WIFEXITED(status) && WEXITSTATUS(status) == 0;
}

bool canWriteElsewhere() {
  const std::string path = "/tmp/graft-probe-" + std::to_string(::getpid());
  const int fd = ::open(path.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
  if (fd < 0) return errno != EACCES;
  ::close(fd);
  ::unlink(path.c_str());
  return true;
}

}  // namespace

Result<Json> probeJob(const Json&) {
  const Device device = foundDevice();
  Json out = {{"device", device.name},
              {"card_not_used", ""},
              {"libtorch", GRAFT_TORCH_VERSION},
              {"threads", pool().threads()},
              {"dtype", typeName(computeType(DType::Auto))},
              {"free_memory_mib", availableMemoryMib()},
              {"can_open_sockets", canOpenSocket()},
              {"can_start_programs", canStartPrograms()},
              {"can_write_elsewhere", canWriteElsewhere()}};
  setMessage(out, "card_not_used", device.reason);
  return out;
}

}  // namespace graft::worker
