// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/compare/compare_view_model.hpp"

#include <algorithm>

#include "core/data/dataset.hpp"
#include "core/protocol/frames.hpp"
#include "core/workspace/places.hpp"
#include "ui/models/examples_model.hpp"
#include "ui/services/background.hpp"
#include "ui/services/base_question.hpp"
#include "ui/services/job_service.hpp"
#include "ui/services/store_service.hpp"
#include "ui/services/words.hpp"

namespace graft::ui {
namespace {

QString textOf(const std::string& text) { return QString::fromStdString(text); }

const char* voteName(Vote vote) {
  switch (vote) {
    case Vote::Adapter: return "adapter";
    case Vote::Base: return "base";
    case Vote::Tie: return "tie";
    case Vote::BothBad: return "both bad";
    case Vote::None: break;
  }
  return "";
}

}  // namespace

CompareViewModel::CompareViewModel(const Services& services, QObject* parent) : QObject(parent), m_services(services), m_list(services) {
  connect(&m_list, &AdapterList::changed, this, &CompareViewModel::takeCandidates);
  connect(&m_list, &AdapterList::failed, this, &CompareViewModel::failed);
}

/// An adapter that was kept since has another key; it stays chosen under that one.
void CompareViewModel::takeCandidates() {
  QStringList found;
  for (const QString& key : m_chosen) {
    if (const AdapterItem* item = m_list.find(key); item && !found.contains(item->key)) found << item->key;
  }
  const bool isSame = found.size() == m_chosen.size();
  m_chosen = found;
  if (!isSame && !isBusy()) newConversation();
  if (const AdapterItem* first = m_list.newest(); first && m_chosen.isEmpty()) choose(0, first->key);
  Q_EMIT candidatesChanged();
}

QString CompareViewModel::nameOf(size_t pane) const {
  if (pane == 0) return tr("Base model");
  const QString key = m_chosen.value(static_cast<qsizetype>(pane) - 1);
  const AdapterItem* item = m_list.find(key);
  return item ? item->name : key;
}

void CompareViewModel::choose(int place, const QString& name) {
  const AdapterItem* item = m_list.find(name);
  if (isBusy() || (!name.isEmpty() && !item)) return;
  const QStringList before = m_chosen;
  if (!item) {
    if (m_chosen.size() > 1 && place < m_chosen.size()) m_chosen.removeAt(place);
  } else if (place < m_chosen.size()) {
    m_chosen[place] = item->key;
  } else if (static_cast<size_t>(m_chosen.size()) < kMostAdapters) {
    m_chosen << item->key;
  }
  if (m_chosen == before) return;
  newConversation();
  m_batch.reset();
  clearBlind();
  readSuggestions();
  Q_EMIT candidatesChanged();
  Q_EMIT batchChanged();
  Q_EMIT blindChanged();
}

/// Dataset folder of the run that made the first adapter; empty for an adapter from elsewhere.
std::string CompareViewModel::datasetFolder() const {
  const AdapterItem* item = m_chosen.isEmpty() ? nullptr : m_list.find(m_chosen[0]);
  return item ? item->datasetFolder : "";
}

/// Reads three held-out questions as suggestions.
void CompareViewModel::readSuggestions() {
  m_services.files.run(
      this,
      [folder = datasetFolder()] {
        constexpr size_t kCount = 3;
        QStringList out;
        const auto dataset = Dataset::open(folder);
        if (!dataset.ok()) return out;
        const auto rows = dataset->side(Split::HeldOut);
        for (size_t i = 0; i < kCount && i < rows.size(); ++i) {
          const auto example = dataset->row(rows[i * rows.size() / kCount]);
          if (example.ok()) out << askAnswerOf(*example).asked;
        }
        return out;
      },
      [this](const QStringList& found) {
        m_suggestions = found;
        Q_EMIT candidatesChanged();
      });
}

void CompareViewModel::setSampling(const Sampling& sampling) {
  m_sampling = sampling;
  Q_EMIT optionsChanged();
}
void CompareViewModel::setSystem(const QString& system) {
  m_system = system.trimmed();
  Q_EMIT optionsChanged();
}
void CompareViewModel::setStrength(double strength) {
  m_strength = strength;
  Q_EMIT optionsChanged();
}
AskedWith CompareViewModel::nextWith() const {
  AskedWith out;
  out.system = m_system;
  out.sampling = m_sampling;
  out.strength = m_strength;
  return out;
}

void CompareViewModel::stop() {
  m_isStopping = isBusy();
  m_services.jobs.stop(this);
}

template <class Job>
Job CompareViewModel::jobWithOptions() const {
  Job job;
  job.seed = static_cast<uint64_t>(m_sampling.seed);
  job.maxNew = m_sampling.maxNew;
  job.temperature = m_sampling.temperature;
  job.topP = m_sampling.topP;
  job.strength = m_strength;
  for (const QString& key : m_chosen) {
    if (const AdapterItem* item = m_list.find(key)) job.adapters.push_back({key.toStdString(), item->path});
  }
  return job;
}

void CompareViewModel::acceptBase(const QString& claimed) {
  m_acceptedBases.push_back(claimed.toStdString());
  if (!isBusy() && m_again) m_again();
}

template <class Outcome>
void CompareViewModel::endJob(const Outcome& outcome) {
  m_work = Work::None;
  if (!outcome.ok() && outcome.error().code != Code::Stopped) Q_EMIT failed(errorText(outcome.error()));
  Q_EMIT busyChanged();
}

/// Outside of the templates, where the translation would not find its class.
QString CompareViewModel::beginning() const {
  return m_services.jobs.isBusy() ? tr("Waiting for another measurement") : tr("Loading the model");
}

/// Finds the base that the first adapter was trained on, and checks the base names of all, in the background.
template <class Job>
void CompareViewModel::runJob(Work work, Job job, std::function<void(const Frame&)> onFrame, Done<Job> done) {
  m_work = work;
  m_isStopping = false;
  m_share = -1;
  m_side = 0;
  m_doing = beginning();
  Q_EMIT busyChanged();
  m_again = [this, work, job, onFrame, done] { runJob(work, job, onFrame, done); };
  struct Resolved {
    Result<std::string> model;
    std::optional<BaseQuestion> question;
  };
  std::vector<std::string> adapters;
  for (const AdapterRef& adapter : job.adapters) adapters.push_back(adapter.folder);
  m_services.files.run(
      this,
      [adapters, accepted = m_acceptedBases, home = m_services.store.home()] {
        Resolved out{workspace::findBase(adapters.empty() ? "" : adapters[0], {}, home), {}};
        if (out.model.ok()) out.question = baseQuestion(adapters, *out.model, accepted, home);
        return out;
      },
      [this, job = std::move(job), onFrame = std::move(onFrame), done = std::move(done)](const Resolved& resolved) mutable {
        if (!resolved.model.ok()) return endJob(resolved.model);
        if (resolved.question) {
          endJob(Status(Error{Code::Stopped, {}, {}, {}, {}}));
          return Q_EMIT baseAsked(resolved.question->claimed, resolved.question->words);
        }
        job.model = *resolved.model;
        startJob(job, std::move(onFrame), done);
      });
}

template <class Job>
void CompareViewModel::startJob(const Job& job, std::function<void(const Frame&)> onFrame, const Done<Job>& done) {
  m_services.jobs.run(
      this, job,
      [this, onFrame = std::move(onFrame), sides = job.adapters.size() + 1](const Frame& frame) {
        takePhase(frame, sides, std::is_same_v<Job, CompareJob>);
        if (onFrame) onFrame(frame);
      },
      [this, job, done](const Result<typename Job::Result>& result) {
        m_work = Work::None;
        if (result.ok()) done(job, *result);
        endJob(result);
      });
}

/// Frames of text are progress in a comparison, and pieces of answers in a question.
void CompareViewModel::takePhase(const Frame& frame, size_t sides, bool hasProgress) {
  if (const auto phase = eventIn<PhaseEvent>(frame)) {
    m_phase = *phase;
    m_doing = phaseText(m_phase);
    if (m_phase.phase == Phase::Asking) m_share = static_cast<double>(m_side++) / static_cast<double>(sides);
    Q_EMIT busyChanged();
  }
  if (!hasProgress || m_side == 0) return;
  if (const auto progress = eventIn<ProgressEvent>(frame); progress && progress->total > 0) {
    m_doing = phaseText(m_phase, *progress);
    m_share = (static_cast<double>(m_side - 1) + static_cast<double>(progress->done) / static_cast<double>(progress->total)) /
              static_cast<double>(sides);
    Q_EMIT busyChanged();
  }
}

void CompareViewModel::newConversation() {
  m_turns.clear();
  m_turn = {};
  Q_EMIT panesChanged();
}

/// Moves the latest question to the earlier turns. One without answers is dropped, and so are turns of other adapters.
void CompareViewModel::keepTurn() {
  const auto sides = static_cast<size_t>(m_chosen.size()) + 1;
  if (m_turn.isAnswered()) m_turns.push_back(std::move(m_turn));
  m_turn = {};
  std::erase_if(m_turns, [sides](const Turn& turn) { return turn.panes.size() != sides; });
}

AskJob CompareViewModel::jobFor(const QString& prompt) const {
  auto job = jobWithOptions<AskJob>();
  job.prompt = prompt.trimmed().toStdString();
  job.system = m_system.toStdString();
  const auto add = [&job](const Turn& turn) {
    if (!turn.isAnswered() || turn.panes.size() != job.adapters.size() + 1) return;
    AskedTurn& earlier = job.turns.emplace_back();
    earlier.prompt = turn.asked.toStdString();
    for (const AnswerPane& pane : turn.panes) earlier.answers.push_back(pane.text.toStdString());
  };
  for (const Turn& turn : m_turns) add(turn);
  add(m_turn);
  return job;
}

void CompareViewModel::ask(const QString& prompt) {
  if (isBusy() || m_chosen.isEmpty() || prompt.trimmed().isEmpty()) return;
  AskJob job = jobFor(prompt);
  keepTurn();
  m_turn.panes.assign(static_cast<size_t>(m_chosen.size()) + 1, {});
  for (size_t i = 0; i < m_turn.panes.size(); ++i) m_turn.panes[i].who = nameOf(i);
  m_turn.asked = prompt.trimmed();
  m_turn.with = nextWith();
  Q_EMIT panesChanged();
  runJob<AskJob>(
      Work::Ask, std::move(job), [this](const Frame& frame) { takeText(frame); },
      [this](const AskJob& asked, const AskResult& result) { takeAnswers(asked, result); });
}

void CompareViewModel::takeAnswers(const AskJob& job, const AskResult& result) {
  m_turn.with.base = textOf(job.model).section('/', -1);
  for (size_t i = 0; i < m_turn.panes.size() && i < result.panes.size(); ++i) {
    const AskPane& answered = result.panes[i];
    AnswerPane& pane = m_turn.panes[i];
    pane.text = textOf(answered.text);
    pane.words.clear();
    for (const AnswerToken& token : answered.tokens) pane.words.push_back({textOf(token.text), token.p});
    pane.hash = textOf(answered.hash);
    pane.kl = answered.kl;
    pane.sameAsBase = i > 0 && answered.sameAsBase;
    pane.stopped = answered.stopped;
    pane.interrupted = m_isStopping && !answered.stopped;
    pane.isDone = true;
  }
  Q_EMIT panesChanged();
}

void CompareViewModel::takeText(const Frame& frame) {
  const auto event = eventIn<TextEvent>(frame);
  if (!event) return;
  const size_t pane = event->pane.value_or(0);
  if (pane >= m_turn.panes.size()) return;
  const QString piece = textOf(event->text);
  m_turn.panes[pane].text += piece;
  m_turn.panes[pane].words.push_back({piece, event->p.value_or(1)});
  Q_EMIT panesChanged();
}

void CompareViewModel::measure(int rows, int maxNew) {
  if (isBusy() || m_chosen.isEmpty()) return;
  auto job = jobWithOptions<CompareJob>();
  job.dataset = datasetFolder();
  if (job.dataset.empty())
    return Q_EMIT failed(
        tr("This adapter came without its examples, so there are no held-out rows to measure. Ask it something, or vote on your own "
           "questions."));
  job.rows = static_cast<size_t>(rows);
  job.maxNew = maxNew;
  job.temperature = 0;
  job.topP = 1;
  m_batch.reset();
  Q_EMIT batchChanged();
  runJob<CompareJob>(Work::Batch, std::move(job), {}, [this](const CompareJob& asked, const CompareResult& result) {
    takeBatch(result, asked);
    keep(m_chosen, result);
  });
}
void CompareViewModel::takeBatch(const CompareResult& result, const CompareJob& job) {
  m_batch = batchOf(result, job);
  Q_EMIT batchChanged();
}

void CompareViewModel::startBlind(const QStringList& prompts, int heldout) {
  if (isBusy() || m_chosen.isEmpty()) return;
  auto job = jobWithOptions<CompareJob>();
  for (const QString& prompt : prompts) {
    if (!prompt.trimmed().isEmpty()) job.prompts.push_back(prompt.trimmed().toStdString());
  }
  if (heldout > 0) job.dataset = datasetFolder();
  job.rows = static_cast<size_t>(heldout);
  if (job.prompts.empty() && job.dataset.empty()) return Q_EMIT failed(tr("Write at least one question, or take some held-out ones."));
  job.adapters.resize(std::min<size_t>(1, job.adapters.size()));  // a vote has two sides
  clearBlind();
  Q_EMIT blindChanged();
  runJob<CompareJob>(Work::Blind, std::move(job), {},
                     [this](const CompareJob& asked, const CompareResult& result) { takeBlind(result, asked); });
}

void CompareViewModel::takeBlind(const CompareResult& result, const CompareJob& job) {
  clearBlind();
  m_blindWith = askedWith(result, job);
  const std::string adapter = job.adapters.empty() ? "" : job.adapters[0].who;
  m_blind = blindItems(result, adapter, m_shuffle);
  if (m_blind.empty()) Q_EMIT failed(tr("Both gave the same answer to every question, so there is nothing to vote on."));
  Q_EMIT blindChanged();
  keep({QString::fromStdString(adapter)}, result, [this, serial = m_blindSerial](int64_t number) {
    if (serial != m_blindSerial) return;  // other questions were asked since
    m_comparison = number;
    for (size_t i = 0; i < m_blindAt; ++i) keepVote(m_blind[i]);  // votes that were faster than the store
  });
}

void CompareViewModel::clearBlind() {
  m_blind.clear();
  m_blindAt = 0;
  m_comparison.reset();
  ++m_blindSerial;
}

/// Writes the vote under its comparison. Until that has a number, `takeBlind` writes it later.
void CompareViewModel::keepVote(const BlindItem& item) {
  if (!m_comparison) return;
  store::Vote vote = item.stored;
  vote.choice = voteName(item.vote);
  m_services.store.ask(
      this, [id = *m_comparison, vote](store::Store& store) { return store::setVote(store, id, vote); },
      [this](const Status& kept) {
        if (!kept.ok()) Q_EMIT failed(errorText(kept.error()));
      });
}

void CompareViewModel::keep(const QStringList& adapters, const CompareResult& result, std::function<void(int64_t)> then) {
  std::vector<std::string> names;
  for (const QString& run : adapters) names.push_back(run.toStdString());
  m_services.store.ask(
      this, [names, result](store::Store& store) { return store::addComparison(store, names, result); },
      [this, then = std::move(then)](const Result<int64_t>& kept) {
        if (!kept.ok()) return Q_EMIT failed(errorText(kept.error()));
        if (then) then(*kept);
      });
}

void CompareViewModel::vote(Vote vote) {
  if (m_blindAt >= m_blind.size()) return;
  m_blind[m_blindAt].vote = vote;
  keepVote(m_blind[m_blindAt++]);
  Q_EMIT blindChanged();
}
void CompareViewModel::undoVote() {
  if (m_blindAt == 0) return;
  m_blind[--m_blindAt].vote = Vote::None;
  keepVote(m_blind[m_blindAt]);
  Q_EMIT blindChanged();
}
int64_t CompareViewModel::votesFor(Vote vote) const {
  return std::count_if(m_blind.begin(), m_blind.end(), [vote](const auto& item) { return item.vote == vote; });
}

}  // namespace graft::ui
