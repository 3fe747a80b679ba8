// SPDX-License-Identifier: Apache-2.0
// The job "ask": base and adapters answer one prompt token by token in turn, with one copy of the weights.
#include "core/contract/jobs/answer.hpp"
#include "core/eval/evaluate.hpp"
#include "core/jobs/answering.hpp"
#include "core/jobs/registry.hpp"

namespace graft::jobs {
namespace {

/// An answer in progress, of the base or an adapter.
struct Pane {
  AskPane shown;
  std::optional<LoraAdapter> adapter;
  std::unique_ptr<AnswerStream> stream;
  std::vector<uint32_t> ids;
  bool ended = false;
};

/// Generates the next token of a pane and emits the text that can be shown.
Status advance(Pane& pane, size_t number, const LoadedModel& loaded, FrameWriter& events) {
  const auto token = pane.stream->next();
  if (!token) {
    pane.ended = true;
    return Done{};
  }
  pane.ids.push_back(static_cast<uint32_t>(token->id));
  GRAFT_TRY(const auto text, loaded.tokenizer.decode(pane.ids, true));
  if (endsInPartOfCharacter(text)) return Done{};
  const std::string piece = text.size() > pane.shown.text.size() ? text.substr(pane.shown.text.size()) : "";
  pane.shown.text = text;
  pane.shown.tokens.push_back({piece, token->probability});
  events.emit(TextEvent{piece, number, token->probability});
  return Done{};
}

/// Messages that pane `number` gets: the system message, its own earlier turns, and the prompt.
Json messagesOf(const AskJob& job, size_t number) {
  Json messages = Json::array();
  const auto add = [&](const char* role, const std::string& content) { messages.push_back({{"role", role}, {"content", content}}); };
  if (!job.system.empty()) add("system", job.system);
  for (const AskedTurn& turn : job.turns) {
    add("user", turn.prompt);
    add("assistant", turn.answers[number]);
  }
  add("user", job.prompt);
  return messages;
}

/// Tokenizes the conversation of pane `number` up to the opening of the answer.
Result<std::vector<int64_t>> conversationIds(const AskJob& job, size_t number, const LoadedModel& loaded) {
  if (job.system.empty() && job.turns.empty()) return promptIds(job.prompt, loaded);
  const std::string& path = loaded.modelFile.path();
  if (!loaded.chat())
    return Error{Code::BadInput, msg("the model has no chat template"), path, {}, msg("Use an instruct version of this model.")};
  const Json conversation = {{"messages", messagesOf(job, number)}};
  GRAFT_TRY(const auto rendered, loaded.chat()->render(conversation, Prompt::AskForAnswer));
  if (!rendered.leftOut.empty())
    return Error{Code::BadInput,
                 msg("the chat template of the model does not write %1", rendered.leftOut.front()),
                 path,
                 {},
                 msg("Ask without it.")};
  GRAFT_TRY(const auto tokens, loaded.tokenizer.encode(rendered.text, rendered.literals));
  std::vector<int64_t> ids;
  for (const auto& token : tokens) ids.push_back(token.id);
  return ids;
}

/// Refuses a conversation that leaves no room for an answer.
Status mustFitContext(size_t tokens, const LoadedModel& loaded) {
  const int64_t context = loaded.modelFile.config().context;
  if (context <= 0 || static_cast<int64_t>(tokens) < context) return Done{};
  return Error{Code::BadInput,
               msg("the conversation has %1 tokens, and this model reads %2 at most", tokens, context),
               loaded.modelFile.path(),
               {},
               msg("Begin a new conversation, or ask less at once.")};
}

Result<std::vector<Pane>> makePanes(const AskJob& job, const LoadedModel& loaded) {
  std::vector<Pane> panes(1);
  panes[0].shown.who = "base";
  for (const AdapterRef& named : job.adapters) {
    Pane pane;
    pane.shown.who = named.who;
    GRAFT_TRY(pane.adapter, openAdapter(named.folder, job.strength, loaded));
    GRAFT_TRY(pane.shown.hash, adapterHash(named.folder));
    panes.push_back(std::move(pane));
  }
  for (const AskedTurn& turn : job.turns) {
    if (turn.answers.size() != panes.size())
      return Error{Code::BadUsage,
                   msg("an earlier turn has %1 answers for %2 models", turn.answers.size(), panes.size()),
                   {},
                   {},
                   msg("Begin a new conversation.")};
  }
  for (size_t i = 0; i < panes.size(); ++i) {
    Pane& pane = panes[i];
    Question question;
    GRAFT_TRY(question.prompt, conversationIds(job, i, loaded));
    GRAFT_CHECK(mustFitWindow(question.prompt.size(), loaded));
    GRAFT_CHECK(mustFitContext(question.prompt.size(), loaded));
    const auto options = generateOptions(job, loaded, static_cast<int64_t>(question.prompt.size()));
    pane.stream = std::make_unique<AnswerStream>(loaded.model, question.prompt, lookupOf(pane.adapter), options);
    if (pane.adapter) pane.shown.kl = meanKl(loaded.model, {question}, lookupOf(pane.adapter));
  }
  return panes;
}

Result<AskResult> run(const AskJob& job, const JobContext& context) {
  GRAFT_TRY(const auto loaded, loadModel(job, context.events));
  context.events.phase(Phase::Answering);
  GRAFT_TRY(auto panes, makePanes(job, loaded));
  for (bool more = true; more && context.goesOn();) {
    more = false;
    for (size_t i = 0; i < panes.size(); ++i) {
      if (!panes[i].ended) GRAFT_CHECK(advance(panes[i], i, loaded, context.events));
      more = more || !panes[i].ended;
    }
  }
  AskResult out;
  for (auto& pane : panes) {
    pane.shown.stopped = pane.stream->stopped();
    pane.shown.sameAsBase = pane.shown.text == panes[0].shown.text;
    out.panes.push_back(pane.shown);
  }
  return out;
}

}  // namespace

JobType jobOfAsk() { return jobType<AskJob>(run); }

}  // namespace graft::jobs
