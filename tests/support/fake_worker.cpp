// SPDX-License-Identifier: Apache-2.0
// A faulty worker for tests of frame readers. It sends a few frames as selected by "mode" in the job file.
#include <csignal>
#include <cstdlib>

#include <poll.h>
#include <sys/resource.h>
#include <unistd.h>

#include "core/base/crash.hpp"
#include "core/protocol/commands.hpp"
#include "core/protocol/frame_writer.hpp"

namespace graft {
namespace {

void put(std::string_view bytes) {
  while (!bytes.empty()) {
    const ssize_t n = ::write(STDOUT_FILENO, bytes.data(), bytes.size());
    if (n <= 0) return;
    bytes.remove_prefix(static_cast<size_t>(n));
  }
}

int play(const Json& job) {
  const auto mode = get<std::string>(job, "mode", "");
  const int at = get<int>(job, "at", 0);
  std::string header = streamHeader();
  if (mode == "version") header[8] = 77;
  if (mode == "magic") header = "Traceback (most recent call last):\n";
  put(header);
  if (mode == "echo") {  // sends each line of standard input as a frame, until "stop" or the end
    CommandReader commands(STDIN_FILENO);
    uint64_t sequence = 0;
    const auto say = [&](const char* text) { put(encodeFrame({FrameType::Text, sequence++, 1, {{"text", text}}})); };
    say("ready");
    while (!commands.pauseAsked()) ::poll(nullptr, 0, 5);
    say("pause");
    commands.waitWhilePaused([] { return false; });
    say(commands.memoryAsked() ? "give-back-memory" : commands.stopAsked() ? "stop" : "resume");
    put(encodeFrame({FrameType::Result, sequence, 1, {{"checkpoint", commands.takeCheckpointNow()}}}));
    return 0;
  }
  for (int i = 0; i < get<int>(job, "frames", 5); ++i) {
    const std::string frame =
        encodeFrame({FrameType::Step, static_cast<uint64_t>(mode == "order" && i == at ? i + 1 : i), 1, {{"step", i}}});
    if (mode == "crash" && i == at) {
      tellMemoryShortage();  // replaces a sanitizer's handler, which would end the program differently
      ::raise(SIGSEGV);
    }
    if (mode == "no room" && i == at) {
      tellMemoryShortage();
      const rlimit nothing{0, 0};
      ::setrlimit(RLIMIT_AS, &nothing);
      ::raise(get<std::string>(job, "signal", "") == "abort" ? SIGABRT : SIGSEGV);
    }
    if (mode == "killed" && i == at) ::raise(SIGKILL);
    if (mode == "exit" && i == at) return 7;
    if (mode == "cut" && i == at) {
      put(std::string_view(frame).substr(0, frame.size() / 2));
      return 0;
    }
    if (mode == "garbage" && i == at) put("a library prints this to standard output\n");
    if (mode == "silence" && i == at) ::poll(nullptr, 0, get<int>(job, "milliseconds", 3000));
    put(frame);
  }
  const auto count = static_cast<uint64_t>(get<int>(job, "frames", 5));
  if (mode == "failure") {
    put(encodeFrame(
        {FrameType::Failure, count, 1, toJson(Error{Code::DoesNotFit, msg("too large"), "tensor x", msg("all"), msg("smaller")})}));
    return 4;
  }
  if (mode == "no result") return 0;
  put(encodeFrame({FrameType::Result, count, 1, {{"done", true}}}));
  return mode == "bad exit" ? 9 : 0;
}

}  // namespace
}  // namespace graft

int main(int, char** argv) {
  const auto job = graft::readJsonFile(argv[1]);
  return job.ok() ? graft::play(*job) : 2;
}
