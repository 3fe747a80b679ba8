// SPDX-License-Identifier: GPL-3.0-or-later
// Tests the path from a file to a judged adapter by keyboard only, with the real engine and the embedded model. Steps: import, train,
// watch, compare, vote, check, promote, export.
#include <QComboBox>
#include <QDoubleSpinBox>
#include <QFileInfo>
#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QPushButton>
#include <QSignalSpy>
#include <QTabBar>
#include <QTableWidget>

#include "core/store/runs.hpp"
#include "tests/ui/workbench.hpp"

using namespace graft;
using namespace graft::ui;

class TestJourney : public QObject {
  Q_OBJECT
 private Q_SLOTS:
  void fromAFileToAJudgedAdapter();
  void triesTwoValuesAndNamesTheBetter();
  void pausesGoesOnAndOutlivesTheWindow();
  void saysWhyARunDoesNotFit();

 private:
  static void press(Qt::Key key, Qt::KeyboardModifiers modifiers = {});
  static bool tabTo(const std::function<bool(QWidget*)>& wanted);
  void votesFitTheirAnswers(Workbench& w);
  void checksPromotesAndExports(Workbench& w);
  static std::string examples(const std::string& home, int rows);
};

void TestJourney::press(Qt::Key key, Qt::KeyboardModifiers modifiers) {
  QWidget* target = QApplication::focusWidget() ? QApplication::focusWidget() : QApplication::activeWindow();
  QVERIFY(target);
  QTest::keyClick(target, key, modifiers);
}

/// Presses Tab until the wanted widget has the focus.
bool TestJourney::tabTo(const std::function<bool(QWidget*)>& wanted) {
  constexpr int kMost = 300;
  for (int i = 0; i < kMost; ++i) {
    if (QWidget* now = QApplication::focusWidget(); now && wanted(now)) return true;
    press(Qt::Key_Tab);
  }
  return false;
}

/// Writes the first rows of the starter's held-out file, which is real data.
std::string TestJourney::examples(const std::string& home, int rows) {
  std::ifstream in(sourceFolder() + "/resources/starter/heldout.csv");
  const std::string path = home + "/messages.csv";
  std::ofstream out(path);
  std::string line;
  for (int i = 0; i <= rows && std::getline(in, line); ++i) out << line << "\n";
  return path;
}

static auto named(const char* name) {
  return [name](QWidget* widget) { return widget->objectName() == name; };
}

