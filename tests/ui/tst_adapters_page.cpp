// SPDX-License-Identifier: GPL-3.0-or-later
// Tests the view models of the pages Adapters, Check and Compare with kept and imported adapters, without the engine.
#include <QComboBox>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QRadioButton>
#include <QSignalSpy>

#include "core/registry/signature.hpp"
#include "tests/ui/workbench.hpp"
#include "ui/pages/adapters/adapters_view_model.hpp"
#include "ui/pages/check/check_view_model.hpp"
#include "ui/pages/compare/compare_view_model.hpp"
#include "ui/services/language.hpp"

using namespace graft;
using namespace graft::ui;

class TestAdaptersPage : public QObject {
  Q_OBJECT
 private Q_SLOTS:
  void initTestCase() { useLanguage("en"); }
  void adaptersAreKeptPromotedAndRolledBack();
  void adaptersOfOthersAreTakenIn();
  void signaturesOfBundlesAreLookedAt();
  void checkShowsWhatWasAnsweredLast();
  void compareKnowsKeptAdapters();
  void anotherBaseIsAskedAbout();
  void licenseIsTheSameBeforeAndAfterKeeping();
  void keepingWithoutGainIsDoubted();
  void exportIsChosenByUse();
  void promotionSaysWhatIsMissing();
  void receiptShowsWhatIsKnown();
  void lineageShowsHashesInTooltipsOnly();
};

