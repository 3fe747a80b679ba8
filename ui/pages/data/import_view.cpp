// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/data/import_view.hpp"

#include <algorithm>
#include <cmath>

#include <QFileInfo>
#include <QHeaderView>
#include <QProgressBar>
#include <QSlider>
#include <QTableWidget>
#include <QVBoxLayout>

#include "ui/models/examples_model.hpp"
#include "ui/pages/data/mapping_panel.hpp"
#include "ui/services/messages.hpp"
#include "ui/services/words.hpp"
#include "ui/widgets/basics.hpp"
#include "ui/widgets/example_files.hpp"
#include "ui/widgets/marked_text.hpp"

namespace graft::ui {
namespace {

constexpr int kMostHoldout = 50;

QString remarksText(const std::vector<Message>& remarks) {
  QStringList sentences;
  for (const Message& remark : remarks) sentences << sentence(messageText(remark));
  return sentences.join(' ');
}

}  // namespace

ImportView::ImportView(const Services& services, DataViewModel& model)
    : m_services(services),
      m_model(model),
      m_title(text({}, TextRole::Title)),
      m_facts(prose({}, true)),
      m_message(new MessageBar(services.theme)) {
  auto* body = new QHBoxLayout;
  body->setSpacing(space::kL);
  body->addWidget(makeMapping());
  body->addWidget(makeRows(), 5);
  body->addWidget(makePreview(), 3);
  auto* column = new QVBoxLayout(this);
  column->setContentsMargins(space::kXl, space::kL, space::kXl, space::kL);
  column->setSpacing(space::kM);
  column->addLayout(makeHead());
  column->addWidget(m_facts);
  column->addWidget(m_message);
  column->addLayout(body, 1);
  column->addLayout(makeActions());
  connect(&model, &DataViewModel::changed, this, &ImportView::refresh);
  connect(&model, &DataViewModel::modelRead, this, &ImportView::showRow);
  connect(&services.theme, &Theme::changed, this, &ImportView::showRows);
  connect(&model, &DataViewModel::progressed, this, [this] { m_progress->setValue(static_cast<int>(1000 * m_model.share())); });
}

QLayout* ImportView::makeHead() {
  m_add = button(tr("Add files …"));
  m_add->setObjectName("addFiles");
  m_services.theme.setIcon(m_add, "add");
  connect(m_add, &QPushButton::clicked, this, [this] {
    m_services.dialogs.chooseFiles(this, tr("Further examples"), examplesFilter(),
                                   [this](const QStringList& paths) { m_model.addFiles(paths); });
  });
  auto* row = new QHBoxLayout;
  row->addWidget(m_title, 1);
  row->addWidget(m_add);
  return row;
}

QWidget* ImportView::makeMapping() {
  constexpr int kLeast = 268;
  QVBoxLayout* column = nullptr;
  auto* frame = card(column);
  // Width of the longest button, also at a larger text size.
  frame->setMinimumWidth(kLeast);
  frame->setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Preferred);
  column->addWidget(wrapped(tr("Match columns"), TextRole::Section));
  auto* inside = new QWidget;
  auto* rows = new QVBoxLayout(inside);
  rows->setContentsMargins(0, 0, 0, 0);
  m_mapping = new MappingPanel(m_services, m_model);
  rows->addWidget(m_mapping);
  rows->addSpacing(space::kS);
  addHoldout(*rows);
  rows->addStretch();
  column->addWidget(verticalScroll(inside, tr("Match columns")), 1);
  return frame;
}

/// Adds the choice of held-out rows: a share of the rows, or a separate file.
void ImportView::addHoldout(QVBoxLayout& column) {
  column.addWidget(wrapped(tr("Held out to measure with"), TextRole::Label, true));
  m_holdout = new QSlider(Qt::Horizontal);
  m_holdout->setRange(0, kMostHoldout);
  m_holdout->setValue(static_cast<int>(std::lround(100 * m_model.options().holdout)));
  m_holdout->setAccessibleName(tr("Share of rows held out, in percent"));
  column.addWidget(m_holdout);
  m_splitWords = prose({}, true);
  column.addWidget(m_splitWords);
  m_heldoutFile = button({});
  m_heldoutFile->setObjectName("heldoutFile");
  column.addWidget(m_heldoutFile, 0, Qt::AlignLeft);
  connect(m_holdout, &QSlider::valueChanged, this, [this](int percent) {
    m_model.setHoldout(percent / 100.0);
    showHoldout();
  });
  connect(m_heldoutFile, &QPushButton::clicked, this, [this] {
    if (!m_model.options().heldoutFile.empty()) return m_model.setHeldoutFile({});
    m_services.dialogs.chooseFile(this, tr("Examples to measure with"), examplesFilter(),
                                  [this](const QString& path) { m_model.setHeldoutFile(path); });
  });
  showHoldout();
}

