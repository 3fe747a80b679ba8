// SPDX-License-Identifier: GPL-3.0-or-later
// Tests the view models of the pages without their widgets, over real data, a recorded run and broken stores.
#include <QAbstractItemModelTester>
#include <QPushButton>
#include <QSignalSpy>
#include <QTableWidget>

#include "core/run/advice.hpp"
#include "core/run/presets.hpp"
#include "core/workspace/places.hpp"
#include "tests/ui/workbench.hpp"
#include "ui/models/examples_model.hpp"
#include "ui/models/runs_model.hpp"
#include "ui/pages/data/data_view_model.hpp"
#include "ui/pages/home/home_view_model.hpp"
#include "ui/pages/runs/overlay_view.hpp"
#include "ui/pages/runs/report.hpp"
#include "ui/pages/runs/run_difference.hpp"
#include "ui/pages/runs/run_view_model.hpp"
#include "ui/pages/train/setting_row.hpp"
#include "ui/pages/train/train_view_model.hpp"
#include "ui/services/language.hpp"
#include "ui/services/setting_names.hpp"
#include "ui/services/words.hpp"
#include "ui/shell/palette_match.hpp"
#include "ui/widgets/report_parts.hpp"

using namespace graft;
using namespace graft::ui;

class TestPages : public QObject {
  Q_OBJECT
 private Q_SLOTS:
  void initTestCase() { useLanguage("en"); }
  void homeTellsWhatIsGoingOn();
  void runShowsWhatWasRecorded();
  void runKeepsNotesAndTags();
  void runsModelKeepsItsPromises();
  void trainFollowsGoalAndHand();
  void trainFormComesBack();
  void severalValuesAreTried();
  void aSweepWaitsInTheQueue();
  void runsSideBySideAsTheyGoOn();
  void settingScalesGoThereAndBack();
  void reportStandsAlone();
  void differencesAreSaidInASentence();
  void engineSpeaksTheLanguageOfTheWindow();
  void runGoesOnFromAKeptAdapter();
  void runIsMadeAgain();
  void wordsForPeople();
  void paletteFindsEverydayWords();
  void foreignStoreIsSaid();
  void readerBecomesWriterWhenItCan();
  void backgroundDropsWhatNobodyWaitsFor();
};

void TestPages::homeTellsWhatIsGoingOn() {
  Workbench w(Filled::Yes);
  HomeViewModel home(w.services);
  home.refresh();
  QTRY_VERIFY(home.wasRead() && !home.health().empty());
  QTRY_COMPARE(home.recent().size(), HomeViewModel::kRecent);
  QVERIFY(home.canStart());
  const RecentRun& newest = home.recent().front();
  QCOMPARE(newest.loss.size(), size_t{150});
  QVERIFY(newest.row.exactMatchBefore == 0.0 && newest.row.questions == 121 && newest.hasAdapter);
  QVERIFY(!newest.answer.asked.isEmpty() && !newest.answer.now.isEmpty());
  QCOMPARE(home.next().step, NextStep::Compare);
  QCOMPARE(HomeViewModel::cardItem(ProbeResult()).tone, Tone::Neutral);
  ProbeResult probe;
  probe.device = "NVIDIA X";
  QCOMPARE(HomeViewModel::cardItem(probe).words, QString("Graphics card: NVIDIA X"));
  probe.device = "cpu";
  probe.cardNotUsed = std::string("cuBLAS is not installed");
  const HealthItem idle = HomeViewModel::cardItem(probe);
  QCOMPARE(idle.tone, Tone::Warn);
  QVERIFY2(idle.words.endsWith("cuBLAS is not installed"), qPrintable(idle.words));
}

