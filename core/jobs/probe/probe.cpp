// SPDX-License-Identifier: Apache-2.0
// The job "probe": the device that this process would compute with, and the rights that it no longer has. Each is tried, not assumed.
#include <cerrno>
#include <cstring>

#include <fcntl.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include "core/base/thread_pool.hpp"
#include "core/contract/jobs/machine.hpp"
#include "core/jobs/loaded_model.hpp"
#include "core/jobs/registry.hpp"

namespace graft::jobs {
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

Result<ProbeResult> run(const ProbeJob&, const JobContext&) {
  const Device device = foundDevice();
  ProbeResult out;
  out.device = device.name;
  out.cardNotUsed = device.reason;
  out.libtorch = GRAFT_TORCH_VERSION;
  out.threads = pool().threads();
  out.dtype = typeName(computeType(DType::Auto));
  out.freeMemoryMib = availableMemoryMib();
  out.canOpenSockets = canOpenSocket();
  out.canStartPrograms = canStartPrograms();
  out.canWriteElsewhere = canWriteElsewhere();
  return out;
}

}  // namespace

JobType jobOfProbe() { return jobType<ProbeJob>(run); }

}  // namespace graft::jobs
