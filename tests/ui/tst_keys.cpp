// SPDX-License-Identifier: GPL-3.0-or-later
// Tests the window's keyboard control on real data and a recorded run, with key events only.
#include <set>

#include <QInputDialog>
#include <QKeySequenceEdit>
#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QMessageBox>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QSignalSpy>
#include <QTableView>
#include <QTextBrowser>
#include <QToolButton>
#include <QTreeWidget>

#include "core/base/file.hpp"
#include "core/protocol/frames.hpp"
#include "tests/ui/workbench.hpp"
#include "ui/charts/chart_card.hpp"
#include "ui/models/runs_model.hpp"
#include "ui/services/language.hpp"
#include "ui/shell/end_notice.hpp"
#include "ui/shell/guide.hpp"
#include "ui/shell/inspector.hpp"

using namespace graft;
using namespace graft::ui;

namespace {
/// Avoids QTableView::selectRow, which depends on the modifier keys held last.
void choose(QTableView* table, int row) {
  table->selectionModel()->setCurrentIndex(table->model()->index(row, 0), QItemSelectionModel::ClearAndSelect | QItemSelectionModel::Rows);
}
}  // namespace

class TestKeys : public QObject {
  Q_OBJECT
 private Q_SLOTS:
  void initTestCase() { useLanguage("en"); }
  void paletteDoesWhatItFinds();
  void rowsAreCorrectedByKeys();
  void otherRowsGetNothingOfWhatIsWritten();
  void inspectorTellsKeepsAndHelps();
  void guideOpensFromHelp();
  void keysGoRoundThePanes();
  void keysCanBeChanged();
  void runsAreMeasuredAgainstABaseline();
  void warningsAreActedOnByKeys();
  void chartFillsTheScreen();
  void whatIsShownIsExported();
  void modelsOfOtherProgramsAreAdded();
  void ringIsShown_whenKeysAreUsed();
  void focusFollowsThePage();
  void helpClosesWhatItOpened();
  void closingSaysThatARunGoesOn();
  void endOfARunIsTold_whenTheWindowIsNotInFront();
  void datasetIsRenamedAndDeleted();
};

/// Saves a new version without a mouse: one row corrected, one removed, one edit undone and redone.
void TestKeys::rowsAreCorrectedByKeys() {
  Workbench w(Filled::Yes, 0);
  enter(w, "data");
  auto* rows = w.window.findChild<QTableView*>("rows");
  QTRY_COMPARE(rows->model()->rowCount(), 720);
  rows->setFocus();
  choose(rows, 0);
  QTest::keyClick(rows, Qt::Key_Return);
  auto* typed = qobject_cast<QPlainTextEdit*>(QApplication::focusWidget());
  QVERIFY(typed);
  QCOMPARE(typed->toPlainText(), QString("card_arrival"));
  QTest::keyClick(typed, Qt::Key_A, Qt::ControlModifier);
  QTest::keyClick(typed, Qt::Key_Delete);
  QTest::keyClick(typed, Qt::Key_Return, Qt::ControlModifier);  // an empty answer is refused, and the editor stays open
  QVERIFY(typed->isVisible());
  QTest::keyClicks(typed, "card_is_coming");
  shoot(w, "data-correcting-light");
  QTest::keyClick(typed, Qt::Key_Return, Qt::ControlModifier);
  QVERIFY(!typed->isVisible());
  QCOMPARE(rows->model()->index(0, 3).data().toString(), QString("card_is_coming"));
  rows->setFocus();
  choose(rows, 1);
  QTest::keyClick(rows, Qt::Key_Delete);
  QCOMPARE(rows->model()->index(1, 1).data().toString(), QString("removed •"));
  QTest::keyClick(rows, Qt::Key_Z, Qt::ControlModifier);
  QCOMPARE(rows->model()->index(1, 1).data().toString(), QString("measure"));
  QTest::keyClick(rows, Qt::Key_Z, Qt::ControlModifier | Qt::ShiftModifier);
  QCOMPARE(rows->model()->index(1, 1).data().toString(), QString("removed •"));
  settle(w);
  shoot(w, "data-changed-light");
  QTest::keyClick(rows, Qt::Key_Return, Qt::ControlModifier);
  QTRY_COMPARE(rows->model()->rowCount(), 719);
  settle(w);
  QCOMPARE(rows->model()->index(0, 3).data().toString(), QString("card_is_coming"));
  QVERIFY(findDataset("starter@1", w.home(), {}).ok());
}

