// SPDX-License-Identifier: GPL-3.0-or-later
// Measured rows as squares, grouped by what became of them. Arrow keys and clicks choose a row.
#pragma once

#include "ui/pages/compare/comparison.hpp"
#include "ui/widgets/picture.hpp"

namespace graft::ui {

QString bucketText(Bucket bucket);
/// Paints the square of a bucket: fixed and regressed also differ by their sign, still wrong is hollow.
void paintBucket(QPainter& painter, const Theme& theme, Bucket bucket, const QRectF& square);
/// The square as an icon, for the key.
QIcon bucketIcon(const Theme& theme, Bucket bucket);

class Waffle : public Picture {
  Q_OBJECT
 public:
  explicit Waffle(const Theme& theme);
  void set(const std::vector<BatchItem>& items);
  /// Index of the chosen row among the items; -1: none.
  int chosen() const { return m_at < 0 ? -1 : m_order[static_cast<size_t>(m_at)]; }
  /// Marks a row that was chosen elsewhere.
  void setChosen(int item);
  bool hasHeightForWidth() const override { return true; }
  int heightForWidth(int width) const override;
  QSize sizeHint() const override;

 Q_SIGNALS:
  void rowChosen(int item);

 protected:
  bool event(QEvent* event) override;
  void paintEvent(QPaintEvent* event) override;
  void keyPressEvent(QKeyEvent* event) override;
  void mousePressEvent(QMouseEvent* event) override;

 private:
  int pitch() const;  ///< of the squares, with the gap between them
  int columns(int width) const;
  int squareAt(const QPoint& place) const;
  QString wordsFor(int square) const;
  void choose(int square);
  std::vector<BatchItem> m_items;
  std::vector<int> m_order;  ///< items by square
  int m_at = -1;             ///< chosen square
};

}  // namespace graft::ui
