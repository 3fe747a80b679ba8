// SPDX-License-Identifier: GPL-3.0-or-later
// Tests the whole window over a recorded run: every page empty and full, in both themes and three text sizes. Also tests names for screen
// readers, clipped text, and a storm of random input.
#include <cmath>
#include <random>

#include <QtTest/qtestspontaneevent.h>
#include <QAbstractButton>
#include <QAbstractSpinBox>
#include <QAccessible>
#include <QComboBox>
#include <QDialog>
#include <QDir>
#include <QLabel>
#include <QLineEdit>
#include <QMenu>
#include <QProgressBar>
#include <QPushButton>
#include <QScrollArea>
#include <QScrollBar>
#include <QSignalSpy>
#include <QSlider>
#include <QTabWidget>
#include <QTableWidget>
#include <QToolButton>
#include <QWheelEvent>

#include "core/base/system.hpp"
#include "tests/ui/workbench.hpp"
#include "ui/services/language.hpp"

using namespace graft;
using namespace graft::ui;

class TestWindow : public QObject {
  Q_OBJECT
 private Q_SLOTS:
  void initTestCase() { useLanguage("en"); }
  void textIsReadableInBothThemes();
  void everyPageInBothThemes();
  void hiddenPagesTakeThemeAndSizeWhenTheyAreShown();
  void preparingRunShowsWhatItDoes();
  void conversationsWithToolsInBothThemes();
  void everyControlHasAName();
  void nothingIsClipped_data();
  void nothingIsClipped();
  void everyTextIsTranslated();
  void keysOpenPages();
  void wheelChangesNoField();
  void twoEventsToARun();
  void fiveClicksFromAFileToARun();
  void survivesAStormOfInput();
};

namespace {

double luminance(const QColor& c) {
  const auto part = [](double v) { return v <= 0.04045 ? v / 12.92 : std::pow((v + 0.055) / 1.055, 2.4); };
  return 0.2126 * part(c.redF()) + 0.7152 * part(c.greenF()) + 0.0722 * part(c.blueF());
}
/// Contrast ratio of WCAG 2.2.
double contrast(const QColor& a, const QColor& b) {
  const double one = luminance(a), other = luminance(b);
  return (std::max(one, other) + 0.05) / (std::min(one, other) + 0.05);
}

/// Takes pictures of the remaining tabs of a page.
void shootTabs(Workbench& w, const QString& name) {
  for (auto* tabs : w.window.findChildren<QTabWidget*>()) {
    if (!tabs->isVisible()) continue;
    for (int i = 1; i < tabs->count(); ++i) {
      if (!tabs->isTabEnabled(i)) continue;
      tabs->setCurrentIndex(i);
      settle(w);
      shoot(w, name + QString("-tab%1").arg(i + 1));
    }
    tabs->setCurrentIndex(0);
  }
}

/// Takes pictures of the collapsed section at the end of a page.
void shootFold(Workbench& w, const QString& name) {
  for (auto* fold : w.window.findChildren<QPushButton*>()) {
    if (!fold->isVisible() || (fold->objectName() != "fold" && fold->objectName() != "tries")) continue;
    fold->setChecked(true);
    settle(w);
    for (auto* area : w.window.findChildren<QScrollArea*>()) area->verticalScrollBar()->setValue(area->verticalScrollBar()->maximum());
    settle(w);
    shoot(w, name + "-" + fold->objectName());
    fold->setChecked(false);
  }
}

PageRequest fullOf(const QString& page) { return page == "runs" ? PageRequest(showRun("starter-1")) : PageRequest(); }

/// A page with its argument, and the name of its picture.
struct Stop {
  QString page;
  PageRequest request;
  QString name;
};
/// Every page, and further states of the pages Data and Runs: files being imported, several runs.
std::vector<Stop> stops(Workbench& w) {
  std::vector<Stop> out;
  for (const auto& entry : w.window.pages()) out.push_back({entry.id, fullOf(entry.id), entry.id});
  const auto source = QString::fromStdString(sourceFolder());
  const auto own =
      QString::fromStdString(writeFile(w.home(), "letters of may.jsonl", "{\"prompt\":\"Where?\",\"completion\":\"Here.\"}\n{broken\n"));
  out.push_back({"data", ImportExamples{{source + "/resources/starter/train.csv", own}}, "data-import"});
  out.push_back({"runs", ShowRuns{{"starter-1", "starter-2", "starter-3"}}, "runs-together"});
  return out;
}
void goTo(Workbench& w, const Stop& stop) {
  w.window.open(stop.page, stop.request);
  settle(w);
  QTest::qWait(0);
}

}  // namespace

