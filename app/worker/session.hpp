// SPDX-License-Identifier: Apache-2.0
// What every job of the worker shares: the frame output, and a loaded model with its tokenizer, template and adapter.
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

/// What a job is given beside its spec.
struct Channel {
  Events& events;
  CommandReader& commands;
  CommandReader* company = nullptr;  ///< what is said to all runs that are trained together
  /// Neither a signal nor a command has asked for the end.
  bool goesOn() const { return !interrupted() && !commands.stopAsked() && !(company && company->stopAsked()); }
  bool isPauseAsked() const { return commands.pauseAsked() || (company && company->pauseAsked()); }
  bool isMemoryAsked() const { return commands.memoryAsked() || (company && company->memoryAsked()); }
};

/// A base as texts go into it. `renderer` is empty when the model has no chat template.
struct Base {
  Checkpoint checkpoint;
  Tokenizer tokenizer;
  std::optional<ChatRenderer> renderer;
  const ChatRenderer* chat() const { return renderer ? &*renderer : nullptr; }
};
Result<Base> openBase(const std::string& path);

/// Packed tokens of a pass where nothing is said of them.
constexpr int64_t kProcessorTokens = 512, kCardTokens = 16384;
/// On a card: as many as `fits` grants, by halves.
template <class Fits>
int64_t mostTokens(Fits&& fits) {
  int64_t tokens = kCardTokens;
  while (tokens > kProcessorTokens && !fits(tokens)) tokens /= 2;
  return tokens;
}

/// Where a model computes.
struct Device {
  std::string name;      ///< "cpu", or the card's
  Message reason;        ///< why a card that could be there is not used
  double memoryMib = 0;  ///< of the card; a run that needs more is slow there, because pages move
};

/// A base with its weights in memory: it can answer and be trained.
struct Loaded : Base {
  LlamaModel model;
  Device device;
  double loadSeconds = 0;
};
/// Reads `threads` and `cpu_use` of the spec; before anything computes.
Status useProcessors(const Json& spec);
/// From then on, also of a job that works. Any thread.
void changeCpuUse(CpuUse use);
/// Tells events of the process's use of the processors, at once where it is decided and after each change, as long as this lives.
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
Result<Loaded> loadModel(const Json& spec, Events& events);
/// What a spec says of how a base is kept and where it computes: itself, else in its settings (of a run).
std::string saidIn(const Json& spec, const char* key, const char* otherwise);
at::ScalarType computeType(DType dtype);
ops::BaseKeeping keepingOf(BaseKept base, Embeddings embeddings);
LoraOptions loraOptions(const TrainSettings& settings);
const char* typeName(at::ScalarType type);
/// SHA-256 of an adapter's tensors file.
Result<std::string> adapterHash(const std::string& path);
/// A question as the model is asked: through its template up to the opening of the answer; plain text where `chat` is null.
Result<std::vector<int64_t>> promptIds(const std::string& prompt, const ChatRenderer* chat, const Tokenizer& tokenizer);

/// From now on the frames stay in the run's folder too. A full disk loses that record, not the run: checkpoints say for themselves when
/// they cannot be written.
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
