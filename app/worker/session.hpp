// SPDX-License-Identifier: Apache-2.0
// Shared by all jobs of the worker: the frame output, and a loaded model with its tokenizer, template and adapter.
#pragma once

#include <optional>
#include <string>

#include "core/adapter/lora_adapter.hpp"
#include "core/base/system.hpp"
#include "core/chat/chat.hpp"
#include "core/contract/train_settings.hpp"
#include "core/model/llama.hpp"
#include "core/protocol/commands.hpp"
#include "core/protocol/frame_writer.hpp"

namespace graft::worker {

using Events = FrameWriter;

/// Inputs of a job beside its spec.
struct Channel {
  Events& events;
  CommandReader& commands;
  CommandReader* company = nullptr;  ///< commands to all runs that are trained together
  /// True until a signal or a command requests the end.
  bool goesOn() const { return !interrupted() && !commands.stopAsked() && !(company && company->stopAsked()); }
  bool isPauseAsked() const { return commands.pauseAsked() || (company && company->pauseAsked()); }
  bool isMemoryAsked() const { return commands.memoryAsked() || (company && company->memoryAsked()); }
};

/// A base with tokenizer and chat template. `renderer` is empty if the model has no chat template.
struct Base {
  ModelFile modelFile;
  Tokenizer tokenizer;
  std::optional<ChatRenderer> renderer;
  const ChatRenderer* chat() const { return renderer ? &*renderer : nullptr; }
};
Result<Base> openBase(const std::string& path);

/// Packed tokens of a pass unless the settings name a number.
constexpr int64_t kProcessorTokens = 512, kCardTokens = 16384;
/// On a GPU: as many tokens as `fits` accepts, halved until it does.
template <class Fits>
int64_t mostTokens(Fits&& fits) {
  int64_t tokens = kCardTokens;
  while (tokens > kProcessorTokens && !fits(tokens)) tokens /= 2;
  return tokens;
}

/// Device that a model computes on.
struct Device {
  std::string name;      ///< "cpu", or the name of the GPU
  Message reason;        ///< reason why a possible GPU is not used
  double memoryMib = 0;  ///< memory of the GPU; a run that needs more is slow, because pages move
};

/// A base with its weights in memory, ready to answer and to be trained.
struct LoadedModel : Base {
  LlamaModel model;
  Device device;
  double loadSeconds = 0;
};
/// Reads `threads` and `cpu_use` of the spec. Call before anything computes.
Status useProcessors(const Json& spec);
/// Changes the CPU use from now on, also of a running job. Any thread.
void changeCpuUse(CpuUse use);
/// During its lifetime, emits the process's CPU use to events: at once if it is decided, and after each change.
class CpuUseReport {
 public:
  explicit CpuUseReport(Events& events);
  ~CpuUseReport();
  CpuUseReport(const CpuUseReport&) = delete;
  CpuUseReport& operator=(const CpuUseReport&) = delete;

 private:
  Events& m_events;
};
/// Reads `model`, `threads`, `cpu_use`, `dtype`, `base`, `device` and `embeddings` of the spec.
Result<LoadedModel> loadModel(const Json& spec, Events& events);
/// Returns a value of the spec, else of its settings (of a run), on how the base is kept and where it computes.
std::string settingOf(const Json& spec, const char* key, const char* otherwise);
at::ScalarType computeType(DType dtype);
ops::BaseKeeping keepingOf(BaseKept base, Embeddings embeddings);
LoraOptions loraOptions(const TrainSettings& settings);
const char* typeName(at::ScalarType type);
/// SHA-256 of an adapter's tensors file.
Result<std::string> adapterHash(const std::string& path);
/// Tokenizes a question as the model gets it: through its template up to the opening of the answer; plain text if `chat` is null.
Result<std::vector<int64_t>> promptIds(const std::string& prompt, const ChatRenderer* chat, const Tokenizer& tokenizer);

/// Records all later frames in the run's folder too. A full disk costs this record, not the run. Checkpoints report their own write errors.
void recordEvents(const std::string& runFolder, Events& events);

// The jobs. Each returns the payload of the Result frame.
Result<Json> trainJob(const Json& spec, const Channel& channel);
Result<Json> togetherJob(const Json& spec, const Channel& channel);
Result<Json> logitsJob(const Json& spec, Events& events);
Result<Json> generateJob(const Json& spec, const Channel& channel);
Result<Json> askJob(const Json& spec, const Channel& channel);
Result<Json> compareJob(const Json& spec, const Channel& channel);
Result<Json> evaluateJob(const Json& spec, const Channel& channel);
Result<Json> checkJob(const Json& spec, const Channel& channel);
Result<Json> carryJob(const Json& spec, const Channel& channel);
Result<Json> exportJob(const Json& spec, const Channel& channel);
Result<Json> planJob(const Json& spec);
Result<Json> probeJob(const Json& spec);
Result<Json> benchJob(const Json& spec, Events& events);

}  // namespace graft::worker
