// SPDX-License-Identifier: Apache-2.0
#include "core/run/run_spec.hpp"

#include <algorithm>
#include <cmath>
#include <numbers>
#include <set>

namespace graft {
namespace {

Error badSetting(const std::string& what, const std::string& hint = "Choose another value.") {
  return {Code::BadUsage, what, {}, {}, hint};
}

constexpr const char* kTargets[] = {"q_proj", "k_proj", "v_proj", "o_proj", "gate_proj", "up_proj", "down_proj"};

/// Whole numbers without a decimal point.
std::string plain(double value) {
  return value == std::trunc(value) && std::abs(value) < 1e15 ? std::to_string(static_cast<int64_t>(value)) : Json(value).dump();
}

Status checkRanges(const TrainSettings& s) {
  const struct {
    const char* name;
    double value, least, most;
  } rows[] = {{"rank", static_cast<double>(s.rank), 1, 1024},
              {"alpha", s.alpha, 1e-6, 1e6},
              {"dropout", s.dropout, 0, 0.95},
              {"lr", s.lr, 0, 1e6},
              {"warmup", s.warmup, 0, 1e9},
              {"weight-decay", s.weightDecay, 0, 10},
              {"clip", s.clip, 0, 1e9},
              {"epochs", s.epochs, 0, 10000},
              {"steps", static_cast<double>(s.steps), 0, 1e9},
              {"rows-per-step", static_cast<double>(s.rowsPerStep), 1, 1e6},
              {"micro-tokens", static_cast<double>(s.microTokens), 0, 1e7},
              {"max-length", static_cast<double>(s.maxLength), 2, 1e6},
              {"threads", static_cast<double>(s.threads), 0, kMostThreads},
              {"eval-every", static_cast<double>(s.evalEvery), 0, 1e9},
              {"early-stop", static_cast<double>(s.earlyStop), 0, 1e6},
              {"samples", static_cast<double>(s.samples), 0, 1000},
              {"checkpoint-every", static_cast<double>(s.checkpointEvery), 0, 1e9},
              {"answer-tokens", static_cast<double>(s.answerTokens), 1, 100000}};
  for (const auto& row : rows) {
    if (!(row.value >= row.least && row.value <= row.most)) {
      return badSetting("--" + std::string(row.name) + " is " + plain(row.value) + ", it must lie between " + plain(row.least) + " and " +
                        plain(row.most));
    }
  }
  for (const auto& target : s.targets) {
    if (std::find(std::begin(kTargets), std::end(kTargets), target) == std::end(kTargets)) {
      return badSetting("--targets: '" + target + "' is not a linear layer",
                        "Known: q_proj, k_proj, v_proj, o_proj, gate_proj, up_proj, down_proj, all-linear.");
    }
  }
  if (s.steps == 0 && s.epochs <= 0) return badSetting("--epochs and --steps are both 0, so there is nothing to do");
  return Done{};
}

}  // namespace

const char* dtypeName(DType dtype) {
  switch (dtype) {
    case DType::Auto: return "auto";
    case DType::Fp32: return "fp32";
    case DType::Bf16: return "bf16";
  }
  return "auto";
}
Result<DType> dtypeFromName(const std::string& name) {
  for (const DType dtype : {DType::Auto, DType::Fp32, DType::Bf16}) {
    if (name == dtypeName(dtype)) return dtype;
  }
  return badSetting("--dtype '" + name + "' is not known", "Known: auto, fp32, bf16.");
}
const char* baseKeptName(BaseKept base) {
  switch (base) {
    case BaseKept::Full: return "full";
    case BaseKept::Nf4: return "nf4";
    case BaseKept::Int8: return "int8";
    case BaseKept::Stored: return "stored";
  }
  return "full";
}
Result<BaseKept> baseKeptFromName(const std::string& name) {
  for (const BaseKept base : {BaseKept::Full, BaseKept::Nf4, BaseKept::Int8, BaseKept::Stored}) {
    if (name == baseKeptName(base)) return base;
  }
  return badSetting("--base '" + name + "' is not known", "Known: full, nf4, int8, stored.");
}
const char* recomputeName(Recompute recompute) {
  switch (recompute) {
    case Recompute::Auto: return "auto";
    case Recompute::None: return "none";
    case Recompute::Mlp: return "mlp";
    case Recompute::Layer: return "layer";
  }
  return "auto";
}
Result<Recompute> recomputeFromName(const std::string& name) {
  for (const Recompute recompute : {Recompute::Auto, Recompute::None, Recompute::Mlp, Recompute::Layer}) {
    if (name == recomputeName(recompute)) return recompute;
  }
  return badSetting("--recompute '" + name + "' is not known", "Known: auto, none, mlp, layer.");
}
const char* whereName(Where device) {
  switch (device) {
    case Where::Auto: return "auto";
    case Where::Processor: return "cpu";
    case Where::Card: return "card";
  }
  return "auto";
}
Result<Where> whereFromName(const std::string& name) {
  for (const Where device : {Where::Auto, Where::Processor, Where::Card}) {
    if (name == whereName(device)) return device;
  }
  return badSetting("--device '" + name + "' is not known", "Known: auto, cpu, card.");
}
const char* embeddingsName(Embeddings embeddings) { return embeddings == Embeddings::Host ? "host" : "weights"; }
Result<Embeddings> embeddingsFromName(const std::string& name) {
  for (const Embeddings embeddings : {Embeddings::WithWeights, Embeddings::Host}) {
    if (name == embeddingsName(embeddings)) return embeddings;
  }
  return badSetting("--embeddings '" + name + "' is not known", "Known: weights, host.");
}
const char* scheduleName(Schedule schedule) {
  switch (schedule) {
    case Schedule::Constant: return "constant";
    case Schedule::Linear: return "linear";
    case Schedule::Cosine: return "cosine";
  }
  return "constant";
}
Result<Schedule> scheduleFromName(const std::string& name) {
  for (const Schedule schedule : {Schedule::Constant, Schedule::Linear, Schedule::Cosine}) {
    if (name == scheduleName(schedule)) return schedule;
  }
  return badSetting("--schedule '" + name + "' is not known", "Known: linear, cosine, constant.");
}

TrainSettings defaultSettings(size_t rows, int64_t parameters) {
  TrainSettings s;
  const bool large = parameters > 14'000'000'000, tiny = parameters <= 1'500'000'000;
  s.lr = large ? 1e-4 : 2e-4;
  if (rows < 50) {
    s.rank = 8, s.epochs = 3, s.rowsPerStep = 4, s.lr /= 2, s.warmup = 5, s.schedule = Schedule::Linear, s.dropout = 0.05;
  } else if (rows < 300) {
    s.rank = 8, s.epochs = 3, s.rowsPerStep = 8, s.warmup = 0.10, s.schedule = Schedule::Linear, s.dropout = 0.05;
  } else if (rows < 1000) {
    s.rank = 16, s.epochs = 3, s.rowsPerStep = 8, s.warmup = 0.05, s.dropout = 0.05;
  } else if (rows < 10'000) {
    s.rank = 16, s.epochs = 2, s.rowsPerStep = 16, s.warmup = 0.03;
  } else if (rows < 100'000) {
    s.rank = 32, s.epochs = 1, s.rowsPerStep = 32, s.warmup = 0.03;
  } else {
    s.rank = 64, s.epochs = 1, s.rowsPerStep = 32, s.warmup = 0.01;
  }
  s.earlyStop = rows < 50 ? 0 : rows < 10'000 ? 3 : 4;
  if (tiny) {
    s.rank = std::max<int64_t>(s.rank, 16);
    s.lr = 4e-4;
  }
  return s;
}

int64_t defaultEvalEvery(const TrainSettings& s, size_t rows) {
  const int64_t total = totalSteps(s, rows);
  if (rows >= 10'000) return std::max<int64_t>(1, total / (rows < 100'000 ? 20 : 50));
  const int64_t perEpoch = static_cast<int64_t>((rows + static_cast<size_t>(s.rowsPerStep) - 1) / static_cast<size_t>(s.rowsPerStep));
  const int64_t times = rows < 50 ? 1 : rows < 300 ? 3 : rows < 1000 ? 4 : 5;
  return std::max<int64_t>(1, (perEpoch + times - 1) / times);
}

