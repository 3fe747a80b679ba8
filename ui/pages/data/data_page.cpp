// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/data/data_page.hpp"

#include <QDragEnterEvent>
#include <QInputDialog>
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
  return {"data",
          DataPage::tr("Data"),
          "data",
          20,
          [](const Services& services) { return new DataPage(services); },
          {{DataPage::tr("Import examples"), DataPage::tr("csv excel json parquet file add dataset"), "import", PageAct::How::Press},
           {DataPage::tr("Rename a dataset"), DataPage::tr("name title"), "renameDataset", PageAct::How::Focus},
           {DataPage::tr("Export a dataset"), DataPage::tr("save jsonl copy duplicate"), "exportDataset", PageAct::How::Focus},
           {DataPage::tr("Delete a dataset"), DataPage::tr("remove bin trash"), "deleteDataset", PageAct::How::Focus}}};
}

DataPage::DataPage(const Services& services)
    : m_services(services),
      m_model(services),
      m_message(new MessageBar(services.theme)),
      m_stack(new QStackedWidget),
      m_empty(makeEmpty()),
      m_import(new ImportView(services, m_model)),
      m_dataset(new DatasetView(services, m_model)) {
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
  m_side = makeSide();
  row->addWidget(m_side);
  row->addLayout(right, 1);
  connect(&m_model, &DataViewModel::changed, this, &DataPage::showState);
  connect(&m_model, &DataViewModel::listChanged, this, &DataPage::showList);
  connect(&m_model, &DataViewModel::failed, this,
          [this](const QString& words) { m_message->show(Tone::Bad, words, tr("Choose another file …"), [this] { choose(); }); });
  connect(&m_model, &DataViewModel::refused, this,
          [this](const QString& words) { m_message->show(Tone::Bad, words, tr("Close"), [this] { m_message->dismiss(); }); });
  connect(&m_model, &DataViewModel::removed, this, [this](const QString& name, const QString& folder) {
    if (m_services.navigator)
      m_services.navigator->offerUndo(tr("%1 was deleted.").arg(name), [this, name, folder] { m_model.restore(name, folder); });
  });
  connect(&m_model.edits(), &DatasetEdits::failed, this,
          [this](const QString& words) { m_message->show(Tone::Bad, words, tr("Close"), [this] { m_message->dismiss(); }); });
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
  const auto act = [&](const QString& words, const char* name, const QString& icon, auto does) {
    auto* made = button(words, "quiet");
    made->setObjectName(name);
    m_services.theme.setIcon(made, icon, Tone::Accent);
    connect(made, &QPushButton::clicked, this, does);
    return made;
  };
  m_rename = act(tr("Rename …"), "renameDataset", "tag", [this] { askName(); });
  m_export = act(tr("Export …"), "exportDataset", "export", [this] { exportView(); });
  m_export->setToolTip(tr("Saves the rows that are listed, in a form that can be imported again"));
  m_remove = act(tr("Delete"), "deleteDataset", "trash", [this] { removeChosen(); });
  column->addWidget(m_list, 1);
  for (QPushButton* one : {m_rename, m_export, m_remove}) column->addWidget(one, 0, Qt::AlignLeft);
  column->addWidget(add);
  return side;
}

QWidget* DataPage::makeEmpty() {
  auto* empty = new EmptyState(
      m_services.theme, "data", tr("Bring your examples"),
      tr("A table with one example a row: what is asked, and the answer that you want. CSV, Excel, JSONL, JSON, Parquet or text. "
         "Drop it here, or choose it; several files at once become one. Your files stay as they are."));
  connect(empty->addAction(tr("Choose a file …"), "primary"), &QPushButton::clicked, this, &DataPage::choose);
  return empty;
}

void DataPage::enter(const PageRequest& request) {
  m_model.refresh();
  if (request.as<ChooseExamples>()) return choose();
  if (const auto* asked = request.as<ShowDataset>()) return m_model.openDataset(asked->name, asked->version);
  if (const auto* asked = request.as<ImportExamples>()) m_model.openFiles(asked->paths);
}

void DataPage::choose() {
  m_services.dialogs.chooseFiles(this, tr("Your examples"), examplesFilter(),
                                 [this](const QStringList& paths) { m_model.openFiles(paths); });
}

QString DataPage::chosen() const { return m_list->currentItem() ? m_list->currentItem()->data(Qt::UserRole).toString() : QString(); }