/// A version with few rows is opened while a row far down is edited. The text reaches no other row, and a message reports this.
void TestKeys::otherRowsGetNothingOfWhatIsWritten() {
  Workbench w(Filled::Yes, 0);
  ImportOptions few;
  few.file = w.home() + "/few.csv";
  std::ofstream(few.file) << "question,answer\none,eins\ntwo,zwei\n";
  QVERIFY(importFile(few, w.home()).ok());
  w.store.catchUp();
  enter(w, "data");
  auto* list = w.window.page("data")->findChild<QListWidget*>();
  auto* rows = w.window.findChild<QTableView*>("rows");
  const auto open = [&](const QString& name) {
    for (int i = 0; i < list->count(); ++i) {
      if (list->item(i)->data(Qt::UserRole).toString() == name) list->setCurrentRow(i);
    }
    settle(w);
  };
  open("starter");
  QTRY_COMPARE(rows->model()->rowCount(), 720);
  choose(rows, 700);
  rows->setFocus();
  QTest::keyClick(rows, Qt::Key_Return);
  auto* typed = qobject_cast<QPlainTextEdit*>(QApplication::focusWidget());
  QVERIFY(typed);
  QTest::keyClicks(typed, "unfinished ");
  open("few");
  QTRY_COMPARE(rows->model()->rowCount(), 2);
  for (int row = 0; row < 2; ++row) QVERIFY(!rows->model()->index(row, 1).data().toString().contains("•"));
  QCOMPARE(rows->model()->index(0, 3).data().toString(), QString("eins"));
  bool isSaid = false;
  for (const auto* label : w.window.findChildren<QLabel*>())
    isSaid = isSaid || (label->isVisible() && label->text().contains("was not taken"));
  QVERIFY(isSaid);
  open("starter");
  QTRY_COMPARE(rows->model()->rowCount(), 720);
}

void TestKeys::inspectorTellsKeepsAndHelps() {
  Workbench w(Filled::Yes, 0);
  enter(w, "runs");
  QTest::keyClick(&w.window, Qt::Key_I, Qt::ControlModifier);
  auto* inspector = w.window.findChild<Inspector*>();
  QTRY_VERIFY(inspector->isVisible());
  settle(w);
  auto* note = qobject_cast<QPlainTextEdit*>(QApplication::focusWidget());
  QVERIFY(note && inspector->isAncestorOf(note));
  QTest::keyClicks(note, "twice the speed");
  shoot(w, "runs-inspector-light");
  const auto kept = [&] {
    std::string told;
    w.store.ask(
        &w.window, [](store::Store& store) { return store::listRuns(store, {}); },
        [&](Result<std::vector<store::RunRow>> runs) { told = runs.ok() && !runs->empty() ? runs->front().note : ""; });
    settle(w);
    return QString::fromStdString(told);
  };
  QTRY_COMPARE(kept(), QString("twice the speed"));
  w.window.open("data");
  settle(w);
  shoot(w, "data-inspector-light");
  auto* rows = w.window.findChild<QTableView*>("rows");
  rows->setFocus();
  QTest::keyClick(rows, Qt::Key_F1);
  bool explained = false;
  for (const auto* label : inspector->findChildren<QLabel*>())
    explained = explained || (label->isVisible() && label->text() == rows->accessibleName());
  QVERIFY(explained);
  QTest::keyClick(rows, Qt::Key_I, Qt::ControlModifier);
  QVERIFY(!inspector->isVisible());
  // Each page has a help text.
  for (const auto& entry : w.window.pages()) QVERIFY2(w.window.page(entry.id)->help().size() > 60, qPrintable(entry.id));
}

