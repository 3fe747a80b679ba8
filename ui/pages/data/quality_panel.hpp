// SPDX-License-Identifier: GPL-3.0-or-later
// Quality of the examples before training: distribution of the answers, row lengths for the model, and all import warnings.
#pragma once

#include <QWidget>

#include "ui/pages/data/data_view_model.hpp"

class QGridLayout;
class QLabel;
class QVBoxLayout;

namespace graft::ui {

class Figure;
class Histogram;

class QualityPanel : public QWidget {
  Q_OBJECT
 public:
  QualityPanel(const Services& services, DataViewModel& model);

 private:
  QWidget* makeAnswers();
  QWidget* makeLengths();
  void refresh();
  void showAnswers();
  void showLengths();
  Services m_services;
  DataViewModel& m_model;
  QLabel *m_answersWords, *m_lengthWords;
  QGridLayout* m_answers;
  Figure *m_median, *m_p95, *m_longest, *m_over;
  Histogram* m_histogram;
  QVBoxLayout* m_said;
};

}  // namespace graft::ui