void TestWindow::textIsReadableInBothThemes() {
  for (const bool dark : {false, true}) {
    const Tokens t = Theme::tokens(dark);
    for (const auto& ground : {t.window, t.surface, t.raised}) {
      for (const auto& ink : {t.text, t.muted, t.accent, t.good, t.warn, t.bad})
        QVERIFY2(contrast(ink, ground) >= 4.5, qPrintable(ink.name() + " on " + ground.name()));
      QVERIFY2(contrast(t.control, ground) >= 3, qPrintable(t.control.name() + " on " + ground.name()));
    }
    QVERIFY(contrast(t.onAccent, t.accent) >= 4.5);
    const std::pair<QColor, QColor> tinted[] = {
        {t.accent, t.tintAccent}, {t.good, t.tintGood}, {t.warn, t.tintWarn}, {t.bad, t.tintBad}, {t.muted, t.tintNeutral}};
    for (const auto& [ink, ground] : tinted) {
      QVERIFY2(contrast(ink, ground) >= 4.5, qPrintable(ink.name() + " on " + ground.name()));
      QVERIFY(contrast(t.text, ground) >= 4.5);
    }
    for (const auto& line : t.series) QVERIFY2(contrast(line, t.surface) >= 3, qPrintable(line.name()));
    for (const double share : {0.0, 0.25, 0.5, 0.75, 1.0}) QVERIFY(contrast(t.text, Theme::shade(t, share)) >= 4.5);
  }
}

void TestWindow::everyPageInBothThemes() {
  for (const auto filled : {Filled::No, Filled::Yes}) {
    Workbench w(filled);
    if (filled == Filled::Yes) keepAdapter(w.home());
    w.window.show();
    for (const auto scheme : {Scheme::Light, Scheme::Dark}) {
      w.theme.setScheme(scheme);
      for (const auto& entry : w.window.pages()) {
        w.window.open(entry.id);
        settle(w);
        const QString name = entry.id + (filled == Filled::Yes ? "-full" : "-empty") + (scheme == Scheme::Dark ? "-dark" : "-light");
        shoot(w, name);
        shootTabs(w, name);
        shootFold(w, name);
        if (filled == Filled::No || fullOf(entry.id).empty()) continue;
        w.window.open(entry.id, fullOf(entry.id));
        settle(w);
        shoot(w, entry.id + "-one" + (scheme == Scheme::Dark ? "-dark" : "-light"));
      }
      for (const Stop& stop : stops(w)) {
        if (filled == Filled::No || stop.name == stop.page) continue;
        goTo(w, stop);
        shoot(w, stop.name + (scheme == Scheme::Dark ? "-dark" : "-light"));
        if (stop.name != "data-import") continue;
        w.dialogs.file = QString::fromStdString(sourceFolder() + "/resources/starter/heldout.csv");
        w.window.findChild<QPushButton*>("heldoutFile")->click();
        settle(w);
        shoot(w, stop.name + "-measured" + (scheme == Scheme::Dark ? "-dark" : "-light"));
        w.window.open("data", ShowDataset{"starter", 1});
        settle(w);
      }
    }
  }
}

