// SPDX-License-Identifier: GPL-3.0-or-later
// Contents of Home, without widgets. Main thread.
#pragma once

#include <map>

#include <QObject>
#include <QTimer>

#include "core/contract/jobs/machine.hpp"
#include "core/store/runs.hpp"
#include "ui/services/request_coalescer.hpp"
#include "ui/services/services.hpp"
#include "ui/services/theme.hpp"

namespace graft::ui {

struct HealthItem {
  QString icon, words;
  Tone tone = Tone::Neutral;
  double used = -1;  ///< share that is in use, drawn as a bar; negative: none
};

/// The step of the user's own work that follows.
enum class NextStep { Demo, Watch, Train, Resume, Compare, Export, Open };
struct NextWork {
  NextStep step = NextStep::Demo;
  QString subject;  ///< run or dataset
  QString folder;   ///< of the dataset's version
  QString headline, detail;
};

/// One question with the answers of the base model and of the adapter as it is.
struct LatestAnswer {
  QString asked, before, now;
};

/// A run of the list on Home.
struct RecentRun {
  store::RunRow row;
  std::vector<double> loss;  ///< of the steps
  LatestAnswer answer;       ///< of the newest sample answers; empty before there are any
  bool hasAdapter = false, isKept = false;
  NextStep next() const;
};

class HomeViewModel : public QObject {
  Q_OBJECT
 public:
  static constexpr size_t kRecent = 5;
  explicit HomeViewModel(const Services& services, QObject* parent = nullptr);
  /// Reads runs and machine again; `changed` follows.
  void refresh();
  /// Follows the store while the page is shown; a hidden one is refreshed when it is entered.
  void setShown(bool shown) { m_isShown = shown; }
  const std::vector<RecentRun>& recent() const { return m_work.recent; }
  const std::vector<HealthItem>& health() const { return m_health; }
  bool wasRead() const { return m_wasRead; }
  NextWork next() const;
  /// Record of the active run, as far as it was read; null if there is none.
  const RecentRun* active() const;
  /// Newest examples, "helpdesk, version 1", and the folder of that version; empty if there are none.
  const QString& dataset() const { return m_work.dataset; }
  const QString& datasetFolder() const { return m_work.datasetFolder; }
  /// GPU status from the engine's probe.
  static HealthItem cardItem(const ProbeResult& probe);
  bool canStart() const;

 Q_SIGNALS:
  void changed();
  void progressed();  ///< only the active run has moved
  void failed(const QString& words);

 private:
  /// Recent runs and newest examples, as read from the store.
  struct Work {
    std::vector<RecentRun> recent;
    QString dataset, datasetFolder, datasetName;
    int64_t trainRows = 0, heldoutRows = 0;
    bool isDatasetTrained = false;  ///< a run has used this version
  };
  using Ended = std::map<std::string, RecentRun>;  ///< ended runs, by name and end, which do not change any more
  static Result<Work> readWork(store::Store& store, const std::string& home, Ended& ended);
  void readRuns();
  void readMachine();
  void askForCard();
  Services m_services;
  Work m_work;
  std::shared_ptr<Ended> m_ended = std::make_shared<Ended>();  ///< used on the store's thread
  std::vector<HealthItem> m_health;
  std::optional<HealthItem> m_card;  ///< empty until known
  QTimer m_later;                    ///< of the next look at a run that moves
  bool m_wasRead = false, m_asksForCard = false, m_isShown = true;
  RequestCoalescer m_readRuns, m_readMachine;
};

}  // namespace graft::ui
