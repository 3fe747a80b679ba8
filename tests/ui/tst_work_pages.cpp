// SPDX-License-Identifier: GPL-3.0-or-later
// Tests what Home, Train and Runs say about the user's own work: the step that follows, estimates, and the course of a run.
#include "core/protocol/frames.hpp"
#include "tests/ui/workbench.hpp"
#include "ui/pages/home/home_view_model.hpp"
#include "ui/pages/runs/run_view_model.hpp"
#include "ui/pages/train/train_view_model.hpp"
#include "ui/services/language.hpp"

using namespace graft;
using namespace graft::ui;

class TestWorkPages : public QObject {
  Q_OBJECT
 private Q_SLOTS:
  void initTestCase() { useLanguage("en"); }
  void homeKnowsTheNextStep();
  void trainEstimatesAtOnce();
  void learningIsSaidFromMeasuredPoints();
};

void TestWorkPages::homeKnowsTheNextStep() {
  {
    Workbench w(Filled::No, 0);
    HomeViewModel home(w.services);
    home.refresh();
    QTRY_VERIFY(home.wasRead());
    QCOMPARE(home.next().step, NextStep::Demo);
  }
  const auto addLetters = [](const std::string& home) {
    ImportOptions options;
    options.file = writeFile(home, "letters.csv", "question,answer\none,eins\ntwo,zwei\nthree,drei\n");
    options.name = "letters";
    if (!importFile(options, home).ok()) qFatal("the letters cannot be imported");
  };
  Workbench w(Filled::Yes, 0, addLetters);
  HomeViewModel home(w.services);
  w.store.catchUp();
  settle(w);
  home.refresh();
  QTRY_VERIFY(home.wasRead());
  const NextWork next = home.next();
  QCOMPARE(next.step, NextStep::Train);  // examples that were never trained on come before an older run
  QVERIFY(next.folder.endsWith("/datasets/letters/1"));
  RecentRun run;
  run.row.state = "finished";
  QCOMPARE(run.next(), NextStep::Open);
  run.hasAdapter = true;
  QCOMPARE(run.next(), NextStep::Compare);
  run.isKept = true;
  QCOMPARE(run.next(), NextStep::Export);
  run.row.state = "interrupted";
  QCOMPARE(run.next(), NextStep::Resume);
  run.row.state = "running";
  QCOMPARE(run.next(), NextStep::Watch);
}

/// Time and memory stand on the page before anything was measured, and steps and epochs are one amount.
void TestWorkPages::trainEstimatesAtOnce() {
  Workbench w(Filled::Yes, 0);
  TrainViewModel train(w.services);
  train.refresh();
  settle(w);
  QTRY_VERIFY(train.hasDataset() && train.shownNeed());
  QVERIFY(train.needState() != EstimateState::Known);
  const Estimate need = *train.shownNeed();
  QVERIFY2(need.memoryMib > 400 && need.memoryMib < 3000, qPrintable(QString::number(need.memoryMib)));
  QVERIFY2(need.seconds > 1 && need.seconds < 7200, qPrintable(QString::number(need.seconds)));
  QVERIFY(need.trained > 1'000'000 && need.parameters > 100'000'000 && need.diskMib > 16);
  train.setValue("rank", 32);
  QCOMPARE(train.shownNeed()->trained, 2 * need.trained);
  train.setGoal("trial");
  QCOMPARE(train.shownSteps(), int64_t{60});
  QCOMPARE(train.shownNumber("epochs"), 60.0 / 75);  // steps of an epoch of 599 rows
  train.setValue("epochs", 2);
  QCOMPARE(train.shownNumber("epochs"), 2.0);
  QCOMPARE(train.shownSteps(), int64_t{150});
}

void TestWorkPages::learningIsSaidFromMeasuredPoints() {
  const auto words = [](std::initializer_list<std::pair<int64_t, double>> measured) {
    Workbench w(Filled::Yes, 0, [&](const std::string& home) {
      // Evaluations are read from the recorded events.
      std::filesystem::copy(home + "/runs/starter-1", home + "/runs/told-1", std::filesystem::copy_options::recursive);
      std::filesystem::remove_all(home + "/runs/told-1/events");
      std::filesystem::create_directories(home + "/runs/told-1/events");
      Json record = *readJsonFile(home + "/runs/told-1/run.json");
      record["run"] = "told-1";
      record["result"].erase("best_step");
      std::ofstream(home + "/runs/told-1/run.json") << dump(record);
      std::string stream = streamHeader();
      uint64_t sequence = 0;
      for (const auto& [step, loss] : measured)
        stream += encodeFrame({FrameType::Evaluation, sequence++, 0, {{"step", step}, {"heldout_loss", loss}}});
      std::ofstream(home + "/runs/told-1/events/0001.frames", std::ios::binary) << stream;
    });
    w.store.catchUp();
    settle(w);
    RunViewModel run(w.services);
    run.show("told-1");
    if (!QTest::qWaitFor([&] { return run.isRead(); })) return QString("not read");
    return run.learningWords();
  };
  QCOMPARE(words({{0, 4.0}, {20, 2.0}}), QString("Held-out loss fell from 4.00 (base model) to 2.00."));
  QCOMPARE(words({{0, 4.0}, {20, 2.0}, {40, 1.99}}), QString("Held-out loss is level: 2.00 (step 20), now 1.99."));
  QCOMPARE(words({{0, 4.0}, {20, 2.0}, {40, 2.5}}), QString("Held-out loss has risen from 2.00 (step 20) to 2.50: it begins to memorise."));
  QCOMPARE(words({{0, 2.0}, {20, 3.0}}),
           QString("Held-out loss has risen from 2.00 (base model) to 3.00: it learns what does not hold for other rows."));
}

QTEST_MAIN(TestWorkPages)
#include "tst_work_pages.moc"
