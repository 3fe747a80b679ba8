// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/flow_layout.hpp"

#include <QWidget>

namespace graft::ui {

FlowLayout::FlowLayout(int across, int down) : m_across(across), m_down(down) { setContentsMargins(0, 0, 0, 0); }
FlowLayout::~FlowLayout() { qDeleteAll(m_items); }

void FlowLayout::setGeometry(const QRect& rect) {
  QLayout::setGeometry(rect);
  (void)arrange(rect, Move::Yes);
}

QSize FlowLayout::minimumSize() const {
  QSize size;
  for (const QLayoutItem* item : m_items) {
    if (!item->isEmpty()) size = size.expandedTo(item->minimumSize());
  }
  return size;
}

int FlowLayout::arrange(const QRect& rect, Move move) const {
  const bool mirrored = parentWidget() && parentWidget()->layoutDirection() == Qt::RightToLeft;
  int x = 0, y = rect.y(), line = 0;
  for (QLayoutItem* item : m_items) {
    if (item->isEmpty()) continue;
    const QSize size(std::min(item->sizeHint().width(), std::max(1, rect.width())), item->sizeHint().height());
    if (x > 0 && x + size.width() > rect.width()) {
      x = 0;
      y += line + m_down;
      line = 0;
    }
    if (move == Move::Yes) item->setGeometry({{mirrored ? rect.right() + 1 - x - size.width() : rect.x() + x, y}, size});
    x += size.width() + m_across;
    line = std::max(line, size.height());
  }
  return y + line - rect.y();
}

}  // namespace graft::ui
