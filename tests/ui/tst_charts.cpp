// SPDX-License-Identifier: GPL-3.0-or-later
// Tests the drawn points of curves, with and without painting.
#include <cmath>
#include <limits>
#include <random>

#include <QAbstractItemModelTester>
#include <QApplication>
#include <QChart>
#include <QHBoxLayout>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

#include "ui/charts/bar_canvas.hpp"
#include "ui/charts/chart_card.hpp"
#include "ui/charts/chart_table_model.hpp"

using namespace graft::ui;

class TestCharts : public QObject {
  Q_OBJECT
 private Q_SLOTS:
  void keepsEveryMinimumAndMaximum();
  void leavesOutWhatCannotBeDrawn();
  void takesOutTheMissingWeight();
  void choosesRoundTicks();
  void findsTheNearestPoint();
  void survivesMouseWhereNothingIs();
  void drawsASpikeOfOnePointAmongAMillion();
  void barsAreWhereRectanglesWouldBe();
  void theBandKeepsASpike();
  void smoothsLongSeriesAsShortOnes();
  void zoomsAndComesBack();
  void obeysKeys();
  void twinHoldsTheNumbers();
  void savesPictureAndNumbers();
  void scaleIsLogarithmic_whenValuesSpanMuch();
  void pointsAreNotJoined();
  void namesStandBesideTheCurves();
  void readoutMovesNothing();
};

static Curve noise(size_t count, unsigned seed) {
  std::mt19937 rng(seed);
  std::normal_distribution<double> normal;
  Curve curve;
  for (size_t i = 0; i < count; ++i) {
    curve.x.push_back(static_cast<double>(i));
    curve.y.push_back(normal(rng));
  }
  return curve;
}

/// At any zoom, each column holds the minimum and maximum of exactly the points inside it.
void TestCharts::keepsEveryMinimumAndMaximum() {
  std::mt19937 rng(7);
  for (int round = 0; round < 200; ++round) {
    const Curve curve = noise(1 + rng() % 5000, static_cast<unsigned>(round));
    const double last = curve.x.back();
    const double from = last * static_cast<double>(rng() % 1000) / 1500, to = from + 1 + last * static_cast<double>(rng() % 1000) / 1000;
    const int columns = 1 + static_cast<int>(rng() % 900);
    const auto drawn = columnsOf(curve, {from, to}, columns, YScale::Linear);
    QVERIFY(drawn.size() <= static_cast<size_t>(columns) + 3);
    double low = 1e300, high = -1e300, drawnLow = 1e300, drawnHigh = -1e300;
    for (size_t i = 0; i < curve.x.size(); ++i) {
      if (curve.x[i] < from || curve.x[i] > to) continue;
      low = std::min(low, curve.y[i]);
      high = std::max(high, curve.y[i]);
    }
    for (const auto& point : lineOf(drawn)) {
      drawnLow = std::min(drawnLow, point.y());
      drawnHigh = std::max(drawnHigh, point.y());
    }
    if (low > high) continue;
    QVERIFY(drawnLow <= low && drawnHigh >= high);
  }
}

void TestCharts::leavesOutWhatCannotBeDrawn() {
  const double nan = std::numeric_limits<double>::quiet_NaN(), inf = std::numeric_limits<double>::infinity();
  const Curve curve{{1, 2, 3, 4, 5, 6}, {1, nan, 0, -1, inf, 10}};
  const auto linear = rangeOf(curve, {0, 10}, YScale::Linear), log = rangeOf(curve, {0, 10}, YScale::Log);
  QCOMPARE(linear.span, (Span1d{-1, 10}));
  QCOMPARE(linear.leftOut, size_t{2});
  QCOMPARE(log.span, (Span1d{1, 10}));
  QCOMPARE(log.leftOut, size_t{4});
  QCOMPARE(columnsOf(curve, {0, 10}, 100, YScale::Log).size(), size_t{2});
  QCOMPARE(rangeOf({}, {0, 1}, YScale::Linear).span, (Span1d{0, 1}));
}