Json toJson(const TrainSettings& s) {
  return Json{{"rank", s.rank},
              {"alpha", s.alpha},
              {"rslora", s.rslora},
              {"dropout", s.dropout},
              {"targets", s.targets},
              {"layers", s.layers},
              {"lr", s.lr},
              {"schedule", scheduleName(s.schedule)},
              {"warmup", s.warmup},
              {"weight_decay", s.weightDecay},
              {"clip", s.clip},
              {"epochs", s.epochs},
              {"steps", s.steps},
              {"rows_per_step", s.rowsPerStep},
              {"micro_tokens", s.microTokens},
              {"max_length", s.maxLength},
              {"pack", s.pack},
              {"shuffle", s.shuffle},
              {"seed", s.seed},
              {"dtype", dtypeName(s.dtype)},
              {"base", baseKeptName(s.base)},
              {"recompute", recomputeName(s.recompute)},
              {"device", whereName(s.device)},
              {"embeddings", embeddingsName(s.embeddings)},
              {"cpu_use", cpuUseName(s.cpuUse)},
              {"threads", s.threads},
              {"eval_every", s.evalEvery},
              {"early_stop", s.earlyStop},
              {"samples", s.samples},
              {"checkpoint_every", s.checkpointEvery},
              {"answer_tokens", s.answerTokens}};
}

