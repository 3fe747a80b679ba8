// SPDX-License-Identifier: GPL-3.0-or-later
// The list of adapters, the selected one, and the actions on it. No widgets. Main thread; files are read and written in the background.
#pragma once

#include "core/commands/export/export.hpp"
#include "core/registry/registry.hpp"
#include "ui/models/adapter_list.hpp"

namespace graft::ui {

/// A file to import: an adapter from elsewhere, or a bundle.
struct AdapterImport {
  QString file;  ///< adapter_config.json, a .gguf, or entry.json of a bundle
  QString task;  ///< for an adapter; a bundle has its own
  QString acceptedBase;
  QString key;            ///< public key that a bundle's signature must match; empty: no check
  bool isSigned = false;  ///< true for a bundle with a signature beside its files
  bool isBundle() const { return file.endsWith("/entry.json"); }
};

/// Details of the selected adapter that are read from files.
struct ShownDetails {
  Result<std::vector<AdapterHistoryLine>> lines = std::vector<AdapterHistoryLine>();  ///< of the task's history, oldest first
  std::optional<AdapterOrigin> origin;                                                ///< of an adapter that is not kept
  QString license;                                                                    ///< of the base on this machine
};

class AdaptersViewModel : public QObject {
  Q_OBJECT
 public:
  explicit AdaptersViewModel(const Services& services);
  void refresh() { m_list.refresh(); }
  /// Looks at the files of an adapter from elsewhere, and emits `arrived`.
  void lookAt(const QString& file);
  const AdapterList& list() const { return m_list; }
  const AdapterItem* current() const { return m_list.find(m_key); }
  /// Selects an adapter by its key or by the run that made it.
  void select(const QString& name);
  /// Selected adapter, with the numbers and hashes that the list does not need.
  const AdapterItem& shown() const { return m_shown; }
  /// True once the numbers of `shown` that need files were read.
  bool isShownRead() const { return m_details.has_value(); }
  /// Lines of the task's history, oldest first. Empty until they are read.
  const std::vector<AdapterHistoryLine>& history() const;
  /// Number of exports of this version in the history.
  int exports() const;

  void keep(const QString& task);
  /// Why keeping the selected adapter is doubtful, in a sentence: it answers no more held-out rows right than its base. Empty without
  /// doubt.
  QString doubtOfKeeping() const;
  void takeIn(const AdapterImport& arrival);
  void setCard(const CardAnswers& card);
  void promote(const QString& alias, const QString& reviewer, const QString& note);
  void rollBack(const QString& alias, const QString& reviewer, const QString& note);
  void checkFiles();
  /// Writes one folder with everything; signed if there is a private key.
  void pack(const QString& out, const QString& key);

  /// Writes, reads back and compares; `exported` or `failed` follows.
  void exportTo(commands::ExportOrder order);
  void stopExport();
  bool isExporting() const { return m_exporting; }
  double exportShare() const { return m_share; }  ///< below 0: unknown
  const QString& exportPhase() const { return m_phase; }
  /// Default target of an export: a free name in the folder of the last export, else in the user's documents.
  QString suggestedTarget(const QString& ending) const;

 Q_SIGNALS:
  void arrived(const AdapterImport& arrival);
  void listChanged();
  void currentChanged();
  void exportChanged();
  void exported(const graft::PublishedExport& result);
  void failed(const QString& words);
  void told(const QString& words);
  /// The licence of the base restricts use. The export continues if the order is repeated with the licence accepted.
  void licenseAsked(const commands::ExportOrder& order, const QString& license);
  /// The adapter names another base. The export continues if the order is repeated with that name accepted.
  void exportBaseAsked(const commands::ExportOrder& order, const QString& claimed, const QString& words);
  /// The adapter names another base. Importing it anyway needs that name accepted.
  void baseRefused(const AdapterImport& arrival, const QString& claimed, const QString& words);

 private:
  void show(const AdapterItem& item);
  void readShown();
  void rememberFolder(const QString& target);
  void change(std::function<Status()> work, const QString& words);
  void noteExport(const std::string& run, const Certificate& certificate);
  void finishExport(Result<PublishedExport> outcome);
  Services m_services;
  AdapterList m_list;
  AdapterItem m_shown;
  std::optional<ShownDetails> m_details;
  QString m_key, m_phase;
  bool m_exporting = false;
  double m_share = -1;
  std::shared_ptr<commands::PreparedExport> m_job;
};

}  // namespace graft::ui