/// A constant series stays constant from the first value on, and gaps are skipped.
void TestCharts::takesOutTheMissingWeight() {
  const double nan = std::numeric_limits<double>::quiet_NaN();
  for (const double v : smoothed({3, 3, 3, 3}, 0.9)) QVERIFY(std::abs(v - 3) < 1e-12);
  const auto gap = smoothed({1, nan, 2}, 0.5);
  QVERIFY(std::isnan(gap[1]));
  QVERIFY(std::abs(gap[2] - (0.5 * 0.5 * 1 + 0.5 * 2) / 0.75) < 1e-12);
  QCOMPARE(smoothed({1, 2}, 0), (std::vector<double>{1, 2}));
  QCOMPARE(calmWeight(10), 0.0);
  QVERIFY(calmWeight(1000) > 0.9 && calmWeight(10'000'000) < 1);
}

void TestCharts::smoothsLongSeriesAsShortOnes() {
  std::mt19937 rng(5);
  std::vector<double> y(20'000);
  for (double& v : y) v = rng() % 97 == 0 ? NAN : static_cast<double>(rng() % 1000);
  const double weight = 0.9;
  const auto fast = smoothed(y, weight);
  double average = 0, there = 1;
  for (size_t i = 0; i < y.size(); ++i) {
    if (!std::isfinite(y[i])) {
      QVERIFY(!std::isfinite(fast[i]));
      continue;
    }
    average = weight * average + (1 - weight) * y[i];
    there *= weight;
    QVERIFY(std::abs(fast[i] - average / (1 - there)) < 1e-9);
  }
}

void TestCharts::choosesRoundTicks() {
  const auto ticks = ticksFor({0.3, 5.7}, 6, Widen::Yes);
  QCOMPARE(ticks.step, 1.0);
  QCOMPARE(ticks.span, (Span1d{0, 6}));
  QVERIFY(std::abs(ticksFor({0, 1e-4}, 4, Widen::No).step - 5e-5) < 1e-12);
  QVERIFY(ticksFor({2, 2}, 4, Widen::Yes).span.size() > 0);
  QCOMPARE(decimalsOf(0.25), 1);
  QCOMPARE(decimalsOf(0.05), 2);
  QCOMPARE(decimalsOf(5), 0);
}

void TestCharts::findsTheNearestPoint() {
  const Curve curve{{1, 2, 4}, {0, 0, 0}};
  QCOMPARE(nearest(curve, -5), 0);
  QCOMPARE(nearest(curve, 2.9), 1);
  QCOMPARE(nearest(curve, 3.1), 2);
  QCOMPARE(nearest(curve, 99), 2);
  QCOMPARE(nearest({}, 1), -1);
}

/// QTBUG-118669: in Qt 6.4 a press on a chart view with nothing under the cursor crashes.
void TestCharts::survivesMouseWhereNothingIs() {
  Theme theme(*qApp);
  ChartCard card(theme, "Loss");
  card.resize(400, 300);
  card.show();
  Plot& plot = card.plot();
  for (const auto& place : {QPoint(1, 1), QPoint(200, 100), QPoint(399, 299)}) {
    QTest::mousePress(plot.viewport(), Qt::LeftButton, {}, place);
    QTest::mouseMove(plot.viewport(), place + QPoint(3, 3));
    QTest::mouseRelease(plot.viewport(), Qt::LeftButton, {}, place);
    QTest::mouseDClick(plot.viewport(), Qt::LeftButton, {}, place);
  }
  plot.setSeries({{"a", 0, Style::Line, noise(10, 1)}, {"b", 1, Style::Points, {}}});
  QTest::mousePress(plot.viewport(), Qt::LeftButton, {}, QPoint(200, 100));
}

void TestCharts::drawsASpikeOfOnePointAmongAMillion() {
  Theme theme(*qApp);
  Plot plot(theme);
  plot.resize(800, 400);
  Curve curve;
  for (int i = 0; i < 1'000'000; ++i) {
    curve.x.push_back(i);
    curve.y.push_back(1);
  }
  curve.y[654'321] = 100;
  plot.setSeries({{{}, 0, Style::Line, curve}});
  QCOMPARE(plot.visibleY().high, 100.0);
  // The curve's colour occurs near the top of the picture.
  const QImage image = plot.picture(1);
  const QColor wanted = theme.series(0);
  int found = 0;
  for (int x = 0; x < image.width(); ++x) {
    for (int y = 0; y < image.height() / 4; ++y) {
      const QColor c = image.pixelColor(x, y);
      found += std::abs(c.red() - wanted.red()) + std::abs(c.green() - wanted.green()) + std::abs(c.blue() - wanted.blue()) < 120;
    }
  }
  QVERIFY2(found > 20, qPrintable(QString::number(found)));
}

/// Bars drawn through the transposed image equal bars drawn one by one, at pixel ratios 1 and 2 and far outside the area.
void TestCharts::barsAreWhereRectanglesWouldBe() {
  for (const double scale : {1.0, 2.0}) {
    QImage fast(QSize(97, 61) * scale, QImage::Format_ARGB32_Premultiplied), slow = fast;
    for (QImage* image : {&fast, &slow}) {
      image->setDevicePixelRatio(scale);
      image->fill(Qt::white);
    }
    const QRectF area(7, 5, 80, 50);
    std::mt19937 rng(3);
    {
      QPainter fastPainter(&fast), slowPainter(&slow);
      slowPainter.setClipRect(area);
      BarCanvas canvas(fastPainter, area);
      for (int i = 0; i < 400; ++i) {
        const double x = 7 + static_cast<double>(rng() % 8000) / 100, top = static_cast<double>(rng() % 9000) / 100 - 20,
                     height = static_cast<double>(rng() % 3000) / 100;
        const QColor colour = QColor::fromRgb(rng() | 0xff000000);
        canvas.add(x, top, top + height, colour);
        const auto above = static_cast<int>(std::floor(top));
        slowPainter.fillRect(QRect(static_cast<int>(x), above, 1, std::max(1, static_cast<int>(std::ceil(height)))), colour);
      }
      canvas.add(20, -1e300, 1e300, Qt::black);
      slowPainter.fillRect(QRect(20, 0, 1, 61), Qt::black);
    }
    QCOMPARE(fast, slow);
  }
}

/// A smoothed line may miss a spike; the band behind it must not.
void TestCharts::theBandKeepsASpike() {
  Theme theme(*qApp);
  Plot plot(theme);
  plot.resize(800, 400);
  Curve curve;
  for (int i = 0; i < 200'000; ++i) {
    curve.x.push_back(i);
    curve.y.push_back(i % 2 ? 1 : 2);
  }
  curve.y[123'456] = 50;
  plot.setSmoothing(true);
  plot.setSeries({{{}, 0, Style::Line, curve}});
  const QImage image = plot.picture(1);
  const QColor ground = theme.now().surface, line = theme.series(0);
  int found = 0;
  for (int x = 0; x < image.width(); ++x) {
    for (int y = image.height() / 8; y < image.height() / 2; ++y) {
      const QColor c = image.pixelColor(x, y);
      // A mix of the background and the curve's colour, closer to the background.
      found +=
          std::abs(c.red() - (3 * ground.red() + line.red()) / 4) < 4 && std::abs(c.green() - (3 * ground.green() + line.green()) / 4) < 4;
    }
  }
  QVERIFY2(found > 60, qPrintable(QString::number(found)));
}

void TestCharts::zoomsAndComesBack() {
  Theme theme(*qApp);
  Plot plot(theme);
  plot.resize(500, 300);
  plot.setSeries({{{}, 0, Style::Line, noise(1000, 3)}});
  const Span1d all = plot.visible();
  plot.setCrosshair(500);
  plot.zoom(4);
  QVERIFY(std::abs(plot.visible().size() - all.size() / 4) < 1);
  QVERIFY(plot.visible().low < 500 && plot.visible().high > 500);
  for (int i = 0; i < 100; ++i) plot.zoom(0.5);
  QCOMPARE(plot.visible(), all);
  for (int i = 0; i < 100; ++i) plot.zoom(2);
  QVERIFY(plot.visible().size() > 0);
  plot.resetZoom();
  plot.setLeastX(Span1d{0, 5000});
  QCOMPARE(plot.visible(), (Span1d{0, 5000}));
}

void TestCharts::obeysKeys() {
  Theme theme(*qApp);
  ChartCard card(theme, "Loss");
  card.setSeries({{"a", 0, Style::Line, noise(100, 4)}});
  card.show();
  QSignalSpy moved(&card, &ChartCard::crosshairMoved), axis(&card, &ChartCard::xAxisAsked);
  QTest::keyClick(&card.plot(), Qt::Key_Left);
  QCOMPARE(card.plot().crosshair(), 98.0);
  QTest::keyClick(&card.plot(), Qt::Key_Left, Qt::ShiftModifier);
  QCOMPARE(card.plot().crosshair(), 88.0);
  QCOMPARE(moved.count(), 2);
  QTest::keyClick(&card.plot(), Qt::Key_L);
  QVERIFY(card.plot().isLog());
  QVERIFY(card.plot().leftOut() > 0);
  QTest::keyClick(&card.plot(), Qt::Key_S);
  QVERIFY(card.plot().isSmooth());
  QTest::keyClick(&card.plot(), Qt::Key_X);
  QCOMPARE(axis.count(), 1);
  QTest::keyClick(&card.plot(), Qt::Key_T);
  QVERIFY(!card.plot().isVisible());
}

void TestCharts::twinHoldsTheNumbers() {
  ChartTableModel twin;
  const QAbstractItemModelTester tester(&twin, QAbstractItemModelTester::FailureReportingMode::QtTest);
  twin.set("step", {{"loss", 0, Style::Line, {{1, 2, 3}, {0.5, 0.25, 0.125}}}, {"held-out", 1, Style::Points, {{0, 3}, {9, 7}}}});
  QCOMPARE(twin.rowCount(), 4);
  QCOMPARE(twin.csv(), QString("\"step\",\"loss\",\"held-out\"\n0,,9\n1,0.5,\n2,0.25,\n3,0.125,7\n"));
  QCOMPARE(twin.rowOf(2.5), 3);
  twin.set("step", {});
  QCOMPARE(twin.rowOf(1), -1);
}

void TestCharts::savesPictureAndNumbers() {
  Theme theme(*qApp);
  QTemporaryDir folder;
  ChartCard card(theme, "Loss");
  card.resize(500, 300);
  card.setSeries({{"a", 0, Style::Line, noise(100, 5)}});
  for (const char* name : {"/a.png", "/a.svg", "/a.csv"}) {
    QVERIFY(card.save(folder.path() + name));
    QVERIFY(QFileInfo(folder.path() + name).size() > 500);
  }
  QCOMPARE(QImage(folder.path() + "/a.png").size(), card.plot().size() * 2);
  QVERIFY(!card.save("/nowhere/a.csv"));
  QVERIFY(!card.save("/nowhere/a.png"));
}

/// An automatic axis follows the data; a value of zero, or a choice of the user's, ends the logarithmic scale.
void TestCharts::scaleIsLogarithmic_whenValuesSpanMuch() {
  Theme theme(*qApp);
  Plot plot(theme);
  plot.setLogAutomatic();
  plot.setSeries({{{}, 0, Style::Line, {{1, 2, 3}, {1, 0.5, 0.1}}}});
  QVERIFY(!plot.isLog());
  plot.setSeries({{{}, 0, Style::Line, {{1, 2, 3}, {1, 0.5, 0.01}}}});
  QVERIFY(plot.isLog());
  QCOMPARE(plot.leftOut(), size_t{0});
  plot.setSeries({{{}, 0, Style::Line, {{1, 2, 3}, {1, 0, 0.01}}}});
  QVERIFY(!plot.isLog());
  plot.setSeries({{{}, 0, Style::Line, {{1, 2, 3}, {1, 0.5, 0.01}}}});
  // Neither a resize nor a zoom changes the scale.
  plot.resize(400, 300);
  const Span1d up = plot.visibleY();
  for (int i = 1; i < 30; ++i) plot.resize(400 + i, 300);
  QCOMPARE(plot.visibleY(), up);
  plot.setSeries({{{}, 0, Style::Line, {{1, 2, 3, 4}, {1, 0.5, 0.01, 0.01}}}});
  plot.setCrosshair(3.5);
  plot.zoom(4);
  QVERIFY(plot.isLog());
  plot.resetZoom();
  plot.setLog(false);
  plot.setSeries({{{}, 0, Style::Line, {{1, 2, 3}, {1, 0.5, 0.001}}}});
  QVERIFY(!plot.isLog());
}

namespace {
/// Number of pixels of a colour in a part of the picture.
int pixelsOf(const QImage& image, const QColor& wanted, const QRect& part) {
  int found = 0;
  for (int x = part.left(); x <= part.right(); ++x) {
    for (int y = part.top(); y <= part.bottom(); ++y) {
      const QColor c = image.pixelColor(x, y);
      found += std::abs(c.red() - wanted.red()) + std::abs(c.green() - wanted.green()) + std::abs(c.blue() - wanted.blue()) < 90;
    }
  }
  return found;
}
}  // namespace

/// Between two measurements nothing was measured, and nothing is drawn.
void TestCharts::pointsAreNotJoined() {
  Theme theme(*qApp);
  Plot plot(theme);
  plot.resize(600, 300);
  plot.show();
  QVERIFY(QTest::qWaitForWindowExposed(&plot));
  plot.setSeries({{{}, kHeldOutColour, Style::Points, {{0, 100}, {1, 3}}}});
  const QImage image = plot.picture(1);
  const QRect area = plot.chart()->plotArea().toRect();
  const QRect middle(area.left() + area.width() / 3, area.top(), area.width() / 3, area.height() - 1);
  QCOMPARE(pixelsOf(image, theme.series(kHeldOutColour), middle), 0);
  QVERIFY(pixelsOf(image, theme.series(kHeldOutColour), image.rect()) > 20);
}

/// A name is right of the plot area, so it never hides the end of a curve.
void TestCharts::namesStandBesideTheCurves() {
  Theme theme(*qApp);
  Plot named(theme), bare(theme);
  for (Plot* plot : {&named, &bare}) {
    plot->resize(600, 300);
    plot->show();
    QVERIFY(QTest::qWaitForWindowExposed(plot));
  }
  const Curve flat{{0, 100}, {1, 1}};
  named.setSeries({{"training", 0, Style::Line, flat}, {"held-out", 1, Style::Points, flat}});
  bare.setSeries({{{}, 0, Style::Line, flat}});
  QTRY_VERIFY(named.chart()->plotArea().right() + 30 < bare.chart()->plotArea().right());
  const QRectF area = named.chart()->plotArea();
  const QImage image = named.picture(1);
  const int right = static_cast<int>(area.right()) + 8;
  QVERIFY(pixelsOf(image, theme.series(0), {right, 0, image.width() - right, image.height()}) > 10);
}

/// Moving the crosshair changes the readout, and no widget's place or size.
void TestCharts::readoutMovesNothing() {
  Theme theme(*qApp);
  QWidget row;
  auto* line = new QHBoxLayout(&row);
  std::vector<ChartCard*> cards;
  for (int i = 0; i < 3; ++i) {
    cards.push_back(new ChartCard(theme, "Tokens per second"));
    cards.back()->setXTitle("step");
    cards.back()->setSeries({{{}, 0, Style::Line, noise(1000, 3)}});
    line->addWidget(cards.back());
  }
  row.resize(900, 300);
  row.show();
  QVERIFY(QTest::qWaitForWindowExposed(&row));
  const QRect before = cards[1]->geometry(), plot = cards[1]->plot().geometry();
  const QSize hint = row.minimumSizeHint();
  for (ChartCard* card : cards) card->setCrosshair(777);
  QCoreApplication::sendPostedEvents();
  QCOMPARE(row.minimumSizeHint(), hint);
  QCOMPARE(cards[1]->geometry(), before);
  QCOMPARE(cards[1]->plot().geometry(), plot);
}

QTEST_MAIN(TestCharts)
#include "tst_charts.moc"