void TestKeys::guideOpensFromHelp() {
  Workbench w(Filled::No, 0);
  enter(w, "home");
  QTest::keyClick(w.window.focusWidget() ? w.window.focusWidget() : &w.window, Qt::Key_F1, Qt::ControlModifier);
  auto* guide = w.window.findChild<Guide*>();
  QVERIFY(guide && guide->isVisible());
  auto* list = guide->findChild<QListWidget*>();
  auto* text = guide->findChild<QTextBrowser*>();
  QStringList seen;
  for (int row = 0; row < list->count(); ++row) {
    QCOMPARE(list->currentRow(), row);
    seen << text->toPlainText();
    QVERIFY2(seen.back().size() > 1000, qPrintable(Guide::names()[row]));
    QTest::keyClick(list, Qt::Key_Down);
  }
  QCOMPARE(seen.removeDuplicates(), 0);
  list->setCurrentRow(0);
  if (const QString folder = qEnvironmentVariable("GRAFT_SHOTS"); !folder.isEmpty()) {
    guide->grab().save(folder + "/guide-light.png");
    w.theme.setScheme(Scheme::Dark);
    guide->grab().save(folder + "/guide-dark.png");
  }
  QTest::keyClick(guide, Qt::Key_Escape);
  QVERIFY(!guide->isVisible());
}

/// Ctrl+K finds pages' acts, settings and commands by everyday words, and is honest about what it does not find.
void TestKeys::paletteDoesWhatItFinds() {
  Workbench w(Filled::Yes, 0);
  enter(w, "home");
  auto* typed = w.window.findChild<QLineEdit*>("paletteText");
  auto* list = w.window.findChild<QTreeWidget*>("paletteList");
  QVERIFY(typed && list);
  const auto type = [&](const QString& words) {
    QTest::keyClick(&w.window, Qt::Key_K, Qt::ControlModifier);
    QTRY_VERIFY(typed->isVisible());
    QTest::keyClicks(typed, words);
  };
  type("dark");
  QCOMPARE(list->topLevelItem(0)->text(0), QString("Dark theme"));
  QTest::keyClick(typed, Qt::Key_Return);
  QCOMPARE(w.preferences.text("scheme", ""), QString("dark"));
  type("language");
  QTest::keyClick(typed, Qt::Key_Return);
  QCOMPARE(w.window.currentPage(), QString("settings"));
  QTRY_VERIFY(QApplication::focusWidget() && QApplication::focusWidget()->objectName() == "language");
  type("learning rate");
  QTest::keyClick(typed, Qt::Key_Return);
  QCOMPARE(w.window.currentPage(), QString("train"));
  type("gpu");
  QVERIFY(list->topLevelItemCount() > 1);
  QTest::keyClick(typed, Qt::Key_Escape);
  type("zzzz");
  QCOMPARE(list->topLevelItemCount(), 1);
  QCOMPARE(list->topLevelItem(0)->text(0), QString("Search the guide for “zzzz”"));
  QTest::keyClick(typed, Qt::Key_Escape);
  QTest::keyClick(&w.window, Qt::Key_Comma, Qt::ControlModifier);
  QCOMPARE(w.window.currentPage(), QString("settings"));
}

void TestKeys::keysGoRoundThePanes() {
  Workbench w(Filled::Yes, 0);
  enter(w, "runs");
  QTest::keyClick(&w.window, Qt::Key_I, Qt::ControlModifier);
  settle(w);
  std::set<QWidget*> seen;
  for (int i = 0; i < 4; ++i) {
    QTest::keyClick(QApplication::focusWidget(), Qt::Key_F6);
    seen.insert(QApplication::focusWidget());
  }
  QCOMPARE(seen.size(), size_t{4});  // rail, top bar, page, inspector
  auto* before = QApplication::focusWidget();
  QTest::keyClick(before, Qt::Key_F6);
  QTest::keyClick(QApplication::focusWidget(), Qt::Key_F6, Qt::ShiftModifier);
  QCOMPARE(QApplication::focusWidget(), before);
}