void ImportView::showHoldout() {
  const QString file = QFileInfo(QString::fromStdString(m_model.options().heldoutFile)).fileName();
  const int percent = m_holdout->value();
  m_holdout->setVisible(file.isEmpty());
  m_heldoutFile->setText(file.isEmpty() ? tr("From a file …") : tr("Take a share"));
  if (!file.isEmpty())
    m_splitWords->setText(tr("All rows of %1, and what asks the same, are never trained on.").arg(file));
  else
    m_splitWords->setText(percent == 0 ? tr("None: nothing will say whether it became better.")
                                       : tr("%1 % of the rows are never trained on.").arg(percent));
}

QWidget* ImportView::makeRows() {
  QVBoxLayout* column = nullptr;
  auto* frame = card(column);
  m_rowsTitle = wrapped(tr("First rows"), TextRole::Section);
  column->addWidget(m_rowsTitle);
  m_rows = new QTableWidget(0, 3);
  m_rows->setHorizontalHeaderLabels({tr("Line"), tr("Asked"), tr("Answer")});
  m_rows->horizontalHeader()->setSectionResizeMode(QHeaderView::Stretch);
  m_rows->horizontalHeader()->setSectionResizeMode(0, QHeaderView::ResizeToContents);
  m_rows->horizontalHeader()->setDefaultAlignment(Qt::AlignLeft | Qt::AlignVCenter);
  m_rows->verticalHeader()->hide();
  m_rows->verticalHeader()->setDefaultSectionSize(28);
  m_rows->setWordWrap(false);
  m_rows->setShowGrid(false);
  m_rows->setSelectionBehavior(QAbstractItemView::SelectRows);
  m_rows->setSelectionMode(QAbstractItemView::SingleSelection);
  m_rows->setEditTriggers(QAbstractItemView::NoEditTriggers);
  m_rows->setTabKeyNavigation(false);
  m_rows->setAccessibleName(tr("First rows of the file"));
  connect(m_rows, &QTableWidget::currentCellChanged, this, [this](int row, int, int before, int) {
    if (row != before) showRow();
  });
  column->addWidget(m_rows, 1);
  return frame;
}

QWidget* ImportView::makePreview() {
  QVBoxLayout* column = nullptr;
  auto* frame = card(column);
  column->addWidget(wrapped(tr("What the model sees"), TextRole::Section));
  m_marked = new MarkedText(m_services.theme);
  column->addWidget(m_marked, 1);
  column->addWidget(
      wrapped(tr("Underlined: what it learns to write. Grey: added by the model's template, only read."), TextRole::Label, true));
  return frame;
}

QLayout* ImportView::makeActions() {
  m_progress = new QProgressBar;
  m_progress->setRange(0, 1000);
  m_progress->setTextVisible(false);
  m_progress->setAccessibleName(tr("Progress of the import"));
  m_cancel = button(tr("Cancel"));
  m_import = button(tr("Import"), "primary");
  m_import->setObjectName("importFile");
  connect(m_cancel, &QPushButton::clicked, this, [this] { m_model.cancel(); });
  connect(m_import, &QPushButton::clicked, this, &ImportView::primaryAction);
  auto* row = new QHBoxLayout;
  row->addWidget(m_progress, 1);
  row->addStretch();
  row->addWidget(m_cancel);
  row->addWidget(m_import);
  return row;
}

void ImportView::primaryAction() {
  if (m_import->isEnabled()) m_model.import();
}

void ImportView::refresh() {
  const bool ours =
      m_model.state() == DataState::Preview || m_model.state() == DataState::Importing || m_model.state() == DataState::Reading;
  if (!ours) return;
  const Preview& preview = m_model.preview();
  const bool imports = m_model.state() == DataState::Importing;
  showFiles();
  showHoldout();
  m_add->setEnabled(m_model.state() == DataState::Preview && m_model.options().read.second.empty());
  m_heldoutFile->setEnabled(m_model.state() == DataState::Preview);
  m_progress->setVisible(imports);
  m_progress->setValue(0);
  m_import->setEnabled(m_model.state() == DataState::Preview && preview.question.empty());
  m_import->setText(imports ? tr("Importing …") : preview.question.empty() ? tr("Import") : tr("Say what is what"));
  if (!preview.question.empty())
    m_message->show(Tone::Warn, tr("It cannot be told which column asks and which one answers. Choose them on the left."));
  else if (!preview.remarks.empty())
    m_message->show(Tone::Neutral, remarksText(preview.remarks));
  else
    m_message->dismiss();
  if (imports) return;
  m_mapping->showPreview();
  showRows();
}

