// SPDX-License-Identifier: GPL-3.0-or-later
// Adapters that are there, one that is looked at, and what is done with it. No widgets. Main thread; files are read and written in the
// background.
#pragma once

#include "core/registry/registry.hpp"
#include "core/workspace/exports.hpp"
#include "ui/models/adapter_list.hpp"

namespace graft::ui {

/// What a person wants taken in: an adapter file of others, or a bundle.
struct Arrival {
  QString file;  ///< adapter_config.json, a .gguf, or entry.json of a bundle
  QString task;  ///< for an adapter; a bundle brings its own
  QString acceptedBase;
  QString key;  ///< public key under which a bundle's signature has to hold; empty: it is not looked at
  bool isBundle() const { return file.endsWith("/entry.json"); }
  bool isSigned() const;  ///< a bundle with a signature beside its files
};

class AdaptersViewModel : public QObject {
  Q_OBJECT
 public:
  explicit AdaptersViewModel(const Services& services);
  void refresh() { m_list.refresh(); }
  const AdapterList& list() const { return m_list; }
  const AdapterItem* current() const { return m_list.find(m_key); }
  /// Key of an adapter, or the run that made it.
  void select(const QString& name);
  /// With the numbers and hashes that a list does not need.
  const AdapterItem& shown() const { return m_shown; }
  /// Lines of the task's history, oldest first.
  const std::vector<Json>& history() const { return m_history; }
  /// Exports of this version that the history knows.
  int exports() const;

  void keep(const QString& task);
  void takeIn(const Arrival& arrival);
  void setCard(const Json& card);
  void promote(const QString& alias, const QString& reviewer, const QString& note);
  void rollBack(const QString& alias, const QString& reviewer, const QString& note);
  void checkFiles();
  /// One folder with everything; signed when there is a private key.
  void pack(const QString& out, const QString& key);

  /// Writes, reads back and compares; `exported` or `failed` follows.
  void exportTo(workspace::ExportOrder order);
  void stopExport();
  bool isExporting() const { return m_exporting; }
  double exportShare() const { return m_share; }  ///< below 0: not known
  const QString& exportPhase() const { return m_phase; }
  /// Where an export goes when nobody says otherwise: a name that is free, in the person's documents.
  QString suggestedTarget(const QString& ending) const;

 Q_SIGNALS:
  void listChanged();
  void currentChanged();
  void exportChanged();
  void exported(const Json& result);
  void failed(const QString& words);
  void told(const QString& words);
  /// The licence of the base restricts use: the same order with it accepted goes on.
  void licenseAsked(const workspace::ExportOrder& order, const QString& license);
  /// The adapter names another base: the same order with that name accepted goes on.
  void exportBaseAsked(const workspace::ExportOrder& order, const QString& claimed, const QString& words);
  /// It names another base; taking it in all the same needs that name.
  void baseRefused(const Arrival& arrival, const QString& claimed, const QString& words);

 private:
  void readShown();
  void change(std::function<Status()> work, const QString& words);
  void finishExport(Result<Json> outcome);
  Services m_services;
  AdapterList m_list;
  AdapterItem m_shown;
  std::vector<Json> m_history;
  QString m_key, m_phase;
  bool m_exporting = false;
  double m_share = -1;
  std::shared_ptr<workspace::ExportJob> m_job;
};

}  // namespace graft::ui
