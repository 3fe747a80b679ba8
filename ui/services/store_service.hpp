// SPDX-License-Identifier: GPL-3.0-or-later
// The store on its own thread: requests go there, values come back. Main thread.
#pragma once

#include <memory>
#include <optional>

#include "core/store/run_details.hpp"
#include "core/store/store.hpp"
#include "ui/services/background.hpp"

namespace graft::ui {

class StoreService : public QObject {
  Q_OBJECT
 public:
  explicit StoreService(const std::string& home, QObject* parent = nullptr);
  ~StoreService() override;

  /// Runs `work` with the store and returns its Result. If the store cannot be opened, returns that error (opening is tried again with each
  /// request).
  template <class Work, class Done>
  void ask(QObject* asker, Work work, Done done) {
    m_thread->run(
        asker,
        [this, work = std::move(work)]() mutable -> decltype(work(std::declval<store::Store&>())) {
          if (const Status open = opened(); !open.ok()) return open.error();
          return work(*m_store);
        },
        std::move(done));
  }
  /// Reads news from the run folders (all, or one run's), then emits `changed`.
  void catchUp(const std::string& run = {});
  const std::string& home() const { return m_home; }
  bool isReadOnly() const { return m_readOnly; }
  /// Repaired damage and skipped folders; reading clears the list.
  QStringList takeNotices();

 Q_SIGNALS:
  /// `run` is empty if any may have changed.
  void changed(const QString& run);
  void failed(const QString& message);
  void noticesCame();

 private:
  Status opened();  // store thread
  std::string m_home;
  std::optional<store::Store> m_store;  // store thread
  double m_triedAt = 0;                 // store thread
  size_t m_noticesTold = 0;             // store thread
  std::atomic<bool> m_readOnly = false;
  QStringList m_notices;
  std::unique_ptr<Background> m_thread;  // last: must end before the members it uses
};

}  // namespace graft::ui
