// SPDX-License-Identifier: GPL-3.0-or-later
// Cost of an adapter's run, beside full tuning of the same model, and its worth by the user's own entries.
#pragma once

#include <map>

#include <QWidget>

#include "core/commands/receipt/receipt.hpp"
#include "ui/pages/adapters/adapters_view_model.hpp"

class QGridLayout;
class QLabel;
class QLineEdit;
class QPushButton;

namespace graft::ui {

class Figure;
class FlowLayout;
class MessageBar;

class ReceiptPanel : public QWidget {
  Q_OBJECT
 public:
  ReceiptPanel(const Services& services, AdaptersViewModel& model);

 private:
  QWidget* makeWorth();
  QWidget* makeEntries();
  QLineEdit* addField(QGridLayout& grid, int row, const QString& name, const QString& unit);
  void read();
  void write();
  void showReceipt(const commands::Receipt& receipt);
  void showFacts(const commands::Receipt& receipt);
  void showFullTuning(const commands::FullTuning& full, const commands::Receipt& receipt);
  void showWorth(const commands::Receipt& receipt);
  void showEntries(const commands::Receipt& receipt);
  Services m_services;
  AdaptersViewModel& m_model;
  QString m_run, m_shownRun;  ///< requested run, and the run that the fields show
  MessageBar* m_message;
  FlowLayout* m_facts;
  QGridLayout* m_full;  ///< a line each: what, share of full tuning as a bar, both numbers
  Figure *m_money, *m_all, *m_return, *m_breakEven;
  QLabel *m_formulas, *m_priceNote, *m_unknown;
  QPushButton* m_worthFold;
  QWidget *m_fullBox, *m_content;
  QLineEdit *m_currency, *m_kwh, *m_hour, *m_months;
  std::map<std::string, QLineEdit*> m_value, m_cost;
};

}  // namespace graft::ui
