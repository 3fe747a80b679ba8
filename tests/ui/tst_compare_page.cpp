// SPDX-License-Identifier: GPL-3.0-or-later
// Compare page without its widgets: buckets and verdict, blind items, report, marked differences.
#include <random>
#include <set>

#include "core/base/hash.hpp"
#include "tests/ui/workbench.hpp"
#include "ui/pages/compare/compare_report.hpp"
#include "ui/pages/compare/word_diff.hpp"
#include "ui/services/language.hpp"
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
};

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

QTEST_MAIN(TestComparePage)
#include "tst_compare_page.moc"
