// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/data/data_view_model.hpp"

#include "ui/models/examples_model.hpp"
#include "ui/services/background.hpp"
#include "ui/services/store_service.hpp"
#include "ui/services/words.hpp"

namespace graft::ui {

DataViewModel::DataViewModel(const Services& services, QObject* parent) : QObject(parent), m_services(services) {
  connect(&services.store, &StoreService::changed, this, [this](const QString& run) {
    if (run.isEmpty()) refresh();
  });
  readModel();
}

void DataViewModel::setState(DataState state) {
  m_state = state;
  Q_EMIT changed();
}

void DataViewModel::readModel() {
  using Model = std::shared_ptr<const workspace::TextModel>;
  m_services.files.run(
      this,
      [home = m_services.store.home()]() -> Result<Model> {
        GRAFT_TRY(auto model, workspace::openTextModel("", home));
        return Model(std::make_shared<workspace::TextModel>(std::move(model)));
      },
      [this](Result<Model> model) {
        if (!model.ok()) return Q_EMIT failed(errorText(model.error()));
        m_model = std::move(*model);
        Q_EMIT modelRead();
      });
}

Result<RenderedChat> DataViewModel::render(const Json& example) const {
  if (!m_model) return Error{Code::Refused, tr("the model's template is being read").toStdString(), {}, {}, {}};
  return workspace::renderExample(example, *m_model);
}

void DataViewModel::refresh() {
  m_reading.ask([this] { readList(); });
}

void DataViewModel::readList() {
  m_services.store.ask(this, [](store::Store& store) { return store::listDatasets(store); }, [this](Result<std::vector<store::DatasetRow>> rows) {
    m_reading.answered();
    if (!rows.ok()) return Q_EMIT failed(errorText(rows.error()));
    m_datasets = std::move(*rows);
    Q_EMIT listChanged();
  });
}

void DataViewModel::openFile(const QString& path) {
  m_options = {};
  m_options.file = path.toStdString();
  m_preview = {};
  setState(DataState::Reading);
  readPreview();
}
void DataViewModel::setShape(Shape shape) {
  m_options.mapping.shape = shape;
  m_options.mapping.columns.clear();
  readPreview();
}
void DataViewModel::setColumn(const std::string& field, const std::string& column) {
  m_options.mapping = m_preview.mapping;
  if (column.empty())
    m_options.mapping.columns.erase(field);
  else
    m_options.mapping.columns[field] = column;
  const auto& columns = m_options.mapping.columns;
  if (m_options.mapping.shape == Shape::Unknown && columns.contains("prompt") && columns.contains("completion"))
    m_options.mapping.shape = Shape::PromptCompletion;
  readPreview();
}
void DataViewModel::setHoldout(double share) { m_options.holdout = share; }

/// The newest request wins.
void DataViewModel::readPreview() {
  m_services.files.run(
      this, [options = m_options] { return previewFile(options, kPreviewRows); },
      [this, request = ++m_request](Result<Preview> preview) {
        if (request != m_request) return;
        if (!preview.ok()) {
          if (m_state == DataState::Reading) setState(DataState::List);
          return Q_EMIT failed(errorText(preview.error()));
        }
        m_preview = std::move(*preview);
        setState(DataState::Preview);
      });
}

void DataViewModel::import() {
  if (m_state != DataState::Preview) return;
  ImportOptions options = m_options;
  options.mapping = m_preview.mapping;
  m_cancel = std::make_shared<std::atomic<bool>>(false);
  options.cancelled = [flag = m_cancel, files = &m_services.files] { return flag->load() || files->isEnding(); };
  options.progress = [this](uint64_t done, uint64_t all) {
    const double share = all ? static_cast<double>(done) / static_cast<double>(all) : 0;
    QMetaObject::invokeMethod(this, [this, share] {
      m_share = share;
      Q_EMIT progressed();
    }, Qt::QueuedConnection);
  };
  m_share = 0;
  setState(DataState::Importing);
  m_services.files.run(
      this, [options, home = m_services.store.home()] { return importFile(options, home); },
      [this](Result<Json> manifest) {
        if (!manifest.ok()) {
          setState(DataState::Preview);
          if (manifest.error().code != Code::Stopped) Q_EMIT failed(errorText(manifest.error()));
          return;
        }
        m_services.store.catchUp();
        openDataset(QString::fromStdString(get<std::string>(*manifest, "dataset", "")), get<int64_t>(*manifest, "version", 0));
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
        setState(DataState::Showing);
      });
}

void DataViewModel::search(const QString& words) {
  using Rows = std::shared_ptr<const std::vector<size_t>>;
  const int request = ++*m_search;
  if (words.trimmed().isEmpty() || !m_dataset) return Q_EMIT found({});
  m_services.files.run(
      this,
      [dataset = m_dataset, words = words.trimmed(), newest = m_search, request]() -> Rows {
        auto rows = std::make_shared<std::vector<size_t>>();
        for (size_t i = 0; i < dataset->rows() && *newest == request; ++i) {
          const auto example = dataset->row(i);
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

}  // namespace graft::ui
