// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/check/check_page.hpp"

#include <algorithm>
#include <utility>

#include <QComboBox>
#include <QHeaderView>
#include <QLocale>
#include <QProgressBar>
#include <QScrollArea>
#include <QSlider>
#include <QStackedWidget>
#include <QTableWidget>
#include <QVBoxLayout>

#include "core/commands/check/check.hpp"
#include "ui/charts/chart_card.hpp"
#include "ui/services/run_service.hpp"
#include "ui/services/words.hpp"
#include "ui/widgets/basics.hpp"
#include "ui/widgets/flow_layout.hpp"

namespace graft::ui {
namespace {

enum Results { kNotChecked, kChecked, kChecking };
constexpr int kLight = 24;

const char* iconOf(Tone tone) { return tone == Tone::Good ? "good" : tone == Tone::Warn ? "warn" : "bad"; }

QString lossText(const std::optional<double>& loss) { return loss ? numberText(*loss, 4) : QString("–"); }
QString ratioText(const CheckedStrength& point) { return CheckPage::tr("%1 ×").arg(numberText(point.generalRatio, 4)); }

QString verdictWords(Rating verdict) {
  return verdict == Rating::Green   ? CheckPage::tr("kept")
         : verdict == Rating::Amber ? CheckPage::tr("slightly reduced")
                                    : CheckPage::tr("damaged");
}

/// Returns null if that strength was not measured.
const CheckedStrength* pointAt(const CheckResult& result, double strength) {
  for (const CheckedStrength& point : result.strengths) {
    if (point.strength == strength) return &point;
  }
  return nullptr;
}

}  // namespace

PageEntry pageOfCheck() {
  return {
      "check",
      CheckPage::tr("Check"),
      "check",
      60,
      [](const Services& services) { return new CheckPage(services); },
      {{CheckPage::tr("Check an adapter"), CheckPage::tr("memorised general ability damage perplexity"), "runCheck", PageAct::How::Focus}}};
}

CheckPage::CheckPage(const Services& services)
    : m_services(services),
      m_model(services),
      m_message(new MessageBar(services.theme)),
      m_advice(new MessageBar(services.theme)),
      m_stack(new QStackedWidget),
      m_results(new QStackedWidget) {
  auto* empty = new EmptyState(services.theme, "check", tr("Nothing to check yet"),
                               tr("When a run has finished, this page tells what the adapter costs elsewhere: whether everyday language "
                                  "still works, and whether it recites your examples."));
  connect(empty->addAction(tr("Try the starter experiment"), "primary"), &QPushButton::clicked, this,
          [this] { m_services.runs.startStarter(); });
  m_stack->addWidget(empty);
  m_stack->addWidget(makeContent());
  auto* all = new QVBoxLayout(this);
  all->setContentsMargins(0, 0, 0, 0);
  all->addWidget(m_stack);
  connect(&m_model, &CheckViewModel::listChanged, this, &CheckPage::showList);
  connect(&m_model, &CheckViewModel::changed, this, &CheckPage::refresh);
  connect(&m_model, &CheckViewModel::failed, this, [this](const QString& words) { m_message->show(Tone::Bad, words); });
  connect(&m_model, &CheckViewModel::baseAsked, this, [this](const QString& claimed, const QString& words) {
    m_message->show(Tone::Warn, words, tr("Use it on this base"), [this, claimed] {
      m_message->dismiss();
      m_model.acceptBase(claimed);
    });
  });
}

QWidget* CheckPage::makeContent() {
  auto* content = new QWidget;
  auto* notYet = new EmptyState(m_services.theme, "check", tr("Not checked yet"),
                                tr("The check reads forty passages of everyday text and your held-out examples at several strengths of the "
                                   "adapter, and gives it the first half of "
                                   "trained examples. It changes nothing and takes one to two minutes with the starter model."));
  auto* checking = new EmptyState(m_services.theme, "check", tr("Checking …"),
                                  tr("Everyday text, held-out rows and trained examples are read one after the other. The result appears "
                                     "here; you can go on working meanwhile."));
  auto* checked = new QWidget;
  auto* cards = new QVBoxLayout(checked);
  cards->setContentsMargins(0, 0, space::kS, 0);
  cards->setSpacing(space::kM);
  cards->addWidget(makeGeneral());
  cards->addWidget(makeStrengths());
  cards->addWidget(makeMemorized());
  cards->addWidget(makeTransfer());
  cards->addStretch();
  // A separate scroll area, so that the empty state never gets the height of the cards.
  auto* scroll = new QScrollArea;
  scroll->setWidgetResizable(true);
  scroll->setFrameShape(QFrame::NoFrame);
  scroll->setFocusPolicy(Qt::NoFocus);
  scroll->setWidget(checked);
  m_results->addWidget(notYet);
  m_results->addWidget(scroll);
  m_results->addWidget(checking);
  auto* column = new QVBoxLayout(content);
  column->setContentsMargins(space::kXl, space::kL, space::kXl, space::kL);
  column->setSpacing(space::kM);
  column->addLayout(makeTop());
  column->addWidget(m_progress);
  column->addWidget(m_message);
  column->addWidget(m_results, 1);
  return content;
}

QLayout* CheckPage::makeTop() {
  m_adapter = new QComboBox;
  m_adapter->setAccessibleName(tr("Adapter"));
  m_adapter->setObjectName("checkAdapter");
  connect(m_adapter, &QComboBox::activated, this, [this] { m_model.choose(m_adapter->currentData().toString()); });
  m_doing = text({}, TextRole::Body, true);
  m_run = button({}, "primary");
  m_run->setObjectName("runCheck");
  connect(m_run, &QPushButton::clicked, this, &CheckPage::primaryAction);
  m_progress = new QProgressBar;
  m_progress->setTextVisible(false);
  m_progress->setRange(0, 1000);
  m_progress->setAccessibleName(tr("Progress of the check"));
  auto* top = new QHBoxLayout;
  top->setSpacing(space::kM);
  top->addWidget(text(tr("Check"), TextRole::Title));
  top->addWidget(m_adapter);
  top->addStretch();
  top->addWidget(m_doing);
  top->addWidget(m_run);
  return top;
}

/// Builds a light, a sentence, and the details behind it.
QWidget* CheckPage::makeGeneral() {
  QVBoxLayout* column = nullptr;
  auto* frame = card(column);
  m_generalIcon = new QLabel;
  m_general = text({}, TextRole::Section);
  m_when = text({}, TextRole::Label, true);
  auto* top = new QHBoxLayout;
  top->setSpacing(space::kS);
  top->addWidget(m_generalIcon);
  top->addWidget(m_general, 1);
  top->addWidget(m_when);
  column->addLayout(top);
  column->addWidget(prose(
      tr("How surprised the model is by everyday text that has nothing to do with your task: news, recipes, letters, code, four languages. "
         "Up to 1.02 times the base's perplexity is unchanged for practical purposes, over 1.10 times is damage."),
      true));
  auto* figures = new FlowLayout(space::kXxl, space::kS);
  const auto figure = [&](const QString& name) {
    auto* made = new Figure(name);
    figures->addWidget(made);
    return made;
  };
  m_ratio = figure(tr("perplexity of everyday text, against the base"));
  m_kl = figure(tr("KL divergence from the base, nats a token"));
  m_heldOut = figure(tr("held-out loss, base to adapter"));
  column->addLayout(figures);
  column->addWidget(m_advice);
  return frame;
}

QWidget* CheckPage::makeStrengths() {
  constexpr int kChartHeight = 260;
  QVBoxLayout* column = nullptr;
  auto* frame = card(column);
  column->addWidget(text(tr("Strength"), TextRole::Section));
  column->addWidget(prose(tr("The adapter can be applied more gently or more firmly than it was trained. Look for the strength at which "
                             "the held-out rows are still good and everyday text is still fine."),
                          true));
  m_chart = new ChartCard(m_services.theme, tr("Own task against everyday text"));
  m_chart->setXTitle(tr("Strength (0 is the base model, 1 as it was trained)"));
  m_chart->setFixedHeight(kChartHeight);
  connect(m_chart, &ChartCard::saveAsked, this, [this](const QString& suggested) {
    m_services.dialogs.chooseNewFile(this, tr("Save the chart"), suggested, [this](const QString& path) {
      if (!m_chart->save(path)) m_message->show(Tone::Bad, tr("%1 cannot be written.").arg(path));
    });
  });
  m_pick = new QSlider(Qt::Horizontal);
  m_pick->setObjectName("pickStrength");
  m_pick->setAccessibleName(tr("Strength to export"));
  m_pick->setPageStep(1);
  m_pickWords = prose({});
  m_export = button(tr("Export at this strength"));
  m_export->setObjectName("exportStrength");
  m_services.theme.setIcon(m_export, "export");
  connect(m_pick, &QSlider::valueChanged, this, &CheckPage::showPicked);
  connect(m_export, &QPushButton::clicked, this, [this] {
    if (const CheckedStrength* point = picked()) m_services.open(ExportAdapter{m_model.current()->key, point->strength});
  });
  auto* pick = new QHBoxLayout;
  pick->setSpacing(space::kM);
  pick->addWidget(m_pickWords, 2);
  pick->addWidget(m_pick, 2);
  pick->addWidget(m_export);
  m_table = readingTable(
      {tr("Strength"), tr("Held-out loss"), tr("Everyday text, loss"), tr("Perplexity to base"), tr("KL from base"), tr("Everyday text")},
      tr("Losses by strength"));
  m_table->setVerticalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
  column->addWidget(m_chart);
  column->addLayout(pick);
  column->addWidget(m_table);
  return frame;
}

QWidget* CheckPage::makeMemorized() {
  QVBoxLayout* column = nullptr;
  auto* frame = card(column);
  m_recitedIcon = new QLabel;
  m_recited = text({}, TextRole::Section);
  auto* top = new QHBoxLayout;
  top->setSpacing(space::kS);
  top->addWidget(m_recitedIcon);
  top->addWidget(m_recited, 1);
  column->addLayout(top);
  column->addWidget(prose(tr("The first half of up to 100 trained examples is given, and it is seen whether the rest comes back word for "
                             "word where the base model would not have said it. "
                             "An adapter that recites can give away what stands in your examples."),
                          true));
  m_rows = readingTable({tr("Row"), tr("Given"), tr("Came back"), tr("Looks personal")}, tr("Recited examples"));
  m_rows->horizontalHeader()->setSectionResizeMode(0, QHeaderView::ResizeToContents);
  m_rows->horizontalHeader()->setSectionResizeMode(3, QHeaderView::ResizeToContents);
  column->addWidget(m_rows);
  return frame;
}

QWidget* CheckPage::makeTransfer() {
  QVBoxLayout* column = nullptr;
  auto* frame = card(column);
  m_transfer = button(tr("Choose a base …"));
  m_transfer->setObjectName("carryTo");
  connect(m_transfer, &QPushButton::clicked, this, [this] {
    m_services.dialogs.chooseFile(this, tr("The other base model"), tr("Models (*.gguf config.json)"), [this](const QString& file) {
      m_message->dismiss();
      m_model.transferTo(file);
    });
  });
  auto* top = new QHBoxLayout;
  top->addWidget(text(tr("On another base"), TextRole::Section), 1);
  top->addWidget(m_transfer);
  column->addLayout(top);
  column->addWidget(prose(tr("A new version of the base model has the same shape, so the adapter can be put on it. Whether it still does "
                             "its work there is measured: held-out examples on both, "
                             "and the same questions asked of both."),
                          true));
  m_transferred = new MessageBar(m_services.theme);
  m_sides =
      readingTable({tr("On"), tr("Held-out loss without"), tr("with the adapter"), tr("Exactly right")}, tr("The adapter on both bases"));
  m_sides->setVerticalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
  column->addWidget(m_transferred);
  column->addWidget(m_sides);
  return frame;
}

void CheckPage::enter(const PageRequest& request) {
  m_message->dismiss();
  if (const auto* asked = request.as<CheckAdapter>()) m_model.choose(asked->key);
  m_model.refresh();
}
void CheckPage::primaryAction() {
  m_message->dismiss();
  if (m_model.isBusy()) return m_model.stop();
  m_model.start();
}

void CheckPage::showList() {
  m_adapter->clear();
  for (const auto& item : m_model.list().items()) m_adapter->addItem(item.name, item.key);
  m_stack->setCurrentIndex(m_model.list().items().empty() ? 0 : 1);
  refresh();
}

void CheckPage::refresh() {
  const AdapterItem* item = m_model.current();
  if (item) m_adapter->setCurrentIndex(m_adapter->findData(item->key));
  m_adapter->setEnabled(!m_model.isBusy());
  const bool checked = m_model.result().has_value();
  m_run->setText(m_model.isBusy() ? tr("Stop") : checked ? tr("Check again") : tr("Run the check"));
  m_run->setEnabled(item != nullptr);
  m_doing->setText(m_model.isBusy() ? m_model.doing() + " …" : QString());
  m_progress->setVisible(m_model.isBusy());
  m_progress->setRange(0, m_model.share() < 0 ? 0 : 1000);
  m_progress->setValue(static_cast<int>(1000 * m_model.share()));
  m_results->setCurrentIndex(checked ? kChecked : m_model.isBusy() ? kChecking : kNotChecked);
  if (checked) showResult(*m_model.result());
  m_transfer->setEnabled(item && !m_model.isBusy());
  showTransferred();
}

void CheckPage::showTransferred() {
  const auto& result = m_model.transferred();
  m_sides->setVisible(result.has_value());
  m_transferred->setVisible(result.has_value());
  if (!result) return;
  QString words = messageText(result->sentence);
  if (result->comparison)
    words += " " + tr("Of the answers to %1 questions %2 of the tokens are the same.")
                       .arg(result->comparison->prompts)
                       .arg(percentText(result->comparison->tokenAgreement, 1));
  m_transferred->show(result->verdict == TransferVerdict::Yes  ? Tone::Good
                      : result->verdict == TransferVerdict::No ? Tone::Bad
                                                               : Tone::Warn,
                      words);
  m_sides->setRowCount(0);
  for (const TransferSide& side : result->sides) {
    const int row = m_sides->rowCount();
    m_sides->insertRow(row);
    const QString cells[] = {QString::fromStdString(side.base), lossText(side.lossBase), lossText(side.lossAdapter),
                             side.exactMatch ? percentText(*side.exactMatch, 1) : QString("–")};
    for (int i = 0; i < m_sides->columnCount(); ++i) m_sides->setItem(row, i, new QTableWidgetItem(cells[i]));
  }
  m_sides->setFixedHeight(m_sides->horizontalHeader()->sizeHint().height() + m_sides->rowCount() * m_sides->rowHeight(0) + 2);
}

void CheckPage::showResult(const CheckResult& result) {
  const Tone tone = toneOf(result.generalVerdict);
  m_services.theme.setIcon(m_generalIcon, iconOf(tone), tone, kLight);
  m_general->setText(messageText(commands::generalSentence(result)));
  m_when->setText(tr("checked %1").arg(whenText(QString::fromStdString(result.made))));
  const CheckedStrength *base = pointAt(result, 0), *whole = pointAt(result, 1);
  if (base && whole) {
    m_ratio->setValue(ratioText(*whole));
    m_kl->setValue(numberText(whole->generalKl));
    m_heldOut->setValue(tr("%1 to %2").arg(lossText(base->heldoutLoss), lossText(whole->heldoutLoss)),
                        tr("%1 rows").arg(result.heldoutRows));
  }
  m_advice->setVisible(tone != Tone::Good);
  if (tone != Tone::Good && result.suggestedStrength) {
    const double strength = *result.suggestedStrength;
    m_advice->show(Tone::Neutral,
                   tr("At strength %1 everyday text is kept, and your held-out examples are still answered better than by the base model.")
                       .arg(QLocale().toString(strength)),
                   tr("Export at this strength"), [this, strength] { m_services.open(ExportAdapter{m_model.current()->key, strength}); });
  } else if (tone != Tone::Good) {
    m_advice->show(Tone::Neutral,
                   tr("For a task of its own, such as sorting messages, this may not matter. For conversations train again more gently: "
                      "the goal “Careful”, fewer epochs, or ordinary questions with good answers among your examples."),
                   tr("Train again"), [this] { m_services.openPage("train"); });
  }
  showStrengths(result);
  showMemorized(result.recitation);
}

void CheckPage::showStrengths(const CheckResult& result) {
  PlotSeries heldOut{tr("held-out rows"), kHeldOutColour, Style::Points, {}},
      general{tr("everyday text"), kEverydayColour, Style::Points, {}};
  m_table->setRowCount(0);
  for (const CheckedStrength& point : result.strengths) {
    general.data.x.push_back(point.strength);
    general.data.y.push_back(point.generalLoss);
    if (point.heldoutLoss) {
      heldOut.data.x.push_back(point.strength);
      heldOut.data.y.push_back(*point.heldoutLoss);
    }
    const QString words[] = {point.strength == 0 ? tr("0 (base model)") : QLocale().toString(point.strength),
                             lossText(point.heldoutLoss),
                             lossText(point.generalLoss),
                             ratioText(point),
                             numberText(point.generalKl),
                             verdictWords(point.verdict)};
    const int row = m_table->rowCount();
    m_table->insertRow(row);
    for (int i = 0; i < m_table->columnCount(); ++i) m_table->setItem(row, i, new QTableWidgetItem(words[i]));
    m_table->item(row, m_table->columnCount() - 1)->setIcon(m_services.theme.icon(iconOf(toneOf(point.verdict)), toneOf(point.verdict)));
  }
  std::vector<PlotSeries> series;
  if (!heldOut.data.empty()) series.push_back(std::move(heldOut));
  series.push_back(std::move(general));
  m_chart->setSeries(std::move(series));
  const auto chosen = std::find_if(result.strengths.begin(), result.strengths.end(),
                                   [&](const CheckedStrength& point) { return point.strength == result.suggestedStrength.value_or(1); });
  if (std::exchange(m_shown, result.made + result.adapterHash) != result.made + result.adapterHash) {
    const QSignalBlocker quiet(m_pick);
    m_pick->setRange(0, static_cast<int>(result.strengths.size()) - 1);
    m_pick->setValue(static_cast<int>(chosen - result.strengths.begin()));
  }
  showPicked();
  m_table->setFixedHeight(m_table->horizontalHeader()->sizeHint().height() + m_table->rowCount() * m_table->rowHeight(0) + 2);
}

const CheckedStrength* CheckPage::picked() const {
  const auto& result = m_model.result();
  const auto index = static_cast<size_t>(std::max(0, m_pick->value()));
  return result && index < result->strengths.size() ? &result->strengths[index] : nullptr;
}

/// Says what the chosen strength means, and marks it in chart and table.
void CheckPage::showPicked() {
  const CheckedStrength* point = picked();
  if (!point) return;
  m_chart->setCrosshair(point->strength);
  m_table->selectRow(m_pick->value());
  const QString strength = QLocale().toString(point->strength);
  QString words = tr("Strength %1: everyday text %2 (perplexity %3)").arg(strength, verdictWords(point->verdict), ratioText(*point));
  if (point->heldoutLoss) words += ", " + tr("held-out loss %1").arg(lossText(point->heldoutLoss));
  m_pickWords->setText(words + ".");
  m_pick->setAccessibleDescription(words);
  m_export->setEnabled(point->strength > 0);
}

void CheckPage::showMemorized(const MemorizationResult& result) {
  const Tone tone = toneOf(result.verdict);
  m_services.theme.setIcon(m_recitedIcon, iconOf(tone), tone, kLight);
  m_recited->setText(messageText(commands::memorizationSentence(result)));
  m_rows->setRowCount(0);
  for (const MemorizedRow& one : result.rows) {
    const int row = m_rows->rowCount();
    m_rows->insertRow(row);
    const QString words[] = {countText(static_cast<int64_t>(one.row) + 1), QString::fromStdString(one.given).simplified(),
                             QString::fromStdString(one.text).simplified(), one.personal ? tr("yes") : tr("no")};
    for (int i = 0; i < m_rows->columnCount(); ++i) {
      auto* cell = new QTableWidgetItem(words[i]);
      cell->setToolTip(words[i]);
      m_rows->setItem(row, i, cell);
    }
  }
  m_rows->setVisible(m_rows->rowCount() > 0);
}

QString CheckPage::help() const {
  return tr(
      "What the training cost elsewhere: how everyday text became harder, whether answers repeat examples word for word, and what less "
      "strength would do. Do this before an adapter is given to others.");
}

}  // namespace graft::ui
