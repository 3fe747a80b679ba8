// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/palette_match.hpp"

#include <algorithm>
#include <vector>

#include <QCoreApplication>
#include <QStringList>

namespace graft::ui {
namespace {

QString tr(const char* text) { return QCoreApplication::translate("graft::ui", text); }

QStringList wordsOf(const QString& text) {
  QStringList out(QString{});
  for (const QChar letter : text.toLower()) {
    if (letter.isLetterOrNumber())
      out.back() += letter;
    else if (!out.back().isEmpty())
      out << QString();
  }
  if (out.back().isEmpty()) out.removeLast();
  return out;
}

/// Groups of words that people use for one thing. Translated, so that each language has its own.
const std::vector<QStringList>& synonyms() {
  static const std::vector<QStringList> groups = [] {
    std::vector<QStringList> out;
    for (const QString& line : {tr("delete bin remove trash erase throw"),
                                tr("gpu graphics card cuda device nvidia processor cpu"),
                                tr("rename name title label"),
                                tr("duplicate copy clone again repeat"),
                                tr("dark light theme appearance colours mode night"),
                                tr("memory ram vram"),
                                tr("export save download share send report"),
                                tr("import add load open upload"),
                                tr("help guide manual glossary question"),
                                tr("stop cancel abort end quit"),
                                tr("pause resume continue hold"),
                                tr("train learn tune finetune start run"),
                                tr("language german english translation"),
                                tr("font size text zoom large"),
                                tr("key shortcut keyboard hotkey"),
                                tr("compare test ask chat prompt try"),
                                tr("data dataset examples rows file"),
                                tr("model base checkpoint weights"),
                                tr("settings preferences options configuration"),
                                tr("speed rate lr learning")})
      out.push_back(wordsOf(line));
    return out;
  }();
  return groups;
}

bool begins(const QStringList& words, const QString& typed) {
  return std::any_of(words.begin(), words.end(), [&](const QString& word) { return word.startsWith(typed); });
}

bool isSynonym(const QStringList& words, const QString& typed) {
  constexpr int kLeast = 2;  // letters; shorter ones begin too many words
  if (typed.size() < kLeast) return false;
  return std::any_of(synonyms().begin(), synonyms().end(), [&](const QStringList& group) {
    return begins(group, typed) && std::any_of(group.begin(), group.end(), [&](const QString& one) { return words.contains(one); });
  });
}

/// True if the letters begin words of the list, in order.
bool areInitials(const QStringList& words, const QString& typed) {
  qsizetype at = 0;
  for (const QChar letter : typed) {
    while (at < words.size() && words[at][0] != letter) ++at;
    if (at++ >= words.size()) return false;
  }
  return true;
}

}  // namespace

int matchScore(const QString& title, const QString& keywords, const QString& typed) {
  constexpr int kWhole = 12, kTitle = 10, kKeyword = 6, kSynonym = 4, kInside = 2, kInitials = 1;
  const QStringList asked = wordsOf(typed), own = wordsOf(title), more = wordsOf(keywords);
  if (asked.isEmpty()) return 1;
  const bool isShort = asked.size() == 1 && asked[0].size() > 1 && areInitials(own, asked[0]);
  int score = 0;
  for (const QString& word : asked) {
    const int found = own.contains(word)               ? kWhole
                      : begins(own, word)              ? kTitle
                      : begins(more, word)             ? kKeyword
                      : isSynonym(own + more, word)    ? kSynonym
                      : title.toLower().contains(word) ? kInside
                                                       : 0;
    if (found == 0) return isShort ? kInitials : 0;
    score += found;
  }
  if (begins(own.mid(0, 1), asked[0])) ++score;  // before titles that have the word further on
  return score;
}

}  // namespace graft::ui