void ImportView::showFiles() {
  const Preview& preview = m_model.preview();
  const auto nameOf = [](const std::string& path) { return QFileInfo(QString::fromStdString(path)).fileName(); };
  const auto& options = m_model.options();
  const int files = 1 + static_cast<int>(options.more.size());
  m_title->setText(files == 1 ? nameOf(options.file) : tr("%1 and %n more", nullptr, files - 1).arg(nameOf(options.file)));
  QStringList facts;
  if (!options.read.second.empty()) facts << tr("questions; the answers stand in %1, line by line").arg(nameOf(options.read.second));
  for (const auto& path : options.more) facts << nameOf(path);
  if (files == 1 && !preview.format.empty())
    facts = QStringList{QString::fromStdString(preview.format).toUpper(), QString::fromStdString(preview.encoding).toUpper()} + facts;
  m_facts->setText(preview.format.empty() ? tr("Reading …") : facts.join(" · "));
}

void ImportView::addRow(size_t index) {
  const PreviewRow& row = m_model.preview().rows[index];
  const auto words = row.problem.empty() ? askAnswerOf(row.example) : AskAnswer{QString::fromStdString(row.raw), QString()};
  const QString cells[] = {countText(static_cast<int64_t>(row.line)), words.asked.simplified(),
                           row.problem.empty() ? words.answer.simplified() : tr("left out: %1").arg(messageText(row.problem))};
  const int at = m_rows->rowCount();
  m_rows->insertRow(at);
  for (int column = 0; column < 3; ++column) {
    auto* item = new QTableWidgetItem(cells[column].left(200));
    item->setData(Qt::UserRole, static_cast<int>(index));
    if (!row.problem.empty()) item->setForeground(m_services.theme.now().bad);
    if (!row.problem.empty() && column == 0) item->setIcon(m_services.theme.icon("bad", Tone::Bad));
    m_rows->setItem(at, column, item);
  }
}

/// Adds the name of a file above its rows.
void ImportView::addFile(const QString& name) {
  const int at = m_rows->rowCount();
  m_rows->insertRow(at);
  auto* item = new QTableWidgetItem(name);
  item->setFlags(Qt::ItemIsEnabled);
  item->setFont(m_services.theme.font(TextRole::Label));
  item->setForeground(m_services.theme.now().muted);
  m_rows->setItem(at, 0, item);
  m_rows->setSpan(at, 0, 1, 3);
}

void ImportView::showRows() {
  const Preview& preview = m_model.preview();
  const int before = m_rows->currentRow();
  const QSignalBlocker quiet(m_rows);
  m_rows->clearSpans();
  m_rows->setRowCount(0);
  int problems = 0;
  for (size_t i = 0; i < preview.rows.size(); ++i) {
    const auto file = preview.rows[i].file;
    if (file < preview.files.size() && (i == 0 || file != preview.rows[i - 1].file)) addFile(QString::fromStdString(preview.files[file]));
    addRow(i);
    problems += !preview.rows[i].problem.empty();
  }
  const int count = static_cast<int>(preview.rows.size());
  m_rowsTitle->setText(problems == 0 ? tr("First %n row(s)", nullptr, count)
                                     : tr("First %n row(s), %1 of them left out", nullptr, count).arg(problems));
  m_rows->setCurrentCell(std::max(preview.files.empty() ? 0 : 1, std::min(before, m_rows->rowCount() - 1)), 1);
  showRow();
}

void ImportView::showRow() {
  const auto& rows = m_model.preview().rows;
  const auto* item = m_rows->item(m_rows->currentRow(), 1);  // null for the row with a file name
  if (!item || static_cast<size_t>(item->data(Qt::UserRole).toInt()) >= rows.size()) return;
  const auto& row = rows[static_cast<size_t>(item->data(Qt::UserRole).toInt())];
  if (!row.problem.empty()) return m_marked->showProblem(tr("Line %1 is left out: %2").arg(row.line).arg(messageText(row.problem)));
  if (row.example.is_null()) return m_marked->showProblem({});
  const auto chat = m_model.render(row.example);
  if (chat.ok())
    m_marked->show(*chat);
  else
    m_marked->showProblem(errorText(chat.error()));
}

}  // namespace graft::ui
