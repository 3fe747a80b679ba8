// SPDX-License-Identifier: GPL-3.0-or-later
// How a question is asked: answer limit, system instruction and sampling.
#pragma once

#include <QWidget>

#include "ui/pages/compare/comparison.hpp"
#include "ui/services/services.hpp"

class QDoubleSpinBox;
class QPlainTextEdit;
class QPushButton;
class QSpinBox;

namespace graft::ui {

class AskOptions : public QWidget {
  Q_OBJECT
 public:
  explicit AskOptions(const Services& services);
  Sampling sampling() const;
  QString system() const;
  /// Buttons that open the two folds, and the answer limit. The caller places them.
  QList<QWidget*> controls() const;

 Q_SIGNALS:
  void changed();

 private:
  QWidget* makeSystem();
  QWidget* makeSampling();
  Services m_services;
  QWidget* m_limit;
  QPlainTextEdit* m_system;
  QSpinBox *m_maxNew, *m_seed;
  QDoubleSpinBox *m_temperature, *m_topP;
  QPushButton *m_systemFold, *m_samplingFold;
};

}  // namespace graft::ui