/// A change of theme or text size restyles visible parts alone, which is why it takes no time.
void TestWindow::hiddenPagesTakeThemeAndSizeWhenTheyAreShown() {
  Workbench w(Filled::Yes);
  w.window.show();
  for (const char* id : {"data", "home"}) {
    w.window.open(id);
    settle(w);
  }
  const auto frame = [&w](const char* id) { return w.window.page(id)->parentWidget()->parentWidget()->parentWidget(); };
  const auto icon = [&w](const char* id) {
    for (QAbstractButton* button : w.window.page(id)->findChildren<QAbstractButton*>()) {
      if (!button->property("iconName").isNull() && button->property("kind") != "primary") return button->icon().pixmap(20).toImage();
    }
    return QImage();
  };
  const QString before = frame("home")->styleSheet();
  const QImage lightIcon = icon("data");
  QVERIFY(!before.isEmpty() && !lightIcon.isNull());
  w.theme.setScheme(Scheme::Dark);
  w.theme.setTextScale(1.5);
  const auto usual = qScopeGuard([&w] { w.theme.setTextScale(1); });
  QVERIFY(frame("home")->styleSheet() != before);
  QCOMPARE(frame("data")->styleSheet(), before);
  w.window.open("data");
  QCOMPARE(frame("data")->styleSheet(), frame("home")->styleSheet());
  QVERIFY(icon("data") != lightIcon);
  settle(w);
  QVERIFY(w.window.page("data")->grab().toImage().pixelColor(1, 1).lightness() < 64);
  QDialog later(&w.window);
  auto* text = new QLabel("a window that is opened later", &later);
  Theme::setRole(text, TextRole::Title);
  later.show();
  QVERIFY(std::abs(text->font().pointSizeF() - w.theme.font(TextRole::Title).pointSizeF()) < 0.1);  // the sheet has one decimal
}

/// From its first event on a run shows a checklist, a share of the whole, and the base model's answers as they are made.
void TestWindow::preparingRunShowsWhatItDoes() {
  std::optional<WorkingRun> run;
  Workbench w(Filled::Yes, 0, [&](const std::string& home) { run.emplace(home, "helpdesk-1"); });
  w.window.show();
  w.window.open("runs", showRun("helpdesk-1"));
  QTRY_VERIFY(w.runs.live("helpdesk-1"));
  auto* table = w.window.findChild<QTableWidget*>("firstAnswers");
  auto* bar = w.window.page("runs")->findChild<QProgressBar*>();
  QVERIFY(table && bar);
  const auto shows = [&](const QString& words) {
    const auto labels = w.window.page("runs")->findChildren<QLabel*>();
    return std::any_of(labels.begin(), labels.end(),
                       [&](const QLabel* label) { return label->isVisible() && label->text().contains(words); });
  };
  QTRY_VERIFY(table->isVisible() && shows("Start the engine"));
  run->events->phase(Phase::LoadingModel);
  run->events->phase(Phase::ReadingData);
  PlanEvent plan;
  plan.rows = 599, plan.tokens = 28450, plan.heldoutRows = 121, plan.questions = 121, plan.steps = 225;
  plan.modelParameters = 134'515'008;
  run->events->emit(plan);
  run->events->phase(Phase::ProbingMemory);
  run->events->emit(ProgressEvent{ProgressPart::Passes, 2, 5, {}});
  QTRY_VERIFY(shows("pass 2 of about 5") && shows("599 rows, 28,450 tokens"));
  const int before = bar->value();
  QVERIFY(before > 0);
  run->events->emit(ForecastEvent{1100, 22000, 300, 70000, 560, 180, 12, 0.3, 512});
  run->events->phase(Phase::EvaluatingBase);
  const std::pair<const char*, const char*> asked[] = {{"My card was swallowed by the machine.", "card_swallowed"},
                                                       {"How do I change my PIN?", "change_pin"},
                                                       {"Where is my transfer?", "transfer_not_received_by_recipient"}};
  size_t done = 0;
  for (const auto& [prompt, expected] : asked) {
    const SampleAnswer answer{done,      prompt, expected, done == 1 ? "change_pin" : "I'm sorry to hear that. Please contact your bank.",
                              done == 1, true};
    run->events->emit(ProgressEvent{ProgressPart::Answers, ++done, 121, answer});
  }
  QTRY_COMPARE(table->rowCount(), 3);
  QVERIFY(shows("1 of 3 right before training") && shows("3 of 121 held-out rows answered") && shows("about 3 min left"));
  QVERIFY(bar->value() > before);
  for (const auto scheme : {Scheme::Light, Scheme::Dark}) {
    w.theme.setScheme(scheme);
    settle(w);
    shoot(w, QString("runs-preparing-") + (scheme == Scheme::Dark ? "dark" : "light"));
  }
  run->events->emit(EvaluationEvent{0, 5.1, Nullable<double>(0.01)});
  run->events->phase(Phase::Training);
  run->events->emit(StepEvent{1, 4.2, 1e-4, 3.1, 512, 60, 0.8});
  QTRY_VERIFY(!table->isVisible());
}

