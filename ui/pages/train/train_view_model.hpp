// SPDX-License-Identifier: GPL-3.0-or-later
// Setup of a training: data, model, goal and settings, and its needs as measured by a worker. No widgets; main thread.
#pragma once

#include <QObject>
#include <QTimer>

#include "core/commands/train/runs.hpp"
#include "core/run/advice.hpp"
#include "core/store/datasets.hpp"
#include "ui/pages/train/tries.hpp"
#include "ui/services/request_coalescer.hpp"
#include "ui/services/services.hpp"
#include "ui/services/undo_stack.hpp"

namespace graft::ui {

/// Measurements of a rehearsal with these settings.
struct Estimate {
  double memoryMib = 0, allowedMib = 0, diskMib = 0, seconds = 0;
  int64_t steps = 0, rows = 0, heldout = 0, cut = 0, dropped = 0, trained = 0, parameters = 0;
  Recompute recompute = Recompute::Auto;  ///< level of recompute that the run would use
};
enum class EstimateState { Unknown, Measuring, Known, Refused };

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
  /// Key of the adapter that the run starts from, as on the command line; empty: a fresh adapter.
  QString adapter() const { return m_adapter; }
  /// Sets the adapter to start from, with its base model, and its examples if they still exist. An empty key or another model: a fresh
  /// adapter.
  void setAdapter(const QString& key);
  /// Sets the form as for an earlier run, with the settings in `change` in place of its own. The goal is the nearest one.
  void loadFromRun(const QString& run, const Json& change);

  double value(const char* key) const;
  bool isChanged(const char* key) const;
  void setValue(const char* key, double value);
  QString choice(const char* key) const;
  void choose(const char* key, const QString& value);
  void reset(const char* key);
  int changedCount() const;
  /// Values that are tried beside a setting's own (tries.hpp), with one run per combination.
  static constexpr int kMostRuns = 8;  ///< number of runs that are shown side by side
  std::optional<double> valueBeside(const SettingInfo& info, int place) const;
  bool isTried(const char* key, int place) const;
  void tryBeside(const char* key, int place, bool on);
  /// Complete settings of each run; one if nothing is tried.
  std::vector<Json> plans() const;
  /// Seconds of all runs, from the rehearsal of one.
  double secondsOfAll() const;
  /// Restores goal and settings from before the last change; false if there is none. A slider movement is one change.
  bool undo();
  bool redo();
  int64_t steps() const;  ///< planned steps of all runs

  EstimateState needState() const { return m_estimateState; }
  const Estimate& need() const { return m_estimate; }
  QString refusal() const { return m_refusal; }
  /// A warning before the start, in the window's words. `change`: settings of this page that would fix it.
  struct Warning {
    Level level;
    QString words;
    Json change;
  };
  std::vector<Warning> advice() const;
  /// Sets several numbers as one undo step.
  void setValues(const Json& values);
  /// Reason why training cannot start, as the text of the button; empty if it can.
  QString missing() const;
  /// Starts training. If the start adapter names another base, the user is asked first.
  void start();
  /// Starts on this base anyway. The name stays accepted for this adapter.
  void acceptBase(const QString& claimed);
  /// Measures immediately, without waiting for the settings to rest.
  void measure();

 Q_SIGNALS:
  void listsChanged();
  void changed();
  void needChanged();
  void failed(const QString& words);
  void baseAsked(const QString& claimed, const QString& words);

 private:
  void startWith(commands::TrainRequest request);
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
  std::string adapterPath() const;  ///< empty: none, or the adapter is gone
  void remember();
  void restore();
  std::string datasetFolder_(const store::DatasetRow& row) const;
  size_t trainRows() const;
  int64_t stepsOf(const Json& settings) const;
  Json heaviest() const;
  Json chosen() const;  ///< defaults with the user's changes
  Services m_services;
  std::vector<store::DatasetRow> m_datasets;
  std::vector<std::pair<QString, QString>> m_models;
  std::string m_acceptedBase;
  bool m_asksBase = false;
  QString m_dataset, m_model, m_adapter, m_goal = "format", m_refusal;
  Json m_manifest = Json::object(), m_defaults = Json::object(), m_settings = Json::object(), m_tries = Json::object();
  EstimateState m_estimateState = EstimateState::Unknown;
  Estimate m_estimate;
  int64_t m_parameters = 0;  ///< parameters of the chosen model; 0 until read
  RequestCoalescer m_readingModels, m_readingDatasets;
  QTimer m_rest;
  UndoStack<Form> m_undo;
  std::string m_lastChanged;
  int m_request = 0;
};

}  // namespace graft::ui