bool sharePasses(const TrainSettings& a, const TrainSettings& b) {
  Json one = toJson(a), other = toJson(b);
  for (const char* own : {"rank", "alpha", "rslora", "dropout", "targets", "layers", "lr", "schedule", "warmup", "weight_decay", "clip",
                          "epochs", "steps", "eval_every", "early_stop", "samples", "checkpoint_every", "answer_tokens"}) {
    one.erase(own);
    other.erase(own);
  }
  return one == other && (a.dropout > 0) == (b.dropout > 0);
}

Result<TrainSettings> settingsFromJson(const Json& json) {
  TrainSettings s;
  const Json known = toJson(s);
  if (!json.is_object()) return badSetting("the settings are not an object");
  for (const auto& [key, value] : json.items()) {
    const auto it = known.find(key);
    if (it == known.end()) return badSetting("the setting '" + key + "' is not known");
    const bool same = it->is_number() ? value.is_number() : it->type() == value.type();
    if (!same) return badSetting("the setting '" + key + "' has the wrong type");
  }
  const auto strings = [&](const char* key) {
    return json.contains(key) ? json[key].get<std::vector<std::string>>() : std::vector<std::string>();
  };
  try {
    s.targets = strings("targets");
    if (json.contains("layers")) s.layers = json["layers"].get<std::vector<int64_t>>();
  } catch (const std::exception&) {
    return badSetting("targets or layers is not a plain list");
  }
  const auto take = [&]<class T>(const char* key, T& field) { field = get<T>(json, key, field); };
  take("rank", s.rank), take("alpha", s.alpha), take("rslora", s.rslora), take("dropout", s.dropout), take("lr", s.lr),
      take("warmup", s.warmup);
  take("weight_decay", s.weightDecay), take("clip", s.clip), take("epochs", s.epochs), take("steps", s.steps),
      take("rows_per_step", s.rowsPerStep);
  take("micro_tokens", s.microTokens), take("max_length", s.maxLength), take("pack", s.pack), take("shuffle", s.shuffle),
      take("seed", s.seed);
  take("threads", s.threads), take("eval_every", s.evalEvery), take("early_stop", s.earlyStop), take("samples", s.samples),
      take("checkpoint_every", s.checkpointEvery), take("answer_tokens", s.answerTokens);
  GRAFT_TRY(s.dtype, dtypeFromName(get<std::string>(json, "dtype", "auto")));
  GRAFT_TRY(s.base, baseKeptFromName(get<std::string>(json, "base", "full")));
  GRAFT_TRY(s.recompute, recomputeFromName(get<std::string>(json, "recompute", "auto")));
  GRAFT_TRY(s.device, whereFromName(get<std::string>(json, "device", "auto")));
  GRAFT_TRY(s.embeddings, embeddingsFromName(get<std::string>(json, "embeddings", "weights")));
  GRAFT_TRY(s.cpuUse, cpuUseFromName(get<std::string>(json, "cpu_use", "normal")));
  GRAFT_TRY(s.schedule, scheduleFromName(get<std::string>(json, "schedule", "cosine")));
  GRAFT_CHECK(checkRanges(s));
  return s;
}

double learningRate(const TrainSettings& s, int64_t step, int64_t total) {
  const double warm = s.warmup < 1 ? std::ceil(s.warmup * static_cast<double>(total)) : s.warmup;
  const auto at = static_cast<double>(step - 1);
  // As transformers' get_*_schedule_with_warmup, whose first step has index 0 (a rate of zero would waste it: we start at 1/warm).
  if (at < warm) return s.lr * (at + 1) / std::max(1.0, warm);
  const double progress = (at - warm) / std::max(1.0, static_cast<double>(total) - warm);
  switch (s.schedule) {
    case Schedule::Constant: return s.lr;
    case Schedule::Linear: return s.lr * std::max(0.0, 1 - progress);
    case Schedule::Cosine: return s.lr * 0.5 * (1 + std::cos(std::numbers::pi * std::min(1.0, progress)));
  }
  return s.lr;
}

int64_t totalSteps(const TrainSettings& s, size_t rows) {
  if (s.steps > 0) return s.steps;
  const auto perEpoch = static_cast<double>((rows + static_cast<size_t>(s.rowsPerStep) - 1) / static_cast<size_t>(s.rowsPerStep));
  return std::max<int64_t>(1, static_cast<int64_t>(std::ceil(perEpoch * s.epochs - 1e-9)));
}

}  // namespace graft
