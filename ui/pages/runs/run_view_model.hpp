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
  bool isRight = false;
};

/// Curves of a run along an axis. Values of step 0 (before training) are at its beginning.
struct RunCurves {
  Curve loss, heldout, learningRate, gradient, speed, memory;
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
  double memoryMib() const;
  double tokensPerSecond() const;
  /// Answers at sample number `index` beside the first ones.
  std::vector<AnswerRow> answers(size_t index) const;
  /// Key and value of each setting, in the window's words.
  std::vector<std::pair<QString, QString>> settings() const;
  /// Outcome in one sentence, from numbers alone; empty while the run works.
  QString outcome() const;

  void setNote(const QString& note);
  void addTag(const QString& tag);
  void removeTag(const QString& tag);

 Q_SIGNALS:
  void changed();
  void progressed();  ///< only phase, time left and memory have changed
  void failed(const QString& words);

 private:
  void read();
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
