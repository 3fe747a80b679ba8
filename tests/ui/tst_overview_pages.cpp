// SPDX-License-Identifier: GPL-3.0-or-later
// Tests the pages Activity, Models and Settings: their view models over a filled home, and the pages by keys.
#include <set>

#include <QComboBox>
#include <QKeySequenceEdit>
#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QMenu>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QRadioButton>
#include <QSignalSpy>
#include <QTableView>
#include <QTest>

#include "tests/ui/workbench.hpp"
#include "ui/pages/activity/activity_view_model.hpp"
#include "ui/pages/activity/heat_strip.hpp"
#include "ui/pages/activity/history_model.hpp"
#include "ui/pages/models/model_card.hpp"
#include "ui/pages/models/models_view_model.hpp"
#include "ui/pages/settings/keys_dialog.hpp"
#include "ui/pages/settings/licenses_dialog.hpp"
#include "ui/services/language.hpp"

using namespace graft;
using namespace graft::ui;

namespace {

Act made(ActKind kind, const char* at, const char* subject, const char* detail = "") {
  Act out;
  out.kind = kind;
  out.at = at;
  out.subject = subject;
  out.detail = detail;
  return out;
}

QPushButton* named(Workbench& w, const QString& name) {
  const auto buttons = w.window.findChildren<QPushButton*>();
  const auto found = std::find_if(buttons.begin(), buttons.end(), [&](const QPushButton* each) {
    return each->isVisible() && (each->accessibleName() == name || each->text() == name);
  });
  return found == buttons.end() ? nullptr : *found;
}

}  // namespace

class TestOverviewPages : public QObject {
  Q_OBJECT
 private Q_SLOTS:
  void initTestCase() { useLanguage("en"); }
  void history_tellsWhatAnOldHomeDid();
  void history_joinsVotesAndNotes();
  void history_marksItemsThatAreGone();
  void history_namesTheRunOfACheck();
  void history_saysEachAct();
  void trainingTime_liesOnItsDays();
  void heatStrip_isReadByKeys();
  void activity_opensItemsAndFilters();
  void activity_saysThatNothingWasDone();
  void activity_savesFullTimes();
  void models_areCountedInWords();
  void models_fitOrSayWhatTheyNeed();
  void models_areSearchedAndSorted();
  void models_areRemovedAndComeBack();
  void models_areAddedFromAFolder();
  void models_trainByKeys();
  void keys_areFoundAndChangedInTheirWindow();
  void settings_areResetAndComeBack();
  void settings_followThePalette();
  void settings_listLicences();
};

void TestOverviewPages::history_tellsWhatAnOldHomeDid() {
  Workbench w(Filled::Yes, 5, keepAdapter);
  settle(w);
  ActivityViewModel model(w.services);
  QSignalSpy failed(&model, &ActivityViewModel::failed);
  model.refresh();
  QTRY_VERIFY(model.wasRead());
  QCOMPARE(failed.count(), 0);
  const auto& all = model.history();
  QVERIFY(std::is_sorted(all.begin(), all.end(), [](const Act& a, const Act& b) { return a.at > b.at; }));
  const auto count = [&](ActKind kind) { return std::count_if(all.begin(), all.end(), [&](const Act& act) { return act.kind == kind; }); };
  QCOMPARE(count(ActKind::DatasetImported), 1);
  QCOMPARE(count(ActKind::RunStarted), 6);
  QCOMPARE(count(ActKind::RunEnded), 6);  // the one without a worker was interrupted
  QCOMPARE(count(ActKind::AdapterKept), 1);
  QCOMPARE(count(ActKind::CardChanged), 1);
  QCOMPARE(count(ActKind::Checked), 1);
  for (const Act& act : all) {
    const ActWords words = wordsOf(act);
    QVERIFY(!words.what.isEmpty() && !words.item.isEmpty());
    QVERIFY2(!words.link.empty(), qPrintable(words.what + " " + words.item));
  }
  const auto data = model.historyOf(ActGroup::Data);
  QCOMPARE(data.size(), size_t{1});
  QCOMPARE(wordsOf(data[0]).item, QString("starter, version 1"));
  QCOMPARE(wordsOf(data[0]).result, QString("720 rows, 121 held out"));
  QCOMPARE(wordsOf(data[0]).link.page(), QString("data"));
  const auto tests = model.historyOf(ActGroup::Tests);
  QCOMPARE(tests.size(), size_t{1});
  QCOMPARE(wordsOf(tests[0]).item, QString("tickets@1"));
  QCOMPARE(wordsOf(tests[0]).link.page(), QString("check"));
  QCOMPARE(model.totals().runs, int64_t{6});
  QVERIFY(model.totals().seconds > 0);
  double days = 0;
  for (const auto& [day, seconds] : model.totals().days) days += seconds;
  QVERIFY(std::abs(days - model.totals().seconds) < 1e-6);
}

