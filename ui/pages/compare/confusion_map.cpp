// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/compare/confusion_map.hpp"

#include <algorithm>

#include <QHelpEvent>
#include <QKeyEvent>
#include <QMouseEvent>
#include <QPainter>
#include <QToolTip>

#include "ui/services/words.hpp"

namespace graft::ui {

ConfusionMap::ConfusionMap(const Theme& theme) : Picture(theme) {
  setFocusPolicy(Qt::StrongFocus);
  setObjectName("confusionMap");
  setAccessibleName(tr("Wanted against given answers; arrow keys move, Return shows the rows of a cell"));
}

void ConfusionMap::set(const std::optional<Confusion>& confusion) {
  m_confusion = confusion;
  m_chosen.reset();
  m_at = {};
  updateGeometry();
  update();
}
void ConfusionMap::setChosen(const std::optional<ConfusionCell>& cell) {
  m_chosen = cell;
  update();
}

QString ConfusionMap::givenName(qsizetype given) const {
  return given < m_confusion->labels().size() ? m_confusion->labels()[given] : tr("something else");
}

int ConfusionMap::side() const { return std::max(fontMetrics().height(), fontMetrics().horizontalAdvance("000")) + space::kXs; }
int ConfusionMap::nameWidth() const {
  constexpr int kLetters = 22;
  int width = 0;
  for (qsizetype i = 0; i < m_confusion->columns(); ++i) width = std::max(width, fontMetrics().horizontalAdvance(givenName(i)));
  return std::min(width, kLetters * fontMetrics().averageCharWidth()) + space::kS;
}
QSize ConfusionMap::sizeHint() const {
  if (!m_confusion) return {};
  const auto rows = static_cast<int>(m_confusion->labels().size()), columns = static_cast<int>(m_confusion->columns());
  return {nameWidth() + columns * side() + 1, nameWidth() + rows * side() + 1};
}

QRect ConfusionMap::rectOf(const ConfusionCell& cell) const {
  const int x = nameWidth() + static_cast<int>(cell.given) * side(), y = nameWidth() + static_cast<int>(cell.wanted) * side();
  return {layoutDirection() == Qt::RightToLeft ? width() - x - side() : x, y, side(), side()};
}
std::optional<ConfusionCell> ConfusionMap::cellAt(const QPoint& place) const {
  if (!m_confusion) return {};
  for (ConfusionCell cell; cell.wanted < m_confusion->labels().size(); ++cell.wanted) {
    for (cell.given = 0; cell.given < m_confusion->columns(); ++cell.given) {
      if (rectOf(cell).contains(place)) return cell;
    }
  }
  return {};
}

QString ConfusionMap::wordsFor(const ConfusionCell& cell) const {
  return tr("%n row(s): wanted “%1”, answered “%2”", nullptr, static_cast<int>(m_confusion->count(cell)))
      .arg(m_confusion->labels()[cell.wanted], givenName(cell.given));
}

void ConfusionMap::move(qsizetype wanted, qsizetype given) {
  if (!m_confusion) return;
  m_at = {std::clamp<qsizetype>(wanted, 0, m_confusion->labels().size() - 1), std::clamp<qsizetype>(given, 0, m_confusion->columns() - 1)};
  setAccessibleDescription(wordsFor(m_at));
  update();
  Q_EMIT moved(rectOf(m_at));
}
void ConfusionMap::choose(const std::optional<ConfusionCell>& cell) {
  m_chosen = cell;
  update();
  Q_EMIT cellChosen(m_chosen);
}

bool ConfusionMap::event(QEvent* event) {
  if (event->type() != QEvent::ToolTip) return QWidget::event(event);
  const auto* asked = static_cast<QHelpEvent*>(event);
  const auto cell = cellAt(asked->pos());
  if (cell)
    QToolTip::showText(asked->globalPos(), wordsFor(*cell), this);
  else
    QToolTip::hideText();
  return true;
}

void ConfusionMap::paintEvent(QPaintEvent*) {
  if (!m_confusion) return;
  constexpr double kLeast = 0.15;
  const Tokens& t = m_theme.now();
  QPainter painter(this);
  const auto most = static_cast<double>(m_confusion->most());
  const int names = nameWidth() - space::kS;
  const bool isMirrored = layoutDirection() == Qt::RightToLeft;
  const auto elided = [&](const QString& name) { return fontMetrics().elidedText(name, Qt::ElideMiddle, names); };
  painter.setPen(t.muted);
  for (qsizetype given = 0; given < m_confusion->columns(); ++given) {
    const QRect cell = rectOf({0, given});
    painter.save();
    painter.translate(cell.left(), cell.top() - space::kXs);
    painter.rotate(-90);
    painter.drawText(QRect(0, 0, names, side()), Qt::AlignLeft | Qt::AlignAbsolute | Qt::AlignVCenter, elided(givenName(given)));
    painter.restore();
  }
  for (ConfusionCell cell; cell.wanted < m_confusion->labels().size(); ++cell.wanted) {
    const QRect first = rectOf({cell.wanted, 0});
    const QRect name = isMirrored ? QRect(first.right() + space::kXs, first.top(), names, side())
                                  : QRect(first.left() - names - space::kXs, first.top(), names, side());
    painter.setPen(t.muted);
    painter.drawText(name, (isMirrored ? Qt::AlignLeft : Qt::AlignRight) | Qt::AlignAbsolute | Qt::AlignVCenter,
                     elided(m_confusion->labels()[cell.wanted]));
    for (cell.given = 0; cell.given < m_confusion->columns(); ++cell.given) {
      const QRect place = rectOf(cell);
      const int64_t count = m_confusion->count(cell);
      const bool isRight = cell.given == cell.wanted;
      painter.setPen(QPen(isRight ? t.control : t.line, 1));
      painter.setBrush(m_theme.shade(count > 0 ? std::max(kLeast, static_cast<double>(count) / most) : 0));
      painter.drawRect(place.adjusted(0, 0, -2, -2));
      painter.setPen(t.text);
      if (count > 0) painter.drawText(place.adjusted(0, 0, -2, -2), Qt::AlignCenter, countText(count));
    }
  }
  painter.setBrush(Qt::NoBrush);
  const auto ring = [&](const ConfusionCell& cell, const QColor& colour) {
    painter.setPen(QPen(colour, 2));
    painter.drawRect(rectOf(cell).adjusted(1, 1, -3, -3));
  };
  if (m_chosen) ring(*m_chosen, t.text);
  if (hasFocus()) ring(m_at, t.accent);
}

void ConfusionMap::keyPressEvent(QKeyEvent* event) {
  const int forwards = layoutDirection() == Qt::RightToLeft ? -1 : 1;
  switch (event->key()) {
    case Qt::Key_Right: return move(m_at.wanted, m_at.given + forwards);
    case Qt::Key_Left: return move(m_at.wanted, m_at.given - forwards);
    case Qt::Key_Down: return move(m_at.wanted + 1, m_at.given);
    case Qt::Key_Up: return move(m_at.wanted - 1, m_at.given);
    case Qt::Key_Space:
    case Qt::Key_Return:
    case Qt::Key_Enter:
      if (m_confusion) choose(m_chosen == m_at ? std::nullopt : std::optional(m_at));
      return;
    case Qt::Key_Escape:
      if (m_chosen) return choose(std::nullopt);
      break;
    default: break;
  }
  QWidget::keyPressEvent(event);
}

void ConfusionMap::mousePressEvent(QMouseEvent* event) {
  const auto cell = cellAt(event->position().toPoint());
  if (!cell) return;
  move(cell->wanted, cell->given);
  choose(m_chosen == cell ? std::nullopt : cell);
}

}  // namespace graft::ui
