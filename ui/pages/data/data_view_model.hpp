// SPDX-License-Identifier: GPL-3.0-or-later
// Examples: what lies in the home, and a file on its way in. Without widgets; main thread.
#pragma once

#include <array>
#include <atomic>
#include <memory>

#include <QObject>

#include "core/data/preview.hpp"
#include "core/data/revision.hpp"
#include "core/store/datasets.hpp"
#include "core/batch/examples.hpp"
#include "core/workspace/places.hpp"
#include "ui/models/dataset_edits.hpp"
#include "ui/services/once_more.hpp"
#include "ui/services/services.hpp"

namespace graft::ui {

/// Which rows of a version are listed.
enum class RowFilter { All, Learn, Measure, Changed, Personal, Repeats, ControlTokens, Long };
inline constexpr int kRowFilters = 8;

/// How long rows are for the model that is chosen for training, and which its template refuses.
struct TokenLengths {
  int64_t rows = 0;  ///< that were counted; 0: not yet
  int64_t median = 0, p95 = 0, longest = 0, over = 0, limit = 0;
  int64_t refused = 0;          ///< beside `rows`
  Message refusal;              ///< of the first of them
  bool refusesSystem = false;   ///< one of them has a system text
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

  /// Reads the first rows of files and guesses what is what. Two plain texts are questions and answers, line by line.
  void openFiles(const QStringList& paths);
  /// Their rows follow those of the files that are open.
  void addFiles(const QStringList& paths);
  /// Its rows are the held-out side; empty: a share of all rows is.
  void setHeldoutFile(const QString& path);
  const ImportOptions& options() const { return m_options; }
  const Preview& preview() const { return m_preview; }
  void setShape(Shape shape);
  /// An empty column leaves the field to its own name.
  void setColumn(const std::string& field, const std::string& column);
  /// How a file is read: sheet, separator, encoding and the like.
  void setRead(ReadOptions read);
  void setMapping(Mapping mapping);
  void setHoldout(double share);
  /// Back to what was said before of files, kind and columns; false when nothing was said.
  bool undoSaid();
  bool redoSaid();
  void import();
  void cancel();  ///< an import leaves nothing behind
  double share() const { return m_share; }

  void openDataset(const QString& name, int64_t version);  ///< 0: the newest
  const Dataset* dataset() const { return m_dataset.get(); }
  std::shared_ptr<const Dataset> shared() const { return m_dataset; }
  const Json& manifest() const { return m_dataset ? m_dataset->manifest() : m_none; }
  DatasetEdits& edits() { return m_edits; }
  /// Rows of the filter whose words hold `words`; null is all. The answer comes with `found`.
  void search(const QString& words, RowFilter filter = RowFilter::All);
  /// Known after `marked`, which follows every change; before that -1, and all rows as they lie.
  int64_t countOf(RowFilter filter) const;
  const TokenLengths& lengths() const { return m_lengths; }
  struct Sides {
    int64_t train = 0, heldout = 0;
  };
  Sides sides() const;
  /// The next row after `row` (before it, backwards) that an import would warn of.
  std::optional<size_t> nextProblem(std::optional<size_t> row, bool backwards) const;

  /// The example as the template of the model writes it that is chosen for training; an error until the model is read.
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

 private:
  void readModel();
  /// Says something else of the files; what cannot be read is not kept.
  void say(ImportOptions options);
  /// What was said is `options` again, but for the share held out.
  void takeBack(ImportOptions options);
  void readPreview();
  void readList();
  void readMarks();
  void readLengths();
  void setState(DataState state);
  Services m_services;
  DataState m_state = DataState::List;
  std::vector<store::DatasetRow> m_datasets;
  ImportOptions m_options, m_shown;  ///< as they are said; those of the preview
  Preview m_preview;
  std::shared_ptr<const Dataset> m_dataset;
  std::shared_ptr<const workspace::TextModel> m_model;
  std::shared_ptr<std::atomic<bool>> m_cancel;
  std::string m_modelName;  ///< as the form of Train has it; empty: the embedded one
  Json m_none = Json::object();
  double m_share = 0;
  History<ImportOptions> m_said;  ///< of the files on their way in; the share held out is not part of it
  DatasetEdits m_edits;
  /// Of the open version with its changes.
  struct Marks {
    std::vector<uint8_t> rows;
    std::array<int64_t, kRowFilters> counts{};  ///< by filter
  };
  std::shared_ptr<const Marks> m_marks;  ///< null until they are read
  TokenLengths m_lengths;
  OnceMore m_reading, m_marking, m_counting;
  int m_request = 0;
  std::shared_ptr<std::atomic<int>> m_search = std::make_shared<std::atomic<int>>(0);  ///< number of the newest
};

}  // namespace graft::ui