void TestOverviewPages::history_joinsVotesAndNotes() {
  std::vector<Act> acts = {made(ActKind::Voted, "2026-11-24T08:00:03Z", "r"),
                           made(ActKind::Voted, "2026-11-24T08:00:01Z", "r"),
                           made(ActKind::Voted, "2026-11-24T08:00:02Z", "r"),
                           made(ActKind::NoteChanged, "2026-11-24T08:00:04Z", "r", "b"),
                           made(ActKind::NoteChanged, "2026-11-24T08:00:00Z", "r", "a"),
                           made(ActKind::Voted, "2026-11-24T07:00:00Z", "other")};
  const auto history = composedHistory(std::move(acts), {});
  QCOMPARE(history.size(), size_t{4});
  QCOMPARE(history[0].detail, std::string("b"));
  QCOMPARE(history[1].count, uint64_t{3});
  QCOMPARE(history[1].at, std::string("2026-11-24T08:00:03Z"));
  QCOMPARE(wordsOf(history[1]).result, QString("3 votes"));
  QCOMPARE(wordsOf(history[3]).result, QString("1 vote"));
}

void TestOverviewPages::history_marksItemsThatAreGone() {
  const std::vector<store::RecordedRun> runs = {{"here", {}, {}}, {"binned", {}, "2026-11-24T08:00:00Z"}};
  std::vector<Act> acts;
  for (const char* run : {"here", "binned", "deleted"}) acts.push_back(made(ActKind::RunStarted, "2026-11-24T08:00:00Z", run));
  acts.push_back(made(ActKind::Compared, "2026-11-24T08:00:00Z", "tickets@1"));
  acts.push_back(made(ActKind::ModelRemoved, "2026-11-24T08:00:00Z", "tiny"));
  acts.push_back(made(ActKind::RunStarted, "", "a record without a time"));
  // The audit log tells who added a model; the link tells it once more.
  acts.push_back(made(ActKind::ModelAdded, "2026-11-24T08:00:00Z", "small"));
  acts.push_back(acts.back());
  acts.back().actor = "anna";
  const auto history = composedHistory(acts, runs);
  QCOMPARE(history.size(), size_t{6});
  const auto gone = [&](const char* subject) {
    return std::find_if(history.begin(), history.end(), [&](const Act& act) { return act.subject == subject; })->isGone;
  };
  QVERIFY(!gone("here") && gone("binned") && gone("deleted") && !gone("tickets@1") && gone("tiny"));
  QVERIFY(wordsOf(history[1]).link.empty());
}

void TestOverviewPages::history_namesTheRunOfACheck() {
  store::RecordedRun run{"tickets-1", {}, {}};
  run.record.hashes.adapter = std::string(64, 'a');
  Act check = made(ActKind::Checked, "2026-11-24T08:00:00Z", "", std::string(64, 'a').c_str());
  check.rating = Rating::Red;
  const auto history = composedHistory({check}, {run});
  QCOMPARE(history[0].subject, std::string("tickets-1"));
  QCOMPARE(wordsOf(history[0]).tone, Tone::Bad);
  QVERIFY(wordsOf(composedHistory({check}, {})[0]).item.startsWith("aaaa"));
}

