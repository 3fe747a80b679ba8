// SPDX-License-Identifier: GPL-3.0-or-later
// Table of wanted against given answers as shaded cells. Arrow keys move, Return and clicks choose a cell, Escape none.
#pragma once

#include "ui/pages/compare/confusion.hpp"
#include "ui/widgets/picture.hpp"

namespace graft::ui {

class ConfusionMap : public Picture {
  Q_OBJECT
 public:
  explicit ConfusionMap(const Theme& theme);
  void set(const std::optional<Confusion>& confusion);
  const std::optional<ConfusionCell>& chosen() const { return m_chosen; }
  void setChosen(const std::optional<ConfusionCell>& cell);
  /// Name of a given answer; the last column holds all that are no label.
  QString givenName(qsizetype given) const;
  QSize sizeHint() const override;
  QSize minimumSizeHint() const override { return sizeHint(); }

 Q_SIGNALS:
  void cellChosen(const std::optional<graft::ui::ConfusionCell>& cell);
  /// The cell that the keys have moved to, in the widget's coordinates.
  void moved(const QRect& cell);

 protected:
  bool event(QEvent* event) override;
  void paintEvent(QPaintEvent* event) override;
  void keyPressEvent(QKeyEvent* event) override;
  void mousePressEvent(QMouseEvent* event) override;

 private:
  int side() const;  ///< of a cell
  int nameWidth() const;
  QRect rectOf(const ConfusionCell& cell) const;
  std::optional<ConfusionCell> cellAt(const QPoint& place) const;
  QString wordsFor(const ConfusionCell& cell) const;
  void move(qsizetype wanted, qsizetype given);
  void choose(const std::optional<ConfusionCell>& cell);
  std::optional<Confusion> m_confusion;
  std::optional<ConfusionCell> m_chosen;
  ConfusionCell m_at;
};

}  // namespace graft::ui
