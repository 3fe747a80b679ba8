// SPDX-License-Identifier: Apache-2.0
#include "core/protocol/commands.hpp"

#include <cerrno>
#include <chrono>
#include <iterator>
#include <utility>

#include <fcntl.h>
#include <poll.h>
#include <unistd.h>

namespace graft {

static constexpr size_t kLongestLine = 256;
static constexpr const char* kNames[] = {"", "pause", "resume", "checkpoint-now", "stop", "give-back-memory"};

const char* commandName(Command command) { return kNames[static_cast<size_t>(command)]; }

Command commandFromName(std::string_view name) {
  for (size_t i = 1; i < std::size(kNames); ++i) {
    if (name == kNames[i]) return static_cast<Command>(i);
  }
  return Command::None;
}

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

CommandReader::CommandReader(int descriptor) : m_descriptor(descriptor) {
  if (::pipe2(m_wake, O_CLOEXEC) == 0) m_thread = std::thread([this] { read(); });
}

CommandReader::~CommandReader() {
  if (m_wake[1] >= 0) ::close(m_wake[1]);
  if (m_thread.joinable()) m_thread.join();
  if (m_wake[0] >= 0) ::close(m_wake[0]);
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

void CommandReader::obey(Command command) {
  const std::lock_guard lock(m_mutex);
  switch (command) {
    case Command::None: break;
    case Command::Pause: m_pause = true; break;
    case Command::Resume: m_pause = false; break;
    case Command::CheckpointNow: m_checkpoint = true; break;
    case Command::Stop: m_stop = true; break;
    case Command::GiveBackMemory: m_stop = m_memory = true; break;
  }
  m_changed.notify_all();
}

void CommandReader::read() {
  std::string line;
  char buffer[512];
  pollfd ready[2] = {{m_descriptor, POLLIN, 0}, {m_wake[0], POLLIN, 0}};
  while (true) {
    if (::poll(ready, 2, -1) < 0 && errno != EINTR) break;
    if (ready[1].revents != 0) return;  // the worker ends
    if (ready[0].revents == 0) continue;
    const ssize_t n = ::read(m_descriptor, buffer, sizeof buffer);
    if (n < 0 && errno == EINTR) continue;
    if (n <= 0) break;
    for (ssize_t i = 0; i < n; ++i) {
      if (buffer[i] == '\n') obey(commandFromName(line));
      if (buffer[i] == '\n' || line.size() > kLongestLine)
        line.clear();
      else
        line += buffer[i];
    }
  }
  const std::lock_guard lock(m_mutex);
  m_ended = true;
  m_changed.notify_all();
}

}  // namespace graft
