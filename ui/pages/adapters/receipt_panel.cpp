// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/adapters/receipt_panel.hpp"

#include <QDoubleValidator>
#include <QGridLayout>
#include <QHeaderView>
#include <QLineEdit>
#include <QLocale>
#include <QTableWidget>
#include <QVBoxLayout>

#include "ui/services/background.hpp"
#include "ui/services/store_service.hpp"
#include "ui/services/words.hpp"
#include "ui/widgets/basics.hpp"
#include "ui/widgets/flow_layout.hpp"

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
  return value ? ReceiptPanel::tr("%1 %2").arg(QLocale().toString(*value, 'f', *value < 1 ? 4 : 2), currency) : ReceiptPanel::tr("unknown");
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
  auto* row = new QHBoxLayout(m_content);
  row->setContentsMargins(0, 0, 0, 0);
  row->setSpacing(space::kXl);
  row->addWidget(makeFigures(), 3);
  row->addWidget(makeEntries(), 2);
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

QWidget* ReceiptPanel::makeFigures() {
  auto* box = new QWidget;
  auto* figures = new FlowLayout(space::kXxl, space::kS);
  const auto figure = [&](const QString& name) {
    auto* made = new Figure(name);
    figures->addWidget(made);
    return made;
  };
  m_time = figure(tr("time of the run"));
  m_energy = figure(tr("energy"));
  m_money = figure(tr("cost of the run"));
  m_all = figure(tr("all runs over these examples"));
  m_return = figure(tr("return on its cost"));
  m_breakEven = figure(tr("pays for itself after"));
  m_method = prose({}, true);
  m_formulas = prose({}, true);
  m_unknown = prose({}, true);
  m_full = readingTable({QString(), tr("this adapter"), tr("full tuning, by formula")}, tr("Against full tuning of the same model"));
  m_full->setVerticalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
  auto* column = new QVBoxLayout(box);
  column->setContentsMargins(0, 0, 0, 0);
  column->setSpacing(space::kM);
  column->addLayout(figures);
  column->addWidget(m_method);
  column->addWidget(text(tr("Against full tuning of the same model"), TextRole::Section));
  column->addWidget(m_full);
  column->addWidget(m_formulas);
  column->addWidget(m_unknown);
  column->addStretch();
  return box;
}

QLineEdit* ReceiptPanel::addField(QGridLayout& grid, int row, const QString& name, const QString& unit) {
  constexpr int kWidth = 96;
  auto* field = new QLineEdit;
  field->setFixedWidth(kWidth);
  field->setPlaceholderText(tr("unknown"));
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
  const QString currency = QString::fromStdString(receipt.currency);
  const commands::RunCost& cost = receipt.cost;
  const commands::ReturnFigures& back = receipt.back;
  constexpr double kJoulesPerKwh = 3.6e6;
  m_time->setValue(durationText(cost.seconds));
  m_energy->setValue(cost.joules ? tr("%1 kWh").arg(numberText(*cost.joules / kJoulesPerKwh)) : tr("unknown"));
  m_money->setValue(moneyText(cost.money, currency));
  m_all->setValue(tr("%1 in %2").arg(moneyText(receipt.allRuns.money, currency), durationText(receipt.allRuns.seconds)),
                  tr("%1 runs").arg(receipt.allRuns.runs));
  m_return->setValue(back.share ? percentText(*back.share) : tr("unknown"));
  m_breakEven->setValue(back.breakEvenMonths ? tr("%1 months").arg(numberText(*back.breakEvenMonths, 2)) : tr("unknown"));
  QString method = tr("Energy: %1.").arg(messageText(cost.energyMethod));
  if (!cost.money)
    method += " " + tr("Money is known when energy and its price are, or when the price of a machine hour holds the energy (then a "
                       "kilowatt-hour costs 0).");
  m_method->setText(method);
  m_full->setRowCount(0);
  if (receipt.fullTuning) showFullTuning(*receipt.fullTuning, receipt);
  QStringList unknown;
  for (const auto* keys : {&back.unknownValue, &back.unknownCost}) {
    for (const std::string& key : *keys) unknown << kindText(key);
  }
  m_unknown->setText(unknown.isEmpty() ? QString() : tr("Not known, and not counted: %1.").arg(unknown.join(", ")));
}

void ReceiptPanel::showFullTuning(const commands::FullTuning& full, const commands::Receipt& receipt) {
  const QString rows[][3] = {{tr("weights trained"), percentText(full.trainedShare, 1), percentText(1, 1)},
                             {tr("time"), durationText(receipt.cost.seconds), durationText(full.fullSeconds)},
                             {tr("memory of weights while training"), memoryText(full.memoryMib), memoryText(full.fullMemoryMib)},
                             {tr("stored"), memoryText(full.storedMib), memoryText(full.fullStoredMib)}};
  for (const auto& words : rows) {
    const int row = m_full->rowCount();
    m_full->insertRow(row);
    for (int i = 0; i < 3; ++i) m_full->setItem(row, i, new QTableWidgetItem(words[i]));
  }
  m_full->setFixedHeight(m_full->horizontalHeader()->sizeHint().height() + m_full->rowCount() * m_full->rowHeight(0) + 2);
  const auto formula = [](const QString& name, const Message& text) { return name + ": " + messageText(text) + "."; };
  m_formulas->setText(QStringList{formula(tr("Time"), full.timeFormula), formula(tr("Operations"), full.operationsFormula),
                                  formula(tr("Memory"), full.memoryFormula), formula(tr("Stored"), full.storageFormula),
                                  formula(tr("Return"), receipt.back.formula)}
                          .join('\n'));
}

void ReceiptPanel::showEntries(const commands::Receipt& receipt) {
  m_shownRun = m_run;
  if (!m_currency->hasFocus()) m_currency->setText(QString::fromStdString(receipt.currency));
  fill(*m_kwh, receipt.perKwh);
  fill(*m_hour, receipt.perMachineHour);
  fill(*m_months, receipt.entries.months);
  for (const auto& [key, field] : m_value) fill(*field, entryOf(receipt.entries.value, key));
  for (const auto& [key, field] : m_cost) fill(*field, entryOf(receipt.entries.cost, key));
}

}  // namespace graft::ui
