// SPDX-License-Identifier: Apache-2.0
#include "core/protocol/launcher.hpp"

#include <algorithm>
#include <cerrno>
#include <csignal>
#include <cstring>
#include <thread>

#include <fcntl.h>
#include <poll.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include "core/base/crash.hpp"
#include "core/base/file.hpp"
#include "core/base/system.hpp"
#include "core/protocol/frame_writer.hpp"

namespace graft {
namespace {

enum class Life { WithParent, OnItsOwn };

struct Child {
  pid_t pid = -1;
  int output = -1, input = -1;
  off_t logBefore = 0;  ///< bytes of the log written by earlier processes
  bool leaveAlone = false;
  ~Child() {
    if (output >= 0) ::close(output);
    if (input >= 0) ::close(input);
    if (pid > 0 && !leaveAlone) {
      ::kill(pid, SIGKILL);
      ::waitpid(pid, nullptr, 0);
    }
  }
};

std::string programOf(const WorkerJob& job) { return job.program.empty() ? executableFolder() + "/graft-worker" : job.program; }

/// Runs in the child; uses only calls that are safe after fork.
[[noreturn]] void becomeWorker(const char* program, const char* specFile, int input, int output, int log, Life life, pid_t parent) {
  if (life == Life::WithParent) {
    // A terminal's Ctrl-C must reach only the parent, which forwards it once.
    ::setpgid(0, 0);
    ::prctl(PR_SET_PDEATHSIG, SIGKILL);
    if (::getppid() != parent) ::_exit(70);
  } else {
    ::setsid();
  }
  holdInterrupts();  // a stop request while libraries load ends the worker in order
  const int nothing = ::open("/dev/null", O_RDWR);
  ::dup2(input >= 0 ? input : nothing, STDIN_FILENO);
  ::dup2(output >= 0 ? output : nothing, STDOUT_FILENO);
  ::dup2(log, STDERR_FILENO);
  ::execl(program, "graft-worker", specFile, static_cast<char*>(nullptr));
  ::_exit(127);
}

Status start(const WorkerJob& job, Life life, Child& child) {
  GRAFT_CHECK(writeFileAtomic(job.specFile, dump(job.spec, 1) + "\n"));
  int pipes[2] = {-1, -1}, commands[2] = {-1, -1};
  if (life == Life::WithParent && (::pipe2(pipes, O_CLOEXEC) != 0 || ::pipe2(commands, O_CLOEXEC) != 0))
    return fileError("pipe", msg("starting the engine"));
  const int log = ::open(job.logFile.c_str(), O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0644);
  if (log < 0) return fileError(job.logFile, msg("creating the log"));
  child.logBefore = std::max<off_t>(0, ::lseek(log, 0, SEEK_END));
  const std::string program = programOf(job);
  const pid_t parent = ::getpid();
  child.pid = ::fork();
  if (child.pid == 0) becomeWorker(program.c_str(), job.specFile.c_str(), commands[0], pipes[1], log, life, parent);
  if (pipes[1] >= 0) ::close(pipes[1]);
  if (commands[0] >= 0) ::close(commands[0]);
  ::close(log);
  child.output = pipes[0];
  child.input = commands[1];
  if (child.pid < 0) return fileError(program, msg("starting the engine"));
  return Done{};
}

bool saysMemory(const std::string& logFile, off_t from) {
  const auto log = readFile(logFile);
  return log.ok() && log->find(kNoRoomWords, static_cast<size_t>(from)) != std::string::npos;
}

Error death(int status, const WorkerJob& job, off_t logBefore) {
  const Message look = msg("The last lines of the log say more.");
  const auto inLog = [&](Code code, const Message& what, const Message& hint) { return Error{code, what, job.logFile, {}, hint, true}; };
  const int signal = WIFSIGNALED(status) ? WTERMSIG(status) : 0;
  if (WIFEXITED(status) && WEXITSTATUS(status) == 127)
    return {Code::Internal,
            msg("graft-worker could not be started"),
            programOf(job),
            {},
            msg("Build it (packaging/build) or reinstall Graft.")};
  if (signal == SIGKILL)
    return inLog(Code::DoesNotFit, msg("the engine was killed, most likely because memory ran out"),
                 msg("Use a smaller %1 or %2.", flag("--micro-tokens"), flag("--max-length")));
  if ((signal == SIGABRT || signal == SIGSEGV) && saysMemory(job.logFile, logBefore))
    return inLog(Code::DoesNotFit, msg("memory ran out"),
                 msg("Use a smaller %1 or %2, or a smaller model.", flag("--micro-tokens"), flag("--max-length")));
  if (signal != 0) return inLog(Code::Engine, msg("the engine crashed (%1)", strsignal(signal)), look);
  return inLog(codeOfExit(WEXITSTATUS(status)), msg("the engine ended without a result (exit code %1)", WEXITSTATUS(status)), look);
}

/// Parses frames and remembers the last one that is not a heartbeat.
class Stream {
 public:
  Status feed(std::string_view bytes, const std::function<void(const Frame&)>& onFrame) {
    m_reader.feed(bytes);
    Frame frame;
    while (true) {
      GRAFT_TRY(const bool more, m_reader.next(frame));
      if (!more) return Done{};
      if (onFrame) onFrame(frame);
      if (frame.type != FrameType::Heartbeat) m_last = frame;
    }
  }
  const Frame& last() const { return m_last; }
  bool isOver() const { return m_last.type == FrameType::Result || m_last.type == FrameType::Failure; }
  Result<Json> outcome() const {
    return m_last.type == FrameType::Failure ? Result<Json>(errorFromJson(m_last.payload)) : Result<Json>(m_last.payload);
  }

