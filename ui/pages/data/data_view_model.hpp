// SPDX-License-Identifier: GPL-3.0-or-later
// Datasets of the home, and a file to import. No widgets; main thread.
#pragma once

#include <array>
#include <atomic>
#include <memory>

#include <QObject>

#include "core/batch/examples.hpp"
#include "core/data/preview.hpp"
#include "core/data/revision.hpp"
#include "core/store/datasets.hpp"
#include "core/workspace/places.hpp"
#include "ui/models/dataset_edits.hpp"
#include "ui/services/request_coalescer.hpp"
#include "ui/services/services.hpp"
#include "ui/widgets/bins.hpp"

namespace graft::ui {

/// Filters for the listed rows of a version.
enum class RowFilter { All, Learn, Measure, Changed, Personal, Repeats, ControlTokens, Long };
inline constexpr int kRowFilters = 8;

/// Row lengths for the model that is chosen for training, and the rows that its template refuses.
struct TokenLengths {
  int64_t rows = 0;  ///< counted rows; 0: not yet counted
  int64_t median = 0, p95 = 0, longest = 0, over = 0, limit = 0;
  int64_t refused = 0;         ///< not included in `rows`
  Message refusal;             ///< reason for the first refused row
  bool refusesSystem = false;  ///< a refused row has a system text
  Bins bins;                   ///< of the counted rows, by tokens
};

enum class DataState { List, Reading, Preview, Importing, Showing };

class DataViewModel : public QObject {
  Q_OBJECT
 public:
  static constexpr size_t kPreviewRows = 50;
  explicit DataViewModel(const Services& services, QObject* parent = nullptr);

  DataState state() const { return m_state; }
  const std::vector<store::DatasetRow>& datasets() const { return m_datasets; }
  void refresh();

  /// Reads the first rows of files and guesses their layout. Two plain texts are taken as questions and answers, line by line.
  void openFiles(const QStringList& paths);
  /// Adds files; their rows follow those of the open files.
  void addFiles(const QStringList& paths);
  /// Sets the file with the held-out rows. Empty: a share of all rows is held out.
  void setHeldoutFile(const QString& path);
  const ImportOptions& options() const { return m_options; }
  const Preview& preview() const { return m_preview; }
  void setShape(Shape shape);
  /// Maps a field to a column. An empty column means the column with the field's own name.
  void setColumn(const std::string& field, const std::string& column);
  /// Sets how a file is read: sheet, separator, encoding and the like.
  void setRead(ReadOptions read);
  void setMapping(Mapping mapping);
  void setHoldout(double share);
  /// Restores the previous choice of files, kind and columns; false if there is none.
  bool undoSaid();
  bool redoSaid();
  void import();
  void cancel();  ///< a cancelled import leaves nothing behind
  double share() const { return m_share; }

  void openDataset(const QString& name, int64_t version);  ///< 0: the newest
  /// Renames all versions of a dataset. Runs keep working by the old name. `refused` may follow.
  void rename(const QString& name, const QString& wanted);
  /// Moves all versions of a dataset to the bin. `removed` or `refused` follows.
  void remove(const QString& name);
  /// Takes it out of the bin again.
  void restore(const QString& name, const QString& folder);
  const Dataset* dataset() const { return m_dataset.get(); }
  std::shared_ptr<const Dataset> shared() const { return m_dataset; }
  const DatasetManifest& manifest() const { return m_dataset ? m_dataset->manifest() : m_none; }
  DatasetEdits& edits() { return m_edits; }
  /// Finds rows of the filter whose words contain `words`; a null result means all. The signal `found` follows.
  void search(const QString& words, RowFilter filter = RowFilter::All);
  /// Number of rows of a filter. Known after `marked`, which follows every change; -1 before.
  int64_t countOf(RowFilter filter) const;
  const TokenLengths& lengths() const { return m_lengths; }
  struct Sides {
    int64_t train = 0, heldout = 0;
  };
  Sides sides() const;
  /// Next row after `row` (or before it, backwards) with an import warning.
  std::optional<size_t> nextProblem(std::optional<size_t> row, bool backwards) const;

  /// Renders the example with the template of the model that is chosen for training. An error until the model is read.
  Result<RenderedChat> render(const Json& example) const;
  bool hasModel() const { return m_model != nullptr; }

 Q_SIGNALS:
  void changed();
  void listChanged();
  void progressed();
  void modelRead();
  void marked();
  void lengthsRead();
  void found(std::shared_ptr<const std::vector<size_t>> rows);
  void failed(const QString& words);
  void refused(const QString& words);  ///< a dataset was not renamed, deleted or restored
  void removed(const QString& name, const QString& folder);

 private:
  /// Lists the datasets again after a change of the folders, and shows `name`, or the first one if it is empty.
  void datasetsChanged(const QString& name);
  void readModel();
  /// Applies new import options. Options that cannot be read are dropped.
  void say(ImportOptions options);
  /// Restores `options`, except for the share held out.
  void takeBack(ImportOptions options);
  void readPreview();
  void readList();
  void readMarks();
  void readLengths();
  void setState(DataState state);
  Services m_services;
  DataState m_state = DataState::List;
  std::vector<store::DatasetRow> m_datasets;
  ImportOptions m_options, m_shown;  ///< the current options; those of the preview
  Preview m_preview;
  std::shared_ptr<const Dataset> m_dataset;
  std::shared_ptr<const TextModel> m_model;
  std::shared_ptr<std::atomic<bool>> m_cancel;
  std::string m_modelName;  ///< name in the form of Train; empty: the embedded model
  DatasetManifest m_none;   ///< of no dataset
  double m_share = 0;
  UndoStack<ImportOptions> m_said;  ///< history for the files to import; the share held out is not part of it
  DatasetEdits m_edits;
  /// Marks of the open version with its changes.
  struct Marks {
    std::vector<uint8_t> rows;
    std::array<int64_t, kRowFilters> counts{};  ///< by filter
  };
  std::shared_ptr<const Marks> m_marks;  ///< null until read
  TokenLengths m_lengths;
  RequestCoalescer m_reading, m_marking, m_counting;
  int m_request = 0;
  std::shared_ptr<std::atomic<int>> m_search = std::make_shared<std::atomic<int>>(0);  ///< number of the newest search
};

}  // namespace graft::ui
