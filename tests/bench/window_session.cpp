// SPDX-License-Identifier: GPL-3.0-or-later
// Plays a scripted session through the whole window while a run trains. Measures the main thread's longest event (design/ux.md, goal 5:
// none over 50 ms) and the training speed that the window costs, each compared in turns with a run without the window.
//   window_session [MINUTES=10] [STEPS=60] [TURNS=4]
#include <algorithm>
#include <cstdio>
#include <ctime>
#include <map>
#include <random>

#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <QLineEdit>
#include <QScrollBar>
#include <QTabWidget>
#include <QTableView>

#include "core/base/system.hpp"
#include "core/commands/train/runs.hpp"
#include "core/run/presets.hpp"
#include "tests/ui/workbench.hpp"
#include "ui/charts/chart_card.hpp"
#include "ui/services/language.hpp"

using namespace graft;
using namespace graft::ui;

namespace {

double threadSeconds() {
  timespec now{};
  clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
  return static_cast<double>(now.tv_sec) + 1e-9 * static_cast<double>(now.tv_nsec);
}

/// Measures every event from delivery to return. Nested events count towards the outer one.
class Watched : public QApplication {
 public:
  using QApplication::QApplication;
  bool measuring = false;
  std::vector<double> wall, cpu;        ///< ms
  std::map<std::string, double> worst;  ///< keyed by receiver and event; CPU time of the main thread in ms
  bool notify(QObject* receiver, QEvent* event) override {
    if (!measuring || m_depth > 0) return QApplication::notify(receiver, event);
    ++m_depth;
    const std::string who = std::string(receiver->metaObject()->className()) + ", event " + std::to_string(event->type());
    const double began = monotonicSeconds(), own = threadSeconds();
    const bool done = QApplication::notify(receiver, event);
    --m_depth;
    wall.push_back(1e3 * (monotonicSeconds() - began));
    cpu.push_back(1e3 * (threadSeconds() - own));
    if (wall.back() > 50 || cpu.back() > 25) worst[who] = std::max(worst[who], cpu.back());
    return done;
  }