void TestKeys::keysCanBeChanged() {
  Workbench w(Filled::Yes, 0);
  enter(w, "settings");
  auto* field = w.window.findChild<QKeySequenceEdit*>("keys-inspector");
  field->setKeySequence(QKeySequence("Ctrl+K"));  // taken by the palette
  Q_EMIT field->editingFinished();
  QCOMPARE(field->keySequence(), QKeySequence("Ctrl+I"));
  field->setKeySequence(QKeySequence("J"));  // plain letters are reserved for typing
  Q_EMIT field->editingFinished();
  QCOMPARE(field->keySequence(), QKeySequence("Ctrl+I"));
  field->setFocus();
  QTest::keyClick(field, Qt::Key_Tab);
  QVERIFY(!field->hasFocus());
  field->setKeySequence(QKeySequence("Ctrl+J"));
  Q_EMIT field->editingFinished();
  QVERIFY(w.shortcuts.isChanged("inspector"));
  auto* inspector = w.window.findChild<Inspector*>();
  QTest::keyClick(&w.window, Qt::Key_I, Qt::ControlModifier);
  QVERIFY(!inspector->isVisible());
  QTest::keyClick(&w.window, Qt::Key_J, Qt::ControlModifier);
  QVERIFY(inspector->isVisible());
  const Shortcuts again(w.preferences);
  QCOMPARE(again.keys("inspector"), QKeySequence("Ctrl+J"));
  w.shortcuts.reset("inspector");
  QCOMPARE(field->keySequence(), QKeySequence("Ctrl+I"));
  std::set<QString> all;
  for (const auto& command : Shortcuts::commands()) QVERIFY2(all.insert(command.keys.toString()).second, qPrintable(command.id));
}

void TestKeys::runsAreMeasuredAgainstABaseline() {
  Workbench w(Filled::Yes, 3);
  enter(w, "runs");
  auto* table = w.window.findChild<QTableView*>("runsTable");
  QTRY_COMPARE(table->model()->rowCount(), 4);
  QVERIFY(table->isColumnHidden(RunsModel::kAgainst));
  choose(table, 0);
  const QString run = table->model()->index(0, RunsModel::kName).data().toString();
  QTest::keyClick(table, Qt::Key_B, Qt::ControlModifier);
  QVERIFY(!table->isColumnHidden(RunsModel::kAgainst));
  QCOMPARE(table->model()->index(0, RunsModel::kName).data().toString(), run + " · baseline");
  QCOMPARE(table->model()->index(0, RunsModel::kAgainst).data().toString(), QString());
  QCOMPARE(table->model()->index(1, RunsModel::kAgainst).data().toString(), QString("0"));  // a copy of the baseline
  shoot(w, "runs-baseline-light");
  QTest::keyClick(table, Qt::Key_B, Qt::ControlModifier);
  QVERIFY(table->isColumnHidden(RunsModel::kAgainst));
}

namespace {
/// Adds a warning of the worker to the recorded events, just before the result.
void addWarning(const std::string& folder, const Json& warning) {
  const std::string path = folder + "/events/0001.frames";
  FrameReader reader;
  reader.feed(*readFile(path));
  std::string out = streamHeader();
  Frame frame;
  while (*reader.next(frame)) {
    if (frame.type == FrameType::Result) {
      out += encodeFrame({FrameType::Warning, frame.sequence, frame.timeNs, warning});
      ++frame.sequence;
    }
    out += encodeFrame(frame);
  }
  std::ofstream(path, std::ios::binary) << out;
}
}  // namespace

