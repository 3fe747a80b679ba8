// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/compare/compare_view_model.hpp"

#include <algorithm>

#include "core/base/hash.hpp"
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

AskedWith askedWith(const CompareResult& result, const CompareJob& job) {
  AskedWith out;
  if (!result.proof.empty()) {
    out.adapter = textOf(result.proof[0].who);
    out.adapterHash = textOf(result.proof[0].hash);
  }
  out.base = textOf(job.model).section('/', -1);
  out.seed = static_cast<int>(job.seed);
  out.maxNew = static_cast<int>(job.maxNew);
  out.temperature = job.temperature;
  out.strength = job.strength;
  return out;
}

}  // namespace

BatchResult batchOf(const CompareResult& result, const CompareJob& job) {
  BatchResult out;
  out.with = askedWith(result, job);
  for (const ComparedItem& item : result.items) {
    const auto& answers = item.answers;
    if (answers.size() < 2) continue;
    const bool before = answers[0].right.value_or(false), now = answers[1].right.value_or(false);
    const Bucket bucket = now && !before   ? Bucket::Fixed
                          : before && !now ? Bucket::Regressed
                          : now            ? Bucket::Unchanged
                                           : Bucket::StillWrong;
    out.items.push_back(
        {textOf(item.prompt), textOf(item.expected.value_or("")), textOf(answers[0].text), textOf(answers[1].text), bucket});
    ++out.counts[static_cast<size_t>(bucket)];
    out.baseRight += before;
    out.adapterRight += now;
  }
  if (result.proof.empty()) return out;
  out.kl = result.proof[0].meanKl;
  if (result.proof[0].verdict) out.verdict = result.proof[0].verdict->word;
  return out;
}

CompareViewModel::CompareViewModel(const Services& services, QObject* parent) : QObject(parent), m_services(services), m_list(services) {
  connect(&m_list, &AdapterList::changed, this, &CompareViewModel::takeCandidates);
  connect(&m_list, &AdapterList::failed, this, &CompareViewModel::failed);
}

void CompareViewModel::takeCandidates() {
  m_chosen.removeIf([this](const QString& key) { return !m_list.find(key); });
  if (const AdapterItem* first = m_list.newest(); first && m_chosen.isEmpty()) choose(0, first->key);
  Q_EMIT candidatesChanged();
}

void CompareViewModel::choose(int place, const QString& name) {
  const AdapterItem* item = m_list.find(name);
  if (m_busy || (!name.isEmpty() && !item)) return;
  const QStringList before = m_chosen;
  if (!item) {
    if (m_chosen.size() > 1 && place < m_chosen.size()) m_chosen.removeAt(place);
  } else if (place < m_chosen.size()) {
    m_chosen[place] = item->key;
  } else if (static_cast<size_t>(m_chosen.size()) < kMostAdapters) {
    m_chosen << item->key;
  }
  if (m_chosen == before) return;
  m_panes.clear();
  m_batch.reset();
  clearBlind();
  readSuggestions();
  Q_EMIT candidatesChanged();
  Q_EMIT panesChanged();
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

void CompareViewModel::setLimits(int maxNew, double temperature, int seed) {
  m_maxNew = maxNew;
  m_temperature = temperature;
  m_seed = seed;
}
void CompareViewModel::stop() { m_services.jobs.stop(); }

template <class Job>
Job CompareViewModel::jobWithOptions() const {
  Job job;
  job.seed = static_cast<uint64_t>(m_seed);
  job.maxNew = m_maxNew;
  job.temperature = m_temperature;
  job.strength = m_strength;
  for (const QString& key : m_chosen) {
    if (const AdapterItem* item = m_list.find(key)) job.adapters.push_back({key.toStdString(), item->path});
  }
  return job;
}

void CompareViewModel::acceptBase(const QString& claimed) {
  m_acceptedBases.push_back(claimed.toStdString());
  if (!m_busy && m_again) m_again();
}

template <class Outcome>
void CompareViewModel::endJob(const Outcome& outcome) {
  m_busy = false;
  if (!outcome.ok() && outcome.error().code != Code::Stopped) Q_EMIT failed(errorText(outcome.error()));
  Q_EMIT busyChanged();
}

/// Finds the base that the first adapter was trained on, and checks the base names of all, in the background.
template <class Job>
void CompareViewModel::runJob(Job job, std::function<void(const Frame&)> onFrame, Done<Job> done) {
  m_busy = true;
  m_doing = tr("Loading the model");
  Q_EMIT busyChanged();
  m_again = [this, job, onFrame, done] { runJob(job, onFrame, done); };
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
      [this, onFrame = std::move(onFrame)](const Frame& frame) {
        if (const auto phase = eventIn<PhaseEvent>(frame)) {
          m_doing = phaseText(*phase);
          Q_EMIT busyChanged();
        }
        if (onFrame) onFrame(frame);
      },
      [this, job, done](const Result<typename Job::Result>& result) {
        m_busy = false;
        if (result.ok()) done(job, *result);
        endJob(result);
      });
}

