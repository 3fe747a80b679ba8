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

QString textOf(const Json& object, const char* key) { return QString::fromStdString(get<std::string>(object, key, "")); }
bool isRight(const Json& answer) { return get<bool>(answer, "right", false); }

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

AskedWith askedWith(const Json& result, const Json& spec) {
  AskedWith out;
  if (!result["proof"].empty()) {
    out.adapter = textOf(result["proof"][0], "who");
    out.adapterHash = textOf(result["proof"][0], "hash");
  }
  out.base = textOf(spec, "model").section('/', -1);
  out.seed = get<int>(spec, "seed", 0);
  out.maxNew = get<int>(spec, "max_new", 0);
  out.temperature = get<double>(spec, "temperature", 0);
  out.strength = get<double>(spec, "strength", 1);
  return out;
}

}  // namespace

BatchResult batchOf(const Json& result, const Json& spec) {
  BatchResult out;
  out.with = askedWith(result, spec);
  for (const Json& item : result["items"]) {
    const Json& answers = item["answers"];
    if (answers.size() < 2) continue;
    const bool before = isRight(answers[0]), now = isRight(answers[1]);
    const Bucket bucket = now && !before   ? Bucket::Fixed
                          : before && !now ? Bucket::Regressed
                          : now            ? Bucket::Unchanged
                                           : Bucket::StillWrong;
    out.items.push_back({textOf(item, "prompt"), textOf(item, "expected"), textOf(answers[0], "text"), textOf(answers[1], "text"), bucket});
    ++out.counts[static_cast<size_t>(bucket)];
    out.baseRight += before;
    out.adapterRight += now;
  }
  out.verdict = verdictOf(out.counts[static_cast<size_t>(Bucket::Fixed)], out.counts[static_cast<size_t>(Bucket::Regressed)]);
  if (!result["proof"].empty()) out.kl = get<double>(result["proof"][0], "mean_kl", 0);
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

Json CompareViewModel::spec(const char* job) const {
  // The base is the one that the first adapter was trained on.
  Json adapters = Json::array();
  for (const QString& key : m_chosen) {
    if (const AdapterItem* item = m_list.find(key)) adapters.push_back({{"who", key.toStdString()}, {"folder", item->path}});
  }
  const auto model = workspace::findBase(get<std::string>(adapters[0], "folder", ""), {}, m_services.store.home());
  return {{"job", job},
          {"model", model.ok() ? *model : ""},
          {"dtype", "auto"},
          {"threads", 0},
          {"seed", m_seed},
          {"max_new", m_maxNew},
          {"temperature", m_temperature},
          {"top_p", 1},
          {"strength", m_strength},
          {"adapters", adapters},
          {"prompts", Json::array()}};
}

void CompareViewModel::acceptBase(const QString& claimed) {
  m_acceptedBases.push_back(claimed.toStdString());
  if (!m_busy && m_again) m_again();
}

/// Checks the base names of the adapters first, in the background.
void CompareViewModel::runJob(Json spec, std::function<void(const Frame&)> onFrame, std::function<void(const Json&)> done) {
  m_busy = true;
  m_doing = tr("Loading the model");
  Q_EMIT busyChanged();
  m_again = [this, spec, onFrame, done] { runJob(spec, onFrame, done); };
  const auto end = [this, done = std::move(done)](Result<Json> result) {
    m_busy = false;
    if (result.ok())
      done(*result);
    else if (result.error().code != Code::Stopped)
      Q_EMIT failed(errorText(result.error()));
    Q_EMIT busyChanged();
  };
  std::vector<std::string> adapters;
  for (const Json& named : spec["adapters"]) adapters.push_back(get<std::string>(named, "folder", ""));
  m_services.files.run(
      this,
      [adapters, model = get<std::string>(spec, "model", ""), accepted = m_acceptedBases, home = m_services.store.home()] {
        return baseQuestion(adapters, model, accepted, home);
      },
      [this, spec, onFrame = std::move(onFrame), end](const std::optional<BaseQuestion>& question) mutable {
        if (!question) return startJob(std::move(spec), std::move(onFrame), end);
        end(Error{Code::Stopped, {}, {}, {}, {}});
        Q_EMIT baseAsked(question->claimed, question->words);
      });
}

void CompareViewModel::startJob(Json spec, std::function<void(const Frame&)> onFrame, std::function<void(Result<Json>)> end) {
  m_services.jobs.run(
      this, std::move(spec),
      [this, onFrame = std::move(onFrame)](const Frame& frame) {
        if (const auto phase = eventIn<PhaseEvent>(frame)) {
          m_doing = phaseText(*phase);
          Q_EMIT busyChanged();
        }
        if (onFrame) onFrame(frame);
      },
      std::move(end));
}

void CompareViewModel::ask(const QString& prompt) {
  if (m_busy || m_chosen.isEmpty() || prompt.trimmed().isEmpty()) return;
  m_panes.assign(static_cast<size_t>(m_chosen.size()) + 1, {});
  m_panes[0].who = tr("Base model");
  for (qsizetype i = 0; i < m_chosen.size(); ++i) m_panes[static_cast<size_t>(i) + 1].who = m_chosen[i];
  Json asked = spec("ask");
  m_asked = prompt.trimmed();
  asked["prompt"] = m_asked.toStdString();
  Q_EMIT panesChanged();
  runJob(
      std::move(asked), [this](const Frame& frame) { takeText(frame); },
      [this](const Json& result) {
        for (size_t i = 0; i < m_panes.size() && i < result["panes"].size(); ++i) {
          const Json& told = result["panes"][i];
          m_panes[i].hash = textOf(told, "hash");
          m_panes[i].kl = get<double>(told, "kl", 0);
          m_panes[i].sameAsBase = i > 0 && get<bool>(told, "same_as_base", false);
          m_panes[i].stopped = get<bool>(told, "stopped", true);
          m_panes[i].isDone = true;
        }
        Q_EMIT panesChanged();
      });
}

void CompareViewModel::takeText(const Frame& frame) {
  if (frame.type != FrameType::Text) return;
  const auto pane = get<size_t>(frame.payload, "pane", 0);
  if (pane >= m_panes.size()) return;
  const QString piece = textOf(frame.payload, "text");
  m_panes[pane].text += piece;
  m_panes[pane].words.push_back({piece, get<double>(frame.payload, "p", 1)});
  Q_EMIT panesChanged();
}

void CompareViewModel::measure(int rows) {
  if (m_busy || m_chosen.isEmpty()) return;
  Json asked = spec("compare");
  asked["dataset"] = datasetFolder();
  if (asked["dataset"] == "")
    return Q_EMIT failed(
        tr("This adapter came without its examples, so there are no held-out rows to measure. Ask it something, or vote on your own "
           "questions."));
  asked["rows"] = rows;
  m_batch.reset();
  Q_EMIT batchChanged();
  runJob(asked, {}, [this, asked](const Json& result) {
    takeBatch(result, asked);
    keep(m_chosen, result);
  });
}
void CompareViewModel::takeBatch(const Json& result, const Json& spec) {
  m_batch = batchOf(result, spec);
  Q_EMIT batchChanged();
}

void CompareViewModel::startBlind(const QStringList& prompts, int heldout) {
  if (m_busy || m_chosen.isEmpty()) return;
  Json asked = spec("compare");
  for (const QString& prompt : prompts) {
    if (!prompt.trimmed().isEmpty()) asked["prompts"].push_back(prompt.trimmed().toStdString());
  }
  if (const std::string dataset = datasetFolder(); heldout > 0 && !dataset.empty()) {
    asked["dataset"] = dataset;
    asked["rows"] = heldout;
  }
  if (asked["prompts"].empty() && !asked.contains("dataset"))
    return Q_EMIT failed(tr("Write at least one question, or take some held-out ones."));
  asked["adapters"].erase(asked["adapters"].begin() + 1, asked["adapters"].end());  // a vote has two sides
  clearBlind();
  Q_EMIT blindChanged();
  runJob(asked, {}, [this, asked](const Json& result) { takeBlind(result, asked); });
}

std::vector<BlindItem> blindItems(const Json& result, const std::string& run, std::mt19937& random) {
  std::vector<BlindItem> out;
  int64_t index = 0;
  for (const Json& item : result["items"]) {
    const QString base = textOf(item["answers"][0], "text"), adapter = textOf(item["answers"][1], "text"), asked = textOf(item, "prompt");
    const int64_t place = index++;
    if (base.trimmed() == adapter.trimmed()) continue;  // no information
    const bool left = random() % 2 == 0;
    const auto hash = [](const QString& text) { return sha256(text.toStdString()); };
    out.push_back(
        {asked, left ? adapter : base, left ? base : adapter, left, Vote::None, {place, {}, run, hash(asked), hash(base), hash(adapter)}});
  }
  std::shuffle(out.begin(), out.end(), random);
  return out;
}

void CompareViewModel::takeBlind(const Json& result, const Json& spec) {
  clearBlind();
  m_blindWith = askedWith(result, spec);
  const std::string adapter = get<std::string>(spec["adapters"][0], "who", "");
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

void CompareViewModel::keep(const QStringList& adapters, const Json& result, std::function<void(int64_t)> then) {
  Json names = Json::array();
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
