// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/runs/run_view_model.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <filesystem>

#include "core/commands/train/runs.hpp"
#include "ui/services/run_service.hpp"
#include "ui/services/setting_names.hpp"
#include "ui/services/words.hpp"

namespace graft::ui {

RunViewModel::RunViewModel(const Services& services, QObject* parent) : QObject(parent), m_services(services) {
  connect(&services.store, &StoreService::changed, this, [this](const QString& run) {
    if (run.isEmpty() || run == m_run) read();
  });
  connect(&services.runs, &RunService::progressed, this, [this](const QString& run) {
    if (run == m_run) Q_EMIT progressed();
  });
  connect(&services.runs, &RunService::ended, this, [this](const QString& run) {
    if (run == m_run) read();
  });
}

void RunViewModel::show(const QString& run) {
  if (run == m_run && m_isRead) return read();
  m_run = run;
  m_details = {};
  m_state.clear();
  m_isRead = m_hasAdapter = false;
  Q_EMIT changed();
  read();
}

/// An unchanged picture is not painted again, which would take time from the training on two cores.
bool RunViewModel::isNews(const store::RunDetails& details, const std::string& state) const {
  const auto sizes = [](const store::RunDetails& s) {
    return std::array{s.of(store::Metric::Loss).size(), s.evaluations.size(), s.samples.size(), s.warnings.size()};
  };
  return !m_isRead || state != m_state || sizes(details) != sizes(m_details) || details.row.note != m_details.row.note ||
         details.row.tags != m_details.row.tags || details.record != m_details.record;
}

/// Allows one request at a time. Changes meanwhile are read right after it.
void RunViewModel::read() {
  if (m_run.isEmpty()) return;
  if (m_isReading) {
    m_again = true;
    return;
  }
  m_isReading = true;
  struct Told {
    store::RunDetails details;
    std::string state;
    bool hasAdapter = false;
  };
  m_services.store.ask(
      this,
      [run = m_run.toStdString(), folder = m_services.runs.folderOf(m_run)](store::Store& store) -> Result<Told> {
        Told told;
        GRAFT_TRY(told.details, store::readRunDetails(store, run));
        told.state = workspace::stateOf(told.details.row.state, folder);
        std::error_code error;
        told.hasAdapter = std::filesystem::exists(folder + "/adapter/adapter_model.safetensors", error);
        return told;
      },
      [this, asked = m_run](Result<Told> told) {
        m_isReading = false;
        if (asked == m_run && told.ok()) {
          const bool isNews = this->isNews(told->details, told->state) || told->hasAdapter != m_hasAdapter;
          m_hasAdapter = told->hasAdapter;
          m_details = std::move(told->details);
          m_state = told->state;
          m_isRead = true;
          if (isNews) Q_EMIT changed();
        } else if (asked == m_run && !isWorking() && !m_services.runs.isStarting()) {
          Q_EMIT failed(errorText(told.error()));
        }
        if (std::exchange(m_again, false) || asked != m_run) read();
      });
}

QString RunViewModel::state() const { return isWorking() ? QString("running") : QString::fromStdString(m_state); }
bool RunViewModel::isWorking() const {
  const LiveRun* live = m_services.runs.live(m_run);
  return live && live->isWorking;
}
PhaseEvent RunViewModel::phase() const {
  const LiveRun* live = m_services.runs.live(m_run);
  return live ? live->news.phase : PhaseEvent{};
}
ProgressEvent RunViewModel::progress() const {
  const LiveRun* live = m_services.runs.live(m_run);
  return live ? live->news.progress : ProgressEvent{};
}
bool RunViewModel::isPaused() const { return isWorking() && phase().phase == Phase::Paused; }
bool RunViewModel::canGoOn() const {
  return m_isRead && !isWorking() && (m_state == "interrupted" || m_state == "paused" || m_state == "stopped" || m_state == "failed");
}

Stage RunViewModel::stage() const {
  if (!isWorking()) return m_isRead ? Stage::Over : Stage::Preparing;
  const Phase now = phase().phase;
  if (now == Phase::EvaluatingBase) return Stage::FirstLook;
  if (steps() > 0 && step() >= steps()) return Stage::LastLook;
  if (step() > 0 || now == Phase::Training || now == Phase::Paused || now == Phase::Resuming) return Stage::Training;
  return Stage::Preparing;
}

int64_t RunViewModel::step() const {
  const LiveRun* live = m_services.runs.live(m_run);
  return std::max(live ? live->position.step : 0, static_cast<int64_t>(m_details.of(store::Metric::Loss).size()));
}
int64_t RunViewModel::steps() const {
  const LiveRun* live = m_services.runs.live(m_run);
  if (live && live->position.steps > 0) return live->position.steps;
  return m_details.record.plan ? m_details.record.plan->steps : 0;
}
commands::RunEstimate RunViewModel::estimate() const {
  const LiveRun* live = m_services.runs.live(m_run);
  return live ? live->estimate() : commands::RunEstimate{};
}

bool RunViewModel::isPreparing() const { return isWorking() && step() == 0; }

std::vector<JobPart> RunViewModel::parts() const {
  const LiveRun* live = m_services.runs.live(m_run);
  if (!live) return {};
  const commands::RunNews& news = live->news;
  std::vector<JobPart> out;
  const double begun = news.phases.empty() ? monotonicSeconds() : news.phases.front().began;
  out.push_back(
      {tr("Start the engine"), {}, news.phases.empty() ? PartState::Working : PartState::Done, std::max(0.0, begun - live->began)});
  const auto add = [&](Phase phase, const QString& name, const QString& detail) {
    JobPart part{name, detail, PartState::Ahead, 0};
    for (size_t i = 0; i < news.phases.size(); ++i) {
      if (news.phases[i].phase != phase) continue;
      const bool isNow = i + 1 == news.phases.size();
      part.state = isNow ? PartState::Working : PartState::Done;
      part.seconds = (isNow ? monotonicSeconds() : news.phases[i + 1].began) - news.phases[i].began;
    }
    out.push_back(std::move(part));
  };
  const auto count = [](auto number) { return countText(static_cast<int64_t>(number)); };
  const auto& plan = news.plan;
  const auto& forecast = news.forecast;
  const ProgressEvent& progress = news.progress;
  const QString soFar = progress.total > 0 ? tr("%1 of %2").arg(count(progress.done), count(progress.total)) : QString();
  add(Phase::LoadingModel, tr("Load the base model"),
      plan ? tr("%1 million weights").arg(count(plan->modelParameters / 1'000'000)) : QString());
  add(Phase::ReadingData, tr("Read the examples"), plan ? tr("%1 rows, %2 tokens").arg(count(plan->rows), count(plan->tokens)) : QString());
  add(Phase::ProbingMemory, tr("Try out memory"),
      forecast                                ? tr("%1 of %2 at most").arg(memoryText(forecast->peakMib), memoryText(forecast->allowedMib))
      : progress.part == ProgressPart::Passes ? tr("pass %1 of about %2").arg(count(progress.done), count(progress.total))
                                              : QString());
  const auto resumed =
      std::find_if(news.phases.begin(), news.phases.end(), [](const auto& timed) { return timed.phase == Phase::Resuming; });
  if (resumed != news.phases.end()) {
    add(Phase::Resuming, tr("Read the last save"), {});
  } else if (!plan || plan->heldoutRows > 0) {
    add(Phase::EvaluatingBase, tr("Test the base model"),
        progress.part == ProgressPart::Rows      ? tr("loss: %1 held-out rows").arg(soFar)
        : progress.part == ProgressPart::Answers ? tr("%1 held-out rows answered").arg(soFar)
        : plan                                   ? tr("%1 held-out rows").arg(count(plan->heldoutRows))
                                                 : QString());
  }
  add(Phase::Training, tr("Train"),
      plan && forecast ? tr("%1 steps, %2").arg(count(plan->steps), aboutText(forecast->seconds))
      : plan           ? tr("%1 steps").arg(count(plan->steps))
                       : QString());
  return out;
}

const std::vector<SampleAnswer>& RunViewModel::firstAnswers() const {
  static const std::vector<SampleAnswer> none;
  const LiveRun* live = m_services.runs.live(m_run);
  return live ? live->news.firstAnswers : none;
}

QString RunViewModel::firstAnswersWords() const {
  const LiveRun* live = m_services.runs.live(m_run);
  if (!live) return {};
  const auto& plan = live->news.plan;
  const auto& answers = live->news.firstAnswers;
  if (plan && plan->heldoutRows == 0) return tr("Without held-out rows there is nothing to ask. Hold some out when you import.");
  if (plan && plan->questions == 0) return tr("The answers are long, so they are measured by their loss alone.");
  if (answers.empty()) return tr("They appear here as they are made: what the model says before it is trained.");
  const auto right = std::count_if(answers.begin(), answers.end(), [](const SampleAnswer& answer) { return answer.right.value_or(false); });
  return tr("%1 of %2 right before training").arg(countText(static_cast<int64_t>(right)), countText(static_cast<int64_t>(answers.size())));
}

double RunViewModel::peakMemoryMib() const {
  const LiveRun* live = m_services.runs.live(m_run);
  const auto& drawn = m_details.of(store::Metric::Memory);
  double most = live ? live->memoryMib : 0;
  for (const double value : drawn) most = std::isfinite(value) ? std::max(most, value) : most;
  return m_details.record.result && !isWorking() ? std::max(most, m_details.record.result->peakRssMib) : most;
}
double RunViewModel::allowedMemoryMib() const {
  const LiveRun* live = m_services.runs.live(m_run);
  if (live && live->news.forecast) return live->news.forecast->allowedMib;
  return m_details.record.forecast ? m_details.record.forecast->allowedMib : 0;
}
double RunViewModel::tokensPerSecond() const {
  double tokens = 0, seconds = 0;
  const auto &t = m_details.of(store::Metric::Tokens), &s = m_details.of(store::Metric::Seconds);
  for (size_t i = 0; i < std::min(t.size(), s.size()); ++i) {
    if (!std::isfinite(t[i]) || !std::isfinite(s[i])) continue;
    tokens += t[i];
    seconds += s[i];
  }
  return seconds > 0 ? tokens / seconds : 0;
}

std::optional<bool> RunViewModel::gradeOf(const SampleAnswer& answer) const {
  const bool isGraded = std::any_of(m_details.evaluations.begin(), m_details.evaluations.end(),
                                    [](const store::EvaluationRow& e) { return e.exactMatch.has_value(); });
  if (!isGraded || answer.expected.empty()) return {};
  // The engine grades; runs of older versions lack the grade.
  return answer.right.value_or(QString::fromStdString(answer.answer).trimmed() == QString::fromStdString(answer.expected).trimmed());
}

std::vector<AnswerRow> RunViewModel::answers(size_t index) const {
  std::vector<AnswerRow> out;
  if (index >= m_details.samples.size()) return out;
  const auto &first = m_details.samples.front().answers, &now = m_details.samples[index].answers;
  const auto words = [](const std::string& text) { return QString::fromStdString(text); };
  for (size_t i = 0; i < now.size(); ++i) {
    out.push_back({words(now[i].prompt), words(now[i].expected), i < first.size() ? words(first[i].answer) : QString(),
                   words(now[i].answer), gradeOf(now[i])});
  }
  return out;
}

std::vector<std::pair<QString, QString>> RunViewModel::settings() const {
  std::vector<std::pair<QString, QString>> out;
  const Json& s = m_details.record.settings;
  // Frequently changed settings first, then the others.
  const std::string first[] = {"epochs", "lr", "rank", "alpha", "rows_per_step", "max_length"};
  for (const auto& key : first) {
    if (s.contains(key)) out.emplace_back(settingName(key), settingText(s[key]));
  }
  for (const auto& [key, value] : s.items()) {
    if (std::find(std::begin(first), std::end(first), key) == std::end(first)) out.emplace_back(settingName(key), settingText(value));
  }
  return out;
}

size_t RunViewModel::questions() const { return m_details.samples.empty() ? 0 : m_details.samples.front().answers.size(); }

AnswerHistory RunViewModel::answerHistory(size_t question) const {
  AnswerHistory out;
  const auto words = [](const std::string& content) { return QString::fromStdString(content); };
  for (const SampleEvent& sample : m_details.samples) {
    if (question >= sample.answers.size()) continue;
    const SampleAnswer& answer = sample.answers[question];
    out.asked = words(answer.prompt);
    out.expected = words(answer.expected);
    out.answers.push_back({sample.step, words(answer.answer), gradeOf(answer)});
  }
  return out;
}

QString RunViewModel::noAnswersWords() const {
  const auto& plan = m_details.record.plan;
  if (plan && plan->heldoutRows == 0) return tr("No rows are held out, so there are no questions to ask. Hold some out when you import.");
  if (isWorking()) return tr("They appear here with the first measurement.");
  return tr("No sample answers were recorded.");
}

int64_t RunViewModel::keptStep() const { return m_details.record.result && !isWorking() ? m_details.record.result->bestStep : 0; }

QString RunViewModel::learningWords() const {
  constexpr double kLevel = 0.02;  // smaller changes of the loss are called level
  std::vector<const store::EvaluationRow*> measured;
  for (const auto& e : m_details.evaluations) {
    if (e.loss && std::isfinite(*e.loss)) measured.push_back(&e);
  }
  const auto& plan = m_details.record.plan;
  if (plan && plan->heldoutRows == 0) return tr("No rows are held out, so nothing says whether it learns or memorises.");
  const LiveRun* live = m_services.runs.live(m_run);
  if (measured.size() < 2) {
    if (!isWorking() || !live || steps() == 0) return {};
    const int64_t every = live->position.evalEvery;
    return tr("Held-out rows are measured next after step %1.").arg(countText(every > 0 ? std::min(every, steps()) : steps()));
  }
  const auto lower = [](const auto* one, const auto* other) { return *one->loss < *other->loss; };
  const store::EvaluationRow &best = **std::min_element(measured.begin(), measured.end(), lower), &last = *measured.back(),
                             &before = *measured[measured.size() - 2];
  const auto change = [](const store::EvaluationRow& from, const store::EvaluationRow& to) { return *to.loss / *from.loss - 1; };
  const auto placeOf = [](const store::EvaluationRow& e) { return e.step == 0 ? tr("base model") : tr("step %1").arg(countText(e.step)); };
  if (change(best, last) > kLevel) {
    const QString risen = (best.step == 0 ? tr("Held-out loss has risen from %1 (%2) to %3: it learns what does not hold for other rows.")
                                          : tr("Held-out loss has risen from %1 (%2) to %3: it begins to memorise."))
                              .arg(numberText(*best.loss), placeOf(best), numberText(*last.loss));
    if (keptStep() > 0) return risen + " " + tr("The adapter of step %1 was kept.").arg(countText(keptStep()));
    return isWorking() && best.step > 0 ? risen + " " + tr("At the end the best adapter is kept.") : risen;
  }
  if (-change(before, last) > kLevel)
    return tr("Held-out loss fell from %1 (%2) to %3.").arg(numberText(*before.loss), placeOf(before), numberText(*last.loss));
  return tr("Held-out loss is level: %1 (%2), now %3.").arg(numberText(*before.loss), placeOf(before), numberText(*last.loss));
}

Outcome RunViewModel::outcome() const {
  if (isWorking() || !m_isRead) return {};
  const StateWords words = stateWords(state());
  Outcome out;
  out.headline = words.text, out.icon = words.icon, out.tone = words.tone;
  const auto& result = m_details.record.result;
  QStringList detail;
  const auto rowsOf = [](size_t rows) { return tr("%n held-out row(s)", nullptr, static_cast<int>(rows)); };
  if (result && result->heldoutAfter) {
    const HeldoutScore& after = *result->heldoutAfter;
    const std::optional<HeldoutScore> before = result->heldoutBefore;
    if (before && before->exactMatch && after.exactMatch) {
      out.headline = exactMatchText(*before->exactMatch, *after.exactMatch);
      out.before = *before->exactMatch, out.after = *after.exactMatch;
      out.questions = m_details.row.questions;
      detail << tr("held-out loss %1, base model %2").arg(numberText(after.loss), numberText(before->loss)) << rowsOf(after.rows);
    } else {
      out.headline = before ? tr("Held-out loss went from %1 to %2.").arg(numberText(before->loss), numberText(after.loss))
                            : tr("Held-out loss %1.").arg(numberText(after.loss));
      detail << rowsOf(after.rows);
    }
  } else if (result && !canGoOn()) {
    out.headline = tr("Trained without held-out rows, so nothing says whether it became better.");
  } else if (canGoOn() && step() > 0) {
    out.headline = tr("%1 after step %2 of %3.").arg(words.text, countText(step()), countText(steps()));
    detail << (hasAdapter() ? tr("The adapter as it was then can be used; resuming goes on from the last save.")
                            : tr("Resuming goes on from the last save."));
  }
  if (result && keptStep() > 0 && keptStep() < result->steps) detail << tr("adapter of step %1, the best one").arg(countText(keptStep()));
  if (result && result->steps > 0) detail << tr("%n step(s)", nullptr, static_cast<int>(result->steps)) << durationText(result->seconds);
  out.detail = detail.join(" · ");
  return out;
}

template <class Change>
void RunViewModel::change(Change change) {
  m_services.store.ask(
      this, [run = m_run.toStdString(), change](store::Store& store) -> Result<Done> { return change(store, run); },
      [this](Result<Done> done) {
        if (!done.ok()) return Q_EMIT failed(errorText(done.error()));
        read();
      });
}
void RunViewModel::setNote(const QString& note) {
  change([note = note.toStdString()](store::Store& store, const std::string& run) { return store::setNote(store, run, note); });
}
void RunViewModel::addTag(const QString& tag) {
  change([tag = tag.toStdString()](store::Store& store, const std::string& run) { return store::addTag(store, run, tag); });
}
void RunViewModel::removeTag(const QString& tag) {
  change([tag = tag.toStdString()](store::Store& store, const std::string& run) { return store::removeTag(store, run, tag); });
}

}  // namespace graft::ui
