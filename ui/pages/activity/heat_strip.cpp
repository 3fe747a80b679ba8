// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/activity/heat_strip.hpp"

#include <algorithm>

#include <QHelpEvent>
#include <QKeyEvent>
#include <QLocale>
#include <QPainter>
#include <QToolTip>

#include "ui/services/words.hpp"

namespace graft::ui {
namespace {
constexpr int kGap = 3, kDays = 7;
constexpr double kFaintest = 0.3;  ///< shade of the least time, to differ from none
}  // namespace

HeatStrip::HeatStrip(const Theme& theme, QWidget* parent) : Picture(theme, parent) {
  setFocusPolicy(Qt::StrongFocus);
  setMouseTracking(true);
  setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
  set({});
}

void HeatStrip::set(std::map<QDate, double> secondsByDay, QDate today) {
  m_seconds = std::move(secondsByDay);
  m_today = today;
  setAccessibleName(summary());
  update();
  Q_EMIT told(summary());
}

QDate HeatStrip::firstDay() const {
  const int first = QLocale().firstDayOfWeek();
  const int back = (m_today.dayOfWeek() - first + kDays) % kDays;
  return m_today.addDays(-back - kDays * (kWeeks - 1));
}

QString HeatStrip::summary() const {
  int days = 0;
  double sum = 0;
  std::pair<QDate, double> busiest;
  for (auto it = m_seconds.lower_bound(firstDay()); it != m_seconds.end() && it->first <= m_today; ++it) {
    if (it->second <= 0) continue;
    ++days;
    sum += it->second;
    if (it->second > busiest.second) busiest = *it;
  }
  if (days == 0) return tr("No training in the last %n week(s).", nullptr, kWeeks);
  const QString date = QLocale().toString(busiest.first, QLocale::ShortFormat);
  return tr("Training on %n day(s) of the last 12 weeks, %1 in all, most on %2.", nullptr, days).arg(durationText(sum), date);
}

QString HeatStrip::dayText(QDate day) const {
  const auto found = m_seconds.find(day);
  const QString name = QLocale().toString(day, QLocale::ShortFormat);
  return found == m_seconds.end() || found->second <= 0 ? tr("%1: no training").arg(name)
                                                        : tr("%1: %2").arg(name, durationText(found->second));
}

int HeatStrip::side() const { return fontMetrics().height() + kGap; }
QSize HeatStrip::sizeHint() const { return {kWeeks * side() + kGap, kDays * side() + kGap}; }

QRect HeatStrip::squareOf(QDate day) const {
  const auto days = static_cast<int>(firstDay().daysTo(day));
  const int week = layoutDirection() == Qt::RightToLeft ? kWeeks - 1 - days / kDays : days / kDays;
  return {kGap + week * side(), kGap + days % kDays * side(), side() - kGap, side() - kGap};
}

QDate HeatStrip::dayAt(const QPoint& place) const {
  for (QDate day = firstDay(); day <= m_today; day = day.addDays(1)) {
    if (squareOf(day).contains(place)) return day;
  }
  return {};
}

void HeatStrip::paintEvent(QPaintEvent*) {
  double most = 0;
  for (auto it = m_seconds.lower_bound(firstDay()); it != m_seconds.end() && it->first <= m_today; ++it) most = std::max(most, it->second);
  QPainter painter(this);
  painter.setRenderHint(QPainter::Antialiasing);
  for (QDate day = firstDay(); day <= m_today; day = day.addDays(1)) {
    const auto found = m_seconds.find(day);
    const double share = found == m_seconds.end() || most <= 0 ? 0 : found->second / most;
    const bool isChosen = hasFocus() && day == m_chosen;
    painter.setPen(QPen(isChosen ? m_theme.now().accent : m_theme.now().line, isChosen ? 2 : 1));
    painter.setBrush(share > 0 ? m_theme.shade(kFaintest + (1 - kFaintest) * share) : m_theme.now().surface);
    painter.drawRoundedRect(QRectF(squareOf(day)).adjusted(0.5, 0.5, -0.5, -0.5), 3, 3);
  }
}

bool HeatStrip::event(QEvent* event) {
  if (event->type() != QEvent::ToolTip) return QWidget::event(event);
  const auto* help = static_cast<QHelpEvent*>(event);
  const QDate day = dayAt(help->pos());
  if (day.isValid())
    QToolTip::showText(help->globalPos(), dayText(day), this, squareOf(day));
  else
    QToolTip::hideText();
  return true;
}

void HeatStrip::choose(QDate day) {
  m_chosen = std::clamp(day, firstDay(), m_today);
  setAccessibleDescription(dayText(m_chosen));
  Q_EMIT told(dayText(m_chosen));
  update();
}

void HeatStrip::keyPressEvent(QKeyEvent* event) {
  const int ahead = layoutDirection() == Qt::RightToLeft ? -kDays : kDays;
  switch (event->key()) {
    case Qt::Key_Left: return choose(m_chosen.addDays(-ahead));
    case Qt::Key_Right: return choose(m_chosen.addDays(ahead));
    case Qt::Key_Up: return choose(m_chosen.addDays(-1));
    case Qt::Key_Down: return choose(m_chosen.addDays(1));
    case Qt::Key_Home: return choose(firstDay());
    case Qt::Key_End: return choose(m_today);
    default: QWidget::keyPressEvent(event);
  }
}

void HeatStrip::mouseMoveEvent(QMouseEvent* event) {
  const QDate day = dayAt(event->position().toPoint());
  Q_EMIT told(day.isValid() ? dayText(day) : summary());
}
void HeatStrip::leaveEvent(QEvent*) { Q_EMIT told(hasFocus() && m_chosen.isValid() ? dayText(m_chosen) : summary()); }
void HeatStrip::focusInEvent(QFocusEvent*) { choose(m_chosen.isValid() ? m_chosen : m_today); }
void HeatStrip::focusOutEvent(QFocusEvent*) {
  update();
  Q_EMIT told(summary());
}

}  // namespace graft::ui
