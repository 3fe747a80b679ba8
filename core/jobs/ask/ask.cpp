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

Result<std::vector<Pane>> makePanes(const AskJob& job, const LoadedModel& loaded, const std::vector<int64_t>& prompt) {
  std::vector<Pane> panes(1);
  panes[0].shown.who = "base";
  for (const AdapterRef& named : job.adapters) {
    Pane pane;
    pane.shown.who = named.who;
    GRAFT_TRY(pane.adapter, openAdapter(named.folder, job.strength, loaded));
    GRAFT_TRY(pane.shown.hash, adapterHash(named.folder));
    panes.push_back(std::move(pane));
  }
  Question question;
  question.prompt = prompt;
  const auto options = generateOptions(job, loaded, static_cast<int64_t>(prompt.size()));
  for (auto& pane : panes) {
    pane.stream = std::make_unique<AnswerStream>(loaded.model, prompt, lookupOf(pane.adapter), options);
    if (pane.adapter) pane.shown.kl = meanKl(loaded.model, {question}, lookupOf(pane.adapter));
  }
  return panes;
}

Result<AskResult> run(const AskJob& job, const JobContext& context) {
  GRAFT_TRY(const auto loaded, loadModel(job, context.events));
  GRAFT_TRY(const auto prompt, promptIds(job.prompt, loaded));
  GRAFT_CHECK(mustFitWindow(prompt.size(), loaded));
  context.events.phase(Phase::Answering);
  GRAFT_TRY(auto panes, makePanes(job, loaded, prompt));
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
