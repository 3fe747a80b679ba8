// SPDX-License-Identifier: Apache-2.0
#include "app/worker/session.hpp"

#include "app/worker/device.hpp"

#include <algorithm>
#include <mutex>

#include "core/base/hash.hpp"
#include "core/base/system.hpp"
#include "core/ops/product.hpp"

namespace graft::worker {

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

void recordEvents(const std::string& runFolder, Events& events) {
  if (const Status recorded = events.recordTo(nextEventFile(runFolder)); !recorded.ok())
    events.emit(WarningEvent{0, Level::Warn, msg("events are not recorded: %1", recorded.error().text())});
}

static ops::BaseFormat formatOf(BaseKept base) {
  switch (base) {
    case BaseKept::Full: return ops::BaseFormat::Full;
    case BaseKept::Nf4: return ops::BaseFormat::Nf4;
    case BaseKept::Int8: return ops::BaseFormat::Int8;
    case BaseKept::Stored: return ops::BaseFormat::Stored;
  }
  return ops::BaseFormat::Full;
}

ops::BaseKeeping keepingOf(BaseKept base, Embeddings embeddings) {
  return {formatOf(base), embeddings == Embeddings::Host ? ops::Memory::OfProcessor : ops::Memory::OfPasses};
}

LoraOptions loraOptions(const TrainSettings& s) { return {s.rank, s.alpha, s.rslora, s.dropout, s.targets, s.layers}; }

const char* typeName(at::ScalarType type) { return type == at::kBFloat16 ? "bf16" : "fp32"; }

Result<Base> openBase(const std::string& path) {
  GRAFT_TRY(auto modelFile, ModelFile::open(path));
  GRAFT_TRY(auto tokenizer, Tokenizer::load(modelFile));
  Base base{std::move(modelFile), std::move(tokenizer), {}};
  if (!base.modelFile.chatTemplate().empty()) {
    GRAFT_TRY(base.renderer, ChatRenderer::create(base.modelFile, base.tokenizer));
  }
  return base;
}

std::string settingOf(const Json& spec, const char* key, const char* otherwise) {
  const Json settings = spec.value("settings", Json::object());
  return get<std::string>(spec, key, get<std::string>(settings, key, otherwise));
}

namespace {
/// CPU use of this process.
struct {
  std::mutex mutex;
  int threads = 0;              ///< threads of the job
  std::optional<CpuUse> asked;  ///< set by the user since the process began
  std::optional<CpuUseEvent> told;
  std::vector<Events*> listeners;
} g_processors;

/// Called with the mutex held.
void takeShare(CpuUse use) {
  const PoolShare share = shareFor(use, g_processors.threads);
  pool().setShare(share);
  g_processors.told = CpuUseEvent{use, share.threads};
  for (Events* events : g_processors.listeners) events->emit(*g_processors.told);
}
}  // namespace

CpuUseReport::CpuUseReport(Events& events) : m_events(events) {
  const std::lock_guard lock(g_processors.mutex);
  g_processors.listeners.push_back(&events);
  if (g_processors.told) events.emit(*g_processors.told);
}

CpuUseReport::~CpuUseReport() {
  const std::lock_guard lock(g_processors.mutex);
  std::erase(g_processors.listeners, &m_events);
}

Status useProcessors(const Json& spec) {
  const Json given = {{"cpu_use", settingOf(spec, "cpu_use", nameOf(CpuUse::Normal))}, {"threads", get<int64_t>(spec, "threads", 0)}};
  GRAFT_TRY(const TrainSettings settings, settingsFromJson(given));
  const std::lock_guard lock(g_processors.mutex);
  g_processors.threads = static_cast<int>(settings.threads);
  takeShare(g_processors.asked.value_or(settings.cpuUse));
  return Done{};
}

void changeCpuUse(CpuUse use) {
  const std::lock_guard lock(g_processors.mutex);
  g_processors.asked = use;
  takeShare(use);
}

Result<LoadedModel> loadModel(const Json& spec, Events& events) {
  events.phase(Phase::LoadingModel);
  const double began = monotonicSeconds();
  GRAFT_CHECK(useProcessors(spec));
  GRAFT_TRY(const DType dtype, valueNamed<DType>(get<std::string>(spec, "dtype", "auto")));
  GRAFT_TRY(auto base, openBase(get<std::string>(spec, "model", "")));
  GRAFT_TRY(const BaseKept kept, valueNamed<BaseKept>(settingOf(spec, "base", "full")));
  GRAFT_TRY(const Embeddings embeddings, valueNamed<Embeddings>(settingOf(spec, "embeddings", "weights")));
  GRAFT_TRY(Where where, valueNamed<Where>(settingOf(spec, "device", "auto")));
  if (where == Where::Card && get<bool>(spec, "resume", false)) where = Where::Auto;  // a run that has begun goes on where it can
  GRAFT_TRY(Device device, takeDevice(where));
  const bool onCard = device.name != "cpu";
  const at::ScalarType type = onCard && dtype == DType::Auto ? at::kBFloat16 : computeType(dtype);
  GRAFT_TRY(auto model, LlamaModel::load(base.modelFile, type, keepingOf(kept, embeddings)));
  return LoadedModel{std::move(base), std::move(model), std::move(device), monotonicSeconds() - began};
}

Result<std::string> adapterHash(const std::string& path) { return sha256OfFile(adapterTensorFile(path)); }

Result<std::vector<int64_t>> promptIds(const std::string& prompt, const ChatRenderer* chat, const Tokenizer& tokenizer) {
  std::vector<Token> tokens;
  if (chat) {
    GRAFT_TRY(auto seq, chat->tokenize({{"messages", Json::array({{{"role", "user"}, {"content", prompt}}})}}, tokenizer, Prompt::AskForAnswer));
    tokens = std::move(seq.tokens);
  } else {
    GRAFT_TRY(tokens, tokenizer.encode(prompt, {}, SpecialTokens::Add));
  }
  if (tokens.empty()) return Error{Code::BadUsage, msg("the prompt is empty"), {}, {}, msg("Write what is asked.")};
  std::vector<int64_t> ids;
  for (const auto& token : tokens) ids.push_back(token.id);
  return ids;
}

}  // namespace graft::worker