void DataPage::askName() {
  const QString name = chosen();
  if (name.isEmpty()) return;
  auto* dialog = new QInputDialog(this);
  dialog->setObjectName("newName");
  dialog->setAttribute(Qt::WA_DeleteOnClose);
  dialog->setWindowTitle(tr("Rename %1").arg(name));
  dialog->setLabelText(tr("New name (letters, digits, - _ .); runs keep working by the old one"));
  dialog->setTextValue(name);
  connect(dialog, &QInputDialog::textValueSelected, this, [this, name](const QString& wanted) { m_model.rename(name, wanted.trimmed()); });
  dialog->open();
}

void DataPage::removeChosen() {
  if (const QString name = chosen(); !name.isEmpty()) m_model.remove(name);
}

void DataPage::showList() {
  const QSignalBlocker quiet(m_list);
  m_list->clear();
  for (const auto& row : m_model.datasets()) {
    const QString name = QString::fromStdString(row.name);
    const auto rows = static_cast<int64_t>(row.manifest.rowsOk);
    auto* item = new QListWidgetItem(tr("%1\nversion %2 · %3 rows").arg(name).arg(row.version).arg(countText(rows)), m_list);
    item->setData(Qt::UserRole, name);
    item->setData(Qt::UserRole + 1, static_cast<qlonglong>(row.version));
    item->setToolTip(QString::fromStdString(row.manifest.source));
    const DatasetManifest& shown = m_model.manifest();
    if (shown.dataset == row.name && shown.version == row.version) m_list->setCurrentItem(item);
  }
  for (QPushButton* one : {m_rename, m_export, m_remove}) one->setEnabled(m_model.state() == DataState::Showing && m_list->currentItem());
  if (m_model.state() == DataState::List && !m_model.datasets().empty())
    m_model.openDataset(QString::fromStdString(m_model.datasets().front().name), m_model.datasets().front().version);
}

void DataPage::showState() {
  const DataState now = m_model.state();
  m_side->setVisible(now == DataState::List || now == DataState::Showing);  // a file that is imported gets the width
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
  m_services.dialogs.chooseNewFile(
      this, tr("Save the rows"), QString::fromStdString(m_model.manifest().dataset) + ".jsonl", [this](const QString& path) {
        const Status written = m_dataset->writeRows(path);
        if (!written.ok()) m_message->show(Tone::Bad, errorText(written.error()), tr("Close"), [this] { m_message->dismiss(); });
      });
  return true;
}

Details DataPage::details() {
  Details out;
  if (m_model.state() != DataState::Showing || !m_model.dataset()) return out;
  const DatasetManifest& m = m_model.manifest();
  const auto told = [](const std::string& value) { return QString::fromStdString(value); };
  const auto add = [&out](const QString& name, const QString& value) {
    if (!value.isEmpty()) out.facts.emplace_back(name, value);
  };
  out.title = tr("%1, version %2").arg(told(m.dataset)).arg(m.version);
  if (m.files) {
    for (const ImportedFile& file : *m.files)
      add(file.heldout == true ? tr("File to measure with") : tr("File"),
          tr("%1, %n row(s)", nullptr, static_cast<int>(file.rowsOk)).arg(told(file.name)));
  } else {
    add(tr("File"), told(m.source));
  }
  add(tr("Format"), told(m.format).toUpper() + " · " + told(m.encoding).toUpper());
  if (m.shape != Shape::Unknown) add(tr("Kind of examples"), shapeWords(m.shape));
  for (const auto& [field, column] : m.mapping) add(fieldWords(field), tr("column %1").arg(told(column)));
  if (m.revised) {
    add(tr("Comes from"), tr("version %1").arg(m.revised->version));
    add(tr("Changed by you"), tr("%1 corrected, %2 removed, %3 moved, %4 masked")
                                  .arg(m.revised->changed)
                                  .arg(m.revised->removed)
                                  .arg(m.revised->moved)
                                  .arg(m.revised->masked));
  }
  add(tr("SHA-256"), shortHash(told(m.hash)));
  return out;
}

QString DataPage::help() const {
  return tr(
      "Examples to learn from, one a row: what is asked, and the answer that you want. The rows on the right are shown as the model reads "
      "them; only "
      "what is underlined is learned.\n\n"
      "Return corrects a row, Del removes it, F8 goes to the next one that wants looking at, Ctrl+Z takes back. Changes become a new "
      "version when they are "
      "saved; the one before stays. Ctrl+E saves the rows that are listed.");
}

void DataPage::dragEnterEvent(QDragEnterEvent* event) {
  if (event->mimeData()->hasUrls()) event->acceptProposedAction();
}
void DataPage::dropEvent(QDropEvent* event) { m_model.openFiles(localFiles(*event->mimeData())); }

}  // namespace graft::ui