 private:
  FrameReader m_reader;
  Frame m_last;
};

/// A dead worker does not read. Its frames report that, and SIGPIPE must not end the launcher.
void passOn(int input, CommandQueue& commands) {
  while (const auto command = commands.take()) {
    const std::string line = std::string(commandName(*command)) + "\n";
    const auto before = std::signal(SIGPIPE, SIG_IGN);
    while (::write(input, line.data(), line.size()) < 0 && errno == EINTR) {
    }
    std::signal(SIGPIPE, before);
  }
}

void wait(int milliseconds) { ::poll(nullptr, 0, milliseconds); }

int reap(Child& child) {
  int status = 0;
  while (::waitpid(child.pid, &status, 0) < 0 && errno == EINTR) {
  }
  child.pid = -1;
  return status;
}

}  // namespace

Result<Json> runWorker(const WorkerJob& job, const WorkerCallbacks& callbacks) {
  Child child;
  GRAFT_CHECK(start(job, Life::WithParent, child));
  Stream stream;
  bool passedOn = false, silent = false;
  double lastHeard = monotonicSeconds();
  char buffer[65536];
  while (true) {
    if (interrupted() && !passedOn) {
      ::kill(child.pid, SIGINT);
      passedOn = true;
    }
    if (callbacks.commands) passOn(child.input, *callbacks.commands);
    pollfd ready{child.output, POLLIN, 0};
    if (::poll(&ready, 1, 100) <= 0) {
      const double quiet = monotonicSeconds() - lastHeard;
      if (quiet > kSilenceSeconds && !silent && callbacks.onSilence) callbacks.onSilence(quiet);
      silent = silent || quiet > kSilenceSeconds;
      continue;
    }
    const ssize_t n = ::read(child.output, buffer, sizeof buffer);
    if (n < 0 && errno == EINTR) continue;
    if (n <= 0) break;
    lastHeard = monotonicSeconds();
    silent = false;
    GRAFT_CHECK(stream.feed({buffer, static_cast<size_t>(n)}, callbacks.onFrame));
  }
  const int status = reap(child);
  if (stream.last().type == FrameType::Failure || (stream.isOver() && WIFEXITED(status) && WEXITSTATUS(status) == 0))
    return stream.outcome();
  return death(status, job, child.logBefore);
}

Status detachWorker(const WorkerJob& job, const std::string& runFolder) {
  const std::string before = latestEventFile(runFolder);
  Child child;
  GRAFT_CHECK(start(job, Life::OnItsOwn, child));
  int status = 0;
  while (FolderLock::holder(runFolder) != child.pid || latestEventFile(runFolder) == before) {
    if (::waitpid(child.pid, &status, WNOHANG) == child.pid) {
      child.pid = -1;
      // The worker may end before its lock was observed. Its record then holds the outcome.
      if (latestEventFile(runFolder) != before) return Done{};
      return death(status, job, child.logBefore);
    }
    wait(20);
  }
  child.leaveAlone = true;
  // A window outlives many runs. Each ended worker must be reaped, else it stays in the process table.
  std::thread([pid = child.pid] { (void)::waitpid(pid, nullptr, 0); }).detach();
  return Done{};
}

Result<Json> followRun(const std::string& runFolder, const std::function<void(const Frame&)>& onFrame) {
  const std::string path = latestEventFile(runFolder);
  const int file = path.empty() ? -1 : ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
  if (file < 0)
    return Error{Code::BadInput,
                 msg("this run has no recorded events"),
                 runFolder,
                 {},
                 msg("Only runs of the command line and the window have them; its adapter can still be used.")};
  Child reader;
  reader.output = file;  // closed by its owner
  Stream stream;
  char buffer[65536];
  for (bool lastLook = false;;) {
    const ssize_t n = ::read(file, buffer, sizeof buffer);
    if (n < 0 && errno != EINTR) return fileError(path, msg("reading"));
    if (n > 0) {
      GRAFT_CHECK(stream.feed({buffer, static_cast<size_t>(n)}, onFrame));
      continue;
    }
    if (stream.isOver()) return stream.outcome();
    if (lastLook)
      return Error{Code::Engine, msg("the run was cut off"), runFolder, msg("Everything up to its last checkpoint."),
                   msg("Go on with graft resume.")};
    if (interrupted())
      return Error{Code::Stopped, msg("no longer following"), runFolder, msg("The run goes on."), msg("Stop it with graft stop.")};
    lastLook = FolderLock::holder(runFolder) == 0;  // data written before the lock was released is read once more
    if (!lastLook) wait(50);
  }
}

}  // namespace graft