/// Follows a warning to the training form with its fix, and another one to the examples.
void TestKeys::warningsAreActedOnByKeys() {
  Workbench w(Filled::Yes, 0);
  const std::string folder = w.home() + "/runs/starter-1";
  addWarning(folder, {{"rule", 19},
                      {"level", "info"},
                      {"text", "the gradient was cut to --clip 1 in 90 of 150 steps"},
                      {"action", "the rate may be high; try --lr 0.004"},
                      {"change", {{"lr", 0.004}}}});
  const Json settings = {{"lr", 0.008}, {"epochs", 2.0}};
  std::ofstream(folder + "/spec.json") << dump(Json{{"model", qEnvironmentVariable("GRAFT_MODEL").toStdString()},
                                                    {"dataset", w.home() + "/datasets/starter/1"},
                                                    {"adapter", ""},
                                                    {"settings", settings}});
  w.store.catchUp();
  enter(w, "runs", showRun("starter-1"));
  const auto offered = [&](const QString& words) -> QPushButton* {
    for (auto* b : w.window.page("runs")->findChildren<QPushButton*>()) {
      if (b->isVisible() && b->text() == words) return b;
    }
    return nullptr;
  };
  QTRY_VERIFY(offered("Train again: Learning rate 0.004"));
  shoot(w, "runs-warning-light");
  auto* again = offered("Train again: Learning rate 0.004");
  again->setFocus();
  QTest::keyClick(again, Qt::Key_Space);
  QVERIFY(w.window.page("train")->isVisible());
  QTRY_COMPARE(get<double>(w.preferences.value(kTrainForm)["settings"], "lr", 0), 0.004);
}

void TestKeys::chartFillsTheScreen() {
  Workbench w(Filled::Yes, 0);
  enter(w, "runs", showRun("starter-1"));
  const auto charts = w.window.findChildren<ChartCard*>();
  const auto shown = std::find_if(charts.begin(), charts.end(), [](const ChartCard* c) { return c->isVisible(); });
  QVERIFY(shown != charts.end());
  (*shown)->plot().setFocus();
  QTest::keyClick(&(*shown)->plot(), Qt::Key_F11);
  QVERIFY((*shown)->isFull());
  ChartCard* full = nullptr;
  for (QWidget* top : QApplication::topLevelWidgets()) full = full ? full : qobject_cast<ChartCard*>(top);
  QVERIFY(full && full->isFullScreen());
  QVERIFY(QTest::qWaitForWindowActive(full));
  QCOMPARE(full->plot().series().size(), (*shown)->plot().series().size());
  QCOMPARE(full->plot().series()[0].data.y, (*shown)->plot().series()[0].data.y);
  QTest::keyClick(&full->plot(), Qt::Key_Left);
  QCOMPARE((*shown)->plot().crosshair(), full->plot().crosshair());
  auto more = (*shown)->plot().series();
  more[0].data.y.back() = 7;
  (*shown)->setSeries(more);  // the run continues
  QCOMPARE(full->plot().series()[0].data.y.back(), 7.0);
  QTest::keyClick(&full->plot(), Qt::Key_Escape);
  QTRY_VERIFY(!(*shown)->isFull());
}

void TestKeys::whatIsShownIsExported() {
  Workbench w(Filled::Yes, 0);
  QTemporaryDir out;
  w.window.show();
  QVERIFY(QTest::qWaitForWindowActive(&w.window));
  const auto read = [&](const char* name) {
    QFile file(out.filePath(name));
    return file.open(QIODevice::ReadOnly) ? QString::fromUtf8(file.readAll()) : QString();
  };
  w.window.open("runs");
  settle(w);
  w.dialogs.newFile = out.filePath("runs.csv");
  QTest::keyClick(&w.window, Qt::Key_E, Qt::ControlModifier);
  QVERIFY(read("runs.csv").startsWith("\"State\",\"Run\""));
  QVERIFY(read("runs.csv").contains("starter-1"));
  w.window.open("data");
  settle(w);
  w.dialogs.newFile = out.filePath("rows.jsonl");
  QTest::keyClick(&w.window, Qt::Key_E, Qt::ControlModifier);
  QCOMPARE(read("rows.jsonl").count('\n'), 720);
  w.window.open("models");
  const int before = w.dialogs.asked;
  QTest::keyClick(&w.window, Qt::Key_E, Qt::ControlModifier);
  QCOMPARE(w.dialogs.asked, before);  // nothing to export; this is reported
}