/// Shows tools, calls, thinking, marks and left-out rows before and after the import.
void TestWindow::conversationsWithToolsInBothThemes() {
  Workbench w(Filled::Yes);
  const Json tools =
      Json::parse(R"([{"type":"function","function":{"name":"ferry_times","description":"Times of the next ferries","parameters":{
      "type":"object","properties":{"harbour":{"type":"string","description":"Name of the harbour"},"count":{"type":"integer"}},"required":["harbour"]}}}])");
  const auto call = [](const char* harbour) {
    return Json{
        {"id", "c1"}, {"type", "function"}, {"function", {{"name", "ferry_times"}, {"arguments", {{"harbour", harbour}, {"count", 1}}}}}};
  };
  std::string rows;
  for (const char* harbour : {"Texel", "Vlieland", "Ameland"}) {
    const Json messages = {
        {{"role", "system"}, {"content", "You answer at the ferry desk. Be short."}},
        {{"role", "user"}, {"content", std::string("When does the next ferry to ") + harbour + " leave? Write to j.smit@example.com."}},
        {{"role", "assistant"}, {"content", ""}, {"reasoning_content", "I need the times of today."}, {"tool_calls", {call(harbour)}}},
        {{"role", "tool"}, {"tool_call_id", "c1"}, {"content", "{\"next\":\"14:12\"}"}},
        {{"role", "assistant"}, {"content", "At 14:12."}, {"reasoning_content", "One time was asked for."}},
        {{"role", "user"}, {"content", "Thanks!"}},
        {{"role", "assistant"}, {"content", "You are welcome."}, {"weight", 0}}};
    rows += dump(Json{{"messages", messages}, {"tools", tools}, {"source", "desk"}}) + "\n";
  }
  rows +=
      R"({"messages":[{"role":"user","content":"Late?"},{"role":"user","content":"Is it late?"},{"role":"assistant","content":"Yes."}]})"
      "\n";
  rows += R"({"messages":[{"role":"user","content":"Where to?"},{"role":"assistant","content":null}]})"
          "\n";
  const std::string file = writeFile(w.home(), "ferry desk.jsonl", rows);
  w.preferences.set(kTrainForm, {{"model", sourceFolder() + "/tests/data/golden/tiny/qwen3_wide_heads"}});
  w.window.show();
  const auto both = [&](const QString& name) {
    for (const auto scheme : {Scheme::Light, Scheme::Dark}) {
      w.theme.setScheme(scheme);
      settle(w);
      shoot(w, name + (scheme == Scheme::Dark ? "-dark" : "-light"));
    }
  };
  w.window.open("data", ImportExamples{{QString::fromStdString(file)}});
  settle(w);
  both("data-import-tools");
  w.window.findChild<QPushButton*>("readingOptions")->click();
  w.window.findChild<QPushButton*>("moreFields")->click();
  both("data-import-options");
  w.window.findChild<QPushButton*>("importFile")->click();
  QTRY_VERIFY(QFile::exists(QString::fromStdString(w.home() + "/datasets/ferry-desk/1/manifest.json")) ||
              QFile::exists(QString::fromStdString(w.home() + "/datasets/ferry desk/1/manifest.json")));
  settle(w);
  both("data-tools");
  shootTabs(w, "data-tools");
}

