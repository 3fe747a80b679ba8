// SPDX-License-Identifier: Apache-2.0
// What a launcher says to a running worker: one word a line on its standard input.
#pragma once

#include <condition_variable>
#include <deque>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <thread>

namespace graft {

enum class Command { None, Pause, Resume, CheckpointNow, Stop, GiveBackMemory };
/// "pause", "resume", "checkpoint-now", "stop", "give-back-memory".
const char* commandName(Command command);
/// None for any other word.
Command commandFromName(std::string_view name);

/// The launcher's end: any thread sends, the thread in runWorker passes on.
class CommandQueue {
 public:
  void send(Command command);
  std::optional<Command> take();

 private:
  std::mutex m_mutex;
  std::deque<Command> m_waiting;
};

/// The worker's end: a thread reads `descriptor` until its end. A line that is no command is ignored.
class CommandReader {
 public:
  explicit CommandReader(int descriptor);
  ~CommandReader();
  CommandReader(const CommandReader&) = delete;
  CommandReader& operator=(const CommandReader&) = delete;

  bool pauseAsked() const;
  bool stopAsked() const;    ///< Stop or GiveBackMemory
  bool memoryAsked() const;  ///< GiveBackMemory
  bool takeCheckpointNow();  ///< true once for each time it was asked
  /// Blocks until somebody says Resume, Stop or GiveBackMemory, or nobody can any more (end of input, which counts as
  /// GiveBackMemory), or `interrupted` says so; that is asked ten times a second.
  void waitWhilePaused(bool (*interrupted)());
  /// Blocks for `milliseconds`, or until somebody says something.
  void waitForWord(int milliseconds);

 private:
  void read();
  void obey(Command command);
  int m_descriptor, m_wake[2] = {-1, -1};
  mutable std::mutex m_mutex;
  std::condition_variable m_changed;
  bool m_pause = false, m_stop = false, m_memory = false, m_checkpoint = false, m_ended = false;
  std::thread m_thread;
};

}  // namespace graft
