// SPDX-License-Identifier: GPL-3.0-or-later
// Measures the window: charts, start with many runs, memory. Prints one line per figure; nothing here is a test.
//   QT_QPA_PLATFORM=offscreen GRAFT_SOURCE=. build/release/tests/window_speed
#include <algorithm>
#include <cstdio>
#include <functional>
#include <random>

#include <QElapsedTimer>
#include <QTimer>

#include "core/base/system.hpp"
#include "tests/ui/workbench.hpp"
#include "ui/charts/plot.hpp"

using namespace graft;
using namespace graft::ui;

namespace {

struct Times {
  std::vector<double> ms;
  double at(double share) {
    std::sort(ms.begin(), ms.end());
    return ms[static_cast<size_t>(share * static_cast<double>(ms.size() - 1))];
  }
};

Curve noise(size_t count) {
  std::mt19937 rng(1);
  std::normal_distribution<double> normal;
  Curve curve;
  for (size_t i = 0; i < count; ++i) {
    curve.x.push_back(static_cast<double>(i));
    curve.y.push_back(2 + normal(rng));
  }
  return curve;
}

/// `prepare` runs after each round and is not timed.
template <class Work>
Times timed(int rounds, Work work, const std::function<void()>& prepare = {}) {
  Times out;
  for (int i = 0; i < rounds; ++i) {
    QElapsedTimer timer;
    timer.start();
    work(i);
    out.ms.push_back(static_cast<double>(timer.nsecsElapsed()) / 1e6);
    if (prepare) prepare();
  }
  return out;
}

void charts(Theme& theme) {
  Plot plot(theme);
  plot.resize(900, 520);
  plot.show();
  const Curve curve = noise(100'000);
  std::vector<PlotSeries> eight;
  for (int i = 0; i < 8; ++i) eight.push_back({QString::number(i), i, Style::Line, curve});
  for (const bool smooth : {false, true}) {
    plot.setSmoothing(smooth);
    // The copy of the data is prepared by the caller and is not part of the chart's time.
    std::vector<PlotSeries> next = eight;
    auto times = timed(
        40,
        [&](int) {
          plot.setSeries(std::move(next));
          plot.grab();
        },
        [&] { next = eight; });
    std::printf("8 series x 100,000 points, %s, new data and painted: median %.1f ms, p99 %.1f ms\n",
                smooth ? "smoothed with bands" : "raw", times.at(0.5), times.at(0.99));
  }
  plot.setSmoothing(false);
  plot.setSeries({{{}, 0, Style::Line, noise(1'000'000)}});
  auto cross = timed(60, [&](int i) {
    plot.setCrosshair(1000.0 * i);
    plot.grab();
  });
  plot.zoom(3);
  auto pan = timed(60, [&](int i) {
    plot.setCrosshair(300'000 + 5000.0 * i);
    plot.zoom(i % 2 ? 1.02 : 1 / 1.02);
    plot.grab();
  });
  std::printf("1,000,000 points: crosshair p95 %.1f ms, pan and zoom p95 %.1f ms\n", cross.at(0.95), pan.at(0.95));
}

/// Changes theme and text size after every page was shown, until the window is painted.
void appearance(Theme& theme, MainWindow& window) {
  const auto paint = [&] {
    QApplication::processEvents();
    window.grab();
  };
  for (const char* page : {"home", "data", "train", "runs", "compare", "check", "adapters", "models", "activity", "settings"}) {
    window.open(page);
    for (int i = 0; i < 20; ++i) paint();
  }
  for (const char* page : {"home", "train", "runs", "adapters"}) {
    window.open(page);
    paint();
    auto scheme = timed(6, [&](int i) {
      theme.setScheme(i % 2 ? Scheme::Light : Scheme::Dark);
      paint();
    });
    auto size = timed(6, [&](int i) {
      theme.setTextScale(i % 2 ? 1.0 : 1.5);
      paint();
    });
    std::printf("%s, theme: median %.0f ms, worst %.0f ms; text size: median %.0f ms, worst %.0f ms\n", page, scheme.at(0.5), scheme.at(1),
                size.at(0.5), size.at(1));
  }
}

void start(int runs) {
  QElapsedTimer timer;
  QTemporaryDir folder;
  const std::string home = folder.path().toStdString();
  fillHome(home, runs);
  {  // the store has read the runs before, as on every start but the first
    auto store = store::Store::open(home);
    if (!store.ok() || !store->catchUp().ok()) std::printf("no store\n");
  }
  timer.start();
  Theme theme(*qApp);
  Preferences preferences(home);
  Shortcuts shortcuts(preferences);
  StoreService store(home);
  RunService runService(store);
  JobService jobs(home);
  Background files, lookups;
  ReadyDialogs dialogs;
  Services services{theme, store, runService, jobs, files, lookups, preferences, shortcuts, dialogs, nullptr};
  MainWindow window(services, allPages());
  window.open("home");
  window.show();
  QApplication::processEvents();
  window.grab();
  const double painted = static_cast<double>(timer.nsecsElapsed()) / 1e6;
  bool answered = false;
  store.ask(&window, [](store::Store& s) { return store::listRuns(s, {}); }, [&](const auto&) { answered = true; });
  while (!answered) QApplication::processEvents();
  const double listed = static_cast<double>(timer.nsecsElapsed()) / 1e6;
  auto open = timed(50, [&](int i) {
    window.open("runs", showRun(QString("starter-%1").arg(i + 1)));
    bool read = false;
    store.ask(&window, [](store::Store&) -> Result<Done> { return Done{}; }, [&](const auto&) { read = true; });
    while (!read) QApplication::processEvents();
    window.grab();
  });
  std::printf("%d runs in the store: first paint %.0f ms after main, runs listed after %.0f ms\n", runs, painted, listed);
  std::printf("opening a run: median %.0f ms, worst %.0f ms; memory with 50 opened: %.0f MiB\n", open.at(0.5), open.at(1), currentRssMib());
  appearance(theme, window);
}

}  // namespace

int main(int argc, char** argv) {
  QApplication application(argc, argv);
  // Inside the event loop, as in the program: a palette reaches widgets there alone.
  QTimer::singleShot(0, &application, [&] {
    start(1000);
    Theme theme(application);
    charts(theme);
    QApplication::quit();
  });
  return QApplication::exec();
}
