// SPDX-License-Identifier: Apache-2.0
#include "core/protocol/commands.hpp"

#include <cerrno>
#include <chrono>
#include <iterator>
#include <utility>

#include <fcntl.h>
#include <poll.h>
#include <sys/stat.h>
#include <unistd.h>

#include "core/base/file.hpp"

namespace graft {

static constexpr size_t kLongestLine = 256;
static constexpr const char* kNames[] = {
    "", "pause", "resume", "checkpoint-now", "stop", "give-back-memory", "cpu-use-gentle", "cpu-use-normal", "cpu-use-all"};

const char* commandName(Command command) { return kNames[static_cast<size_t>(command)]; }

Command commandFromName(std::string_view name) {
  for (size_t i = 1; i < std::size(kNames); ++i) {
    if (name == kNames[i]) return static_cast<Command>(i);
  }
  return Command::None;
}

Command commandFor(CpuUse use) { return static_cast<Command>(static_cast<int>(Command::UseGently) + static_cast<int>(use)); }

void CommandQueue::send(Command command) {
  const std::lock_guard lock(m_mutex);
  m_waiting.push_back(command);
}

std::optional<Command> CommandQueue::take() {
  const std::lock_guard lock(m_mutex);
  if (m_waiting.empty()) return std::nullopt;
  const Command next = m_waiting.front();
  m_waiting.pop_front();
  return next;
}

static std::string pipeOf(const std::string& runFolder) { return runFolder + "/commands"; }

Status sendCommand(const std::string& runFolder, Command command) {
  const Error nobody{Code::Refused, msg("nobody is working on this run"), runFolder, msg("It is as it was."),
                     msg("Start it again: graft resume.")};
  if (FolderLock::holder(runFolder) == 0) return nobody;
  const int fd = ::open(pipeOf(runFolder).c_str(), O_WRONLY | O_NONBLOCK | O_CLOEXEC | O_NOFOLLOW);
  if (fd < 0) return errno == ENXIO || errno == ENOENT ? nobody : fileError(pipeOf(runFolder), msg("opening"));
  const std::string line = std::string(commandName(command)) + "\n";
  const bool said = ::write(fd, line.data(), line.size()) == static_cast<ssize_t>(line.size());
  const Status outcome = said ? Status(Done{}) : fileError(pipeOf(runFolder), msg("writing"));
  ::close(fd);
  return outcome;
}

CommandReader::CommandReader(int descriptor, const std::string& runFolder, std::function<void(CpuUse)> onCpuUse)
    : m_onCpuUse(std::move(onCpuUse)) {
  m_input.descriptor = descriptor;
  if (!runFolder.empty()) {
    m_pipePath = pipeOf(runFolder);
    ::unlink(m_pipePath.c_str());  // left by a worker that was killed
    // Opened for writing too, so that it never reaches its end when a writer closes. On failure only standard input is read.
    if (::mkfifo(m_pipePath.c_str(), 0600) == 0)
      m_pipe.descriptor = ::open(m_pipePath.c_str(), O_RDWR | O_NONBLOCK | O_CLOEXEC | O_NOFOLLOW);
  }
  if (::pipe2(m_wake, O_CLOEXEC) == 0) m_thread = std::thread([this] { read(); });
}

CommandReader::~CommandReader() {
  if (m_wake[1] >= 0) ::close(m_wake[1]);
  if (m_thread.joinable()) m_thread.join();
  if (m_wake[0] >= 0) ::close(m_wake[0]);
  if (m_pipe.descriptor >= 0) ::close(m_pipe.descriptor);
  if (!m_pipePath.empty()) ::unlink(m_pipePath.c_str());
}

bool CommandReader::pauseAsked() const {
  const std::lock_guard lock(m_mutex);
  return m_pause;
}
bool CommandReader::stopAsked() const {
  const std::lock_guard lock(m_mutex);
  return m_stop;
}
bool CommandReader::memoryAsked() const {
  const std::lock_guard lock(m_mutex);
  return m_memory;
}
bool CommandReader::takeCheckpointNow() {
  const std::lock_guard lock(m_mutex);
  return std::exchange(m_checkpoint, false);
}

void CommandReader::waitWhilePaused(bool (*interrupted)()) {
  std::unique_lock lock(m_mutex);
  while (m_pause && !m_stop && !m_ended && !interrupted()) m_changed.wait_for(lock, std::chrono::milliseconds(100));
  if (m_pause && m_ended && !m_stop) m_stop = m_memory = true;
  m_pause = false;
}

void CommandReader::waitForWord(int milliseconds) {
  std::unique_lock lock(m_mutex);
  m_changed.wait_for(lock, std::chrono::milliseconds(milliseconds));
}

static std::optional<CpuUse> cpuUseOf(Command command) {
  if (command < Command::UseGently) return std::nullopt;
  return static_cast<CpuUse>(static_cast<int>(command) - static_cast<int>(Command::UseGently));
}

void CommandReader::obey(Command command) {
  if (const auto use = cpuUseOf(command)) {
    if (m_onCpuUse) m_onCpuUse(*use);
    return;
  }
  const std::lock_guard lock(m_mutex);
  switch (command) {
    case Command::None: break;
    case Command::Pause: m_pause = true; break;
    case Command::Resume: m_pause = false; break;
    case Command::CheckpointNow: m_checkpoint = true; break;
    case Command::Stop: m_stop = true; break;
    case Command::GiveBackMemory: m_stop = m_memory = true; break;
    case Command::UseGently:
    case Command::UseNormally:
    case Command::UseAll: break;
  }
  m_changed.notify_all();
}

/// Returns false at the end of the source.
bool CommandReader::takeFrom(Source& source) {
  char buffer[512];
  const ssize_t n = ::read(source.descriptor, buffer, sizeof buffer);
  if (n < 0 && (errno == EINTR || errno == EAGAIN)) return true;
  for (ssize_t i = 0; i < n; ++i) {
    if (buffer[i] == '\n') obey(commandFromName(source.line));
    if (buffer[i] == '\n' || source.line.size() > kLongestLine)
      source.line.clear();
    else
      source.line += buffer[i];
  }
  return n > 0;
}

void CommandReader::read() {
  struct stat info{};
  const bool hasLauncher = ::fstat(m_input.descriptor, &info) == 0 && S_ISFIFO(info.st_mode);
  pollfd ready[3] = {{m_input.descriptor, POLLIN, 0}, {m_wake[0], POLLIN, 0}, {m_pipe.descriptor, POLLIN, 0}};
  while (true) {
    if (::poll(ready, 3, -1) < 0) {
      if (errno == EINTR) continue;
      return;
    }
    if (ready[1].revents != 0) return;  // the worker is ending
    if (ready[2].revents != 0 && !takeFrom(m_pipe)) ready[2].fd = -1;
    if (ready[0].revents == 0 || takeFrom(m_input)) continue;
    ready[0].fd = -1;
    const std::lock_guard lock(m_mutex);
    m_ended = hasLauncher;
    m_changed.notify_all();
  }
}

}  // namespace graft
