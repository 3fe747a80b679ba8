// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/interval_bars.hpp"

#include <algorithm>

#include <QHelpEvent>
#include <QPainter>
#include <QStyle>
#include <QToolTip>

#include "ui/services/words.hpp"

namespace graft::ui {
namespace {

constexpr int kLeastBar = 120, kUsualBar = 200;

QString valueText(const CountedShare& share) {
  return share.total > 0 ? IntervalBars::tr("%1 of %2").arg(countText(share.right), countText(share.total)) : QString("–");
}

}  // namespace

QString shareSentence(const CountedShare& share) {
  if (share.total == 0) return IntervalBars::tr("%1: nothing measured").arg(share.name);
  const Interval range = share.interval();
  return IntervalBars::tr("%1: %2 of %3 right, %4; the true share lies between %5 and %6 with 95 % certainty")
      .arg(share.name, countText(share.right), countText(share.total), percentText(share.share(), 1), percentText(range.low, 1),
           percentText(range.high, 1));
}

IntervalBars::IntervalBars(const Theme& theme, QWidget* parent) : Picture(theme, parent) {
  setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
}

void IntervalBars::set(std::vector<CountedShare> shares) {
  m_shares = std::move(shares);
  QStringList all;
  for (const CountedShare& share : m_shares) all << shareSentence(share);
  setAccessibleName(all.join(". "));
  updateGeometry();
  update();
}

int IntervalBars::rowHeight() const { return fontMetrics().height() + space::kS; }
int IntervalBars::nameWidth() const {
  const int most = fontMetrics().averageCharWidth() * 24;
  int width = 0;
  for (const CountedShare& share : m_shares) width = std::max(width, fontMetrics().horizontalAdvance(share.name));
  return std::min(width, most);
}
int IntervalBars::valueWidth() const {
  int width = 0;
  for (const CountedShare& share : m_shares) width = std::max(width, fontMetrics().horizontalAdvance(valueText(share)));
  return width;
}
/// The line below the bars holds the axis.
QSize IntervalBars::sizeHint() const {
  return {nameWidth() + valueWidth() + kUsualBar + 2 * space::kS, static_cast<int>(m_shares.size()) * rowHeight() + fontMetrics().height()};
}
QSize IntervalBars::minimumSizeHint() const { return {nameWidth() + valueWidth() + kLeastBar + 2 * space::kS, sizeHint().height()}; }

bool IntervalBars::event(QEvent* event) {
  if (event->type() != QEvent::ToolTip) return QWidget::event(event);
  const auto* asked = static_cast<QHelpEvent*>(event);
  const int row = asked->pos().y() / rowHeight();
  const bool isBar = row >= 0 && static_cast<size_t>(row) < m_shares.size();
  QToolTip::showText(asked->globalPos(), isBar ? shareSentence(m_shares[static_cast<size_t>(row)]) : accessibleName(), this);
  return true;
}

void IntervalBars::paintEvent(QPaintEvent*) {
  constexpr double kPart = 0.5, kCap = 4, kWhisker = 2, kRound = 3;
  const Tokens& t = m_theme.now();
  const bool isMirrored = layoutDirection() == Qt::RightToLeft;
  const double left = nameWidth() + space::kS, wide = std::max(1, width() - nameWidth() - valueWidth() - 2 * space::kS);
  QPainter painter(this);
  painter.setRenderHint(QPainter::Antialiasing);
  // Mirrors a rectangle where the language is written from right to left.
  const auto placed = [&](const QRectF& rect) {
    return isMirrored ? QRectF(width() - rect.right(), rect.y(), rect.width(), rect.height()) : rect;
  };
  const auto write = [&](const QRectF& rect, Qt::Alignment side, const QString& words) {
    painter.drawText(
        placed(rect),
        static_cast<int>(QStyle::visualAlignment(layoutDirection(), side) | Qt::AlignAbsolute | Qt::AlignVCenter | Qt::TextSingleLine),
        fontMetrics().elidedText(words, Qt::ElideRight, static_cast<int>(rect.width()) + 1));
  };
  const double bottom = static_cast<double>(m_shares.size()) * rowHeight();
  for (const double mark : {0.0, 0.5, 1.0}) {
    painter.setPen(QPen(t.line, 1));
    const double x = placed({left + mark * wide, 0, 0, 0}).x();
    painter.drawLine(QPointF(x, 0), QPointF(x, bottom));
    painter.setPen(t.muted);
    const double reach = wide / 4;
    const Qt::Alignment side = mark == 0 ? Qt::AlignLeft : mark == 1 ? Qt::AlignRight : Qt::AlignHCenter;
    const double from = left + mark * wide - (mark == 0 ? 0 : mark == 1 ? 2 * reach : reach);
    write({from, bottom, 2 * reach, static_cast<double>(fontMetrics().height())}, side, percentText(mark));
  }
  for (size_t i = 0; i < m_shares.size(); ++i) {
    const CountedShare& share = m_shares[i];
    const double top = static_cast<double>(i) * rowHeight(), high = rowHeight(), thick = high * kPart, y = top + (high - thick) / 2;
    painter.setPen(t.text);
    write({0, top, static_cast<double>(nameWidth()), high}, Qt::AlignLeft, share.name);
    write({left + wide + space::kS, top, static_cast<double>(valueWidth()), high}, Qt::AlignLeft, valueText(share));
    painter.setPen(Qt::NoPen);
    painter.setBrush(m_theme.series(share.series));
    painter.drawRoundedRect(placed({left, y, std::max(1.0, wide * share.share()), thick}), kRound, kRound);
    if (share.total == 0) continue;
    const Interval range = share.interval();
    const QRectF whisker = placed({left + wide * range.low, top + high / 2, wide * (range.high - range.low), 0});
    // An edge in the colour of the ground keeps the whisker visible on the bar.
    for (const QPen& pen : {QPen(t.surface, 3 * kWhisker), QPen(t.text, kWhisker)}) {
      painter.setPen(pen);
      painter.drawLine(whisker.topLeft(), whisker.topRight());
      for (const double x : {whisker.left(), whisker.right()})
        painter.drawLine(QPointF(x, whisker.y() - kCap), QPointF(x, whisker.y() + kCap));
    }
  }
}

}  // namespace graft::ui
