// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/compare/waffle.hpp"

#include <algorithm>
#include <numeric>

#include <QHelpEvent>
#include <QKeyEvent>
#include <QMouseEvent>
#include <QPainter>
#include <QToolTip>

#include "ui/services/words.hpp"

namespace graft::ui {

QString bucketText(Bucket bucket) {
  const QString names[] = {Waffle::tr("Fixed"), Waffle::tr("Regressed"), Waffle::tr("Still wrong"), Waffle::tr("Unchanged, right")};
  return names[static_cast<size_t>(bucket)];
}

void paintBucket(QPainter& painter, const Theme& theme, Bucket bucket, const QRectF& square) {
  constexpr double kRound = 2, kSign = 0.28, kStroke = 1.6;
  const Tokens& t = theme.now();
  const QColor fills[] = {t.good, t.bad, t.surface, t.control};
  painter.setPen(QPen(bucket == Bucket::StillWrong ? t.control : fills[static_cast<size_t>(bucket)], 1));
  painter.setBrush(fills[static_cast<size_t>(bucket)]);
  painter.drawRoundedRect(square.adjusted(0.5, 0.5, -0.5, -0.5), kRound, kRound);
  if (bucket != Bucket::Fixed && bucket != Bucket::Regressed) return;
  const QPointF middle = square.center();
  const double reach = square.width() * kSign;
  painter.setPen(QPen(t.surface, kStroke));
  painter.drawLine(middle - QPointF(reach, 0), middle + QPointF(reach, 0));
  if (bucket == Bucket::Fixed) painter.drawLine(middle - QPointF(0, reach), middle + QPointF(0, reach));
}

QIcon bucketIcon(const Theme& theme, Bucket bucket) {
  constexpr int kSize = 14;
  QIcon icon;
  for (const double ratio : {1.0, 2.0}) {
    QPixmap picture(QSize(kSize, kSize) * ratio);
    picture.setDevicePixelRatio(ratio);
    picture.fill(Qt::transparent);
    QPainter painter(&picture);
    painter.setRenderHint(QPainter::Antialiasing);
    paintBucket(painter, theme, bucket, QRectF(0, 0, kSize, kSize));
    painter.end();
    icon.addPixmap(picture);
  }
  return icon;
}

Waffle::Waffle(const Theme& theme) : Picture(theme) {
  setFocusPolicy(Qt::StrongFocus);
  setObjectName("waffle");
  setAccessibleName(tr("Held-out rows as squares; arrow keys choose one"));
  QSizePolicy policy(QSizePolicy::Expanding, QSizePolicy::Fixed);
  policy.setHeightForWidth(true);
  setSizePolicy(policy);
}

void Waffle::set(const std::vector<BatchItem>& items) {
  m_items = items;
  m_order.resize(items.size());
  std::iota(m_order.begin(), m_order.end(), 0);
  std::stable_sort(m_order.begin(), m_order.end(),
                   [this](int a, int b) { return m_items[static_cast<size_t>(a)].bucket < m_items[static_cast<size_t>(b)].bucket; });
  m_at = -1;
  setAccessibleDescription(wordsFor(-1));
  updateGeometry();
  update();
}

void Waffle::setChosen(int item) {
  const auto found = std::find(m_order.begin(), m_order.end(), item);
  m_at = found == m_order.end() ? -1 : static_cast<int>(found - m_order.begin());
  update();
}

int Waffle::pitch() const {
  constexpr int kGap = 2;
  return std::max(12, fontMetrics().height() * 4 / 5) + kGap;
}
int Waffle::columns(int width) const { return std::max(1, width / pitch()); }
int Waffle::heightForWidth(int width) const {
  const int across = columns(width);
  return (static_cast<int>(m_order.size()) + across - 1) / across * pitch();
}
QSize Waffle::sizeHint() const {
  constexpr int kColumns = 40;
  return {kColumns * pitch(), heightForWidth(kColumns * pitch())};
}

int Waffle::squareAt(const QPoint& place) const {
  const int x = layoutDirection() == Qt::RightToLeft ? width() - place.x() : place.x(), column = x / pitch();
  if (x < 0 || place.y() < 0 || column >= columns(width())) return -1;
  const int square = place.y() / pitch() * columns(width()) + column;
  return square < static_cast<int>(m_order.size()) ? square : -1;
}

/// Describes a square, or counts them all.
QString Waffle::wordsFor(int square) const {
  if (square >= 0) {
    const BatchItem& item = m_items[static_cast<size_t>(m_order[static_cast<size_t>(square)])];
    return tr("%1. Asked: %2. Expected: %3. Adapter: %4")
        .arg(bucketText(item.bucket), item.asked.simplified(), item.expected.simplified(), item.adapter.simplified());
  }
  QStringList counts;
  for (int i = 0; i < kBuckets; ++i) {
    const auto here =
        std::count_if(m_items.begin(), m_items.end(), [i](const BatchItem& item) { return static_cast<int>(item.bucket) == i; });
    counts << tr("%1: %2").arg(bucketText(static_cast<Bucket>(i)), countText(here));
  }
  return counts.join(", ");
}

void Waffle::choose(int square) {
  if (m_order.empty()) return;
  m_at = std::clamp(square, 0, static_cast<int>(m_order.size()) - 1);
  setAccessibleDescription(wordsFor(m_at));
  update();
  Q_EMIT rowChosen(chosen());
}

bool Waffle::event(QEvent* event) {
  if (event->type() != QEvent::ToolTip) return QWidget::event(event);
  const auto* asked = static_cast<QHelpEvent*>(event);
  QToolTip::showText(asked->globalPos(), wordsFor(squareAt(asked->pos())), this);
  return true;
}

void Waffle::paintEvent(QPaintEvent*) {
  QPainter painter(this);
  painter.setRenderHint(QPainter::Antialiasing);
  const int across = columns(width()), step = pitch(), side = step - 2;
  for (int square = 0; square < static_cast<int>(m_order.size()); ++square) {
    const int x = square % across * step;
    const QRectF place(layoutDirection() == Qt::RightToLeft ? width() - x - side : x, square / across * step, side, side);
    paintBucket(painter, m_theme, m_items[static_cast<size_t>(m_order[static_cast<size_t>(square)])].bucket, place);
    if (square != (m_at < 0 && hasFocus() ? 0 : m_at)) continue;
    painter.setBrush(Qt::NoBrush);
    painter.setPen(QPen(hasFocus() ? m_theme.now().accent : m_theme.now().text, 2));
    painter.drawRect(place.adjusted(1, 1, -1, -1));
  }
}

void Waffle::keyPressEvent(QKeyEvent* event) {
  const int forwards = layoutDirection() == Qt::RightToLeft ? -1 : 1, at = std::max(m_at, 0), across = columns(width());
  switch (event->key()) {
    case Qt::Key_Right: return choose(at + forwards);
    case Qt::Key_Left: return choose(at - forwards);
    case Qt::Key_Down: return at + across < static_cast<int>(m_order.size()) ? choose(at + across) : void();
    case Qt::Key_Up: return at >= across ? choose(at - across) : void();
    case Qt::Key_Home: return choose(0);
    case Qt::Key_End: return choose(static_cast<int>(m_order.size()) - 1);
    case Qt::Key_Space:
    case Qt::Key_Return:
    case Qt::Key_Enter: return choose(at);
    default: QWidget::keyPressEvent(event);
  }
}

void Waffle::mousePressEvent(QMouseEvent* event) {
  if (const int square = squareAt(event->position().toPoint()); square >= 0) choose(square);
}

}  // namespace graft::ui
