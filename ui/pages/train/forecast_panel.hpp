// SPDX-License-Identifier: GPL-3.0-or-later
// The run that the form describes, before it starts: steps, learning rate, time, memory and held-out rows.
#pragma once

#include <QFrame>

#include "ui/pages/train/train_view_model.hpp"

class QLabel;
class QPushButton;

namespace graft::ui {

class RatePreview;
class StackBar;

class ForecastPanel : public QFrame {
  Q_OBJECT
 public:
  ForecastPanel(const Services& services, TrainViewModel& model);
  void refresh();

 private:
  void showHeldOut();
  void showMemory(const Estimate* need);
  Services m_services;
  TrainViewModel& m_model;
  QLabel *m_steps, *m_time, *m_memory, *m_disk, *m_trained, *m_heldout;
  RatePreview* m_rate;
  StackBar* m_memoryBar;
  QPushButton* m_split;
};

}  // namespace graft::ui