void TestKeys::modelsOfOtherProgramsAreAdded() {
  Workbench w(Filled::Yes, 0);
  w.window.resize(1200, 800);
  w.window.show();
  w.window.open("models");
  settle(w);
  const auto named = [&](const QString& name) {
    const auto all = w.window.findChildren<QPushButton*>();
    const auto it =
        std::find_if(all.begin(), all.end(), [&](const auto* each) { return each->isVisible() && each->accessibleName() == name; });
    return it == all.end() ? nullptr : *it;
  };
  QVERIFY(named("Add gemma3:1b"));
  QVERIFY(!named("Train with Qwen3-0.6B"));
  QVERIFY(says(w.window, "llava:7b (Ollama) cannot be trained here"));
  QVERIFY(named("Add Qwen/Qwen3-0.6B"));
  named("Add Qwen/Qwen3-0.6B")->click();
  settle(w);
  QVERIFY(named("Train with Qwen3-0.6B"));
  QVERIFY(!named("Add Qwen/Qwen3-0.6B"));
  QVERIFY(named("Add gemma3:1b"));
  QVERIFY(QFileInfo(QString::fromStdString(w.home()) + "/models/Qwen3-0.6B/config.json").exists());
}

void TestKeys::ringIsShown_whenKeysAreUsed() {
  Workbench w(Filled::Yes, 0);
  enter(w, "models");
  auto* rail = w.window.findChild<QToolButton*>("rail-data");
  QTest::mouseClick(rail, Qt::LeftButton);
  settle(w);
  QVERIFY(!rail->property("ring").toBool());
  QVERIFY(QApplication::focusWidget());
  QTest::keyClick(QApplication::focusWidget(), Qt::Key_Tab);
  for (int i = 0; i < 100 && !qobject_cast<QPushButton*>(QApplication::focusWidget()); ++i)
    QTest::keyClick(QApplication::focusWidget(), Qt::Key_Tab);
  QWidget* reached = QApplication::focusWidget();
  QVERIFY(qobject_cast<QPushButton*>(reached));
  QVERIFY(reached->property("ring").toBool());
  QTest::mousePress(rail, Qt::LeftButton);
  QVERIFY(!reached->property("ring").toBool() && !rail->property("ring").toBool());
}

/// After a page was opened by pointer or key, the focus is in it.
void TestKeys::focusFollowsThePage() {
  Workbench w(Filled::Yes, 0);
  enter(w, "home");
  for (const auto& entry : w.window.pages()) {
    QTest::mouseClick(w.window.findChild<QToolButton*>("rail-" + entry.id), Qt::LeftButton);
    settle(w);
    QVERIFY2(w.window.page(entry.id)->isAncestorOf(QApplication::focusWidget()) ||
                 (w.window.page(entry.id)->bar() && w.window.page(entry.id)->bar()->isAncestorOf(QApplication::focusWidget())),
             qPrintable(entry.id));
  }
}

void TestKeys::helpClosesWhatItOpened() {
  Workbench w(Filled::Yes, 0);
  enter(w, "data");
  auto* inspector = w.window.findChild<Inspector*>();
  auto* rows = w.window.findChild<QTableView*>("rows");
  rows->setFocus();
  QVERIFY(!inspector->isVisible());
  QTest::keyClick(rows, Qt::Key_F1);
  QVERIFY(inspector->isVisible());
  QVERIFY(rows->hasFocus());
  QTest::keyClick(rows, Qt::Key_F1);
  QVERIFY(!inspector->isVisible());
}

