// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/services/engine_words.hpp"

#include <algorithm>
#include <vector>

#include <QCoreApplication>
#include <QLocale>
#include <QRegularExpression>

namespace graft::ui {
namespace {

/// As core writes them (a test of the window asks core for them, so that none goes astray).
constexpr const char* kTemplates[] = {
    QT_TRANSLATE_NOOP("EngineWords", "column '%1' asks, column '%2' answers"),
    QT_TRANSLATE_NOOP("EngineWords", "column '%1' asks, column '%2' answers (guessed from their order; set it with --map prompt=... --map completion=...)"),
    QT_TRANSLATE_NOOP("EngineWords", "the header row looks like data ('%1'); if it is a row, import with --no-header"),
    QT_TRANSLATE_NOOP("EngineWords", "%1 row is longer than %2 characters and will be cut, or left out, at the length limit of a run"),
    QT_TRANSLATE_NOOP("EngineWords", "%1 rows are longer than %2 characters and will be cut, or left out, at the length limit of a run"),
    QT_TRANSLATE_NOOP("EngineWords", "%1 row holds control-token text such as <|...|>; it is read as ordinary text"),
    QT_TRANSLATE_NOOP("EngineWords", "%1 rows hold control-token text such as <|...|>; it is read as ordinary text"),
    QT_TRANSLATE_NOOP("EngineWords", "%1 row holds what looks like personal data (%2); mask it, or make sure that it may be trained on: a model can repeat it"),
    QT_TRANSLATE_NOOP("EngineWords", "%1 rows hold what looks like personal data (%2); mask it, or make sure that it may be trained on: a model can repeat it"),
    QT_TRANSLATE_NOOP("EngineWords", "no row is held out, so a run cannot tell learning from memorising"),
    QT_TRANSLATE_NOOP("EngineWords", "every row is held out, so there is nothing to train on"),
    QT_TRANSLATE_NOOP("EngineWords", "%1 held-out row is nearly the same as rows to train on, in groups too large to keep on one side: measured results will look better than they are"),
    QT_TRANSLATE_NOOP("EngineWords", "%1 held-out rows are nearly the same as rows to train on, in groups too large to keep on one side: measured results will look better than they are"),
    QT_TRANSLATE_NOOP("EngineWords", "similar rows were looked for among the first million rows"),
    QT_TRANSLATE_NOOP("EngineWords", "training uses the preferred answers; the rejected ones are kept with the rows"),
    QT_TRANSLATE_NOOP("EngineWords", "training uses the rows marked as good; the others are kept"),
    QT_TRANSLATE_NOOP("EngineWords", "one answer stands in %1 % of the rows; the model will overuse it"),
    QT_TRANSLATE_NOOP("EngineWords", "the answer is empty"),
    QT_TRANSLATE_NOOP("EngineWords", "there are no messages"),
    QT_TRANSLATE_NOOP("EngineWords", "there is no answer at the end"),
    QT_TRANSLATE_NOOP("EngineWords", "the conversation begins with an answer"),
    QT_TRANSLATE_NOOP("EngineWords", "two answers follow each other at message %1"),
    QT_TRANSLATE_NOOP("EngineWords", "two questions follow each other at message %1"),
    QT_TRANSLATE_NOOP("EngineWords", "a system message stands at place %1, it must be the first"),
    QT_TRANSLATE_NOOP("EngineWords", "the field '%1' is missing"),
    QT_TRANSLATE_NOOP("EngineWords", "%1 is null, text was expected"),
    QT_TRANSLATE_NOOP("EngineWords", "%1 is a number, text was expected"),
    QT_TRANSLATE_NOOP("EngineWords", "%1 is a truth value, text was expected"),
    QT_TRANSLATE_NOOP("EngineWords", "%1 is an object, text was expected"),
    QT_TRANSLATE_NOOP("EngineWords", "%1 has a part that is not text"),
    QT_TRANSLATE_NOOP("EngineWords", "'%1' is not a list of messages"),
    QT_TRANSLATE_NOOP("EngineWords", "a message has no '%1'"),
    QT_TRANSLATE_NOOP("EngineWords", "the role '%1' is not known"),
    QT_TRANSLATE_NOOP("EngineWords", "history is not a list"),
    QT_TRANSLATE_NOOP("EngineWords", "history holds something that is not a pair of texts"),
    QT_TRANSLATE_NOOP("EngineWords", "the prompt ('%1') is empty"),
    QT_TRANSLATE_NOOP("EngineWords", "the text is empty"),
    QT_TRANSLATE_NOOP("EngineWords", "not valid UTF-8"),
    QT_TRANSLATE_NOOP("EngineWords", "not valid JSON: %1"),
    QT_TRANSLATE_NOOP("EngineWords", "not a JSON object"),
    QT_TRANSLATE_NOOP("EngineWords", "the key '%1' stands twice"),
    QT_TRANSLATE_NOOP("EngineWords", "nested deeper than %1 levels"),
    QT_TRANSLATE_NOOP("EngineWords", "no label is trained"),
    QT_TRANSLATE_NOOP("EngineWords", "input_ids has %1 entries, labels %2"),
    QT_TRANSLATE_NOOP("EngineWords", "only %1 corrections are planned"),
    QT_TRANSLATE_NOOP("EngineWords", "use a smaller --rows-per-step or more --epochs"),
    QT_TRANSLATE_NOOP("EngineWords", "%1 rows go into one correction; over 32 often learns worse with LoRA"),
    QT_TRANSLATE_NOOP("EngineWords", "use --rows-per-step 32 or less"),
    QT_TRANSLATE_NOOP("EngineWords", "only attention layers are adapted, which learns less than all layers even at a higher rank"),
    QT_TRANSLATE_NOOP("EngineWords", "leave --targets out"),
    QT_TRANSLATE_NOOP("EngineWords", "--lr %1 lies outside the usual range of 1e-5 to %2"),
    QT_TRANSLATE_NOOP("EngineWords", "use a rate in that range"),
    QT_TRANSLATE_NOOP("EngineWords", "the strength (alpha / rank) is %1, over 4"),
    QT_TRANSLATE_NOOP("EngineWords", "use --alpha %1"),
    QT_TRANSLATE_NOOP("EngineWords", "%1 rows lost their whole answer at --max-length %2 and are left out"),
    QT_TRANSLATE_NOOP("EngineWords", "raise --max-length or split the rows"),
    QT_TRANSLATE_NOOP("EngineWords", "%1 of %2 rows are cut at --max-length %3"),
    QT_TRANSLATE_NOOP("EngineWords", "no row is held out: memorising cannot be told from learning"),
    QT_TRANSLATE_NOOP("EngineWords", "import with --holdout %1"),
    QT_TRANSLATE_NOOP("EngineWords", "only %1 rows are held out; one answer more or less changes the result by %2 %"),
    QT_TRANSLATE_NOOP("EngineWords", "the run may need %1 of %2 MiB free"),
    QT_TRANSLATE_NOOP("EngineWords", "use --micro-tokens %1"),
    QT_TRANSLATE_NOOP("EngineWords", "memory is short, so a part of each pass is computed once more; the adapter is the same, the run takes longer"),
    QT_TRANSLATE_NOOP("EngineWords", "memory is short, so most of each pass is computed once more; the adapter is the same, the run takes longer"),
    QT_TRANSLATE_NOOP("EngineWords", "close other programs, or use --micro-tokens %1"),
    QT_TRANSLATE_NOOP("EngineWords", "%1 rows hold what looks like personal data; a model can repeat it"),
    QT_TRANSLATE_NOOP("EngineWords", "mask it in the file, or make sure that it may be trained on"),
    QT_TRANSLATE_NOOP("EngineWords", "step %1: loss or gradient is not finite; the step changed nothing (rows %2)"),
    QT_TRANSLATE_NOOP("EngineWords", "three in a row end the run; then use --lr %1"),
    QT_TRANSLATE_NOOP("EngineWords", "the gradient was cut to --clip %1 in %2 of %3 steps"),
    QT_TRANSLATE_NOOP("EngineWords", "the rate may be high; try --lr %1"),
    QT_TRANSLATE_NOOP("EngineWords", "the loss jumped %1 times in 100 steps"),
    QT_TRANSLATE_NOOP("EngineWords", "look at these rows with graft inspect data, or use a lower --lr (%1)"),
    QT_TRANSLATE_NOOP("EngineWords", "unstable: the loss is %1, it was %2 after the gentle start"),
    QT_TRANSLATE_NOOP("EngineWords", "start again with --lr %1"),
    QT_TRANSLATE_NOOP("EngineWords", "not learning: the loss went from %1 to %2 in %3 steps"),
    QT_TRANSLATE_NOOP("EngineWords", "check with graft inspect tokens what is trained, or use a higher --lr"),
    QT_TRANSLATE_NOOP("EngineWords", "the loss falls in steps at the beginning of each pass: rows are being repeated to it"),
    QT_TRANSLATE_NOOP("EngineWords", "fewer --epochs may do"),
    QT_TRANSLATE_NOOP("EngineWords", "the training loss is %1: the rows are likely being learned by heart"),
    QT_TRANSLATE_NOOP("EngineWords", "fewer --epochs, or more rows"),
    QT_TRANSLATE_NOOP("EngineWords", "memorising: the held-out loss is %1, its best was %2, while the training loss falls"),
    QT_TRANSLATE_NOOP("EngineWords", "the best adapter is kept; fewer --epochs will do"),
    QT_TRANSLATE_NOOP("EngineWords", "the held-out loss (%1) is %2 times the training loss (%3)"),
    QT_TRANSLATE_NOOP("EngineWords", "more rows help more than more passes"),
    QT_TRANSLATE_NOOP("EngineWords", "the adapter answers exactly as the base does"),
    QT_TRANSLATE_NOOP("EngineWords", "check --lr, and with graft inspect tokens what is trained"),
    QT_TRANSLATE_NOOP("EngineWords", "the processor slows down because of heat (%1 °C); the run takes longer than was said"),
    QT_TRANSLATE_NOOP("EngineWords", "the processor slows down because of heat; the run takes longer than was said"),
    QT_TRANSLATE_NOOP("EngineWords", "give the machine air, or use fewer --threads"),
    QT_TRANSLATE_NOOP("EngineWords", "the held-out loss was still falling (%1 to %2 in the last fifth)"),
    QT_TRANSLATE_NOOP("EngineWords", "one more pass may help"),
    QT_TRANSLATE_NOOP("EngineWords", "Nothing was changed."),
    QT_TRANSLATE_NOOP("EngineWords", "the file has no rows"),
    QT_TRANSLATE_NOOP("EngineWords", "the file has no rows below its header"),
    QT_TRANSLATE_NOOP("EngineWords", "Add at least one row."),
    QT_TRANSLATE_NOOP("EngineWords", "no row would be left"),
    QT_TRANSLATE_NOOP("EngineWords", "Keep at least one row."),
    QT_TRANSLATE_NOOP("EngineWords", "not a regular file"),
    QT_TRANSLATE_NOOP("EngineWords", "the run needs %1 MiB of memory, %2 may be used"),
    QT_TRANSLATE_NOOP("EngineWords", "memory ran out"),
    QT_TRANSLATE_NOOP("EngineWords", "the embedded model is missing"),
    QT_TRANSLATE_NOOP("EngineWords", "the comparison was stopped"),
};

struct Known {
  const char* english;
  QRegularExpression pattern;
};

/// Those with more words of their own first: they fit less by chance.
const std::vector<Known>& known() {
  static const std::vector<Known> all = [] {
    std::vector<Known> out;
    for (const char* words : kTemplates) {
      QString pattern = QRegularExpression::escape(QString::fromUtf8(words));
      for (const char* place : {"\\%1", "\\%2", "\\%3"}) pattern.replace(place, "(.+?)");
      out.push_back({words, QRegularExpression("\\A" + pattern + "\\z", QRegularExpression::DotMatchesEverythingOption)});
    }
    std::stable_sort(out.begin(), out.end(), [](const Known& a, const Known& b) { return qstrlen(a.english) > qstrlen(b.english); });
    return out;
  }();
  return all;
}

/// 0.25 as the language writes it.
QString inLanguage(const QString& value) {
  static const QRegularExpression number("\\A-?\\d+\\.\\d+\\z");
  return number.match(value).hasMatch() ? QString(value).replace('.', QLocale().decimalPoint()) : value;
}

}  // namespace

QString engineWords(const QString& english) {
  if (english.isEmpty()) return english;
  for (const Known& one : known()) {
    const auto match = one.pattern.match(english);
    if (!match.hasMatch()) continue;
    QString out = QCoreApplication::translate("graft::ui::EngineWords", one.english);
    // All at once: what is put in may hold a per cent sign and a number itself.
    for (int i = 1; i <= match.lastCapturedIndex(); ++i) out.replace("%" + QString::number(i), QString(QChar(0xE000 + i)));
    for (int i = 1; i <= match.lastCapturedIndex(); ++i) out.replace(QChar(0xE000 + i), inLanguage(match.captured(i)));
    return out;
  }
  return english;
}

QString sentence(const QString& words) {
  if (words.isEmpty()) return words;
  const bool ends = words.endsWith('.') || words.endsWith('!') || words.endsWith('?');
  return words.left(1).toUpper() + words.mid(1) + (ends ? QString() : QString("."));
}

}  // namespace graft::ui
