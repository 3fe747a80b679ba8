// SPDX-License-Identifier: Apache-2.0
#include "core/commands/train/verb_flags.hpp"

#include <charconv>
#include <cmath>

#include "core/contract/settings_table.hpp"
#include "core/run/presets.hpp"
#include "core/run/schedule.hpp"

namespace graft::cli {
namespace {

/// Parses all of `text` as a number of type `Number`.
template <class Number>
bool isAll(const std::string& text, Number& value) {
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  return error == std::errc() && end == text.data() + text.size();
}

/// Reads numbers of "1e-4,2e-4"; integers are exact in 64 bits. The first part that is not a number is kept in `bad`, because the parser's
/// own message does not name the value.
void readNumbers(const std::string& text, const std::string& flag, std::vector<Json>& numbers, std::string& bad) {
  for (const std::string& part : CLI::detail::split(text, ',')) {
    int64_t whole = 0;
    uint64_t large = 0;
    double value = 0;
    if (isAll(part, whole))
      numbers.emplace_back(whole);
    else if (isAll(part, large))
      numbers.emplace_back(large);
    else if (isAll(part, value))
      numbers.emplace_back(value);
    else if (bad.empty())
      bad = flag + " '" + part + "'";
  }
}

/// Parses "20,21,22".
Result<Json> layersIn(const std::string& text) {
  Json out = Json::array();
  for (const std::string& part : CLI::detail::split(text, ',')) {
    if (part.empty()) continue;
    if (part.find_first_not_of("0123456789") != std::string::npos || part.size() > 5)
      return Error{
          Code::BadUsage, msg("--layers: '%1' is not a layer's number", part), {}, {}, msg("Example: --layers 20,21,22 (from 0).")};
    out.push_back(std::stoll(part));
  }
  return out;
}

}  // namespace

Result<Json> settingValue(const Setting& setting, const std::string& words) {
  if (std::holds_alternative<std::vector<int64_t> TrainSettings::*>(setting.member)) return layersIn(words);
  if (!std::holds_alternative<std::vector<std::string> TrainSettings::*>(setting.member)) return Json(words);
  return words == "all-linear" ? Json::array() : Json(CLI::detail::split(words, ','));
}

Result<TrainSettings> settingsOf(const TrainFlags& flags, const Choice& choice, size_t trainRows, int64_t parameters) {
  GRAFT_TRY(Json settings, settingsFor(flags.preset, trainRows, parameters));
  for (const Setting& setting : settingsTable()) {
    Json& value = settings[setting.key];
    if (flags.turned.contains(setting.key)) value = !value.get<bool>();
    if (const auto words = flags.words.find(setting.key); words != flags.words.end() && !words->second.empty()) {
      GRAFT_TRY(value, settingValue(setting, words->second));
    }
    const auto chosen = choice.find(setting.key);
    if (chosen == choice.end()) continue;
    const Json& given = chosen->second;
    const auto number = given.get<double>();
    constexpr double kWholeBelow = 1e15;
    if (!setting.isWhole())
      value = number;
    else
      value = number == std::trunc(number) && std::abs(number) < kWholeBelow ? Json(static_cast<int64_t>(number)) : given;
  }
  GRAFT_TRY(TrainSettings out, settingsFromJson(settings));
  if (!choice.contains("eval_every")) out.evalEvery = defaultEvalEvery(out, trainRows);
  return out;
}

Result<std::vector<Choice>> choicesOf(const TrainFlags& flags) {
  constexpr size_t kMost = 1000;
  if (!flags.badNumber.empty())
    return Error{Code::BadUsage, msg("%1 is not a number", flags.badNumber), {}, {}, msg("Write a number such as 16, 0.1 or 2e-4.")};
  std::vector<Choice> out = {{}};
  for (const auto& [key, values] : flags.numbers) {
    std::vector<Choice> more;
    for (const auto& choice : out) {
      for (const Json& value : values) {
        more.push_back(choice);
        more.back()[key] = value;
      }
    }
    out = std::move(more);
    if (out.size() > kMost) return Error{Code::BadUsage, msg("the values make over %1 runs", kMost), {}, {}, msg("Give fewer values.")};
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
  GRAFT_TRY(const auto modelFile, ModelFile::open(model));
  const int64_t parameters = modelFile.config().parameters();
  // Settings are checked before anything is imported.
  for (const auto& choice : choices) GRAFT_CHECK(settingsOf(flags, choice, 1000, parameters));
  ImportOptions options;
  options.holdout = flags.holdout;
  GRAFT_TRY(auto dataset, findDataset(flags.data, context.home, options));
  std::vector<TrainSettings> settings;
  for (const auto& choice : choices) {
    GRAFT_TRY(TrainSettings one, settingsOf(flags, choice, dataset.side(Split::Train).size(), parameters));
    settings.push_back(std::move(one));
  }
  const std::string name = flags.name.empty() ? dataset.manifest().dataset : flags.name;
  return TrainInput{model, start, flags.acceptedBase, name, std::move(dataset), std::move(settings), std::move(choices), flags.memoryLimit};
}

commands::TrainRequest requestOf(const TrainInput& input, const TrainSettings& settings, const TrainFlags& flags) {
  return {input.dataset.folder(), input.model, input.adapter,     input.name, settings, flags.detach,
          input.memoryLimit,      {},          input.acceptedBase};
}

namespace {

const char* headingOf(SettingGroup group) {
  switch (group) {
    case SettingGroup::Data: return "Data";
    case SettingGroup::Adapter: return "Model and adapter";
    case SettingGroup::Training: return "Training";
    case SettingGroup::Measuring: return "Measuring and saving";
    case SettingGroup::Machine: return "Machine";
  }
  return "";
}

CLI::Option* addSetting(CLI::App& verb, const Setting& setting, const std::shared_ptr<TrainFlags>& flags) {
  const std::string key = setting.key, flag = setting.flag;
  if (std::holds_alternative<bool TrainSettings::*>(setting.member))
    return verb.add_flag_callback(flag, [flags, key] { flags->turned.insert(key); }, setting.help);
  if (!setting.isNumber()) return verb.add_option(flag, flags->words[key], setting.help);
  const auto take = [flags, key, flag](const std::string& text) { readNumbers(text, flag, flags->numbers[key], flags->badNumber); };
  return verb.add_option_function<std::string>(flag, take, setting.help)->type_name("NUMBER");
}

}  // namespace

void addTrainFlags(CLI::App& verb, const std::shared_ptr<TrainFlags>& flags) {
  verb.add_option("--data", flags->data, "dataset: name, name@version or file (imported first)")->required();
  verb.add_option("--model", flags->model, "GGUF file or Hugging Face folder; default: that of --adapter's run, else the embedded one");
  verb.add_option("--adapter", flags->adapter, "start from this adapter: run, kept adapter or PEFT folder");
  verb.add_option(kAcceptBase, flags->acceptedBase, kAcceptBaseHelp);
  verb.add_option("--preset", flags->preset, "goal: style, format (default), skill, careful, trial");
  verb.add_option("--holdout", flags->holdout, "share of rows held out when a file is imported")->capture_default_str();
  for (const Setting& setting : settingsTable()) addSetting(verb, setting, flags)->group(headingOf(setting.group));
  verb.add_option("--memory-limit", flags->memoryLimit, "MiB the run may use; refused when it needs more; default: what is free")
      ->type_name("MIB");
  verb.add_option("--name", flags->name, "name of the run; default: that of the dataset");
  verb.add_flag("--detach", flags->detach, "leave the run going in the background and return at once");
  verb.add_flag("--queue", flags->queue, "put it into the queue instead of starting it (graft queue)");
  const std::pair<const char*, std::vector<std::string>> kGroups[] = {{"Data", {"--data", "--holdout"}},
                                                                      {"Model and adapter", {"--model", "--adapter", kAcceptBase}},
                                                                      {"Training", {"--preset"}},
                                                                      {"Machine", {"--memory-limit"}},
                                                                      {"Run", {"--name", "--detach", "--queue"}}};
  for (const auto& [group, names] : kGroups) {
    for (const auto& flag : names) {
      if (auto* option = verb.get_option_no_throw(flag)) option->group(group);
    }
  }
}

}  // namespace graft::cli
