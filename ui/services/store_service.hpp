// SPDX-License-Identifier: GPL-3.0-or-later
// The store, on a thread of its own: requests go there, values come back. Main thread.
#pragma once

#include <memory>
#include <optional>

#include "core/store/store.hpp"
#include "core/store/story.hpp"
#include "ui/services/background.hpp"

namespace graft::ui {

class StoreService : public QObject {
  Q_OBJECT
 public:
  explicit StoreService(const std::string& home, QObject* parent = nullptr);
  ~StoreService() override;

  /// `work` gets the store, or its error when it cannot be opened (tried again with each request), and returns a Result.
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
  /// Reads what is new in the run folders (all, or one run's), then `changed` is told.
  void catchUp(const std::string& run = {});
  const std::string& home() const { return m_home; }
  bool isReadOnly() const { return m_readOnly; }
  /// Damage that was repaired, folders that were passed over; cleared by whoever shows them.
  QStringList takeNotices();

 Q_SIGNALS:
  /// `run` is empty when any may have changed.
  void changed(const QString& run);
  void failed(const QString& message);
  void noticesCame();

 private:
  Status opened();  // store thread
  std::string m_home;
  std::optional<store::Store> m_store;  // store thread
  double m_triedAt = 0;                  // store thread
  size_t m_noticesTold = 0;              // store thread
  std::atomic<bool> m_readOnly = false;
  QStringList m_notices;
  std::unique_ptr<Background> m_thread;  // last: ends before what it uses
};

}  // namespace graft::ui