/// Once for each run: the window stays open until the question is answered, and closes at once the next time.
void TestKeys::closingSaysThatARunGoesOn() {
  std::optional<WorkingRun> working;
  Workbench w(Filled::Yes, 0, [&](const std::string& home) { working.emplace(home, "helpdesk-1"); });
  enter(w, "home");
  QTRY_VERIFY_WITH_TIMEOUT(w.runs.current(), 20'000);
  QVERIFY(!w.window.close());
  QVERIFY(w.window.isVisible());
  auto* box = w.window.findChild<QMessageBox*>("runGoesOn");
  QVERIFY(box && box->isVisible());
  QVERIFY(box->text().contains("helpdesk-1"));
  for (QAbstractButton* button : box->buttons()) {
    if (box->buttonRole(button) == QMessageBox::RejectRole) QTest::keyClick(button, Qt::Key_Space);
  }
  QTRY_VERIFY(!w.window.findChild<QMessageBox*>("runGoesOn"));
  QVERIFY(w.window.isVisible());
  QVERIFY(w.window.close());
  QVERIFY(!w.window.isVisible());
  QVERIFY(w.runs.current() && !w.runs.current()->isAsked(Command::Stop));
}

void TestKeys::endOfARunIsTold_whenTheWindowIsNotInFront() {
  Workbench w(Filled::Yes, 0);
  enter(w, "home");
  auto* notice = w.window.findChild<EndNotice*>();
  QVERIFY(notice);
  QSignalSpy told(notice, &EndNotice::told);
  Q_EMIT w.runs.ended("helpdesk-1", "finished");
  QCOMPARE(told.count(), 0);  // the window itself shows it
  w.window.hide();
  QTRY_VERIFY(!w.window.isActiveWindow());
  Q_EMIT w.runs.ended("helpdesk-1", "finished");
  QCOMPARE(told.count(), 1);
  QCOMPARE(told.front().front().toString(), QString("helpdesk-1: finished"));
  w.preferences.setText(kNotices, "off");
  Q_EMIT w.runs.ended("helpdesk-1", "failed");
  QCOMPARE(told.count(), 1);
}

/// A dataset is renamed, deleted and brought back by keys; the store's list follows.
void TestKeys::datasetIsRenamedAndDeleted() {
  Workbench w(Filled::Yes, 0);
  enter(w, "data");
  auto* list = w.window.findChild<QWidget*>("page-data")->findChild<QListWidget*>();
  QTRY_COMPARE(list->count(), 1);
  const auto press = [&](const char* name) { QTest::keyClick(w.window.findChild<QPushButton*>(name), Qt::Key_Space); };
  press("renameDataset");
  auto* dialog = w.window.findChild<QInputDialog*>("newName");
  QVERIFY(dialog);
  dialog->setTextValue("bank");
  dialog->accept();
  settle(w);
  QTRY_VERIFY(list->count() == 1 && list->item(0)->text().startsWith("bank"));
  QVERIFY(std::filesystem::is_symlink(w.home() + "/datasets/starter"));
  const auto says = [&](const QString& words) {
    for (const auto* label : w.window.page("data")->findChildren<QLabel*>()) {
      if (label->isVisible() && label->text().startsWith(words)) return true;
    }
    return false;
  };
  QTRY_VERIFY(says("bank, version 1"));
  press("deleteDataset");
  settle(w);
  QTRY_COMPARE(list->count(), 0);
  QVERIFY(says("Bring your examples"));
  QVERIFY(!std::filesystem::exists(w.home() + "/datasets/bank"));
  w.window.activateWindow();  // the dialog was in front
  QVERIFY(QTest::qWaitForWindowActive(&w.window));
  QTest::keyClick(&w.window, Qt::Key_Z, Qt::ControlModifier);
  settle(w);
  QTRY_VERIFY(list->count() == 1 && list->item(0)->text().startsWith("bank"));
  QVERIFY(std::filesystem::exists(w.home() + "/datasets/starter/1/rows.jsonl"));  // runs know it by this name
}

QTEST_MAIN(TestKeys)
#include "tst_keys.moc"
