// SPDX-License-Identifier: GPL-3.0-or-later
// Several values of the main settings: a click on each that is to be tried, and the resulting runs.
#pragma once

#include <QWidget>

#include "ui/pages/train/setting_info.hpp"
#include "ui/pages/train/train_view_model.hpp"

class QGridLayout;
class QLabel;
class QPushButton;

namespace graft::ui {

class TriesPanel : public QWidget {
  Q_OBJECT
 public:
  TriesPanel(const Services& services, TrainViewModel& model);
  void refresh();

 private:
  void addChips(const SettingInfo& info, QGridLayout* grid);
  QString words() const;
  struct Chip {
    const SettingInfo& info;
    int place;
    QPushButton* button;
  };
  TrainViewModel& m_model;
  std::vector<Chip> m_chips;
  QLabel* m_words;
};

}  // namespace graft::ui
