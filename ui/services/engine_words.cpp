// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/services/engine_words.hpp"

#include <algorithm>
#include <optional>

#include <QCoreApplication>
#include <QLocale>
#include <QRegularExpression>

namespace graft::ui {
namespace {

struct Known {
  const char* english;
  QString begin, end;  ///< what stands before the first place and after the last: most are told apart by that
  QRegularExpression pattern;
};

/// Those with more words of their own first: they fit less by chance.
const std::vector<Known>& known() {
  static const std::vector<Known> all = [] {
    static const QRegularExpression place("%[1-9]"), escaped("\\\\%[1-9]");
    std::vector<Known> out;
    for (const char* english : engineCatalogue()) {
      const QString words = QString::fromUtf8(english);
      const QString pattern = QRegularExpression::escape(words).replace(escaped, "(.+?)");
      const auto first = words.indexOf(place), last = words.lastIndexOf(place);
      out.push_back({english, words.left(first), last < 0 ? QString() : words.mid(last + 2),
                     QRegularExpression("\\A" + pattern + "\\z", QRegularExpression::DotMatchesEverythingOption)});
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

/// Nothing when the words are not known.
std::optional<QString> translated(const QString& english) {
  for (const Known& one : known()) {
    if (!english.startsWith(one.begin) || !english.endsWith(one.end)) continue;
    const auto match = one.pattern.match(english);
    if (!match.hasMatch()) continue;
    QString out = QCoreApplication::translate("graft::ui::EngineWords", one.english);
    // All at once: what is put in may hold a per cent sign and a number itself. It may be a sentence of the engine's too.
    for (int i = 1; i <= match.lastCapturedIndex(); ++i) out.replace("%" + QString::number(i), QString(QChar(0xE000 + i)));
    for (int i = 1; i <= match.lastCapturedIndex(); ++i) out.replace(QChar(0xE000 + i), inLanguage(engineWords(match.captured(i))));
    return out;
  }
  return {};
}

}  // namespace

QString engineWords(const QString& english) {
  if (english.isEmpty()) return english;
  if (const auto whole = translated(english)) return *whole;
  // "letters.csv: ..." where there are several files.
  const auto colon = english.indexOf(": ");
  const auto rest = colon > 0 ? translated(english.mid(colon + 2)) : std::nullopt;
  return rest ? english.left(colon + 2) + *rest : english;
}

QString sentence(const QString& words) {
  if (words.isEmpty()) return words;
  const bool isFile = words.section(": ", 0, 0).contains('.') && words.contains(": ");  // its name is as it is
  const bool ends = words.endsWith('.') || words.endsWith('!') || words.endsWith('?');
  return (isFile ? words.left(1) : words.left(1).toUpper()) + words.mid(1) + (ends ? QString() : QString("."));
}

}  // namespace graft::ui
