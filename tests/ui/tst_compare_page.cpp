// SPDX-License-Identifier: GPL-3.0-or-later
// Compare page: conversations, buckets and verdict, pictures of the verdict, blind items, report, marked differences.
#include <random>
#include <set>

#include <QComboBox>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QProgressBar>
#include <QPushButton>
#include <QSignalSpy>
#include <QSpinBox>
#include <QTabWidget>
#include <QTableWidget>
#include <QTextBrowser>

#include "core/base/hash.hpp"
#include "tests/ui/workbench.hpp"
#include "ui/pages/compare/answer_text.hpp"
#include "ui/pages/compare/batch_tab.hpp"
#include "ui/pages/compare/compare_report.hpp"
#include "ui/pages/compare/confusion_map.hpp"
#include "ui/pages/compare/waffle.hpp"
#include "ui/pages/compare/word_diff.hpp"
#include "ui/services/language.hpp"
#include "ui/widgets/interval_bars.hpp"
#include "ui/widgets/report_parts.hpp"

using namespace graft;
using namespace graft::ui;

class TestComparePage : public QObject {
  Q_OBJECT
 private Q_SLOTS:
  void initTestCase() { useLanguage("en"); }
  void batchFallsIntoFourBuckets();
  void blindItemsNameWhatIsJudged();
  void comparisonReportStandsAlone();
  void diffNamesWords();
  void conversationKeepsTheAnswersOfEachModel();
  void settingsAreSaidAsTheyWere();
  void chosenAdapterIsNamedAfterItWasKept();
  void surenessIsOneScale();
  void confusionNeedsALabelTask();
  void intervalBarsSayTheirNumbers();
  void pageArrivesInTheQuestion();
  void onlyTheWorkingTabStops();
  void heldoutRowsAreChosenInPictures();
  void voteStartsFromItsQuestions();
};