/// Each kind of act has words, an icon that exists, and a group that the filter offers.
void TestOverviewPages::history_saysEachAct() {
  const Theme theme(*qApp);
  std::set<ActGroup> offered;
  for (const auto& [group, name] : actGroups()) offered.insert(group);
  for (int kind = 0; kind <= static_cast<int>(ActKind::Other); ++kind) {
    const Act act = made(static_cast<ActKind>(kind), "2026-11-24T08:00:00Z", "item", "detail");
    const ActWords words = wordsOf(act);
    QVERIFY2(!words.what.isEmpty(), qPrintable(QString::number(kind)));
    QVERIFY2(QFile::exists(":/icons/" + words.icon + ".svg"), qPrintable(words.icon));
    QVERIFY(offered.contains(groupOf(act.kind)));
  }
  Act end = made(ActKind::RunEnded, "2026-11-24T08:00:00Z", "r", "finished");
  end.exactBefore = 0, end.exactAfter = 0.983;
  QCOMPARE(wordsOf(end).result, QString("exact match 98.3 %, before training 0.0 %"));
  for (const char* state : {"finished", "stopped", "stopped early", "paused", "interrupted", "failed"}) {
    end.detail = state;
    QVERIFY(!wordsOf(end).what.contains(':'));
  }
  Act edited = made(ActKind::DatasetRevised, "2026-11-24T08:00:00Z", "d");
  edited.revision = RevisionCounts{1, 3, 1, 0, 0, 0};
  QCOMPARE(wordsOf(edited).result, QString("3 rows changed, 1 row removed"));
}

void TestOverviewPages::trainingTime_liesOnItsDays() {
  const auto at = [](int day, int hour) { return QDateTime(QDate(2026, 11, day), QTime(hour, 0)); };
  std::map<QDate, double> days;
  addToDays({at(24, 10), at(24, 11), {}, 1800}, days);
  QCOMPARE(days, (std::map<QDate, double>{{QDate(2026, 11, 24), 1800}}));
  days.clear();
  addToDays({at(24, 23), at(25, 1), {}, 7200}, days);  // over midnight
  QCOMPARE(days, (std::map<QDate, double>{{QDate(2026, 11, 24), 3600}, {QDate(2026, 11, 25), 3600}}));
  days.clear();
  // Resumed two days later: the last part took its hour, the first one the rest.
  addToDays({at(24, 10), at(26, 11), {at(26, 10)}, 5400}, days);
  QCOMPARE(days, (std::map<QDate, double>{{QDate(2026, 11, 24), 1800}, {QDate(2026, 11, 26), 3600}}));
  days.clear();
  addToDays({QDateTime(), at(26, 11), {}, 5400}, days);
  QVERIFY(days.empty());
  RunRecord working;
  working.started = "2026-11-24T08:00:00Z";
  working.state = kRunning;
  const QDateTime now = at(24, 12);
  QCOMPARE(trainedTimeOf(working, 60, now).ended, now);
}