void CompareViewModel::ask(const QString& prompt) {
  if (m_busy || m_chosen.isEmpty() || prompt.trimmed().isEmpty()) return;
  m_panes.assign(static_cast<size_t>(m_chosen.size()) + 1, {});
  m_panes[0].who = tr("Base model");
  for (qsizetype i = 0; i < m_chosen.size(); ++i) m_panes[static_cast<size_t>(i) + 1].who = m_chosen[i];
  auto job = jobWithOptions<AskJob>();
  m_asked = prompt.trimmed();
  job.prompt = m_asked.toStdString();
  Q_EMIT panesChanged();
  runJob<AskJob>(
      std::move(job), [this](const Frame& frame) { takeText(frame); },
      [this](const AskJob&, const AskResult& result) {
        for (size_t i = 0; i < m_panes.size() && i < result.panes.size(); ++i) {
          const AskPane& answered = result.panes[i];
          m_panes[i].hash = textOf(answered.hash);
          m_panes[i].kl = answered.kl;
          m_panes[i].sameAsBase = i > 0 && answered.sameAsBase;
          m_panes[i].stopped = answered.stopped;
          m_panes[i].isDone = true;
        }
        Q_EMIT panesChanged();
      });
}

void CompareViewModel::takeText(const Frame& frame) {
  const auto event = eventIn<TextEvent>(frame);
  if (!event) return;
  const size_t pane = event->pane.value_or(0);
  if (pane >= m_panes.size()) return;
  const QString piece = textOf(event->text);
  m_panes[pane].text += piece;
  m_panes[pane].words.push_back({piece, event->p.value_or(1)});
  Q_EMIT panesChanged();
}

void CompareViewModel::measure(int rows) {
  if (m_busy || m_chosen.isEmpty()) return;
  auto job = jobWithOptions<CompareJob>();
  job.dataset = datasetFolder();
  if (job.dataset.empty())
    return Q_EMIT failed(
        tr("This adapter came without its examples, so there are no held-out rows to measure. Ask it something, or vote on your own "
           "questions."));
  job.rows = static_cast<size_t>(rows);
  m_batch.reset();
  Q_EMIT batchChanged();
  runJob<CompareJob>(std::move(job), {}, [this](const CompareJob& asked, const CompareResult& result) {
    takeBatch(result, asked);
    keep(m_chosen, result);
  });
}
void CompareViewModel::takeBatch(const CompareResult& result, const CompareJob& job) {
  m_batch = batchOf(result, job);
  Q_EMIT batchChanged();
}

void CompareViewModel::startBlind(const QStringList& prompts, int heldout) {
  if (m_busy || m_chosen.isEmpty()) return;
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
  runJob<CompareJob>(std::move(job), {}, [this](const CompareJob& asked, const CompareResult& result) { takeBlind(result, asked); });
}

std::vector<BlindItem> blindItems(const CompareResult& result, const std::string& run, std::mt19937& random) {
  std::vector<BlindItem> out;
  int64_t index = 0;
  for (const ComparedItem& item : result.items) {
    const int64_t place = index++;
    if (item.answers.size() < 2) continue;
    const QString base = textOf(item.answers[0].text), adapter = textOf(item.answers[1].text), asked = textOf(item.prompt);
    if (base.trimmed() == adapter.trimmed()) continue;  // no information
    const bool left = random() % 2 == 0;
    const auto hash = [](const QString& text) { return sha256(text.toStdString()); };
    out.push_back(
        {asked, left ? adapter : base, left ? base : adapter, left, Vote::None, {place, {}, run, hash(asked), hash(base), hash(adapter)}});
  }
  std::shuffle(out.begin(), out.end(), random);
  return out;
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