namespace {

AskResult answersOf(const std::string& base, const std::string& adapter) {
  AskResult out;
  out.panes.resize(2);
  out.panes[0].text = base;
  out.panes[0].tokens = {{base, 0.95}};
  out.panes[1].text = adapter;
  out.panes[1].tokens = {{adapter, 0.4}};
  out.panes[1].kl = 0.414;
  out.panes[1].hash = "8976afbf";
  return out;
}

/// Asks and answers; the worker program is missing here, so the answers are handed in.
void askedAndAnswered(CompareViewModel& model, const QString& question, const AskResult& answers) {
  model.ask(question);
  QTRY_VERIFY_WITH_TIMEOUT(!model.isBusy(), 20'000);
  model.takeAnswers({}, answers);
}

/// A task of two labels: 5 rows each, of which the adapter misses one of the second.
CompareResult twoLabels() {
  Json items = Json::array();
  for (int i = 0; i < 10; ++i) {
    const std::string wanted = i < 5 ? "card_arrival" : "lost_card";
    const std::string given = i == 9 ? "card_arrival" : wanted;
    items.push_back(
        Json{{"prompt", "question " + std::to_string(i)},
             {"expected", wanted},
             {"answers",
              {{{"who", "base"}, {"text", "I am sorry"}, {"right", false}}, {{"who", "a"}, {"text", given}, {"right", given == wanted}}}}});
  }
  return fromJson<CompareResult>({{"items", items}, {"proof", {{{"who", "a"}, {"verdict", {{"word", "Better"}}}}}}});
}

}  // namespace

void TestComparePage::batchFallsIntoFourBuckets() {
  const auto item = [](bool base, bool tuned) {
    return Json{{"prompt", "q"},
                {"expected", "e"},
                {"answers", {{{"who", "base"}, {"text", "b"}, {"right", base}}, {{"who", "a"}, {"text", "t"}, {"right", tuned}}}}};
  };
  Json items = Json::array();
  for (int i = 0; i < 9; ++i) items.push_back(item(false, true));
  items.push_back(item(true, false));
  items.push_back(item(true, true));
  items.push_back(item(false, false));
  // The engine judges; the window counts.
  const Json judged = {{"items", items}, {"proof", {{{"verdict", {{"word", "Better"}}}}}}};
  const auto batch = batchOf(fromJson<CompareResult>(judged));
  QCOMPARE(batch.counts[0], int64_t{9});
  QCOMPARE(batch.counts[1], int64_t{1});
  QCOMPARE(batch.counts[2], int64_t{1});
  QCOMPARE(batch.counts[3], int64_t{1});
  QCOMPARE(batch.verdict, Verdict::Better);
  QCOMPARE(batchOf(CompareResult()).verdict, Verdict::CannotTell);
}

/// Items are shuffled, and those with equal answers are left out. Each keeps its index and the hashes of its texts.
void TestComparePage::blindItemsNameWhatIsJudged() {
  const auto item = [](const char* asked, const char* base, const char* adapter) {
    return Json{{"prompt", asked}, {"answers", {{{"text", base}}, {{"text", adapter}}}}};
  };
  const Json items = {item("a", "1", "2"), item("b", "same", "same "), item("c", "3", "4"), item("d", "5", "6")};
  const auto result = fromJson<CompareResult>({{"items", items}});
  std::mt19937 random(7);
  const auto blind = blindItems(result, "tickets-1", random);
  QCOMPARE(blind.size(), size_t{3});
  std::set<int64_t> seen;
  for (const BlindItem& one : blind) {
    const ComparedItem& judged = result.items[static_cast<size_t>(one.stored.item)];
    seen.insert(one.stored.item);
    QCOMPARE(one.stored.run, std::string("tickets-1"));
    QCOMPARE(one.stored.question, sha256(judged.prompt));
    QCOMPARE(one.stored.baseAnswer, sha256(judged.answers[0].text));
    QCOMPARE(one.stored.adapterAnswer, sha256(judged.answers[1].text));
    QCOMPARE(one.adapterIsLeft ? one.left : one.right, QString::fromStdString(judged.answers[1].text));
  }
  QCOMPARE(seen, (std::set<int64_t>{0, 2, 3}));
}

void TestComparePage::comparisonReportStandsAlone() {
  Workbench w(Filled::Yes, 0);
  CompareViewModel model(w.services);
  QVERIFY(compareReport(model).isEmpty());
  const Json result = {
      {"items",
       {{{"prompt", "where is <my> card"},
         {"expected", "card_arrival"},
         {"answers",
          {{{"who", "base"}, {"text", "I cannot say"}, {"right", false}}, {{"who", "a"}, {"text", "card_arrival"}, {"right", true}}}}}}},
      {"proof", {{{"who", "starter-1"}, {"hash", "abcdef0123456789"}, {"mean_kl", 1.25}}}}};
  CompareJob job;
  job.model = "/home/someone/models/base.gguf";
  job.seed = 7;
  job.strength = 0.5;
  model.takeBatch(fromJson<CompareResult>(result), job);
  const QString html = compareReport(model);
  QVERIFY(html.contains("where is &lt;my&gt; card"));  // row text is escaped in the report
  for (const char* words : {"Cannot tell yet", "abcdef0123456789", "starter-1", "base.gguf", "1.25", "strength 0.5", "the same seed (7)",
                            "Fixed", "I cannot say"})
    QVERIFY2(html.contains(words), words);
  QVERIFY(!html.contains("/home/"));
  QVERIFY(!html.contains("http"));
  const QString pdf = QString::fromStdString(w.home()) + "/comparison.pdf";
  QVERIFY(writeReport(pdf, html));
  QFile file(pdf);
  QVERIFY(file.open(QIODevice::ReadOnly));
  QVERIFY(file.read(5) == "%PDF-");
}

void TestComparePage::diffNamesWords() {
  QString before, now;
  for (const auto& part : wordDiff("the card was lost", "the card is really lost")) {
    if (part.kind != DiffKind::Added) before += part.words;
    if (part.kind != DiffKind::Removed) now += part.words;
  }
  QCOMPARE(before.trimmed(), QString("the card was lost"));
  QCOMPARE(now, QString("the card is really lost"));
  // The longest common sequence stays; only moved words are marked.
  const auto moved = wordDiff("a b c d", "b c d a");
  QCOMPARE(moved.size(), size_t{3});
  QCOMPARE(moved[1].kind, DiffKind::Same);
  QCOMPARE(moved[1].words, QString("b c d "));
  QCOMPARE(firstDifference("a b c", "a x c"), 2);
  QCOMPARE(firstDifference("a b", "a b c"), 3);
  QCOMPARE(firstDifference("a  b", "a b"), 0);
  QVERIFY(wordDiff("", "").empty());
}

/// Earlier turns go along with each side's own answers, and an answer that never came does not.
void TestComparePage::conversationKeepsTheAnswersOfEachModel() {
  Workbench w(Filled::Yes, 0);
  keepAdapter(w.home());
  settle(w);
  CompareViewModel model(w.services);
  model.refresh();
  QTRY_COMPARE(model.chosen(), QStringList{"tickets@1"});
  model.setSystem("  Be short. ");
  askedAndAnswered(model, "Where is my card?", answersOf("I cannot say.", "card_arrival"));
  const AskJob second = model.jobFor("And now?");
  QCOMPARE(second.system, std::string("Be short."));
  QCOMPARE(second.turns.size(), size_t{1});
  QCOMPARE(second.turns[0].prompt, std::string("Where is my card?"));
  QCOMPARE(second.turns[0].answers, (std::vector<std::string>{"I cannot say.", "card_arrival"}));
  model.ask("And now?");
  QTRY_VERIFY_WITH_TIMEOUT(!model.isBusy(), 20'000);
  QCOMPARE(model.turns().size(), size_t{1});
  QVERIFY(!model.turn().isAnswered());
  QCOMPARE(model.jobFor("Once more").turns.size(), size_t{1});
  // The columns show the turns above the new question.
  QTextBrowser view;
  showConversation(view, w.theme, model, 1, Marks::None);
  QCOMPARE(view.toPlainText(), QString("Where is my card?\ncard_arrival\nAnd now?\nIts answer appears here."));
  showConversation(view, w.theme, model, 0, Marks::None);
  QVERIFY(view.toPlainText().contains("I cannot say.") && !view.toPlainText().contains("card_arrival"));
  model.takeAnswers({}, answersOf("No.", "lost_card"));
  const QString report = compareReport(model);
  QVERIFY(report.contains("Conversation") && report.contains("I cannot say.") && report.contains("lost_card"));
  model.newConversation();
  QVERIFY(model.jobFor("Alone").turns.empty() && model.panes().empty() && model.asked().isEmpty());
}

void TestComparePage::settingsAreSaidAsTheyWere() {
  AskedWith with;
  QCOMPARE(settingsText(with), QString("No randomness: the most likely token each time, up to 256 tokens. No system instruction."));
  with.sampling = {64, 0.7, 0.9, 7};
  with.strength = 0.5;
  with.system = "Be short.";
  QCOMPARE(settingsText(with), QString("Sampled with temperature 0.7, top-p 0.9 and seed 7, up to 64 tokens. Adapter strength 0.5. System "
                                       "instruction: “Be short.”"));
  Workbench w(Filled::Yes, 0);
  keepAdapter(w.home());
  settle(w);
  CompareViewModel model(w.services);
  QCOMPARE(model.nextWith().sampling.maxNew, 256);
  model.refresh();
  QTRY_VERIFY(!model.chosen().isEmpty());
  model.setSampling(with.sampling);
  const AskJob job = model.jobFor("x");
  QCOMPARE(job.temperature, 0.7);
  QCOMPARE(job.topP, 0.9);
  QCOMPARE(job.seed, uint64_t{7});
  askedAndAnswered(model, "x", answersOf("a", "b"));
  model.setSampling({});
  QCOMPARE(model.turn().with.sampling, with.sampling);  // the answers were made with these
}

/// The run "starter-1" becomes the version "tickets@1" while it is chosen.
void TestComparePage::chosenAdapterIsNamedAfterItWasKept() {
  Workbench w(Filled::Yes, 0);
  settle(w);
  CompareViewModel model(w.services);
  model.refresh();
  QTRY_COMPARE(model.chosen(), QStringList{"starter-1"});
  askedAndAnswered(model, "Where is my card?", answersOf("a", "b"));
  keepAdapter(w.home());
  model.refresh();
  QTRY_COMPARE(model.chosen(), QStringList{"tickets@1"});
  QCOMPARE(model.nameOf(1), QString("tickets · version 1"));
  QVERIFY(model.turn().isAnswered());
  w.window.open("compare");
  settle(w);
  for (auto* combo : w.window.page("compare")->findChildren<QComboBox*>()) {
    if (combo->accessibleName().startsWith("Adapter")) QVERIFY(!combo->currentText().isEmpty() || !combo->placeholderText().isEmpty());
  }
}

void TestComparePage::surenessIsOneScale() {
  QCOMPARE(sureStepOf(1).shade, 0.0);
  QCOMPARE(sureStepOf(0.9).shade, 0.0);
  QCOMPARE(sureStepOf(0.89).shade, 0.25);
  QCOMPARE(sureStepOf(0).shade, 1.0);
  for (size_t i = 1; i < kSureSteps.size(); ++i)
    QVERIFY(kSureSteps[i].from < kSureSteps[i - 1].from && kSureSteps[i].shade > kSureSteps[i - 1].shade);
  Workbench w(Filled::Yes, 0);
  keepAdapter(w.home());
  settle(w);
  CompareViewModel model(w.services);
  model.refresh();
  QTRY_VERIFY(!model.chosen().isEmpty());
  askedAndAnswered(model, "Where?", answersOf("Here", "There"));
  QTextBrowser view;
  showConversation(view, w.theme, model, 1, Marks::Sureness);
  QTextCursor cursor = view.document()->find("There");
  QCOMPARE(cursor.charFormat().background().color(), w.theme.shade(0.75));
  QVERIFY(cursor.charFormat().toolTip().contains("40.0 %"));
  QVERIFY(!cursor.charFormat().fontUnderline());
  QVERIFY(answerNote(model, 1).contains("Least sure of “There”: 40 %."));
  QVERIFY(distanceText(0.414) != distanceText(0) && !distanceText(0.414).contains("KL"));
  QVERIFY(distanceDetails(model.panes()[1]).contains("0.414") && distanceDetails(model.panes()[1]).contains("8976afbf"));
}

void TestComparePage::confusionNeedsALabelTask() {
  const auto items = batchOf(twoLabels()).items;
  const auto adapter = Confusion::of(items, Side::Adapter), base = Confusion::of(items, Side::Base);
  QVERIFY(adapter && base);
  QCOMPARE(adapter->labels(), (QStringList{"card_arrival", "lost_card"}));
  QCOMPARE(adapter->count({0, 0}), int64_t{5});
  QCOMPARE(adapter->count({1, 1}), int64_t{4});
  QCOMPARE(adapter->count({1, 0}), int64_t{1});
  QCOMPARE(base->count({0, 2}), int64_t{5});  // none of the labels
  QCOMPARE(adapter->most(), int64_t{5});
  auto sentences = items;
  sentences[0].expected = "Your card is on its way; it takes five to seven working days to arrive.";
  QVERIFY(!Confusion::of(sentences, Side::Adapter));
  auto distinct = items;
  for (size_t i = 0; i < distinct.size(); ++i) distinct[i].expected = QString("label %1").arg(i);
  QVERIFY(!Confusion::of(distinct, Side::Adapter));
  QVERIFY(!Confusion::of({}, Side::Adapter));
}

void TestComparePage::intervalBarsSayTheirNumbers() {
  const CountedShare share{"Base model", 12, 121, -1};
  const QString words = shareSentence(share);
  QVERIFY2(words.startsWith("Base model: 12 of 121 right, 9.9 %"), qPrintable(words));
  QCOMPARE(share.interval().low, wilson(12, 121).low);
  QCOMPARE(shareSentence({"A", 0, 0, 0}), QString("A: nothing measured"));
  Theme theme(*qApp);
  IntervalBars bars(theme);
  bars.set({share, {"tickets · version 1", 119, 121, 0}});
  QVERIFY(bars.accessibleName().contains("119 of 121"));
  QVERIFY(bars.minimumSizeHint().height() >= 2 * bars.fontMetrics().height());
  bars.resize(bars.sizeHint());
  QVERIFY(!bars.grab().isNull());
}

void TestComparePage::pageArrivesInTheQuestion() {
  Workbench w(Filled::Yes, 0);
  keepAdapter(w.home());
  settle(w);
  w.window.show();
  w.window.activateWindow();
  w.window.open("home");
  QVERIFY(QTest::qWaitForWindowActive(&w.window));
  settle(w);
  const auto focus = [] { return QApplication::focusWidget() ? QApplication::focusWidget()->objectName() : QString(); };
  w.window.open("compare", CompareAdapter{"tickets@1"});
  settle(w);
  QTRY_COMPARE(focus(), QString("question"));
  QTest::keyClicks(QApplication::focusWidget(), "Where is it?");
  QCOMPARE(w.window.findChild<QLineEdit*>("question")->text(), QString("Where is it?"));
  w.window.open("home");
  w.window.open("compare");
  QTRY_COMPARE(focus(), QString("question"));
  QCOMPARE(w.window.findChild<QSpinBox*>("answerLimit")->value(), 256);
  // Sampling and the instruction are folded away until they are asked for; a temperature makes top-p and seed count.
  QVERIFY(!w.window.findChild<QWidget*>("temperature")->isVisible());
  w.window.findChild<QPushButton*>("samplingFold")->click();
  QVERIFY(w.window.findChild<QWidget*>("temperature")->isVisible() && !w.window.findChild<QWidget*>("seed")->isEnabled());
  w.window.findChild<QDoubleSpinBox*>("temperature")->setValue(0.7);
  QVERIFY(w.window.findChild<QWidget*>("seed")->isEnabled());
  QVERIFY(w.window.findChild<QLabel*>("askedWith")->text().contains("temperature 0.7"));
}

void TestComparePage::onlyTheWorkingTabStops() {
  Workbench w(Filled::Yes, 0);
  keepAdapter(w.home());
  settle(w);
  w.window.show();
  w.window.open("compare");
  settle(w);
  auto* ask = w.window.findChild<QPushButton*>("askBoth");
  auto* measure = w.window.findChild<QPushButton*>("measureBatch");
  auto* vote = w.window.findChild<QPushButton*>("startBlind");
  auto* progress = w.window.findChild<QProgressBar*>("batchProgress");
  QTRY_VERIFY(measure->isEnabled());
  const int width = ask->width();
  w.window.page("compare")->findChild<QTabWidget*>()->setCurrentIndex(1);
  measure->click();
  QCOMPARE(measure->text(), QString("Stop"));
  QCOMPARE(ask->text(), QString("Ask both"));
  QCOMPARE(vote->text(), QString("Start the vote"));
  QVERIFY(!ask->isEnabled() && !vote->isEnabled());
  QVERIFY(progress->isVisible());
  QVERIFY(w.window.findChild<QLabel*>("batchDoing")->isVisible());
  // The worker program is missing here, so the measurement ends with an error.
  QTRY_VERIFY_WITH_TIMEOUT(!progress->isVisible(), 20'000);
  QCOMPARE(measure->text(), QString("Measure on held-out rows"));
  w.window.page("compare")->findChild<QTabWidget*>()->setCurrentIndex(0);
  w.window.findChild<QLineEdit*>("question")->setText("Where is my card?");
  ask->click();
  QCOMPARE(ask->text(), QString("Stop"));
  QCOMPARE(ask->width(), width);
  QVERIFY(!measure->isEnabled() && measure->text() != "Stop");
  QTRY_VERIFY_WITH_TIMEOUT(ask->text() == "Ask both", 20'000);
}

void TestComparePage::heldoutRowsAreChosenInPictures() {
  Workbench w(Filled::Yes, 0);
  settle(w);
  CompareViewModel model(w.services);
  BatchTab tab(w.services, model);
  tab.resize(1100, 640);
  tab.show();
  auto* rows = tab.findChild<QTableWidget*>("batchRows");
  auto* waffle = tab.findChild<Waffle*>();
  auto* map = tab.findChild<ConfusionMap*>();
  QVERIFY(!waffle->isVisible());
  model.takeBatch(twoLabels(), {});
  QVERIFY(waffle->isVisible() && map->isVisible());
  QCOMPARE(rows->rowCount(), 10);
  QVERIFY(waffle->accessibleDescription().contains("Fixed: 9"));
  // The first square is a fixed row, the last the one that is still wrong.
  waffle->setFocus();
  QTest::keyClick(waffle, Qt::Key_End);
  QCOMPARE(waffle->chosen(), 9);
  QCOMPARE(rows->currentRow(), 9);
  QVERIFY(waffle->accessibleDescription().startsWith("Still wrong. Asked: question 9"));
  rows->setCurrentCell(2, 0);
  QCOMPARE(waffle->chosen(), 2);
  // The cell of the mistake, by keys.
  QTest::keyClick(map, Qt::Key_Down);
  QTest::keyClick(map, Qt::Key_Return);
  QCOMPARE(rows->rowCount(), 1);
  QCOMPARE(rows->item(0, 0)->text(), QString("question 9"));
  QVERIFY(tab.findChild<QLabel*>("batchFilter")->text().contains("wanted “lost_card”, answered “card_arrival”"));
  QTest::keyClick(map, Qt::Key_Escape);
  QCOMPARE(rows->rowCount(), 10);
  tab.findChild<QPushButton*>("bucket-2")->click();
  QCOMPARE(rows->rowCount(), 1);
  QTest::keyClick(waffle, Qt::Key_Home);  // a row that the filter hides shows all again
  QCOMPARE(rows->rowCount(), 10);
  QVERIFY(tab.findChild<IntervalBars*>()->accessibleName().contains("9 of 10"));
  for (const bool dark : {false, true}) {
    w.theme.setScheme(dark ? Scheme::Dark : Scheme::Light);
    const QString folder = qEnvironmentVariable("GRAFT_SHOTS");
    if (!folder.isEmpty() && QDir().mkpath(folder))
      QVERIFY(tab.grab().save(folder + (dark ? "/compare-heldout-dark.png" : "/compare-heldout-light.png")));
  }
  // Answers that are no labels have no map.
  auto sentences = twoLabels();
  for (ComparedItem& item : sentences.items) item.expected = item.prompt + std::string(60, 'x');
  model.takeBatch(sentences, {});
  QVERIFY(!map->isVisible() && waffle->isVisible());
}

void TestComparePage::voteStartsFromItsQuestions() {
  Workbench w(Filled::Yes, 0);
  keepAdapter(w.home());
  settle(w);
  w.window.show();
  w.window.activateWindow();
  w.window.open("compare");
  QVERIFY(QTest::qWaitForWindowActive(&w.window));
  settle(w);
  w.window.page("compare")->findChild<QTabWidget*>()->setCurrentIndex(2);
  auto* vote = w.window.findChild<QPushButton*>("startBlind");
  QTRY_VERIFY(vote->isEnabled());
  QPlainTextEdit* questions = nullptr;
  for (auto* edit : w.window.findChildren<QPlainTextEdit*>()) {
    if (edit->accessibleName().startsWith("Questions of your own")) questions = edit;
  }
  QVERIFY(questions);
  questions->setFocus();
  QTest::keyClicks(questions, "My card is lost");
  QTest::keyClick(questions, Qt::Key_Return, Qt::ControlModifier);
  QCOMPARE(vote->text(), QString("Stop"));
  QTRY_VERIFY_WITH_TIMEOUT(vote->text() == "Start the vote", 20'000);  // the worker program is missing here
  QCOMPARE(questions->toPlainText(), QString("My card is lost"));
}

QTEST_MAIN(TestComparePage)
#include "tst_compare_page.moc"