void TestOverviewPages::heatStrip_isReadByKeys() {
  const Theme theme(*qApp);
  HeatStrip strip(theme);
  const QDate today(2026, 11, 25);
  QSignalSpy told(&strip, &HeatStrip::told);
  strip.set({}, today);
  QCOMPARE(strip.summary(), QString("No training in the last 12 weeks."));
  strip.set({{today, 190.0}, {today.addDays(-7), 60.0}, {today.addDays(-200), 9000.0}}, today);
  QVERIFY2(strip.summary().startsWith("Training on 2 days of the last 12 weeks, 4 min 10 s in all"), qPrintable(strip.summary()));
  QCOMPARE(strip.accessibleName(), strip.summary());
  QVERIFY(strip.firstDay() <= today.addDays(-7 * (HeatStrip::kWeeks - 1)));
  strip.show();
  QVERIFY(QTest::qWaitForWindowActive(&strip));
  strip.setFocus();
  QTRY_COMPARE(strip.accessibleDescription(), strip.dayText(today));
  QTest::keyClick(&strip, Qt::Key_Left);
  QCOMPARE(told.back()[0].toString(), strip.dayText(today.addDays(-7)));
  QVERIFY(told.back()[0].toString().endsWith("1 min 00 s"));
  QTest::keyClick(&strip, Qt::Key_Up);
  QVERIFY(told.back()[0].toString().endsWith("no training"));
  QTest::keyClick(&strip, Qt::Key_End);
  QTest::keyClick(&strip, Qt::Key_Right);  // there is no day after today
  QCOMPARE(told.back()[0].toString(), strip.dayText(today));
  QTest::keyClick(&strip, Qt::Key_Home);
  QCOMPARE(told.back()[0].toString(), strip.dayText(strip.firstDay()));
}

void TestOverviewPages::activity_opensItemsAndFilters() {
  Workbench w(Filled::Yes, 1, keepAdapter);
  enter(w, "activity");
  auto* table = w.window.findChild<QTableView*>("history");
  auto* filter = w.window.findChild<QComboBox*>("historyFilter");
  QVERIFY(table && filter);
  QTRY_VERIFY(table->model()->rowCount() > 5);
  const int all = table->model()->rowCount();
  filter->setCurrentIndex(filter->findText("Datasets"));
  QCOMPARE(table->model()->rowCount(), 1);
  filter->setCurrentIndex(filter->findText("Models"));
  QVERIFY(!table->isVisible() && says(w.window, "Nothing of this kind was done yet."));
  filter->setCurrentIndex(filter->findText("Runs"));
  QVERIFY(table->isVisible() && table->model()->rowCount() < all);
  table->setFocus();
  table->setCurrentIndex(table->model()->index(0, 0));
  QVERIFY(!w.window.page("activity")->details().facts.empty());
  QTest::keyClick(table, Qt::Key_Return);
  QCOMPARE(w.window.currentPage(), QString("runs"));
}

void TestOverviewPages::activity_saysThatNothingWasDone() {
  Workbench w(Filled::No);
  enter(w, "activity");
  QTRY_VERIFY(says(w.window, "Nothing was done yet"));
  auto* import = named(w, "Import examples");
  QVERIFY(import);
  import->click();
  QCOMPARE(w.window.currentPage(), QString("data"));
}

void TestOverviewPages::activity_savesFullTimes() {
  Workbench w(Filled::Yes, 0);
  enter(w, "activity");
  auto* table = w.window.findChild<QTableView*>("history");
  QTRY_VERIFY(table->model()->rowCount() > 0);
  const Theme& theme = w.theme;
  HistoryModel relative(theme), full(theme, HistoryModel::Times::Full);
  const Act now = made(ActKind::RunStarted, utcNow().c_str(), "r");
  relative.set({now});
  full.set({now});
  QCOMPARE(relative.index(0, HistoryModel::kWhen).data().toString(), QString("just now"));
  QCOMPARE(full.index(0, HistoryModel::kWhen).data().toString(), momentText(now.at));
  QTemporaryDir out;
  w.dialogs.newFile = out.filePath("activity.csv");
  QTest::keyClick(&w.window, Qt::Key_E, Qt::ControlModifier);
  QFile file(w.dialogs.newFile);
  QVERIFY(file.open(QIODevice::ReadOnly));
  const QString text = QString::fromUtf8(file.readAll());
  QVERIFY(text.startsWith("\"When\",\"What\",\"Item\",\"Result\""));
  QVERIFY(text.contains("Dataset imported"));
}

