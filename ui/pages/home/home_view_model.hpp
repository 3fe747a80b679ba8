// SPDX-License-Identifier: GPL-3.0-or-later
// Contents of Home, without widgets. Main thread.
#pragma once

#include <QObject>

#include "core/contract/jobs/machine.hpp"
#include "core/store/runs.hpp"
#include "ui/services/request_coalescer.hpp"
#include "ui/services/services.hpp"
#include "ui/services/theme.hpp"

namespace graft::ui {

struct HealthItem {
  QString icon, words;
  Tone tone = Tone::Neutral;
};

class HomeViewModel : public QObject {
  Q_OBJECT
 public:
  static constexpr size_t kRecent = 5;
  explicit HomeViewModel(const Services& services, QObject* parent = nullptr);
  /// Reads runs and machine again; `changed` follows.
  void refresh();
  const std::vector<store::RunRow>& recent() const { return m_recent; }
  const std::vector<HealthItem>& health() const { return m_health; }
  bool wasRead() const { return m_wasRead; }
  /// "Good morning." and the like, by the hour.
  static QString greeting(int hour);
  QString doing() const;
  /// GPU status from the engine's probe.
  static HealthItem cardItem(const ProbeResult& probe);
  bool canStart() const;

 Q_SIGNALS:
  void changed();
  void failed(const QString& words);

 private:
  void readRuns();
  void readMachine();
  void askForCard();
  Services m_services;
  std::vector<store::RunRow> m_recent;
  std::vector<HealthItem> m_health;
  std::optional<HealthItem> m_card;  ///< empty until known
  bool m_wasRead = false, m_asksForCard = false;
  RequestCoalescer m_readRuns, m_readMachine;
};

}  // namespace graft::ui
