// SPDX-License-Identifier: GPL-3.0-or-later
// The learning rate over the steps of a run, before it starts. Hidden from screen readers, which read the values of the settings.
#pragma once

#include "core/contract/train_settings.hpp"
#include "ui/widgets/picture.hpp"

namespace graft::ui {

class RatePreview : public Picture {
  Q_OBJECT
 public:
  explicit RatePreview(const Theme& theme, QWidget* parent = nullptr);
  /// `steps`: all steps of a run. `perEpoch`: steps of an epoch, marked by lines; 0: none.
  void set(const TrainSettings& settings, int64_t steps, int64_t perEpoch);
  QSize sizeHint() const override;

 protected:
  void paintEvent(QPaintEvent* event) override;

 private:
  TrainSettings m_settings;
  int64_t m_steps = 0, m_perEpoch = 0;
};

}  // namespace graft::ui
