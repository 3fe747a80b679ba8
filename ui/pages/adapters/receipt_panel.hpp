// SPDX-License-Identifier: GPL-3.0-or-later
// Cost of an adapter's run, the estimate for full tuning, and the return by the user's own entries.
#pragma once

#include <map>

#include <QWidget>

#include "core/commands/receipt/receipt.hpp"
#include "ui/pages/adapters/adapters_view_model.hpp"

class QGridLayout;
class QLabel;
class QLineEdit;
class QTableWidget;

namespace graft::ui {

class Figure;
class MessageBar;

class ReceiptPanel : public QWidget {
  Q_OBJECT
 public:
  ReceiptPanel(const Services& services, AdaptersViewModel& model);

 private:
  QWidget* makeFigures();
  QWidget* makeEntries();
  QLineEdit* addField(QGridLayout& grid, int row, const QString& name, const QString& unit);
  void read();
  void write();
  void showReceipt(const commands::Receipt& receipt);
  void showFullTuning(const commands::FullTuning& full, const commands::Receipt& receipt);
  void showEntries(const commands::Receipt& receipt);
  Services m_services;
  AdaptersViewModel& m_model;
  QString m_run, m_shownRun;  ///< requested run, and the run that the fields show
  MessageBar* m_message;
  Figure *m_time, *m_energy, *m_money, *m_all, *m_return, *m_breakEven;
  QLabel *m_method, *m_formulas, *m_unknown;
  QTableWidget* m_full;
  QWidget* m_content;
  QLineEdit *m_currency, *m_kwh, *m_hour, *m_months;
  std::map<std::string, QLineEdit*> m_value, m_cost;
};

}  // namespace graft::ui
