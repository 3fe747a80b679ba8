// SPDX-License-Identifier: GPL-3.0-or-later
// State of one run for its page, without widgets. Reads the store, never the worker, so runs of other programs, ended runs and running ones
// look equal. Main thread.
#pragma once

#include <QObject>
#include <QTimer>

#include "core/commands/train/run_estimate.hpp"
#include "core/contract/events.hpp"
#include "core/store/run_details.hpp"
#include "ui/charts/plot.hpp"
#include "ui/services/services.hpp"

namespace graft::ui {

enum class XAxis { Step, Epoch, Tokens, Minutes };
inline constexpr int kXAxes = 4;

/// An answer at one point of the training.
struct AnswerRow {
  QString prompt, expected, before, now;
  std::optional<bool> isRight;  ///< empty where answers are too long to be right or wrong as a whole
};

/// An answer to one question after `step`.
struct TimedAnswer {
  int64_t step = 0;
  QString text;
  std::optional<bool> isRight;  ///< as in AnswerRow
};
struct AnswerHistory {
  QString asked, expected;
  std::vector<TimedAnswer> answers;  ///< by step
};

/// Result of a run that has ended, from numbers alone.
struct Outcome {
  QString headline, detail, icon;
  Tone tone = Tone::Neutral;
  std::optional<double> before, after;  ///< share of held-out rows answered exactly right, by the base model and by the adapter
  int64_t questions = 0;                ///< held-out rows with a graded answer
};

/// Curves of a run along an axis. Values of step 0 (before training) are at its beginning.
struct RunCurves {
  Curve loss, heldout, learningRate, gradient, speed, memory;
  struct Best {
    size_t index = 0;  ///< in `heldout`
    int64_t step = 0;
  };
  std::optional<Best> best;  ///< the lowest held-out loss, if there are two or more
};
RunCurves curvesOf(const store::RunDetails& details, XAxis axis);
/// Position of `step` on the axis.
double placeOf(const store::RunDetails& details, XAxis axis, int64_t step);
QString axisTitle(XAxis axis);

enum class PartState { Done, Working, Ahead };
/// Part of a run, as the checklist before the first step shows it.
struct JobPart {
  QString name, detail;
  PartState state = PartState::Ahead;
  double seconds = 0;  ///< so far
};

enum class Stage { Preparing, FirstLook, Training, LastLook, Over };

class RunViewModel : public QObject {
  Q_OBJECT
 public:
  explicit RunViewModel(const Services& services, QObject* parent = nullptr);
  void show(const QString& run);
  const QString& run() const { return m_run; }
  bool isRead() const { return m_isRead; }
  const store::RunDetails& details() const { return m_details; }

  QString state() const;  ///< state in the words of `graft runs`
  Stage stage() const;
  PhaseEvent phase() const;
  ProgressEvent progress() const;
  bool isWorking() const;
  bool isPaused() const;
  /// True if the run was interrupted, paused or stopped and can resume from its newest checkpoint.
  bool canGoOn() const;
  bool hasAdapter() const { return m_hasAdapter; }
  int64_t step() const;
  int64_t steps() const;
  /// Estimate of the whole run; zero unless it works.
  commands::RunEstimate estimate() const;
  /// True until there is a step to draw.
  bool isPreparing() const;
  std::vector<JobPart> parts() const;
  /// Answers before training, as far as they are made.
  const std::vector<SampleAnswer>& firstAnswers() const;
  QString firstAnswersWords() const;
  /// Most memory of the process so far, of a working run its present memory.
  double peakMemoryMib() const;
  /// Memory that the run may use; 0 if unknown.
  double allowedMemoryMib() const;
  double tokensPerSecond() const;
  /// Answers at sample number `index` beside the first ones.
  std::vector<AnswerRow> answers(size_t index) const;
  /// Number of questions with sample answers.
  size_t questions() const;
  AnswerHistory answerHistory(size_t question) const;
  /// Reason why there are no sample answers.
  QString noAnswersWords() const;
  /// Comparison of the last held-out measurements in a sentence: improving, level, or rising again.
  QString learningWords() const;
  /// Step of the evaluation whose adapter was kept; 0: the last step, or unknown.
  int64_t keptStep() const;
  /// Key and value of each setting, in the window's words.
  std::vector<std::pair<QString, QString>> settings() const;
  /// Empty while the run works.
  Outcome outcome() const;

  void setNote(const QString& note);
  void addTag(const QString& tag);
  void removeTag(const QString& tag);

 Q_SIGNALS:
  void changed();
  void progressed();  ///< only phase, time left and memory have changed
  void failed(const QString& words);

 private:
  void read();
  /// Grade of an answer, if the run's answers are graded.
  std::optional<bool> gradeOf(const SampleAnswer& answer) const;
  bool isNews(const store::RunDetails& details, const std::string& state) const;
  template <class Change>
  void change(Change change);
  Services m_services;
  QString m_run;
  store::RunDetails m_details;
  std::string m_state;
  bool m_hasAdapter = false, m_isRead = false, m_isReading = false, m_again = false;
};

}  // namespace graft::ui
