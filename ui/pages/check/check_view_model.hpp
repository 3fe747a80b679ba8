// SPDX-License-Identifier: GPL-3.0-or-later
// Cost of an adapter elsewhere: the last check of the chosen adapter, and a new one. No widgets; main thread.
#pragma once

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
  void carryTo(const QString& file);
  /// Repeats the action that needed confirmation. The name stays accepted for this adapter.
  void acceptBase(const QString& claimed);
  void stop();
  bool isBusy() const { return m_busy; }
  QString doing() const { return m_doing; }
  double share() const { return m_share; }  ///< below 0: unknown
  /// Result of the job (format graft-check/1), or null.
  const Json& result() const { return m_result; }
  /// Result of the job "carry" for the chosen adapter (format graft-carry/1), or null.
  const Json& carried() const { return m_carried; }

 Q_SIGNALS:
  void listChanged();
  void changed();
  void failed(const QString& words);
  /// The adapter names another base. The action continues once that name is accepted.
  void baseAsked(const QString& claimed, const QString& words);

 private:
  void readLast();
  void run(std::function<Result<Json>()> makeSpec, std::function<void(const Json&)> done);
  Services m_services;
  AdapterList m_list;
  QString m_key, m_wanted, m_doing;
  std::string m_acceptedBase;
  std::function<void()> m_again;  ///< action that waits for confirmation
  Json m_result, m_carried;
  double m_share = -1;
  bool m_busy = false;
};

/// Result on general text, as a sentence.
QString generalSentence(const Json& result);
/// Result of the recitation probe, as a sentence.
QString recitationSentence(const Json& recitation);
Tone toneOf(const std::string& verdict);

}  // namespace graft::ui
