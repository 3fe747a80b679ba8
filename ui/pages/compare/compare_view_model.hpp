// SPDX-License-Identifier: GPL-3.0-or-later
// Comparison of base and adapters: one question streamed, held-out rows as a batch, and a blind vote. No widgets; main thread.
#pragma once

#include <random>

#include <QObject>
#include <QStringList>

#include "core/contract/jobs/answer.hpp"
#include "core/contract/progress_event.hpp"
#include "ui/models/adapter_list.hpp"
#include "ui/pages/compare/comparison.hpp"

namespace graft {
struct Frame;
}

namespace graft::ui {

/// Measurement that the page makes; one at a time.
enum class Work { None, Ask, Batch, Blind };

class CompareViewModel : public QObject {
  Q_OBJECT
 public:
  static constexpr size_t kMostAdapters = 3;
  explicit CompareViewModel(const Services& services, QObject* parent = nullptr);
  void refresh() { m_list.refresh(); }
  const std::vector<AdapterItem>& candidates() const { return m_list.items(); }
  const QStringList& chosen() const { return m_chosen; }
  /// Display name of side `pane`: 0 is the base.
  QString nameOf(size_t pane) const;
  /// Sets the adapter at a place, by its key or by the run that made it. An empty name removes the place.
  void choose(int place, const QString& name);
  QStringList suggestions() const { return m_suggestions; }

  Work work() const { return m_work; }
  bool isBusy() const { return m_work != Work::None; }
  QString doing() const { return m_doing; }
  double share() const { return m_share; }  ///< part of the work that is done; below 0: unknown
  void stop();
  /// Repeats the action that needed confirmation. The name stays accepted.
  void acceptBase(const QString& claimed);
  /// Sets how questions and votes are answered. Held-out rows are measured without randomness.
  void setSampling(const Sampling& sampling);
  /// Sets the system message of later questions. Held-out rows bring their own.
  void setSystem(const QString& system);
  /// Sets the strength of all adapters; 1 is the trained scale.
  void setStrength(double strength);
  /// Conditions of the next question.
  AskedWith nextWith() const;

  /// Asks the next question of the conversation: each side gets the earlier turns with its own answers.
  void ask(const QString& prompt);
  /// Job of the next question, without its base.
  AskJob jobFor(const QString& prompt) const;
  /// Takes the worker's result of `ask`.
  void takeAnswers(const AskJob& job, const AskResult& result);
  void newConversation();
  const std::vector<Turn>& turns() const { return m_turns; }  ///< earlier turns, oldest first
  const Turn& turn() const { return m_turn; }                 ///< latest question; its panes are empty before the first
  const std::vector<AnswerPane>& panes() const { return m_turn.panes; }
  const QString& asked() const { return m_turn.asked; }  ///< question that the panes answer

  void measure(int rows, int maxNew);
  /// Takes the worker's result of `measure`.
  void takeBatch(const CompareResult& result, const CompareJob& job);
  const std::optional<BatchResult>& batch() const { return m_batch; }

  /// Starts a blind vote over the user's own questions, one per line, and `heldout` questions of the dataset.
  void startBlind(const QStringList& prompts, int heldout);
  const std::vector<BlindItem>& blind() const { return m_blind; }
  size_t blindAt() const { return m_blindAt; }
  void vote(Vote vote);  ///< by meaning, independent of the side
  void undoVote();
  int64_t votesFor(Vote vote) const;
  const AskedWith& blindWith() const { return m_blindWith; }

 Q_SIGNALS:
  void candidatesChanged();
  void busyChanged();
  void panesChanged();
  void optionsChanged();
  void batchChanged();
  void blindChanged();
  void failed(const QString& words);
  /// An adapter names another base. The action continues once that name is accepted.
  void baseAsked(const QString& claimed, const QString& words);

 private:
  /// Job with the chosen adapters and options. `runJob` resolves its base.
  template <class Job>
  Job jobWithOptions() const;
  template <class Job>
  using Done = std::function<void(const Job& job, const typename Job::Result& result)>;
  template <class Job>
  void runJob(Work work, Job job, std::function<void(const Frame&)> onFrame, Done<Job> done);
  template <class Job>
  void startJob(const Job& job, std::function<void(const Frame&)> onFrame, const Done<Job>& done);
  template <class Outcome>
  void endJob(const Outcome& outcome);
  QString beginning() const;
  void takePhase(const Frame& frame, size_t sides, bool hasProgress);
  void takeText(const Frame& frame);
  void keepTurn();
  void takeBlind(const CompareResult& result, const CompareJob& job);
  void clearBlind();
  void keepVote(const BlindItem& item);
  /// Saves a comparison in the store; `then` gets its number.
  void keep(const QStringList& adapters, const CompareResult& result, std::function<void(int64_t)> then = {});
  std::string datasetFolder() const;
  void readSuggestions();
  void takeCandidates();
  Services m_services;
  AdapterList m_list;
  QStringList m_chosen, m_suggestions;
  std::vector<std::string> m_acceptedBases;
  std::function<void()> m_again;  ///< action that waits for confirmation
  std::vector<Turn> m_turns;
  Turn m_turn;
  std::optional<BatchResult> m_batch;
  std::vector<BlindItem> m_blind;
  AskedWith m_blindWith;
  size_t m_blindAt = 0;
  int m_blindSerial = 0;                ///< counts blind votes that were started
  std::optional<int64_t> m_comparison;  ///< number in the store, once the store has given one
  QString m_doing, m_system;
  Sampling m_sampling;
  PhaseEvent m_phase;
  size_t m_side = 0;  ///< sides that the current work has begun to ask
  double m_strength = 1, m_share = -1;
  Work m_work = Work::None;
  bool m_isStopping = false;
  std::mt19937 m_shuffle{std::random_device{}()};
};

}  // namespace graft::ui