/// Every focusable widget has an accessible name.
void TestWindow::everyControlHasAName() {
  Workbench w(Filled::Yes);
  keepAdapter(w.home());
  w.window.show();
  int seen = 0;
  for (const Stop& stop : stops(w)) {
    goTo(w, stop);
    for (QWidget* widget : w.window.findChildren<QWidget*>()) {
      if (!widget->isVisible() || widget->focusPolicy() == Qt::NoFocus || widget->objectName().startsWith("qt_")) continue;
      QAccessibleInterface* spoken = QAccessible::queryAccessibleInterface(widget);
      QVERIFY(spoken);
      const QString what = stop.name + ": " + widget->metaObject()->className() + " " + widget->objectName();
      if (qobject_cast<QLabel*>(widget)) continue;  // selectable text is its own name
      if (widget->parentWidget() && widget->parentWidget()->inherits("QAbstractSpinBox")) continue;
      QVERIFY2(!spoken->text(QAccessible::Name).isEmpty(), qPrintable(what));
      QVERIFY2(spoken->role() != QAccessible::NoRole, qPrintable(what));
      ++seen;
    }
  }
  QVERIFY(seen > 60);
}

void TestWindow::nothingIsClipped_data() {
  QTest::addColumn<double>("size");
  QTest::addColumn<QString>("language");
  QTest::newRow("100 %") << 1.0 << "en";
  QTest::newRow("150 %") << 1.5 << "en";
  QTest::newRow("200 %") << 2.0 << "en";
  QTest::newRow("German") << 1.0 << "de";
  QTest::newRow("German, 150 %") << 1.5 << "de";
  QTest::newRow("40 % longer, right to left") << 1.0 << "pseudo";
  QTest::newRow("40 % longer, right to left, 150 %") << 1.5 << "pseudo";
}

/// Buttons and labels have enough room for their text.
void TestWindow::nothingIsClipped() {
  QFETCH(double, size);
  QFETCH(QString, language);
  useLanguage(language);
  const auto back = qScopeGuard([] { useLanguage("en"); });
  Workbench w(Filled::Yes);
  w.theme.setTextScale(size);
  const auto usual = qScopeGuard([&w] { w.theme.setTextScale(1); });
  keepAdapter(w.home());
  w.window.show();
  w.window.findChild<QToolButton*>("inspector")->click();  // smallest room for pages
  for (const Stop& stop : stops(w)) {
    goTo(w, stop);
    for (auto* button : w.window.findChildren<QPushButton*>()) {
      if (!button->isVisible() || button->text().isEmpty()) continue;
      const int needs = button->fontMetrics().horizontalAdvance(button->text().remove('&'));
      QVERIFY2(button->width() >= needs && button->height() >= button->fontMetrics().height(),
               qPrintable(stop.name + ": " + button->text()));
    }
    for (auto* label : w.window.findChildren<QLabel*>()) {
      if (!label->isVisible() || label->text().isEmpty() || label->textFormat() == Qt::RichText || !label->pixmap().isNull()) continue;
      const int needs = label->wordWrap() ? label->heightForWidth(label->width()) : label->fontMetrics().height();
      QVERIFY2(label->height() >= needs - 2, qPrintable(stop.name + ": " + label->text()));
      const bool isWide = label->wordWrap() || label->width() >= label->fontMetrics().horizontalAdvance(label->text()) - 2;
      QVERIFY2(isWide, qPrintable(stop.name + ": " + label->text()));
    }
    if (size > 1 || language != "en") shoot(w, stop.name + QString("-%1-%2").arg(language).arg(static_cast<int>(100 * size)));
  }
}

/// The pseudo language marks every translated text, so an untranslated one is found. Names, numbers and file contents stay.
void TestWindow::everyTextIsTranslated() {
  useLanguage("pseudo");
  const auto back = qScopeGuard([] { useLanguage("en"); });
  Workbench w(Filled::Yes);
  keepAdapter(w.home());
  w.window.show();
  QCOMPARE(w.window.layoutDirection(), Qt::RightToLeft);
  int seen = 0;
  for (const auto& entry : w.window.pages()) QVERIFY2(entry.title.contains('~'), qPrintable(entry.title));
  for (const Stop& stop : stops(w)) {
    goTo(w, stop);
    for (auto* button : w.window.findChildren<QPushButton*>()) {
      // Buttons named by their target: a run, a model, a dataset, a question of the data.
      const bool isName =
          button->property("kind").toByteArray() == "link" || button->text().startsWith("starter-") || button->objectName() == "suggestion";
      if (!button->isVisible() || button->text().isEmpty() || isName) continue;
      QVERIFY2(button->text().contains('~'), qPrintable(stop.name + ": " + button->text()));
      ++seen;
    }
  }
  QVERIFY(seen > 25);
}

