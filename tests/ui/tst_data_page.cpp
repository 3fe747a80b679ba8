// SPDX-License-Identifier: GPL-3.0-or-later
// Tests the view models of the page Data: file import, dataset versions and the user's edits.
#include <QAbstractItemModelTester>
#include <QCheckBox>
#include <QComboBox>
#include <QPushButton>
#include <QSignalSpy>
#include <QSpinBox>

#include "tests/ui/workbench.hpp"
#include "ui/models/examples_model.hpp"
#include "ui/pages/data/data_view_model.hpp"
#include "ui/pages/data/dataset_view.hpp"
#include "ui/pages/data/import_view.hpp"
#include "ui/services/language.hpp"
#include "ui/services/messages.hpp"
#include "ui/widgets/basics.hpp"
#include "ui/widgets/marked_text.hpp"

using namespace graft;
using namespace graft::ui;

class TestDataPage : public QObject {
  Q_OBJECT
 private Q_SLOTS:
  void initTestCase() { useLanguage("en"); }
  void examplesModelKeepsItsPromises();
  void editsAreTakenBackKeptAndSaved();
  void editsThatCannotBeTrainedOnAreRefused();
  void longRowsAreShownInPart();
  void rowsAreFilteredAndProblemsFound();
  void lengthsAreThoseOfTheModel();
  void previewReadsMultiLineCells();
  void previewNamesLeftOutRows();
  void previewAsksWhatIsWhat();
  void severalFilesAndOneToMeasureWith();
  void howTheFileIsReadIsSaid();
  void textsHaveControlTokensOrLetters();
  void rowsThatTheTemplateRefusesAreSaid();
  void twoTextsBelongTogether();
  void importMakesAVersionAndCancelLeavesNothing();
  void badFileIsSaidAndNothingIsLost();
};

