// SPDX-License-Identifier: GPL-3.0-or-later
// Cost of an adapter elsewhere: the last check of the chosen adapter, and a new one. No widgets; main thread.
#pragma once

#include "core/contract/jobs/check.hpp"
#include "ui/models/adapter_list.hpp"
#include "ui/services/theme.hpp"

namespace graft::ui {

class CheckViewModel : public QObject {
  Q_OBJECT
 public:
  explicit CheckViewModel(const Services& services, QObject* parent = nullptr);
  void refresh() { m_list.refresh(); }
  const AdapterList& list() const { return m_list; }
  /// Chooses an adapter by its key or by the run that made it.
  void choose(const QString& name);
  const AdapterItem* current() const { return m_list.find(m_key); }

  void start();
  /// Tries the adapter on another base of equal shape: a GGUF file, or config.json of a folder.
  void transferTo(const QString& file);
  /// Repeats the action that needed confirmation. The name stays accepted for this adapter.
  void acceptBase(const QString& claimed);
  void stop();
  bool isBusy() const { return m_busy; }
  QString doing() const { return m_doing; }
  double share() const { return m_share; }  ///< below 0: unknown
  /// Last result for the chosen adapter.
  const std::optional<CheckResult>& result() const { return m_result; }
  /// Result on another base for the chosen adapter.
  const std::optional<TransferResult>& transferred() const { return m_transferred; }

 Q_SIGNALS:
  void listChanged();
  void changed();
  void failed(const QString& words);
  /// The adapter names another base. The action continues once that name is accepted.
  void baseAsked(const QString& claimed, const QString& words);

 private:
  void readLast();
  /// Runs one job at a time. No other adapter can be chosen meanwhile.
  template <class Job>
  void run(std::function<Result<Job>()> makeJob, std::function<void(const typename Job::Result&)> done);
  template <class Outcome>
  void end(const Outcome& outcome);
  Services m_services;
  AdapterList m_list;
  QString m_key, m_wanted, m_doing;
  std::string m_acceptedBase;
  std::function<void()> m_again;  ///< action that waits for confirmation
  std::optional<CheckResult> m_result;
  std::optional<TransferResult> m_transferred;
  double m_share = -1;
  bool m_busy = false;
};

}  // namespace graft::ui
