// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/histogram.hpp"

#include <algorithm>
#include <cmath>

#include <QHelpEvent>
#include <QPainter>
#include <QToolTip>

#include "ui/services/words.hpp"

namespace graft::ui {

Histogram::Histogram(const Theme& theme, const QString& name, QWidget* parent) : Picture(theme, parent) {
  setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
  setAccessibleName(name);
}

void Histogram::set(Bins bins, int64_t limit) {
  m_bins = std::move(bins);
  m_limit = limit;
  QStringList lines;
  for (size_t i = 0; i < m_bins.counts.size(); ++i) {
    if (m_bins.counts[i] > 0) lines << wordsOf(i);
  }
  setAccessibleDescription(lines.join("; "));
  update();
}

QSize Histogram::sizeHint() const {
  const int line = QFontMetrics(m_theme.font(TextRole::Body)).height();
  return {20 * line, 7 * line};
}

int Histogram::footHeight() const { return QFontMetrics(m_theme.font(TextRole::Label)).height() + 4; }

double Histogram::xAt(double value) const {
  const double most = static_cast<double>(m_bins.width) * static_cast<double>(std::max<size_t>(1, m_bins.counts.size()));
  const double share = value / most;
  return layoutDirection() == Qt::RightToLeft ? width() * (1 - share) : width() * share;
}

QString Histogram::wordsOf(size_t column) const {
  const auto from = static_cast<int64_t>(column) * m_bins.width;
  return tr("%1 to %2: %n row(s)", nullptr, static_cast<int>(m_bins.counts[column]))
      .arg(countText(from + 1), countText(from + m_bins.width));
}

bool Histogram::event(QEvent* event) {
  if (event->type() != QEvent::ToolTip) return QWidget::event(event);
  const auto* help = static_cast<QHelpEvent*>(event);
  for (size_t i = 0; i < m_bins.counts.size(); ++i) {
    const double one = xAt(static_cast<double>(i) * static_cast<double>(m_bins.width)),
                 other = xAt(static_cast<double>(i + 1) * static_cast<double>(m_bins.width));
    if (help->pos().x() < std::min(one, other) || help->pos().x() > std::max(one, other)) continue;
    QToolTip::showText(help->globalPos(), wordsOf(i), this);
    return true;
  }
  QToolTip::hideText();
  return true;
}

void Histogram::paintEvent(QPaintEvent*) {
  if (m_bins.counts.empty()) return;
  QPainter painter(this);
  painter.setFont(m_theme.font(TextRole::Label));
  const double foot = height() - footHeight(), most = static_cast<double>(*std::max_element(m_bins.counts.begin(), m_bins.counts.end()));
  painter.setPen(Qt::NoPen);
  for (size_t i = 0; i < m_bins.counts.size(); ++i) {
    const auto from = static_cast<int64_t>(i) * m_bins.width;
    const double one = xAt(static_cast<double>(from)), other = xAt(static_cast<double>(from + m_bins.width));
    const double high = m_bins.counts[i] == 0 ? 0 : std::max(1.0, (foot - 2) * static_cast<double>(m_bins.counts[i]) / most);
    const bool isOver = m_limit > 0 && from >= m_limit;
    painter.setBrush(isOver ? m_theme.colour(Tone::Warn) : m_theme.series(0));
    painter.drawRect(QRectF(std::min(one, other) + 0.5, foot - high, std::abs(other - one) - 1, high));
  }
  painter.setPen(m_theme.now().line);
  painter.drawLine(QPointF(0, foot), QPointF(width(), foot));
  painter.setPen(m_theme.now().muted);
  const auto all = static_cast<double>(m_bins.width) * static_cast<double>(m_bins.counts.size());
  const QRectF below(0, foot + 2, width(), footHeight() - 2);
  painter.drawText(below, Qt::AlignLeading | Qt::AlignTop, "1");
  painter.drawText(below, Qt::AlignTrailing | Qt::AlignTop, tr("%1 tokens").arg(countText(static_cast<int64_t>(all))));
  if (m_limit <= 0 || static_cast<double>(m_limit) > all) return;
  const double x = xAt(static_cast<double>(m_limit));
  painter.setPen(QPen(m_theme.now().text, 1, Qt::DashLine));
  painter.drawLine(QPointF(x, 0), QPointF(x, foot));
  const QString words = tr("limit %1").arg(countText(m_limit));
  const double wide = QFontMetricsF(painter.font()).horizontalAdvance(words);
  painter.drawText(QPointF(x + wide + 4 < width() ? x + 4 : x - wide - 4, QFontMetricsF(painter.font()).ascent()), words);
}

}  // namespace graft::ui
