// SPDX-License-Identifier: GPL-3.0-or-later
// List of available adapters: those kept by task, and those that exist only in their run. For every page that offers a choice of adapters.
// Main thread; files are read in the background.
#pragma once

#include <optional>

#include <QObject>
#include <QStringList>

#include "core/contract/adapter_entry.hpp"
#include "ui/services/request_coalescer.hpp"
#include "ui/services/services.hpp"

namespace graft::ui {

struct AdapterItem {
  QString key;       ///< name on the command line: TASK@VERSION, or the run
  QString name;      ///< display name: "tickets · version 2", or the run
  std::string path;  ///< path that readers of adapters open
  QString task, run, base;
  QString dataset;            ///< name and version, while the run exists
  std::string datasetFolder;  ///< folder of that version
  int64_t version = 0;        ///< 0: not kept
  QStringList aliases;
  std::optional<double> exactBefore, exactAfter, lossBefore, lossAfter;
  int64_t rank = 0, bytes = 0;
  QString adapterHash, baseHash, dataHash, license;
  CardAnswers card;
  int open = 0;  ///< unanswered questions of the model card
  bool isKept() const { return version > 0; }
};

class AdapterList : public QObject {
  Q_OBJECT
 public:
  explicit AdapterList(const Services& services, QObject* parent = nullptr);
  void refresh();
  bool wasRead() const { return m_wasRead; }
  /// Sorted by task, newest version first; then runs that are not kept, newest first.
  const std::vector<AdapterItem>& items() const { return m_items; }
  /// Finds an adapter by key or by the run that made it; null if there is none.
  const AdapterItem* find(const QString& name) const;
  /// Adapter of the newest run, else the first; null if there is none.
  const AdapterItem* newest() const;

 Q_SIGNALS:
  void changed();
  void failed(const QString& words);

 private:
  void readNow();
  Services m_services;
  RequestCoalescer m_reading;
  std::vector<AdapterItem> m_items;
  bool m_wasRead = false;
};

/// Known facts of an adapter, as name and value.
std::vector<std::pair<QString, QString>> adapterFacts(const AdapterItem& item);
/// Copies results, hashes and rank into an item that has none.
void takeOrigin(AdapterItem& item, const AdapterOrigin& origin);

}  // namespace graft::ui
