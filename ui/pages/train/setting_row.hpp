// SPDX-License-Identifier: GPL-3.0-or-later
// One setting: name with a dot when it is changed, slider and box (or a list of choices), reset, help. Keyboard: F1 opens the help.
#pragma once

#include "ui/pages/train/setting_info.hpp"
#include "ui/pages/train/train_view_model.hpp"

class QComboBox;
class QDoubleSpinBox;
class QGridLayout;
class QSlider;
class QToolButton;
class QLabel;

namespace graft::ui {

class SettingRow : public QWidget {
  Q_OBJECT
 public:
  SettingRow(const Services& services, TrainViewModel& model, const SettingInfo& info);
  void show_();
  /// Slider place of a value and back: 0 to 1.
  static double shareOf(const SettingInfo& info, double value);
  static double valueAt(const SettingInfo& info, double share);
  /// A value as its box writes it.
  static QString textOf(const SettingInfo& info, double value);
  /// Room for the longest name of a setting.
  static int nameWidth(const Services& services);

 protected:
  /// F1 inside of it opens its own help; the window's help key is for everything else.
  bool event(QEvent* event) override;
  void keyPressEvent(QKeyEvent* event) override;

 private:
  QWidget* addNumber(const QFontMetrics& metrics, QGridLayout* grid);
  QWidget* addChoice(QGridLayout* grid);
  void showValue();
  TrainViewModel& m_model;
  const SettingInfo& m_info;
  QLabel *m_dot, *m_help;
  QSlider* m_slider = nullptr;      ///< of a number
  QDoubleSpinBox* m_box = nullptr;  ///< of a number
  QComboBox* m_choice = nullptr;
  QToolButton *m_reset, *m_ask;
};

}  // namespace graft::ui
