// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/adapters/receipt_panel.hpp"

#include <QDoubleValidator>
#include <QGridLayout>
#include <QLineEdit>
#include <QLocale>
#include <QVBoxLayout>

#include "ui/services/background.hpp"
#include "ui/services/store_service.hpp"
#include "ui/services/words.hpp"
#include "ui/widgets/basics.hpp"
#include "ui/widgets/flow_layout.hpp"
#include "ui/widgets/fold.hpp"
#include "ui/widgets/share_bar.hpp"

namespace graft::ui {
namespace {

QString kindText(const std::string& key) {
  const std::pair<const char*, QString> known[] = {{"labour", ReceiptPanel::tr("work not done by hand")},
                                                   {"time", ReceiptPanel::tr("answers that come sooner")},
                                                   {"revenue_kept", ReceiptPanel::tr("customers that stay")},
                                                   {"fewer_errors", ReceiptPanel::tr("mistakes not made")},
                                                   {"earlier_deployment", ReceiptPanel::tr("going live earlier")},
                                                   {"cloud_cost", ReceiptPanel::tr("rented models not paid for")},
                                                   {"governance", ReceiptPanel::tr("easier audits")},
                                                   {"compute", ReceiptPanel::tr("energy and machine")},
                                                   {"engineering", ReceiptPanel::tr("setting it up")},
                                                   {"data_collection", ReceiptPanel::tr("getting the examples")},
                                                   {"validation", ReceiptPanel::tr("looking at answers")},
                                                   {"pipeline_changes", ReceiptPanel::tr("putting it to use")}};
  for (const auto& [name, words] : known) {
    if (key == name) return words;
  }
  return QString::fromStdString(key);
}

std::optional<double> numberIn(const QLineEdit& field) {
  bool fine = false;
  const double value = QLocale().toDouble(field.text().trimmed(), &fine);
  return fine && value >= 0 ? std::optional(value) : std::nullopt;
}
QString moneyText(const std::optional<double>& value, const QString& currency) {
  return value ? ReceiptPanel::tr("%1 %2").arg(QLocale().toString(*value, 'f', *value < 1 ? 4 : 2), currency) : QString("–");
}
QString fieldText(const std::optional<double>& value) { return value ? QLocale().toString(*value, 'g', 12) : QString(); }
void fill(QLineEdit& field, const std::optional<double>& value) {
  if (!field.hasFocus()) field.setText(fieldText(value));
}
std::optional<double> entryOf(const std::map<std::string, double>& entries, const std::string& key) {
  const auto found = entries.find(key);
  return found == entries.end() ? std::nullopt : std::optional(found->second);
}

}  // namespace

ReceiptPanel::ReceiptPanel(const Services& services, AdaptersViewModel& model)
    : m_services(services), m_model(model), m_message(new MessageBar(services.theme)), m_content(new QWidget) {
  m_facts = new FlowLayout(space::kXxl, space::kS);
  auto* facts = new QWidget;
  facts->setObjectName("receiptFacts");
  facts->setLayout(m_facts);
  m_fullBox = new QWidget;
  m_full = new QGridLayout(m_fullBox);
  m_full->setContentsMargins(0, 0, 0, 0);
  m_full->setHorizontalSpacing(space::kM);
  m_full->setVerticalSpacing(space::kS);
  m_full->setColumnStretch(1, 1);
  m_formulas = prose({}, true);
  QWidget* worth = makeWorth();
  auto* formulas = foldButton(services.theme, m_formulas, tr("How this is calculated"), "receiptFormulas");
  m_worthFold = foldButton(services.theme, worth, tr("Work out what it is worth"), "receiptWorth");
  m_worthFold->setToolTip(tr("Enter prices and what the adapter saves; cost, return and the time until it pays for itself follow"));
  auto* inside = new QVBoxLayout(m_content);
  inside->setContentsMargins(0, 0, 0, 0);
  inside->setSpacing(space::kM);
  for (QWidget* part : std::initializer_list<QWidget*>{facts, m_fullBox, formulas, m_formulas, m_worthFold, worth}) inside->addWidget(part);
  auto* column = new QVBoxLayout(this);
  column->setContentsMargins(0, space::kM, 0, 0);
  column->setSpacing(space::kM);
  column->addWidget(m_message);
  column->addWidget(m_content);
  column->addStretch();
  connect(&model, &AdaptersViewModel::currentChanged, this, [this] {
    if (m_run == m_model.shown().run && !m_run.isEmpty()) return;
    m_run = m_model.shown().run;
    read();
  });
}

/// Money: figures beside the entries that they come from.
QWidget* ReceiptPanel::makeWorth() {
  auto* box = new QWidget;
  auto* figures = new FlowLayout(space::kXxl, space::kS);
  const auto figure = [&](const QString& name) {
    auto* made = new Figure(name);
    figures->addWidget(made);
    return made;
  };
  m_money = figure(tr("cost of the run"));
  m_all = figure(tr("all runs over these examples"));
  m_return = figure(tr("return on its cost"));
  m_breakEven = figure(tr("pays for itself after"));
  m_priceNote = prose({}, true);
  m_unknown = prose({}, true);
  auto* left = new QVBoxLayout;
  left->setSpacing(space::kM);
  left->addLayout(figures);
  left->addWidget(m_priceNote);
  left->addWidget(m_unknown);
  left->addStretch();
  auto* row = new QHBoxLayout(box);
  row->setContentsMargins(0, 0, 0, 0);
  row->setSpacing(space::kXl);
  row->addLayout(left, 3);
  row->addWidget(makeEntries(), 2);
  return box;
}

QLineEdit* ReceiptPanel::addField(QGridLayout& grid, int row, const QString& name, const QString& unit) {
  constexpr int kWidth = 96;
  auto* field = new QLineEdit;
  field->setFixedWidth(kWidth);
  field->setPlaceholderText("–");
  field->setAccessibleName(unit.isEmpty() ? name : tr("%1, %2").arg(name, unit));
  connect(field, &QLineEdit::editingFinished, this, &ReceiptPanel::write);
  auto* label = prose(name);
  label->setBuddy(field);
  grid.addWidget(label, row, 0);
  grid.addWidget(field, row, 1);
  return field;
}

QWidget* ReceiptPanel::makeEntries() {
  auto* box = new QWidget;
  auto* grid = new QGridLayout(box);
  grid->setContentsMargins(0, 0, 0, 0);
  grid->setHorizontalSpacing(space::kM);
  grid->setVerticalSpacing(space::kXs);
  grid->setColumnStretch(0, 1);
  int row = 0;
  const auto heading = [&](const QString& words) { grid->addWidget(text(words, TextRole::Section), row++, 0, 1, 2); };
  const auto number = [this](QLineEdit* field) {
    field->setValidator(new QDoubleValidator(0, 1e12, 4, field));
    return field;
  };
  heading(tr("Prices, for all runs"));
  m_currency = addField(*grid, row++, tr("currency"), {});
  m_kwh = number(addField(*grid, row++, tr("a kilowatt-hour"), tr("price")));
  m_hour = number(addField(*grid, row++, tr("an hour of this machine"), tr("price")));
  heading(tr("Worth, a month"));
  for (const auto& [key, meaning] : commands::valueKinds())
    m_value[key] = number(addField(*grid, row++, kindText(key), tr("worth a month")));
  m_months = number(addField(*grid, row++, tr("months it is counted for"), {}));
  heading(tr("Cost, once"));
  for (const auto& [key, meaning] : commands::costKinds()) m_cost[key] = number(addField(*grid, row++, kindText(key), tr("cost")));
  m_cost["compute"]->setPlaceholderText(tr("as it ran"));
  grid->setRowStretch(row, 1);
  return box;
}

void ReceiptPanel::read() {
  const bool known = !m_run.isEmpty();
  m_content->setVisible(known);
  if (!known) return m_message->show(Tone::Neutral, tr("This adapter came from elsewhere; what its training cost is not known here."));
  m_message->dismiss();
  m_services.files.run(
      this, [run = m_run.toStdString(), home = m_services.store.home()] { return commands::receiptOf(home + "/runs/" + run, home); },
      [this, run = m_run](const Result<commands::Receipt>& receipt) {
        if (run != m_run) return;
        m_content->setVisible(receipt.ok());
        if (!receipt.ok()) return m_message->show(Tone::Warn, errorText(receipt.error()));
        showReceipt(*receipt);
        showEntries(*receipt);
      });
}

void ReceiptPanel::write() {
  if (m_shownRun != m_run) return;  // the fields hold nothing yet
  commands::Prices prices;
  prices.currency = m_currency->text().trimmed().toStdString();
  if (const auto amount = numberIn(*m_kwh)) prices.perKwh = *amount;
  if (const auto amount = numberIn(*m_hour)) prices.perMachineHour = *amount;
  if (prices.currency.empty()) prices.currency = "EUR";
  commands::ReturnEntries entries;
  entries.months = numberIn(*m_months).value_or(12);
  for (const auto& [fields, out] : {std::pair{&m_value, &entries.value}, std::pair{&m_cost, &entries.cost}}) {
    for (const auto& [key, field] : *fields) {
      if (const auto amount = numberIn(*field)) (*out)[key] = *amount;
    }
  }
  m_services.files.run(
      this,
      [run = m_run.toStdString(), home = m_services.store.home(), prices, entries]() -> Status {
        GRAFT_CHECK(commands::writePrices(prices, home));
        return commands::writeReturn(run, entries, home);
      },
      [this](const Status& kept) {
        if (!kept.ok()) return m_message->show(Tone::Bad, errorText(kept.error()));
        read();
      });
}

void ReceiptPanel::showReceipt(const commands::Receipt& receipt) {
  showFacts(receipt);
  clear(*m_full);
  m_fullBox->setVisible(receipt.fullTuning.has_value());
  QStringList formulas;
  if (receipt.fullTuning) {
    showFullTuning(*receipt.fullTuning, receipt);
    const auto formula = [](const QString& name, const Message& text) { return name + ": " + messageText(text) + "."; };
    const commands::FullTuning& full = *receipt.fullTuning;
    formulas << formula(tr("Time"), full.timeFormula) << formula(tr("Operations"), full.operationsFormula)
             << formula(tr("Memory"), full.memoryFormula) << formula(tr("Stored"), full.storageFormula);
  }
  formulas << tr("Energy: %1.").arg(messageText(receipt.cost.energyMethod))
           << tr("Return") + ": " + messageText(receipt.back.formula) + ".";
  m_formulas->setText(formulas.join('\n'));
  showWorth(receipt);
}

/// Shows what is known; what was not measured has no figure.
void ReceiptPanel::showFacts(const commands::Receipt& receipt) {
  constexpr double kJoulesPerKwh = 3.6e6;
  clear(*m_facts);
  const auto fact = [this](const QString& name, const QString& value) {
    auto* made = new Figure(name);
    made->setValue(value);
    m_facts->addWidget(made);
  };
  const commands::RunCost& cost = receipt.cost;
  fact(tr("time of the run"), durationText(cost.seconds));
  if (cost.tokens > 0) fact(tr("tokens read"), countText(static_cast<int64_t>(cost.tokens)));
  if (m_model.shown().bytes > 0) fact(tr("size of the adapter"), memoryText(static_cast<double>(m_model.shown().bytes) / (1 << 20)));
  if (receipt.fullTuning) fact(tr("of the model's weights trained"), percentText(receipt.fullTuning->trainedShare, 1));
  if (cost.joules) fact(tr("energy"), tr("%1 kWh").arg(numberText(*cost.joules / kJoulesPerKwh)));
  if (cost.money) fact(tr("cost of the run"), moneyText(cost.money, QString::fromStdString(receipt.currency)));
  if (receipt.allRuns.runs > 1)
    fact(tr("%n run(s) over these examples", nullptr, static_cast<int>(receipt.allRuns.runs)), durationText(receipt.allRuns.seconds));
}

void ReceiptPanel::showFullTuning(const commands::FullTuning& full, const commands::Receipt& receipt) {
  constexpr int kBar = 10;
  int line = 0;
  m_full->addWidget(wrapped(tr("Against full tuning of the same model, which is calculated"), TextRole::Section), line++, 0, 1, 3);
  const auto add = [&](const QString& name, double mine, double whole, const QString& words) {
    auto* bar = new ShareBar(m_services.theme, kBar);
    bar->set(whole > 0 ? mine / whole : 0);
    bar->setToolTip(words);
    m_full->addWidget(text(name), line, 0);
    m_full->addWidget(bar, line, 1);
    m_full->addWidget(text(words, TextRole::Body, true), line++, 2);
  };
  const auto both = [](const QString& mine, const QString& whole) { return tr("%1 instead of %2").arg(mine, whole); };
  add(tr("Weights trained"), full.trainedShare, 1, both(percentText(full.trainedShare, 1), percentText(1)));
  add(tr("Time"), receipt.cost.seconds, full.fullSeconds, both(durationText(receipt.cost.seconds), durationText(full.fullSeconds)));
  add(tr("Memory of weights while training"), full.memoryMib, full.fullMemoryMib,
      both(memoryText(full.memoryMib), memoryText(full.fullMemoryMib)));
  add(tr("Stored"), full.storedMib, full.fullStoredMib, both(memoryText(full.storedMib), memoryText(full.fullStoredMib)));
}

void ReceiptPanel::showWorth(const commands::Receipt& receipt) {
  const QString currency = QString::fromStdString(receipt.currency);
  const commands::ReturnFigures& back = receipt.back;
  m_money->setValue(moneyText(receipt.cost.money, currency));
  m_all->setValue(moneyText(receipt.allRuns.money, currency), tr("%n run(s)", nullptr, static_cast<int>(receipt.allRuns.runs)));
  m_return->setValue(back.share ? percentText(*back.share) : QString("–"));
  m_breakEven->setValue(back.breakEvenMonths ? tr("%1 months").arg(numberText(*back.breakEvenMonths, 2)) : QString("–"));
  m_priceNote->setText(receipt.cost.money ? QString()
                                          : tr("The cost follows from the price of a machine hour. If that price holds the electricity, "
                                               "enter 0 for a kilowatt-hour."));
  QStringList unknown;
  for (const auto* keys : {&back.unknownValue, &back.unknownCost}) {
    for (const std::string& key : *keys) unknown << kindText(key);
  }
  m_unknown->setText(unknown.isEmpty() ? QString() : tr("Not entered, and not counted: %1.").arg(unknown.join(", ")));
}

void ReceiptPanel::showEntries(const commands::Receipt& receipt) {
  const bool isEntered = !receipt.entries.value.empty() || !receipt.entries.cost.empty() || receipt.perMachineHour || receipt.perKwh;
  if (m_shownRun != m_run && isEntered) m_worthFold->setChecked(true);
  m_shownRun = m_run;
  if (!m_currency->hasFocus()) m_currency->setText(QString::fromStdString(receipt.currency));
  fill(*m_kwh, receipt.perKwh);
  fill(*m_hour, receipt.perMachineHour);
  fill(*m_months, receipt.entries.months);
  for (const auto& [key, field] : m_value) fill(*field, entryOf(receipt.entries.value, key));
  for (const auto& [key, field] : m_cost) fill(*field, entryOf(receipt.entries.cost, key));
}

}  // namespace graft::ui
