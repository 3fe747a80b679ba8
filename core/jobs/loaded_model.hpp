// SPDX-License-Identifier: Apache-2.0
// A base model in memory with its tokenizer, template and device.
#pragma once

#include "core/adapter/lora_adapter.hpp"
#include "core/chat/text_model.hpp"
#include "core/jobs/device.hpp"
#include "core/jobs/job_context.hpp"
#include "core/model/llama.hpp"

namespace graft::jobs {

/// Packed tokens of a micro-batch unless the settings name a number.
constexpr int64_t kProcessorTokens = 512, kCardTokens = 16384;
/// On a GPU: as many tokens as `fits` accepts, halved until it does.
template <class Fits>
int64_t mostTokens(Fits&& fits) {
  int64_t tokens = kCardTokens;
  while (tokens > kProcessorTokens && !fits(tokens)) tokens /= 2;
  return tokens;
}

/// A base with its weights in memory, ready to answer and to be trained.
struct LoadedModel : TextModel {
  LlamaModel model;
  Device device;
  double loadSeconds = 0;
};
/// Emits the phase. Sets CPU use and device of the process.
Result<LoadedModel> loadModel(const ModelOptions& options, FrameWriter& events);
at::ScalarType computeType(DType dtype);
ops::BaseKeeping keepingOf(BaseFormat base, Embeddings embeddings);
LoraOptions loraOptions(const TrainSettings& settings);
const char* typeName(at::ScalarType type);
/// SHA-256 of an adapter's tensors file.
Result<std::string> adapterHash(const std::string& path);

}  // namespace graft::jobs
