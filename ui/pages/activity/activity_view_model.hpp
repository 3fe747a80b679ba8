// SPDX-License-Identifier: GPL-3.0-or-later
// Everything that was done in a home, newest first, with sums over runs. Composed from the store, the folders and the audit log. Main
// thread; reading happens in the background.
#pragma once

#include <QObject>

#include "ui/pages/activity/history.hpp"
#include "ui/services/request_coalescer.hpp"
#include "ui/services/services.hpp"

namespace graft::ui {

/// Sums over all recorded runs, with those in the bin.
struct Totals {
  int64_t runs = 0, finished = 0;
  double seconds = 0, tokens = 0;
  std::map<QDate, double> days;  ///< seconds of training by local day
};

class ActivityViewModel : public QObject {
  Q_OBJECT
 public:
  explicit ActivityViewModel(const Services& services, QObject* parent = nullptr);
  void refresh();
  bool wasRead() const { return m_wasRead; }
  const std::vector<Act>& history() const { return m_history; }
  const Totals& totals() const { return m_totals; }
  /// Acts of a group, newest first.
  std::vector<Act> historyOf(ActGroup group) const;

 Q_SIGNALS:
  void changed();
  void failed(const QString& words);

 private:
  void readNow();
  Services m_services;
  RequestCoalescer m_reading;
  std::vector<Act> m_history;
  Totals m_totals;
  bool m_wasRead = false;
};

}  // namespace graft::ui
