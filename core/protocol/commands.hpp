// SPDX-License-Identifier: Apache-2.0
// What is said to a running worker: one word a line, by its launcher on standard input, by anybody else through RUN/commands (a
// named pipe that only its owner may open).
#pragma once

#include <condition_variable>
#include <deque>
#include <functional>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <thread>

#include "core/base/processors.hpp"
#include "core/base/result.hpp"

namespace graft {

enum class Command { None, Pause, Resume, CheckpointNow, Stop, GiveBackMemory, UseGently, UseNormally, UseAll };
/// "pause", "resume", "checkpoint-now", "stop", "give-back-memory", "cpu-use-gentle", "cpu-use-normal", "cpu-use-all".
const char* commandName(Command command);
/// None for any other word.
Command commandFromName(std::string_view name);

/// The command that asks for it.
Command commandFor(CpuUse use);

/// The launcher's end: any thread sends, the thread in runWorker passes on.
class CommandQueue {
 public:
  void send(Command command);
  std::optional<Command> take();

 private:
  std::mutex m_mutex;
  std::deque<Command> m_waiting;
};

/// Says a word to the worker of a run, from any process. Refused when nobody works on it.
Status sendCommand(const std::string& runFolder, Command command);

/// The worker's end: a thread reads `descriptor` until its end, and RUN/commands of `runFolder` (empty: none), whose lock the
/// caller holds. A line that is no command is ignored.
class CommandReader {
 public:
  /// `onCpuUse` is called on that thread, at once.
  explicit CommandReader(int descriptor, const std::string& runFolder = {}, std::function<void(CpuUse)> onCpuUse = {});
  ~CommandReader();
  CommandReader(const CommandReader&) = delete;
  CommandReader& operator=(const CommandReader&) = delete;

  bool pauseAsked() const;
  bool stopAsked() const;    ///< Stop or GiveBackMemory
  bool memoryAsked() const;  ///< GiveBackMemory
  bool takeCheckpointNow();  ///< true once for each time it was asked
  /// Blocks until somebody says Resume, Stop or GiveBackMemory, or nobody can any more (end of a pipe from a launcher, which
  /// counts as GiveBackMemory), or `interrupted` says so; that is asked ten times a second.
  void waitWhilePaused(bool (*interrupted)());
  /// Blocks for `milliseconds`, or until somebody says something.
  void waitForWord(int milliseconds);

 private:
  struct Source {
    int descriptor = -1;
    std::string line;  ///< what came of the next one
  };
  void read();
  bool takeFrom(Source& source);
  void obey(Command command);
  Source m_input, m_pipe;
  std::function<void(CpuUse)> m_onCpuUse;
  std::string m_pipePath;
  int m_wake[2] = {-1, -1};
  mutable std::mutex m_mutex;
  std::condition_variable m_changed;
  bool m_pause = false, m_stop = false, m_memory = false, m_checkpoint = false, m_ended = false;
  std::thread m_thread;
};

}  // namespace graft
