// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/charts/bar_canvas.hpp"

#include <algorithm>
#include <cmath>

#include <QPaintEngine>

namespace graft::ui {
namespace {

/// Transposes an image, in blocks that stay in the nearest cache.
QImage turned(const QImage& image) {
  constexpr int kBlock = 16;
  QImage out(image.height(), image.width(), image.format());
  const auto* from = reinterpret_cast<const QRgb*>(image.constBits());
  auto* to = reinterpret_cast<QRgb*>(out.bits());
  const auto fromStep = image.bytesPerLine() / 4, toStep = out.bytesPerLine() / 4;
  for (int y = 0; y < image.height(); y += kBlock) {
    for (int x = 0; x < image.width(); x += kBlock) {
      const int endY = std::min(y + kBlock, image.height()), endX = std::min(x + kBlock, image.width());
      for (int b = x; b < endX; ++b) {
        for (int a = y; a < endY; ++a) to[b * toStep + a] = from[a * fromStep + b];
      }
    }
  }
  return out;
}

}  // namespace

BarCanvas::BarCanvas(QPainter& painter, const QRectF& area)
    : m_painter(painter),
      m_area(area.toAlignedRect()),
      m_scale(painter.device()->devicePixelRatioF()),
      m_isRaster(painter.paintEngine() && painter.paintEngine()->type() == QPaintEngine::Raster) {}

void BarCanvas::addVector(double x, double top, double bottom, const QColor& colour) {
  m_painter.fillRect(QRect(static_cast<int>(x), static_cast<int>(top), 1, std::max(1, static_cast<int>(std::ceil(bottom - top)))), colour);
}

void BarCanvas::add(double x, double top, double bottom, const QColor& colour) {
  if (!m_isRaster) return addVector(x, top, bottom, colour);
  const int width = static_cast<int>(std::ceil(m_area.width() * m_scale)), height = static_cast<int>(std::ceil(m_area.height() * m_scale));
  if (width < 1 || height < 1) return;
  if (m_onItsSide.isNull()) {
    m_onItsSide = QImage(height, width, QImage::Format_ARGB32_Premultiplied);
    m_onItsSide.fill(Qt::transparent);
  }
  const int first = static_cast<int>(std::floor((std::floor(x) - m_area.left()) * m_scale));
  const int last = static_cast<int>(std::floor((std::floor(x) + 1 - m_area.left()) * m_scale));
  // Values far outside are clamped before the conversion to an integer.
  const double from = std::clamp((std::floor(top) - m_area.top()) * m_scale, 0.0, static_cast<double>(height));
  const double to =
      std::clamp((std::floor(top) + std::max(1.0, std::ceil(bottom - top)) - m_area.top()) * m_scale, 0.0, static_cast<double>(height));
  const auto begin = static_cast<int>(from), end = static_cast<int>(to);
  const QRgb pixel = qPremultiply(colour.rgba());
  for (int line = std::max(0, first); line < std::min(width, std::max(last, first + 1)); ++line) {
    auto* pixels = reinterpret_cast<QRgb*>(m_onItsSide.scanLine(line));
    std::fill(pixels + begin, pixels + end, pixel);
  }
}

void BarCanvas::flush() {
  if (m_onItsSide.isNull()) return;
  QImage picture = turned(m_onItsSide);
  picture.setDevicePixelRatio(m_scale);
  m_painter.drawImage(m_area.topLeft(), picture);
  m_onItsSide = {};
}

}  // namespace graft::ui