void TestWindow::keysOpenPages() {
  Workbench w(Filled::Yes);
  w.window.show();
  w.window.activateWindow();
  w.window.open("home");
  QVERIFY(QTest::qWaitForWindowActive(&w.window));
  const auto& pages = w.window.pages();
  for (size_t i = 0; i < std::min<size_t>(9, pages.size()); ++i) {
    QTest::keyClick(&w.window, static_cast<Qt::Key>(Qt::Key_1 + static_cast<int>(i)), Qt::ControlModifier);
    QCOMPARE(w.window.currentPage(), pages[i].id);
  }
  QTest::keyClick(&w.window, Qt::Key_K, Qt::ControlModifier);
  QTRY_VERIFY(qobject_cast<QLineEdit*>(QApplication::focusWidget()));
  settle(w);
  QTest::keyClicks(QApplication::focusWidget(), "starter-1");
  QTest::keyClick(QApplication::focusWidget(), Qt::Key_Return);
  QCOMPARE(w.window.currentPage(), QString("runs"));
}

void TestWindow::wheelChangesNoField() {
  Workbench w(Filled::Yes, 1);
  w.window.resize(1024, 700);
  w.window.show();
  w.window.open("train");
  settle(w);
  for (auto* fold : w.window.findChildren<QPushButton*>("fold")) fold->setChecked(true);
  settle(w);
  int choices = 0, numbers = 0, moves = 0;
  for (auto* field : w.window.findChildren<QWidget*>()) {
    const bool isChoice = qobject_cast<QComboBox*>(field), isNumber = qobject_cast<QAbstractSpinBox*>(field);
    if (!field->isVisible() || !(isChoice || isNumber || qobject_cast<QSlider*>(field))) continue;
    QScrollArea* page = nullptr;
    for (QWidget* at = field; !page && at; at = at->parentWidget()) page = qobject_cast<QScrollArea*>(at);
    QVERIFY(page);
    field->setFocus();
    page->ensureWidgetVisible(field);
    (isChoice ? choices : numbers) += 1;
    const auto value = [&] { return field->property(isChoice ? "currentIndex" : isNumber ? "text" : "value"); };
    const QVariant before = value();
    const int height = page->verticalScrollBar()->value();
    for (const int step : {120, -120}) {
      const QPointF middle = field->mapTo(&w.window, field->rect().center());
      QWheelEvent wheel(middle, w.window.mapToGlobal(middle), {}, {0, step}, Qt::NoButton, Qt::NoModifier, Qt::NoScrollPhase, false);
      QSpontaneKeyEvent::setSpontaneous(&wheel);  // only spontaneous wheel events are passed on to the parent widget
      qApp->notify(w.window.windowHandle(), &wheel);
      QCOMPARE(value(), before);
      moves += page->verticalScrollBar()->value() != height;
      page->verticalScrollBar()->setValue(height);
    }
  }
  QVERIFY(choices > 1 && numbers > 4);
  QVERIFY2(moves >= choices + numbers, "the page is scrolled instead");
}