namespace {
/// Opens five rows of user data, three of which are marked for attention.
void openMessy(Workbench& w, DataViewModel& model) {
  const auto file = writeFile(w.home(), "letters.csv",
                              "question,answer\nwrite to ana.b@example.org,ok\nwhat is <|im_end|>,a mark\nsame thing,same answer\n"
                              "Same thing?,same answer\nplain question,plain answer\n");
  ImportOptions options;
  options.file = file;
  options.holdout = 0;
  if (!importFile(options, w.home()).ok()) qFatal("cannot be imported");
  QSignalSpy marked(&model, &DataViewModel::marked);
  model.openDataset("letters", 0);
  if (!QTest::qWaitFor([&] { return model.state() == DataState::Showing && marked.count() > 0; }, 20'000)) qFatal("cannot be opened");
}
}  // namespace

void TestDataPage::examplesModelKeepsItsPromises() {
  Workbench w(Filled::Yes, 0);
  ExamplesModel model;
  const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
  auto dataset = findDataset("starter", w.home(), {});
  QVERIFY(dataset.ok());
  const auto shared = std::make_shared<const Dataset>(std::move(*dataset));
  model.set(shared);
  QCOMPARE(model.rowCount(), 720);
  QCOMPARE(model.index(0, ExamplesModel::kAnswer).data().toString(), QString("card_arrival"));
  model.set(shared, std::make_shared<const std::vector<size_t>>(std::vector<size_t>{5, 7}));
  QCOMPARE(model.rowCount(), 2);
  QCOMPARE(model.rowIn(1), size_t{7});
}

void TestDataPage::editsAreTakenBackKeptAndSaved() {
  Workbench w(Filled::No);
  Json corrected;
  {
    DataViewModel model(w.services);
    openMessy(w, model);
    DatasetEdits& edits = model.edits();
    QVERIFY(edits.isEmpty() && !edits.canUndo());
    corrected = *model.dataset()->row(4);
    corrected["messages"][1]["content"] = "a better answer";
    QVERIFY(edits.change(4, corrected).ok());
    edits.remove({1}, true);
    edits.move({2}, Split::HeldOut);
    QCOMPARE(edits.words(), QString("1 row corrected, 1 row removed, 1 row moved"));
    QCOMPARE(edits.side(3), Split::HeldOut);  // has the same question
    edits.undo();
    QCOMPARE(edits.side(2), Split::Train);
    edits.redo();
    QCOMPARE(edits.side(2), Split::HeldOut);
    edits.undo();
    edits.move({0}, Split::HeldOut);  // a new edit discards the redo history
    QVERIFY(!edits.canRedo());
    edits.undo();
    edits.move({2}, Split::HeldOut);
    edits.discard();
    QVERIFY(edits.isEmpty());
    edits.undo();
    QVERIFY(edits.isRemoved(1) && edits.isChanged(4));
    // Changing a row back to its original removes the edit.
    QVERIFY(edits.change(4, *model.dataset()->row(4)).ok());
    QVERIFY(!edits.isChanged(4));
    edits.undo();
  }
  DataViewModel again(w.services);  // simulates a window closed without saving
  QSignalSpy saved(&again.edits(), &DatasetEdits::saved);
  again.openDataset("letters", 0);
  QTRY_COMPARE(again.state(), DataState::Showing);
  QVERIFY(again.edits().isRemoved(1) && again.edits().isChanged(4));
  again.edits().save();
  QVERIFY(again.edits().isSaving());
  QTRY_COMPARE(saved.count(), 1);
  QTRY_COMPARE(again.manifest().version, int64_t{2});
  QVERIFY(again.edits().isEmpty() && !again.edits().canUndo());
  QCOMPARE(again.dataset()->rows(), size_t{4});
  QVERIFY(*again.dataset()->row(3) == corrected);
  QCOMPARE(again.dataset()->side(Split::HeldOut), (std::vector<size_t>{1, 2}));
  QTRY_COMPARE(again.datasets().size(), size_t{2});  // the previous version stays
}

void TestDataPage::editsThatCannotBeTrainedOnAreRefused() {
  Workbench w(Filled::No);
  DataViewModel model(w.services);
  openMessy(w, model);
  Json row = *model.dataset()->row(0);
  row["messages"][1]["content"] = " ";
  const Status refused = model.edits().change(0, row);
  QVERIFY(!refused.ok());
  QCOMPARE(QString::fromStdString(refused.error().what.text()), QString("the answer is empty"));
  QVERIFY(model.edits().isEmpty());
  QSignalSpy failed(&model.edits(), &DatasetEdits::failed);
  model.edits().remove({0, 1, 2, 3, 4}, true);
  model.edits().save();
  QTRY_COMPARE(failed.count(), 1);
  QVERIFY(!model.edits().isSaving() && model.edits().isRemoved(4));
}

/// Laying out a megabyte of conversation would block the window.
void TestDataPage::longRowsAreShownInPart() {
  Workbench w(Filled::Yes, 0);
  const auto shown = [&](const std::string& asked, const std::string& answer) {
    RenderedChat chat{asked + answer, {}, {}};
    chat.spans = {{{0, asked.size()}, "user", false}, {{asked.size(), chat.text.size()}, "assistant", true}};
    return MarkedText::html(w.services.theme, chat);
  };
  QVERIFY(!shown("first question", "last answer").contains("not shown"));
  std::string asked = "first question ";
  while (asked.size() < (1u << 20)) asked += "ä—";  // two-byte and three-byte characters across every possible cut position
  const QString both = shown(asked, "last answer"), answered = shown("q", asked + "end");
  for (const QString& html : {both, answered}) {
    QVERIFY(html.size() < 70'000);
    QVERIFY(html.contains("first question") && !html.contains(QChar::ReplacementCharacter));
    QCOMPARE(html.count("more characters, not shown here"), 1);
  }
  QVERIFY(both.contains("last answer") && answered.contains("end</span>"));
}

void TestDataPage::rowsAreFilteredAndProblemsFound() {
  Workbench w(Filled::No);
  DataViewModel model(w.services);
  openMessy(w, model);
  QCOMPARE(model.countOf(RowFilter::All), int64_t{5});
  QCOMPARE(model.countOf(RowFilter::Personal), int64_t{1});
  QCOMPARE(model.countOf(RowFilter::Repeats), int64_t{1});
  QCOMPARE(model.countOf(RowFilter::ControlTokens), int64_t{1});
  QCOMPARE(model.countOf(RowFilter::Changed), int64_t{0});
  QCOMPARE(model.nextProblem({}, false), std::optional<size_t>(0));
  QCOMPARE(model.nextProblem(0, false), std::optional<size_t>(1));
  QCOMPARE(model.nextProblem(1, false), std::optional<size_t>(3));
  QCOMPARE(model.nextProblem(3, false), std::optional<size_t>(0));
  QCOMPARE(model.nextProblem(0, true), std::optional<size_t>(3));
  std::shared_ptr<const std::vector<size_t>> found;
  connect(&model, &DataViewModel::found, this, [&](std::shared_ptr<const std::vector<size_t>> rows) { found = std::move(rows); });
  model.search({}, RowFilter::Repeats);
  QTRY_VERIFY(found);
  QCOMPARE(*found, std::vector<size_t>{3});
  QSignalSpy marked(&model, &DataViewModel::marked);
  model.edits().mask(0);
  QTRY_COMPARE(marked.count(), 1);
  QCOMPARE(model.countOf(RowFilter::Personal), int64_t{0});
  QCOMPARE(model.countOf(RowFilter::Changed), int64_t{1});
  found.reset();
  model.search("[EMAIL]");
  QTRY_VERIFY(found);
  QCOMPARE(*found, std::vector<size_t>{0});
  model.edits().split(0.9);
  QTRY_COMPARE(marked.count(), 2);
  const auto sides = model.sides();
  QCOMPARE(sides.train + sides.heldout, int64_t{5});
  QCOMPARE(sides.heldout, model.countOf(RowFilter::Measure));
  QVERIFY(sides.heldout > 0);
  QCOMPARE(model.edits().side(2), model.edits().side(3));
}

void TestDataPage::lengthsAreThoseOfTheModel() {
  Workbench w(Filled::No);
  DataViewModel model(w.services);
  QSignalSpy read(&model, &DataViewModel::lengthsRead);
  openMessy(w, model);
  QTRY_VERIFY(model.lengths().rows == 5);
  QVERIFY(model.lengths().median > 20 && model.lengths().longest < 80);  // including the template's own text
  QCOMPARE(model.lengths().over, int64_t{0});
  QCOMPARE(model.lengths().limit, int64_t{1024});
}

void TestDataPage::previewReadsMultiLineCells() {
  Workbench w(Filled::No);
  DataViewModel model(w.services);
  model.openFiles({QString::fromStdString(
      writeFile(w.home(), "messy.csv", "question;answer\n\"first line\nsecond; line\";\"say \"\"yes\"\"\"\nplain;no\n"))});
  QTRY_COMPARE(model.state(), DataState::Preview);
  QCOMPARE(model.preview().rows.size(), size_t{2});
  QVERIFY(model.preview().question.empty());
  const auto words = askAnswerOf(model.preview().rows[0].example);
  QCOMPARE(words.asked, QString("first line\nsecond; line"));
  QCOMPARE(words.answer, QString("say \"yes\""));
  // In the rendered text only the answer and the end of its turn are trained.
  QTRY_VERIFY(model.hasModel());
  const auto chat = model.render(model.preview().rows[0].example);
  QVERIFY(chat.ok());
  std::string learned;
  for (const auto& span : chat->spans) {
    if (span.trained) learned += chat->text.substr(span.bytes.begin, span.bytes.end - span.bytes.begin);
  }
  QCOMPARE(learned, std::string("say \"yes\"<|im_end|>"));
}

void TestDataPage::previewNamesLeftOutRows() {
  Workbench w(Filled::No);
  DataViewModel model(w.services);
  model.openFiles({QString::fromStdString(
      writeFile(w.home(), "rows.jsonl", "{\"prompt\":\"a\",\"completion\":\"b\"}\n{broken\n{\"prompt\":\"\",\"completion\":\"b\"}\n"))});
  QTRY_COMPARE(model.state(), DataState::Preview);
  QVERIFY(model.preview().rows[0].problem.empty());
  QCOMPARE(model.preview().rows[1].line, uint64_t{2});
  QVERIFY(!model.preview().rows[1].problem.empty());
  QVERIFY(messageText(model.preview().rows[2].problem).contains("empty"));
}

void TestDataPage::previewAsksWhatIsWhat() {
  Workbench w(Filled::No);
  DataViewModel model(w.services);
  model.openFiles(
      {QString::fromStdString(writeFile(w.home(), "odd.csv", "nummer,frage_des_kunden,unsere_antwort\n1,Wo?,Hier.\n2,Wann?,Jetzt.\n"))});
  QTRY_COMPARE(model.state(), DataState::Preview);
  QVERIFY(!model.preview().question.empty());
  QCOMPARE(model.preview().columns.size(), size_t{3});
  model.setColumn("prompt", "frage_des_kunden");
  settle(w);
  model.setColumn("completion", "unsere_antwort");
  QTRY_VERIFY(model.preview().question.empty());
  QCOMPARE(askAnswerOf(model.preview().rows[1].example).answer, QString("Jetzt."));
  QVERIFY(model.undoSaid());
  QTRY_VERIFY(!model.preview().question.empty());
  QVERIFY(model.redoSaid());
  QTRY_VERIFY(model.preview().question.empty());
  QVERIFY(!model.redoSaid());
}

void TestDataPage::severalFilesAndOneToMeasureWith() {
  Workbench w(Filled::No);
  DataViewModel model(w.services);
  QSignalSpy failed(&model, &DataViewModel::failed);
  const auto file = [&](const char* name, const char* bytes) { return QString::fromStdString(writeFile(w.home(), name, bytes)); };
  const QString first = file("a.csv", "question,answer\nWhere?,Here.\n");
  model.openFiles({first, file("b.jsonl", "{\"prompt\":\"When?\",\"completion\":\"Now.\"}\n{\"prompt\":\"Why?\"}\n")});
  QTRY_COMPARE(model.state(), DataState::Preview);
  QCOMPARE(model.preview().files, (std::vector<std::string>{"a.csv", "b.jsonl"}));
  QCOMPARE(model.preview().rows.size(), size_t{3});
  model.addFiles({file("c.csv", "question,answer\nWho?,We.\n")});
  QTRY_COMPARE(model.preview().files.size(), size_t{3});
  model.addFiles({first});  // already added: reported and ignored
  QTRY_COMPARE(failed.count(), 1);
  QCOMPARE(model.options().more.size(), size_t{2});
  model.setHeldoutFile(file("test.csv", "question,answer\nHow?,So.\n"));
  QTRY_COMPARE(model.preview().files.size(), size_t{4});
  QVERIFY(model.undoSaid());
  QTRY_COMPARE(model.preview().files.size(), size_t{3});
  QVERIFY(model.redoSaid());
  QTRY_COMPARE(model.preview().files.size(), size_t{4});
  model.import();
  QTRY_COMPARE(model.state(), DataState::Showing);
  QCOMPARE(model.dataset()->side(Split::HeldOut).size(), size_t{1});
  QCOMPARE(model.manifest().rowsOk, uint64_t{4});
  ExamplesModel rows;
  rows.set(model.shared());
  QCOMPARE(rows.index(2, ExamplesModel::kLine).data(Qt::ToolTipRole).toString(), QString("b.jsonl · 1"));
}

void TestDataPage::howTheFileIsReadIsSaid() {
  Workbench w(Filled::No);
  DataViewModel model(w.services);
  ImportView view(w.services, model);
  view.show();
  model.openFiles({QString::fromStdString(sourceFolder() + "/tests/data/tables/several_sheets.xlsx")});
  QTRY_COMPARE(model.state(), DataState::Preview);
  QCOMPARE(model.preview().sheets, (std::vector<std::string>{"Notes", "Tickets", "Old"}));
  view.findChild<QPushButton*>("readingOptions")->click();
  QVERIFY(!view.findChild<QComboBox*>("separator"));
  auto* sheet = view.findChild<QComboBox*>("sheet");
  QVERIFY(sheet->isVisible());
  sheet->setFocus();
  sheet->setCurrentIndex(sheet->findText("Notes"));
  Q_EMIT sheet->activated(sheet->currentIndex());
  QTRY_COMPARE(model.preview().columns.front(), std::string("note"));
  QTRY_VERIFY(view.findChild<QComboBox*>("sheet")->currentText() == "Notes");

  model.openFiles(
      {QString::fromStdString(writeFile(w.home(), "own.csv", "Our tickets\nquestion|answer\nWhere, now?|Here, \"now\"\nWhen?|So\n"))});
  QTRY_COMPARE(model.preview().separator, '|');
  QVERIFY(!view.findChild<QComboBox*>("sheet") || !view.findChild<QComboBox*>("sheet")->isVisible());
  auto* separator = view.findChild<QComboBox*>("separator");
  QCOMPARE(separator->currentText(), QString("found out: vertical bar"));
  separator->setCurrentIndex(separator->findData(","));
  Q_EMIT separator->activated(separator->currentIndex());
  QTRY_COMPARE(model.options().read.separator, std::string(","));
  QVERIFY(model.undoSaid());
  QTRY_COMPARE(model.preview().columns, (std::vector<std::string>{"question", "answer"}));
  view.findChildren<QSpinBox*>("skippedRows").last()->setValue(2);
  QTRY_COMPARE(model.preview().columns.front(), std::string("Where, now?"));
}

void TestDataPage::textsHaveControlTokensOrLetters() {
  Workbench w(Filled::No);
  DataViewModel model(w.services);
  ImportView view(w.services, model);
  view.show();
  model.openFiles({QString::fromStdString(writeFile(w.home(), "formatted.jsonl", "{\"text\":\"<|im_start|>user\\nHi<|im_end|>\"}\n"))});
  QTRY_COMPARE(model.state(), DataState::Preview);
  auto* tokens = view.findChild<QComboBox*>("controlTokens");
  QCOMPARE(tokens->currentText(), QString("found out: meant"));
  const auto flags = [&] {
    const Json& row = model.preview().rows[0].example;
    return std::pair(row.contains("control_tokens"), row.contains("end_token"));
  };
  QCOMPARE(flags(), std::pair(true, true));
  tokens->setCurrentIndex(2);
  Q_EMIT tokens->activated(2);
  QTRY_COMPARE(flags(), std::pair(false, true));
  view.findChildren<QCheckBox*>("endToken").last()->click();
  QTRY_COMPARE(flags(), std::pair(false, false));
}

/// Uses a copy of a tiny model whose template refuses system messages, as Gemma's does.
void TestDataPage::rowsThatTheTemplateRefusesAreSaid() {
  Workbench w(Filled::No);
  const std::string model = w.home() + "/no_system";
  std::filesystem::copy(sourceFolder() + "/tests/data/golden/tiny/llama_bias_tied", model, std::filesystem::copy_options::recursive);
  std::filesystem::remove(model + "/chat_template.jinja");
  writeFile(model, "chat_template.jinja",
            "{% if messages[0]['role'] == 'system' %}{{ raise_exception('System role not supported') }}{% endif %}{% for m in messages "
            "%}[{{ m.role }}] "
            "{{ m.content }}{{ eos_token }}{% endfor %}{% if add_generation_prompt %}[assistant] {% endif %}");
  w.preferences.set(kTrainForm, {{"model", model}});
  DataViewModel data(w.services);
  DatasetView view(w.services, data);
  view.show();
  data.openFiles({QString::fromStdString(
      writeFile(w.home(), "some.jsonl",
                "{\"messages\":[{\"role\":\"system\",\"content\":\"Short.\"},{\"role\":\"user\",\"content\":\"q\"},{\"role\":\"assistant\","
                "\"content\":\"a\"}]}\n"
                "{\"messages\":[{\"role\":\"user\",\"content\":\"q2\"},{\"role\":\"assistant\",\"content\":\"a2\"}]}\n"))});
  QTRY_COMPARE(data.state(), DataState::Preview);
  data.import();
  QTRY_COMPARE(data.state(), DataState::Showing);
  QTRY_COMPARE(data.lengths().refused, int64_t{1});
  QCOMPARE(data.lengths().rows, int64_t{1});
  auto* bar = view.findChild<MessageBar*>("refusedRows");
  QTRY_VERIFY(bar->isVisible());
  QVERIFY2(bar->words().contains("System role not supported"), qPrintable(bar->words()));
  bar->findChild<QPushButton*>()->click();
  QTRY_COMPARE(data.lengths().refused, int64_t{0});
  QTRY_VERIFY(!bar->isVisible());
  QCOMPARE(data.edits().row(0)->dump(),
           std::string(R"({"messages":[{"role":"user","content":"Short.\n\nq"},{"role":"assistant","content":"a"}]})"));
  data.edits().undo();
  QTRY_COMPARE(data.lengths().refused, int64_t{1});
}

void TestDataPage::twoTextsBelongTogether() {
  Workbench w(Filled::No);
  DataViewModel model(w.services);
  QSignalSpy failed(&model, &DataViewModel::failed);
  const auto asked = QString::fromStdString(writeFile(w.home(), "asked.txt", "Where?\nWhen?\n"));
  model.openFiles({asked, QString::fromStdString(writeFile(w.home(), "answers.txt", "Here.\nNow.\n"))});
  QTRY_COMPARE(model.state(), DataState::Preview);
  QCOMPARE(askAnswerOf(model.preview().rows[1].example).answer, QString("Now."));
  model.openFiles({asked, QString::fromStdString(writeFile(w.home(), "answers.txt", "Here.\n"))});
  QTRY_COMPARE(failed.count(), 1);
  QVERIFY(failed[0][0].toString().contains("same number of lines"));
}

void TestDataPage::importMakesAVersionAndCancelLeavesNothing() {
  Workbench w(Filled::No);
  DataViewModel model(w.services);
  std::string rows;
  for (int i = 0; i < 40; ++i) rows += "question number " + std::to_string(i * 7919) + " about matter " + std::to_string(i) + ",answer\n";
  model.openFiles({QString::fromStdString(writeFile(w.home(), "own.csv", "question,answer\n" + rows))});
  QTRY_COMPARE(model.state(), DataState::Preview);
  model.setHoldout(0.5);
  model.import();
  QTRY_COMPARE(model.state(), DataState::Showing);
  QCOMPARE(model.dataset()->rows(), size_t{40});
  QVERIFY(model.manifest().heldout > 8);
  QTRY_COMPARE(model.datasets().size(), size_t{1});
  model.openFiles({QString::fromStdString(w.home() + "/own.csv")});
  QTRY_COMPARE(model.state(), DataState::Preview);
  model.cancel();
  QCOMPARE(model.state(), DataState::Showing);
}

void TestDataPage::badFileIsSaidAndNothingIsLost() {
  Workbench w(Filled::Yes, 0);
  DataViewModel model(w.services);
  QSignalSpy failed(&model, &DataViewModel::failed);
  for (const auto& [name, bytes] : {std::pair{"empty.csv", ""}, {"page.json", "<!doctype html><p>sign in"}, {"a.pdf", "%PDF-1.4"}}) {
    failed.clear();
    model.openFiles({QString::fromStdString(writeFile(w.home(), name, bytes))});
    QTRY_COMPARE(failed.count(), 1);
    QVERIFY2(failed[0][0].toString().size() > 20, name);
  }
  model.openFiles({"/no/such/file.csv"});
  QTRY_COMPARE(failed.count(), 2);
}

QTEST_MAIN(TestDataPage)
#include "tst_data_page.moc"
