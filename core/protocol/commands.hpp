// SPDX-License-Identifier: Apache-2.0
// Commands to a running worker, one word per line. The launcher writes them to standard input, other processes to RUN/commands (a named
// pipe that only its owner may open).
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
/// Returns "pause", "resume", "checkpoint-now", "stop", "give-back-memory", "cpu-use-gentle", "cpu-use-normal" or "cpu-use-all".
const char* commandName(Command command);
/// Returns None for any other word.
Command commandFromName(std::string_view name);

/// Command that selects this CPU use.
Command commandFor(CpuUse use);

/// Commands from the launcher. Any thread sends; the thread in runWorker forwards them.
class CommandQueue {
 public:
  void send(Command command);
  std::optional<Command> take();

 private:
  std::mutex m_mutex;
  std::deque<Command> m_waiting;
};

/// Sends a command to a run's worker from any process. Fails with Refused if no worker holds the run.
Status sendCommand(const std::string& runFolder, Command command);

/// Worker's side. A thread reads `descriptor` until its end, and RUN/commands of `runFolder` (empty: none). The caller holds the folder's
/// lock. Unknown lines are ignored.
class CommandReader {
 public:
  /// `onCpuUse` is called immediately on the reader's thread.
  explicit CommandReader(int descriptor, const std::string& runFolder = {}, std::function<void(CpuUse)> onCpuUse = {});
  ~CommandReader();
  CommandReader(const CommandReader&) = delete;
  CommandReader& operator=(const CommandReader&) = delete;

  bool pauseAsked() const;
  bool stopAsked() const;    ///< Stop or GiveBackMemory
  bool memoryAsked() const;  ///< GiveBackMemory
  bool takeCheckpointNow();  ///< true once per request
  /// Blocks until Resume, Stop or GiveBackMemory, until no further command can arrive, or until `interrupted` returns true. The end of the
  /// launcher's pipe counts as GiveBackMemory. `interrupted` is polled ten times a second.
  void waitWhilePaused(bool (*interrupted)());
  /// Blocks for `milliseconds` or until a command arrives.
  void waitForWord(int milliseconds);

 private:
  struct Source {
    int descriptor = -1;
    std::string line;  ///< received part of the next line
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
