// SPDX-License-Identifier: Apache-2.0
// Fixture that runs jobs of the worker in this process, on a tiny random model with an adapter that PEFT trained.
#pragma once

#include <fstream>
#include <string>
#include <thread>
#include <vector>

#include <fcntl.h>
#include <unistd.h>

#include "core/data/dataset.hpp"
#include "core/jobs/registry.hpp"
#include "tests/support/paths.hpp"

namespace graft::tests {

class JobTest : public testing::Test {
 protected:
  TemporaryFolder home;
  std::vector<Frame> frames;  ///< of the last job

  static std::string modelFolder() { return data("golden/tiny/llama_untied_sharded"); }
  static std::string adapterFolder() { return modelFolder() + "/final"; }

  /// Job on the tiny model, in fp32 on one thread.
  template <class Job>
  static Job jobOnModel() {
    Job job;
    job.model = modelFolder();
    job.dtype = DType::Fp32;
    job.threads = 1;
    return job;
  }

  /// Rows of `dataset`.
  static constexpr size_t kTrained = 19, kHeldOut = 6;
  /// Imports 25 short conversations. Returns the folder of the version.
  std::string dataset() {
    ImportOptions options;
    options.file = data("gauntlet/openai_chat.jsonl");
    options.name = "shelves";
    options.holdout = 0.2;
    const auto manifest = importFile(options, home.path());
    EXPECT_TRUE(manifest.ok()) << (manifest.ok() ? "" : manifest.error().text());
    return home / "datasets/shelves/1";
  }

  /// Runs a job by its JSON, as the worker does. `commands` arrive before it begins.
  template <IsJob Job>
  Result<typename Job::Result> run(const Job& job, const std::string& commands = {}) {
    GRAFT_TRY(const auto prepared, jobs::prepareJob(jobToJson(job)));
    for (const std::string& folder : prepared.writableFolders) std::filesystem::create_directories(folder);
    const std::string path = home / "frames";
    const int out = ::open(path.c_str(), O_RDWR | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
    auto result = runOn(prepared, out, commands);
    ::close(out);
    readFrames(path);
    if (!result.ok()) return result.error();
    return fromJson<typename Job::Result>(*result);
  }

  /// Events of a type that the last job emitted.
  template <class Event>
  std::vector<Event> events() const {
    std::vector<Event> found;
    for (const Frame& frame : frames) {
      if (auto event = eventIn<Event>(frame)) found.push_back(std::move(*event));
    }
    return found;
  }

 private:
  static Result<Json> runOn(const jobs::PreparedJob& job, int out, const std::string& words) {
    FrameWriter events(out);
    int pipe[2];
    if (::pipe2(pipe, O_CLOEXEC) != 0) return Error{Code::Internal, std::string("no pipe"), {}, {}, {}};
    Result<Json> result = Json();
    {
      CommandReader commands(pipe[0]);
      const bool isWritten = ::write(pipe[1], words.data(), words.size()) == static_cast<ssize_t>(words.size());
      EXPECT_TRUE(isWritten);
      while (!words.empty() && !commands.stopAsked() && !commands.pauseAsked()) std::this_thread::yield();
      result = job.run({events, commands});
      ::close(pipe[1]);
    }
    ::close(pipe[0]);
    return result;
  }
  void readFrames(const std::string& path) {
    frames.clear();
    std::ifstream file(path, std::ios::binary);
    FrameReader reader;
    reader.feed(std::string(std::istreambuf_iterator<char>(file), {}));
    Frame frame;
    for (auto more = reader.next(frame); more.ok() && *more; more = reader.next(frame)) frames.push_back(frame);
  }
};

}  // namespace graft::tests
