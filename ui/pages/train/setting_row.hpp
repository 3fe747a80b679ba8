// SPDX-License-Identifier: GPL-3.0-or-later
// Row for a setting: name with a dot if changed, slider and box (or a list of choices), reset, help. Keyboard: F1 opens the help.
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
  void refresh();
  /// Slider position of a value, 0 to 1, and back.
  static double shareOf(const FormRange& range, double value);
  static double valueAt(const FormRange& range, double share);
  /// Value as its box writes it.
  static QString textOf(const FormRange& range, double value);
  /// Width of the longest setting name.
  static int nameWidth(const Services& services);

 protected:
  /// F1 inside this widget opens its own help; elsewhere it opens the window's help.
  bool event(QEvent* event) override;
  void keyPressEvent(QKeyEvent* event) override;

 private:
  QWidget* addNumber(const QFontMetrics& metrics, QGridLayout* grid);
  QWidget* addChoice(QGridLayout* grid);
  void showValue();
  TrainViewModel& m_model;
  const SettingInfo& m_info;
  QLabel *m_dot, *m_help;
  QSlider* m_slider = nullptr;      ///< for an amount
  QDoubleSpinBox* m_box = nullptr;  ///< for a number
  QComboBox* m_choice = nullptr;
  QToolButton *m_reset, *m_ask;
};

}  // namespace graft::ui