void TestAdaptersPage::adaptersAreKeptPromotedAndRolledBack() {
  Workbench w(Filled::Yes, 0);
  std::ofstream(w.home() + "/runs/starter-1/spec.json") << R"({"job": "train", "model": ""})";
  settle(w);
  AdaptersViewModel adapters(w.services);
  QSignalSpy failed(&adapters, &AdaptersViewModel::failed), told(&adapters, &AdaptersViewModel::told);
  adapters.refresh();
  QTRY_COMPARE(adapters.shown().key, QString("starter-1"));
  QVERIFY(!adapters.shown().isKept());
  QTRY_COMPARE(adapters.shown().exactAfter.value_or(0) > 0.98, true);
  adapters.keep("bad name");
  QTRY_COMPARE_WITH_TIMEOUT(failed.count(), 1, 20'000);
  QVERIFY2(failed[0][0].toString().contains("letters, digits"), qPrintable(failed[0][0].toString()));
  adapters.keep("tickets");
  QTRY_COMPARE_WITH_TIMEOUT(adapters.shown().key, QString("tickets@1"), 20'000);
  QCOMPARE(adapters.shown().run, QString("starter-1"));
  QCOMPARE(adapters.shown().open, 5);
  QCOMPARE(adapters.list().items().size(), size_t{1});  // the run is not listed twice
  // A champion needs a complete card and a name.
  adapters.promote("champion", "A. Meier", "");
  QTRY_COMPARE(failed.count(), 2);
  QVERIFY(failed[1][0].toString().contains("open questions"));
  CardAnswers card;
  for (const auto& [key, question] : kCardQuestions) card[key] = "said";
  adapters.setCard(card);
  QTRY_COMPARE(adapters.shown().open, 0);
  adapters.promote("champion", "A. Meier", "looked at forty answers");
  QTRY_VERIFY(adapters.shown().aliases.contains("champion"));
  QTRY_COMPARE(adapters.history().size(), size_t{3});
  adapters.rollBack("champion", "A. Meier", "");
  QTRY_COMPARE(failed.count(), 3);  // no previous champion
  adapters.checkFiles();
  QTRY_VERIFY(!told.isEmpty() && told.last()[0].toString().contains("as they were"));
  std::ofstream(w.home() + "/adapters/tickets/1/adapter_model.safetensors", std::ios::app) << "x";
  adapters.checkFiles();
  QTRY_COMPARE(failed.count(), 4);
  QVERIFY(adapters.suggestedTarget(".gguf").endsWith("/tickets-1.gguf"));
}

void TestAdaptersPage::adaptersOfOthersAreTakenIn() {
  Workbench w(Filled::No);
  settle(w);
  AdaptersViewModel adapters(w.services);
  QSignalSpy failed(&adapters, &AdaptersViewModel::failed), told(&adapters, &AdaptersViewModel::told),
      refused(&adapters, &AdaptersViewModel::baseRefused);
  const std::string folder = w.home() + "/theirs";
  std::filesystem::copy(sourceFolder() + "/tests/data/golden/final", folder, std::filesystem::copy_options::recursive);
  Json config = *readJsonFile(folder + "/adapter_config.json");
  config["base_model_name_or_path"] = "someone/Another-Model-7B";
  std::ofstream(folder + "/adapter_config.json") << dump(config);
  const QString file = QString::fromStdString(folder) + "/adapter_config.json";
  adapters.takeIn({file, "theirs", {}, {}});
  QTRY_COMPARE_WITH_TIMEOUT(refused.count(), 1, 20'000);
  QCOMPARE(refused[0][1].toString(), QString("someone/Another-Model-7B"));
  adapters.takeIn({file, "theirs", "someone/Another-Model-7B", {}});
  QTRY_COMPARE_WITH_TIMEOUT(adapters.shown().key, QString("theirs@1"), 20'000);
  QVERIFY2(told[0][0].toString().contains("All 60 modules"), qPrintable(told[0][0].toString()));
  QVERIFY(adapters.shown().run.isEmpty());
  // Exports a bundle and imports it into another home.
  adapters.pack(QString::fromStdString(w.home()) + "/bundle", {});
  QTRY_COMPARE(told.count(), 2);
  Workbench other(Filled::No);
  settle(other);
  AdaptersViewModel theirs(other.services);
  theirs.takeIn({QString::fromStdString(w.home()) + "/bundle/entry.json", {}, {}, {}});
  QTRY_COMPARE_WITH_TIMEOUT(theirs.shown().key, QString("theirs@1"), 20'000);
  adapters.takeIn({QString::fromStdString(sourceFolder()) + "/tests/data/golden/tokenizer.gguf", "nothing", {}, {}});
  QTRY_COMPARE(failed.count(), 1);
}

void TestAdaptersPage::signaturesOfBundlesAreLookedAt() {
  Workbench w(Filled::Yes, 0);
  keepAdapter(w.home());
  settle(w);
  const QString home = QString::fromStdString(w.home());
  QVERIFY(makeSigningKey(w.home() + "/mine.pem").ok() && makeSigningKey(w.home() + "/other.pem").ok());
  AdaptersViewModel sender(w.services);
  QSignalSpy sent(&sender, &AdaptersViewModel::told);
  sender.select("tickets@1");
  sender.refresh();
  QTRY_VERIFY(sender.current());
  sender.pack(home + "/bundle", home + "/mine.pem");
  QTRY_COMPARE(sent.count(), 1);
  AdapterImport arrival;
  connect(&sender, &AdaptersViewModel::arrived, this, [&](const AdapterImport& looked) { arrival = looked; });
  sender.lookAt(home + "/bundle/entry.json");
  QTRY_VERIFY(arrival.isSigned);
  Workbench there(Filled::No);
  settle(there);
  AdaptersViewModel receiver(there.services);
  QSignalSpy failed(&receiver, &AdaptersViewModel::failed), told(&receiver, &AdaptersViewModel::told);
  const auto with = [&](const QString& key) {
    AdapterImport asked = arrival;
    asked.key = key;
    receiver.takeIn(asked);
  };
  with(home + "/other.pem.pub");
  QTRY_COMPARE(failed.count(), 1);
  QVERIFY(failed[0][0].toString().contains("another key"));
  std::ofstream(w.home() + "/bundle/card.json", std::ios::app) << " ";
  with(home + "/mine.pem.pub");
  QTRY_COMPARE(failed.count(), 2);
  QVERIFY(failed[1][0].toString().contains("not those that were signed"));
  QVERIFY(receiver.list().items().empty());
  std::filesystem::resize_file(w.home() + "/bundle/card.json", std::filesystem::file_size(w.home() + "/bundle/card.json") - 1);
  with(home + "/mine.pem.pub");
  QTRY_COMPARE_WITH_TIMEOUT(told.count(), 1, 20'000);
  QVERIFY(told[0][0].toString().contains("signature holds"));
  // The page requests the key before the bundle is imported.
  there.window.show();
  there.window.open("adapters");
  settle(there);
  there.dialogs.file = arrival.file;
  auto* take = there.window.findChild<QPushButton*>("takeIn");
  QVERIFY(take);
  take->click();
  auto* key = there.window.findChild<QPushButton*>("bundleKey");
  QVERIFY(key);
  QTRY_VERIFY(key->isVisible());
  shoot(there, "adapters-signed-bundle");
  there.dialogs.file = home + "/other.pem.pub";
  key->click();
  settle(there);
  QVERIFY(!key->isVisible());
}

void TestAdaptersPage::checkShowsWhatWasAnsweredLast() {
  Workbench w(Filled::Yes, 0);
  keepAdapter(w.home());
  settle(w);
  CheckViewModel check(w.services);
  check.choose("starter-1");  // by its run, before the list is loaded
  check.refresh();
  QTRY_VERIFY(check.current() && check.current()->key == "tickets@1");
  QTRY_VERIFY(check.result().has_value());
  QCOMPARE(commands::generalSentence(*check.result()).text(), std::string("General ability damaged."));
  QCOMPARE(check.result()->strengths.size(), size_t{6});
  QCOMPARE(commands::memorizationSentence(check.result()->recitation).text(),
           std::string("None of 99 trained rows is recited word for word."));
  QVERIFY(commands::memorizationSentence({9, 0, 2, {}, Rating::Red}).text().find("personal") != std::string::npos);
  // The worker program is missing here. The error is reported and the page is idle again.
  QSignalSpy failed(&check, &CheckViewModel::failed);
  check.start();
  QVERIFY(check.isBusy());
  QTRY_COMPARE_WITH_TIMEOUT(failed.count(), 1, 20'000);
  QVERIFY(!check.isBusy() && check.result().has_value());
}

void TestAdaptersPage::compareKnowsKeptAdapters() {
  Workbench w(Filled::Yes, 0);
  keepAdapter(w.home());
  settle(w);
  CompareViewModel compare(w.services);
  compare.refresh();
  QTRY_COMPARE(compare.chosen(), QStringList{"tickets@1"});
  QTRY_COMPARE(compare.suggestions().size(), 3);  // from the data of the adapter's run
  compare.choose(0, "no such adapter");
  QCOMPARE(compare.chosen(), QStringList{"tickets@1"});
}

/// An adapter kept for another base than the local one: pages request confirmation before computing, and continue once the name is
/// accepted.
void TestAdaptersPage::anotherBaseIsAskedAbout() {
  Workbench w(Filled::Yes, 0);
  keepAdapter(w.home());
  const QString claimed = "someone/Another-Model-7B";
  const std::string folder = w.home() + "/adapters/tickets/1";
  Json config = *readJsonFile(folder + "/adapter_config.json"), entry = *readJsonFile(folder + "/entry.json");
  config["base_model_name_or_path"] = claimed.toStdString();
  entry.update({{"run", ""}, {"base", "Another-Model-7B"}, {"base_hash", "0"}});
  std::ofstream(folder + "/adapter_config.json") << dump(config);
  std::ofstream(folder + "/entry.json") << dump(entry);
  settle(w);
  CheckViewModel check(w.services);
  QSignalSpy asked(&check, &CheckViewModel::baseAsked), failed(&check, &CheckViewModel::failed);
  check.choose("tickets@1");
  check.refresh();
  QTRY_VERIFY(check.current() && check.current()->key == "tickets@1");
  check.start();
  QTRY_COMPARE_WITH_TIMEOUT(asked.count(), 1, 20'000);
  QCOMPARE(asked[0][0].toString(), claimed);
  QVERIFY(!check.isBusy() && failed.isEmpty());
  check.acceptBase(claimed);
  QTRY_COMPARE_WITH_TIMEOUT(failed.count(), 1, 20'000);  // the worker program is missing here
  QCOMPARE(asked.count(), 1);

  CompareViewModel compare(w.services);
  QSignalSpy question(&compare, &CompareViewModel::baseAsked), missing(&compare, &CompareViewModel::failed);
  compare.refresh();
  QTRY_VERIFY(!compare.chosen().isEmpty());
  compare.choose(0, "tickets@1");
  QCOMPARE(compare.chosen(), QStringList{"tickets@1"});
  compare.ask("Where is my card?");
  QTRY_COMPARE_WITH_TIMEOUT(question.count(), 1, 20'000);
  QVERIFY(!compare.isBusy() && missing.isEmpty());
  compare.acceptBase(claimed);
  QTRY_COMPARE_WITH_TIMEOUT(missing.count(), 1, 20'000);
  QCOMPARE(question.count(), 1);

  AdaptersViewModel adapters(w.services);
  QSignalSpy exporting(&adapters, &AdaptersViewModel::exportBaseAsked);
  adapters.select("tickets@1");
  adapters.refresh();
  QTRY_VERIFY(adapters.current());
  commands::ExportOrder order;
  order.out = w.home() + "/out";
  adapters.exportTo(order);
  QTRY_COMPARE_WITH_TIMEOUT(exporting.count(), 1, 20'000);
  QCOMPARE(exporting[0][1].toString(), claimed);
  QVERIFY(!adapters.isExporting());
}

void TestAdaptersPage::licenseIsTheSameBeforeAndAfterKeeping() {
  Workbench w(Filled::Yes, 0);
  settle(w);
  AdaptersViewModel adapters(w.services);
  adapters.refresh();
  QTRY_VERIFY(adapters.isShownRead());
  QVERIFY(!adapters.shown().isKept());
  const QString before = adapters.shown().license;
  QCOMPARE(before, QString("apache-2.0"));
  adapters.keep("tickets");
  QTRY_COMPARE_WITH_TIMEOUT(adapters.shown().key, QString("tickets@1"), 20'000);
  QTRY_VERIFY(adapters.isShownRead());
  QCOMPARE(adapters.shown().license, before);
}

void TestAdaptersPage::keepingWithoutGainIsDoubted() {
  // The recorded run lacks the job by which an adapter is known as that of its run.
  const auto addSpec = [](const std::string& home) { std::ofstream(home + "/runs/starter-1/spec.json") << "{}"; };
  {
    Workbench better(Filled::Yes, 0, addSpec);
    settle(better);
    AdaptersViewModel adapters(better.services);
    adapters.refresh();
    QTRY_VERIFY(adapters.isShownRead());
    QVERIFY(adapters.shown().exactBefore == 0.0);
    QVERIFY(adapters.doubtOfKeeping().isEmpty());
  }
  Workbench w(Filled::Yes, 0, [&](const std::string& home) {
    addSpec(home);
    const std::string file = home + "/runs/starter-1/run.json";
    Json record = *readJsonFile(file);
    record["result"]["heldout_after"]["exact_match"] = 0.0;
    std::ofstream(file) << dump(record);
  });
  settle(w);
  w.window.show();
  w.window.open("adapters");
  settle(w);
  auto* keep = w.window.findChild<QPushButton*>("keepAdapter");
  QTRY_VERIFY(keep->isVisible() && keep->isEnabled());
  keep->click();
  QPushButton* sure = nullptr;
  for (auto* button : w.window.page("adapters")->findChildren<QPushButton*>()) {
    if (button->isVisible() && button->text() == "Keep it all the same") sure = button;
  }
  QVERIFY(sure);
  bool isSaid = false;
  for (const auto* label : w.window.page("adapters")->findChildren<QLabel*>())
    isSaid = isSaid || (label->isVisible() && label->text().contains("no more held-out rows right") && label->text().contains("5.78"));
  QVERIFY(isSaid);
  QVERIFY(Registry(w.home()).versions().empty());
  sure->click();
  QTRY_COMPARE_WITH_TIMEOUT(Registry(w.home()).versions().size(), size_t{1}, 20'000);
}

void TestAdaptersPage::exportIsChosenByUse() {
  Workbench w(Filled::Yes, 0);
  settle(w);
  w.window.show();
  w.window.open("adapters");
  settle(w);
  const auto use = [&](const char* name) { return w.window.findChild<QRadioButton*>(QString("use-") + name); };
  auto* form = w.window.findChild<QComboBox*>("exportForm");
  auto* target = w.window.findChild<QLineEdit*>("exportTarget");
  auto* whyNot = w.window.findChild<QLabel*>("whyNoBundle");
  QTRY_VERIFY(!target->text().isEmpty());
  QCOMPARE(form->currentData().toInt(), static_cast<int>(ExportKind::Peft));
  QVERIFY2(QFileInfo(target->text()).absolutePath() != QString::fromStdString(w.home()), qPrintable(target->text()));
  QVERIFY(!use("colleague")->isEnabled() && whyNot->isVisible());
  use("lmstudio")->click();
  QCOMPARE(form->currentData().toInt(), static_cast<int>(ExportKind::MergedGguf));
  QVERIFY(form->currentText().endsWith("recommended"));
  QVERIFY(target->text().endsWith(".gguf"));
  QCOMPARE(form->findData(static_cast<int>(ExportKind::GgufLora)) > 0, true);  // the other forms can be reached
  use("ollama")->click();
  QCOMPARE(form->currentData().toInt(), static_cast<int>(ExportKind::Ollama));
  keepAdapter(w.home());
  w.window.open("adapters", ShowAdapter{"starter-1"});
  settle(w);
  QTRY_VERIFY(use("colleague")->isEnabled());
  QVERIFY(!whyNot->isVisible());
  use("colleague")->click();
  QCOMPARE(w.window.findChild<QPushButton*>("exportGo")->text(), QString("Pack"));
  QVERIFY(target->text().endsWith("-bundle"));
  // The folder of the last export is suggested again; the user's documents are made if they are missing.
  const QString folder = QFileInfo(target->text()).absolutePath();
  w.window.findChild<QPushButton*>("exportGo")->click();
  QTRY_VERIFY_WITH_TIMEOUT(QFileInfo::exists(target->text() + "/entry.json") || QFileInfo::exists(folder + "/tickets-1-bundle/entry.json"),
                           20'000);
  AdaptersViewModel adapters(w.services);
  QCOMPARE(QFileInfo(adapters.suggestedTarget(".x")).absolutePath(), folder);
}

void TestAdaptersPage::promotionSaysWhatIsMissing() {
  Workbench w(Filled::Yes, 0);
  settle(w);
  w.window.show();
  w.window.open("adapters");
  settle(w);
  auto* champion = w.window.findChild<QPushButton*>("makeChampion");
  auto* missing = w.window.findChild<QLabel*>("promotionMissing");
  QTRY_COMPARE(missing->text(), QString("Still missing: a task, under which it is kept."));
  keepAdapter(w.home());
  w.window.open("adapters", ShowAdapter{"starter-1"});
  settle(w);
  QTRY_COMPARE(missing->text(), QString("Still missing: your name."));
  QVERIFY(!champion->isEnabled());
  w.window.findChild<QLineEdit*>("reviewer")->setText("A. Meier");
  QCOMPARE(missing->text(), QString("Nothing is missing for the champion."));
  QVERIFY(champion->isEnabled());
  champion->click();
  QTRY_COMPARE_WITH_TIMEOUT(missing->text(), QString("It is the champion already."), 20'000);
  QVERIFY(!champion->isEnabled());
}

/// Facts come first and none of them is unknown; money is folded away until it is asked for.
void TestAdaptersPage::receiptShowsWhatIsKnown() {
  Workbench w(Filled::Yes, 0);
  settle(w);
  w.window.show();
  w.window.open("adapters");
  settle(w);
  auto* facts = w.window.findChild<QWidget*>("receiptFacts");
  const auto words = [&] {
    QStringList out;
    for (const auto* label : facts->findChildren<QLabel*>()) out << label->text();
    return out.join('|');
  };
  QTRY_VERIFY2(words().contains("time of the run"), qPrintable(words()));
  QVERIFY2(words().contains("1 min 05 s") && words().contains("56,900") && words().contains("3.6 %"), qPrintable(words()));
  QVERIFY(!words().contains("unknown"));
  auto* worth = w.window.findChild<QPushButton*>("receiptWorth");
  QVERIFY(!worth->isChecked());
}

void TestAdaptersPage::lineageShowsHashesInTooltipsOnly() {
  Workbench w(Filled::Yes, 0);
  keepAdapter(w.home());
  settle(w);
  w.window.show();
  w.window.open("adapters");
  settle(w);
  const QString hash = "cb6d1862916a6013dcbfd18255949a7d5983d04f51546605855b9ace95d692e5";
  const auto hasTooltip = [&] {
    const auto parts = w.window.page("adapters")->findChildren<QWidget*>();
    return std::any_of(parts.begin(), parts.end(), [&](const QWidget* part) { return part->toolTip().contains(hash); });
  };
  QTRY_VERIFY(hasTooltip());
  for (const auto* label : w.window.page("adapters")->findChildren<QLabel*>()) QVERIFY(!label->text().contains(hash.left(8)));
}

QTEST_MAIN(TestAdaptersPage)
#include "tst_adapters_page.moc"
