// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/services/messages.hpp"

#include <QCoreApplication>
#include <QLocale>
#include <QRegularExpression>

#include "ui/services/setting_names.hpp"

namespace graft::ui {
namespace {

/// Writes 0.25 with the decimal mark of the language.
QString inLanguage(const QString& value) {
  static const QRegularExpression number("\\A-?\\d+\\.\\d+\\z");
  return number.match(value).hasMatch() ? QString(value).replace('.', QLocale().decimalPoint()) : value;
}

}  // namespace

QString messageText(const Message& message) {
  if (message.empty()) return {};
  if (message.isFlag()) return flagText(message.pattern());
  if (!message.isSentence()) return inLanguage(QString::fromStdString(message.pattern()));
  const QString pattern = QCoreApplication::translate("graft::Message", message.pattern().c_str());
  std::vector<std::string> values;
  for (const Message& argument : message.arguments()) values.push_back(messageText(argument).toStdString());
  return QString::fromStdString(messages::filled(pattern.toStdString(), values));
}

QString sentence(const QString& words) {
  if (words.isEmpty()) return words;
  const bool isFile = words.section(": ", 0, 0).contains('.') && words.contains(": ");  // file names keep their first letter
  const bool ends = words.endsWith('.') || words.endsWith('!') || words.endsWith('?');
  return (isFile ? words.left(1) : words.left(1).toUpper()) + words.mid(1) + (ends ? QString() : QString("."));
}

}  // namespace graft::ui
