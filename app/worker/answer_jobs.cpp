// SPDX-License-Identifier: Apache-2.0
// The jobs logits, generate, ask and compare.
#include <cmath>

#include "app/worker/session.hpp"
#include "core/base/statistics.hpp"
#include "core/base/system.hpp"
#include "core/eval/evaluate.hpp"

namespace graft::worker {
namespace {

/// Opens an adapter and scales it by the job's strength; 1 keeps the trained scale.
Result<std::optional<LoraAdapter>> adapterOf(const std::string& folder, const Json& spec, const LoadedModel& loaded) {
  if (folder.empty()) return std::optional<LoraAdapter>();
  const double strength = get<double>(spec, "strength", 1);
  if (!(strength >= 0 && strength <= 4))
    return Error{Code::BadUsage, msg("--strength must be between 0 and 4"), {}, {}, msg("1 is the adapter as it was trained.")};
  GRAFT_TRY(auto adapter, LoraAdapter::open(folder, loaded.modelFile.config()));
  adapter.strengthen(strength);
  return std::optional<LoraAdapter>(std::move(adapter));
}

const ops::LoraLookup* pointer(const std::optional<LoraAdapter>& adapter) { return adapter ? &*adapter : nullptr; }

/// Refuses texts longer than the model's sliding window. Up to that length, windowed attention equals full attention.
Status mustFitWindow(size_t tokens, const LoadedModel& loaded) {
  const int64_t window = loaded.modelFile.config().seesBack;
  if (window == 0 || static_cast<int64_t>(tokens) <= window) return Done{};
  return Error{Code::BadInput,
               msg("a text of %1 tokens is longer than the sliding window of %2, beyond which this model sees parts alone", tokens, window),
               loaded.modelFile.path(),
               {},
               msg("Use a shorter text: windows are not computed.")};
}

GenerateOptions optionsOf(const Json& spec, const LoadedModel& loaded, int64_t promptTokens = 0) {
  GenerateOptions options;
  options.maxNew = get<int64_t>(spec, "max_new", 64);
  options.temperature = get<double>(spec, "temperature", 0);
  options.topP = get<double>(spec, "top_p", 1);
  if (const auto& config = loaded.modelFile.config(); config.seesBack > 0)
    options.maxNew = std::min(options.maxNew, std::max<int64_t>(1, config.seesBack - promptTokens));
  options.seed = get<uint64_t>(spec, "seed", 42);
  options.stopIds = loaded.modelFile.config().eosIds;
  return options;
}

Json verdictJson(const Graded& base, const Graded& tuned) {
  int64_t fixed = 0, regressed = 0, right = 0, wrong = 0;
  for (size_t i = 0; i < tuned.right.size(); ++i) {
    fixed += tuned.right[i] && !base.right[i];
    regressed += !tuned.right[i] && base.right[i];
    right += tuned.right[i] && base.right[i];
    wrong += !tuned.right[i] && !base.right[i];
  }
  return Json{{"word", verdictName(verdictOf(fixed, regressed))},
              {"fixed", fixed},
              {"regressed", regressed},
              {"both_right", right},
              {"both_wrong", wrong},
              {"p", signTest(fixed, regressed)}};
}

}  // namespace

Result<Json> logitsJob(const Json& spec, Events& events) {
  GRAFT_TRY(const auto loaded, loadModel(spec, events));
  GRAFT_TRY(const auto adapter, adapterOf(get<std::string>(spec, "adapter", ""), spec, loaded));
  TrainRow row;
  row.ids = spec["ids"].get<std::vector<int64_t>>();
  for (const int64_t id : row.ids) {
    if (id < 0 || id >= loaded.modelFile.config().vocab)
      return Error{Code::BadUsage,
                   msg("--ids: %1 is not in the vocabulary of %2", id, loaded.modelFile.config().vocab),
                   {},
                   {},
                   msg("Use ids that graft inspect tokens shows.")};
  }
  GRAFT_CHECK(mustFitWindow(row.ids.size(), loaded));
  if (row.ids.empty()) return Error{Code::BadUsage, msg("--ids is empty"), {}, {}, msg("Example: --ids 1,2,3.")};
  const c10::InferenceMode noGradients;
  const at::Tensor hidden = loaded.model.forward(packRows({&row}), pointer(adapter));
  const at::Tensor logits = loaded.model.logits(hidden.narrow(0, hidden.size(0) - 1, 1)).squeeze(0);
  const auto [values, ids] = logits.topk(std::min<int64_t>(8, logits.size(0)));
  Json top = Json::array();
  for (int64_t i = 0; i < values.size(0); ++i) top.push_back({{"id", ids[i].item<int64_t>()}, {"logit", values[i].item<double>()}});
  return Json{{"logsumexp", logits.to(at::kDouble).logsumexp(0).item<double>()},
              {"mean", logits.to(at::kDouble).mean().item<double>()},
              {"top", top},
              {"dtype", typeName(loaded.model.type())}};
}

Result<Json> generateJob(const Json& spec, const Channel& channel) {
  Events& events = channel.events;
  GRAFT_TRY(const auto loaded, loadModel(spec, events));
  GRAFT_TRY(const auto adapter, adapterOf(get<std::string>(spec, "adapter", ""), spec, loaded));
  GRAFT_TRY(const auto ids, promptIds(get<std::string>(spec, "prompt", ""), loaded.chat(), loaded.tokenizer));
  GRAFT_CHECK(mustFitWindow(ids.size(), loaded));
  events.phase(Phase::Answering);
  std::vector<uint32_t> soFar;
  std::string shown;
  const double began = monotonicSeconds();
  const auto answers = generate(loaded.model, {ids}, pointer(adapter), optionsOf(spec, loaded, static_cast<int64_t>(ids.size())), [&](size_t, int64_t id) {
    soFar.push_back(static_cast<uint32_t>(id));
    const auto text = loaded.tokenizer.decode(soFar, true);
    // A character may need several tokens: text that ends in a replacement character is held back until the next token.
    if (text.ok() && text->size() > shown.size() && !text->ends_with("\xEF\xBF\xBD")) {
      events.emit(FrameType::Text, {{"text", text->substr(shown.size())}});
      shown = *text;
    }
    return channel.goesOn();
  });
  const double seconds = monotonicSeconds() - began;
  GRAFT_TRY(const auto text, loaded.tokenizer.decode({answers[0].ids.begin(), answers[0].ids.end()}, true));
  return Json{{"text", text},
              {"ids", answers[0].ids},
              {"stopped", answers[0].stopped},
              {"tokens_per_second", static_cast<double>(answers[0].ids.size()) / seconds},
              {"load_seconds", loaded.loadSeconds}};
}

namespace {

/// An answer in progress, of the base or an adapter: its text so far and the probability of each token.
struct Pane {
  std::string who, hash;
  std::optional<LoraAdapter> adapter;
  std::unique_ptr<AnswerStream> stream;
  std::vector<uint32_t> ids;
  std::string text;
  Json tokens = Json::array();
  double kl = 0;
  bool ended = false;
};

/// Generates the next token of a pane and emits the text that can be shown.
Status advance(Pane& pane, size_t number, const LoadedModel& loaded, Events& events) {
  const auto token = pane.stream->next();
  if (!token) {
    pane.ended = true;
    return Done{};
  }
  pane.ids.push_back(static_cast<uint32_t>(token->id));
  GRAFT_TRY(const auto text, loaded.tokenizer.decode(pane.ids, true));
  if (text.ends_with("\xEF\xBF\xBD")) return Done{};  // a character may need several tokens
  const std::string piece = text.size() > pane.text.size() ? text.substr(pane.text.size()) : "";
  pane.text = text;
  pane.tokens.push_back({{"text", piece}, {"p", token->probability}});
  events.emit(FrameType::Text, {{"pane", number}, {"text", piece}, {"p", token->probability}});
  return Done{};
}

Result<std::vector<Pane>> makePanes(const Json& spec, const LoadedModel& loaded, const std::vector<int64_t>& prompt) {
  std::vector<Pane> panes(1);
  panes[0].who = "base";
  for (const auto& named : spec["adapters"]) {
    Pane pane;
    pane.who = get<std::string>(named, "who", "adapter");
    const auto folder = get<std::string>(named, "folder", "");
    GRAFT_TRY(pane.adapter, adapterOf(folder, spec, loaded));
    GRAFT_TRY(pane.hash, adapterHash(folder));
    panes.push_back(std::move(pane));
  }
  Question question;
  question.prompt = prompt;
  for (auto& pane : panes) {
    pane.stream = std::make_unique<AnswerStream>(loaded.model, prompt, pointer(pane.adapter), optionsOf(spec, loaded, static_cast<int64_t>(prompt.size())));
    if (pane.adapter) pane.kl = meanKl(loaded.model, {question}, pointer(pane.adapter));
  }
  return panes;
}

}  // namespace

/// Lets base and adapters answer one prompt token by token in turn, with one copy of the weights.
Result<Json> askJob(const Json& spec, const Channel& channel) {
  GRAFT_TRY(const auto loaded, loadModel(spec, channel.events));
  GRAFT_TRY(const auto prompt, promptIds(get<std::string>(spec, "prompt", ""), loaded.chat(), loaded.tokenizer));
  GRAFT_CHECK(mustFitWindow(prompt.size(), loaded));
  channel.events.phase(Phase::Answering);
  GRAFT_TRY(auto panes, makePanes(spec, loaded, prompt));
  for (bool more = true; more && channel.goesOn();) {
    more = false;
    for (size_t i = 0; i < panes.size(); ++i) {
      if (!panes[i].ended) GRAFT_CHECK(advance(panes[i], i, loaded, channel.events));
      more = more || !panes[i].ended;
    }
  }
  Json out = Json::array();
  for (const auto& pane : panes)
    out.push_back({{"who", pane.who},
                   {"text", pane.text},
                   {"tokens", pane.tokens},
                   {"stopped", pane.stream->stopped()},
                   {"hash", pane.hash},
                   {"kl", pane.kl},
                   {"same_as_base", pane.text == panes[0].text}});
  return Json{{"panes", out}};
}

Result<Json> compareJob(const Json& spec, const Channel& channel) {
  Events& events = channel.events;
  GRAFT_TRY(const auto loaded, loadModel(spec, events));
  std::vector<Question> questions;
  if (const auto folder = get<std::string>(spec, "dataset", ""); !folder.empty()) {
    GRAFT_TRY(const auto dataset, Dataset::open(folder));
    if (!loaded.chat())
      return Error{Code::BadInput,
                   msg("the model has no chat template"),
                   loaded.modelFile.path(),
                   {},
                   msg("Use an instruct version of this model.")};
    GRAFT_TRY(questions, makeQuestions(dataset, Split::HeldOut, *loaded.renderer, loaded.tokenizer,
                                       static_cast<size_t>(loaded.modelFile.config().context), get<size_t>(spec, "rows", 200)));
    if (questions.empty())
      return Error{Code::BadInput,
                   msg("the dataset has no held-out conversations to ask"),
                   folder,
                   {},
                   msg("Import it with a larger --holdout, or ask with --prompt.")};
  }
  for (const auto& prompt : spec["prompts"]) {
    Question question;
    question.asked = prompt.get<std::string>();
    GRAFT_TRY(question.prompt, promptIds(question.asked, loaded.chat(), loaded.tokenizer));
    questions.push_back(std::move(question));
  }
  Json items = Json::array(), proofs = Json::array(), verdict = nullptr;
  for (const auto& q : questions)
    items.push_back({{"prompt", q.asked}, {"expected", q.expected.empty() ? Json(nullptr) : Json(q.expected)}, {"answers", Json::array()}});
  const auto options = optionsOf(spec, loaded);
  const auto ask = [&](const std::string& who, const ops::LoraLookup* adapter) {
    events.phase(Phase::Asking, who);
    auto graded = grade(loaded.model, questions, loaded.tokenizer, adapter, options, [&] { return channel.goesOn(); });
    for (size_t i = 0; i < questions.size(); ++i) {
      items[i]["answers"].push_back({{"who", who},
                                     {"text", graded.answers[i]},
                                     {"tokens", graded.tokens[i]},
                                     {"stopped", static_cast<bool>(graded.stopped[i])},
                                     {"right", questions[i].expected.empty() ? Json(nullptr) : Json(static_cast<bool>(graded.right[i]))}});
    }
    return graded;
  };
  const auto base = ask("base", nullptr);
  for (const auto& named : spec["adapters"]) {
    const auto folder = get<std::string>(named, "folder", ""), who = get<std::string>(named, "who", "adapter");
    GRAFT_TRY(const auto adapter, adapterOf(folder, spec, loaded));
    const auto tuned = ask(who, pointer(adapter));
    GRAFT_TRY(const auto hash, adapterHash(folder));
    Json proof = {{"who", who},
                  {"hash", hash},
                  {"mean_kl", meanKl(loaded.model, questions, pointer(adapter))},
                  {"same_answers_as_base", tuned.answers == base.answers},
                  {"exact_match", tuned.exactMatch},
                  {"base_exact_match", base.exactMatch}};
    if (!get<std::string>(spec, "dataset", "").empty()) proof["verdict"] = verdictJson(base, tuned);
    if (verdict.is_null() && proof.contains("verdict")) verdict = proof["verdict"]["word"];
    proofs.push_back(std::move(proof));
    if (!channel.goesOn()) return Error{Code::Stopped, msg("the comparison was stopped"), {}, {}, {}};
  }
  return Json{{"items", items}, {"proof", proofs}, {"verdict", verdict}};
}

}  // namespace graft::worker
