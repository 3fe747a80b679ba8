// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/runs/run_view.hpp"

#include <algorithm>
#include <cmath>

#include <QAbstractItemView>
#include <QApplication>
#include <QComboBox>
#include <QGridLayout>
#include <QProgressBar>
#include <QStackedWidget>
#include <QVBoxLayout>

#include "ui/charts/chart_card.hpp"
#include "ui/pages/runs/answer_card.hpp"
#include "ui/pages/runs/outcome_panel.hpp"
#include "ui/pages/runs/preparing_panel.hpp"
#include "ui/pages/runs/report.hpp"
#include "ui/services/run_service.hpp"
#include "ui/services/setting_names.hpp"
#include "ui/services/words.hpp"
#include "ui/widgets/basics.hpp"
#include "ui/widgets/flow_layout.hpp"
#include "ui/widgets/report_parts.hpp"

namespace graft::ui {

RunView::RunView(const Services& services) : m_services(services), m_model(services), m_message(new MessageBar(services.theme)) {
  auto* column = new QVBoxLayout(this);
  column->setContentsMargins(space::kXl, space::kM, space::kXl, space::kL);
  column->setSpacing(space::kM);
  column->addLayout(makeHeader());
  m_stagesRow = new QWidget;
  m_stagesRow->setLayout(makeStages());
  column->addWidget(m_stagesRow);
  column->addWidget(m_message);
  m_outcome = new OutcomePanel(services);
  column->addWidget(m_outcome);
  m_figures = new QWidget;
  m_figures->setLayout(makeFigures());
  column->addWidget(m_figures);
  m_preparing = new PreparingPanel(services);
  m_curves = new QWidget;
  m_curves->setLayout(makeMiddle());
  m_middle = new QStackedWidget;
  m_middle->addWidget(m_curves);
  m_middle->addWidget(m_preparing);
  column->addWidget(m_middle);
  m_warnings = new QVBoxLayout;
  m_warnings->setSpacing(space::kXs);
  column->addLayout(m_warnings);
  column->addWidget(makeTabs());
  joinCharts();
  connect(&m_model, &RunViewModel::changed, this, &RunView::refresh);
  connect(&services.theme, &Theme::changed, this, &RunView::showAnswers);  // their icons have the theme's colours
  connect(&m_model, &RunViewModel::progressed, this, [this] {
    showHeader();
    showFigures();
    showPreparation();
  });
  connect(&m_model, &RunViewModel::failed, this, [this](const QString& words) { m_message->show(Tone::Bad, words); });
}

void RunView::show(const QString& run) {
  m_message->dismiss();
  m_followSamples = true;
  if (run != m_model.run()) m_tabs->setCurrentIndex(0);
  m_model.show(run);
  m_lossChart->setFocus();
}

QLayout* RunView::makeHeader() {
  auto* back = button(tr("All runs"), "quiet");
  m_services.theme.setIcon(back, "back", Tone::Accent);
  connect(back, &QPushButton::clicked, this, &RunView::backAsked);
  m_name = text({}, TextRole::Title);
  m_doing = text({}, TextRole::Body, true);
  m_progress = new QProgressBar;
  m_progress->setTextVisible(false);
  m_progress->setRange(0, 1000);
  m_progress->setAccessibleName(tr("Progress of the run"));
  m_pause = button(tr("Pause"));
  m_cpuUse = new QComboBox;
  m_cpuUse->setObjectName("cpuUse");
  m_cpuUse->setAccessibleName(tr("Use of the processor"));
  for (const auto& [name, title, what] : cpuUses()) {
    m_cpuUse->addItem(tr("Processor: %1").arg(title.toLower()), name);
    m_cpuUse->setItemData(m_cpuUse->count() - 1, title + ": " + what, Qt::ToolTipRole);
  }
  m_stop = button(tr("Stop and save"));
  m_stop->setObjectName("stopRun");
  m_stop->setToolTip(tr("Ends after this step; the adapter as it is then is kept"));
  m_stopNow = button(tr("Stop now, keep the last save"));
  m_stopNow->setObjectName("stopRunNow");
  m_stopNow->setToolTip(tr("Ends at once; the run can be resumed from what it saved last"));
  m_goOn = button(tr("Resume"), "primary");
  m_report = button(tr("Report …"));
  m_report->setToolTip(tr("One file with numbers, curves, answers and hashes, as HTML or PDF"));
  m_again = button(tr("Train again …"));
  m_again->setObjectName("trainAgain");
  m_again->setToolTip(tr("Opens Train with this run's examples, model and settings; nothing starts yet"));
  m_extend = button(tr("Train one more epoch"));
  m_extend->setToolTip(tr("As a run of its own that starts from this adapter"));
  m_services.theme.setIcon(m_pause, "pause");
  m_services.theme.setIcon(m_stop, "stop");
  m_services.theme.setIcon(m_goOn, "play");
  m_services.theme.setIcon(m_report, "file");
  m_services.theme.setIcon(m_again, "train");
  m_services.theme.setIcon(m_extend, "add");
  connect(m_again, &QPushButton::clicked, this, [this] { act(Act::Again, Json::object()); });
  connect(m_report, &QPushButton::clicked, this, &RunView::saveReport);
  connect(m_extend, &QPushButton::clicked, this, [this] { m_services.runs.extend(m_model.run()); });
  connect(m_pause, &QPushButton::clicked, this, &RunView::pauseOrResume);
  connect(m_cpuUse, &QComboBox::activated, this, [this] {
    const auto use = valueNamed<CpuUse>(m_cpuUse->currentData().toString().toStdString());
    if (use.ok()) m_services.runs.changeCpuUse(m_model.run(), *use);
  });
  connect(m_stop, &QPushButton::clicked, this, [this] { m_services.runs.tell(m_model.run(), Command::Stop); });
  connect(m_stopNow, &QPushButton::clicked, this, [this] { m_services.runs.stopNow(m_model.run()); });
  connect(m_goOn, &QPushButton::clicked, this, [this] { m_services.runs.goOn(m_model.run()); });
  auto* row = new QHBoxLayout;
  row->setSpacing(space::kM);
  row->addWidget(m_name);
  row->addWidget(m_doing, 1);
  row->addWidget(m_cpuUse);
  for (auto* b : {m_pause, m_stop, m_stopNow, m_report, m_again, m_extend, m_goOn}) row->addWidget(b);
  auto* column = new QVBoxLayout;
  column->setSpacing(space::kS);
  column->addWidget(back, 0, Qt::AlignLeft);
  column->addLayout(row);
  column->addWidget(m_progress);
  return column;
}

QLayout* RunView::makeStages() {
  auto* row = new FlowLayout(space::kS, space::kXs);
  row->setContentsMargins(0, 0, 0, 0);
  for (const QString& name : {tr("Preparing"), tr("Test before"), tr("Training"), tr("Test after"), tr("Done")}) {
    auto* chip = new QLabel(name);
    Theme::setKind(chip, "chip");
    m_stages.push_back(chip);
    row->addWidget(chip);
  }
  return row;
}

QLayout* RunView::makeFigures() {
  auto* row = new FlowLayout(space::kXxl, space::kS);
  row->setContentsMargins(0, 0, 0, 0);
  const auto figure = [&](const QString& name) {
    auto* made = new Figure(name);
    row->addWidget(made);
    return made;
  };
  m_loss = figure(tr("loss"));
  m_heldout = figure(tr("held-out loss"));
  m_exact = figure(tr("exact match, held out"));
  m_step = figure(tr("steps"));
  return row;
}

QLayout* RunView::makeMiddle() {
  // Height scales with the text: at twice the text size an axis needs twice the room.
  constexpr int kLines = 24;
  const int tall = kLines * QFontMetrics(m_services.theme.font(TextRole::Body)).height();
  m_lossChart = new ChartCard(m_services.theme, tr("Loss"));
  m_lossChart->setWaitingText(tr("The first point comes with the first step."));
  m_lossChart->plot().setSmoothing(true);
  m_lossChart->plot().setLogAutomatic();
  m_answerCard = new AnswerCard(m_services);
  auto* row = new QHBoxLayout;
  row->setContentsMargins(0, 0, 0, 0);
  row->setSpacing(space::kM);
  row->addWidget(m_lossChart, 3);
  row->addWidget(m_answerCard, 2);
  for (QWidget* one : {static_cast<QWidget*>(m_lossChart), static_cast<QWidget*>(m_answerCard)}) one->setFixedHeight(tall);
  return row;
}

QWidget* RunView::makeEngine() {
  constexpr int kLines = 16;
  const int high = kLines * QFontMetrics(m_services.theme.font(TextRole::Body)).height();
  const auto chart = [&](const QString& title) {
    auto* made = new ChartCard(m_services.theme, title);
    made->setFixedHeight(high);
    return made;
  };
  m_rateChart = chart(settingName("lr"));
  m_gradientChart = chart(tr("Gradient norm"));
  m_speedChart = chart(tr("Tokens per second"));
  m_speedChart->plot().setSmoothing(true);
  m_memoryChart = chart(tr("Memory"));
  m_memoryChart->setUnit(tr("MB"));
  for (ChartCard* one : {m_rateChart, m_gradientChart, m_speedChart, m_memoryChart}) one->plot().setFromZero(true);
  auto* box = new QWidget;
  auto* grid = new QGridLayout(box);
  grid->setContentsMargins(0, space::kS, 0, 0);
  grid->setSpacing(space::kM);
  grid->addWidget(m_rateChart, 0, 0);
  grid->addWidget(m_gradientChart, 0, 1);
  grid->addWidget(m_speedChart, 1, 0);
  grid->addWidget(m_memoryChart, 1, 1);
  return box;
}

/// Gives all charts one crosshair, one x axis and their dialogs.
void RunView::joinCharts() {
  m_charts = {m_lossChart, m_rateChart, m_gradientChart, m_speedChart, m_memoryChart};
  for (ChartCard* one : m_charts) {
    for (ChartCard* other : m_charts) {
      if (one != other) connect(one, &ChartCard::crosshairMoved, other, &ChartCard::setCrosshair);
    }
    connect(one, &ChartCard::xAxisAsked, this, &RunView::nextXAxis);
    connect(one, &ChartCard::saveAsked, this, [this, one](const QString& suggested) { saveChart(one, suggested); });
  }
  connect(m_lossChart, &ChartCard::markerActivated, this, [this](int index) {
    const auto& warnings = m_model.details().warnings;
    if (static_cast<size_t>(index) >= warnings.size()) return;
    showWarning(*m_message, warnings[static_cast<size_t>(index)]);
  });
}

/// Text of a warning, with the step at which it occurred and the action against it.
QString RunView::warningWords(const store::WarningRow& w) {
  QString words = messageText(w.text);
  if (w.step > 0) words = tr("Step %1: %2").arg(w.step).arg(words);
  if (!w.action.empty()) words += tr(". Suggestion: %1").arg(messageText(w.action));
  return words;
}

/// Shows the checklist in place of charts that have nothing to draw yet.
void RunView::showPreparation() {
  const bool isPreparing = m_model.isPreparing();
  m_middle->setCurrentWidget(isPreparing ? static_cast<QWidget*>(m_preparing) : m_curves);
  m_figures->setVisible(!isPreparing &&
                        !(isOver() && m_model.details().record.result));  // the outcome has them, of the adapter that was kept
  m_outcome->setVisible(isOver());
  if (isOver()) m_outcome->refresh(m_model);
  if (m_tabs->isTabVisible(0) == isPreparing) {  // the panel has the answers, and there is nothing to draw
    if (isPreparing) m_hidesShownAnswers = m_tabs->currentIndex() == 0;
    for (const int tab : {0, 1}) m_tabs->setTabVisible(tab, !isPreparing);
    if (!isPreparing && m_hidesShownAnswers) m_tabs->setCurrentIndex(0);
  }
  if (isPreparing) m_preparing->refresh(m_model);
}

void RunView::refresh() {
  showHeader();
  showFigures();
  showPreparation();
  showCharts();
  showWarnings();
  showAnswers();
  m_answerCard->refresh(m_model);
  showSettings();
  Q_EMIT shown();
}

void RunView::showFull() {
  const auto focused = std::find_if(m_charts.begin(), m_charts.end(),
                                    [](const ChartCard* chart) { return chart->isAncestorOf(QApplication::focusWidget()); });
  (focused == m_charts.end() ? m_lossChart : *focused)->toggleFull();
}

bool RunView::isOver() const { return !m_model.isWorking() && m_model.isRead() && !m_services.runs.isStarting(); }
bool RunView::canExtend() const { return isOver() && !m_model.canGoOn() && m_model.hasAdapter() && !m_services.runs.current(); }

void RunView::showHeader() {
  const bool works = m_model.isWorking();
  m_name->setText(m_model.run());
  const LiveRun* live = m_services.runs.live(m_model.run());
  const auto isAsked = [&](Command command) { return works && live && live->isAsked(command); };
  const bool isStopping = isAsked(Command::Stop);
  QString doing = isStopping                 ? tr("Stopping after what is being computed now …")
                  : isAsked(Command::Pause)  ? tr("Pausing after this step …")
                  : isAsked(Command::Resume) ? tr("Resuming …")
                  : works                    ? phaseText(m_model.phase(), m_model.progress())
                                             : stateWords(m_model.state()).text;
  const auto estimate = m_model.estimate();
  if (works && !isStopping && estimate.secondsLeft && !m_model.isPaused())
    doing += " · " + estimateText(estimate.share, *estimate.secondsLeft);
  m_doing->setText(doing);
  m_progress->setVisible(works);
  m_progress->setValue(static_cast<int>(1000 * estimate.share));
  m_pause->setVisible(works);
  m_pause->setText(m_model.isPaused() ? tr("Resume") : tr("Pause"));
  m_services.theme.setIcon(m_pause, m_model.isPaused() ? "play" : "pause");
  m_pause->setEnabled(!isStopping && !isAsked(Command::Pause) && !isAsked(Command::Resume));
  m_stop->setVisible(works);
  m_stop->setEnabled(!isStopping);
  m_stop->setText(isStopping ? tr("Stopping …") : tr("Stop and save"));
  constexpr int kPatientMs = 5000;
  m_stopNow->setVisible(isStopping && live->asked->since.hasExpired(kPatientMs));
  m_cpuUse->setVisible(works && live && live->cpuUse);
  if (live && !m_cpuUse->view()->isVisible()) {
    m_cpuUse->setCurrentIndex(live->cpuUse ? m_cpuUse->findData(nameOf(*live->cpuUse)) : -1);
    m_cpuUse->setToolTip(m_cpuUse->currentData(Qt::ToolTipRole).toString());
  }
  m_goOn->setVisible(m_model.canGoOn());
  m_report->setVisible(isOver() && m_model.step() > 0);
  m_again->setVisible(isOver());
  m_extend->setVisible(canExtend());
  m_stagesRow->setVisible(works);
  const auto now = static_cast<size_t>(m_model.stage());
  for (size_t i = 0; i < m_stages.size(); ++i) {
    Theme::setKind(m_stages[i], i < now ? "chip-good" : i == now ? "chip-accent" : "chip");
    m_stages[i]->setAccessibleDescription(i < now ? tr("done") : i == now ? tr("in progress") : tr("to come"));
  }
}

void RunView::showFigures() {
  const auto& details = m_model.details();
  const auto& loss = details.of(store::Metric::Loss);
  const auto smooth = smoothed(loss, calmWeight(loss.size()));
  m_loss->setValue(loss.empty() ? "–" : numberText(smooth.back()));
  const bool any = !details.evaluations.empty();
  const auto* first = any ? &details.evaluations.front() : nullptr;
  const auto* last = any ? &details.evaluations.back() : nullptr;
  const bool two = details.evaluations.size() > 1;
  m_heldout->setValue(last && last->loss ? numberText(*last->loss) : "–",
                      two && first->loss ? tr("base %1").arg(numberText(*first->loss)) : QString());
  m_exact->setValue(last && last->exactMatch ? percentText(*last->exactMatch, 1) : "–",
                    two && first->exactMatch ? tr("base %1").arg(percentText(*first->exactMatch, 1)) : QString());
  m_step->setValue(m_model.steps() > 0 ? tr("%1 of %2").arg(countText(m_model.step()), countText(m_model.steps())) : "–");
}

void RunView::showCharts() {
  const auto curves = curvesOf(m_model.details(), m_axis);
  const bool toTheEnd = m_axis == XAxis::Step && m_model.isWorking() && m_model.steps() > 0;
  for (ChartCard* chart : m_charts) {
    chart->setXTitle(axisTitle(m_axis));
    chart->plot().setWholeX(m_axis == XAxis::Step);
    chart->plot().setLeastX(toTheEnd ? std::optional(Span1d{0, static_cast<double>(m_model.steps())}) : std::nullopt);
  }
  PlotSeries heldout{tr("held-out"), kHeldOutColour, Style::Points, curves.heldout};
  if (curves.best) {
    const bool isKept = m_model.keptStep() > 0 && curves.best->step == m_model.keptStep();
    heldout.note = PointNote{curves.best->index, isKept ? tr("best, kept") : tr("best")};
  }
  m_lossChart->setSeries({{tr("training"), kTrainingColour, Style::Line, curves.loss}, std::move(heldout)});
  m_lossChart->setCaption(m_model.learningWords());
  showEngine(curves);
  std::vector<PlotMarker> markers;
  for (const auto& w : m_model.details().warnings)
    markers.push_back({placeOf(m_model.details(), m_axis, w.step),
                       w.level == "info"   ? Tone::Accent
                       : w.level == "warn" ? Tone::Warn
                                           : Tone::Bad,
                       messageText(w.text)});
  m_lossChart->setMarkers(std::move(markers));
}

void RunView::showEngine(const RunCurves& curves) {
  constexpr double kMbPerMib = 1.048576, kFar = 4;  // a limit beyond this multiple of the use would flatten the curve; the caption names it
  m_rateChart->setSeries({{{}, 0, Style::Line, curves.learningRate}});
  m_gradientChart->setSeries({{{}, 0, Style::Line, curves.gradient}});
  m_speedChart->setSeries({{{}, 0, Style::Line, curves.speed}});
  const double speed = m_model.tokensPerSecond(), most = m_model.peakMemoryMib(), allowed = m_model.allowedMemoryMib();
  m_speedChart->setCaption(speed > 0 ? tr("Mean of the run: %1").arg(countText(static_cast<int64_t>(speed))) : QString());
  m_memoryChart->setWaitingText(m_model.isWorking() ? tr("Waiting for the first reading") : tr("Memory was not recorded."));
  m_memoryChart->setSeries({{{}, 0, Style::Line, curves.memory}});
  const bool isNear = allowed > 0 && !curves.memory.empty() && allowed < kFar * most;
  m_memoryChart->plot().setLimit(isNear ? std::optional(PlotLimit{allowed * kMbPerMib, tr("may use %1").arg(memoryText(allowed))})
                                        : std::nullopt);
  m_memoryChart->setCaption(most <= 0      ? QString()
                            : allowed <= 0 ? tr("At most %1").arg(memoryText(most))
                                           : tr("At most %1 of %2 that it may use").arg(memoryText(most), memoryText(allowed)));
}

/// Shows the newest two; the rest is in the tab.
void RunView::showWarnings() {
  constexpr size_t kMost = 2;
  const auto& warnings = m_model.details().warnings;
  QString shown = m_model.run();
  for (const auto& w : warnings) shown += '\n' + suggestedAction(w, m_model.isWorking(), canExtend()).words + QString::number(w.step);
  if (shown == m_warningsShown) return;
  m_warningsShown = shown;
  clear(*m_warnings);
  for (size_t i = warnings.size() - std::min(kMost, warnings.size()); i < warnings.size(); ++i) {
    auto* bar = new MessageBar(m_services.theme);
    m_warnings->addWidget(bar);
    showWarning(*bar, warnings[i]);
  }
}

void RunView::showWarning(MessageBar& bar, const store::WarningRow& w) {
  const SuggestedAction remedy = suggestedAction(w, m_model.isWorking(), canExtend());
  bar.show(w.level == "info"   ? Tone::Neutral
           : w.level == "warn" ? Tone::Warn
                               : Tone::Bad,
           warningWords(w), remedy.words, [this, act = remedy.act, change = w.change] { this->act(act, change); });
}

void RunView::act(Act what, const Json& change) {
  const store::RunRow& row = m_model.details().row;
  switch (what) {
    case Act::None: return;
    case Act::Again: return m_services.open(TrainAgain{m_model.run(), change});
    case Act::Stop: return m_services.runs.tell(m_model.run(), Command::Stop);
    case Act::Extend: return m_services.runs.extend(m_model.run());
    case Act::Examples: return m_services.open(ShowDataset{QString::fromStdString(row.dataset), row.datasetVersion});
  }
}

void RunView::nextXAxis() {
  m_axis = static_cast<XAxis>((static_cast<int>(m_axis) + 1) % kXAxes);
  for (ChartCard* chart : m_charts) chart->plot().resetZoom();
  showCharts();
}

void RunView::saveChart(ChartCard* chart, const QString& suggested) {
  m_services.dialogs.chooseNewFile(this, tr("Save the chart"), m_model.run() + "-" + suggested, [this, chart](const QString& path) {
    if (chart->save(path)) return;
    m_message->show(Tone::Bad, tr("%1 could not be written. Choose another folder.").arg(path));
  });
}

void RunView::saveReport() {
  m_services.dialogs.chooseNewFile(this, tr("Save the report"), m_model.run() + "-report.html", [this](const QString& path) {
    if (writeReport(path, runReport(m_services.theme, m_model.details())))
      m_message->show(Tone::Good, tr("The report was saved to %1.").arg(path));
    else
      m_message->show(Tone::Bad, tr("%1 could not be written. Choose another folder.").arg(path));
  });
}

void RunView::pauseOrResume() {
  if (m_model.isWorking()) m_services.runs.tell(m_model.run(), m_model.isPaused() ? Command::Resume : Command::Pause);
}

}  // namespace graft::ui
