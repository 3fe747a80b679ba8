// SPDX-License-Identifier: Apache-2.0
#include "app/cli/train_flags.hpp"

#include <charconv>

#include "core/run/presets.hpp"

namespace graft::cli {
namespace {

/// "1e-4,2e-4" to numbers; what is none is remembered in `bad`, because the parser's own message would not name the value.
void readNumbers(const std::string& text, const std::string& flag, std::vector<double>& numbers, std::string& bad) {
  for (const std::string& part : CLI::detail::split(text, ',')) {
    double value = 0;
    const auto [end, error] = std::from_chars(part.data(), part.data() + part.size(), value);
    if ((error != std::errc() || end != part.data() + part.size()) && bad.empty()) bad = flag + " '" + part + "'";
    numbers.push_back(value);
  }
}

}  // namespace

std::vector<std::string> targetsOf(const std::string& text) {
  return text.empty() || text == "all-linear" ? std::vector<std::string>() : CLI::detail::split(text, ',');
}

Result<Json> settingsOf(const TrainFlags& flags, const Choice& choice, size_t trainRows, int64_t parameters) {
  GRAFT_TRY(Json settings, settingsFor(flags.preset, trainRows, parameters));
  for (const auto& [key, value] : choice) {
    if (settings[key].is_number_integer() && value == static_cast<double>(static_cast<int64_t>(value)))
      settings[key] = static_cast<int64_t>(value);
    else if (settings[key].is_number_integer())
      return Error{Code::BadUsage, "--" + key + " must be a whole number", {}, {}, {}};
    else
      settings[key] = value;
  }
  for (const std::string& text : CLI::detail::split(flags.layers, ',')) {
    if (text.empty()) continue;
    if (text.find_first_not_of("0123456789") != std::string::npos || text.size() > 5)
      return Error{Code::BadUsage, "--layers: '" + text + "' is not a layer's number", {}, {}, "Example: --layers 20,21,22 (from 0)."};
    settings["layers"].push_back(std::stoll(text));
  }
  if (flags.rslora) settings["rslora"] = true;
  if (flags.noPack) settings["pack"] = false;
  if (flags.noShuffle) settings["shuffle"] = false;
  if (!flags.schedule.empty()) settings["schedule"] = flags.schedule;
  if (!flags.dtype.empty()) settings["dtype"] = flags.dtype;
  if (!flags.base.empty()) settings["base"] = flags.base;
  if (!flags.recompute.empty()) settings["recompute"] = flags.recompute;
  if (!flags.device.empty()) settings["device"] = flags.device;
  if (!flags.embeddings.empty()) settings["embeddings"] = flags.embeddings;
  if (!flags.cpuUse.empty()) settings["cpu_use"] = flags.cpuUse;
  if (!flags.targets.empty()) settings["targets"] = targetsOf(flags.targets);
  GRAFT_TRY(const TrainSettings checked, settingsFromJson(settings));
  if (!choice.contains("eval_every")) settings["eval_every"] = defaultEvalEvery(checked, trainRows);
  return settings;
}

Result<std::vector<Choice>> choicesOf(const TrainFlags& flags) {
  constexpr size_t kMost = 1000;
  if (!flags.badNumber.empty())
    return Error{Code::BadUsage, flags.badNumber + " is not a number", {}, {}, "Write a number such as 16, 0.1 or 2e-4."};
  std::vector<Choice> out = {{}};
  for (const auto& [key, values] : flags.numbers) {
    std::vector<Choice> more;
    for (const auto& choice : out) {
      for (const double value : values) {
        more.push_back(choice);
        more.back()[key] = value;
      }
    }
    out = std::move(more);
    if (out.size() > kMost)
      return Error{Code::BadUsage, "the values make over " + std::to_string(kMost) + " runs", {}, {}, "Give fewer values."};
  }
  return out;
}

Result<TrainInput> openInput(const TrainFlags& flags, Context& context) {
  GRAFT_TRY(auto choices, choicesOf(flags));
  std::string start;
  if (!flags.adapter.empty()) {
    GRAFT_TRY(start, workspace::findAdapter(flags.adapter, context.home));
  }
  GRAFT_TRY(const auto model, workspace::findBase(start, flags.model, context.home));
  if (!start.empty()) GRAFT_CHECK(workspace::mustBeItsBase(start, model, {flags.acceptedBase}, context.home));
  GRAFT_TRY(const auto checkpoint, Checkpoint::open(model));
  const int64_t parameters = checkpoint.config().parameters();
  // Wrong settings are refused before anything is imported.
  for (const auto& choice : choices) GRAFT_CHECK(settingsOf(flags, choice, 1000, parameters));
  ImportOptions options;
  options.holdout = flags.holdout;
  GRAFT_TRY(auto dataset, findDataset(flags.data, context.home, options));
  std::vector<Json> settings;
  for (const auto& choice : choices) {
    GRAFT_TRY(Json one, settingsOf(flags, choice, dataset.side(Side::Train).size(), parameters));
    settings.push_back(std::move(one));
  }
  const std::string name = flags.name.empty() ? get<std::string>(dataset.manifest(), "dataset", "run") : flags.name;
  return TrainInput{model, start, flags.acceptedBase, name, std::move(dataset), std::move(settings), std::move(choices), flags.memoryLimit};
}

void addTrainFlags(CLI::App& verb, const std::shared_ptr<TrainFlags>& flags) {
  verb.add_option("--data", flags->data, "dataset: name, name@version or file (imported first)")->required();
  verb.add_option("--model", flags->model, "GGUF file or Hugging Face folder; default: that of --adapter's run, else the embedded one");
  verb.add_option("--adapter", flags->adapter, "start from this adapter: run, kept adapter or PEFT folder");
  verb.add_option(kAcceptBase, flags->acceptedBase, kAcceptBaseHelp);
  verb.add_option("--preset", flags->preset, "goal: style, format (default), skill, careful, trial");
  verb.add_option("--name", flags->name, "name of the run; default: that of the dataset");
  verb.add_option("--holdout", flags->holdout, "share of rows held out when a file is imported")->capture_default_str();
  verb.add_option("--targets", flags->targets, "linear layers, for example q_proj,v_proj; default all-linear");
  verb.add_option("--layers", flags->layers, "layers to adapt, from 0, for example 20,21,22; default all");
  verb.add_option("--schedule", flags->schedule, "linear, cosine or constant");
  verb.add_option("--dtype", flags->dtype, "auto (default), fp32 or bf16");
  verb.add_option("--base", flags->base,
                  "how the base is kept: full (default); int8: in eight bits; nf4: in four (QLoRA); stored: as its file has it");
  verb.add_option("--recompute", flags->recompute,
                  "made again instead of kept, for less memory: auto (default: as little as fits), none, mlp, layer; same bytes");
  verb.add_option("--device", flags->device, "auto (default: a graphics card that works, else the processor), cpu, card");
  verb.add_option("--cpu-use", flags->cpuUse, kCpuUseHelp);
  verb.add_option("--embeddings", flags->embeddings,
                  "where a card finds the table of embeddings: weights (default: with the others), host (in the processor's memory)");
  verb.add_option("--memory-limit", flags->memoryLimit, "MiB the run may use; refused when it needs more; default: what is free")
      ->type_name("MIB");
  verb.add_flag("--detach", flags->detach, "leave the run going in the background and return at once");
  verb.add_flag("--queue", flags->queue, "put it into the queue instead of starting it (graft queue)");
  verb.add_flag("--rslora", flags->rslora, "scale alpha / sqrt(rank) instead of alpha / rank");
  verb.add_flag("--no-pack", flags->noPack, "no packing: every row in a micro-batch of its own");
  verb.add_flag("--no-shuffle", flags->noShuffle, "rows in file order");
  const struct {
    const char *flag, *key, *help;
  } kNumbers[] = {
      {"--rank", "rank", "adapter rank (r); default by number of rows, 16 for small models"},
      {"--alpha", "alpha", "LoRA alpha: the strength is alpha / rank; default 32"},
      {"--dropout", "dropout", "share of inputs dropped, 0 to 0.95"},
      {"--lr", "lr", "learning rate, the highest of the schedule; default 4e-4 for small models"},
      {"--warmup", "warmup", "warm-up: below 1 a share of the steps, from 1 on a number of steps"},
      {"--weight-decay", "weight_decay", "decay per step times lr; default 0.01"},
      {"--clip", "clip", "gradient norm limit, 0 for none; default 1"},
      {"--epochs", "epochs", "passes over all rows; default by number of rows"},
      {"--steps", "steps", "optimizer steps, instead of --epochs"},
      {"--rows-per-step", "rows_per_step", "batch size: rows of one optimizer step"},
      {"--micro-tokens", "micro_tokens",
       "tokens of a micro-batch (gradient accumulation divides a step into them); less needs less memory; 0, the default: 512, on a card "
       "as many as it has room for"},
      {"--max-length", "max_length", "tokens of the longest row; default 1024"},
      {"--seed", "seed", "of order, dropout and start values; default 42"},
      {"--threads", "threads", "threads that compute; 0, the default: as --cpu-use says"},
      {"--eval-every", "eval_every", "steps between two evaluations, 0: at the end only; default by number of rows, 1 to 5 times an epoch"},
      {"--early-stop", "early_stop", "evaluations without gain before stopping, 0: never; default 3 (none below 50 rows, 4 from 10,000)"},
      {"--checkpoint-every", "checkpoint_every",
       "steps between two checkpoints; default 0: every 60 s or 1 % of the run, whichever is longer"},
      {"--samples", "samples", "sample answers at evaluations; default 5"},
      {"--answer-tokens", "answer_tokens", "longest held-out answer, tokens; default 64"}};
  for (const auto& row : kNumbers) {
    const std::string key = row.key;
    verb.add_option_function<std::string>(
            row.flag,
            [flags, key, flag = std::string(row.flag)](const std::string& text) {
              readNumbers(text, flag, flags->numbers[key], flags->badNumber);
            },
            row.help)
        ->type_name("NUMBER");
  }
  const std::pair<const char*, std::vector<std::string>> kGroups[] = {
      {"Data", {"--data", "--holdout", "--max-length", "--no-shuffle", "--no-pack"}},
      {"Model and adapter",
       {"--model", "--adapter", kAcceptBase, "--targets", "--layers", "--rank", "--alpha", "--dropout", "--rslora", "--base"}},
      {"Training",
       {"--preset", "--epochs", "--steps", "--rows-per-step", "--lr", "--schedule", "--warmup", "--weight-decay", "--clip", "--seed"}},
      {"Measuring and saving", {"--eval-every", "--early-stop", "--samples", "--answer-tokens", "--checkpoint-every"}},
      {"Machine", {"--device", "--dtype", "--cpu-use", "--threads", "--micro-tokens", "--recompute", "--embeddings", "--memory-limit"}},
      {"Run", {"--name", "--detach", "--queue"}}};
  for (const auto& [group, names] : kGroups) {
    for (const auto& flag : names) {
      if (auto* option = verb.get_option_no_throw(flag)) option->group(group);
    }
  }
}

}  // namespace graft::cli
