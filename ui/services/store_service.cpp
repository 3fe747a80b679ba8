// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/services/store_service.hpp"

#include <QStringList>

#include "core/base/system.hpp"

namespace graft::ui {

StoreService::StoreService(const std::string& home, QObject* parent)
    : QObject(parent), m_home(home), m_thread(std::make_unique<Background>()) {}
StoreService::~StoreService() = default;

/// A reader becomes the writer once the store is free: a command line that was active when the window opened soon ends.
Status StoreService::opened() {
  constexpr double kTryEverySeconds = 3;
  if (m_store && !(m_store->isReadOnly() && monotonicSeconds() - m_triedAt > kTryEverySeconds)) return Done{};
  m_triedAt = monotonicSeconds();
  if (m_store) {
    auto again = store::Store::open(m_home, 0);
    if (again.ok() && !again->isReadOnly()) {
      m_store = std::move(*again);
      m_noticesTold = 0;
      m_readOnly = false;
    }
    return Done{};
  }
  GRAFT_TRY(m_store, store::Store::open(m_home, 2000));
  m_readOnly = m_store->isReadOnly();
  return Done{};
}

void StoreService::catchUp(const std::string& run) {
  struct Caught {
    QStringList notices;
  };
  ask(
      this,
      [this, run](store::Store& store) -> Result<Caught> {
        GRAFT_CHECK(run.empty() ? store.catchUp() : store.catchUp(run));
        Caught out;
        for (; m_noticesTold < store.notices().size(); ++m_noticesTold)
          out.notices << QString::fromStdString(store.notices()[m_noticesTold]);
        return out;
      },
      [this, run](Result<Caught> caught) {
        if (!caught.ok()) return Q_EMIT failed(QString::fromStdString(caught.error().text()));
        for (const QString& notice : caught->notices) {
          if (!m_notices.contains(notice)) m_notices << notice;
        }
        if (!caught->notices.isEmpty()) Q_EMIT noticesCame();
        Q_EMIT changed(QString::fromStdString(run));
      });
}

QStringList StoreService::takeNotices() { return std::exchange(m_notices, {}); }

}  // namespace graft::ui