void TestOverviewPages::models_areCountedInWords() {
  QCOMPARE(parametersText(18'240), QString("18,240"));
  QCOMPARE(parametersText(1'500'000), QString("1.5 million"));
  QCOMPARE(parametersText(134'515'008), QString("135 million"));
  QCOMPARE(parametersText(1'235'814'400), QString("1.2 billion"));
  QCOMPARE(parametersText(70'553'706'496), QString("71 billion"));
}

void TestOverviewPages::models_fitOrSayWhatTheyNeed() {
  const workspace::MemoryNeed need{8000, 3000};
  QCOMPARE(fitWords(need, 16'000).tone, Tone::Good);
  QCOMPARE(fitWords(need, 4000).words, QString("Fits in 4 bits (QLoRA)"));
  const FitWords large = fitWords(need, 900);
  QCOMPARE(large.tone, Tone::Bad);
  QCOMPARE(large.words, QString("Too large: needs about 3.1 GB of 944 MB"));
  QVERIFY(large.explanation.contains("8.4 GB"));
  QVERIFY(fitWords(need, 0).words.isEmpty());  // free memory is unknown
}

void TestOverviewPages::models_areSearchedAndSorted() {
  Workbench w(Filled::Yes, 0);
  ModelsViewModel model(w.services);
  QVERIFY(!model.isOwnRead());
  model.refresh();
  QTRY_VERIFY(model.isOwnRead() && model.areOthersRead());
  QVERIFY(model.own().front()->place.path.empty());
  QVERIFY(model.roomMib() > 0);
  QCOMPARE(model.others().size(), size_t{3});
  QVERIFY(model.others().back()->problem.has_value());  // what cannot be trained comes last
  model.setSearch("QWEN hugging");
  QCOMPARE(model.others().size(), size_t{1});
  QVERIFY(model.own().empty());
  QVERIFY(!model.chosen());
  model.setSearch("smollm");
  QVERIFY(model.others().empty());
  QVERIFY(model.chosen());
  model.setSearch({});
  QCOMPARE(model.others().size(), size_t{3});
}

void TestOverviewPages::models_areRemovedAndComeBack() {
  Workbench w(Filled::Yes, 0);
  enter(w, "models");
  QTRY_VERIFY(named(w, "Add Qwen/Qwen3-0.6B"));
  QVERIFY(says(w.window, "Fits this machine") && says(w.window, "Chat model"));
  QVERIFY(!says(w.window, "0 million"));
  named(w, "Add Qwen/Qwen3-0.6B")->click();
  QTRY_VERIFY(named(w, "Remove Qwen3-0.6B from the list"));
  QVERIFY(!named(w, "Remove SmolLM2-135M-Instruct.Q4_1 from the list"));
  const QString link = QString::fromStdString(w.home()) + "/models/Qwen3-0.6B";
  named(w, "Remove Qwen3-0.6B from the list")->click();
  QTRY_VERIFY(!QFileInfo::exists(link));
  settle(w);
  QVERIFY(named(w, "Add Qwen/Qwen3-0.6B"));
  QVERIFY(says(w.window, "Its files are untouched."));
  w.shortcuts.trigger("undo");
  QTRY_VERIFY(QFileInfo::exists(link + "/config.json"));
  settle(w);
  QVERIFY(named(w, "Train with Qwen3-0.6B"));
  ActivityViewModel activity(w.services);
  activity.refresh();
  QTRY_VERIFY(activity.wasRead());
  const auto told = activity.historyOf(ActGroup::Models);
  QCOMPARE(told.size(), size_t{3});
  QCOMPARE(std::count_if(told.begin(), told.end(), [](const Act& act) { return act.kind == ActKind::ModelRemoved; }), 1);
}

void TestOverviewPages::models_areAddedFromAFolder() {
  Workbench w(Filled::No);
  enter(w, "models");
  w.dialogs.folder = QString::fromStdString(sourceFolder() + "/tests/data/golden/tiny/qwen2_tied");
  auto* add = w.window.findChild<QPushButton*>("addModel");
  add->click();
  auto* menu = qobject_cast<QMenu*>(QApplication::activePopupWidget());
  QVERIFY(menu);
  QCOMPARE(menu->actions().size(), 2);
  menu->actions()[1]->trigger();
  menu->close();
  QTRY_VERIFY(named(w, "Train with qwen2_tied"));
  QCOMPARE(w.dialogs.asked, 1);
  QVERIFY(says(w.window, "None was found."));
  w.dialogs.folder = QString::fromStdString(w.home());  // no model
  menu->actions()[1]->trigger();
  QTRY_VERIFY(w.dialogs.asked == 2);
  settle(w);
  QVERIFY(!QFileInfo::exists(QString::fromStdString(w.home()) + "/models/" + QFileInfo(w.dialogs.folder).fileName()));
}

void TestOverviewPages::models_trainByKeys() {
  Workbench w(Filled::Yes, 0, [](const std::string& home) {
    const workspace::ModelPlace tiny{"tiny", {}, sourceFolder() + "/tests/data/golden/tiny/qwen2_tied"};
    if (!workspace::addModel(tiny, home).ok()) qFatal("the model cannot be added");
  });
  enter(w, "models", ShowModel{"tiny"});
  const auto chosen = [&] {
    for (const auto* card : w.window.findChildren<ModelCard*>()) {
      if (card->property("kind").toByteArray() == "card-chosen") return card->name();
    }
    return QString("none");
  };
  QTRY_COMPARE(chosen(), QString("tiny"));
  QVERIFY(!w.window.page("models")->details().title.isEmpty());
  named(w, "Train with SmolLM2-135M-Instruct.Q4_1")->setFocus();
  QTRY_COMPARE(chosen(), QString());
  named(w, "Train with tiny")->setFocus();
  QTRY_COMPARE(chosen(), QString("tiny"));
  QTest::keyClick(&w.window, Qt::Key_Return, Qt::ControlModifier);
  QCOMPARE(w.window.currentPage(), QString("train"));
  w.window.open("models");
  settle(w);
  QTest::keyClick(&w.window, Qt::Key_F, Qt::ControlModifier);
  auto* search = w.window.findChild<QLineEdit*>("searchModels");
  QTRY_VERIFY(search->hasFocus());
  QTest::keyClicks(search, "smol");
  QTRY_VERIFY(!named(w, "Train with tiny"));
}

void TestOverviewPages::keys_areFoundAndChangedInTheirWindow() {
  Workbench w(Filled::Yes, 0);
  enter(w, "settings");
  auto* dialog = w.window.findChild<KeysDialog*>();
  QVERIFY(dialog && !dialog->isVisible());
  w.window.findChild<QPushButton*>("editKeys")->click();
  QVERIFY(QTest::qWaitForWindowActive(dialog));
  auto* search = dialog->findChild<QLineEdit*>("searchKeys");
  QTRY_VERIFY(search->hasFocus());
  auto* field = dialog->findChild<QKeySequenceEdit*>("keys-inspector");
  auto* other = dialog->findChild<QKeySequenceEdit*>("keys-quit");
  QVERIFY(field->isVisible() && other->isVisible());
  QTest::keyClicks(search, "close window");
  QVERIFY(!field->isVisible() && other->isVisible());
  search->clear();
  QTest::keyClicks(search, "ctrl+i");
  QVERIFY(field->isVisible() && !other->isVisible());
  field->setFocus();
  QTest::keyClick(field, Qt::Key_Tab);  // Tab leaves the field
  QVERIFY(!field->hasFocus());
  field->setKeySequence(QKeySequence("Ctrl+J"));
  Q_EMIT field->editingFinished();
  QVERIFY(w.shortcuts.isChanged("inspector"));
  search->setText("no such thing");
  QVERIFY(!field->isVisible());
  search->clear();
  const auto buttons = dialog->findChildren<QPushButton*>();
  const auto all = std::find_if(buttons.begin(), buttons.end(), [](const auto* each) { return each->text() == "Reset all keys"; });
  QVERIFY(all != buttons.end());
  (*all)->click();
  QVERIFY(!w.shortcuts.isChanged("inspector"));
  QTest::keyClick(dialog, Qt::Key_Escape);
  QVERIFY(!dialog->isVisible());
}

void TestOverviewPages::settings_areResetAndComeBack() {
  Workbench w(Filled::No);
  enter(w, "settings");
  w.preferences.setText("scheme", "dark");
  w.preferences.setText("text_percent", "125");
  // Two commands that have exchanged their keys.
  QVERIFY(w.shortcuts.set("inspector", {}).isEmpty());
  QVERIFY(w.shortcuts.set("palette", QKeySequence("Ctrl+I")).isEmpty());
  QVERIFY(w.shortcuts.set("inspector", QKeySequence("Ctrl+K")).isEmpty());
  w.shortcuts.setLetterKeys(false);
  w.window.findChild<QPushButton*>("resetSettings")->click();
  QCOMPARE(w.preferences.text("scheme"), QString("desktop"));
  QVERIFY(w.window.findChild<QRadioButton*>("scheme-desktop")->isChecked());
  QCOMPARE(w.window.findChild<QComboBox*>("textSize")->currentData().toString(), QString("100"));
  QCOMPARE(w.shortcuts.keys("palette"), QKeySequence("Ctrl+K"));
  QVERIFY(w.shortcuts.hasLetterKeys());
  w.shortcuts.trigger("undo");
  QCOMPARE(w.preferences.text("scheme"), QString("dark"));
  QVERIFY(w.window.findChild<QRadioButton*>("scheme-dark")->isChecked());
  QCOMPARE(w.window.findChild<QComboBox*>("textSize")->currentData().toString(), QString("125"));
  QCOMPARE(w.shortcuts.keys("palette"), QKeySequence("Ctrl+I"));
  QCOMPARE(w.shortcuts.keys("inspector"), QKeySequence("Ctrl+K"));
  QVERIFY(!w.shortcuts.hasLetterKeys());
}

/// A preference that is set elsewhere shows here, and showing one sets none.
void TestOverviewPages::settings_followThePalette() {
  Workbench w(Filled::No);
  QSignalSpy changed(&w.preferences, &Preferences::changed);
  enter(w, "settings");
  for (const auto& key : changed) QVERIFY(key[0].toString() != "scheme" && key[0].toString() != "text_percent");
  w.preferences.setText("scheme", "light");
  QVERIFY(w.window.findChild<QRadioButton*>("scheme-light")->isChecked());
  QVERIFY(!w.window.findChild<QRadioButton*>("scheme-desktop")->isChecked());
  QTRY_VERIFY(says(w.window, "SmolLM2"));  // place of the model that comes along
  QVERIFY(says(w.window, "free on this disk"));
}

void TestOverviewPages::settings_listLicences() {
  Workbench w(Filled::No);
  enter(w, "settings");
  w.window.findChild<QPushButton*>("licenses")->click();
  auto* dialog = w.window.findChild<LicensesDialog*>();
  QVERIFY(dialog && dialog->isVisible());
  auto* list = dialog->findChild<QListWidget*>();
  auto* text = dialog->findChild<QPlainTextEdit*>();
  QTRY_VERIFY(list->count() >= 2);
  const auto gpl = list->findItems("GPL-3.0", Qt::MatchContains);
  QVERIFY(!gpl.isEmpty());
  list->setCurrentItem(gpl.front());
  QTRY_VERIFY(text->toPlainText().contains("GNU GENERAL PUBLIC LICENSE"));
}

QTEST_MAIN(TestOverviewPages)
#include "tst_overview_pages.moc"