 private:
  int m_depth = 0;
};

/// Performs the n-th action of a user who browses the window during a run.
void act(Workbench& w, std::mt19937& rng, int n) {
  const auto& pages = w.window.pages();
  const auto visible = [&]<class T>(T*) {
    std::vector<T*> out;
    for (T* one : w.window.findChildren<T*>()) {
      if (one->isVisible()) out.push_back(one);
    }
    return out;
  };
  switch (n % 12) {
    case 0: return w.window.open(pages[rng() % pages.size()].id);
    case 1: return w.window.open("runs", showRun("session-1"));
    case 2:
    case 3:
    case 4:
      for (ChartCard* chart : visible(static_cast<ChartCard*>(nullptr))) {
        QTest::keyClick(&chart->plot(), rng() % 4 ? Qt::Key_Left : Qt::Key_Plus);
        QTest::mouseMove(&chart->plot(), QPoint(40 + static_cast<int>(rng() % 200), 40));
      }
      return;
    case 5:
      for (QTabWidget* tabs : visible(static_cast<QTabWidget*>(nullptr)))
        tabs->setCurrentIndex(static_cast<int>(rng()) % std::max(1, tabs->count()));
      return;
    case 6:
      for (QTableView* table : visible(static_cast<QTableView*>(nullptr))) {
        if (table->model() && table->model()->rowCount() > 0)
          table->setCurrentIndex(table->model()->index(static_cast<int>(rng() % static_cast<unsigned>(table->model()->rowCount())), 0));
      }
      return;
    case 7:
      for (QScrollBar* bar : visible(static_cast<QScrollBar*>(nullptr)))
        bar->setValue(bar->minimum() + static_cast<int>(rng() % static_cast<unsigned>(std::max(1, bar->maximum() - bar->minimum() + 1))));
      return;
    case 8:
      QTest::keyClick(&w.window, Qt::Key_K, Qt::ControlModifier);
      if (QWidget* focus = QApplication::focusWidget()) QTest::keyClicks(focus, "star");
      if (QWidget* focus = QApplication::focusWidget()) QTest::keyClick(focus, Qt::Key_Escape);
      return;
    case 9: return w.window.resize(1100 + static_cast<int>(rng() % 400), 720 + static_cast<int>(rng() % 200));
    case 10: QTest::keyClick(&w.window, Qt::Key_I, Qt::ControlModifier); return;
    default:
      if (rng() % 8 == 0) w.theme.setScheme(rng() % 2 ? Scheme::Dark : Scheme::Light);
      w.window.open("data");
  }
}

commands::TrainRequest request(const std::string& home, int64_t steps, const char* name) {
  auto dataset = findDataset("starter", home, {});
  if (!dataset.ok()) qFatal("%s", dataset.error().text().c_str());
  const auto defaults = settingsFor("format", 600, 135'000'000);
  if (!defaults.ok()) qFatal("no settings");
  auto settings = settingsFromJson(*defaults);
  if (!settings.ok()) qFatal("%s", settings.error().text().c_str());
  settings->steps = steps;
  settings->evalEvery = 0;
  settings->samples = 0;
  commands::TrainRequest out;
  out.dataset = dataset->folder();
  out.model = qEnvironmentVariable("GRAFT_MODEL").toStdString();
  out.name = name;
  out.settings = std::move(*settings);
  return out;
}

/// Returns the seconds of each step from kFirst on, as recorded in the run's metrics.
constexpr int64_t kFirst = 6;
std::vector<double> stepSeconds(const std::string& folder) {
  std::ifstream in(folder + "/metrics.jsonl");
  std::vector<double> out;
  for (std::string line; std::getline(in, line);) {
    const auto step = parseJson(line);
    if (step.ok() && get<int64_t>(*step, "step", 0) >= kFirst) out.push_back(get<double>(*step, "seconds", 0));
  }
  return out;
}

void waitForEnd(Workbench& w) {
  QElapsedTimer began;
  began.start();
  while ((w.runs.current() || w.runs.isStarting()) && began.elapsed() < 3'600'000) QTest::qWait(20);
}

void session(Watched& application, double minutes) {
  Workbench w(Filled::Yes, 20);
  keepAdapter(w.home());
  w.window.show();
  w.runs.start(request(w.home(), 100'000, "session"));
  QElapsedTimer clock;
  clock.start();
  while (!w.runs.current() && clock.elapsed() < 60'000) QTest::qWait(20);
  if (!w.runs.current()) qFatal("the run did not start");
  const QString run = w.runs.current()->name;
  std::mt19937 rng(20261126);
  application.measuring = true;
  clock.restart();
  constexpr int kBetweenMs = 120;
  for (int n = 0; static_cast<double>(clock.elapsed()) < 60'000 * minutes; ++n) {
    act(w, rng, n);
    QElapsedTimer pause;
    pause.start();
    while (pause.elapsed() < kBetweenMs) QTest::qWait(20);
  }
  application.measuring = false;
  std::printf("%.1f minutes with training on (%lld corrections), %zu events\n", minutes,
              static_cast<long long>(w.runs.current() ? w.runs.current()->position.step : 0), application.wall.size());
  w.runs.tell(run, Command::Stop);
  waitForEnd(w);
  const auto over = [](const std::vector<double>& times, double limit) {
    return std::count_if(times.begin(), times.end(), [&](double t) { return t > limit; });
  };
  std::sort(application.wall.begin(), application.wall.end());
  std::sort(application.cpu.begin(), application.cpu.end());
  const auto at = [](const std::vector<double>& times, double share) {
    return times.empty() ? 0 : times[static_cast<size_t>(share * static_cast<double>(times.size() - 1))];
  };
  std::printf("one event, as the clock has it: p99.9 %.1f ms, worst %.1f ms; over 50 ms: %td, over 100 ms: %td\n",
              at(application.wall, 0.999), at(application.wall, 1), over(application.wall, 50), over(application.wall, 100));
  std::printf("one event, the main thread's own time: p99.9 %.1f ms, worst %.1f ms; over 50 ms: %td\n", at(application.cpu, 0.999),
              at(application.cpu, 1), over(application.cpu, 50));
  for (const auto& [who, ms] : application.worst) std::printf("  %s: %.1f ms\n", who.c_str(), ms);
}

/// Forks a helper process that stops and resumes this process every kBlock steps of the run, until the run ends.
constexpr int kBlock = 4;
pid_t stopAndWake(const std::string& metrics, int64_t steps, bool beginsStopped) {
  const pid_t window = ::getpid(), helper = ::fork();
  if (helper != 0) return helper;
  ::prctl(PR_SET_PDEATHSIG, SIGKILL);
  bool isStopped = false;
  while (true) {
    std::ifstream in(metrics);
    int64_t made = 0;
    for (std::string line; std::getline(in, line);) made += line.find("\"lr\"") != std::string::npos;
    if (const bool wanted = made < steps && (made / kBlock % 2 == 0) == beginsStopped; wanted != isStopped) {
      ::kill(window, wanted ? SIGSTOP : SIGCONT);
      isStopped = wanted;
    }
    ::usleep(3000);
  }
}

/// Trains one run with the live page in front. This process is stopped in every other block of steps. `share`: fraction of a core used
/// while it is awake.
std::vector<double> trainWithTheWindowEveryOtherTime(Workbench& w, int64_t steps, bool beginsStopped, double& share) {
  w.runs.start(request(w.home(), steps, "beside"));
  QElapsedTimer clock;
  clock.start();
  while ((!w.runs.current() || w.runs.current()->position.step < 1) && clock.elapsed() < 60'000) QTest::qWait(20);
  const std::string folder = w.home() + "/runs/" + w.runs.current()->name.toStdString();
  clock.restart();
  const std::clock_t before = std::clock();
  const pid_t helper = stopAndWake(folder + "/metrics.jsonl", steps, beginsStopped);
  waitForEnd(w);
  ::kill(helper, SIGKILL);
  ::waitpid(helper, nullptr, 0);
  share = 2 * static_cast<double>(std::clock() - before) / CLOCKS_PER_SEC / (1e-3 * static_cast<double>(clock.elapsed()));
  return stepSeconds(folder);
}

/// Each turn trains twice on the same rows. The blocks with the window in the first run are without it in the second. Each step is thus
/// compared with itself, and a drift of the machine's speed affects both runs.
void loss(int64_t steps, int turns) {
  double alone = 0, beside = 0;
  for (int turn = 0; turn < turns; ++turn) {
    Workbench w(Filled::Yes, 0);
    w.window.show();
    double ofTurn[2] = {0, 0}, shares[2];
    for (const bool beginsStopped : {false, true}) {
      const auto seconds = trainWithTheWindowEveryOtherTime(w, steps, beginsStopped, shares[beginsStopped]);
      // A step belongs to the block of the steps made before it. The first step of a block still overlaps the switch and is skipped.
      for (size_t i = 0; i < seconds.size(); ++i) {
        const auto made = static_cast<int64_t>(i) + kFirst - 1;
        if (made % kBlock != 0) ofTurn[(made / kBlock % 2 == 0) == beginsStopped] += seconds[i];
      }
    }
    std::printf("%.1f s without the window, %.1f s with the live page in front: %+.1f %%; the window used %.1f and %.1f %% of a core\n",
                ofTurn[1], ofTurn[0], 100 * (ofTurn[1] / ofTurn[0] - 1), 100 * shares[0], 100 * shares[1]);
    std::fflush(stdout);
    alone += ofTurn[1];
    beside += ofTurn[0];
  }
  std::printf("speed with the window: %+.1f %%\n", 100 * (alone / beside - 1));
}

}  // namespace

int main(int argc, char** argv) {
  Watched application(argc, argv);
  useLanguage("en");
  const double minutes = argc > 1 ? std::atof(argv[1]) : 10;
  const int64_t steps = argc > 2 ? std::atoll(argv[2]) : 60;
  const int turns = argc > 3 ? std::atoi(argv[3]) : 4;
  if (steps > 0) loss(steps, turns);
  if (minutes > 0) session(application, minutes);
}
