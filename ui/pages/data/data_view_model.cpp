// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/data/data_view_model.hpp"

#include <algorithm>
#include <utility>

#include "core/commands/train/train_form.hpp"
#include "core/data/row_view.hpp"
#include "core/workspace/datasets.hpp"
#include "ui/models/examples_model.hpp"
#include "ui/services/background.hpp"
#include "ui/services/preferences.hpp"
#include "ui/services/store_service.hpp"
#include "ui/services/words.hpp"

namespace graft::ui {

namespace {

bool isPlainText(const QString& path) { return path.endsWith(".txt", Qt::CaseInsensitive) || path.endsWith(".md", Qt::CaseInsensitive); }

constexpr uint8_t kProblems = kPersonal | kRepeat | kControlTokens | kLong;

bool fits(RowFilter filter, uint8_t marks, const Revision& revision, size_t row) {
  const bool isRemoved = revision.removed.contains(row);
  switch (filter) {
    case RowFilter::All: return true;
    case RowFilter::Learn: return !isRemoved && !(marks & kWillBeHeldOut);
    case RowFilter::Measure: return !isRemoved && marks & kWillBeHeldOut;
    case RowFilter::Changed: return isRemoved || revision.changed.contains(row) || revision.moved.contains(row);
    case RowFilter::Personal: return marks & kPersonal;
    case RowFilter::Repeats: return marks & kRepeat;
    case RowFilter::ControlTokens: return marks & kControlTokens;
    case RowFilter::Long: return marks & kLong;
  }
  return true;
}

}  // namespace

DataViewModel::DataViewModel(const Services& services, QObject* parent) : QObject(parent), m_services(services), m_edits(services) {
  connect(&m_edits, &DatasetEdits::changed, this, [this] {
    m_marking.ask([this] { readMarks(); });
    m_counting.ask([this] { readLengths(); });
  });
  connect(&m_edits, &DatasetEdits::saved, this, &DataViewModel::openDataset);
  connect(&services.store, &StoreService::changed, this, [this](const QString& run) {
    if (run.isEmpty()) refresh();
  });
  const auto chosenModel = [this] { return fromJson<commands::TrainInputs>(m_services.preferences.value(kTrainForm)).model; };
  m_modelName = chosenModel();
  connect(&services.preferences, &Preferences::changed, this, [this, chosenModel](const QString& key) {
    if (key != kTrainForm || chosenModel() == m_modelName) return;
    m_modelName = chosenModel();
    readModel();
  });
  readModel();
}

void DataViewModel::setState(DataState state) {
  m_state = state;
  Q_EMIT changed();
}

void DataViewModel::readModel() {
  using Model = std::shared_ptr<const TextModel>;
  m_services.files.run(
      this,
      [home = m_services.store.home(), chosen = m_modelName]() -> Result<Model> {
        auto asked = workspace::openTextModel(chosen, home);
        if (!asked.ok() && !chosen.empty()) asked = workspace::openTextModel("", home);  // the chosen model no longer exists
        GRAFT_TRY(auto model, std::move(asked));
        return Model(std::make_shared<TextModel>(std::move(model)));
      },
      [this](Result<Model> model) {
        if (!model.ok()) return Q_EMIT failed(errorText(model.error()));
        m_model = std::move(*model);
        m_counting.ask([this] { readLengths(); });
        Q_EMIT modelRead();
      });
}

Result<RenderedChat> DataViewModel::render(const Json& example) const {
  if (!m_model) return Error{Code::Refused, tr("the model's template is being read").toStdString(), {}, {}, {}};
  return renderExample(example, m_model->chat(), m_model->tokenizer);
}

void DataViewModel::refresh() {
  m_reading.ask([this] { readList(); });
}

void DataViewModel::readList() {
  m_services.store.ask(
      this, [](store::Store& store) { return store::listDatasets(store); },
      [this](Result<std::vector<store::DatasetRow>> rows) {
        m_reading.answered();
        if (!rows.ok()) return Q_EMIT failed(errorText(rows.error()));
        m_datasets = std::move(*rows);
        Q_EMIT listChanged();
      });
}

void DataViewModel::openFiles(const QStringList& paths) {
  if (paths.isEmpty()) return;
  const double share = m_options.holdout;
  m_options = {};
  m_options.holdout = share;
  m_said.clear();
  m_options.file = paths.front().toStdString();
  const bool isPair = paths.size() == 2 && isPlainText(paths[0]) && isPlainText(paths[1]);
  if (isPair)
    m_options.read.second = paths[1].toStdString();
  else
    for (const QString& path : paths.mid(1)) m_options.more.push_back(path.toStdString());
  m_preview = {};
  setState(DataState::Reading);
  readPreview();
}
void DataViewModel::addFiles(const QStringList& paths) {
  ImportOptions next = m_options;
  for (const QString& path : paths) next.more.push_back(path.toStdString());
  say(std::move(next));
}
void DataViewModel::setHeldoutFile(const QString& path) {
  ImportOptions next = m_options;
  next.heldoutFile = path.toStdString();
  say(std::move(next));
}
void DataViewModel::setShape(Shape shape) {
  ImportOptions next = m_options;
  next.mapping.shape = shape;
  next.mapping.columns.clear();
  say(std::move(next));
}
void DataViewModel::setColumn(const std::string& field, const std::string& column) {
  ImportOptions next = m_options;
  next.mapping = m_preview.mapping;
  auto& columns = next.mapping.columns;
  if (column.empty())
    columns.erase(field);
  else
    columns[field] = column;
  if (next.mapping.shape == Shape::Unknown && columns.contains("prompt") && columns.contains("completion"))
    next.mapping.shape = Shape::PromptCompletion;
  say(std::move(next));
}
void DataViewModel::setRead(ReadOptions read) {
  ImportOptions next = m_options;
  next.read = std::move(read);
  say(std::move(next));
}
void DataViewModel::setMapping(Mapping mapping) {
  ImportOptions next = m_options;
  next.mapping = std::move(mapping);
  say(std::move(next));
}
void DataViewModel::say(ImportOptions options) {
  m_said.did(std::exchange(m_options, std::move(options)));
  readPreview();
}
void DataViewModel::takeBack(ImportOptions options) {
  options.holdout = m_options.holdout;
  m_options = std::move(options);
}
bool DataViewModel::undoSaid() {
  if (!m_said.canUndo()) return false;
  takeBack(m_said.undo(m_options));
  readPreview();
  return true;
}
bool DataViewModel::redoSaid() {
  if (!m_said.canRedo()) return false;
  takeBack(m_said.redo(m_options));
  readPreview();
  return true;
}
void DataViewModel::setHoldout(double share) { m_options.holdout = share; }

/// The newest request wins.
void DataViewModel::readPreview() {
  m_services.files.run(
      this, [options = m_options] { return previewFiles(options, kPreviewRows); },
      [this, request = ++m_request, options = m_options](Result<Preview> preview) {
        if (request != m_request) return;
        if (!preview.ok()) {
          if (m_state == DataState::Reading)
            setState(m_dataset ? DataState::Showing : DataState::List);
          else
            takeBack(m_shown);
          return Q_EMIT failed(errorText(preview.error()));
        }
        m_shown = options;
        m_preview = std::move(*preview);
        setState(DataState::Preview);
      });
}

void DataViewModel::import() {
  if (m_state != DataState::Preview) return;
  ImportOptions options = m_options;
  m_cancel = std::make_shared<std::atomic<bool>>(false);
  options.cancelled = [flag = m_cancel, files = &m_services.files] { return flag->load() || files->isEnding(); };
  options.progress = [guard = QPointer(this), files = &m_services.files](uint64_t done, uint64_t all) {
    files->postToMain([guard, share = all ? static_cast<double>(done) / static_cast<double>(all) : 0] {
      if (!guard) return;
      guard->m_share = share;
      Q_EMIT guard->progressed();
    });
  };
  m_share = 0;
  setState(DataState::Importing);
  m_services.files.run(
      this, [options, home = m_services.store.home()] { return importFile(options, home); },
      [this](Result<DatasetManifest> manifest) {
        if (!manifest.ok()) {
          setState(DataState::Preview);
          if (manifest.error().code != Code::Stopped) Q_EMIT failed(errorText(manifest.error()));
          return;
        }
        m_services.store.catchUp();
        openDataset(QString::fromStdString(manifest->dataset), manifest->version);
      });
}
void DataViewModel::cancel() {
  if (m_cancel) m_cancel->store(true);
  if (m_state == DataState::Preview || m_state == DataState::Reading) {
    ++m_request;
    setState(m_dataset ? DataState::Showing : DataState::List);
  }
}

void DataViewModel::openDataset(const QString& name, int64_t version) {
  using Shared = std::shared_ptr<const Dataset>;
  const std::string full = name.toStdString() + (version > 0 ? "@" + std::to_string(version) : "");
  m_services.files.run(
      this,
      [full, home = m_services.store.home()]() -> Result<Shared> {
        GRAFT_TRY(auto dataset, findDataset(full, home, {}));
        return Shared(std::make_shared<Dataset>(std::move(dataset)));
      },
      [this, request = ++m_request](Result<Shared> dataset) {
        if (request != m_request) return;
        if (!dataset.ok()) return Q_EMIT failed(errorText(dataset.error()));
        m_dataset = std::move(*dataset);
        m_marks.reset();
        m_lengths = {};
        m_counting.ask([this] { readLengths(); });
        m_edits.open(m_dataset);
        setState(DataState::Showing);
      });
}

/// Computes the import's findings for each row, with the changes applied.
void DataViewModel::readMarks() {
  if (!m_dataset) return m_marking.answered();
  m_services.files.run(
      this,
      [dataset = m_dataset, revision = m_edits.now(), files = &m_services.files] {
        auto out = std::make_shared<Marks>();
        out->rows = markRows(*dataset, revision, [files] { return files->isEnding(); });
        for (size_t i = 0; i < out->rows.size(); ++i) {
          for (size_t filter = 0; filter < kRowFilters; ++filter)
            out->counts[filter] += fits(static_cast<RowFilter>(filter), out->rows[i], revision, i);
        }
        return std::shared_ptr<const Marks>(out);
      },
      [this, dataset = m_dataset](std::shared_ptr<const Marks> marks) {
        m_marking.answered();
        if (dataset != m_dataset || marks->rows.size() != m_dataset->rows()) return;
        m_marks = std::move(marks);
        Q_EMIT marked();
      });
}

/// Counts at most kMostCounted rows, evenly spread.
void DataViewModel::readLengths() {
  if (!m_dataset || !m_model) return m_counting.answered();
  commands::TrainForm form;
  form.setChoices(fromJson<commands::FormChoices>(m_services.preferences.value(kTrainForm)));
  m_services.files.run(
      this,
      [dataset = m_dataset, revision = m_edits.now(), model = m_model, limit = form.settings().maxLength, files = &m_services.files] {
        TokenLengths out;
        constexpr size_t kMostCounted = 2000;
        std::vector<int64_t> counts;
        const size_t all = dataset->rows(), most = std::min(all, kMostCounted);
        for (size_t i = 0; i < most && !files->isEnding(); ++i) {
          const auto example = revisedRow(*dataset, revision, i * all / most);
          const auto tokens = example.ok() ? tokenizeExample(*example, model->chat(), model->tokenizer) : Result<TokenSeq>(example.error());
          if (tokens.ok()) {
            counts.push_back(static_cast<int64_t>(tokens->tokens.size()));
            continue;
          }
          if (out.refused++ == 0) out.refusal = tokens.error().what;
          const auto messages = example.ok() ? messagesOf(*example) : std::vector<RowMessage>();
          out.refusesSystem = out.refusesSystem || (!messages.empty() && messages.front().role == "system");
        }
        if (counts.empty()) return out;
        std::sort(counts.begin(), counts.end());
        out.rows = static_cast<int64_t>(counts.size());
        out.median = counts[(counts.size() - 1) / 2];
        out.p95 = counts[(counts.size() - 1) * 95 / 100];
        out.longest = counts.back();
        out.bins = binsOf(counts);
        out.limit = limit;
        out.over = std::count_if(counts.begin(), counts.end(), [limit](int64_t count) { return count > limit; });
        return out;
      },
      [this, dataset = m_dataset](const TokenLengths& lengths) {
        m_counting.answered();
        if (dataset != m_dataset) return;
        m_lengths = lengths;
        Q_EMIT lengthsRead();
      });
}

void DataViewModel::search(const QString& words, RowFilter filter) {
  using Rows = std::shared_ptr<const std::vector<size_t>>;
  const int request = ++*m_search;
  if (!m_dataset || (words.trimmed().isEmpty() && filter == RowFilter::All)) return Q_EMIT found({});
  m_services.files.run(
      this,
      [dataset = m_dataset, words = words.trimmed(), filter, revision = m_edits.now(), marks = m_marks, newest = m_search,
       request]() -> Rows {
        auto rows = std::make_shared<std::vector<size_t>>();
        for (size_t i = 0; i < dataset->rows() && *newest == request; ++i) {
          if (marks && !fits(filter, marks->rows[i], revision, i)) continue;
          if (words.isEmpty()) {
            rows->push_back(i);
            continue;
          }
          const auto example = revisedRow(*dataset, revision, i);
          if (!example.ok()) continue;
          const auto both = askAnswerOf(*example);
          if (both.asked.contains(words, Qt::CaseInsensitive) || both.answer.contains(words, Qt::CaseInsensitive)) rows->push_back(i);
        }
        return rows;
      },
      [this, request](Rows rows) {
        if (request == *m_search) Q_EMIT found(std::move(rows));
      });
}

void DataViewModel::datasetsChanged(const QString& name) {
  m_dataset.reset();
  m_marks.reset();
  setState(DataState::List);
  m_services.store.catchUp();
  refresh();
  if (!name.isEmpty()) openDataset(name, 0);
}

void DataViewModel::rename(const QString& name, const QString& wanted) {
  if (wanted == name) return;
  m_services.files.run(
      this,
      [name = name.toStdString(), wanted = wanted.toStdString(), home = m_services.store.home()] {
        return workspace::renameDataset(name, wanted, home);
      },
      [this, wanted](const Status& done) {
        if (!done.ok()) return Q_EMIT refused(errorText(done.error()));
        datasetsChanged(wanted);
      });
}

void DataViewModel::remove(const QString& name) {
  m_services.files.run(
      this, [name = name.toStdString(), home = m_services.store.home()] { return workspace::deleteDataset(name, home); },
      [this, name](const Result<std::string>& bin) {
        if (!bin.ok()) return Q_EMIT refused(errorText(bin.error()));
        datasetsChanged({});
        Q_EMIT removed(name, QString::fromStdString(*bin));
      });
}

void DataViewModel::restore(const QString& name, const QString& folder) {
  m_services.files.run(
      this,
      [name = name.toStdString(), folder = folder.toStdString(), home = m_services.store.home()] {
        return workspace::restoreDataset(name, folder, home);
      },
      [this, name](const Status& done) {
        if (!done.ok()) return Q_EMIT refused(errorText(done.error()));
        datasetsChanged(name);
      });
}

int64_t DataViewModel::countOf(RowFilter filter) const { return m_marks ? m_marks->counts[static_cast<size_t>(filter)] : -1; }

DataViewModel::Sides DataViewModel::sides() const {
  if (m_marks) return {countOf(RowFilter::Learn), countOf(RowFilter::Measure)};
  return {static_cast<int64_t>(manifest().train), static_cast<int64_t>(manifest().heldout)};
}

std::optional<size_t> DataViewModel::nextProblem(std::optional<size_t> row, bool backwards) const {
  if (!m_marks) return {};
  const size_t all = m_marks->rows.size();
  size_t at = row.value_or(backwards ? 0 : all - 1);
  for (size_t n = 0; n < all; ++n) {
    at = (at + (backwards ? all - 1 : 1)) % all;
    if (m_marks->rows[at] & kProblems && !m_edits.isRemoved(at)) return at;
  }
  return {};
}

}  // namespace graft::ui
