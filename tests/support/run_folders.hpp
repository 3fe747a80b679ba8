// SPDX-License-Identifier: Apache-2.0
// Creates run folders as a worker leaves them, from a few numbers.
#pragma once

#include <filesystem>
#include <fstream>
#include <string>

#include <unistd.h>

#include "core/base/file.hpp"
#include "core/protocol/frames.hpp"
#include "tests/support/paths.hpp"

namespace graft::test {

/// Temporary folder, in memory if /dev/shm is writable, because the tests create thousands of stores.
class Scratch : public tests::TemporaryFolder {
 public:
  Scratch() : TemporaryFolder(::access("/dev/shm", W_OK) == 0 ? "/dev/shm" : std::filesystem::temp_directory_path()) {}
};

/// Bytes of one recorded stream: hello, optionally "going on after", then steps `from` to `to`. Every 10 steps it has an evaluation, a
/// sample, a checkpoint and a warning. `flavour` sets the seconds, so that two workers differ.
inline std::string streamOf(int64_t from, int64_t to, double flavour, bool resumed) {
  std::string out = streamHeader();
  uint64_t sequence = 0;
  const auto add = [&](FrameType type, Json payload) {
    out += encodeFrame({type, sequence, sequence * 1000, std::move(payload)});
    ++sequence;
  };
  add(FrameType::Hello, {{"program", "test"}});
  add(FrameType::Warning, {{"rule", 10}, {"text", "said before the first step"}});
  if (resumed) add(FrameType::Phase, {{"phase", "going on"}, {"resumed_after", from - 1}});
  for (int64_t s = from; s <= to; ++s) {
    const auto x = static_cast<double>(s);
    add(FrameType::Step, {{"step", s},
                          {"loss", 1 / x},
                          {"lr", 1e-4},
                          {"grad_norm", s % 7 ? Json(x) : Json(nullptr)},
                          {"tokens", 10 * s},
                          {"supervised_tokens", s},
                          {"seconds", flavour},
                          {"epoch", x / 100}});
    if (s % 10) continue;
    add(FrameType::Checkpoint, {{"step", s}, {"seconds", 0.1}, {"bytes", 1000}});
    add(FrameType::Sample, {{"step", s}, {"answers", {"a", "b"}}});
    add(FrameType::Evaluation, {{"step", s}, {"heldout_loss", 2 / x}, {"heldout_exact_match", nullptr}});
    add(FrameType::Warning, {{"rule", 3}, {"text", "spike"}});
  }
  return out;
}

inline void writeBytes(const std::string& path, const std::string& bytes) {
  std::filesystem::create_directories(std::filesystem::path(path).parent_path());
  std::ofstream(path, std::ios::binary) << bytes;
}

inline void writeRecord(const std::string& home, const std::string& run, const std::string& state,
                        const std::string& started = "2026-11-24T08:00:00Z") {
  writeBytes(home + "/runs/" + run + "/run.json",
             dump(Json{{"run", run},
                       {"state", state},
                       {"model", "tiny"},
                       {"dataset", "tickets"},
                       {"dataset_version", 1},
                       {"started", started},
                       {"settings", {{"rank", 8}, {"lr", 1e-4}}},
                       {"hashes", {{"adapter", "abc"}}},
                       {"result", {{"steps", 60}, {"loss_last", 0.5}, {"heldout_after", {{"loss", 0.25}, {"exact_match", nullptr}}}}}}));
}

/// Writes a run that was cut at step 50, resumed after step 40 and ended at step `last`.
inline void writeResumedRun(const std::string& home, const std::string& run, int64_t last = 60) {
  const std::string events = home + "/runs/" + run + "/events/";
  writeBytes(events + "0001.frames", streamOf(1, 50, 1.0, false));
  writeBytes(events + "0002.frames", streamOf(41, last, 2.0, true));
  writeRecord(home, run, "finished");
}

}  // namespace graft::test
