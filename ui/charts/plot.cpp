// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/charts/plot.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

#include <QChart>
#include <QGraphicsLayout>
#include <QKeyEvent>
#include <QLineSeries>
#include <QLogValueAxis>
#include <QMouseEvent>
#include <QSvgGenerator>
#include <QValueAxis>

#include "ui/charts/curve_item.hpp"

namespace graft::ui {
namespace {
bool letterKeys = true;

constexpr double kNan = std::numeric_limits<double>::quiet_NaN();
constexpr int kPerTickX = 70, kPerTickY = 44;  // least pixels between two labels
constexpr double kLogFrom = 20;                // ratio of the values from which an automatic axis is logarithmic
constexpr size_t kMostNames = 4;               // curves that are named at their ends
constexpr int kRoomRight = 8;
constexpr double kTiny = 1e-7;  // smaller numbers are labelled with an exponent

template <class Axis>
void styleAxis(Axis& axis, const Theme& theme, bool grid) {
  const Tokens& t = theme.now();
  axis.setLabelsColor(t.muted);
  axis.setTitleBrush(t.muted);
  axis.setLabelsFont(theme.font(TextRole::Label));
  axis.setTitleFont(theme.font(TextRole::Label));
  axis.setGridLineVisible(grid);
  axis.setGridLinePen(QPen(t.line, 1));
  axis.setLinePen(QPen(grid ? QColor(Qt::transparent) : t.line, 1));
}

}  // namespace

void Plot::setLetterKeys(bool on) { letterKeys = on; }

Plot::Plot(const Theme& theme, QWidget* parent)
    : QChartView(parent),
      m_theme(theme),
      m_chart(new QChart),
      m_xAxis(new QValueAxis),
      m_yAxis(new QValueAxis),
      m_logAxis(new QLogValueAxis),
      m_crosshair(kNan) {
  m_chart->legend()->hide();
  m_chart->setBackgroundVisible(false);
  m_chart->setMargins({0, 0, kRoomRight, 0});
  m_chart->layout()->setContentsMargins(0, 0, 0, 0);
  m_chart->setLocalizeNumbers(true);
  // Axes need a series; this one stays empty.
  auto* carrier = new QLineSeries;
  m_chart->addSeries(carrier);
  m_chart->addAxis(m_xAxis, Qt::AlignBottom);
  m_chart->addAxis(m_yAxis, Qt::AlignLeft);
  m_chart->addAxis(m_logAxis, Qt::AlignLeft);
  carrier->attachAxis(m_xAxis);
  carrier->attachAxis(m_yAxis);
  m_logAxis->setBase(10);
  m_logAxis->setTitleText(tr("log scale"));
  m_logAxis->setVisible(false);
  setChart(m_chart);
  m_item = new CurveItem(*this);
  m_cross = new CrosshairItem(*this, *m_item);
  setFrameShape(QFrame::NoFrame);
  setBackgroundBrush(Qt::NoBrush);
  viewport()->setAutoFillBackground(false);
  setStyleSheet("background: transparent");
  setMouseTracking(true);
  viewport()->setFocusPolicy(Qt::NoFocus);  // the view itself takes the focus
  setFocusPolicy(Qt::StrongFocus);
  setMinimumSize(180, 120);
  connect(&theme, &Theme::changed, this, &Plot::restyle);
  connect(m_chart, &QChart::plotAreaChanged, this, [this] {
    m_item->geometryChanges();
    m_cross->geometryChanges();
    m_item->update();
  });
  restyle();
}

void Plot::restyle() {
  styleAxis(*m_xAxis, m_theme, false);
  styleAxis(*m_yAxis, m_theme, true);
  styleAxis(*m_logAxis, m_theme, true);
  update_();
}

void Plot::setXTitle(const QString& title) {
  m_xAxis->setTitleText(title);
  m_xAxis->setTitleVisible(!title.isEmpty());
}

void Plot::setSeries(std::vector<PlotSeries> series) {
  m_series = std::move(series);
  update_();
}
void Plot::setMarkers(std::vector<PlotMarker> markers) {
  m_markers = std::move(markers);
  m_item->update();
}
void Plot::setLeastX(std::optional<Span1d> span) {
  m_leastX = span;
  update_();
}
void Plot::setSmoothing(bool on) {
  m_smoothing = on;
  update_();
}
void Plot::setLog(bool log) {
  m_isLogAutomatic = false;
  m_log = log;
  update_();
}
void Plot::setLogAutomatic() {
  m_isLogAutomatic = true;
  update_();
}
void Plot::setWholeX(bool whole) {
  m_hasWholeX = whole;
  placeAxes();
}
void Plot::setFromZero(bool fromZero) {
  m_fromZero = fromZero;
  update_();
}
void Plot::setLimit(std::optional<PlotLimit> limit) {
  m_limit = std::move(limit);
  update_();
}
void Plot::setOutliersCut(bool cut) {
  m_cut = cut;
  update_();
}

void Plot::copyView(const Plot& other) {
  m_smoothing = other.m_smoothing;
  m_log = other.m_log;
  m_isLogAutomatic = other.m_isLogAutomatic;
  m_cut = other.m_cut;
  m_hasWholeX = other.m_hasWholeX;
  m_fromZero = other.m_fromZero;
  m_limit = other.m_limit;
  m_leastX = other.m_leastX;
  update_();
}

Span1d Plot::allX() const {
  Span1d all{std::numeric_limits<double>::infinity(), -std::numeric_limits<double>::infinity()};
  if (m_leastX) all = *m_leastX;
  for (const PlotSeries& s : m_series) {
    if (s.data.empty()) continue;
    all = {std::min(all.low, s.data.x.front()), std::max(all.high, s.data.x.back())};
  }
  if (!(all.low <= all.high)) return {0, 1};
  return all.size() > 0 ? all : Span1d{all.low - 0.5, all.high + 0.5};
}
Span1d Plot::visible() const { return m_zoomed.value_or(allX()); }

/// Range of the values within `x`; reversed if there are none. Counts those that cannot be drawn.
Span1d Plot::measureY(YScale scale, Span1d x) {
  m_leftOut = 0;
  Span1d y{std::numeric_limits<double>::infinity(), -std::numeric_limits<double>::infinity()};
  for (const PlotSeries& s : m_series) {
    const YRange range = m_cut ? withoutOutliers(s.data, x, scale) : rangeOf(s.data, x, scale);
    m_leftOut += range.leftOut;
    if (range.drawn > 0) y = {std::min(y.low, range.span.low), std::max(y.high, range.span.high)};
  }
  return y;
}

/// Recomputes everything from the data: smoothing, range of y, axes, picture.
void Plot::update_() {
  m_smooth.resize(m_series.size());
  for (size_t i = 0; i < m_series.size(); ++i) {
    const PlotSeries& s = m_series[i];
    if (s.style == Style::Line && m_smoothing)
      smoothInto(s.data.y, calmWeight(s.data.y.size()), m_smooth[i]);
    else
      m_smooth[i].clear();
  }
  if (m_isLogAutomatic) {
    const Span1d all = measureY(YScale::Linear, allX());  // zooming changes no scale
    m_log = all.low > 0 && all.high > kLogFrom * all.low;
  }
  Span1d y = measureY(m_log ? YScale::Log : YScale::Linear, visible());
  const bool any = y.low <= y.high;
  if (any && m_limit) y.high = std::max(y.high, m_limit->y);
  if (any && m_fromZero && !m_log) y = {std::min(0.0, y.low), std::max(0.0, y.high)};
  m_measured = any ? y : m_log ? Span1d{0.1, 1} : Span1d{0, 1};
  reserveLabels();
  placeAxes();
  m_item->update();
  Q_EMIT viewChanged();
}

void Plot::reserveLabels() {
  const QFontMetricsF metrics(m_theme.font(TextRole::Label));
  double room = 0;
  for (const PlotSeries& s : m_series) {
    if (!s.data.empty() && m_series.size() <= kMostNames) room = std::max(room, metrics.horizontalAdvance(s.name));
  }
  if (room > 0) room = std::ceil(std::min(room, width() / 4.0) + kRoomRight);
  if (room == m_labelRoom) return;
  m_labelRoom = room;
  m_chart->setMargins({0, 0, kRoomRight + static_cast<int>(room), 0});
}

void Plot::placeAxes() {
  const Span1d x = visible();
  const int line = QFontMetrics(m_theme.font(TextRole::Label)).height();
  const int across = std::max(2, width() / std::max(kPerTickX, 5 * line)), up = std::max(2, height() / std::max(kPerTickY, 3 * line));
  Ticks xs = ticksFor(x, across, Widen::No);
  if (m_hasWholeX) xs.step = std::max(1.0, xs.step);
  m_xAxis->setTickType(QValueAxis::TicksDynamic);
  m_xAxis->setTickAnchor(0);
  m_xAxis->setTickInterval(xs.step);
  m_xAxis->setLabelFormat(QString("%.%1f").arg(decimalsOf(xs.step)));
  m_xAxis->setRange(x.low, x.high);
  if (m_log) {
    constexpr double kRoom = 1.1;
    m_y = {m_measured.low / kRoom, m_measured.high * kRoom};
    m_logAxis->setLabelFormat("%.3g");
    m_logAxis->setRange(m_y.low, m_y.high);
  } else {
    const Ticks ys = ticksFor(m_measured, up, Widen::Yes);
    m_y = ys.span;
    const double most = std::max(std::abs(ys.span.low), std::abs(ys.span.high));
    m_yAxis->setTickType(QValueAxis::TicksDynamic);
    m_yAxis->setTickAnchor(ys.span.low);
    m_yAxis->setTickInterval(ys.step);
    m_yAxis->setLabelFormat(most > 0 && most < kTiny ? QString("%.0e") : QString("%.%1f").arg(decimalsOf(ys.step)));
    m_yAxis->setRange(ys.span.low, ys.span.high);
  }
  auto* carrier = m_chart->series().front();
  QAbstractAxis *shown = m_log ? static_cast<QAbstractAxis*>(m_logAxis) : m_yAxis,
                *hidden = m_log ? static_cast<QAbstractAxis*>(m_yAxis) : m_logAxis;
  if (!carrier->attachedAxes().contains(shown)) {
    carrier->detachAxis(hidden);
    carrier->attachAxis(shown);
  }
  hidden->setVisible(false);
  shown->setVisible(true);
}

void Plot::setCrosshair(double x) {
  if (x == m_crosshair || (std::isnan(x) && std::isnan(m_crosshair))) return;
  m_crosshair = x;
  m_cross->update();
}

void Plot::zoom(double factor) {
  const Span1d all = allX(), now = visible();
  const double centre = std::isfinite(m_crosshair) ? std::clamp(m_crosshair, now.low, now.high) : now.low + now.size() / 2;
  Span1d next = {centre - (centre - now.low) / factor, centre + (now.high - centre) / factor};
  next = {std::max(next.low, all.low), std::min(next.high, all.high)};
  if (next.size() >= all.size() * 0.999)
    m_zoomed.reset();
  else if (next.size() > all.size() * 1e-6)
    m_zoomed = next;
  update_();
}
void Plot::resetZoom() {
  m_zoomed.reset();
  update_();
}

double Plot::xAt(double pixel) const {
  const QRectF area = m_chart->plotArea();
  const Span1d now = visible();
  return now.low + (pixel - area.left()) / std::max(1.0, area.width()) * now.size();
}

void Plot::mousePressEvent(QMouseEvent* event) {
  setFocus(Qt::MouseFocusReason);
  for (size_t i = 0; i < m_markers.size(); ++i) {
    const QPointF place = m_item->at(m_markers[i].x, m_y.low);
    if (std::abs(place.x() - event->position().x()) < 8 && std::abs(m_chart->plotArea().bottom() - event->position().y()) < 14)
      return Q_EMIT markerActivated(static_cast<int>(i));
  }
  m_drags = event->button() == Qt::LeftButton && m_zoomed.has_value();
  m_dragFrom = event->position().x();
  m_dragSpan = visible();
}
void Plot::mouseReleaseEvent(QMouseEvent*) { m_drags = false; }
void Plot::mouseDoubleClickEvent(QMouseEvent*) { resetZoom(); }

void Plot::mouseMoveEvent(QMouseEvent* event) {
  if (m_drags) {
    const Span1d all = allX();
    double by = (m_dragFrom - event->position().x()) / std::max(1.0, m_chart->plotArea().width()) * m_dragSpan.size();
    by = std::clamp(by, all.low - m_dragSpan.low, all.high - m_dragSpan.high);
    m_zoomed = Span1d{m_dragSpan.low + by, m_dragSpan.high + by};
    return update_();
  }
  const bool inside = m_chart->plotArea().contains(event->position());
  setCrosshair(inside ? xAt(event->position().x()) : kNan);
  Q_EMIT crosshairMoved(m_crosshair);
}
void Plot::leaveEvent(QEvent*) {
  if (hasFocus()) return;  // the keyboard may control the crosshair
  setCrosshair(kNan);
  Q_EMIT crosshairMoved(kNan);
}

/// Zooms with Ctrl; otherwise the surrounding page scrolls.
void Plot::wheelEvent(QWheelEvent* event) {
  if (!(event->modifiers() & Qt::ControlModifier)) return event->ignore();
  setCrosshair(xAt(event->position().x()));
  zoom(event->angleDelta().y() > 0 ? 1.25 : 0.8);
  event->accept();
}

void Plot::moveCrosshair(int points, bool far) {
  if (m_series.empty() || m_series[0].data.empty()) return;
  const Curve& curve = m_series[0].data;
  const auto last = static_cast<std::ptrdiff_t>(curve.x.size()) - 1;
  const auto now = std::isfinite(m_crosshair) ? nearest(curve, m_crosshair) : last;
  setCrosshair(curve.x[static_cast<size_t>(std::clamp<std::ptrdiff_t>(now + points * (far ? 10 : 1), 0, last))]);
  Q_EMIT crosshairMoved(m_crosshair);
}

void Plot::keyPressEvent(QKeyEvent* event) {
  const bool shift = event->modifiers() & Qt::ShiftModifier;
  switch (event->key()) {
    case Qt::Key_Left: return moveCrosshair(-1, shift);
    case Qt::Key_Right: return moveCrosshair(1, shift);
    case Qt::Key_Plus:
    case Qt::Key_Equal: return zoom(1.5);
    case Qt::Key_Minus: return zoom(1 / 1.5);
    case Qt::Key_0: return resetZoom();
    case Qt::Key_L:
    case Qt::Key_S:
    case Qt::Key_O:
    case Qt::Key_X:
    case Qt::Key_T:
      if (!letterKeys) break;
      return Q_EMIT keyAsked(event->text().isEmpty() ? QChar() : event->text()[0].toLower());
    default: break;
  }
  event->ignore();
}

void Plot::resizeEvent(QResizeEvent* event) {
  QChartView::resizeEvent(event);
  reserveLabels();
  placeAxes();
}

/// Renders as vectors or at another scale, without the cached picture of the curves.
void Plot::render(QPainter& painter) const {
  m_item->setCacheMode(QGraphicsItem::NoCache);
  scene()->render(&painter, QRectF(QPointF(), size()), m_chart->geometry());
  m_item->setCacheMode(QGraphicsItem::DeviceCoordinateCache);
}

QImage Plot::picture(double scale) const {
  QImage image(size() * scale, QImage::Format_ARGB32);
  image.setDevicePixelRatio(scale);
  image.fill(m_theme.now().surface);
  QPainter painter(&image);
  painter.setRenderHint(QPainter::Antialiasing);
  render(painter);
  return image;
}

bool Plot::saveSvg(const QString& path) const {
  QSvgGenerator svg;
  svg.setFileName(path);
  svg.setSize(size());
  svg.setViewBox(rect());
  QPainter painter;
  if (!painter.begin(&svg)) return false;
  painter.fillRect(rect(), m_theme.now().surface);
  render(painter);
  return painter.end();
}

}  // namespace graft::ui
