// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/data/data_page.hpp"

#include <QDragEnterEvent>
#include <QListWidget>
#include <QMimeData>
#include <QStackedWidget>
#include <QVBoxLayout>

#include "ui/pages/data/dataset_view.hpp"
#include "ui/pages/data/import_view.hpp"
#include "ui/pages/data/mapping_panel.hpp"
#include "ui/services/words.hpp"
#include "ui/widgets/basics.hpp"
#include "ui/widgets/example_files.hpp"

namespace graft::ui {

PageEntry pageOfData() {
  return {"data", DataPage::tr("Data"), "data", 20, [](const Services& services) { return new DataPage(services); }};
}

DataPage::DataPage(const Services& services)
    : m_services(services), m_model(services), m_message(new MessageBar(services.theme)), m_stack(new QStackedWidget),
      m_empty(makeEmpty()), m_import(new ImportView(services, m_model)), m_dataset(new DatasetView(services, m_model)) {
  setAcceptDrops(true);
  m_stack->addWidget(m_empty);
  m_stack->addWidget(m_import);
  m_stack->addWidget(m_dataset);
  auto* right = new QVBoxLayout;
  right->setSpacing(0);
  auto* bar = new QVBoxLayout;
  bar->setContentsMargins(space::kXl, space::kS, space::kXl, 0);
  bar->addWidget(m_message);
  right->addLayout(bar);
  right->addWidget(m_stack, 1);
  auto* row = new QHBoxLayout(this);
  row->setContentsMargins(0, 0, 0, 0);
  row->setSpacing(0);
  row->addWidget(makeSide());
  row->addLayout(right, 1);
  connect(&m_model, &DataViewModel::changed, this, &DataPage::showState);
  connect(&m_model, &DataViewModel::listChanged, this, &DataPage::showList);
  connect(&m_model, &DataViewModel::failed, this, [this](const QString& words) { m_message->show(Tone::Bad, words, tr("Choose another file …"), [this] { choose(); }); });
  connect(&m_model.edits(), &DatasetEdits::failed, this, [this](const QString& words) { m_message->show(Tone::Bad, words, tr("Close"), [this] { m_message->dismiss(); }); });
  connect(&m_model.edits(), &DatasetEdits::saved, this, [this](const QString&, qint64, const QString& words) {
    if (m_services.navigator) m_services.navigator->say(words);
  });
}

QWidget* DataPage::makeSide() {
  constexpr int kWidth = 220;
  auto* side = new QFrame;
  Theme::setKind(side, "rail");
  side->setFixedWidth(kWidth);
  m_list = new QListWidget;
  m_list->setFrameShape(QFrame::NoFrame);
  m_list->setAccessibleName(tr("Datasets"));
  m_list->setWordWrap(true);
  connect(m_list, &QListWidget::currentItemChanged, this, [this](const QListWidgetItem* item) {
    if (item) m_model.openDataset(item->data(Qt::UserRole).toString(), item->data(Qt::UserRole + 1).toLongLong());
  });
  auto* add = button(tr("Import …"));
  add->setObjectName("import");
  add->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
  m_services.theme.setIcon(add, "add");
  connect(add, &QPushButton::clicked, this, &DataPage::choose);
  auto* column = new QVBoxLayout(side);
  column->setContentsMargins(space::kM, space::kL, space::kM, space::kM);
  column->addWidget(text(tr("Datasets"), TextRole::Section));
  column->addWidget(m_list, 1);
  column->addWidget(add);
  return side;
}

QWidget* DataPage::makeEmpty() {
  auto* empty = new EmptyState(m_services.theme, "data", tr("Bring your examples"),
                               tr("A table with one example a row: what is asked, and the answer that you want. CSV, Excel, JSONL, JSON, Parquet or text. "
                                  "Drop it here, or choose it; several files at once become one. Your files stay as they are."));
  connect(empty->addAction(tr("Choose a file …"), "primary"), &QPushButton::clicked, this, &DataPage::choose);
  return empty;
}

void DataPage::enter(const QVariant& what) {
  m_model.refresh();
  const QString asked = what.toString();
  if (asked == "choose") return choose();
  if (asked.startsWith("version:")) return m_model.openDataset(asked.section('@', 0, -2).mid(8), asked.section('@', -1).toLongLong());
  m_model.openFiles(what.toStringList());
}

void DataPage::choose() {
  m_services.dialogs.chooseFiles(this, tr("Your examples"), examplesFilter(), [this](const QStringList& paths) { m_model.openFiles(paths); });
}

void DataPage::showList() {
  const QSignalBlocker quiet(m_list);
  m_list->clear();
  for (const auto& row : m_model.datasets()) {
    const QString name = QString::fromStdString(row.name);
    const auto rows = get<int64_t>(row.manifest, "rows_ok", 0);
    auto* item = new QListWidgetItem(tr("%1\nversion %2 · %3 rows").arg(name).arg(row.version).arg(countText(rows)), m_list);
    item->setData(Qt::UserRole, name);
    item->setData(Qt::UserRole + 1, static_cast<qlonglong>(row.version));
    item->setToolTip(QString::fromStdString(get<std::string>(row.manifest, "source", "")));
    const Json& shown = m_model.manifest();
    if (get<std::string>(shown, "dataset", "") == row.name && get<int64_t>(shown, "version", 0) == row.version) m_list->setCurrentItem(item);
  }
  if (m_model.state() == DataState::List && !m_model.datasets().empty())
    m_model.openDataset(QString::fromStdString(m_model.datasets().front().name), m_model.datasets().front().version);
}

void DataPage::showState() {
  switch (m_model.state()) {
    case DataState::List: m_stack->setCurrentWidget(m_empty); break;
    case DataState::Reading:
    case DataState::Preview:
    case DataState::Importing: m_stack->setCurrentWidget(m_import); break;
    case DataState::Showing: m_stack->setCurrentWidget(m_dataset); break;
  }
  m_message->dismiss();
  Q_EMIT detailsChanged();
  if (m_model.state() == DataState::Showing) showList();
}

void DataPage::find() {
  if (m_model.state() == DataState::Showing) m_dataset->find();
}
void DataPage::primaryAction() {
  if (m_model.state() == DataState::Preview) return m_import->primaryAction();
  if (m_model.state() == DataState::Showing) return m_dataset->primaryAction();
}

bool DataPage::undo() {
  if (m_model.state() == DataState::Preview) return m_model.undoSaid();
  if (m_model.state() != DataState::Showing || !m_model.edits().canUndo()) return false;
  m_model.edits().undo();
  return true;
}
bool DataPage::redo() {
  if (m_model.state() == DataState::Preview) return m_model.redoSaid();
  if (m_model.state() != DataState::Showing || !m_model.edits().canRedo()) return false;
  m_model.edits().redo();
  return true;
}
void DataPage::nextPoint(bool backwards) {
  if (m_model.state() == DataState::Showing) m_dataset->nextProblem(backwards);
}

/// Exports the listed rows in a format that can be imported again.
bool DataPage::exportView() {
  if (m_model.state() != DataState::Showing) return false;
  m_services.dialogs.chooseNewFile(this, tr("Save the rows"), QString::fromStdString(get<std::string>(m_model.manifest(), "dataset", "")) + ".jsonl",
                                   [this](const QString& path) {
                                     const Status written = m_dataset->writeRows(path);
                                     if (!written.ok()) m_message->show(Tone::Bad, errorText(written.error()), tr("Close"), [this] { m_message->dismiss(); });
                                   });
  return true;
}

Details DataPage::details() {
  Details out;
  if (m_model.state() != DataState::Showing || !m_model.dataset()) return out;
  const Json& m = m_model.manifest();
  const auto told = [&](const char* key) { return QString::fromStdString(get<std::string>(m, key, "")); };
  const auto add = [&out](const QString& name, const QString& value) {
    if (!value.isEmpty()) out.facts.emplace_back(name, value);
  };
  out.title = tr("%1, version %2").arg(told("dataset")).arg(get<int64_t>(m, "version", 0));
  if (m.contains("files") && m["files"].is_array()) {
    for (const Json& file : m["files"])
      add(get<bool>(file, "heldout", false) ? tr("File to measure with") : tr("File"),
          tr("%1, %n row(s)", nullptr, get<int>(file, "rows_ok", 0)).arg(QString::fromStdString(get<std::string>(file, "name", ""))));
  } else {
    add(tr("File"), told("source"));
  }
  add(tr("Format"), told("format").toUpper() + " · " + told("encoding").toUpper());
  if (const auto shape = shapeFromName(get<std::string>(m, "shape", "")); shape.ok()) add(tr("Kind of examples"), shapeWords(*shape));
  const Json mapping = m.contains("mapping") && m["mapping"].is_object() ? m["mapping"] : Json::object();
  for (const auto& [field, column] : mapping.items()) {
    if (column.is_string()) add(fieldWords(field), tr("column %1").arg(QString::fromStdString(column.get<std::string>())));
  }
  if (m.contains("revised")) {
    const Json& revised = m["revised"];
    const auto count = [&](const char* key) { return get<int64_t>(revised, key, 0); };
    add(tr("Comes from"), tr("version %1").arg(count("version")));
    add(tr("Changed by you"), tr("%1 corrected, %2 removed, %3 moved, %4 masked").arg(count("changed")).arg(count("removed")).arg(count("moved")).arg(count("masked")));
  }
  add(tr("SHA-256"), shortHash(told("hash")));
  return out;
}

QString DataPage::help() const {
  return tr("Examples to learn from, one a row: what is asked, and the answer that you want. The rows on the right are shown as the model reads them; only "
            "what is underlined is learned.\n\n"
            "Return corrects a row, Del removes it, F8 goes to the next one that wants looking at, Ctrl+Z takes back. Changes become a new version when they are "
            "saved; the one before stays. Ctrl+E saves the rows that are listed.");
}

void DataPage::dragEnterEvent(QDragEnterEvent* event) {
  if (event->mimeData()->hasUrls()) event->acceptProposedAction();
}
void DataPage::dropEvent(QDropEvent* event) {
  m_model.openFiles(localFiles(*event->mimeData()));
}

}  // namespace graft::ui
