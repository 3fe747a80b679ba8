// SPDX-License-Identifier: Apache-2.0
#include "core/protocol/launcher.hpp"

#include <cerrno>
#include <csignal>
#include <cstring>

#include <fcntl.h>
#include <poll.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include "core/base/file.hpp"
#include "core/base/system.hpp"

namespace graft {
namespace {

struct Child {
  pid_t pid = -1;
  int output = -1;
  ~Child() {
    if (output >= 0) ::close(output);
    if (pid > 0) {
      ::kill(pid, SIGKILL);
      ::waitpid(pid, nullptr, 0);
    }
  }
};

Status start(const WorkerJob& job, Child& child) {
  int pipes[2];
  if (::pipe2(pipes, O_CLOEXEC) != 0) return fileError("pipe", "starting the engine");
  const int log = ::open(job.logFile.c_str(), O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0644);
  if (log < 0) return fileError(job.logFile, "creating the log");
  const std::string program = executableFolder() + "/graft-worker";
  const pid_t parent = ::getpid();
  child.pid = ::fork();
  if (child.pid == 0) {
    // In the child only calls that are safe after fork. A terminal's Ctrl-C must reach the parent alone, which passes it on once.
    ::setpgid(0, 0);
    ::prctl(PR_SET_PDEATHSIG, SIGKILL);
    if (::getppid() != parent) ::_exit(70);
    ::dup2(pipes[1], STDOUT_FILENO);
    ::dup2(log, STDERR_FILENO);
    const int nothing = ::open("/dev/null", O_RDONLY);
    ::dup2(nothing, STDIN_FILENO);
    ::execl(program.c_str(), "graft-worker", job.specFile.c_str(), static_cast<char*>(nullptr));
    ::_exit(127);
  }
  ::close(pipes[1]);
  ::close(log);
  child.output = pipes[0];
  if (child.pid < 0) return fileError(program, "starting the engine");
  return Done{};
}

Error death(int status, const WorkerJob& job) {
  Error e{Code::Engine, {}, job.logFile, {}, "The last lines of the log say more."};
  if (WIFEXITED(status) && WEXITSTATUS(status) == 127) {
    return {Code::Internal,
            "graft-worker could not be started",
            executableFolder() + "/graft-worker",
            {},
            "Build it (packaging/build) or reinstall Graft."};
  }
  if (WIFSIGNALED(status) && WTERMSIG(status) == SIGKILL) {
    e.code = Code::DoesNotFit;
    e.what = "the engine was killed, most likely because memory ran out";
    e.hint = "Use a smaller --micro-tokens or --max-length.";
  } else if (WIFSIGNALED(status)) {
    e.what = std::string("the engine crashed (") + strsignal(WTERMSIG(status)) + ")";
  } else {
    e.what = "the engine ended without a result (exit code " + std::to_string(WEXITSTATUS(status)) + ")";
  }
  return e;
}

}  // namespace

Result<Json> runWorker(const WorkerJob& job, const std::function<void(const Frame&)>& onFrame) {
  GRAFT_CHECK(writeFileAtomic(job.specFile, dump(job.spec, 1) + "\n"));
  Child child;
  GRAFT_CHECK(start(job, child));
  FrameReader reader;
  Frame frame, last;
  bool passedOn = false;
  char buffer[65536];
  while (true) {
    if (interrupted() && !passedOn) {
      ::kill(child.pid, SIGINT);
      passedOn = true;
    }
    pollfd ready{child.output, POLLIN, 0};
    if (::poll(&ready, 1, 100) <= 0) continue;
    const ssize_t n = ::read(child.output, buffer, sizeof buffer);
    if (n < 0 && errno == EINTR) continue;
    if (n <= 0) break;
    reader.feed({buffer, static_cast<size_t>(n)});
    while (true) {
      GRAFT_TRY(const bool more, reader.next(frame));
      if (!more) break;
      onFrame(frame);
      last = frame;
    }
  }
  int status = 0;
  while (::waitpid(child.pid, &status, 0) < 0 && errno == EINTR) {
  }
  child.pid = -1;
  if (last.type == FrameType::Failure) return errorFromJson(last.payload);
  if (last.type == FrameType::Result && WIFEXITED(status) && WEXITSTATUS(status) == 0) return last.payload;
  return death(status, job);
}

}  // namespace graft
