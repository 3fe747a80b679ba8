// SPDX-License-Identifier: GPL-3.0-or-later
// Time in training by day over the last weeks, as squares: a column a week, a row a weekday. The arrow keys choose a day; its words are the
// tooltip, the accessible description, and the argument of `told`.
#pragma once

#include <map>

#include <QDate>
#include "ui/widgets/picture.hpp"

namespace graft::ui {

class HeatStrip : public Picture {
  Q_OBJECT
 public:
  static constexpr int kWeeks = 12;
  explicit HeatStrip(const Theme& theme, QWidget* parent = nullptr);
  void set(std::map<QDate, double> secondsByDay, QDate today = QDate::currentDate());
  /// All of it as a sentence: days, sum, and the busiest day.
  QString summary() const;
  /// "24 November: 3 min 10 s".
  QString dayText(QDate day) const;
  QDate firstDay() const;  ///< begins a week
  QSize sizeHint() const override;
  QSize minimumSizeHint() const override { return sizeHint(); }

 Q_SIGNALS:
  /// Words of the day under the pointer or chosen by keys, else the summary.
  void told(const QString& words);

 protected:
  bool event(QEvent* event) override;
  void paintEvent(QPaintEvent* event) override;
  void keyPressEvent(QKeyEvent* event) override;
  void mouseMoveEvent(QMouseEvent* event) override;
  void leaveEvent(QEvent* event) override;
  void focusInEvent(QFocusEvent* event) override;
  void focusOutEvent(QFocusEvent* event) override;

 private:
  int side() const;  ///< of a square, with the gap to the next
  QRect squareOf(QDate day) const;
  QDate dayAt(const QPoint& place) const;
  void choose(QDate day);
  std::map<QDate, double> m_seconds;
  QDate m_today = QDate::currentDate(), m_chosen;
};

}  // namespace graft::ui
