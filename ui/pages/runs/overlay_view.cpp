// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/runs/overlay_view.hpp"

#include <QHeaderView>
#include <QTableWidget>
#include <QVBoxLayout>

#include "core/commands/adapter_inputs.hpp"
#include "core/commands/train/runs.hpp"
#include "ui/charts/chart_card.hpp"
#include "ui/pages/runs/run_difference.hpp"
#include "ui/services/preferences.hpp"
#include "ui/services/store_service.hpp"
#include "ui/services/words.hpp"
#include "ui/widgets/basics.hpp"

namespace graft::ui {
namespace {

void fill(QTableWidget& table, const QStringList& titles, const std::vector<QStringList>& rows) {
  table.setColumnCount(static_cast<int>(titles.size()));
  table.setHorizontalHeaderLabels(titles);
  table.setRowCount(static_cast<int>(rows.size()));
  for (size_t row = 0; row < rows.size(); ++row) {
    for (qsizetype column = 0; column < rows[row].size(); ++column)
      table.setItem(static_cast<int>(row), static_cast<int>(column), new QTableWidgetItem(rows[row][column]));
  }
}

/// A queued run has no results yet, but its settings are known.
store::RunDetails waiting(const std::string& run, const std::string& folder) {
  store::RunDetails details;
  details.row.name = run;
  if (const auto spec = commands::readRunSpec(folder); spec.ok()) details.record.settings = toJson(spec->settings);
  return details;
}

}  // namespace

OverlayView::OverlayView(const Services& services)
    : m_services(services),
      m_sentence(prose({})),
      m_best(prose({})),
      m_openBest(button(tr("Open the best"))),
      m_message(new MessageBar(services.theme)) {
  constexpr int kLines = 22;
  auto* back = button(tr("All runs"), "quiet");
  services.theme.setIcon(back, "back", Tone::Accent);
  connect(back, &QPushButton::clicked, this, &OverlayView::backAsked);
  m_loss = new ChartCard(services.theme, tr("Loss"));
  m_heldout = new ChartCard(services.theme, tr("Held-out loss"));
  m_loss->plot().setSmoothing(true);
  m_heldout->setWaitingText(tr("None of these runs was measured on held-out rows."));
  auto* charts = new QHBoxLayout;
  charts->setSpacing(space::kM);
  for (ChartCard* chart : {m_loss, m_heldout}) {
    chart->setFixedHeight(kLines * QFontMetrics(services.theme.font(TextRole::Body)).height());
    charts->addWidget(chart, 1);
    connect(chart, &ChartCard::xAxisAsked, this, [this] {
      m_axis = static_cast<XAxis>((static_cast<int>(m_axis) + 1) % kXAxes);
      refresh();
    });
    connect(chart, &ChartCard::saveAsked, this, [this, chart](const QString& suggested) { saveChart(chart, suggested); });
  }
  connect(m_loss, &ChartCard::crosshairMoved, m_heldout, &ChartCard::setCrosshair);
  connect(m_heldout, &ChartCard::crosshairMoved, m_loss, &ChartCard::setCrosshair);
  auto* column = new QVBoxLayout(this);
  column->setContentsMargins(space::kXl, space::kM, space::kXl, space::kL);
  column->setSpacing(space::kM);
  column->addWidget(back, 0, Qt::AlignLeft);
  column->addWidget(text(tr("Runs side by side"), TextRole::Title));
  column->addWidget(m_sentence);
  auto* best = new QHBoxLayout;
  best->addWidget(m_best, 1);
  best->addWidget(m_openBest);
  column->addLayout(best);
  m_openBest->setObjectName("openBest");
  connect(m_openBest, &QPushButton::clicked, this, [this] {
    if (const auto* details = bestOf(m_details)) m_services.open(showRun(QString::fromStdString(details->row.name)));
  });
  column->addWidget(m_message);
  column->addLayout(charts);
  column->addWidget(makeTables(), 1);
  connect(&services.store, &StoreService::changed, this, [this](const QString& run) {
    if (isVisible() && (run.isEmpty() || m_runs.contains(run))) read();
  });
}

void OverlayView::saveChart(ChartCard* chart, const QString& suggested) {
  m_services.dialogs.chooseNewFile(this, tr("Save the chart"), "runs-" + suggested, [this, chart](const QString& path) {
    if (!chart->save(path)) m_message->show(Tone::Bad, tr("%1 could not be written. Choose another folder.").arg(path));
  });
}
bool OverlayView::exportView() {
  if (m_details.empty()) return false;
  saveChart(m_heldout->isAncestorOf(focusWidget()) ? m_heldout : m_loss, "loss.csv");
  return true;
}
void OverlayView::showFull() { (m_heldout->isAncestorOf(focusWidget()) ? m_heldout : m_loss)->toggleFull(); }

QWidget* OverlayView::makeTables() {
  auto* box = new QWidget;
  m_differences = readingTable({}, tr("What is not the same in all"));
  m_effects = readingTable({}, tr("Mean held-out loss by value"));
  auto* row = new QHBoxLayout(box);
  row->setContentsMargins(0, 0, 0, 0);
  row->setSpacing(space::kL);
  const auto side = [&](const QString& title, QTableWidget* view, int stretch) {
    auto* column = new QVBoxLayout;
    column->addWidget(text(title, TextRole::Section));
    column->addWidget(view, 1);
    view->setMinimumHeight(160);
    row->addLayout(column, stretch);
  };
  side(tr("Results, and what changed (F8: next)"), m_differences, 3);
  side(tr("What did best"), m_effects, 2);
  return box;
}

void OverlayView::show(const QStringList& runs) {
  m_message->dismiss();
  m_runs = runs;
  m_details.clear();
  read();
}
void OverlayView::read() {
  m_reading.ask([this] { readNow(); });
}
void OverlayView::readNow() {
  m_services.store.ask(
      this,
      [runs = m_runs, home = m_services.store.home()](store::Store& store) -> Result<std::vector<store::RunDetails>> {
        std::vector<store::RunDetails> out;
        for (const QString& name : runs) {
          const std::string run = name.toStdString(), folder = home + "/runs/" + run;
          auto details = store::readRunDetails(store, run);
          if (!details.ok() && details.error().code != Code::BadInput) return details.error();
          out.push_back(details.ok() ? std::move(*details) : waiting(run, folder));
          if (details.ok()) out.back().row.state = workspace::stateOf(out.back().row.state, folder);
        }
        return out;
      },
      [this, asked = m_runs](Result<std::vector<store::RunDetails>> all) {
        m_reading.answered();
        if (asked != m_runs) return;
        if (!all.ok()) return m_message->show(Tone::Bad, errorText(all.error()));
        m_details = std::move(*all);
        refresh();
        showTables();
      });
}

void OverlayView::refresh() {
  std::vector<PlotSeries> loss, heldout;
  const QString baseline = m_services.preferences.text("baseline");
  for (size_t i = 0; i < m_details.size(); ++i) {
    const auto curves = curvesOf(m_details[i], m_axis);
    const QString name = QString::fromStdString(m_details[i].row.name);
    const int colour = name == baseline ? -1 : static_cast<int>(i);
    loss.push_back({name, colour, Style::Line, curves.loss});
    heldout.push_back({name, colour, Style::Points, curves.heldout});
  }
  for (ChartCard* chart : {m_loss, m_heldout}) chart->setXTitle(axisTitle(m_axis));
  m_loss->setSeries(std::move(loss));
  m_heldout->setSeries(std::move(heldout));
}

/// Results of each run, only for lines with known values.
std::vector<QStringList> OverlayView::results() const {
  const auto line = [this](const QString& name, auto of) {
    QStringList out = {name};
    for (const auto& details : m_details) out << of(details.row);
    return out;
  };
  const std::vector<QStringList> all = {
      line(tr("State"), [](const store::RunRow& row) { return stateWords(QString::fromStdString(row.state)).text; }),
      line(tr("Held-out loss"), [](const store::RunRow& row) { return row.heldoutLoss ? numberText(*row.heldoutLoss) : QString(); }),
      line(tr("Exact match"),
           [](const store::RunRow& row) { return row.heldoutExactMatch ? percentText(*row.heldoutExactMatch, 1) : QString(); })};
  std::vector<QStringList> out;
  for (const auto& one : all) {
    if (std::any_of(one.begin() + 1, one.end(), [](const QString& value) { return !value.isEmpty(); })) out.push_back(one);
  }
  return out;
}

void OverlayView::showTables() {
  m_sentence->setText(differenceSentence(m_details));
  m_best->setText(bestSentence(m_details));
  m_openBest->setVisible(bestOf(m_details));
  QStringList titles = {tr("What")};
  for (const auto& details : m_details) titles << QString::fromStdString(details.row.name);
  std::vector<QStringList> rows = results();
  for (const auto& d : differencesOf(m_details)) rows.push_back(QStringList{d.name} + d.values);
  fill(*m_differences, titles, rows);
  rows.clear();
  for (const auto& e : effectsOf(m_details)) rows.push_back({e.name, e.value, numberText(e.meanLoss), countText(e.runs)});
  fill(*m_effects, {tr("What"), tr("Value"), tr("Mean held-out loss"), tr("Runs")}, rows);
  for (const int column : {1, 2, 3}) m_effects->horizontalHeader()->setSectionResizeMode(column, QHeaderView::ResizeToContents);
}

void OverlayView::moveDifference(int by) {
  const int rows = m_differences->rowCount();
  if (rows > 0) m_differences->selectRow((std::max(0, m_differences->currentRow()) + by + rows) % rows);
}

}  // namespace graft::ui
