// SPDX-License-Identifier: GPL-3.0-or-later
// A row layout that wraps to the next line if it lacks room, so that larger text is not cut off.
#pragma once

#include <QLayout>
#include <QList>

namespace graft::ui {

class FlowLayout : public QLayout {
 public:
  FlowLayout(int across, int down);
  ~FlowLayout() override;
  void addItem(QLayoutItem* item) override { m_items.append(item); }
  int count() const override { return static_cast<int>(m_items.size()); }
  QLayoutItem* itemAt(int index) const override { return m_items.value(index); }
  QLayoutItem* takeAt(int index) override { return index >= 0 && index < m_items.size() ? m_items.takeAt(index) : nullptr; }
  Qt::Orientations expandingDirections() const override { return {}; }
  bool hasHeightForWidth() const override { return true; }
  int heightForWidth(int width) const override { return arrange({0, 0, width, 0}, Move::No); }
  void setGeometry(const QRect& rect) override;
  QSize sizeHint() const override { return minimumSize(); }
  QSize minimumSize() const override;

 private:
  enum class Move { No, Yes };
  int arrange(const QRect& rect, Move move) const;  ///< returns the height
  QList<QLayoutItem*> m_items;
  int m_across, m_down;
};

}  // namespace graft::ui
