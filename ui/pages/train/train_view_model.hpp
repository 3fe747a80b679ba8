// SPDX-License-Identifier: GPL-3.0-or-later
// What is to be trained: data, model, goal and settings; what that needs, measured by a worker. Without widgets; main thread.
#pragma once

#include <QObject>
#include <QTimer>

#include "core/run/advice.hpp"
#include "core/store/datasets.hpp"
#include "core/workspace/runs.hpp"
#include "ui/pages/train/tries.hpp"
#include "ui/services/history.hpp"
#include "ui/services/once_more.hpp"
#include "ui/services/services.hpp"

namespace graft::ui {

/// What a rehearsal of these settings measured.
struct Need {
  double memoryMib = 0, allowedMib = 0, diskMib = 0, seconds = 0;
  int64_t steps = 0, rows = 0, heldout = 0, cut = 0, dropped = 0, trained = 0, parameters = 0;
  Recompute recompute = Recompute::Auto;  ///< what the run would make again
};
enum class NeedState { Unknown, Measuring, Known, Refused };

class TrainViewModel : public QObject {
  Q_OBJECT
 public:
  explicit TrainViewModel(const Services& services, QObject* parent = nullptr);
  void refresh();

  const std::vector<store::DatasetRow>& datasets() const { return m_datasets; }
  const std::vector<std::pair<QString, QString>>& models() const { return m_models; }  ///< path (empty: the embedded one), name
  QString datasetFolder() const { return m_dataset; }
  const Json& manifest() const { return m_manifest; }
  QString model() const { return m_model; }
  QString goal() const { return m_goal; }
  void setDataset(const QString& folder);
  void setModel(const QString& path);
  void setGoal(const QString& preset);
  /// What the run goes on from: the key of an adapter, as the command line calls it; empty: it begins anew.
  QString adapter() const { return m_adapter; }
  /// Takes its base model, and its examples where they are still there. An empty key: anew. Another model: anew too.
  void setAdapter(const QString& key);
  /// As an earlier run was made, with the settings in `change` in place of its own. The goal is the one that comes nearest.
  void setAgain(const QString& run, const Json& change);

  double value(const char* key) const;
  bool isChanged(const char* key) const;
  void setValue(const char* key, double value);
  QString choice(const char* key) const;
  void choose(const char* key, const QString& value);
  void reset(const char* key);
  int changedCount() const;
  /// Values that are tried beside a setting's own (tries.hpp), a run for each combination.
  static constexpr int kMostRuns = 8;  ///< as many as are shown side by side
  std::optional<double> valueBeside(const SettingInfo& info, int place) const;
  bool isTried(const char* key, int place) const;
  void tryBeside(const char* key, int place, bool on);
  /// Complete settings of each run; one where nothing is tried.
  std::vector<Json> plans() const;
  /// Of all runs, by what the rehearsal of one measured.
  double secondsOfAll() const;
  /// Goal and settings as they were before the last change; false when there is none. A slider's way is one change.
  bool undo();
  bool redo();
  int64_t steps() const;  ///< corrections that are planned, in all runs

  NeedState needState() const { return m_needState; }
  const Need& need() const { return m_need; }
  QString refusal() const { return m_refusal; }
  /// A warning before the start, in the window's words; `change`: the settings of this page that would mend it.
  struct Warning {
    Level level;
    QString words;
    Json change;
  };
  std::vector<Warning> advice() const;
  /// Several numbers at once, which one undo takes back.
  void setValues(const Json& values);
  /// Why it cannot start, as the text of the button; empty when it can.
  QString missing() const;
  /// What it goes on from is asked about first when it names another base.
  void start();
  /// Starts on this base all the same. For this adapter the name is not asked about any more.
  void acceptBase(const QString& claimed);
  /// Measures now instead of when the settings have rested.
  void measure();

 Q_SIGNALS:
  void listsChanged();
  void changed();
  void needChanged();
  void failed(const QString& words);
  void baseAsked(const QString& claimed, const QString& words);

 private:
  void startWith(workspace::TrainRequest request);
  void makeDefaults();
  void readModelSize();
  void readModels();
  void readDatasets();
  void settingsChanged();
  struct Form {
    QString goal;
    Json settings, tries;
  };
  Form form() const { return {m_goal, m_settings, m_tries}; }
  void did(const std::string& what, Form before);
  void become(Form form);
  void put(const char* key, double value);
  QString goalNearest(const Json& settings) const;
  std::string adapterPath() const;  ///< empty: none, or it is gone
  void remember();
  void restore();
  std::string datasetFolder_(const store::DatasetRow& row) const;
  size_t trainRows() const;
  int64_t stepsOf(const Json& settings) const;
  Json heaviest() const;
  Json chosen() const;  ///< the defaults with what a person changed
  Services m_services;
  std::vector<store::DatasetRow> m_datasets;
  std::vector<std::pair<QString, QString>> m_models;
  std::string m_acceptedBase;
  bool m_asksBase = false;
  QString m_dataset, m_model, m_adapter, m_goal = "format", m_refusal;
  Json m_manifest = Json::object(), m_defaults = Json::object(), m_settings = Json::object(), m_tries = Json::object();
  NeedState m_needState = NeedState::Unknown;
  Need m_need;
  int64_t m_parameters = 0;  ///< of the chosen model; 0 until it was read
  OnceMore m_readingModels, m_readingDatasets;
  QTimer m_rest;
  History<Form> m_history;
  std::string m_lastChanged;
  int m_request = 0;
};

}  // namespace graft::ui
