// SPDX-License-Identifier: GPL-3.0-or-later
// What an adapter costs elsewhere: the last check of the one that is chosen, and a new one. No widgets; main thread.
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
  /// Key of an adapter, or the run that made it.
  void choose(const QString& name);
  const AdapterItem* current() const { return m_list.find(m_key); }

  void start();
  /// Tries the adapter on another base of the same shape: a GGUF file, or config.json of a folder.
  void carryTo(const QString& file);
  /// Does again what was asked about. For this adapter the name is not asked about any more.
  void acceptBase(const QString& claimed);
  void stop();
  bool isBusy() const { return m_busy; }
  QString doing() const { return m_doing; }
  double share() const { return m_share; }  ///< below 0: not known
  /// What the job answered (format graft-check/1), or null.
  const Json& result() const { return m_result; }
  /// What the job "carry" answered about the adapter that is chosen (format graft-carry/1), or null.
  const Json& carried() const { return m_carried; }

 Q_SIGNALS:
  void listChanged();
  void changed();
  void failed(const QString& words);
  /// The adapter names another base: once that name is accepted, what was wanted goes on.
  void baseAsked(const QString& claimed, const QString& words);

 private:
  void readLast();
  void run(std::function<Result<Json>()> makeSpec, std::function<void(const Json&)> done);
  Services m_services;
  AdapterList m_list;
  QString m_key, m_wanted, m_doing;
  std::string m_acceptedBase;
  std::function<void()> m_again;  ///< what was asked about
  Json m_result, m_carried;
  double m_share = -1;
  bool m_busy = false;
};

/// What the general text says, as a sentence.
QString generalSentence(const Json& result);
/// What came of asking for trained rows.
QString recitationSentence(const Json& recitation);
Tone toneOf(const std::string& verdict);

}  // namespace graft::ui
