// SPDX-License-Identifier: GPL-3.0-or-later
// The split into training and held-out rows: the share and its consequences.
#pragma once

#include <QWidget>

#include "ui/models/dataset_edits.hpp"
#include "ui/pages/data/data_view_model.hpp"

class QLabel;
class QPushButton;
class QSlider;

namespace graft::ui {

class ShareBar;

class SplitPanel : public QWidget {
  Q_OBJECT
 public:
  SplitPanel(const Services& services, DataViewModel& model, DatasetEdits& edits);

 private:
  void refresh();
  void showShare(int percent);
  Services m_services;
  DataViewModel& m_model;
  DatasetEdits& m_edits;
  ShareBar* m_bar;
  QSlider* m_share;
  QLabel *m_shareWords, *m_now, *m_sureness, *m_byHand;
  QPushButton* m_apply;
};

}  // namespace graft::ui
