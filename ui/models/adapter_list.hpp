// SPDX-License-Identifier: GPL-3.0-or-later
// Adapters that there are: those kept by task, and those that are still only in the run that made them. For every page that lets a
// person choose one. Main thread; files are read in the background.
#pragma once

#include <optional>

#include <QObject>
#include <QStringList>

#include "core/base/json.hpp"
#include "ui/services/once_more.hpp"
#include "ui/services/services.hpp"

namespace graft::ui {

struct AdapterItem {
  QString key;       ///< what the command line calls it: TASK@VERSION, or the run
  QString name;      ///< for people: "tickets · version 2", or the run
  std::string path;  ///< what readers of adapters open
  QString task, run, base;
  QString dataset;            ///< name and version, while its run is there
  std::string datasetFolder;  ///< of that version
  int64_t version = 0;        ///< 0: not kept
  QStringList aliases;
  std::optional<double> exactBefore, exactAfter, lossBefore, lossAfter;
  int64_t rank = 0, bytes = 0;
  QString adapterHash, baseHash, dataHash, license;
  Json card;
  int open = 0;  ///< questions of the card without an answer
  bool isKept() const { return version > 0; }
};

class AdapterList : public QObject {
  Q_OBJECT
 public:
  explicit AdapterList(const Services& services, QObject* parent = nullptr);
  void refresh();
  bool wasRead() const { return m_wasRead; }
  /// By task, newest version first; then runs that are not kept, newest first.
  const std::vector<AdapterItem>& items() const { return m_items; }
  /// By key, or by the run that made it; null when there is none.
  const AdapterItem* find(const QString& name) const;
  /// The newest run's, else the first; null when there is none.
  const AdapterItem* newest() const;

 Q_SIGNALS:
  void changed();
  void failed(const QString& words);

 private:
  void readNow();
  Services m_services;
  OnceMore m_reading;
  std::vector<AdapterItem> m_items;
  bool m_wasRead = false;
};

/// What is known of one, as name and value.
std::vector<std::pair<QString, QString>> adapterFacts(const AdapterItem& item);
/// Results, hashes and settings of a run into an item that has none.
void takeFacts(AdapterItem& item, const Json& facts);

}  // namespace graft::ui