void TestPages::runShowsWhatWasRecorded() {
  Workbench w(Filled::Yes, 0);
  RunViewModel run(w.services);
  QSignalSpy failed(&run, &RunViewModel::failed);
  w.store.catchUp();
  settle(w);
  run.show("starter-1");
  QTRY_VERIFY(run.isRead());
  QCOMPARE(run.step(), int64_t{150});
  QCOMPARE(run.steps(), int64_t{150});
  QCOMPARE(run.stage(), Stage::Over);
  QCOMPARE(run.state(), QString("finished"));
  QVERIFY(!run.canGoOn());
  QCOMPARE(run.details().evaluations.size(), size_t{2});
  QCOMPARE(run.outcome().headline, QString("98.3 % of the held-out rows answered exactly right; the base model 0.0 %."));
  const auto answers = run.answers(run.details().samples.size() - 1);
  QCOMPARE(answers.size(), size_t{5});
  QVERIFY(answers[1].isRight == true && answers[0].isRight == false);
  QCOMPARE(run.questions(), size_t{5});
  const AnswerHistory history = run.answerHistory(1);
  QCOMPARE(history.answers.size(), run.details().samples.size());
  QCOMPARE(history.answers.front().step, int64_t{0});
  QVERIFY(history.answers.front().isRight == false && history.answers.back().isRight == true);
  QCOMPARE(history.answers.back().text, answers[1].now);
  for (const auto axis : {XAxis::Step, XAxis::Epoch, XAxis::Tokens, XAxis::Minutes}) {
    const auto curves = curvesOf(run.details(), axis);
    QCOMPARE(curves.loss.x.size(), size_t{150});
    QVERIFY(std::is_sorted(curves.loss.x.begin(), curves.loss.x.end()));
    QCOMPARE(curves.heldout.x.front(), 0.0);
    QCOMPARE(curves.heldout.x.back(), curves.loss.x.back());
  }
  QCOMPARE(curvesOf(run.details(), XAxis::Epoch).loss.x.back(), 2.0);
  QCOMPARE(curvesOf(run.details(), XAxis::Tokens).loss.x.back(), 56'900.0);
  QCOMPARE(failed.count(), 0);
  run.show("no-such-run");
  QTRY_COMPARE(failed.count(), 1);
}

void TestPages::runKeepsNotesAndTags() {
  Workbench w(Filled::Yes, 0);
  settle(w);
  RunViewModel run(w.services);
  run.show("starter-1");
  QTRY_VERIFY(run.isRead());
  run.setNote("higher rate helped");
  run.addTag("banking");
  QTRY_COMPARE(run.details().row.note, std::string("higher rate helped"));
  QTRY_COMPARE(run.details().row.tags, std::vector<std::string>{"banking"});
  run.removeTag("banking");
  QTRY_VERIFY(run.details().row.tags.empty());
}

void TestPages::runsModelKeepsItsPromises() {
  Theme theme(*qApp);
  RunsModel model(theme);
  const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
  store::RunRow row;
  row.name = "a";
  row.heldoutLoss = 0.5;
  model.set({row});
  row.state = "finished";
  model.set({row});
  QCOMPARE(model.index(0, RunsModel::kState).data().toString(), QString("Finished"));
  store::RunRow other = row;
  other.name = "b";
  other.heldoutLoss.reset();
  model.set({other, row});
  model.setBaseline("a");
  row.name = "c", row.heldoutLoss = 0.25;
  model.set({other, row});
  QCOMPARE(model.index(1, RunsModel::kAgainst).data().toString(), QString());  // the baseline itself is missing
  store::RunRow base = row;
  base.name = "a", base.heldoutLoss = 0.5;
  model.set({base, row});
  QCOMPARE(model.index(1, RunsModel::kAgainst).data().toString(), QString("-0.250"));
  row.datasetVersion = 2;  // measured on other rows
  model.set({base, row});
  QCOMPARE(model.index(1, RunsModel::kAgainst).data().toString(), QString());
  model.set({other, row});
  // A run without held-out rows sorts after all runs that have them.
  QVERIFY(model.index(0, RunsModel::kHeldout).data(RunsModel::kSortRole).toDouble() > 1e6);
  model.set({});
  QCOMPARE(model.rowCount(), 0);
}

void TestPages::trainFollowsGoalAndHand() {
  Workbench w(Filled::Yes, 0);
  TrainViewModel train(w.services);
  settle(w);
  train.refresh();
  QTRY_VERIFY(train.hasDataset());
  QVERIFY(train.missing().isEmpty());
  QCOMPARE(train.form().number("epochs"), 3.0);
  QCOMPARE(train.form().steps(), int64_t{225});
  train.setValue("epochs", 1);
  QVERIFY(train.form().isChanged("epochs"));
  QCOMPARE(train.form().steps(), int64_t{75});
  train.setValue("epochs", 3);
  QVERIFY(!train.form().isChanged("epochs"));
  train.setValue("rank", 32);
  train.reset("rank");
  QCOMPARE(train.changedCount(), 0);
  train.setValue("rank", 40);
  train.setValue("rank", 48);  // merged with the previous change, like one slider move
  train.setGoal("trial");
  QVERIFY(train.undo());
  QCOMPARE(train.goal(), QString("format"));
  QCOMPARE(train.form().number("rank"), 48.0);
  QVERIFY(train.undo());
  QVERIFY(!train.form().isChanged("rank"));
  QVERIFY(train.redo() && train.redo());
  QVERIFY(!train.redo());
  QCOMPARE(train.goal(), QString("trial"));
  QCOMPARE(train.form().steps(), int64_t{60});
  for (const auto& warning : train.advice()) {  // the step count of a trial was chosen explicitly
    QVERIFY2(!warning.words.contains("60 steps"), qPrintable(warning.words));
    QVERIFY2(!warning.words.contains("--"), qPrintable(warning.words));
  }
  // Applying a warning's suggestion removes the warning, and one undo restores it.
  train.setGoal("format");
  train.setValue("epochs", 1);
  auto few = train.advice();
  QCOMPARE(few.size(), size_t{1});
  QVERIFY(few[0].words.contains("75 steps") && !few[0].change.empty());
  train.setValues(few[0].change);
  QVERIFY(train.form().steps() >= 100 && train.advice().empty());
  QVERIFY(train.undo());
  QCOMPARE(train.form().steps(), int64_t{75});
}

void TestPages::trainFormComesBack() {
  Workbench w(Filled::Yes, 0);
  settle(w);
  {
    TrainViewModel train(w.services);
    train.refresh();
    QTRY_VERIFY(train.hasDataset());
    train.setGoal("skill");
    train.setValue("lr", 5e-4);
    train.setValue("base", "nf4");
    train.setValue("recompute", "layer");
    train.setValue("recompute", "auto");
  }
  TrainViewModel again(w.services);
  QCOMPARE(again.goal(), QString("skill"));
  QCOMPARE(again.form().number("lr"), 5e-4);
  QCOMPARE(again.form().name("base"), std::string("nf4"));
  QVERIFY(!again.form().isChanged("recompute"));
  // A damaged saved form is treated as empty.
  w.preferences.set(kTrainForm, Json{{"goal", 7}, {"settings", {{"lr", "fast"}, {"base", "no such"}, {"nonsense", 1}}}});
  TrainViewModel fresh(w.services);
  QCOMPARE(fresh.changedCount(), 0);
}

void TestPages::severalValuesAreTried() {
  Workbench w(Filled::Yes, 0);
  settle(w);
  {
    TrainViewModel train(w.services);
    train.refresh();
    QTRY_VERIFY(train.hasDataset());
    train.setValue("lr", 4e-4);
    QCOMPARE(train.form().plans().size(), size_t{1});
    for (const int place : {-1, 1}) train.tryBeside("lr", place, true);
    train.tryBeside("rank", 1, true);
    const auto plans = train.form().plans();
    QCOMPARE(plans.size(), size_t{6});
    for (size_t i = 0; i < 6; ++i) {
      const double lr[] = {2e-4, 4e-4, 8e-4};
      QVERIFY(std::abs(plans[i].lr / lr[i % 3] - 1) < 1e-12);
      QCOMPARE(plans[i].rank, int64_t{i / 3 ? 32 : 16});
    }
    QCOMPARE(train.form().steps(), int64_t{6 * 225});
    QVERIFY(train.missing().isEmpty());
    train.tryBeside("epochs", 1, true);
    QCOMPARE(train.form().steps(), int64_t{6 * (225 + 300)});
    QVERIFY(!train.missing().isEmpty());  // twelve runs are too many
    QVERIFY(train.undo());
    QCOMPARE(train.form().plans().size(), size_t{6});
    // The tried values are relative to the chosen value and stay inside the setting's range.
    train.setValue("lr", 1e-3);
    QVERIFY(std::abs(train.form().plans().back().lr - 2e-3) < 1e-12);
    QVERIFY(!train.form().valueBeside("lr", 2) && train.form().valueBeside("lr", -2));
    train.setValue("rank", 64);
    QCOMPARE(train.form().plans().size(), size_t{3});
    train.reset("rank");
  }
  TrainViewModel again(w.services);
  QCOMPARE(again.form().plans().size(), size_t{6});
  // A trial is set in steps, so epochs cannot be varied until epochs are set.
  again.setGoal("trial");
  QCOMPARE(again.form().plans().size(), size_t{1});
  QVERIFY(!again.form().valueBeside("epochs", 1));
  again.refresh();
  QTRY_VERIFY(again.hasDataset());
  QCOMPARE(again.form().steps(), int64_t{60});
  again.setValue("epochs", 1);
  QCOMPARE(again.form().steps(), int64_t{75});
  QCOMPARE(again.form().valueBeside("epochs", 1), std::optional(2.0));
  w.preferences.set(kTrainForm, Json{{"settings", Json::object()}, {"tries", {{"lr", 7}, {"rank", {"x", 9, 1}}}}});
  QCOMPARE(TrainViewModel(w.services).form().plans().size(), size_t{1});
}

void TestPages::aSweepWaitsInTheQueue() {
  Workbench w(Filled::Yes, 0);
  settle(w);
  const auto working = RunQueue(w.home()).startWorking();  // held by another program, so no run starts here
  QVERIFY(working.ok());
  TrainViewModel train(w.services);
  train.refresh();
  QTRY_VERIFY(train.hasDataset());
  train.tryBeside("lr", 1, true);
  QSignalSpy swept(&w.runs, &RunService::swept), refused(&w.runs, &RunService::refused);
  train.start();
  train.start();
  QVERIFY(!train.missing().isEmpty());  // a second click starts no second sweep
  QTRY_COMPARE(swept.count(), 1);
  const QStringList runs = swept[0][0].toStringList();
  QCOMPARE(runs.size(), qsizetype{2});
  QTRY_COMPARE(w.runs.queue().size(), size_t{2});
  Json specs = Json::array();
  for (size_t i = 0; i < 2; ++i) {
    QCOMPARE(QString::fromStdString(w.runs.queue()[i].run), runs[static_cast<qsizetype>(i)]);
    const auto spec = readJsonFile(w.runs.folderOf(runs[static_cast<qsizetype>(i)]) + "/spec.json");
    QVERIFY(spec.ok() && (*spec)["parent"] == w.runs.queue()[i].parent && !w.runs.queue()[i].parent.empty());
    specs.push_back((*spec)["settings"]);
  }
  QVERIFY(specs[1]["lr"].get<double>() == 2 * specs[0]["lr"].get<double>());
  specs[1]["lr"] = specs[0]["lr"];
  QVERIFY(specs[0] == specs[1]);
  QCOMPARE(refused.count(), 0);  // the other program will run them
  w.runs.workQueue();
  QTRY_COMPARE(refused.count(), 1);
}

void TestPages::runsSideBySideAsTheyGoOn() {
  Workbench w(Filled::Yes, 1);
  const std::string waits = w.home() + "/runs/starter-9";
  Json spec = {{"settings", (*readJsonFile(w.home() + "/runs/starter-1/run.json"))["settings"]}};
  spec["settings"]["rank"] = 64;
  std::filesystem::create_directories(waits);
  QVERIFY(writeFileAtomic(waits + "/spec.json", dump(spec)).ok());
  settle(w);
  OverlayView view(w.services);
  view.QWidget::show();
  view.show({"starter-1", "starter-9"});
  const auto* table = view.findChild<QTableWidget*>();
  const auto cell = [&](const QString& row, int column) {
    for (int i = 0; i < table->rowCount(); ++i) {
      if (table->item(i, 0)->text() == row) return table->item(i, column)->text();
    }
    return QString("no such row");
  };
  QTRY_COMPARE(cell("State", 2), QString("Not started"));
  QCOMPARE(cell("Adapter rank", 2), QString("64"));
  QCOMPARE(cell("Processor", 2), QString("no such row"));  // not known yet
  auto* open = view.findChild<QPushButton*>("openBest");
  QVERIFY(!open->isVisible());
  // The second run ends meanwhile with a lower held-out loss.
  Json record = *readJsonFile(w.home() + "/runs/starter-1/run.json");
  record["run"] = "starter-9";
  record["settings"] = spec["settings"];
  record["result"]["heldout_after"]["loss"] = 0.001;
  QVERIFY(writeFileAtomic(waits + "/run.json", dump(record)).ok());
  w.store.catchUp("starter-9");
  QTRY_COMPARE(cell("State", 2), QString("Finished"));
  QTRY_VERIFY(open->isVisible());
  QCOMPARE(cell("Held-out loss", 2), QString("0.001"));
}

void TestPages::settingScalesGoThereAndBack() {
  for (const auto& info : settingInfos()) {
    for (int tick = 0; tick <= 200 && !info.isChoice(); tick += 10) {
      const double value = SettingRow::valueAt(info.range, tick / 200.0);
      QVERIFY(value >= info.range.least * 0.99 - 1e-12 && value <= info.range.most * 1.01);
      QVERIFY2(std::abs(SettingRow::shareOf(info.range, value) - tick / 200.0) < 0.2, info.key);
    }
    for (const QString& line : {info.what, info.higher, info.lower, info.why, info.cost}) QVERIFY2(!line.isEmpty(), info.key);
  }
}

void TestPages::reportStandsAlone() {
  Workbench w(Filled::Yes, 0);
  settle(w);
  RunViewModel run(w.services);
  run.show("starter-1");
  QTRY_VERIFY(run.isRead());
  const QString html = runReport(w.theme, run.details());
  QVERIFY(html.contains("98.3 % (95 %: 94.2 % to 99.5 %)"));
  QVERIFY(html.contains("7a9690e655faa6350b5d8d71cc77dee0a7c673d662d5c78fcd44d7d61874bb34"));
  QVERIFY(!html.contains("http") && !html.contains("/home/") && !html.contains("<script"));
  QCOMPARE(html.count("data:image/png"), 2);
  for (const char* name : {"/r.html", "/r.pdf"}) {
    const QString path = QString::fromStdString(w.home()) + name;
    QVERIFY(writeReport(path, html));
    QVERIFY(QFileInfo(path).size() > 20'000);
  }
  QVERIFY(!writeReport("/nowhere/r.html", html));
  QVERIFY(!writeReport("/nowhere/r.pdf", html));
}

void TestPages::differencesAreSaidInASentence() {
  const auto run = [](const char* name, double epochs, int rank, double loss) {
    store::RunDetails details;
    details.row.name = name;
    details.row.state = "finished";
    details.row.heldoutLoss = loss;
    details.record.settings = {{"epochs", epochs}, {"rank", rank}};
    return details;
  };
  const auto a = run("a", 1, 8, 0.5), b = run("b", 3, 8, 0.3), c = run("c", 3, 16, 0.1);
  QCOMPARE(differenceSentence({a, b}), QString("b used Epochs 3 instead of 1; all else is equal."));
  QVERIFY(differenceSentence({a, c}).contains("More than one thing changed"));
  QCOMPARE(differenceSentence({a, a}), QString("Their settings, examples and model are equal."));
  QCOMPARE(differencesOf({a, b, c}).size(), size_t{2});
  QCOMPARE(bestSentence({a, b}), QString("Best: b, held-out loss 0.300 with Epochs 3."));
  auto close = b;
  close.row.name = "close", close.row.heldoutLoss = 0.301;
  QVERIFY(bestSentence({a, b, close}).endsWith(" As good within half a percent: close."));
  close.row.heldoutLoss = 0.302;
  QVERIFY(!bestSentence({a, b, close}).contains("As good"));
  auto now = a;
  now.row.name = "now", now.row.state = "running", now.row.heldoutLoss.reset();
  QVERIFY(bestSentence({a, now}).isEmpty());
  QCOMPARE(bestSentence({b, a, now}).section(':', 0, 0), QString("Best so far (2 of 3 have ended)"));
  auto elsewhere = c;
  elsewhere.row.datasetVersion = 2;
  QVERIFY(!bestOf({a, b, elsewhere}));
  const auto effects = effectsOf({a, b, c});
  QCOMPARE(effects.size(), size_t{4});
  QCOMPARE(effects[1].value, QString("3"));
  QVERIFY(std::abs(effects[1].meanLoss - 0.2) < 1e-12 && effects[1].runs == 2);
}

/// Collects messages from the core library, so that a changed wording cannot stay untranslated.
void TestPages::engineSpeaksTheLanguageOfTheWindow() {
  std::vector<Message> said;
  const auto advice = [&](const std::vector<WarningEvent>& given) {
    for (const WarningEvent& a : given) said.insert(said.end(), {a.text, a.action});
  };
  TrainSettings s;
  s.rowsPerStep = 64;
  s.lr = 1;
  s.alpha = 1000;
  s.targets = {"q_proj"};
  PlanFacts f;
  f.rows = 60, f.cut = 50, f.dropped = 3, f.steps = 5, f.memoryMib = 99, f.freeMemoryMib = 100, f.personal = 2,
  f.recompute = Recompute::Layer;
  advice(adviceBefore(s, f));
  f.recompute = Recompute::Mlp, f.heldout = 5;
  advice(adviceBefore(s, f));
  QVERIFY(said.size() >= 2 * 18);
  {
    // A run with every defect: spikes, then rising loss, then non-finite values, and worsening evaluations.
    s = {};
    s.clip = 0.1;
    TrainingMonitor watch(s, 200, 400, true), flat(s, 300, 4000, true), learned(s, 400, 80, true);
    const auto at = [](int64_t step, double loss) {
      StepFacts facts;
      facts.step = step, facts.loss = loss, facts.gradNorm = 5, facts.rows = {1, 2};
      return facts;
    };
    for (int64_t step = 1; step <= 110; ++step) advice(watch.step(at(step, step > 80 ? 9 : step > 30 && step % 10 == 0 ? 6 : 2)));
    auto broken = at(111, NAN);
    advice(watch.step(broken));
    for (int64_t step = 1; step <= 40; ++step) advice(flat.step(at(step, 3)));
    for (int64_t step = 1; step <= 60; ++step) {
      advice(learned.step(at(step, 1.0 / static_cast<double>(step))));
      if (step % 10 == 0) advice(learned.evaluation(step, 0.4 + 0.02 * static_cast<double>(step)));
    }
    advice(watch.end(1, 1.0, 1.0, true));
    for (double t = 0; t <= 70; t += 5) advice(watch.heat(t, Heat{99.0, {}, {}}));
    for (uint64_t n = 0; n <= 14; ++n) advice(flat.heat(5.0 * static_cast<double>(n), Heat{{}, {}, n}));
    TrainingMonitor falling(s, 100, 1000, true);
    for (int64_t step : {20, 80, 100}) advice(falling.evaluation(step, 30.0 / static_cast<double>(step)));
    for (int64_t step : {20, 80, 100}) advice(TrainingMonitor(s, 100, 1000, true).evaluation(step, 1));
    advice(falling.end(100, 3.0, 0.3, false));
  }
  const auto home = QTemporaryDir();
  const auto import = [&](const char* bytes) {
    ImportOptions options;
    options.file = writeFile(home.path().toStdString(), "d.jsonl", bytes);
    const auto manifest = importFile(options, home.path().toStdString());
    if (!manifest.ok()) return;
    for (const Message& warning : manifest->warnings) said.push_back(warning);
    for (const RejectedRow& row : manifest->rejected) said.push_back(row.reason);
  };
  import(R"({"prompt":"write to a@b.de <|x|>","completion":"ok"}
{"prompt":" ","completion":"x"}
{"prompt":"x","completion":""}
{"prompt":"x"}
{"prompt":3,"completion":"y"}
{"prompt":null,"completion":"y"}
{"prompt":true,"completion":"y"}
{"prompt":{},"completion":"y"}
[1]
{"prompt":"x","prompt":"x","completion":"y"}
{broken
)");
  import(R"({"messages":[{"role":"user","content":"a"},{"role":"assistant","content":"b"}]}
{"messages":[]}
{"messages":[{"role":"user","content":"a"}]}
{"messages":[{"role":"assistant","content":"a"}]}
{"messages":[{"role":"user","content":"a"},{"role":"user","content":"a"},{"role":"assistant","content":"b"}]}
{"messages":[{"role":"user","content":"a"},{"role":"system","content":"a"}]}
{"messages":[{"role":"wizard","content":"a"}]}
{"messages":[{"content":"a"}]}
{"messages":7}
)");
  useLanguage("pseudo");
  const auto back = qScopeGuard([] { useLanguage("en"); });
  QVERIFY2(said.size() > 60, qPrintable(QString::number(said.size())));
  for (const Message& message : said) QVERIFY2(messageText(message).contains('~'), message.text().c_str());
  QCOMPARE(messageText(msg("nobody says this")), QString("nobody says this"));
  useLanguage("de");
  QCOMPARE(messageText(msg("the training loss is %1: the rows are likely being learned by heart", 0.125)),
           QString("der Trainingsverlust ist 0,125: Die Zeilen werden wahrscheinlich auswendig gelernt"));
  // An argument that contains a placeholder, and one that is itself a sentence.
  QCOMPARE(messageText(msg("column '%1' asks, column '%2' answers", "%2", "b")), QString("Spalte „%2“ fragt, Spalte „b“ antwortet"));
  QCOMPARE(messageText(msg("%1 failed: %2", msg("writing"), msg("Disk quota exceeded"))),
           QString("das Schreiben misslang: das Kontingent ist aufgebraucht"));
}

void TestPages::runGoesOnFromAKeptAdapter() {
  Workbench w(Filled::Yes, 0);
  keepAdapter(w.home());
  settle(w);
  {
    TrainViewModel train(w.services);
    train.refresh();
    QTRY_VERIFY(train.hasDataset());
    train.setAdapter("tickets@1");
    QTRY_COMPARE(train.adapter(), QString("tickets@1"));
    QSignalSpy failed(&train, &TrainViewModel::failed);
    train.setAdapter("no such thing");
    QTRY_COMPARE(failed.count(), 1);
    QCOMPARE(train.adapter(), QString("tickets@1"));
  }
  TrainViewModel again(w.services);
  QCOMPARE(again.adapter(), QString("tickets@1"));
  again.setModel("/somewhere/else.gguf");  // another base: the adapter cannot be continued there
  QVERIFY(again.adapter().isEmpty());
}

void TestPages::runIsMadeAgain() {
  Workbench w(Filled::Yes, 0);
  keepAdapter(w.home());
  settle(w);
  TrainViewModel train(w.services);
  QSignalSpy failed(&train, &TrainViewModel::failed);
  train.refresh();
  QTRY_VERIFY(train.hasDataset());
  train.setGoal("careful");
  train.loadFromRun("starter-1", Json::object());
  QTRY_COMPARE(failed.count(), 1);  // a run of an early version, without a spec
  const std::string folder = w.home() + "/runs/starter-1";
  Json settings = *settingsFor("skill", 600, 134'515'008);
  settings["seed"] = 7;
  const Json spec = {{"model", *workspace::findModel({}, w.home())},
                     {"dataset", w.home() + "/datasets/starter/1"},
                     {"adapter", folder + "/adapter"},
                     {"settings", settings}};
  std::ofstream(folder + "/spec.json") << dump(spec);
  train.loadFromRun("starter-1", Json{{"lr", 2e-4}});
  QTRY_COMPARE(train.goal(), QString("skill"));
  QCOMPARE(failed.count(), 1);
  QCOMPARE(train.form().number("lr"), 2e-4);
  QCOMPARE(train.form().number("seed"), 7.0);
  QCOMPARE(train.adapter(), QString("starter-1"));
  QVERIFY(train.model().isEmpty());
  QVERIFY(train.datasetFolder().endsWith("datasets/starter/1"));
  QVERIFY(train.undo());
  QCOMPARE(train.goal(), QString("careful"));
}

void TestPages::wordsForPeople() {
  QCOMPARE(durationText(59.4), QString("59 s"));
  QCOMPARE(durationText(190), QString("3 min 10 s"));
  QCOMPARE(durationText(7500), QString("2 h 05 min"));
  QCOMPARE(numberText(0.0213), QString("0.021"));
  QCOMPARE(numberText(0), QString("0"));
  QCOMPARE(numberText(7.3e-4), QString("0.00073"));
  QCOMPARE(numberText(1e-4), QString("0.0001"));
  QCOMPARE(rateText(2e-4), QString("0.0002"));
  QCOMPARE(rateText(1.25e-3), QString("0.00125"));
  QCOMPARE(rateText(12.5), QString("12.5"));
  QCOMPARE(rateText(100), QString("100"));
  QCOMPARE(memoryText(1024), QString("1.1 GB"));
  // A flag is named as the window names its setting; text that looks like one stays.
  QCOMPARE(messageText(msg("use %1, or (%2 2e-4)", flag("--recompute", "layer"), flag("--lr"))),
           QString("use “Memory or time: everything once more”, or (“Learning rate” 2e-4)"));
  QCOMPARE(messageText(msg("use %1", flag("--rank", "8"))), QString("use “Adapter rank” 8"));
  QCOMPARE(messageText(msg("use %1", flag("--no-such-flag"))), QString("use --no-such-flag"));
  QCOMPARE(messageText(msg("%1 is there already", "runs/x --rank")), QString("runs/x --rank is there already"));
  QCOMPARE(errorText({Code::BadInput, msg("the file is empty"), "a.csv", msg("Nothing was changed."), msg("Add a row.")}),
           QString("The file is empty (a.csv). Nothing was changed. Add a row."));
  for (const char* state : {"running", "finished", "stopped", "stopped early", "paused", "interrupted", "failed", ""})
    QVERIFY(!stateWords(state).text.isEmpty());
}

/// Everyday words, and how each is meant.
void TestPages::paletteFindsEverydayWords() {
  const auto finds = [](const char* title, const char* keywords, const char* typed) { return matchScore(title, keywords, typed); };
  QVERIFY(finds("Export an adapter", "merge gguf share", "export") > finds("Save the adapter of a run", "keep task", "export"));
  QVERIFY(finds("Dark theme", "", "dark") > finds("Theme of the system", "", "dark"));
  QVERIFY(finds("Theme of the system", "", "dark") > 0);  // a synonym
  QVERIFY(finds("Move the run to the bin", "", "delete") > 0);
  QVERIFY(finds("Device", "the processor or a graphics card", "gpu") > 0);
  QVERIFY(finds("Export an adapter", "ollama lm studio", "lm studio") > 0);
  QVERIFY(finds("Start the starter experiment", "", "sse") > 0);
  QVERIFY(finds("Models", "", "model") > finds("Choose the base model", "", "mod"));
  QCOMPARE(finds("Theme of the system", "", "stop"), 0);  // letters in order alone are no match
  QCOMPARE(finds("helpdesk-messy-1", "run", "xyz"), 0);
  QCOMPARE(finds("Runs", "", "runs please"), 0);  // each word has to be found
  QVERIFY(finds("Learning rate", "", "lr") >= finds("Warm-up", "the learning rate rises", "lr"));
  QVERIFY(finds("Anything", "", "") > 0);
}

void TestPages::foreignStoreIsSaid() {
  QTemporaryDir folder;
  const std::string home = folder.path().toStdString();
  std::filesystem::create_directories(home + "/store");
  writeFile(home + "/store", "store.sqlite", std::string("SQLite format 3\0", 16) + std::string(8000, 'x'));
  StoreService store(home);
  QSignalSpy changed(&store, &StoreService::changed), failed(&store, &StoreService::failed);
  store.catchUp();
  QTRY_VERIFY(changed.count() + failed.count() > 0);
  // A damaged file is moved aside, with a notice.
  QVERIFY(failed.count() > 0 || !store.takeNotices().isEmpty());
}

/// Another process holds the store when the window opens. Notes can be written once it is closed.
void TestPages::readerBecomesWriterWhenItCan() {
  Workbench w(Filled::Yes, 0);
  settle(w);
  QTemporaryDir folder;
  const std::string home = folder.path().toStdString();
  fillHome(home, 0);
  auto other = store::Store::open(home);
  QVERIFY(other.ok() && !other->isReadOnly() && other->catchUp().ok());
  StoreService store(home);
  const auto note = [&] {
    std::optional<bool> written;
    store.ask(
        &store, [](store::Store& s) { return store::setNote(s, "starter-1", "hello"); }, [&](const Status& done) { written = done.ok(); });
    [&] { QTRY_VERIFY(written.has_value()); }();
    return written.value_or(false);
  };
  QVERIFY(!note());
  QVERIFY(store.isReadOnly());
  other = Error{};
  QTRY_VERIFY_WITH_TIMEOUT(note(), 20'000);
  QVERIFY(!store.isReadOnly());
}

void TestPages::backgroundDropsWhatNobodyWaitsFor() {
  int told = 0;
  auto* asker = new QObject;
  Background thread;
  thread.run(asker, [] { return 1; }, [&](int) { ++told; });
  delete asker;
  bool last = false;
  thread.run(qApp, [] { return 2; }, [&](int) { last = true; });
  QTRY_VERIFY(last);
  QCOMPARE(told, 0);
}

QTEST_MAIN(TestPages)
#include "tst_pages.moc"