/// A single click starts a run from launch; nothing is typed. The worker is missing here, so the start is refused.
void TestWindow::twoEventsToARun() {
  Workbench w(Filled::No);
  w.window.show();
  w.window.open("home");
  settle(w);
  auto* start = w.window.findChild<QPushButton*>("startStarter");
  QVERIFY(start && start->isEnabled());
  QTest::mouseClick(start, Qt::LeftButton);
  QVERIFY(w.runs.isStarting());
  QTRY_VERIFY_WITH_TIMEOUT(!w.runs.isStarting(), 60'000);
}

/// Home, a double click in the file dialog, Import, Train, Start. The worker is missing here, so the start is refused.
void TestWindow::fiveClicksFromAFileToARun() {
  Workbench w(Filled::No, 0);
  w.dialogs.file = QString::fromStdString(writeFile(
      w.home(), "letters.csv", "question,answer\none,eins\ntwo,zwei\nthree,drei\nfour,vier\nfive,fuenf\nsix,sechs\nseven,sieben\n"));
  w.window.show();
  w.window.open("home");
  settle(w);
  int clicks = 0;
  const auto click = [&](const char* name) {
    auto* button = w.window.findChild<QPushButton*>(name);
    QTRY_VERIFY2_WITH_TIMEOUT(button && button->isVisible() && button->isEnabled(), name, 20'000);
    QTest::mouseClick(button, Qt::LeftButton);
    ++clicks;
    settle(w);
  };
  click("chooseFile");
  clicks += w.dialogs.asked;  // a double click on the file
  click("importFile");
  click("trainOnThis");
  QSignalSpy starts(&w.runs, &RunService::startingChanged);
  click("startTraining");
  QTRY_VERIFY(starts.count() > 0);
  QCOMPARE(clicks, 5);
  QTRY_VERIFY_WITH_TIMEOUT(!w.runs.isStarting(), 60'000);
}

void TestWindow::survivesAStormOfInput() {
  Workbench w(Filled::Yes);
  w.window.show();
  w.window.open("settings");
  settle(w);
  // The shortcut of Quit is locked. Random input could otherwise set it to Return and end the window.
  auto* quit = w.window.findChild<QWidget*>("keys-quit");
  QVERIFY(quit);
  quit->setEnabled(false);
  w.window.open("home");
  settle(w);
  std::mt19937 rng(20261125);
  const int keys[] = {Qt::Key_Tab,      Qt::Key_Backtab, Qt::Key_Space,  Qt::Key_Up, Qt::Key_Down, Qt::Key_Left,
                      Qt::Key_Right,    Qt::Key_Escape,  Qt::Key_A,      Qt::Key_T,  Qt::Key_L,    Qt::Key_S,
                      Qt::Key_X,        Qt::Key_0,       Qt::Key_Plus,   Qt::Key_F1, Qt::Key_Home, Qt::Key_End,
                      Qt::Key_PageDown, Qt::Key_Return,  Qt::Key_Delete, Qt::Key_F6, Qt::Key_F8,   Qt::Key_F11};
  const int events = std::getenv("GRAFT_ALL") ? 100'000 : 20'000;
  for (int i = 0; i < events; ++i) {
    QWidget* target = QApplication::activePopupWidget() ? QApplication::activePopupWidget() : QApplication::focusWidget();
    if (!target) target = &w.window;
    const unsigned kind = rng() % 10;
    if (kind < 6) {
      QTest::keyClick(target, static_cast<Qt::Key>(keys[rng() % std::size(keys)]), rng() % 8 == 0 ? Qt::ShiftModifier : Qt::NoModifier);
    } else if (kind < 9) {
      const QPoint place(static_cast<int>(rng()) % w.window.width(), static_cast<int>(rng()) % w.window.height());
      QWidget* under = w.window.childAt(QPoint(std::abs(place.x()), std::abs(place.y())));
      // Random clicks must not start training.
      if (!under || QStringList{"startStarter", "startDemo", "startTraining"}.contains(under->objectName())) continue;
      QTest::mouseClick(under, Qt::LeftButton, {}, QPoint(static_cast<int>(rng() % 20), static_cast<int>(rng() % 20)));
    } else if (const auto& pages = w.window.pages(); !pages.empty()) {
      w.window.open(pages[rng() % pages.size()].id);
    }
    if (QWidget* popup = QApplication::activePopupWidget(); popup && rng() % 3 == 0) popup->close();
    // Without an event loop, deferred deletions would never run.
    if (i % 50 == 0) QCoreApplication::sendPostedEvents(nullptr, QEvent::DeferredDelete);
  }
  settle(w);
  QVERIFY(w.window.isVisible());
  std::printf("%d events, %.0f MiB afterwards\n", events, currentRssMib());
}

QTEST_MAIN(TestWindow)
#include "tst_window.moc"
