// SPDX-License-Identifier: GPL-3.0-or-later
// Counts by value as columns, with a limit as a dashed line; columns beyond it have the colour of a warning. Each column has its numbers in
// the tooltip, and the accessible description lists them all.
#pragma once

#include "ui/widgets/bins.hpp"
#include "ui/widgets/picture.hpp"

namespace graft::ui {

class Histogram : public Picture {
  Q_OBJECT
 public:
  Histogram(const Theme& theme, const QString& name, QWidget* parent = nullptr);
  /// `limit`: 0 for none. It is drawn if the columns reach it.
  void set(Bins bins, int64_t limit);
  QSize sizeHint() const override;

 protected:
  bool event(QEvent* event) override;
  void paintEvent(QPaintEvent* event) override;

 private:
  QString wordsOf(size_t column) const;
  double xAt(double value) const;
  int footHeight() const;
  Bins m_bins;
  int64_t m_limit = 0;
};

}  // namespace graft::ui
