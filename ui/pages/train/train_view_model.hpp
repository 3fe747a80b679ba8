// SPDX-License-Identifier: GPL-3.0-or-later
// Setup of a training: data, model, goal and settings, and its needs as measured by a worker. No widgets; main thread.
#pragma once

#include <QObject>
#include <QTimer>

#include "core/run/advice.hpp"
#include "core/store/datasets.hpp"
#include "ui/pages/train/estimate.hpp"
#include "ui/services/request_coalescer.hpp"
#include "ui/services/services.hpp"
#include "ui/services/undo_stack.hpp"

namespace graft::ui {

enum class EstimateState { Unknown, Measuring, Known, Refused };

class TrainViewModel : public QObject {
  Q_OBJECT
 public:
  explicit TrainViewModel(const Services& services, QObject* parent = nullptr);
  void refresh();

  const std::vector<store::DatasetRow>& datasets() const { return m_datasets; }
  const std::vector<std::pair<QString, QString>>& models() const { return m_models; }  ///< path (empty: the embedded one), name
  QString datasetFolder() const { return QString::fromStdString(m_inputs.dataset); }
  bool hasDataset() const { return m_hasDataset; }
  /// Manifest of the dataset; empty without one.
  const DatasetManifest& manifest() const { return m_manifest; }
  QString model() const { return QString::fromStdString(m_inputs.model); }
  QString goal() const { return QString::fromStdString(m_form.choices().goal); }
  void setDataset(const QString& folder);
  void setModel(const QString& path);
  void setGoal(const QString& preset);
  /// Key of the adapter that the run starts from, as on the command line; empty: a fresh adapter.
  QString adapter() const { return QString::fromStdString(m_inputs.adapter); }
  /// Looks the adapter up, and then sets it with its base model and its examples. An empty key or another model: a fresh adapter.
  void setAdapter(const QString& key);
  /// Reads an earlier run, and then sets the form as for it, with the settings in `change` in place of its own.
  void loadFromRun(const QString& run, const Json& change);

  const commands::TrainForm& form() const { return m_form; }
  void setValue(const char* key, const Json& value);
  void reset(const char* key);
  int changedCount() const { return m_form.changes(); }
  static constexpr int kMostRuns = 8;  ///< number of runs that are shown side by side
  void tryBeside(const char* key, int place, bool on);
  /// Seconds of all runs, from the rehearsal of one.
  double secondsOfAll() const;
  /// Value of a number of the form as the page shows it. The epochs are those of the planned steps, where the goal sets the steps.
  double shownNumber(const char* key) const;
  double plannedEpochs() const;
  /// Name of the run, to which a number is added; empty: that of the examples.
  QString name() const { return m_name; }
  void setName(const QString& name) { m_name = name.trimmed(); }
  /// Steps of a run: as measured for one run, else by the form.
  int64_t shownSteps() const;
  /// Restores goal and settings from before the last change; false if there is none. A slider movement is one change.
  bool undo();
  bool redo();

  EstimateState needState() const { return m_estimateState; }
  const Estimate& need() const { return m_estimate; }
  /// The measured needs, else those by formula; null before the model was read.
  const Estimate* shownNeed() const;
  /// The estimate by formula, which knows the parts of the memory; null before the model was read.
  /// Reason why the chosen model cannot be read; empty if it can.
  const QString& modelProblem() const { return m_modelProblem; }
  const Estimate* formula() const { return m_formula ? &*m_formula : nullptr; }
  QString refusal() const { return m_refusal; }
  /// A warning before the start, in the window's words. `change`: settings of this page that would fix it.
  struct Warning {
    Level level;
    QString words;
    Json change;
  };
  std::vector<Warning> advice() const;
  /// Sets several values as one undo step.
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
  void startAll(std::vector<commands::TrainRequest> requests);
  void stopMeasuring();
  /// Preference that holds the speed measured here last, in tokens a second times parameters.
  const char* speedKey() const;
  void applyFormula();
  void applyInputs(const commands::TrainInputs& inputs);
  void applyDataset(const std::string& folder);
  void applyModel(const std::string& path);
  void setFacts();
  int beginLookup();
  bool endLookup(int lookup);
  void dropLookup();
  void readModelFacts();
  void readModels();
  void readDatasets();
  void settingsChanged();
  /// Records a change for undo. Changes of one setting in quick succession are one.
  void did(const std::string& key, commands::FormChoices before);
  void become(const commands::FormChoices& choices);
  void forecast(const commands::TrainRequest& request);
  void remember();
  void restore();
  std::string folderOf(const store::DatasetRow& row) const;
  bool isBusy() const;
  Services m_services;
  std::vector<store::DatasetRow> m_datasets;
  std::vector<std::pair<QString, QString>> m_models;
  std::string m_acceptedBase;
  bool m_isStarting = false;  ///< inputs of a start are being looked up
  QString m_refusal;
  commands::TrainInputs m_inputs;
  commands::TrainForm m_form;
  bool m_hasDataset = false;
  DatasetManifest m_manifest;
  EstimateState m_estimateState = EstimateState::Unknown;
  Estimate m_estimate;
  std::optional<Estimate> m_formula;
  std::optional<TrainingFacts> m_facts;  ///< empty until read
  QString m_modelProblem;
  int64_t m_parameters = 0;  ///< parameters of the chosen model; 0 until read
  QString m_name;
  RequestCoalescer m_readingModels, m_readingDatasets;
  QTimer m_rest;
  UndoStack<commands::FormChoices> m_undo;
  std::string m_lastChanged;
  int m_request = 0;  ///< number of the newest estimate
  int m_lookup = 0;   ///< number of the newest look-up of an adapter or a run; a later choice of the user's makes it void
  bool m_isLookingUp = false;
};

}  // namespace graft::ui
