// SPDX-License-Identifier: GPL-3.0-or-later
// Base models of the home and of other programs: found, sorted, searched, added and removed. Main thread; files are read in the background.
#pragma once

#include <QObject>

#include "core/workspace/models.hpp"
#include "ui/services/request_coalescer.hpp"
#include "ui/services/services.hpp"
#include "ui/services/theme.hpp"

namespace graft::ui {

/// "135 million", "1.5 billion", and the count itself below a million.
QString parametersText(int64_t parameters);
/// Fit of training to this machine, in a few words, with a sentence for the tooltip.
struct FitWords {
  QString words, explanation;
  Tone tone = Tone::Neutral;
};
/// `roomMib`: free memory; 0 if unknown, then there are no words.
FitWords fitWords(const workspace::MemoryNeed& need, double roomMib);
/// "Chat model", or that it has no template for conversations.
QString chatText(const workspace::ModelFacts& model);

class ModelsViewModel : public QObject {
  Q_OBJECT
 public:
  using Models = std::vector<const workspace::ModelFacts*>;
  explicit ModelsViewModel(const Services& services, QObject* parent = nullptr);
  void refresh();
  bool isOwnRead() const { return m_isOwnRead; }
  bool areOthersRead() const { return m_areOthersRead; }
  /// Shows models whose name, program, architecture or licence contains each word.
  void setSearch(const QString& words);
  /// The embedded model first, then by name.
  Models own() const;
  /// Usable ones by fit and name, then the others by name.
  Models others() const;
  bool hasOthers() const { return !m_others.empty(); }
  double roomMib() const { return m_roomMib; }

  /// Model of the home that the page's main action takes; null without any.
  const workspace::ModelFacts* chosen() const;
  void choose(const QString& name);  ///< in HOME/models; empty: the embedded model

  void add(const workspace::ModelPlace& place);
  /// Removes the link to a model and offers to make it again.
  void remove(const workspace::ModelFacts& model);

 Q_SIGNALS:
  void ownChanged();
  void othersChanged();
  void chosenChanged();
  void failed(const QString& words);

 private:
  void readNow();
  bool matches(const workspace::ModelFacts& model) const;
  void note(bool isAdded, const std::string& name);
  Services m_services;
  RequestCoalescer m_reading;
  std::vector<workspace::ModelFacts> m_own, m_others;
  QStringList m_search;
  QString m_chosen;
  double m_roomMib = 0;
  bool m_isOwnRead = false, m_areOthersRead = false;
};

}  // namespace graft::ui