void TestJourney::fromAFileToAJudgedAdapter() {
  Workbench w(Filled::No);
  w.dialogs.file = QString::fromStdString(examples(w.home(), 60));
  w.window.show();
  w.window.activateWindow();
  w.window.open("home");
  QVERIFY(QTest::qWaitForWindowActive(&w.window));
  // Import.
  press(Qt::Key_O, Qt::ControlModifier);
  auto* import = w.window.findChild<QPushButton*>("importFile");
  QTRY_VERIFY_WITH_TIMEOUT(import && import->isVisible() && import->isEnabled(), 20'000);
  press(Qt::Key_Return, Qt::ControlModifier);
  auto* train = w.window.findChild<QPushButton*>("trainOnThis");
  QTRY_VERIFY_WITH_TIMEOUT(train && train->isVisible(), 20'000);
  QVERIFY(train->text().contains("5"));
  // Trains half an epoch: three steps.
  press(Qt::Key_Return, Qt::ControlModifier);
  QCOMPARE(w.window.currentPage(), QString("train"));
  settle(w);
  QVERIFY(tabTo([](QWidget* widget) { return qobject_cast<QDoubleSpinBox*>(widget) && widget->accessibleName().startsWith("Epochs"); }));
  press(Qt::Key_A, Qt::ControlModifier);
  QTest::keyClicks(QApplication::focusWidget(), "0.5");
  press(Qt::Key_Tab);
  // Waits until the run's needs are measured.
  QTRY_VERIFY_WITH_TIMEOUT(!w.jobs.isBusy(), 120'000);
  QSignalSpy ended(&w.runs, &RunService::ended);
  press(Qt::Key_Return, Qt::ControlModifier);
  QTRY_COMPARE_WITH_TIMEOUT(w.window.currentPage(), QString("runs"), 60'000);
  // The share of the CPU can be changed during a run.
  const auto* use = w.window.findChild<QComboBox*>("cpuUse");
  QTRY_VERIFY_WITH_TIMEOUT(use->isVisible() && use->currentData() == "normal", 60'000);
  QVERIFY(tabTo(named("cpuUse")));
  press(Qt::Key_Up);
  QTRY_VERIFY_WITH_TIMEOUT(w.runs.current() && w.runs.current()->cpuUse == CpuUse::Gentle && !w.runs.current()->cpuUseBefore, 60'000);
  press(Qt::Key_Down);
  QTRY_VERIFY_WITH_TIMEOUT(w.runs.current() && w.runs.current()->cpuUse == CpuUse::Normal && !w.runs.current()->cpuUseBefore, 60'000);
  QTRY_COMPARE_WITH_TIMEOUT(ended.count(), 1, 240'000);
  QCOMPARE(ended[0][1].toString(), QString("finished"));
  settle(w);
  // Compare.
  QVERIFY(tabTo(named("compareWithBase")));
  press(Qt::Key_Space);
  QCOMPARE(w.window.currentPage(), QString("compare"));
  settle(w);
  QVERIFY(tabTo(named("question")));
  QTest::keyClicks(QApplication::focusWidget(), "Where is my card?");
  press(Qt::Key_Return);
  QTRY_VERIFY_WITH_TIMEOUT(w.jobs.isBusy(), 5'000);
  QTRY_VERIFY_WITH_TIMEOUT(!w.jobs.isBusy(), 120'000);
  const auto hasProof = [&] {
    for (auto* label : w.window.findChildren<QLabel*>()) {
      if (label->isVisible() && label->objectName() == "proof" && label->toolTip().startsWith("KL divergence")) return true;
    }
    return false;
  };
  QTRY_VERIFY(hasProof());
  // Compare on held-out rows.
  QVERIFY(tabTo([](QWidget* widget) { return qobject_cast<QTabBar*>(widget) != nullptr; }));
  press(Qt::Key_Right);
  press(Qt::Key_Return, Qt::ControlModifier);
  QTRY_VERIFY_WITH_TIMEOUT(w.jobs.isBusy(), 5'000);
  QTRY_VERIFY_WITH_TIMEOUT(!w.jobs.isBusy(), 240'000);
  QTRY_VERIFY(w.window.findChild<QPushButton*>("measureBatch")->text().contains("again"));
  // The comparison is recorded in the audit log.
  bool kept = false;
  w.store.ask(
      &w.window, [](store::Store& store) { return store::auditLog(store, 5); },
      [&](const Result<Json>& log) { kept = log.ok() && dump(*log).find("compared") != std::string::npos; });
  QTRY_VERIFY(kept);
  // Blind vote on the user's own questions.
  QVERIFY(tabTo([](QWidget* widget) { return qobject_cast<QTabBar*>(widget) != nullptr; }));
  press(Qt::Key_Right);
  QVERIFY(tabTo([](QWidget* widget) { return widget->accessibleName().startsWith("Questions of your own"); }));
  QTest::keyClicks(QApplication::focusWidget(), "My card is lost");
  QVERIFY(tabTo(named("startBlind")));
  press(Qt::Key_Space);
  QTRY_VERIFY_WITH_TIMEOUT(w.jobs.isBusy(), 5'000);
  QTRY_VERIFY_WITH_TIMEOUT(!w.jobs.isBusy(), 240'000);
  for (int i = 0; i < 30 && QApplication::focusWidget() && QApplication::focusWidget()->accessibleName().startsWith("Vote"); ++i)
    press(i % 2 ? Qt::Key_Left : Qt::Key_Down);
  votesFitTheirAnswers(w);
  checksPromotesAndExports(w);
}

/// Each vote records the run and the hashes of its question and its two answers.
void TestJourney::votesFitTheirAnswers(Workbench& w) {
  settle(w);  // votes are written once their comparison has a number
  size_t all = 0, named = 0;
  const auto look = [](store::Store& store) -> Result<std::vector<store::Vote>> {
    std::vector<store::Vote> out;
    for (int64_t comparison = 1; comparison < 10; ++comparison) {
      GRAFT_TRY(const auto some, store::votes(store, comparison));
      out.insert(out.end(), some.begin(), some.end());
    }
    return out;
  };
  w.store.ask(&w.window, look, [&](const Result<std::vector<store::Vote>>& kept) {
    if (!kept.ok()) return;
    all = kept->size();
    for (const store::Vote& vote : *kept)
      named += !vote.run.empty() && vote.question.size() == 64 && vote.baseAnswer.size() == 64 && vote.adapterAnswer.size() == 64;
  });
  QTRY_VERIFY(all > 0);
  QCOMPARE(named, all);
}

/// Continues with the run's adapter: check, card, champion, export with certificate.
void TestJourney::checksPromotesAndExports(Workbench& w) {
  press(Qt::Key_6, Qt::ControlModifier);
  QCOMPARE(w.window.currentPage(), QString("check"));
  settle(w);
  press(Qt::Key_Return, Qt::ControlModifier);
  QTRY_VERIFY_WITH_TIMEOUT(w.jobs.isBusy(), 5'000);
  QTRY_VERIFY_WITH_TIMEOUT(!w.jobs.isBusy(), 400'000);
  QTRY_COMPARE(w.window.findChild<QPushButton*>("runCheck")->text(), QString("Check again"));
  press(Qt::Key_7, Qt::ControlModifier);
  QCOMPARE(w.window.currentPage(), QString("adapters"));
  settle(w);
  QVERIFY(tabTo(named("keepAdapter")));
  press(Qt::Key_Space);
  // Three steps may not have made it better, which is asked about.
  const auto isSure = [](QWidget* widget) {
    const auto* button = qobject_cast<QPushButton*>(widget);
    return button && button->isVisible() && button->text() == "Keep it all the same";
  };
  const auto buttons = w.window.page("adapters")->findChildren<QPushButton*>();
  if (std::any_of(buttons.begin(), buttons.end(), isSure)) {
    QVERIFY(tabTo(isSure));
    press(Qt::Key_Space);
  }
  settle(w);
  QTRY_VERIFY(w.window.findChild<QPushButton*>("verifyAdapter")->isVisible());
  QVERIFY(tabTo([](QWidget* widget) { return qobject_cast<QTabBar*>(widget) != nullptr; }));
  press(Qt::Key_Right);
  for (const char* question : {"card-purpose", "card-not_for", "card-data_origin", "card-reviewer", "card-contact"}) {
    QVERIFY2(tabTo(named(question)), question);
    QTest::keyClicks(QApplication::focusWidget(), "A sentence");
  }
  QVERIFY(tabTo(named("saveCard")));
  press(Qt::Key_Space);
  settle(w);
  QVERIFY(tabTo(named("reviewer")));
  QTest::keyClicks(QApplication::focusWidget(), "A. Meier");
  auto* champion = w.window.findChild<QPushButton*>("makeChampion");
  QTRY_VERIFY(champion->isEnabled());
  QVERIFY(tabTo(named("makeChampion")));
  press(Qt::Key_Space);
  QTRY_VERIFY(!champion->isEnabled());
  // Exports with the suggested values; nothing is typed.
  QVERIFY(tabTo([](QWidget* widget) { return qobject_cast<QTabBar*>(widget) != nullptr; }));
  press(Qt::Key_Left);
  const QString target = w.window.findChild<QLineEdit*>("exportTarget")->text();
  QVERIFY2(target.startsWith(QString::fromStdString(w.home())), qPrintable(target));
  press(Qt::Key_Return, Qt::ControlModifier);
  QTRY_VERIFY_WITH_TIMEOUT(QFileInfo::exists(target + "/certificate.html"), 240'000);
  QVERIFY(QFileInfo::exists(target + "/adapter_model.safetensors"));
  settle(w);
  const auto history = Registry(w.home()).history(w.window.findChild<QListWidget*>("adapterList")->item(0)->text().toStdString());
  QVERIFY(history.ok() && history->back().act() == AdapterAct::Exported && history->back().verdict == Rating::Green);
}

void TestJourney::triesTwoValuesAndNamesTheBetter() {
  Workbench w(Filled::No);
  ImportOptions options;
  options.file = examples(w.home(), 60);
  QVERIFY(importFile(options, w.home()).ok());
  w.store.catchUp();
  w.window.show();
  w.window.activateWindow();
  w.window.open("train");
  QVERIFY(QTest::qWaitForWindowActive(&w.window));
  settle(w);
  QVERIFY(tabTo([](QWidget* widget) { return qobject_cast<QDoubleSpinBox*>(widget) && widget->accessibleName().startsWith("Epochs"); }));
  press(Qt::Key_A, Qt::ControlModifier);
  QTest::keyClicks(QApplication::focusWidget(), "0.5");
  QVERIFY(tabTo(named("tries")));
  press(Qt::Key_Space);
  QVERIFY(tabTo(named("try-lr--2")));
  press(Qt::Key_Space);
  QTRY_VERIFY_WITH_TIMEOUT(!w.jobs.isBusy(), 120'000);
  auto* start = w.window.findChild<QPushButton*>("startTraining");
  QCOMPARE(start->text(), QString("Train 2 runs"));
  QSignalSpy ended(&w.runs, &RunService::ended), swept(&w.runs, &RunService::swept);
  press(Qt::Key_Return, Qt::ControlModifier);
  QTRY_COMPARE_WITH_TIMEOUT(swept.count(), 1, 20'000);
  QCOMPARE(w.window.currentPage(), QString("runs"));
  QTRY_COMPARE_WITH_TIMEOUT(ended.count(), 1, 240'000);
  w.window.open("home");  // the page stays when the second run starts
  QTRY_COMPARE_WITH_TIMEOUT(ended.count(), 2, 240'000);
  QCOMPARE(w.window.currentPage(), QString("home"));
  const QStringList runs = swept[0][0].toStringList();
  for (int i = 0; i < 2; ++i) {
    QCOMPARE(ended[i][0].toString(), runs[i]);
    QCOMPARE(ended[i][1].toString(), QString("finished"));
  }
  // The runs list opens the comparison of the two runs from either of them.
  w.window.open("runs");
  auto* together = w.window.findChild<QPushButton*>("showTogether");
  QTRY_VERIFY(together->isEnabled());
  QTest::mouseClick(together, Qt::LeftButton);
  auto* best = w.window.findChild<QPushButton*>("openBest");
  QTRY_VERIFY(best->isVisible());
  // A four times higher learning rate has learned more after half an epoch.
  QVERIFY(says(w.window, "Best: " + runs[1] + ", held-out loss"));
  shoot(w, "sweep");
  QTest::mouseClick(best, Qt::LeftButton);
  settle(w);
  QTRY_VERIFY(says(w.window, runs[1]));
}

void TestJourney::pausesGoesOnAndOutlivesTheWindow() {
  QTemporaryDir folder;
  const std::string home = folder.path().toStdString();
  const auto theHome = [&](StoreService& store) { return store.home(); };
  {
    StoreService store(home);
    RunService runs(store);
    QCOMPARE(theHome(store), home);
    QSignalSpy started(&runs, &RunService::started), refused(&runs, &RunService::refused);
    runs.startStarter();
    QTRY_COMPARE_WITH_TIMEOUT(started.count() + refused.count(), 1, 60'000);
    QCOMPARE(refused.count(), 0);
    QTRY_VERIFY_WITH_TIMEOUT(runs.current() && runs.current()->position.step >= 1, 240'000);
    runs.tell("starter-1", Command::Pause);
    QVERIFY(runs.current()->isAsked(Command::Pause));  // shown before the worker answers
    QTRY_COMPARE_WITH_TIMEOUT(runs.current()->news.phase.phase, Phase::Paused, 60'000);
  }  // the window is closed; the run continues
  StoreService store(home);
  RunService runs(store);
  QSignalSpy ended(&runs, &RunService::ended);
  QTRY_VERIFY_WITH_TIMEOUT(runs.current() && runs.current()->name == "starter-1", 20'000);
  QTRY_COMPARE_WITH_TIMEOUT(runs.current()->news.phase.phase, Phase::Paused, 20'000);
  QVERIFY(!runs.current()->asked);
  const int64_t at = runs.current()->position.step;
  runs.tell("starter-1", Command::Resume);
  QTRY_VERIFY_WITH_TIMEOUT(runs.current() && runs.current()->position.step > at, 60'000);
  runs.tell("starter-1", Command::Stop);
  QVERIFY(runs.current()->isAsked(Command::Stop));
  QTRY_COMPARE_WITH_TIMEOUT(ended.count(), 1, 120'000);
  QCOMPARE(ended[0][1].toString(), QString("stopped"));
  runs.goOn("starter-1");
  QTRY_VERIFY_WITH_TIMEOUT(runs.current() && runs.current()->news.phase.phase == Phase::Training, 120'000);
  QVERIFY(!runs.current()->asked);
  runs.stopNow("starter-1");
  QTRY_COMPARE_WITH_TIMEOUT(ended.count(), 2, 20'000);
  QCOMPARE(ended[1][1].toString(), QString("interrupted"));
}

/// The engine refuses a run after its start. The reason and a remedy are shown, and the next run can start.
void TestJourney::saysWhyARunDoesNotFit() {
  QTemporaryDir folder;
  StoreService store(folder.path().toStdString());
  RunService runs(store);
  QStringList said;
  connect(&runs, &RunService::refused, this, [&](const Error& error) { said << QString::fromStdString(error.text()); });
  auto request = commands::starterRequest(store.home(), "fp32");
  QVERIFY(request.ok());
  request->memoryLimitMib = 200;
  runs.start(*request);
  QTRY_VERIFY_WITH_TIMEOUT(!said.isEmpty(), 120'000);
  QVERIFY2(said[0].contains("200 may be used") && said[0].contains("smaller model"), qPrintable(said[0]));
  QTRY_VERIFY_WITH_TIMEOUT(!runs.current() && !runs.isStarting(), 20'000);
}

QTEST_MAIN(TestJourney)
#include "tst_journey.moc"
