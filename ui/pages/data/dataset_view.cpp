// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/data/dataset_view.hpp"

#include <QHeaderView>
#include <QLineEdit>
#include <QSplitter>
#include <QTabWidget>
#include <QTableView>
#include <QTableWidget>
#include <QVBoxLayout>

#include "ui/services/words.hpp"
#include "ui/widgets/basics.hpp"
#include "ui/widgets/flow_layout.hpp"
#include "ui/widgets/marked_text.hpp"

namespace graft::ui {

DatasetView::DatasetView(const Services& services, DataViewModel& model)
    : m_services(services),
      m_model(model),
      m_title(text({}, TextRole::Title)),
      m_facts(text({}, TextRole::Body, true)),
      m_warnings(new QVBoxLayout),
      m_tabs(new QTabWidget) {
  m_trainOn = button({}, "primary");
  m_trainOn->setObjectName("trainOnThis");
  services.theme.setIcon(m_trainOn, "train");
  connect(m_trainOn, &QPushButton::clicked, this, &DatasetView::primaryAction);
  m_leftOut = readingTable({tr("Line"), tr("Why it is left out")}, tr("Rows that are left out"));
  m_leftOut->horizontalHeader()->setSectionResizeMode(0, QHeaderView::ResizeToContents);
  m_tabs->setAccessibleName(tr("Parts of the dataset"));
  m_tabs->addTab(makeRows(), tr("Rows"));
  m_tabs->addTab(m_leftOut, tr("Left out"));
  m_warnings->setSpacing(space::kXs);
  auto* bottom = new QHBoxLayout;
  bottom->addStretch();
  bottom->addWidget(m_trainOn);
  auto* column = new QVBoxLayout(this);
  column->setContentsMargins(space::kXl, space::kL, space::kXl, space::kL);
  column->setSpacing(space::kM);
  column->addWidget(m_title);
  column->addWidget(m_facts);
  column->addLayout(makeFigures());
  column->addLayout(m_warnings);
  column->addWidget(m_tabs, 1);
  column->addLayout(bottom);
  connect(&model, &DataViewModel::changed, this, &DatasetView::show_);
  connect(&model, &DataViewModel::modelRead, this, &DatasetView::showRow);
  connect(&model, &DataViewModel::found, this, [this](const std::shared_ptr<const std::vector<size_t>>& rows) {
    m_rows.set(m_model.shared(), rows);
    m_table->selectRow(0);
  });
}

QLayout* DatasetView::makeFigures() {
  auto* row = new FlowLayout(space::kXxl, space::kS);
  const auto figure = [&](const QString& name) {
    auto* made = new Figure(name);
    row->addWidget(made);
    return made;
  };
  m_count = figure(tr("rows"));
  m_train = figure(tr("to learn from"));
  m_heldout = figure(tr("held out"));
  m_repeats = figure(tr("repeats"));
  m_length = figure(tr("characters, median"));
  m_personal = figure(tr("with personal data"));
  return row;
}

QWidget* DatasetView::makeRows() {
  auto* box = new QWidget;
  m_search = new QLineEdit;
  m_search->setPlaceholderText(tr("Search in questions and answers (Ctrl+F)"));
  m_search->setAccessibleName(tr("Search rows"));
  m_search->setClearButtonEnabled(true);
  connect(m_search, &QLineEdit::textChanged, &m_model, &DataViewModel::search);
  m_table = new QTableView;
  m_table->setModel(&m_rows);
  m_table->setAccessibleName(tr("Rows of the dataset"));
  m_table->setSelectionBehavior(QAbstractItemView::SelectRows);
  m_table->setSelectionMode(QAbstractItemView::SingleSelection);
  m_table->setShowGrid(false);
  m_table->setWordWrap(false);
  m_table->setTabKeyNavigation(false);
  m_table->verticalHeader()->hide();
  m_table->verticalHeader()->setDefaultSectionSize(28);
  // Columns are not measured: that would read every row.
  m_table->horizontalHeader()->setSectionResizeMode(QHeaderView::Interactive);
  m_table->horizontalHeader()->setSectionResizeMode(ExamplesModel::kAsked, QHeaderView::Stretch);
  m_table->horizontalHeader()->setSectionResizeMode(ExamplesModel::kAnswer, QHeaderView::Stretch);
  m_table->horizontalHeader()->setHighlightSections(false);
  m_table->setColumnWidth(ExamplesModel::kLine, 64);
  m_table->setColumnWidth(ExamplesModel::kSide, 84);
  connect(m_table->selectionModel(), &QItemSelectionModel::currentRowChanged, this, &DatasetView::showRow);
  m_marked = new MarkedText(m_services.theme);
  QVBoxLayout* inside = nullptr;
  auto* frame = card(inside);
  inside->addWidget(text(tr("What the model sees"), TextRole::Section));
  inside->addWidget(m_marked, 1);
  auto* split = new QSplitter(Qt::Horizontal);
  split->addWidget(m_table);
  split->addWidget(frame);
  split->setStretchFactor(0, 3);
  split->setStretchFactor(1, 2);
  split->setChildrenCollapsible(false);
  split->setHandleWidth(space::kM);
  split->setStyleSheet("QSplitter::handle { background: transparent }");
  auto* column = new QVBoxLayout(box);
  column->setContentsMargins(0, space::kS, 0, 0);
  column->addWidget(m_search);
  column->addWidget(split, 1);
  column->addWidget(markLegend(m_services.theme));
  return box;
}

void DatasetView::show_() {
  if (m_model.state() != DataState::Showing || !m_model.dataset()) return;
  const Json& m = m_model.manifest();
  const auto number = [&](const char* key) { return get<int64_t>(m, key, 0); };
  m_title->setText(tr("%1, version %2").arg(QString::fromStdString(get<std::string>(m, "dataset", ""))).arg(number("version")));
  m_facts->setText(tr("from %1 · %2")
                       .arg(QString::fromStdString(get<std::string>(m, "source", "")),
                            QString::fromStdString(get<std::string>(m, "format", "")).toUpper()));
  m_count->setValue(countText(number("rows_ok")));
  m_train->setValue(countText(number("train")));
  m_heldout->setValue(countText(number("heldout")));
  m_repeats->setValue(countText(number("exact_duplicates") + number("near_duplicates")));
  const Json lengths = m.contains("characters") ? m["characters"] : Json::object();
  m_length->setValue(countText(get<int64_t>(lengths, "median", 0)), tr("longest %1").arg(countText(get<int64_t>(lengths, "longest", 0))));
  m_personal->setValue(countText(m.contains("personal_data") ? get<int64_t>(m["personal_data"], "rows", 0) : 0));
  m_trainOn->setText(tr("Train on %1 rows").arg(countText(number("train"))));
  m_search->clear();
  m_rows.set(m_model.shared());
  m_table->selectRow(0);
  showWarnings();
  showLeftOut();
}

void DatasetView::showWarnings() {
  constexpr size_t kMost = 3;
  clear(*m_warnings);
  const Json& m = m_model.manifest();
  if (!m.contains("warnings")) return;
  size_t shown = 0;
  for (const auto& words : m["warnings"]) {
    if (!words.is_string() || ++shown > kMost) continue;
    auto* bar = new MessageBar(m_services.theme);
    m_warnings->addWidget(bar);
    QString sentence = QString::fromStdString(words.get<std::string>());
    sentence[0] = sentence[0].toUpper();
    bar->show(Tone::Neutral, sentence + (sentence.endsWith('.') ? "" : "."));
  }
}

void DatasetView::showLeftOut() {
  const Json& m = m_model.manifest();
  const Json rejected = m.contains("rejected") ? m["rejected"] : Json::array();
  m_leftOut->setRowCount(static_cast<int>(rejected.size()));
  for (size_t i = 0; i < rejected.size(); ++i) {
    m_leftOut->setItem(static_cast<int>(i), 0, new QTableWidgetItem(countText(get<int64_t>(rejected[i], "line", 0))));
    m_leftOut->setItem(static_cast<int>(i), 1, new QTableWidgetItem(QString::fromStdString(get<std::string>(rejected[i], "reason", ""))));
  }
  const auto count = get<int64_t>(m, "rows_rejected", 0);
  m_tabs->setTabText(1, tr("Left out (%1)").arg(countText(count)));
  m_tabs->setTabEnabled(1, count > 0);
}

void DatasetView::showRow() {
  const QModelIndex index = m_table->currentIndex();
  if (!index.isValid() || !m_model.dataset()) return m_marked->showProblem({});
  const auto example = m_model.dataset()->row(m_rows.rowIn(index.row()));
  const auto chat = example.ok() ? m_model.render(*example) : Result<RenderedChat>(example.error());
  if (chat.ok())
    m_marked->show(*chat);
  else
    m_marked->showProblem(errorText(chat.error()));
}

void DatasetView::primaryAction() {
  if (m_model.dataset()) m_services.open("train", QString::fromStdString(m_model.dataset()->folder()));
}
void DatasetView::find() {
  m_tabs->setCurrentIndex(0);
  m_search->setFocus();
}

}  // namespace graft::ui
