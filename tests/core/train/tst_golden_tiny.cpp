// SPDX-License-Identifier: Apache-2.0
// Tests logits and twelve PEFT training steps of tiny random models against transformers 5.17. Llama: llama3 rotary, untied, shards; and
// biases, tied, bf16. Qwen2: biases of q, k and v, tied, bf16. Qwen3: normalized heads wider than hidden / heads. Gemma 3: local layers.
// SmolLM3: a layer without rotary. Granite: scalar multipliers.
#include "core/ops/card.hpp"
#include "core/ops/open_card.hpp"
#include "core/train/trainer.hpp"
#include "tests/support/emulated_card.hpp"
#include "tests/support/paths.hpp"
#include "tests/support/steps.hpp"

namespace graft {
namespace {

/// Card: the emulated GPU, or the one opened from the library named by GRAFT_TEST_CARD.
enum class Where { Processor, Card };

class Tiny : public testing::TestWithParam<std::tuple<const char*, Where>> {
 protected:
  std::string folder() const { return tests::data(std::string("golden/tiny/") + std::get<0>(GetParam())); }
  void SetUp() override {
    if (std::get<1>(GetParam()) == Where::Processor) return;
    if (const char* library = std::getenv("GRAFT_TEST_CARD")) {
      const auto opened = ops::openCard(library);
      ASSERT_TRUE(opened.card) << opened.reason.text();
      card = opened.card;
    } else {
      card = emulated = std::make_shared<tests::EmulatedCard>();
    }
    ops::useCard(card);
  }
  void TearDown() override { ops::useCard(nullptr); }
  int64_t launches() const { return emulated ? emulated->launches : 0; }
  int64_t waits() const { return emulated ? emulated->waits : 0; }
  std::shared_ptr<kernels::Card> card;
  std::shared_ptr<tests::EmulatedCard> emulated;  ///< `card` if it is emulated, otherwise null
};

TEST_P(Tiny, LogitsEqualTransformers) {
  const c10::InferenceMode noGradients;
  ASSERT_VALUE(const auto modelFile, ModelFile::open(folder()));
  ASSERT_VALUE(const auto model, LlamaModel::load(modelFile, at::kFloat));
  ASSERT_VALUE(const Json golden, readJsonFile(folder() + "/golden.json"));
  for (const auto& item : golden["logits"]) {
    TrainRow row;
    row.ids = item["ids"].get<std::vector<int64_t>>();
    const at::Tensor hidden = model.forward(packRows({&row}), nullptr);
    const at::Tensor logits = model.logits(hidden.narrow(0, hidden.size(0) - 1, 1)).squeeze(0).to(at::kDouble);
    EXPECT_NEAR(logits.logsumexp(0).item<double>(), item["logsumexp"].get<double>(), 5e-4);
    EXPECT_NEAR(logits.mean().item<double>(), item["mean"].get<double>(), 5e-4);
    for (size_t i = 0; i < item["top_ids"].size(); ++i)
      EXPECT_NEAR(logits[item["top_ids"][i].get<int64_t>()].item<double>(), item["top_logits"][i].get<double>(), 5e-4);
  }
}

/// Loss and gradients do not depend on the division into micro-batches, up to rounding. In double nothing else remains.
TEST_P(Tiny, DivisionIntoPassesIsExactInDouble) {
  ASSERT_VALUE(const auto modelFile, ModelFile::open(folder()));
  ASSERT_VALUE(const auto model, LlamaModel::load(modelFile, at::kDouble));
  ASSERT_VALUE(const Json golden, readJsonFile(folder() + "/golden.json"));
  std::vector<TrainRow> rows;
  for (const auto& step : golden["train"]) {
    for (const auto& json : step["rows"]) {
      rows.emplace_back();
      rows.back().ids = json["input_ids"].get<std::vector<int64_t>>();
      rows.back().labels = json["labels"].get<std::vector<int64_t>>();
    }
  }
  std::vector<const TrainRow*> pointers;
  for (const auto& row : rows) pointers.push_back(&row);
  auto adapter = LoraAdapter::create(model.config(), {.rank = 3, .alpha = 6}, 7, at::kDouble);
  adapter.setTrainable(true);
  at::Tensor(adapter.values()).add_(0.05);  // B starts at zero, which would make the gradients of A zero
  double loss = 0;
  std::vector<at::Tensor> gradients;
  for (const int64_t microTokens : {100000, 60, 30, 1}) {
    TrainSettings s;
    s.microTokens = microTokens;
    const double thisLoss = stepGradients(model, {&adapter}, pointers, s, 1)[0];
    if (gradients.empty()) loss = thisLoss;
    EXPECT_NEAR(thisLoss, loss, 1e-12 * loss) << microTokens;
    const auto now = adapter.cut(adapter.gradients().clone());
    if (gradients.empty()) gradients = now;
    for (size_t i = 0; i < now.size(); ++i) {
      const double scale = gradients[i].abs().max().item<double>();
      EXPECT_GT(scale, 0) << i;
      EXPECT_LT((now[i] - gradients[i]).abs().max().item<double>(), 1e-10 * scale) << microTokens << " " << i;
    }
  }
}

TEST_P(Tiny, TwelveStepsEqualPeft) {
  ASSERT_VALUE(const auto modelFile, ModelFile::open(folder()));
  ASSERT_VALUE(const auto model, LlamaModel::load(modelFile, at::kFloat));
  ASSERT_VALUE(const Json golden, readJsonFile(folder() + "/golden.json"));
  ASSERT_VALUE(auto adapter, LoraAdapter::open(folder() + "/init", model.config()));
  std::vector<TrainRow> rows;
  for (const auto& step : golden["train"]) {
    for (const auto& json : step["rows"]) {
      TrainRow row;
      row.ids = json["input_ids"].get<std::vector<int64_t>>();
      row.labels = json["labels"].get<std::vector<int64_t>>();
      rows.push_back(std::move(row));
    }
  }
  TrainSettings s;
  s.lr = 2e-3;
  s.schedule = Schedule::Constant;
  s.warmup = s.weightDecay = s.clip = 0;
  s.rowsPerStep = 2;
  s.steps = static_cast<int64_t>(golden["train"].size());
  s.shuffle = false;
  ASSERT_EQ(s.steps, 12);
  TrainHooks hooks;
  hooks.onStep = [&](const StepEvent& r) {
    const Json& expected = golden["train"][static_cast<size_t>(r.step - 1)];
    EXPECT_NEAR(r.loss, expected["loss"].get<double>(), 5e-5 * expected["loss"].get<double>()) << "step " << r.step;
    EXPECT_NEAR(r.gradNorm, expected["grad_norm"].get<double>(), 2e-4 * expected["grad_norm"].get<double>()) << "step " << r.step;
  };
  ASSERT_VALUE([[maybe_unused]] const auto outcome, train(model, adapter, rows, s, hooks));
  ASSERT_VALUE(const auto final, LoraAdapter::open(folder() + "/final", model.config()));
  for (size_t i = 0; i < final.parameters().size(); ++i) {
    EXPECT_LT((adapter.parameters()[i].tensor - final.parameters()[i].tensor).abs().max().item<double>(), 2e-4)
        << final.parameters()[i].name;
  }
}

/// Adapters of different rank, layers and scale share the rows of one pass. Each gets the loss and gradients that it has alone.
TEST_P(Tiny, SeveralAdaptersInOnePass) {
  ASSERT_VALUE(const auto modelFile, ModelFile::open(folder()));
  ASSERT_VALUE(const auto model, LlamaModel::load(modelFile, at::kDouble));
  TrainRow a, b;
  for (int64_t i = 0; i < 12; ++i) a.ids.push_back(20 + i * 13 % 200);
  b.ids = {a.ids.begin(), a.ids.begin() + 5};  // shared prefix, computed once per adapter
  for (int64_t i = 0; i < 4; ++i) b.ids.push_back(30 + i * 29 % 200);
  for (TrainRow* row : {&a, &b}) {
    row->labels.assign(row->ids.size(), kIgnored);
    for (size_t i = 6; i < row->ids.size(); ++i) row->labels[i] = row->ids[i];
  }
  const LoraOptions options[] = {
      {.rank = 3, .alpha = 6}, {.rank = 5, .alpha = 2, .targets = {"q_proj", "down_proj"}}, {.rank = 1, .alpha = 1, .layers = {1}}};
  for (const double dropout : {0.0, 0.3}) {
    std::vector<LoraAdapter> adapters;
    for (size_t i = 0; i < std::size(options); ++i) {
      adapters.push_back(LoraAdapter::create(model.config(), options[i], i + 1, at::kDouble));
      auto generator = at::detail::createCPUGenerator(i + 5);
      at::Tensor(adapters.back().values()).uniform_(-0.1, 0.1, generator);
      adapters.back().setTrainable(true);
      adapters.back().setDropout(dropout * static_cast<double>(i));  // the first adapter has no dropout
    }
    const auto batch = packRows({&a, &b}, dropout > 0 ? Prefix::Repeat : Prefix::Share);
    EXPECT_EQ(batch.prefix > 0, dropout == 0);
    for (const Keep keep : {Keep::All, Keep::Inputs}) {
      std::vector<double> alone;
      std::vector<at::Tensor> gradients;
      ops::Adapters all;
      for (auto& adapter : adapters) {
        at::Tensor(adapter.gradients()).zero_();
        alone.push_back(tests::lossAndGradients(model, batch, {&adapter}, {9, 0.5, keep})[0]);
        gradients.push_back(adapter.gradients().clone());
        at::Tensor(adapter.gradients()).zero_();
        all.push_back(&adapter);
      }
      const auto together = tests::lossAndGradients(model, batch, all, {9, 0.5, keep});
      ASSERT_EQ(together.size(), adapters.size());
      for (size_t i = 0; i < adapters.size(); ++i) {
        const double scale = gradients[i].abs().max().item<double>();
        EXPECT_GT(scale, 0);
        EXPECT_NEAR(together[i], alone[i], 1e-12 * alone[i]) << i;
        EXPECT_LT((adapters[i].gradients() - gradients[i]).abs().max().item<double>(), 1e-12 * scale) << i << " dropout " << dropout;
      }
    }
  }
}

/// LoRA gradients against central differences in double: relative error under 1e-5 (required: 1e-3).
TEST_P(Tiny, GradientsEqualFiniteDifferences) {
  ASSERT_VALUE(const auto modelFile, ModelFile::open(folder()));
  ASSERT_VALUE(const auto model, LlamaModel::load(modelFile, at::kDouble));
  auto adapter = LoraAdapter::create(model.config(), {.rank = 3, .alpha = 6}, 7, at::kDouble);
  auto generator = at::detail::createCPUGenerator(11);
  at::Tensor(adapter.values()).uniform_(-0.1, 0.1, generator);
  adapter.setTrainable(true);
  TrainRow a, b;
  for (int64_t i = 0; i < 9; ++i) a.ids.push_back(20 + i * 13 % 200);
  for (int64_t i = 0; i < 5; ++i) b.ids.push_back(30 + i * 29 % 200);
  a.labels = a.ids;
  b.labels = b.ids;
  const auto batch = packRows({&a, &b});
  at::Tensor first;
  for (const Keep keep : {Keep::All, Keep::NoMlp, Keep::Inputs}) {
    at::Tensor(adapter.gradients()).zero_();
    tests::lossAndGradients(model, batch, {&adapter}, {0, 1, keep});
    if (!first.defined()) first = adapter.gradients().clone();
    EXPECT_TRUE(at::equal(adapter.gradients(), first)) << "what is made again is the same";
  }
  const auto gradients = adapter.cut(adapter.gradients());
  const auto named = adapter.parameters();
  for (size_t i = 0; i < named.size(); ++i) {
    for (const int64_t place : {int64_t{0}, named[i].tensor.numel() / 2, named[i].tensor.numel() - 1}) {
      double* value = named[i].tensor.data_ptr<double>() + place;
      const double kept = *value, h = 1e-5;
      *value = kept + h;
      const double up = model.lossSum(batch, &adapter);
      *value = kept - h;
      const double down = model.lossSum(batch, &adapter);
      *value = kept;
      const double numeric = (up - down) / (2 * h), analytic = gradients[i].view(-1)[place].item<double>();
      EXPECT_NEAR(analytic, numeric, 1e-5 * std::max(1.0, std::abs(numeric))) << named[i].name << " at " << place;
    }
  }
}

/// Compares an NF4 base with transformers, bitsandbytes and PEFT (nf4.json): logits and three training steps.
TEST_P(Tiny, Nf4EqualsBitsandbytes) {
  ASSERT_VALUE(const auto modelFile, ModelFile::open(folder()));
  ASSERT_VALUE(const auto model, LlamaModel::load(modelFile, at::kFloat, BaseFormat::Nf4));
  ASSERT_VALUE(const auto full, LlamaModel::load(modelFile, at::kFloat));
  EXPECT_LT(model.weightBytes(), full.weightBytes() / 3);
  ASSERT_VALUE(const Json nf4, readJsonFile(folder() + "/nf4.json"));
  for (const auto& item : nf4["logits"]) {
    TrainRow row;
    row.ids = item["ids"].get<std::vector<int64_t>>();
    const at::Tensor hidden = model.forward(packRows({&row}), nullptr);
    const at::Tensor logits = model.logits(hidden.narrow(0, hidden.size(0) - 1, 1)).squeeze(0).to(at::kDouble);
    EXPECT_NEAR(logits.logsumexp(0).item<double>(), item["logsumexp"].get<double>(), 1e-5);
    for (size_t i = 0; i < item["top_ids"].size(); ++i)
      EXPECT_NEAR(logits[item["top_ids"][i].get<int64_t>()].item<double>(), item["top_logits"][i].get<double>(), 1e-5);
  }
  ASSERT_VALUE(const Json golden, readJsonFile(folder() + "/golden.json"));
  ASSERT_VALUE(auto adapter, LoraAdapter::open(folder() + "/init", model.config()));
  adapter.setTrainable(true);
  AdamW optimizer(adapter.values(), 0);
  for (size_t step = 0; step < nf4["train"].size(); ++step) {
    std::vector<TrainRow> rows;
    for (const auto& json : golden["train"][step]["rows"]) {
      rows.emplace_back();
      rows.back().ids = json["input_ids"].get<std::vector<int64_t>>();
      rows.back().labels = json["labels"].get<std::vector<int64_t>>();
    }
    std::vector<const TrainRow*> pointers;
    for (const auto& row : rows) pointers.push_back(&row);
    const double loss = stepGradients(model, {&adapter}, pointers, {}, 1)[0], norm = tests::normOf(adapter.gradients());
    EXPECT_NEAR(loss, nf4["train"][step]["loss"].get<double>(), 2e-5 * loss) << step;
    EXPECT_NEAR(norm, nf4["train"][step]["grad_norm"].get<double>(), 1e-4 * norm) << step;
    optimizer.start(adapter.gradients(), 2e-3, 0);
    ops::settle();
    // The kernel sums 64 squares of a lane in float before it continues in double. The difference is 4e-8 here.
    EXPECT_NEAR(optimizer.finish(), norm, 1e-6 * norm);
  }
}

/// Loads a checkpoint saved in NF4 by transformers. Its codes are taken unchanged, so the output equals the original quantized here bit for
/// bit. Loaded as a full model it has the same weights.
TEST(Bitsandbytes, CheckpointsLoad) {
  const std::string tiny = tests::data("golden/tiny/");
  ASSERT_VALUE(const auto original, ModelFile::open(tiny + "llama_untied_sharded"));
  ASSERT_VALUE(const auto quantised, LlamaModel::load(original, at::kFloat, BaseFormat::Nf4));
  TrainRow row;
  row.ids = {1, 20, 33, 46, 7, 250};
  const auto batch = packRows({&row});
  const at::Tensor expected = quantised.forward(batch, nullptr);
  for (const char* name : {"bitsandbytes_1", "bitsandbytes_0"}) {
    ASSERT_VALUE(const auto modelFile, ModelFile::open(tiny + name));
    EXPECT_EQ(modelFile.storedTypes().at("NF4"), 14) << name;
    ASSERT_VALUE(const auto packed, LlamaModel::load(modelFile, at::kFloat, BaseFormat::Nf4));
    ASSERT_VALUE(const auto full, LlamaModel::load(modelFile, at::kFloat));
    const at::Tensor got = packed.forward(batch, nullptr);
    if (std::string(name) == "bitsandbytes_1") EXPECT_TRUE(at::equal(got, expected));
    EXPECT_LT((got - expected).abs().max().item<double>(), 0.05) << "float scales differ a little from those of eight bits";
    // The full model keeps its embedding in fp32, the NF4 one in 16 bits.
    EXPECT_LT((full.forward(batch, nullptr) - got).abs().max().item<double>(), 0.05) << name;
  }
}

/// Weights that stay in their stored format give the results of decoded ones, for whole passes and token by token.
TEST(StoredBase, AnswersAsTheDecodedOne) {
  std::vector<std::string> paths = {tests::embeddedModel()};
  for (const char* name : tests::kTinyModels) paths.push_back(tests::data(std::string("golden/tiny/") + name));
  for (const std::string& path : paths) {
    ASSERT_VALUE(const auto modelFile, ModelFile::open(path));
    ASSERT_VALUE(const auto full, LlamaModel::load(modelFile, at::kFloat));
    ASSERT_VALUE(const auto stored, LlamaModel::load(modelFile, at::kFloat, BaseFormat::Stored));
    EXPECT_LE(stored.weightBytes(), full.weightBytes());
    TrainRow row;
    for (int64_t i = 0; i < 40; ++i) row.ids.push_back(3 + i * 11 % 300);  // beyond the window of gemma3_local
    const auto batch = packRows({&row});
    const at::Tensor a = full.forward(batch, nullptr), b = stored.forward(batch, nullptr);
    const double size = a.abs().max().item<double>();
    EXPECT_LT((a - b).abs().max().item<double>(), 2e-5 * size) << path;
    const at::Tensor one = a.narrow(0, 39, 1);
    EXPECT_LT((full.logits(one) - stored.logits(one)).abs().max().item<double>(), 1e-4) << path;
    EXPECT_LT((full.logits(a) - stored.logits(a)).abs().max().item<double>(), 1e-4) << path;
    // Token by token, after a prompt.
    KvCache cache = stored.makeCache(1, 48), other = full.makeCache(1, 48);
    TrainRow prompt;
    prompt.ids.assign(row.ids.begin(), row.ids.begin() + 10);
    at::Tensor x = stored.prefill(packRows({&prompt}), nullptr, cache), y = full.prefill(packRows({&prompt}), nullptr, other);
    for (size_t i = 10; i < 40; ++i) {
      x = stored.decode({row.ids[i]}, {0}, nullptr, cache);
      y = full.decode({row.ids[i]}, {0}, nullptr, other);
    }
    EXPECT_LT((x - one).abs().max().item<double>(), 2e-5 * size) << path;
    EXPECT_LT((y - one).abs().max().item<double>(), 2e-5 * size) << path;
  }
}

/// A shared prefix is computed once and changes neither losses nor gradients nor token-by-token output. Sliding windows are respected at
/// every position of a row.
TEST_P(Tiny, ASharedBeginningChangesNothing) {
  ASSERT_VALUE(const auto modelFile, ModelFile::open(folder()));
  ASSERT_VALUE(const auto model, LlamaModel::load(modelFile, at::kFloat));
  ASSERT_VALUE(auto adapter, LoraAdapter::open(folder() + "/final", model.config()));
  adapter.setTrainable(true);
  TrainRow a, b;
  for (int64_t i = 0; i < 70; ++i) a.ids.push_back(20 + i * 13 % 200);
  b.ids = {a.ids.begin(), a.ids.begin() + 45};
  for (int64_t i = 0; i < 9; ++i) b.ids.push_back(30 + i * 29 % 200);
  a.labels = a.ids, b.labels = b.ids;
  std::fill_n(a.labels.begin(), 46, kIgnored), std::fill_n(b.labels.begin(), 46, kIgnored);
  const auto shared = packRows({&a, &b}, Prefix::Share), apart = packRows({&a, &b}, Prefix::Repeat);
  ASSERT_GT(shared.prefix, 40);
  const auto gradients = [&](const PackedBatch& batch) {
    at::Tensor(adapter.gradients()).zero_();
    const double loss = tests::lossAndGradients(model, batch, {&adapter}, {9, 1, Keep::All})[0];
    return std::pair{loss, adapter.gradients().clone()};
  };
  const auto expectNear = [](const at::Tensor& got, const at::Tensor& expected) {
    EXPECT_LT((got - expected).abs().max().item<double>(), 2e-5 * expected.abs().max().item<double>());
  };
  const auto [loss, got] = gradients(shared);
  const auto [whole, expected] = gradients(apart);
  EXPECT_NEAR(loss, whole, 2e-5 * whole);
  expectNear(got, expected);
  KvCache cache = model.makeCache(2, 80), other = model.makeCache(2, 80);
  expectNear(model.prefill(shared, &adapter, cache), model.prefill(apart, &adapter, other));
  for (const int64_t id : {7, 9}) {
    expectNear(model.decode({id, id + 1}, {1, 0}, &adapter, cache), model.decode({id, id + 1}, {1, 0}, &adapter, other));
    a.ids.push_back(id + 1), b.ids.push_back(id);
  }
  for (const auto* row : {&a, &b}) {
    const at::Tensor last = model.forward(packRows({row}), &adapter).narrow(0, static_cast<int64_t>(row->ids.size()) - 1, 1);
    KvCache fresh = model.makeCache(1, 80);
    TrainRow before = *row;
    before.ids.pop_back();
    model.prefill(packRows({&before}), &adapter, fresh);
    expectNear(model.decode({row->ids.back()}, {0}, &adapter, fresh), last);
  }
}

/// Dropout is active in training only, where it is a pure function of its noise seed.
TEST_P(Tiny, DropoutOnlyWhereSomethingIsTrained) {
  ASSERT_VALUE(const auto modelFile, ModelFile::open(folder()));
  ASSERT_VALUE(const auto model, LlamaModel::load(modelFile, at::kFloat));
  ASSERT_VALUE(auto adapter, LoraAdapter::open(folder() + "/final", model.config()));
  TrainRow row;
  row.ids = row.labels = {1, 20, 33, 46, 7, 250};
  const auto batch = packRows({&row});
  const at::Tensor hidden = model.forward(batch, &adapter);
  const double loss = model.lossSum(batch, &adapter);
  adapter.setDropout(0.5);
  adapter.setTrainable(true);
  EXPECT_TRUE(at::equal(model.forward(batch, &adapter), hidden));
  EXPECT_EQ(model.lossSum(batch, &adapter), loss);
  const auto trained = [&](uint64_t noise) {
    at::Tensor(adapter.gradients()).zero_();
    const double sum = tests::lossAndGradients(model, batch, {&adapter}, {noise, 1, Keep::All})[0];
    return std::pair{sum, adapter.gradients().clone()};
  };
  const auto [first, gradients] = trained(8);
  const auto [again, same] = trained(8);
  const auto [other, different] = trained(9);
  EXPECT_NE(first, loss);
  EXPECT_EQ(first, again);
  EXPECT_TRUE(at::equal(gradients, same));
  EXPECT_NE(first, other);
  EXPECT_FALSE(at::equal(gradients, different));
}

/// A GPU gives the results of the CPU in fp32 and bf16: whole passes, several adapters in one pass, token by token. No result is read
/// before its kernel has finished, and no kernel gets memory that the GPU cannot access. The emulated GPU is slow, so each model runs
/// another quarter of the combinations; GRAFT_ALL=1 runs all.
TEST_P(Tiny, ACardAnswersAndTrainsAsTheProcessor) {
  if (!card) return;
  TrainRow a, b;
  for (int64_t i = 0; i < 12; ++i) a.ids.push_back(20 + i * 13 % 200);
  b.ids = {a.ids.begin(), a.ids.begin() + 5};
  for (int64_t i = 0; i < 4; ++i) b.ids.push_back(30 + i * 29 % 200);
  a.labels = a.ids, b.labels = b.ids;
  const auto batch = packRows({&a, &b}, Prefix::Share);
  struct Made {
    std::vector<double> losses;
    at::Tensor gradients, hidden, logits, last;
  };
  const auto make = [&](at::ScalarType type, const ops::BaseKeeping& kept, double dropout) {
    Made out;
    auto modelFile = ModelFile::open(folder());
    auto model = LlamaModel::load(*modelFile, type, kept);
    std::vector<LoraAdapter> adapters;
    ops::Adapters all;
    for (int i = 0; i < 2; ++i) {
      adapters.push_back(LoraAdapter::create(model->config(), {.rank = 3 + i, .alpha = 6}, static_cast<uint64_t>(i) + 1));
      auto generator = at::detail::createCPUGenerator(static_cast<uint64_t>(i) + 5);
      at::Tensor(adapters.back().values()).uniform_(-0.1, 0.1, generator);
      adapters.back().setTrainable(true);
      adapters.back().setDropout(dropout);
    }
    for (const auto& adapter : adapters) all.push_back(&adapter);
    const int64_t before = waits();
    out.losses = tests::lossAndGradients(*model, batch, all, {9, 0.5, Keep::NoMlp});
    if (emulated && ops::card() && kept.format == BaseFormat::Full && kept.embeddings == ops::Memory::Device)
      EXPECT_EQ(waits(), before + 1) << "a pass is started whole";
    out.gradients = at::cat({adapters[0].gradients(), adapters[1].gradients()}).clone();
    out.hidden = model->forward(batch, &adapters[0]).to(at::kFloat);
    out.logits = model->logits(model->forward(batch, nullptr).narrow(0, 0, 3));
    KvCache cache = model->makeCache(2, 32);
    model->prefill(batch, &adapters[1], cache);
    for (const int64_t id : {7, 9}) out.last = model->decode({id, id + 1}, {1, 0}, &adapters[1], cache).to(at::kFloat);
    return out;
  };
  const auto expectNear = [](const at::Tensor& got, const at::Tensor& expected, double tolerance, const char* what) {
    const double most = expected.abs().max().item<double>();
    EXPECT_GT(most, 0) << what;
    EXPECT_LT((got - expected).abs().max().item<double>(), tolerance * most) << what;
  };
  using enum BaseFormat;
  const bool takesAll = std::getenv("GRAFT_ALL") || !emulated;
  auto combination = std::ranges::find(tests::kTinyModels, std::get<0>(GetParam())) - std::begin(tests::kTinyModels);
  // The GPU would refuse a kernel that reads a table in host memory.
  for (const ops::BaseKeeping& kept : std::initializer_list<ops::BaseKeeping>{
           Full, Nf4, Int8, Stored, {Full, ops::Memory::Host}, {Nf4, ops::Memory::Host}, {Int8, ops::Memory::Host}}) {
    for (const auto type : {at::kFloat, at::kBFloat16}) {
      for (const double dropout : {0.0, 0.3}) {
        if (++combination % 4 != 0 && !takesAll) continue;
        ops::useCard(card);
        const int64_t before = launches();
        const Made got = make(type, kept, dropout);
        if (emulated) EXPECT_GT(launches(), before + 50);
        ops::useCard(nullptr);
        const Made expected = make(type, kept, dropout);
        const double tolerance = type == at::kFloat ? 2e-5 : 4e-2;
        for (size_t i = 0; i < 2; ++i) EXPECT_NEAR(got.losses[i], expected.losses[i], tolerance * expected.losses[i]);
        expectNear(got.gradients, expected.gradients, tolerance, "gradients");
        expectNear(got.hidden, expected.hidden, tolerance, "hidden state");
        expectNear(got.logits, expected.logits, tolerance, "logits");
        expectNear(got.last, expected.last, tolerance, "token by token");
      }
    }
  }
}

INSTANTIATE_TEST_SUITE_P(Models, Tiny,
                         testing::Combine(testing::ValuesIn(tests::kTinyModels), testing::Values(Where::Processor, Where::Card)));

}  // namespace
}  // namespace graft
