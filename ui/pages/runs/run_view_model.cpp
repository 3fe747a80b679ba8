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

double RunViewModel::memoryMib() const {
  const LiveRun* live = m_services.runs.live(m_run);
  if (live && live->memoryMib > 0) return live->memoryMib;
  return m_details.record.result ? m_details.record.result->peakRssMib : 0;
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

std::vector<AnswerRow> RunViewModel::answers(size_t index) const {
  std::vector<AnswerRow> out;
  if (index >= m_details.samples.size()) return out;
  const auto &first = m_details.samples.front().answers, &now = m_details.samples[index].answers;
  const auto words = [](const std::string& text) { return QString::fromStdString(text); };
  for (size_t i = 0; i < now.size(); ++i) {
    AnswerRow row{words(now[i].prompt), words(now[i].expected), i < first.size() ? words(first[i].answer) : QString(), words(now[i].answer),
                  false};
    // The engine grades; runs of older versions lack the grade.
    row.isRight = !row.expected.isEmpty() && now[i].right.value_or(row.now.trimmed() == row.expected.trimmed());
    out.push_back(std::move(row));
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

QString RunViewModel::outcome() const {
  if (isWorking() || !m_details.record.result) return {};
  const std::optional<HeldoutScore> before = m_details.record.result->heldoutBefore, after = m_details.record.result->heldoutAfter;
  if (!after) return tr("Trained without held-out examples, so nothing says whether it became better.");
  const auto rows = static_cast<int64_t>(after->rows);
  if (before && before->exactMatch && after->exactMatch) {
    return tr("Of %1 held-out examples it answers %2 exactly right; the base model answered %3.")
        .arg(countText(rows), percentText(*after->exactMatch, 1), percentText(*before->exactMatch, 1));
  }
  return tr("Held-out loss went from %1 to %2 (%3 examples).")
      .arg(before ? numberText(before->loss) : QString("–"), numberText(after->loss), countText(rows));
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
