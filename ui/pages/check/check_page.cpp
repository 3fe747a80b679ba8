// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/check/check_page.hpp"

#include <QComboBox>
#include <QHeaderView>
#include <QLocale>
#include <QProgressBar>
#include <QScrollArea>
#include <QStackedWidget>
#include <QTableWidget>
#include <QVBoxLayout>

#include "ui/charts/chart_card.hpp"
#include "ui/services/run_service.hpp"
#include "ui/services/words.hpp"
#include "ui/widgets/basics.hpp"
#include "ui/widgets/flow_layout.hpp"

namespace graft::ui {
namespace {

enum Results { kNotChecked, kChecked };
constexpr int kLight = 24;

const char* iconOf(Tone tone) { return tone == Tone::Good ? "good" : tone == Tone::Warn ? "warn" : "bad"; }

QString lossText(const Json& point, const char* key) {
  return point[key].is_number() ? numberText(point[key].get<double>(), 4) : QString("–");
}
QString ratioText(const Json& point) { return CheckPage::tr("%1 ×").arg(numberText(get<double>(point, "general_ratio", 1), 4)); }

const Json* pointAt(const Json& result, double strength) {
  for (const Json& point : result["strengths"]) {
    if (get<double>(point, "strength", -1) == strength) return &point;
  }
  return nullptr;
}

}  // namespace

PageEntry pageOfCheck() {
  return {"check", CheckPage::tr("Check"), "check", 60, [](const Services& services) { return new CheckPage(services); }};
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
  connect(notYet->addAction(tr("Run the check"), "plain"), &QPushButton::clicked, &m_model, &CheckViewModel::start);
  auto* checked = new QWidget;
  auto* cards = new QVBoxLayout(checked);
  cards->setContentsMargins(0, 0, space::kS, 0);
  cards->setSpacing(space::kM);
  cards->addWidget(makeGeneral());
  cards->addWidget(makeStrengths());
  cards->addWidget(makeRecited());
  cards->addWidget(makeCarry());
  cards->addStretch();
  // A separate scroll area, so that the empty state never gets the height of the cards.
  auto* scroll = new QScrollArea;
  scroll->setWidgetResizable(true);
  scroll->setFrameShape(QFrame::NoFrame);
  scroll->setFocusPolicy(Qt::NoFocus);
  scroll->setWidget(checked);
  m_results->addWidget(notYet);
  m_results->addWidget(scroll);
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
  m_ratio = figure(tr("perplexity of everyday text, to the base"));
  m_kl = figure(tr("nats a token away from the base (KL)"));
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
                             "your held-out examples are still good and everyday text "
                             "is still fine; it can be chosen when you export."),
                          true));
  m_chart = new ChartCard(m_services.theme, tr("Loss by strength"));
  m_chart->setXTitle(tr("Strength (0 is the base model, 1 as it was trained)"));
  m_chart->setFixedHeight(kChartHeight);
  connect(m_chart, &ChartCard::saveAsked, this, [this](const QString& suggested) {
    m_services.dialogs.chooseNewFile(this, tr("Save the chart"), suggested, [this](const QString& path) {
      if (!m_chart->save(path)) m_message->show(Tone::Bad, tr("%1 cannot be written.").arg(path));
    });
  });
  m_table = readingTable(
      {tr("Strength"), tr("Held-out loss"), tr("Everyday text, loss"), tr("Perplexity to base"), tr("KL from base"), tr("Everyday text")},
      tr("Losses by strength"));
  m_table->setVerticalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
  column->addWidget(m_chart);
  column->addWidget(m_table);
  return frame;
}

