// SPDX-License-Identifier: Apache-2.0
#include "core/jobs/loaded_model.hpp"

#include <algorithm>

#include "core/base/hash.hpp"
#include "core/jobs/cpu_use.hpp"
#include "core/ops/product.hpp"

namespace graft::jobs {

/// Measures the seconds of two products at a shape of a small model.
static double productSeconds(const at::Tensor& x, const at::Tensor& weight) {
  const at::Tensor y = at::empty({x.size(0), weight.size(0)}, x.scalar_type()), back = at::empty_like(x);
  const double began = monotonicSeconds();
  ops::product(x, weight, ops::Transpose::Yes, y);
  ops::product(y, weight, ops::Transpose::No, back);
  return monotonicSeconds() - began;
}

/// Measures whether bf16 is faster, in about 50 ms. A CPU may have the bf16 instructions and still be slow with them (virtual machines,
/// libraries without a kernel for it). It must be clearly faster, because fp32 is more exact. Both types run in turn on one thread, and the
/// best of a few counts. Other load on the machine then disturbs both alike, and no thread waits for another.
static bool isBf16Faster() {
  constexpr double kClearly = 1.5;
  if (!hasFastBf16()) return false;
  double full = 1e9, half = 1e9;
  // Loops that begin inside a task stay on its thread.
  ops::inTasks(1, [&](int64_t) {
    const at::Tensor x = at::ones({128, 576}, at::kFloat), weight = at::ones({1536, 576}, at::kFloat);
    const at::Tensor halfX = x.to(at::kBFloat16), halfWeight = weight.to(at::kBFloat16);
    for (int i = 0; i < 4; ++i) {
      full = std::min(full, productSeconds(x, weight));
      half = std::min(half, productSeconds(halfX, halfWeight));
    }
  });
  return full > kClearly * half;
}

at::ScalarType computeType(DType dtype) {
  const bool half = dtype == DType::Bf16 || (dtype == DType::Auto && isBf16Faster());
  return half ? at::kBFloat16 : at::kFloat;
}

ops::BaseKeeping keepingOf(BaseFormat base, Embeddings embeddings) {
  return {base, embeddings == Embeddings::Host ? ops::Memory::Host : ops::Memory::Device};
}

LoraOptions loraOptions(const TrainSettings& s) { return {s.rank, s.alpha, s.rslora, s.dropout, s.targets, s.layers}; }

const char* typeName(at::ScalarType type) { return type == at::kBFloat16 ? "bf16" : "fp32"; }

Result<LoadedModel> loadModel(const ModelOptions& options, FrameWriter& events) {
  events.phase(Phase::LoadingModel);
  const double began = monotonicSeconds();
  GRAFT_CHECK(useProcessors(options.cpuUse, options.threads));
  GRAFT_TRY(auto base, openTextModel(options.model));
  GRAFT_TRY(Device device, takeDevice(options.device));
  const bool onCard = device.name != "cpu";
  const at::ScalarType type = onCard && options.dtype == DType::Auto ? at::kBFloat16 : computeType(options.dtype);
  GRAFT_TRY(auto model, LlamaModel::load(base.modelFile, type, keepingOf(options.base, options.embeddings)));
  return LoadedModel{std::move(base), std::move(model), std::move(device), monotonicSeconds() - began};
}

Result<std::string> adapterHash(const std::string& path) { return sha256OfFile(adapterTensorFile(path)); }

}  // namespace graft::jobs