QWidget* CheckPage::makeRecited() {
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

QWidget* CheckPage::makeCarry() {
  QVBoxLayout* column = nullptr;
  auto* frame = card(column);
  m_carry = button(tr("Choose a base …"));
  m_carry->setObjectName("carryTo");
  connect(m_carry, &QPushButton::clicked, this, [this] {
    m_services.dialogs.chooseFile(this, tr("The other base model"), tr("Models (*.gguf config.json)"), [this](const QString& file) {
      m_message->dismiss();
      m_model.carryTo(file);
    });
  });
  auto* top = new QHBoxLayout;
  top->addWidget(text(tr("On another base"), TextRole::Section), 1);
  top->addWidget(m_carry);
  column->addLayout(top);
  column->addWidget(prose(tr("A new version of the base model has the same shape, so the adapter can be put on it. Whether it still does "
                             "its work there is measured: held-out examples on both, "
                             "and the same questions asked of both."),
                          true));
  m_carried = new MessageBar(m_services.theme);
  m_sides =
      readingTable({tr("On"), tr("Held-out loss without"), tr("with the adapter"), tr("Exactly right")}, tr("The adapter on both bases"));
  m_sides->setVerticalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
  column->addWidget(m_carried);
  column->addWidget(m_sides);
  return frame;
}

void CheckPage::enter(const QVariant& what) {
  m_message->dismiss();
  if (!what.toString().isEmpty()) m_model.choose(what.toString());
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
  const bool checked = m_model.result().is_object();
  m_run->setText(m_model.isBusy() ? tr("Stop") : checked ? tr("Check again") : tr("Run the check"));
  m_run->setEnabled(item != nullptr);
  m_doing->setText(m_model.isBusy() ? m_model.doing() + " …" : QString());
  m_progress->setVisible(m_model.isBusy());
  m_progress->setRange(0, m_model.share() < 0 ? 0 : 1000);
  m_progress->setValue(static_cast<int>(1000 * m_model.share()));
  m_results->setCurrentIndex(checked ? kChecked : kNotChecked);
  if (checked) showResult(m_model.result());
  m_carry->setEnabled(item && !m_model.isBusy());
  showCarried();
}

void CheckPage::showCarried() {
  const Json& carried = m_model.carried();
  m_sides->setVisible(carried.is_object());
  m_carried->setVisible(carried.is_object());
  if (!carried.is_object()) return;
  const auto verdict = get<std::string>(carried, "verdict", "");
  QString words = QString::fromStdString(get<std::string>(carried, "sentence", ""));
  if (const Json& seen = carried["comparison"]; seen.is_object())
    words += " " + tr("Of the answers to %1 questions %2 of the tokens are the same.")
                       .arg(get<int>(seen, "prompts", 0))
                       .arg(percentText(get<double>(seen, "token_agreement", 0), 1));
  m_carried->show(verdict == "carries over" ? Tone::Good : verdict == "does not carry over" ? Tone::Bad : Tone::Warn, words);
  m_sides->setRowCount(0);
  for (const Json& side : carried["sides"]) {
    const int row = m_sides->rowCount();
    m_sides->insertRow(row);
    const QString cells[] = {QString::fromStdString(get<std::string>(side, "base", "")), lossText(side, "loss_base"),
                             lossText(side, "loss_adapter"),
                             side["exact_match"].is_number() ? percentText(side["exact_match"].get<double>(), 1) : QString("–")};
    for (int i = 0; i < m_sides->columnCount(); ++i) m_sides->setItem(row, i, new QTableWidgetItem(cells[i]));
  }
  m_sides->setFixedHeight(m_sides->horizontalHeader()->sizeHint().height() + m_sides->rowCount() * m_sides->rowHeight(0) + 2);
}

void CheckPage::showResult(const Json& result) {
  const Tone tone = toneOf(get<std::string>(result, "general_verdict", "red"));
  m_services.theme.setIcon(m_generalIcon, iconOf(tone), tone, kLight);
  m_general->setText(generalSentence(result));
  m_when->setText(tr("checked %1").arg(whenText(QString::fromStdString(get<std::string>(result, "made", "")))));
  const Json *base = pointAt(result, 0), *whole = pointAt(result, 1);
  if (base && whole) {
    m_ratio->setValue(ratioText(*whole));
    m_kl->setValue(numberText(get<double>(*whole, "general_kl", 0)));
    m_heldOut->setValue(tr("%1 to %2").arg(lossText(*base, "heldout_loss"), lossText(*whole, "heldout_loss")),
                        tr("%1 rows").arg(get<qlonglong>(result, "heldout_rows", 0)));
  }
  m_advice->setVisible(tone != Tone::Good);
  if (tone != Tone::Good && result["suggested_strength"].is_number()) {
    const double strength = result["suggested_strength"].get<double>();
    m_advice->show(Tone::Neutral,
                   tr("At strength %1 everyday text is kept, and your held-out examples are still answered better than by the base model.")
                       .arg(QLocale().toString(strength)),
                   tr("Export at this strength"), [this, strength] {
                     m_services.open("adapters", QVariantMap{{"adapter", m_model.current()->key}, {"strength", strength}});
                   });
  } else if (tone != Tone::Good) {
    m_advice->show(Tone::Neutral,
                   tr("For a task of its own, such as sorting messages, this may not matter. For conversations train again more gently: "
                      "the goal “Careful”, fewer passes, or ordinary questions with good answers among your examples."),
                   tr("Train again"), [this] { m_services.open("train"); });
  }
  showStrengths(result);
  showRecited(result["recitation"]);
}

void CheckPage::showStrengths(const Json& result) {
  PlotSeries heldOut{tr("held-out examples"), 0, Style::Line, {}}, general{tr("everyday text"), 1, Style::Line, {}};
  m_table->setRowCount(0);
  for (const Json& point : result["strengths"]) {
    const double strength = get<double>(point, "strength", 0);
    general.data.x.push_back(strength);
    general.data.y.push_back(get<double>(point, "general_loss", 0));
    if (point["heldout_loss"].is_number()) {
      heldOut.data.x.push_back(strength);
      heldOut.data.y.push_back(point["heldout_loss"].get<double>());
    }
    const auto verdict = get<std::string>(point, "verdict", "red");
    const QString words[] = {strength == 0 ? tr("0 (base model)") : QLocale().toString(strength),
                             lossText(point, "heldout_loss"),
                             lossText(point, "general_loss"),
                             ratioText(point),
                             numberText(get<double>(point, "general_kl", 0)),
                             verdict == "green"   ? tr("kept")
                             : verdict == "amber" ? tr("slightly reduced")
                                                  : tr("damaged")};
    const int row = m_table->rowCount();
    m_table->insertRow(row);
    for (int i = 0; i < m_table->columnCount(); ++i) m_table->setItem(row, i, new QTableWidgetItem(words[i]));
    m_table->item(row, m_table->columnCount() - 1)->setIcon(m_services.theme.icon(iconOf(toneOf(verdict)), toneOf(verdict)));
  }
  std::vector<PlotSeries> series;
  if (!heldOut.data.empty()) series.push_back(std::move(heldOut));
  series.push_back(std::move(general));
  m_chart->setSeries(std::move(series));
  m_table->setFixedHeight(m_table->horizontalHeader()->sizeHint().height() + m_table->rowCount() * m_table->rowHeight(0) + 2);
}

void CheckPage::showRecited(const Json& recitation) {
  const Tone tone = toneOf(get<std::string>(recitation, "verdict", "red"));
  m_services.theme.setIcon(m_recitedIcon, iconOf(tone), tone, kLight);
  m_recited->setText(recitationSentence(recitation));
  m_rows->setRowCount(0);
  for (const Json& one : recitation["rows"]) {
    const int row = m_rows->rowCount();
    m_rows->insertRow(row);
    const QString words[] = {
        countText(get<int64_t>(one, "row", 0) + 1), QString::fromStdString(get<std::string>(one, "given", "")).simplified(),
        QString::fromStdString(get<std::string>(one, "text", "")).simplified(), get<bool>(one, "personal", false) ? tr("yes") : tr("no")};
    for (int i = 0; i < m_rows->columnCount(); ++i) {
      auto* cell = new QTableWidgetItem(words[i]);
      cell->setToolTip(words[i]);
      m_rows->setItem(row, i, cell);
    }
  }
  m_rows->setVisible(m_rows->rowCount() > 0);
}

QString CheckPage::help() const {
  return tr("What the training cost elsewhere: how everyday text became harder, whether answers repeat examples word for word, and what less strength would do. Do this before an adapter is given to others.");
}

}  // namespace graft::ui
